// The histogram that is also the time control: bars by family, two handles, and a window to drag.

import { paintBars } from "./bars.js";
import { DAY, toField, fromIso } from "./dates.js";
import { countBelow, countUpTo, fillBars } from "./counting.js";
import { clampWindow, followView, isWhole, moveHandle, moveWindow, panView, viewAbout, viewEdges, zoomView } from "./playing.js";
import { find } from "./dom.js";

const CLICK = 4;
const GRIP = 9;

/** One notch of a wheel is 100 or 120 pixels: five notches make time four times as wide. */
const WHEEL = 280;

/**
 * @param {object} data
 * @param {ReturnType<import("./dates.js").createCalendar>} calendar
 * @param {{move: (window: {from: number, to: number}) => void, stepUnit: () => string}} on
 */
export function createTimeline(data, calendar, on) {
  const track = find("track");
  const canvas = find("bars");
  const handles = { from: find("handle-from"), to: find("handle-to") };
  let span = null;
  let view = null;
  let edges = null;
  let bars = null;
  let keep = null;
  let state = null;
  let isHeld = false;
  let colours = readColours(data.families);

  const isMirrored = () => document.documentElement.dir === "rtl";
  let painted = [];
  let across = track.clientWidth; // kept, as asking for it while the page changes would lay it out each time
  const width = () => across;
  const mirrored = (x) => (isMirrored() ? width() - x : x);
  const xOf = (time) => mirrored(((time - view.from) / (view.to - view.from)) * width());
  const timeAt = (x) => view.from + (mirrored(x) / width()) * (view.to - view.from);
  const isFine = () => span.to - span.from <= 3 * DAY || (span.isByHour && view.to - view.from <= 3 * DAY);
  const least = () => (isFine() ? 60 : DAY);
  const narrowest = () => (span.isByHour ? 12 * 60 : 8 * DAY);
  const snap = (time) => Math.round(time / least()) * least();
  const move = (window) => on.move(clampWindow(window, span, least()));
  const isZoomed = () => view.to - view.from < span.to - span.from;

  /** Paints the bars, unless they would look as they do: most steps light up no other bar. */
  const paint = () => {
    const from = state.mode === "upto" ? -Infinity : state.from;
    const lit = [countUpTo(edges, 0, edges.length, from), countBelow(edges, 0, edges.length, state.to)];
    const next = [bars, colours, across, ...lit];
    if (next.every((part, at) => part === painted[at])) return;
    painted = next;
    paintBars(canvas, { bars, edges, view, span, state, colours, calendar, xOf, families: data.families.length, isMirrored: isMirrored() });
  };

  const count = () => {
    edges = Float64Array.from(viewEdges(view, span));
    bars = fillBars(data.events, keep, edges, data.families.length);
    find("time-whole").hidden = !isZoomed();
  };

  const look = (next) => {
    view = next;
    count();
    show(state);
  };

  const show = (next) => {
    const isMoved = !state || next.to !== state.to || next.from !== state.from;
    state = next;
    const followed = isMoved && isZoomed() && !isHeld ? followView(view, next, span) : view;
    if (followed !== view) {
      view = followed;
      count();
    }
    const from = next.mode === "upto" ? span.from : next.from;
    placeWindow(xOf(from), xOf(next.to), width());
    placeHandle(handles.from, { x: xOf(next.from), width: width(), now: next.from, least: span.from, most: next.to, words: calendar.moment(next.from) });
    placeHandle(handles.to, { x: xOf(next.to), width: width(), now: next.to, least: next.from, most: span.to, words: endInWords(next.to, calendar) });
    handles.from.hidden = next.mode === "upto";
    paint();
  };

  for (const [name, handle] of Object.entries(handles)) {
    handle.addEventListener("keydown", (event) => {
      const zoom = { "+": 0.5, "=": 0.5, "-": 2 }[event.key];
      if (zoom && !event.ctrlKey && !event.metaKey) look(zoomView(view, span, state[name], zoom, narrowest()));
      const moved = zoom ? null : moveByKey(event, name, state, span, on.stepUnit(), isMirrored());
      if (!moved && !zoom) return;
      event.preventDefault();
      if (moved) on.move(moved);
    });
  }
  followPointer(track, {
    xOf, timeAt, snap, move, span: () => span, edges: () => edges, state: () => state,
    hold: (is) => {
      isHeld = is;
    },
  });
  followFields(() => span, () => state, on.move);
  track.addEventListener("wheel", (event) => {
    if (event.ctrlKey || !state) return; // the browser's own zoom
    event.preventDefault();
    const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const x = event.clientX - track.getBoundingClientRect().left;
    const by = event.deltaMode === 1 ? 33 : 1; // lines, not pixels
    const long = (view.to - view.from) / width();
    if (isPan) look(panView(view, span, (event.deltaX || event.deltaY) * by * long * (isMirrored() ? -1 : 1)));
    else look(zoomView(view, span, timeAt(x), 2 ** ((event.deltaY * by) / WHEEL), narrowest()));
  }, { passive: false });
  find("time-whole").addEventListener("click", () => {
    look({ from: span.from, to: span.to });
    handles.to.focus();
  });
  new ResizeObserver(() => {
    across = track.clientWidth;
    painted = [];
    if (state) show(state);
  }).observe(track);

  return {
    show,
    /** Writes the window's days. */
    tell: (next) => showFields(next, span),
    /** Counts the bars anew, for other filters or another span of time. */
    fill(kept, next) {
      const isOther = span?.from !== next.from || span?.to !== next.to;
      keep = kept;
      span = next;
      if (isOther) view = { from: next.from, to: next.to };
      count();
    },
    /** Shows the window large, or all of time when it is large already. */
    zoomToWindow() {
      look(isZoomed() ? { from: span.from, to: span.to } : viewAbout(state, span, narrowest()));
    },
    recolour() {
      colours = readColours(data.families);
      if (state) show(state);
    },
  };
}

