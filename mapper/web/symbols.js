// What happened where: discs for towns, dashed rings for "near", outlines for regions.

import { traceShape } from "./canvas.js";
import { LEVELS, SHAPES } from "./data.js";
import { createPies } from "./pies.js";
import { rgbOf } from "./pixels.js";
import { SIGNS } from "./signs.js";

const LARGEST = 30;
const SINGLE = 8.5;
const WIDE = LEVELS.indexOf("country");

/** Pixels of the rim that parts a disc from its neighbours. */
const RIM = 1.5;

/** Above so many discs those smaller than this are painted pixel by pixel: they have no sign to be drawn. */
const MANY = 400;
const LARGE = 10;

const EQUATOR_M = 40_075_016.686;

/** Pixels of a symbol's radius: area grows with the value, a single event stays large enough to hit. */
export function createRadius(most) {
  const factor = Math.min(SINGLE, LARGEST / Math.sqrt(Math.max(1, most)));
  return (value) => Math.max(value > 0 ? 4.5 : 3.5, factor * Math.sqrt(value));
}

/** Pixels of a distance on the ground at a latitude (Web Mercator stretches by 1 / cos). */
export function pixelsOf(metres, lat, scale) {
  return (metres / (EQUATOR_M * Math.cos((lat * Math.PI) / 180))) * scale;
}

/**
 * Where each shown spot is on the canvas, largest first so that small ones stay on top.
 * @returns {{spot: number, x: number, y: number, radius: number, shape: string, outline: number}[]}
 */
export function layOutSymbols(view, data, tally, radiusOf) {
  const { spots } = data;
  const found = [];
  for (let spot = 0; spot < spots.count; spot += 1) {
    if (!tally.events[spot]) continue;
    const x = spots.x[spot] * view.scale - view.left;
    const y = spots.y[spot] * view.scale - view.top;
    const shape = SHAPES[spots.shape[spot]];
    const reach = pixelsOf(spots.radius[spot], spots.lat[spot], view.scale);
    const disc = radiusOf(tally.value[spot]);
    const radius = shape === "point" ? disc : Math.max(disc, reach);
    const outline = spots.outline[spot];
    if (!outline && isOutside(x, y, radius, view)) continue;
    const strength = tally.strength?.[spot] ?? 1; // what is over fades
    found.push({ spot, x, y, radius, disc, shape, outline, strength });
  }
  return found.sort((a, b) => b.radius - a.radius || a.spot - b.spot);
}

function isOutside(x, y, radius, view) {
  return x + radius < 0 || y + radius < 0 || x - radius > view.width || y - radius > view.height;
}

/** Paints all symbols: areas lowest, then rings, then discs. */
export function paintSymbols(context, view, data, tally, symbols, look) {
  const paths = signPaths(data.families);
  const discs = symbols.filter(({ shape }) => shape === "point");
  const isSmall = (symbol) => discs.length > MANY && symbol.radius < LARGE && !isMarked(symbol, look);
  for (const symbol of symbols.filter(({ shape }) => shape === "area")) {
    paintArea(context, view, data, tally, symbol, look);
  }
  for (const symbol of symbols.filter(({ shape }) => shape === "near")) {
    paintRing(context, tally, symbol, look);
  }
  for (const symbol of discs) if (!isSmall(symbol) && !isMarked(symbol, look)) paintDisc(context, tally, symbol, look, paths);
  if (discs.length > MANY) paintSmall(context, tally, discs.filter(isSmall), look);
  for (const symbol of discs) if (isMarked(symbol, look)) paintDisc(context, tally, symbol, look, paths);
}

/** The chosen and the hovered disc lie on top of all others. */
function isMarked({ spot }, look) {
  return spot === look.chosen || spot === look.hovered;
}

/** Paints small discs pixel by pixel, on a canvas of their own that is laid over the large ones. */
function paintSmall(context, tally, discs, look) {
  const { canvas } = context;
  const ratio = context.getTransform().a; // pixels of the canvas are the device's
  const image = new ImageData(canvas.width, canvas.height);
  const pies = createPies(image, { colours: look.families.map(rgbOf), paper: rgbOf(look.paper), ring: RIM * ratio });
  for (const { spot, x, y, radius, strength } of discs) pies.paint(x * ratio, y * ratio, (radius - RIM / 2) * ratio, strength, tally, spot);
  const layer = new OffscreenCanvas(canvas.width, canvas.height);
  layer.getContext("2d").putImageData(image, 0, 0);
  context.drawImage(layer, 0, 0, canvas.width / ratio, canvas.height / ratio);
}

function signPaths(families) {
  return families.map((family) => new Path2D(SIGNS[family]));
}

/** The family with most events at a spot; the first of them if several have. */
export function mainFamily(tally, spot) {
  const { families, cells } = tally;
  let best = 0;
  for (let family = 1; family < families; family += 1) {
    if (cells[spot * families + family] > cells[spot * families + best]) best = family;
  }
  return best;
}

