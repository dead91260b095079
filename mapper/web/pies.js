// Pure: small discs cut into wedges, painted pixel by pixel. A canvas needs milliseconds for a hundred small
// wedges; where thousands of places have a disc each, a loop over their pixels is ten times as fast.

/** Directions that wedges begin and end at. */
const TURN = 256;

/** Steps a pixel of radius is cut into: enough that a disc seems to grow smoothly. */
const FINE = 2;

/**
 * @typedef {object} Stamp  the pixels of a disc about a pixel's middle
 * @property {number} reach  how far it goes
 * @property {Int16Array} dx, dy
 * @property {Uint8Array} turn  direction of each pixel, clockwise from the top, a full turn being 256
 * @property {Uint8Array} inner, cover  how much of each pixel, of 255, is disc, and how much disc or ring
 */

/** @returns {Stamp} */
export function createStamp(radius, ring) {
  const reach = Math.ceil(radius + ring);
  const found = [];
  const share = (value) => Math.round(255 * Math.max(0, Math.min(1, value)));
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const distance = Math.hypot(dx, dy);
      const cover = share(radius + ring + 0.5 - distance);
      if (!cover) continue;
      const turn = Math.floor((Math.atan2(dx, -dy) / (2 * Math.PI) + 1) * TURN) % TURN;
      found.push([dx, dy, turn, share(radius + 0.5 - distance), cover]);
    }
  }
  const column = (Type, at) => Type.from(found, (pixel) => pixel[at]);
  return { reach, dx: column(Int16Array, 0), dy: column(Int16Array, 1), turn: column(Uint8Array, 2), inner: column(Uint8Array, 3), cover: column(Uint8Array, 4) };
}

/**
 * Which family lies in which direction: the first from the top on, clockwise.
 * @param {Uint8Array} wheel  filled, a family for each of 256 directions
 * @param {ArrayLike<number>} cells  counts, the spot's first at `first`
 */
export function fillWheel(wheel, cells, first, families, total) {
  let sum = 0;
  let from = 0;
  for (let family = 0; family < families; family += 1) {
    sum += cells[first + family];
    const to = Math.round((sum / total) * TURN);
    wheel.fill(family, from, to);
    from = to;
  }
  return wheel;
}

/**
 * A painter of discs on an image.
 * @param {{data: Uint8ClampedArray, width: number, height: number}} image  transparent at first
 * @param {{colours: number[][], paper: number[], ring: number}} look  red, green, blue; the ring's width in pixels
 */
export function createPies({ data, width, height }, { colours, paper, ring }) {
  const stamps = new Map();
  const wheel = new Uint8Array(TURN);
  const whole = new Uint32Array(data.buffer);
  const solid = Uint32Array.from(colours, ([red, green, blue]) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  const stampOf = (radius) => {
    const key = Math.max(1, Math.round(radius * FINE));
    if (!stamps.has(key)) stamps.set(key, createStamp(key / FINE, ring));
    return stamps.get(key);
  };
  /** Lays a colour, mixed with that of the ring, over a pixel (Porter and Duff's "over"). */
  const lay = (at, colour, share, over) => {
    const under = (data[at + 3] / 255) * (1 - over);
    const alpha = over + under;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = colour[channel] * share + paper[channel] * (1 - share);
      data[at + channel] = (own * over + data[at + channel] * under) / alpha;
    }
    data[at + 3] = alpha * 255;
  };
  return {
    /** Paints a disc over what is there; one that would go beyond the image is left out. */
    paint(x, y, radius, strength, tally, spot) {
      const { reach, dx, dy, turn, inner, cover } = stampOf(radius);
      const [column, row] = [Math.round(x), Math.round(y)];
      if (column < reach || row < reach || column >= width - reach || row >= height - reach) return;
      const { families, cells, events } = tally;
      fillWheel(wheel, cells, spot * families, families, events[spot]);
      const middle = row * width + column;
      for (let part = 0; part < dx.length; part += 1) {
        const pixel = middle + dy[part] * width + dx[part];
        const family = wheel[turn[part]];
        if (inner[part] === 255 && strength === 1) whole[pixel] = solid[family];
        else lay(pixel * 4, colours[family], inner[part] / 255, (cover[part] / 255) * strength);
      }
    },
  };
}
