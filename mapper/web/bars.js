// Paints the histogram: bars by family, the axis, and where in all of time the bars are.

import { coarser, DAY, floorTo, prettyUnit, shift, ticks } from "./dates.js";

const AXIS = 20;
const FONT = "11px system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} picture  bars, edges, view and span of time, state, colours, calendar, xOf, families, isMirrored
 */
export function paintBars(canvas, picture) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!picture.bars || !width) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintAxis(context, { ...picture, width, height });
  const tallest = tallestBar(picture.bars, picture.families);
  const scale = tallest ? (height - AXIS - 8) / tallest : 0;
  for (let bar = 0; bar + 1 < picture.edges.length; bar += 1) {
    paintBar(context, bar, { ...picture, scale, base: height - AXIS });
  }
  context.globalAlpha = 1;
  paintOverview(context, picture, width);
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
  const [one, other] = [xOf(edges[bar]), xOf(edges[bar + 1])];
  const left = Math.min(one, other);
  const wide = Math.max(1, Math.abs(other - one) - (Math.abs(xOf(edges[1]) - xOf(edges[0])) > 4 ? 1 : 0));
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

function paintAxis(context, { view, colours, calendar, xOf, width, height, isMirrored }) {
  const most = (room) => Math.max(2, Math.floor(width / room));
  const fine = prettyUnit(view.from, view.to, most(84));
  const unit = ["years2", "years5", "decade"].includes(fine) ? coarser("year", prettyUnit(view.from, view.to, most(46))) : fine; // years are short
  context.font = FONT;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.fillStyle = colours.line;
  context.fillRect(0, height - AXIS, width, 1);
  const taken = [];
  for (const time of ticks(view.from, view.to, unit, 100)) {
    const x = xOf(time);
    const text = nameTick(time, unit, calendar, taken.length === 0);
    const wide = context.measureText(text).width;
    context.fillStyle = colours.line;
    context.fillRect(Math.min(width - 1, x), height - AXIS, 1, 5);
    const left = Math.max(0, Math.min(x - wide / 2, isMirrored ? width - wide : Infinity));
    const isFree = taken.every(([first, last]) => left > last + 10 || left + wide < first - 10);
    if (!isFree || left + wide > width) continue;
    context.fillStyle = colours.axis;
    context.fillText(text, left, height - 3);
    taken.push([left, left + wide]);
  }
}

/** A thin line above the bars, thick where they are, when they show a part of all time. */
function paintOverview(context, { view, span, colours, isMirrored }, width) {
  if (view.to - view.from >= span.to - span.from) return;
  const at = (time) => ((time - span.from) / (span.to - span.from)) * width;
  const long = Math.max(6, at(view.to) - at(view.from));
  const left = Math.min(width - long, at(view.from));
  context.fillStyle = colours.line;
  context.fillRect(0, 0, width, 4);
  context.fillStyle = colours.axis;
  context.fillRect(isMirrored ? width - left - long : left, 0, long, 4);
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
