// Hexagons on a canvas: as large as their number asks for, in layers of the families, like a bar of the histogram.

import { boxAround } from "./placing.js";

/** Corners of a hexagon with a point at the top, of side 1. */
const CORNERS = Array.from({ length: 6 }, (_, corner) => [Math.sin((corner * Math.PI) / 3), -Math.cos((corner * Math.PI) / 3)]);
const HALF_WIDTH = Math.sqrt(3) / 2;

/** Smallest side of a hexagon that still shows its colours, and that holds a number, in CSS pixels. */
const SMALLEST = 3.5;
const ROOMY = 12;

/** Pixels of the widest number. */
const NUMBER = [34, 16];

const FONT = "600 10.5px system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/** Traces a hexagon of a net, `share` of its full size; `zoom` brings the net's pixels to the context's. */
export function traceHexagon(context, net, hexagon, share, zoom) {
  const { x, y } = net.middle(hexagon);
  const radius = net.radius * share;
  CORNERS.forEach(([across, down], corner) => {
    const [toX, toY] = [(x + across * radius) * zoom, (y + down * radius) * zoom];
    if (corner) context.lineTo(toX, toY);
    else context.moveTo(toX, toY);
  });
  context.closePath();
}

/** Half the width of a hexagon of side 1 at a height from -1 (top) to 1. */
function halfWidth(height) {
  const beyond = Math.abs(height) - 0.5;
  return beyond <= 0 ? HALF_WIDTH : HALF_WIDTH * (1 - 2 * beyond);
}

/** The height, from 1 (bottom) up to -1, below which a share of a hexagon's area lies. */
export function levelOf(share) {
  if (share > 0.5) return -levelOf(1 - share);
  // the triangle at the bottom is a sixth of the whole, the rest of the lower half a third
  return share <= 1 / 6 ? 1 - 0.5 * Math.sqrt(share * 6) : 0.5 - (share - 1 / 6) * 1.5;
}

/**
 * Paints all hexagons that hold something: the whole one as a shade on the ground, so that neighbours meet, and
 * within it one whose area is the number, with the number where there is room.
 * @param {{families: string[], ink: string, halo: string, ratio: number}} look
 */
export function paintHexagons(context, net, counts, { families, ink, halo, ratio }) {
  const shown = sizes(net, counts, ratio);
  context.beginPath();
  for (const { hexagon } of shown) traceHexagon(context, net, hexagon, 1, 1 / ratio);
  context.globalAlpha = 0.07;
  context.fillStyle = ink;
  context.fill();
  context.globalAlpha = 1;
  families.forEach((colour, family) => {
    context.beginPath();
    for (const one of shown) traceLayer(context, net, counts, one, family, 1 / ratio);
    context.fillStyle = colour;
    context.fill();
  });
  paintNumbers(context, net, shown.filter(({ isNumbered }) => isNumbered), { ink, halo, ratio });
}

/** The hexagons that hold something: how much, what share of the full size they have, whether a number fits in. */
function sizes(net, counts, ratio) {
  const side = net.radius / ratio;
  const most = counts.most();
  const shown = [];
  for (let hexagon = 0; hexagon < net.count; hexagon += 1) {
    const sum = counts.sums[hexagon];
    const share = Math.max(SMALLEST / side, Math.sqrt(sum / most) * 0.94);
    if (sum) shown.push({ hexagon, sum, share, isNumbered: share * side >= ROOMY });
  }
  return shown;
}

/** Boxes around the numbers in hexagons, which no name may cover. */
export function boxNumbers(net, counts, ratio) {
  return sizes(net, counts, ratio).filter(({ isNumbered }) => isNumbered).map(({ hexagon }) => {
    const { x, y } = net.middle(hexagon);
    return boxAround(x / ratio, y / ratio, ...NUMBER);
  });
}

/** Traces the part of a hexagon that is one family's; families lie on each other from the bottom. */
function traceLayer(context, net, { counts, families }, { hexagon, sum, share }, family, zoom) {
  const first = hexagon * families;
  const own = counts[first + family];
  if (!own) return;
  let below = 0;
  for (let under = 0; under < family; under += 1) below += counts[first + under];
  if (own === sum) {
    traceHexagon(context, net, hexagon, share, zoom);
    return;
  }
  const { x, y } = net.middle(hexagon);
  const size = net.radius * share;
  const low = levelOf(below / sum);
  const high = levelOf((below + own) / sum);
  const heights = [low, ...[0.5, -0.5].filter((corner) => corner < low && corner > high), high];
  heights.forEach((height, at) => {
    const [toX, toY] = [(x - halfWidth(height) * size) * zoom, (y + height * size) * zoom];
    if (at) context.lineTo(toX, toY);
    else context.moveTo(toX, toY);
  });
  for (const height of heights.reverse()) context.lineTo((x + halfWidth(height) * size) * zoom, (y + height * size) * zoom);
  context.closePath();
}

function paintNumbers(context, net, shown, { ink, halo, ratio }) {
  context.font = FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.fillStyle = ink;
  for (const { hexagon, sum } of shown) {
    const { x, y } = net.middle(hexagon);
    context.strokeText(shorten(sum), x / ratio, y / ratio + 0.5);
    context.fillText(shorten(sum), x / ratio, y / ratio + 0.5);
  }
}

/** A number in at most four signs: 987, 1.2k, 34k, 1.2M. */
export function shorten(number) {
  if (number < 1000) return String(number);
  const [size, unit] = number < 999_500 ? [1000, "k"] : [1e6, "M"];
  const value = number / size;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}
