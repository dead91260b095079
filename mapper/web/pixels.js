// Pure: points as discs of pixels. Every pixel shows the newest of the shown points whose disc covers it, and
// knows which that is. When points come or go, only the pixels that they cover are looked at again.

import { HIDDEN } from "./crossing.js";

/** Above this share of what is drawn, painting anew is faster than mending. */
const MANY = 0.125;

/** @typedef {{reach: number, dx: Int8Array, dy: Int8Array, core: Float32Array, cover: Float32Array}} Disc */

/**
 * Pixels of an antialiased disc about a pixel's middle: how much of each is disc, and how much disc or ring.
 * @returns {Disc}
 */
export function createDisc(radius, ring) {
  const reach = Math.ceil(radius + ring);
  const found = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const distance = Math.hypot(dx, dy);
      const cover = clamp(radius + ring + 0.5 - distance);
      if (cover > 0.05) found.push([dx, dy, clamp(radius + 0.5 - distance), cover]);
    }
  }
  const column = (Type, at) => Type.from(found, (pixel) => pixel[at]);
  return { reach, dx: column(Int8Array, 0), dy: column(Int8Array, 1), core: column(Float32Array, 2), cover: column(Float32Array, 3) };
}

function clamp(share) {
  return Math.max(0, Math.min(1, share));
}

/**
 * Pixels of a disc in a colour with a ring, as an ImageData holds them (red in the lowest byte).
 * @param {Disc} disc @param {number[]} colour @param {number[]} ring  red, green, blue of 255
 * @param {number} strength  0 to 1
 */
export function colourDisc({ core, cover }, colour, ring, strength) {
  return Uint32Array.from(cover, (share, place) => {
    const inner = Math.min(1, core[place] / share);
    const [red, green, blue] = colour.map((value, channel) => Math.round(value * inner + ring[channel] * (1 - inner)));
    const alpha = Math.round(255 * share * (inner + (1 - inner) * 0.85) * strength);
    return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

/**
 * The pixels of a view.
 * @param {{count: number, x: Int32Array, y: Int32Array}} points
 * @param {Uint8Array} state  of each point, HIDDEN or not
 * @param {(point: number) => number} lookOf  which of the looks a point has
 */
export function createPixels(points, state, lookOf) {
  const place = new Int32Array(points.count); // pixel of the middle, -1 outside
  const before = new Int32Array(points.count); // the point before at the same pixel, -1 none
  let width = 0;
  let height = 0;
  let disc = null;
  let looks = [];
  let offset = null;
  let last = null; // of each pixel the last point in its middle, shown or not
  let newest = null; // of each pixel the last shown point in its middle
  let top = null; // of each pixel the point that it shows
  let image = null;
  let dirty = null;

  const stamp = (point) => {
    const middle = place[point];
    const colours = looks[lookOf(point)];
    for (let part = 0; part < offset.length; part += 1) {
      const pixel = middle + offset[part];
      if (top[pixel] > point) continue;
      top[pixel] = point;
      image[pixel] = colours[part];
    }
    touch(middle);
  };
  const erase = (point) => {
    const middle = place[point];
    for (let part = 0; part < offset.length; part += 1) {
      const pixel = middle + offset[part];
      if (top[pixel] !== point) continue;
      top[pixel] = -1;
      image[pixel] = 0;
    }
    touch(middle);
  };
  const touch = (middle) => {
    const x = middle % width;
    const y = (middle - x) / width;
    if (x < dirty.left) dirty.left = x;
    if (x > dirty.right) dirty.right = x;
    if (y < dirty.top) dirty.top = y;
    if (y > dirty.bottom) dirty.bottom = y;
  };
  /** Stamps again whatever may have been under an erased disc. */
  const mendAround = (middle) => {
    const far = 2 * disc.reach;
    const x = middle % width;
    const from = Math.max(0, x - far);
    const to = Math.min(width - 1, x + far);
    const row = middle - x;
    const lowest = Math.min((height - 1) * width, row + far * width);
    for (let start = Math.max(0, row - far * width); start <= lowest; start += width) {
      const last = start + to;
      for (let pixel = start + from; pixel <= last; pixel += 1) if (newest[pixel] >= 0) stamp(newest[pixel]);
    }
  };
  const findNewest = (middle) => {
    let point = last[middle];
    while (point >= 0 && state[point] === HIDDEN) point = before[point];
    return point;
  };

  /** Paints everything, newest first. */
  const paint = () => {
    dirty = { left: 0, top: 0, right: width - 1, bottom: height - 1 };
    image.fill(0);
    top.fill(-1);
    newest.fill(-1);
    for (let point = 0; point < points.count; point += 1) {
      if (state[point] && place[point] >= 0) newest[place[point]] = point;
    }
    for (let point = points.count - 1; point >= 0; point -= 1) {
      if (state[point] && place[point] >= 0 && newest[place[point]] === point) stamp(point);
    }
  };

  return {
    place, before,
    size: () => ({ width, height }),
    last: (pixel) => last[pixel],
    /** The point that a pixel shows, -1 for none. */
    topAt: (pixel) => top[pixel],
    isInside: (x, y) => x >= 0 && y >= 0 && x < width && y < height,
    disc: () => disc,
    /** Finds every point's pixel in a view; `target` is the ImageData's pixels, `scale`, `left`, `top` in pixels. */
    look(view, target, shape) {
      if (width * height !== view.width * view.height || !last) {
        [last, newest, top] = Array.from({ length: 3 }, () => new Int32Array(view.width * view.height));
      }
      ({ width, height } = view);
      image = target;
      disc = shape;
      offset = Int32Array.from(disc.dx, (dx, part) => disc.dy[part] * width + dx);
      last.fill(-1);
      const factor = view.scale / 2 ** 31;
      const edge = disc.reach;
      for (let point = 0; point < points.count; point += 1) {
        const x = Math.floor(points.x[point] * factor - view.left);
        const y = Math.floor(points.y[point] * factor - view.top);
        if (x < edge || y < edge || x >= width - edge || y >= height - edge) {
          place[point] = -1;
          continue;
        }
        const middle = y * width + x;
        place[point] = middle;
        before[point] = last[middle];
        last[middle] = point;
      }
    },
    dress(next) {
      looks = next;
    },
    paint,
    /**
     * Mends what changed: what went is erased and what lay under it stamped again, what came is stamped.
     * @param {Int32Array} changed  points whose state changed, each once
     * @param {number} drawn  how many points are shown in view
     */
    mend(changed, drawn) {
      if (changed.length > MANY * drawn) {
        paint();
        return;
      }
      const seen = changed.filter((point) => place[point] >= 0);
      const gone = seen.filter((point) => !state[point]);
      const here = seen.filter((point) => state[point]);
      dirty = { left: width, top: height, right: -1, bottom: -1 };
      for (const point of gone) if (newest[place[point]] === point) newest[place[point]] = findNewest(place[point]);
      for (const point of here) if (newest[place[point]] < point) newest[place[point]] = point;
      gone.forEach(erase);
      for (const point of gone) mendAround(place[point]);
      for (const point of here) if (newest[place[point]] === point) stamp(point);
    },
    /** The box of pixels that changed since the last painting or mending, or null. */
    dirty() {
      const { left, top: above, right, bottom } = dirty;
      if (right < left) return null;
      const { reach } = disc;
      return { left: Math.max(0, left - reach), top: Math.max(0, above - reach), right: Math.min(width - 1, right + reach), bottom: Math.min(height - 1, bottom + reach) };
    },
  };
}

/** Red, green, blue of a colour of the style sheet, which writes them all as #rrggbb. */
export function rgbOf(colour) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