function paintArea(context, view, data, tally, symbol, look) {
  const colour = look.families[mainFamily(tally, symbol.spot)];
  if (symbol.outline) {
    if (!traceShape(context, data.outlines, symbol.outline - 1, view)) return;
  } else {
    circle(context, symbol.x, symbol.y, symbol.radius);
    context.setLineDash([6, 5]);
  }
  const isChosen = look.chosen === symbol.spot;
  const isWide = data.spots.level[symbol.spot] >= WIDE; // a whole country: all the fainter
  const isLit = isChosen || look.hovered === symbol.spot;
  context.globalAlpha = symbol.strength * (isLit ? 0.24 : isWide ? 0.05 : 0.13);
  context.fillStyle = colour;
  context.fill("evenodd");
  context.globalAlpha = symbol.strength * (isWide && !isLit ? 0.55 : 0.9);
  context.strokeStyle = colour;
  context.lineWidth = isChosen ? 2.6 : 1.6;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintRing(context, tally, symbol, look) {
  const colour = look.families[mainFamily(tally, symbol.spot)];
  const isChosen = look.chosen === symbol.spot;
  circle(context, symbol.x, symbol.y, symbol.radius);
  context.globalAlpha = symbol.strength * (isChosen || look.hovered === symbol.spot ? 0.3 : 0.16);
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = symbol.strength;
  context.setLineDash(symbol.radius < 14 ? [3, 2.4] : [5, 4]);
  context.strokeStyle = colour;
  context.lineWidth = isChosen ? 3 : 2;
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintDisc(context, tally, symbol, look, paths) {
  const { spot, x, y, radius } = symbol;
  context.globalAlpha = symbol.strength;
  paintWedges(context, tally, symbol, look);
  circle(context, x, y, radius);
  context.strokeStyle = look.paper;
  context.lineWidth = RIM;
  context.stroke();
  if (isOneFamily(tally, spot) && radius >= 7) {
    paintSign(context, paths[mainFamily(tally, spot)], x, y, Math.min(radius * 0.62, 12), look.sign);
  }
  context.globalAlpha = 1;
  if (look.chosen === spot || look.hovered === spot) {
    circle(context, x, y, radius + 3.5);
    context.strokeStyle = look.ink;
    context.lineWidth = look.chosen === spot ? 2.5 : 1.5;
    context.stroke();
  }
}

function isOneFamily(tally, spot) {
  return tally.cells[spot * tally.families + mainFamily(tally, spot)] === tally.events[spot];
}

function paintWedges(context, tally, { spot, x, y, radius }, look) {
  const first = spot * tally.families;
  let angle = -Math.PI / 2;
  for (let family = 0; family < tally.families; family += 1) {
    const share = tally.cells[first + family] / tally.events[spot];
    if (!share) continue;
    const next = angle + share * 2 * Math.PI;
    context.beginPath();
    if (share < 1) context.moveTo(x, y);
    context.arc(x, y, radius, angle, next);
    context.closePath();
    context.fillStyle = look.families[family];
    context.fill();
    if (share < 1) {
      context.strokeStyle = look.paper;
      context.lineWidth = 1;
      context.stroke();
    }
    angle = next;
  }
}

function paintSign(context, path, x, y, half, colour) {
  context.save();
  context.translate(x - half, y - half);
  context.scale(half / 8, half / 8);
  context.fillStyle = colour;
  context.fill(path);
  context.restore();
}

export function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/** Spots under a point, the most telling first: discs by nearness, then rings, then areas, smallest first. */
export function pickSymbols(context, view, data, symbols, point) {
  const near = [];
  const areas = [];
  for (const symbol of symbols) {
    const distance = Math.hypot(symbol.x - point.x, symbol.y - point.y);
    if (symbol.shape === "area" && symbol.outline) {
      const seen = traceShape(context, data.outlines, symbol.outline - 1, view);
      if (seen && isInPath(context, point)) areas.push(symbol);
    } else if (distance <= Math.max(symbol.radius, 10) + 3) {
      if (symbol.shape === "point") near.push([distance - symbol.radius * 0.5, symbol.spot]);
      else areas.push(symbol);
    }
  }
  near.sort(([a, first], [b, second]) => a - b || first - second);
  areas.sort((a, b) => Number(b.shape === "near") - Number(a.shape === "near") || sizeOf(data, a) - sizeOf(data, b));
  return [...near.map(([, spot]) => spot), ...areas.map(({ spot }) => spot)];
}

function isInPath(context, point) {
  const ratio = context.getTransform().a; // the test wants device pixels
  return context.isPointInPath(point.x * ratio, point.y * ratio, "evenodd");
}

function sizeOf(data, { spot }) {
  return data.spots.radius[spot] + data.spots.level[spot];
}
