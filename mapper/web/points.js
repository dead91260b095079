// Events with a coordinate of their own, on a canvas of their own: each a dot, or, where they are too many to
// tell apart, hexagons with their numbers. Work goes with what changed, not with how many there are.

import { addCanvas } from "./canvas.js";
import { createCrossing, HIDDEN, NOW } from "./crossing.js";
import { createCounts, createCrowd, createNet, isCrowded } from "./hexagons.js";
import { boxNumbers, paintHexagons, traceHexagon } from "./honeycomb.js";
import { pickHexagon, pickNear } from "./picking.js";
import { colourDisc, createDisc, createPixels, rgbOf } from "./pixels.js";
import { WORLD } from "./happenings.js";

/** CSS pixels: a dot, the ring that parts it from its neighbours, how far a finger may miss it, a hexagon. */
const DOT = 3.1;
const RING = 0.9;
const MISS = 5;
const HEXAGON = 20;

/** How strongly a dot is drawn when its event is over, in the fading mode. */
const PALE = 0.4;

/**
 * @param {L.Map} map
 * @param {object} data  with points
 * @param {() => object} readLook  colours: families, paper, ink
 */
export function createPoints(map, data, readLook) {
  const { points, events } = data;
  const families = data.families.length;
  const familyOf = points.count === events.count ? events.family : Uint8Array.from(points.event, (event) => events.family[event]);
  const crossing = createCrossing(points, events);
  const { state } = crossing;
  const pixels = createPixels(points, state, (point) => familyOf[point] + (state[point] === NOW ? 0 : families));
  let choice = null;
  let crowd = null;
  let net = null;
  let counts = null;
  let image = null;
  let ratio = 1;

  const dress = () => {
    const { families: colours, paper } = readLook();
    const ring = rgbOf(paper);
    pixels.dress([1, PALE].flatMap((strength) => colours.map((colour) => colourDisc(pixels.disc(), rgbOf(colour), ring, strength))));
  };
  const look = (view) => {
    const { canvas } = layer._context;
    ratio = canvas.width / view.width;
    if (image?.width !== canvas.width || image.height !== canvas.height) image = layer._context.createImageData(canvas.width, canvas.height);
    const inPixels = { scale: view.scale * ratio, left: view.left * ratio, top: view.top * ratio, width: canvas.width, height: canvas.height };
    pixels.look(inPixels, new Uint32Array(image.data.buffer), createDisc(DOT * ratio, RING * ratio));
    net = createNet(inPixels, HEXAGON * ratio);
    crowd = createCrowd(inPixels, Math.round(2 * DOT * ratio));
    counts = null;
    dress();
  };

  const count = () => {
    crowd.clear();
    const { place } = pixels;
    const { width } = image;
    for (let point = 0; point < points.count; point += 1) {
      const middle = place[point];
      if (!state[point] || middle < 0) continue;
      const x = middle % width;
      crowd.add(x, (middle - x) / width, 1);
    }
  };
  const countHexagons = () => {
    counts ??= createCounts(net, families);
    counts.clear();
    const { place } = pixels;
    const { width } = image;
    for (let point = 0; point < points.count; point += 1) {
      const middle = place[point];
      if (state[point] !== NOW || middle < 0) continue;
      const x = middle % width;
      counts.add(net.at(x, (middle - x) / width), familyOf[point], 1);
    }
  };
  const put = () => {
    const box = pixels.dirty();
    if (box) layer._context.putImageData(image, 0, 0, box.left, box.top, box.right - box.left + 1, box.bottom - box.top + 1);
  };
  const putHexagons = () => {
    layer._context.clearRect(0, 0, image.width / ratio, image.height / ratio);
    paintHexagons(layer._context, net, counts, { ...readLook(), ratio });
  };
  const paintAll = () => {
    count();
    if (isCrowded(crowd, counts !== null)) {
      countHexagons();
      putHexagons();
    } else {
      counts = null;
      pixels.paint();
      put();
    }
  };
  /** Follows the points that came or went. */
  const follow = ({ points: changed, was }) => {
    const { place } = pixels;
    const { width } = image;
    for (let at = 0; at < changed.length; at += 1) {
      const point = changed[at];
      const middle = place[point];
      if (middle < 0) continue;
      const x = middle % width;
      const y = (middle - x) / width;
      const came = Number(state[point] !== HIDDEN) - Number(was[at] !== HIDDEN);
      const gain = Number(state[point] === NOW) - Number(was[at] === NOW);
      if (came) crowd.add(x, y, came);
      if (counts && gain) counts.add(net.at(x, y), familyOf[point], gain);
    }
    if (isCrowded(crowd, counts !== null) !== (counts !== null)) paintAll();
    else if (counts) putHexagons();
    else {
      pixels.mend(changed, crowd.drawn);
      put();
    }
  };

  const layer = addCanvas(map, "points", (context, view, moved) => {
    if (!choice) return;
    if (moved || !image) look(view);
    else dress();
    paintAll();
  });

  const pixelAt = (containerPoint) => {
    const { x, y } = layer.pointAt(containerPoint);
    return [Math.floor(x * ratio), Math.floor(y * ratio)];
  };
  const eventsOf = (found) => found.map((point) => points.event[point]);

  return {
    /** @param {{keep: Uint8Array, window: object}} next  see crossing.js for the window */
    show(next) {
      const isFirst = !choice;
      choice = next;
      const changed = crossing.move(next.window, next.keep);
      if (isFirst) layer.repaint(true);
      else if (changed) follow(changed);
      else paintAll();
    },
    repaint: () => layer.repaint(),
    /** Boxes around numbers, in pixels of the view. */
    numbers: () => (counts ? boxNumbers(net, counts, ratio) : []),
    /** Numbers of all events under a point of the map, newest first. */
    pick(containerPoint) {
      const [x, y] = pixelAt(containerPoint);
      if (!choice || !pixels.isInside(x, y)) return new Int32Array(0);
      if (counts) return eventsOf(pickHexagon(pixels, state, net, net.at(x, y)));
      const within = pickNear(pixels, state, x, y, (DOT + RING) * ratio);
      return eventsOf(within.length ? within : pickNear(pixels, state, x, y, (DOT + RING + MISS) * ratio).slice(0, 1));
    },
    /** What is under a point of the map, without a list: how many, and the newest if it is a dot; null for nothing. */
    touch(containerPoint) {
      const [x, y] = pixelAt(containerPoint);
      if (!choice || !pixels.isInside(x, y)) return null;
      if (counts) {
        const hexagon = net.at(x, y);
        return counts.sums[hexagon] ? { count: counts.sums[hexagon], event: -1, hexagon } : null;
      }
      const found = this.pick(containerPoint);
      return found.length ? { count: found.length, event: found[0], hexagon: -1 } : null;
    },
    /** Rings a point, or a hexagon, on the canvas above. */
    paintMark(context, view, { point, hexagon }, look_) {
      context.strokeStyle = look_.ink;
      context.lineWidth = 2.2;
      context.beginPath();
      if (hexagon >= 0 && counts) traceHexagon(context, net, hexagon, 1, 1 / ratio);
      else if (point >= 0) {
        context.arc((points.x[point] / WORLD) * view.scale - view.left, (points.y[point] / WORLD) * view.scale - view.top, DOT + RING + 3, 0, 2 * Math.PI);
      } else return;
      context.stroke();
    },
    /** "dots" or "hexagons", and how many events they stand for. */
    form: () => ({ form: counts ? "hexagons" : "dots", drawn: crowd?.drawn ?? 0 }),
  };
}
