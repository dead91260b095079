// Pure: how a time window is moved, by keys, by dragging and by playing.

import { shift, floorTo, ceilTo, prettyUnit, DAY } from "./dates.js";

/** Breaks that read well in a histogram: more are hairs, fewer hide the rhythm. */
const MOST_BARS = 90;

/**
 * From the first start to the last end of what may be shown, in whole units; null when nothing is dated.
 * @param {boolean} withBackground  whether events told as history count
 */
export function spanOf(events, withBackground) {
  let from = Infinity;
  let to = -Infinity;
  let isByHour = false;
  for (let event = 0; event < events.count; event += 1) {
    if (!events.dated[event] || (events.background[event] && !withBackground)) continue;
    from = Math.min(from, events.start[event]);
    to = Math.max(to, events.end[event]);
    isByHour ||= events.end[event] - events.start[event] < DAY;
  }
  if (from > to) return null;
  const unit = prettyUnit(from, to, MOST_BARS);
  const bar = ["hour", "hours6"].includes(unit) && !isByHour ? "day" : unit; // no bar finer than what is known
  return { ...widened(floorTo(from, bar), ceilTo(to, bar), bar), first: from, last: to };
}

/** One lonely bar tells nothing about when: give it neighbours. */
function widened(from, to, unit) {
  const few = shift(from, unit, 7) >= to;
  return few ? { from: shift(from, unit, -3), to: shift(to, unit, 3), unit } : { from, to, unit };
}

/** The edges of the bars of a span. */
export function barEdges({ from, to, unit }) {
  const edges = [from];
  while (edges[edges.length - 1] < to) edges.push(Math.min(to, shift(edges[edges.length - 1], unit, 1)));
  return edges;
}

export function isWhole(window, span) {
  return window.from <= span.from && window.to >= span.to;
}

/** Keeps a window inside of its span, at least `least` long. */
export function clampWindow({ from, to }, span, least) {
  const start = Math.max(span.from, Math.min(from, span.to - least));
  return { from: start, to: Math.min(span.to, Math.max(to, start + least)) };
}

/** Moves one handle by steps to a border of a unit, not past the other handle. */
export function moveHandle(window, handle, count, unit, span) {
  const border = count > 0 ? floorTo(window[handle], unit) : ceilTo(window[handle], unit);
  const moved = shift(border, unit, count);
  if (handle === "from") {
    const last = shift(window.to, unit, -1);
    return { from: Math.max(span.from, Math.min(moved, Math.max(last, window.from))), to: window.to };
  }
  const first = shift(window.from, unit, 1);
  return { from: window.from, to: Math.min(span.to, Math.max(moved, Math.min(first, window.to))) };
}

/** Moves the whole window by steps; it keeps its length in units where months differ, and stops at the ends. */
export function moveWindow(window, count, unit, span) {
  const from = shift(window.from, unit, count);
  const to = shift(window.to, unit, count);
  if (from < span.from) return { from: span.from, to: span.from + (window.to - window.from) };
  if (to > span.to) return { from: span.to - (window.to - window.from), to: span.to };
  return { from, to };
}

/** The window with which playing begins: about a tenth of the span, in whole steps, at its start. */
export function firstWindow(span, unit) {
  const steps = Math.max(1, Math.round(barEdges({ ...span, unit }).length / 10));
  return { from: span.from, to: Math.min(span.to, shift(floorTo(span.from, unit), unit, steps)) };
}

/** The window after one step of playing, or null at the end. */
export function nextWindow(state, unit, span) {
  if (state.to >= span.to) return null;
  const to = Math.min(span.to, shift(floorTo(state.to, unit), unit, 1));
  if (state.mode === "upto") return { from: state.from, to };
  return { from: Math.min(shift(state.from, unit, 1), shift(to, unit, -1)), to };
}
