// Names on the map: of places where something happened, and of the ground. Placed once a view, so that
// nothing jumps while the time plays; only how strongly they are drawn changes.

import { SHAPES } from "./data.js";
import { aboutPoint, besideDisc, boxAround, placeLabels } from "./placing.js";
import { mainFamily, pixelsOf, circle } from "./symbols.js";

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";
const FONTS = {
  area: `600 11.5px ${FONT}`,
  spot: `600 12px ${FONT}`,
  country: `600 12px ${FONT}`,
  division: `italic 11px ${FONT}`,
  capital: `600 11.5px ${FONT}`,
  town: `11px ${FONT}`,
};
const RANKS = ["country", "division", "capital", "town"];
const MOST_SPOTS = 400;

/** Pixels of a town's dot: no name of something larger lies on it. */
const DOT = 6;

/** Pixels that the plate with the name of an area is high. */
const PLATE = 22;

/** How many countries, the largest first, are named from which zoom: few on a whole world, islands when near. */
const COUNTRIES = [[10, 0], [45, 2.25], [110, 3], [170, 4]];
const ISLANDS = 5;

/** The zoom from which a name on the ground is shown, by rank and size. */
export function firstZoom({ rank, population, order }) {
  if (rank === 0) return COUNTRIES.find(([most]) => order < most)?.[1] ?? ISLANDS;
  if (rank === 1) return 5.5;
  if (rank === 2) return 4;
  if (population >= 1_000_000) return 4.75;
  if (population >= 300_000) return 5.75;
  if (population >= 100_000) return 6.75;
  return population >= 30_000 ? 7.75 : 8.75;
}

/** Places names for a view. `most` holds each spot's value over all time, so that places stay put. */
export function layOutNames(context, view, data, most, { radiusOf, nameOf, groundNameOf, frame, taken: covered }) {
  const ranked = rankSpots(view, data, most);
  const taken = ranked.filter(({ shape }) => shape === "point").map((spot) => {
    const size = 2 * radiusOf(most.value[spot.spot]) + 2;
    return boxAround(spot.x, spot.y, size, size);
  });
  const ground = wantGround(context, view, data, ranked, groundNameOf);
  taken.push(...covered, ...ground.filter(({ isTown }) => isTown).map(({ x, y }) => boxAround(x, y, DOT, DOT)));
  const wanted = [...ranked.map((spot) => wantSpot(context, view, data, most, spot, radiusOf, nameOf)), ...ground];
  const placed = placeLabels(wanted, taken, frame);
  return wanted.map((label, place) => ({ ...label, ...placed[place] })).filter(({ box }) => box);
}

/** Spots in view: areas first, because their name is their only mark, then by value. */
function rankSpots(view, data, most) {
  const { spots } = data;
  const found = [];
  for (let spot = 0; spot < spots.count; spot += 1) {
    const x = spots.x[spot] * view.scale - view.left;
    const y = spots.y[spot] * view.scale - view.top;
    if (!most.events[spot] || x < 0 || y < 0 || x > view.width || y > view.height) continue;
    found.push({ spot, x, y, shape: SHAPES[spots.shape[spot]] });
  }
  const isArea = ({ shape }) => Number(shape === "area");
  const byWorth = (a, b) =>
    isArea(b) - isArea(a) || most.value[b.spot] - most.value[a.spot] || most.events[b.spot] - most.events[a.spot] || a.spot - b.spot;
  return found.sort(byWorth).slice(0, MOST_SPOTS);
}

function wantSpot(context, view, data, most, { spot, x, y, shape }, radiusOf, nameOf) {
  const name = nameOf(spot);
  const text = most.events[spot] > 1 ? `${name}  ${most.events[spot]}` : name;
  context.font = FONTS[shape === "area" ? "area" : "spot"];
  const wide = context.measureText(text).width;
  if (shape === "area") {
    const forms = [wide + 28, 13 + context.measureText(String(most.events[spot])).width + 12].map((width) => ({
      width, height: PLATE, anchors: aboutPoint(width, PLATE, reachOf(view, data, spot, x, y)),
    }));
    return { kind: "area", spot, name, x, y, forms };
  }
  const reach = shape === "near" ? pixelsOf(data.spots.radius[spot], data.spots.lat[spot], view.scale) : 0;
  const radius = Math.max(radiusOf(most.value[spot]), reach);
  const forms = [{ width: wide + 6, height: 15, anchors: besideDisc(radius, wide + 6, 15) }];
  return { kind: "spot", spot, name, x, y, forms, radius, reach };
}

/** How far the middle part of an area goes from its label's point, in pixels. */
function reachOf(view, data, spot, x, y) {
  const { outlines, spots } = data;
  const radius = 0.7 * pixelsOf(spots.radius[spot], spots.lat[spot], view.scale);
  if (!spots.outline[spot]) return { left: -radius, top: -radius, right: radius, bottom: radius };
  const [west, north, east, south] = largestBox(outlines, spots.outline[spot] - 1);
  const [left, right] = [west * view.scale - view.left - x, east * view.scale - view.left - x];
  const [top, bottom] = [north * view.scale - view.top - y, south * view.scale - view.top - y];
  return { left: left * 0.7, top: top * 0.8, right: right * 0.7, bottom: bottom * 0.8 };
}

/** The box of a shape's largest ring: islands far away are no place for its name. */
function largestBox({ shape, boxes }, number) {
  const sizeOf = (box) => (box[2] - box[0]) * (box[3] - box[1]);
  let largest = boxes.subarray(0, 4);
  for (let ring = shape[number]; ring < shape[number + 1]; ring += 1) {
    const box = boxes.subarray(ring * 4, ring * 4 + 4);
    if (ring === shape[number] || sizeOf(box) > sizeOf(largest)) largest = box;
  }
  return largest;
}

