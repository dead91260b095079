// Pure: the events of a window as a stretch of one order, so that a million need not be copied at every step.

import { countBelow, countUpTo } from "./counting.js";

/**
 * @param {{start: Int32Array, end: Int32Array, dated: Uint8Array, byStart: Uint32Array}} events
 * @param {Uint8Array} keep  1 for events that count
 */
export function createFinder(events, keep) {
  const { dated, undated } = parted(events, keep);
  const backwards = dated.slice().reverse();
  const isWhole = dated.length === events.count && events.byStart.every((event, place) => event === place);
  const start = isWhole ? events.start : events.start.constructor.from(dated, (event) => events.start[event]);
  const isInOrder = isWhole && events.byEnd === events.byStart; // the first to begin are the first to end
  const reach = isInOrder ? events.end : reachOf(events, dated);

  /** What began before `to` and lasts beyond `from`: a stretch, unless something long lies among the short. */
  const stretch = (from, to, isNewest) => {
    const first = countUpTo(reach, 0, dated.length, from);
    const last = countBelow(start, 0, dated.length, to);
    if (first >= last) return dated.subarray(0, 0);
    const part = isNewest ? backwards.subarray(dated.length - last, dated.length - first) : dated.subarray(first, last);
    if (isInOrder || from === -Infinity) return part;
    for (let place = 0; place < part.length; place += 1) {
      if (events.end[part[place]] <= from) return part.filter((event) => events.end[event] > from);
    }
    return part;
  };

  return {
    count: dated.length + undated.length,
    undated: undated.length,
    /** Numbers of the events in a window, in the order of the list: undated ones last, and only if asked for. */
    find({ from, to, isNewest, withUndated }) {
      const part = stretch(from, to, isNewest);
      if (!withUndated || !undated.length) return part;
      const all = new Uint32Array(part.length + undated.length);
      all.set(part);
      all.set(undated, part.length);
      return all;
    },
  };
}

/** The kept events in time order, those without a date apart; the order itself where that is all of it. */
function parted(events, keep) {
  let count = 0;
  let others = 0;
  const dated = new Uint32Array(events.count);
  const undated = new Uint32Array(events.count);
  for (const event of events.byStart) {
    if (!keep[event]) continue;
    if (events.dated[event]) {
      dated[count] = event;
      count += 1;
    } else {
      undated[others] = event;
      others += 1;
    }
  }
  return { dated: count === events.count ? events.byStart : dated.slice(0, count), undated: undated.slice(0, others) };
}

/** Of each event the latest end so far: it never falls, so it can be searched. */
function reachOf(events, dated) {
  const reach = new events.end.constructor(dated.length);
  let latest = -Infinity;
  for (let place = 0; place < dated.length; place += 1) {
    latest = Math.max(latest, events.end[dated[place]]);
    reach[place] = latest;
  }
  return reach;
}
