// Pure: how a time window is moved, by keys, by dragging and by playing.

import { shift, floorTo, ceilTo, prettyUnit, DAY, UNITS } from "./dates.js";

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
  const { count, start, end, dated, background } = events;
  for (let event = 0; event < count; event += 1) {
    if (!dated[event] || (background[event] && !withBackground)) continue;
    if (start[event] < from) from = start[event];
    if (end[event] > to) to = end[event];
    isByHour ||= end[event] - start[event] < DAY;
  }
  if (from > to) return null;
  const unit = prettyUnit(from, to, MOST_BARS);
  const bar = ["hour", "hours6"].includes(unit) && !isByHour ? "day" : unit; // no bar finer than what is known
  return { ...widened(floorTo(from, bar), ceilTo(to, bar), bar), first: from, last: to, isByHour };
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

/** February is shorter than a month is long. */
const SLACK = 1.1;

/** The step of a window: one that reads well over all time, but no longer than the window, which would pass days over. */
export function stepFor(state, span, pretty) {
  if (state.mode === "upto" || isWhole(state, span)) return pretty;
  const least = span.isByHour ? 0 : DAY;
  const longest = Math.max(least, (state.to - state.from) * SLACK);
  const fits = UNITS.filter(([, minutes]) => minutes >= least && minutes <= longest).map(([name]) => name);
  return fits.includes(pretty) ? pretty : (fits.at(-1) ?? pretty);
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

/** The window with which playing backwards begins: as long as the first, at the end of the span. */
export function lastWindow(span, unit) {
  const { from, to } = firstWindow(span, unit);
  return { from: Math.max(span.from, span.to - (to - from)), to: span.to };
}

/** The window before, when playing backwards, or null at the start. */
export function previousWindow(state, unit, span) {
  if (state.mode === "upto") {
    const first = shift(span.from, unit, 1);
    if (state.to <= first) return null;
    return { from: span.from, to: Math.max(first, shift(ceilTo(state.to, unit), unit, -1)) };
  }
  if (state.from <= span.from) return null;
  const from = Math.max(span.from, shift(ceilTo(state.from, unit), unit, -1));
  return { from, to: Math.max(shift(state.to, unit, -1), Math.min(span.to, shift(from, unit, 1))) };
}

/** One press of a step button; from the whole of time it leads to its first or last part. */
export function stepWindow(state, count, unit, span) {
  if (state.mode === "upto") return moveHandle({ from: span.from, to: state.to }, "to", count, unit, span);
  if (isWhole(state, span)) return count > 0 ? firstWindow(span, unit) : lastWindow(span, unit);
  return moveWindow(state, count, unit, span);
}

export const PRESETS = ["all", "days7", "days30", "month", "year"];

/** A window by name, counted from the last day of the data: "now" is what a reader's clock says, and moves. */
export function presetWindow(name, span) {
  if (name === "all" || span.last === undefined) return { from: span.from, to: span.to };
  const end = ceilTo(span.last, "day");
  const windows = {
    days7: () => ({ from: end - 7 * DAY, to: end }),
    days30: () => ({ from: end - 30 * DAY, to: end }),
    month: () => wholeUnit(end - 1, "month"),
    year: () => wholeUnit(end - 1, "year"),
  };
  const { from, to } = windows[name]();
  return { from: Math.max(span.from, from), to: Math.min(span.to, to) };
}

function wholeUnit(time, unit) {
  const from = floorTo(time, unit);
  return { from, to: shift(from, unit, 1) };
}

/** The preset that a window is, or "". */
export function presetOf(window, span) {
  return PRESETS.find((name) => {
    const { from, to } = presetWindow(name, span);
    return window.from === from && window.to === to;
  }) ?? "";
}

/** The stretch of time that the bars show, made longer or shorter about a time that stays in place. */
export function zoomView(view, span, about, factor, least) {
  const whole = span.to - span.from;
  const length = Math.max(Math.min(least, whole), Math.min(whole, (view.to - view.from) * factor));
  const from = about - ((about - view.from) / (view.to - view.from)) * length;
  return panView({ from, to: from + length }, span, 0);
}

/** The same, moved; it stays inside of its span. */
export function panView(view, span, by) {
  const length = Math.min(view.to - view.from, span.to - span.from);
  const from = Math.max(span.from, Math.min(span.to - length, view.from + by));
  return { from, to: from + length };
}

/** The view, moved just so far that a window's end that moves stays in sight. */
export function followView(view, window, span) {
  if (window.to > view.to) return panView(view, span, window.to - view.to);
  return window.to <= view.from ? panView(view, span, window.to - view.from - (view.to - view.from) / 2) : view;
}

/** A view about a window, with a little room on both sides. */
export function viewAbout(window, span, least) {
  const length = Math.max(least, (window.to - window.from) * 1.2);
  const from = (window.from + window.to - length) / 2;
  return panView({ from, to: from + length }, span, 0);
}

/** Edges of the bars of a view: whole units, none finer than what is known. */
export function viewEdges(view, { isByHour }) {
  const pretty = prettyUnit(view.from, view.to, MOST_BARS);
  const unit = pretty.startsWith("hour") && !isByHour ? "day" : pretty;
  return barEdges({ from: floorTo(view.from, unit), to: ceilTo(view.to, unit), unit });
}