function readColours(families) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    families: families.map((family) => colour(`family-${family}`)),
    axis: colour("text-soft"),
    line: colour("line"),
  };
}

/** The last moment of a half-open window, so that its day can be named. */
function lastDay(to) {
  return Math.ceil(to / DAY) * DAY - DAY;
}

function endInWords(to, calendar) {
  return to % DAY ? calendar.moment(to) : calendar.day(to / DAY - 1);
}

/** A field in which a date is being typed is let alone: even the same bound, set anew, ends the digit begun. */
function showFields(state, span) {
  const bounds = { min: toField(span.from), max: toField(lastDay(span.to)) };
  for (const [name, time] of [["field-from", state.from], ["field-to", lastDay(state.to)]]) {
    const field = find(name);
    if (document.activeElement === field) continue;
    Object.assign(field, bounds, { value: toField(time) });
  }
  find("field-from").disabled = state.mode === "upto";
}

function placeWindow(one, other, width) {
  const [left, right] = [one, other].map((x) => Math.max(0, Math.min(width, x))).sort((a, b) => a - b);
  find("window").style.transform = `translateX(${left}px) scaleX(${right - left})`;
}

/** A handle out of sight waits, fainter, at the end of the bars. */
function placeHandle(handle, { x, width, now, least, most, words }) {
  handle.style.transform = `translateX(${Math.max(0, Math.min(width, x))}px)`;
  handle.classList.toggle("beyond", x < -1 || x > width + 1);
  handle.setAttribute("aria-valuemin", String(least));
  handle.setAttribute("aria-valuemax", String(most));
  handle.setAttribute("aria-valuenow", String(now));
  handle.setAttribute("aria-valuetext", words);
}

