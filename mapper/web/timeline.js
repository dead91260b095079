// The histogram that is also the time control: bars by family, two handles, and a window to drag.

import { DAY, floorTo, prettyUnit, ticks, toField, fromIso, shift } from "./dates.js";
import { fillBars } from "./counting.js";
import { barEdges, clampWindow, isWhole, moveHandle, moveWindow } from "./playing.js";
import { find } from "./dom.js";

const AXIS = 20;
const CLICK = 4;
const GRIP = 9;

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
  let edges = null;
  let bars = null;
  let state = null;
  let colours = readColours(data.families);

  const width = () => track.clientWidth;
  const xOf = (time) => ((time - span.from) / (span.to - span.from)) * width();
  const timeAt = (x) => span.from + (x / width()) * (span.to - span.from);
  const least = () => (span.to - span.from <= 3 * DAY ? 60 : DAY);
  const snap = (time) => Math.round(time / least()) * least();
  const move = (window) => on.move(clampWindow(window, span, least()));

  const paint = () => paintBars(canvas, { bars, edges, span, state, colours, calendar, xOf, families: data.families.length });

  const show = (next) => {
    state = next;
    const from = next.mode === "upto" ? span.from : next.from;
    find("window").style.left = `${xOf(from)}px`;
    find("window").style.width = `${Math.max(0, xOf(next.to) - xOf(from))}px`;
    placeHandle(handles.from, xOf(next.from), next.from, span.from, next.to, calendar.moment(next.from));
    placeHandle(handles.to, xOf(next.to), next.to, next.from, span.to, endInWords(next.to, calendar));
    handles.from.hidden = next.mode === "upto";
    for (const [name, time] of [["field-from", next.from], ["field-to", lastDay(next.to)]]) {
      const field = find(name);
      if (document.activeElement !== field) field.value = toField(time);
      field.min = toField(span.from);
      field.max = toField(lastDay(span.to));
    }
    find("field-from").disabled = next.mode === "upto";
    paint();
  };

  for (const [name, handle] of Object.entries(handles)) {
    handle.addEventListener("keydown", (event) => {
      const moved = moveByKey(event, name, state, span, on.stepUnit());
      if (!moved) return;
      event.preventDefault();
      on.move(moved);
    });
  }
  followPointer(track, { xOf, timeAt, snap, move, span: () => span, edges: () => edges, state: () => state });
  followFields(() => span, () => state, on.move);
  new ResizeObserver(() => state && show(state)).observe(track);

  return {
    show,
    /** Counts the bars anew, for other filters or another span of time. */
    fill(keep, next) {
      span = next;
      edges = Float64Array.from(barEdges(span));
      bars = fillBars(data.events, keep, edges, data.families.length);
    },
    recolour() {
      colours = readColours(data.families);
      if (state) paint();
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

function placeHandle(handle, x, now, least, most, words) {
  handle.style.left = `${x}px`;
  handle.setAttribute("aria-valuemin", String(least));
  handle.setAttribute("aria-valuemax", String(most));
  handle.setAttribute("aria-valuenow", String(now));
  handle.setAttribute("aria-valuetext", words);
}

/** Keys of the W3C two-thumb slider pattern (w3.org/WAI/ARIA/apg/patterns/slider-multithumb). */
function moveByKey(event, handle, state, span, unit) {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const isRtl = document.documentElement.dir === "rtl";
  const steps = { ArrowRight: isRtl ? -1 : 1, ArrowUp: 1, ArrowLeft: isRtl ? 1 : -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  if (event.key in steps) {
    const count = steps[event.key];
    return event.shiftKey ? moveWindow(state, count, unit, span) : moveHandle(state, handle, count, unit, span);
  }
  if (event.key === "Home") return handle === "from" ? { from: span.from, to: state.to } : moveHandle(state, "to", -1e4, unit, span);
  if (event.key === "End") return handle === "to" ? { from: state.from, to: span.to } : moveHandle(state, "from", 1e4, unit, span);
  return null;
}

/** Dragging a handle, the window, or a new window across the bars; a click takes a bar. */
function followPointer(track, { xOf, timeAt, snap, move, span, edges, state }) {
  let drag = null;
  const xAt = (event) => event.clientX - track.getBoundingClientRect().left;
  const grip = (event) => {
    const x = xAt(event);
    const { from, to, mode } = state();
    const name = event.target.dataset?.handle;
    if (name) return { kind: name, x, window: { from, to } };
    const isInside = mode === "window" && x > xOf(from) && x < xOf(to) && !isWhole({ from, to }, span());
    return { kind: isInside ? "both" : "new", x, window: { from, to } };
  };
  /** A handle is wide, for fingers; a click beside what is drawn of it means the bar behind. */
  const isOnGrip = ({ kind, window }, x) => kind in window && Math.abs(x - xOf(window[kind])) < GRIP;
  track.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    drag = { ...grip(event), moved: false };
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
    drag = null;
  });
  track.addEventListener("pointercancel", () => {
    drag = null;
  });
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

/** Two date fields; a day that does not exist or lies outside is not taken. */
function followFields(span, state, move) {
  find("field-from").addEventListener("change", ({ target }) => {
    const day = fromIso(target.value);
    if (day === null) return;
    const from = Math.max(span().from, Math.min(day, span().to - DAY));
    move({ from, to: Math.max(state().to, Math.min(span().to, from + DAY)) });
  });
  find("field-to").addEventListener("change", ({ target }) => {
    const day = fromIso(target.value);
    if (day === null) return;
    const to = Math.min(span().to, Math.max(day + DAY, span().from + DAY));
    move({ from: Math.min(state().from, Math.max(span().from, to - DAY)), to });
  });
}

function paintBars(canvas, { bars, edges, span, state, colours, calendar, xOf, families }) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!bars || !width) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintAxis(context, { span, colours, calendar, xOf, width, height });
  const tallest = tallestBar(bars, families);
  const scale = tallest ? (height - AXIS - 6) / tallest : 0;
  for (let bar = 0; bar + 1 < edges.length; bar += 1) {
    paintBar(context, bar, { bars, edges, state, colours, xOf, families, scale, base: height - AXIS });
  }
  context.globalAlpha = 1;
}

