// Pure: which points are shown in a window, kept up to date by looking only at those that cross its borders.

import { countBelow, countUpTo, ordered } from "./counting.js";

export const HIDDEN = 0;
export const PAST = 1;
export const NOW = 2;

/** Above this share of all points, looking at each is faster than at those that cross. */
const MANY = 0.25;

/**
 * @typedef {object} Window
 * @property {number} past  what ended at or before it is gone; between it and `from` it is past
 * @property {number} from  what ends at or before it is over
 * @property {number} to  what starts at or after it has not begun
 * @property {boolean} undated  whether what has no date is shown
 */

/**
 * @param {{count: number, event: Int32Array}} points  in the order of events: by start, undated last
 * @param {{start: Int32Array, end: Int32Array, dated: Uint8Array}} events
 */
export function createCrossing(points, events) {
  const start = gather(points, events, events.start);
  const end = gather(points, events, events.end);
  const dated = points.event.findLastIndex((event) => events.dated[event]) + 1;
  const ends = orderOf(end.subarray(0, dated));
  const endAt = ends ? end.subarray(0, dated).map((_, place) => end[ends[place]]) : end;
  const state = new Uint8Array(points.count);
  const changed = new Int32Array(Math.ceil(points.count * MANY) + 1);
  const was = new Uint8Array(changed.length);
  let shown = null;
  let keep = null;

  const stateOf = (point, window) => {
    if (!keep[points.event[point]]) return HIDDEN;
    if (point >= dated) return window.undated ? NOW : HIDDEN;
    if (start[point] >= window.to || end[point] <= window.past) return HIDDEN;
    return end[point] > window.from ? NOW : PAST;
  };

  /** The stretches of the two orders whose state may differ between two windows. */
  const stretches = (window) => {
    const below = (time) => countBelow(start, 0, dated, time);
    const upTo = (time) => countUpTo(endAt, 0, dated, time);
    return [
      [null, below(shown.to), below(window.to)],
      [ends, upTo(shown.from), upTo(window.from)],
      [ends, upTo(shown.past), upTo(window.past)],
    ].map(([order, a, b]) => ({ order, first: Math.min(a, b), last: Math.max(a, b) }));
  };

  const recount = (window) => {
    for (let point = 0; point < points.count; point += 1) state[point] = stateOf(point, window);
  };

  return {
    state,
    /**
     * Moves to a window.
     * @returns {{points: Int32Array, was: Uint8Array}|null}  points whose state changed, each once, and what it
     *   was before; null when all may have changed
     */
    move(window, kept) {
      const isOther = !shown || kept !== keep || window.undated !== shown.undated;
      keep = kept;
      const parts = isOther ? [] : stretches(window);
      const visits = parts.reduce((sum, { first, last }) => sum + last - first, 0);
      shown = window;
      if (isOther || visits >= changed.length) {
        recount(window);
        return null;
      }
      let count = 0;
      for (const { order, first, last } of parts) {
        for (let place = first; place < last; place += 1) {
          const point = order ? order[place] : place;
          const next = stateOf(point, window);
          if (next === state[point]) continue;
          changed[count] = point;
          was[count] = state[point];
          state[point] = next;
          count += 1;
        }
      }
      return { points: changed.subarray(0, count), was: was.subarray(0, count) };
    },
  };
}

/** A column of points; that of events itself where every event is a point. */
function gather(points, events, column) {
  return points.count === events.count ? column : column.constructor.from(points.event, (event) => column[event]);
}

/** The order of values, or null where they are in order. */
function orderOf(values) {
  for (let place = 1; place < values.length; place += 1) {
    if (values[place] < values[place - 1]) return ordered(values);
  }
  return null;
}