/** Keys of the W3C two-thumb slider pattern (w3.org/WAI/ARIA/apg/patterns/slider-multithumb). */
function moveByKey(event, handle, state, span, unit, isMirrored) {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const right = isMirrored ? -1 : 1;
  const steps = { ArrowRight: right, ArrowUp: 1, ArrowLeft: -right, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  if (event.key in steps) {
    const count = steps[event.key];
    return event.shiftKey ? moveWindow(state, count, unit, span) : moveHandle(state, handle, count, unit, span);
  }
  if (event.key === "Home") return handle === "from" ? { from: span.from, to: state.to } : moveHandle(state, "to", -1e4, unit, span);
  if (event.key === "End") return handle === "to" ? { from: state.from, to: span.to } : moveHandle(state, "from", 1e4, unit, span);
  return null;
}

/** Dragging a handle, the window, or a new window across the bars; a click takes a bar. */
function followPointer(track, { xOf, timeAt, snap, move, span, edges, state, hold }) {
  let drag = null;
  const xAt = (event) => event.clientX - track.getBoundingClientRect().left;
  const grip = (event) => {
    const x = xAt(event);
    const { from, to, mode } = state();
    const name = event.target.dataset?.handle;
    if (name) return { kind: name, x, window: { from, to } };
    const time = timeAt(x);
    const isInside = mode !== "upto" && time > from && time < to && !isWhole({ from, to }, span());
    return { kind: isInside ? "both" : "new", x, window: { from, to } };
  };
  /** A handle is wide, for fingers; a click beside what is drawn of it means the bar behind. */
  const isOnGrip = ({ kind, window }, x) => kind in window && Math.abs(x - xOf(window[kind])) < GRIP;
  const release = () => {
    drag = null;
    hold(false);
  };
  track.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    drag = { ...grip(event), moved: false };
    hold(true);
    track.setPointerCapture(event.pointerId);
    if (event.target.dataset?.handle) event.target.focus();
    event.preventDefault();
  });
  track.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const x = xAt(event);
    drag.moved ||= Math.abs(x - drag.x) > CLICK;
    if (drag.moved) move(dragged(drag, x, state(), { timeAt, snap, span: span() }));
  });
  track.addEventListener("pointerup", (event) => {
    const x = xAt(event);
    if (drag && !drag.moved && !isOnGrip(drag, x)) move(barAt(edges(), timeAt(x), state()));
    release();
  });
  track.addEventListener("pointercancel", release);
}

function dragged(drag, x, state, { timeAt, snap, span }) {
  const time = snap(timeAt(x));
  if (state.mode === "upto") return { from: state.from, to: time };
  if (drag.kind === "from") return { from: Math.min(time, drag.window.to), to: drag.window.to };
  if (drag.kind === "to") return { from: drag.window.from, to: Math.max(time, drag.window.from) };
  if (drag.kind === "both") {
    const length = drag.window.to - drag.window.from;
    const from = Math.max(span.from, Math.min(span.to - length, snap(drag.window.from + timeAt(x) - timeAt(drag.x))));
    return { from, to: from + length };
  }
  const began = snap(timeAt(drag.x));
  return { from: Math.min(began, time), to: Math.max(began, time) };
}

function barAt(edges, time, state) {
  const after = edges.findIndex((edge) => edge > time);
  const bar = after <= 0 ? (time < edges[0] ? 0 : edges.length - 2) : after - 1;
  return { from: state.mode === "upto" ? state.from : edges[bar], to: edges[bar + 1] };
}

/**
 * Two date fields. A day that does not exist is not taken; one outside of the data waits until the field is left,
 * because a year that is being typed passes through the years 2, 20 and 202. A month that is typed before its day
 * may pass the other end of the window for a moment: that comes back to where it was when the field was entered.
 */
function followFields(span, state, move) {
  let entered = state();
  const take = {
    "field-from": (day) => {
      const from = Math.max(span().from, Math.min(day, span().to - DAY));
      move({ from, to: Math.max(entered.to, Math.min(span().to, from + DAY)) });
    },
    "field-to": (day) => {
      const to = Math.min(span().to, Math.max(day + DAY, span().from + DAY));
      move({ from: Math.min(entered.from, Math.max(span().from, to - DAY)), to });
    },
  };
  const isOutside = (day) => day < Math.floor(span().from / DAY) * DAY || day >= span().to;
  for (const [name, act] of Object.entries(take)) {
    const field = find(name);
    field.addEventListener("focus", () => {
      entered = state();
    });
    field.addEventListener("change", () => {
      const day = fromIso(field.value);
      if (day !== null && !isOutside(day)) act(day);
    });
    field.addEventListener("blur", () => {
      const day = fromIso(field.value);
      if (day !== null && isOutside(day)) act(day);
      else showFields(state(), span());
    });
  }
}