function tallestBar({ solid, spread }, families) {
  let tallest = 0;
  for (let first = 0; first < solid.length; first += families) {
    let sum = 0;
    for (let cell = first; cell < first + families; cell += 1) sum += solid[cell] + spread[cell];
    tallest = Math.max(tallest, sum);
  }
  return tallest;
}

/** One bar from the bottom: what is sure, by family, then what is spread over several bars, paler. */
function paintBar(context, bar, { bars, edges, state, colours, xOf, families, scale, base }) {
  const left = xOf(edges[bar]);
  const wide = Math.max(1, xOf(edges[bar + 1]) - left - (xOf(edges[1]) - xOf(edges[0]) > 4 ? 1 : 0));
  const from = state?.mode === "upto" ? -Infinity : (state?.from ?? -Infinity);
  const isIn = edges[bar + 1] > from && edges[bar] < (state?.to ?? Infinity);
  let y = base;
  for (const [values, alpha] of [[bars.solid, 1], [bars.spread, 0.45]]) {
    for (let family = 0; family < families; family += 1) {
      const tall = values[bar * families + family] * scale;
      if (!tall) continue;
      context.globalAlpha = alpha * (isIn ? 1 : 0.28);
      context.fillStyle = colours.families[family];
      context.fillRect(left, y - tall, wide, tall);
      y -= tall;
    }
  }
}

function paintAxis(context, { span, colours, calendar, xOf, width, height }) {
  const unit = prettyUnit(span.from, span.to, Math.max(2, Math.floor(width / 84)));
  context.font = "11px system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";
  context.textBaseline = "alphabetic";
  context.fillStyle = colours.line;
  context.fillRect(0, height - AXIS, width, 1);
  let free = 0;
  for (const time of ticks(span.from, span.to, unit, 100)) {
    const x = xOf(time);
    const text = nameTick(time, unit, calendar, free === 0);
    const wide = context.measureText(text).width;
    context.fillStyle = colours.line;
    context.fillRect(Math.min(width - 1, x), height - AXIS, 1, 5);
    const left = Math.max(0, x - (x < wide / 2 ? x : wide / 2));
    if (left < free || left + wide > width) continue;
    context.fillStyle = colours.axis;
    context.fillText(text, left, height - 3);
    free = left + wide + 10;
  }
}

/** A tick is named by what changes there; the first, and each new year, says the year. */
function nameTick(time, unit, calendar, isFirst) {
  const day = Math.floor(time / DAY);
  if (unit === "hour" || unit === "hours6") {
    return isFirst || time % DAY === 0 ? calendar.dayAndMonth(day) : calendar.clock(time);
  }
  const isNewYear = floorTo(time, "year") === time || floorTo(shift(time, unit, -1), "year") !== floorTo(time, "year");
  if (unit === "day" || unit === "week") return isFirst || isNewYear ? calendar.shortDay(day) : calendar.dayAndMonth(day);
  if (unit === "month" || unit === "quarter") return isFirst || isNewYear ? calendar.month(day) : calendar.shortMonth(day);
  return calendar.year(day);
}