/** Names of the ground for this zoom; a place that has a symbol is named by it. */
function wantGround(context, view, data, ranked, nameOf) {
  const named = new Set(ranked.map(({ spot }) => data.spots.name[spot]));
  const inView = data.ground.labels.filter((label) => {
    if (view.zoom < firstZoom(label) || (label.rank === 0 && view.zoom > 7)) return false;
    if (named.has(label.name)) return false;
    const x = label.x * view.scale - view.left;
    const y = label.y * view.scale - view.top;
    return x > 0 && y > 0 && x < view.width && y < view.height;
  });
  const most = Math.round((view.width * view.height) / 14_000);
  return inView.slice(0, most).map((label) => wantLabel(context, view, { ...label, name: nameOf(label) }));
}

function wantLabel(context, view, label) {
  const kind = RANKS[label.rank];
  const text = kind === "country" ? label.name.toLocaleUpperCase() : label.name;
  context.font = FONTS[kind];
  context.letterSpacing = kind === "country" ? "1.5px" : "0px";
  const width = context.measureText(text).width + 8;
  context.letterSpacing = "0px";
  const x = label.x * view.scale - view.left;
  const y = label.y * view.scale - view.top;
  const isTown = label.rank >= 2;
  const anchors = isTown ? besideDisc(1, width, 14) : [[0, 0], [0, 18], [0, -18]];
  return { kind, name: text, x, y, forms: [{ width, height: 15, anchors }], isTown };
}

/** Paints the names of a view; names of spots strongly where something is shown, else like any town. */
export function paintNames(context, labels, tally, data, look) {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const label of labels) {
    if (label.kind === "area") paintPill(context, label, tally, look);
    else if (label.kind === "spot") paintSpotName(context, label, tally, data, look);
    else paintGroundName(context, label, look);
  }
}

function paintHaloed(context, text, x, y, ink, halo) {
  context.strokeStyle = halo;
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

function paintGroundName(context, label, look) {
  const { box } = label;
  context.font = FONTS[label.kind];
  context.textAlign = "center";
  context.letterSpacing = label.kind === "country" ? "1.5px" : "0px";
  paintHaloed(context, label.name, (box.left + box.right) / 2, (box.top + box.bottom) / 2, look[label.kind], look.halo);
  context.letterSpacing = "0px";
  if (label.isTown) {
    circle(context, label.x, label.y, label.kind === "capital" ? 2.4 : 1.7);
    context.fillStyle = look.town;
    context.fill();
  }
}

function paintSpotName(context, label, tally, data, look) {
  const events = tally.events[label.spot];
  const isTown = data.spots.shape[label.spot] === 0;
  if (!events && !isTown) return;
  context.font = events ? FONTS.spot : FONTS.town;
  const centre = (label.box.left + label.box.right) / 2;
  const middle = (label.box.top + label.box.bottom) / 2;
  const isRight = centre > label.x + 2;
  const isLeft = centre < label.x - 2;
  // Placed for the disc at its largest, drawn beside the disc as it is.
  const slack = label.radius - Math.max(label.reach, events ? look.radiusOf(tally.value[label.spot]) : 0);
  context.textAlign = isRight ? "left" : isLeft ? "right" : "center";
  const x = isRight ? label.box.left + 2 - slack : isLeft ? label.box.right - 2 + slack : centre;
  const y = isRight || isLeft ? middle : middle + (middle < label.y ? slack : -slack);
  const text = events > 1 ? `${label.name}  ${events}` : label.name;
  paintHaloed(context, text, x, y, events ? look.ink : look.town, look.halo);
  if (!events) {
    circle(context, label.x, label.y, 1.7);
    context.fillStyle = look.town;
    context.fill();
  }
}

/** The name of an area on a small plate, with its colours and its number. */
function paintPill(context, label, tally, look) {
  const events = tally.events[label.spot];
  if (!events) return;
  const { left, top, right, bottom } = label.box;
  const colour = look.families[mainFamily(tally, label.spot)];
  context.beginPath();
  context.roundRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1, PLATE / 2);
  context.fillStyle = look.paper;
  context.fill();
  context.strokeStyle = look.chosen === label.spot || look.hovered === label.spot ? look.ink : colour;
  context.lineWidth = look.chosen === label.spot ? 2.2 : 1.3;
  context.stroke();
  paintPie(context, tally, label.spot, left + 12, (top + bottom) / 2, 5.5, look);
  context.font = FONTS.area;
  context.textAlign = "left";
  context.fillStyle = look.ink;
  const full = events > 1 ? `${label.name}  ${events}` : label.name;
  context.fillText(label.form === 0 ? full : String(events), left + 21, (top + bottom) / 2 + 0.5);
}

function paintPie(context, tally, spot, x, y, radius, look) {
  let angle = -Math.PI / 2;
  for (let family = 0; family < tally.families; family += 1) {
    const share = tally.cells[spot * tally.families + family] / tally.events[spot];
    if (!share) continue;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, radius, angle, angle + share * 2 * Math.PI);
    context.closePath();
    context.fillStyle = look.families[family];
    context.fill();
    angle += share * 2 * Math.PI;
  }
}

/** The spot whose plate or name is under a point, or -1. */
export function pickName(labels, tally, point) {
  const hit = labels.find(
    ({ kind, spot, box }) =>
      (kind === "area" || kind === "spot") &&
      tally.events[spot] > 0 &&
      point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom,
  );
  return hit ? hit.spot : -1;
}
