// Pure label placement: the most important first, each at the first of its anchors where it covers nothing.

/** How many places on each side of its point a label of an area is tried at. */
const STEPS = 5;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

export function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Boxes by the tile they touch, so that a new one is compared with its neighbours only. */
export function createShelf(tile = 64) {
  const tiles = new Map();
  const each = (box, visit) => {
    for (let column = Math.floor(box.left / tile); column <= Math.floor(box.right / tile); column += 1) {
      for (let row = Math.floor(box.top / tile); row <= Math.floor(box.bottom / tile); row += 1) {
        visit(column * 1e6 + row);
      }
    }
  };
  return {
    add(box) {
      each(box, (key) => {
        if (!tiles.has(key)) tiles.set(key, []);
        tiles.get(key).push(box);
      });
    },
    isFree(box) {
      let free = true;
      each(box, (key) => {
        free &&= !(tiles.get(key) ?? []).some((other) => overlaps(box, other));
      });
      return free;
    },
  };
}

/** A box of a size with its centre at a point. */
export function boxAround(x, y, width, height) {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

/**
 * Places labels one after another.
 * @param {readonly {x: number, y: number, forms: {width: number, height: number, anchors: number[][]}[]}[]} wanted
 *   most important first; a form is a size with offsets of its centre, best first; the next form is tried
 *   when the one before finds no room
 * @param {readonly Box[]} taken  what may not be covered
 * @param {Box} inside  where labels may be
 * @returns {({box: Box, form: number}|null)[]}  one for each, null where there was no room
 */
export function placeLabels(wanted, taken, inside) {
  const shelf = createShelf();
  for (const box of taken) shelf.add(box);
  return wanted.map(({ x, y, forms }) => {
    for (const [form, { width, height, anchors }] of forms.entries()) {
      for (const [dx, dy] of anchors) {
        const box = boxAround(x + dx, y + dy, width, height);
        if (!isWithin(box, inside) || !shelf.isFree(box)) continue;
        shelf.add(box);
        return { box, form };
      }
    }
    return null;
  });
}

function isWithin(box, frame) {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

/** Offsets that put a label beside a disc: right, left, above, below. */
export function besideDisc(radius, width, height) {
  const gap = radius + 4;
  return [
    [gap + width / 2, 0],
    [-gap - width / 2, 0],
    [0, -gap - height / 2],
    [0, gap + height / 2],
  ];
}

/**
 * Offsets that keep a label's centre within a box about its point (the area that it names), nearest first.
 * @param {Box} reach  the box, as offsets from the point
 */
export function aboutPoint(width, height, reach) {
  const found = [];
  const across = width / 3;
  const down = height * 0.7;
  for (let column = -STEPS; column <= STEPS; column += 1) {
    for (let row = -STEPS; row <= STEPS; row += 1) {
      const [dx, dy] = [column * across, row * down];
      const isIn = dx >= reach.left && dx <= reach.right && dy >= reach.top && dy <= reach.bottom;
      if (isIn || (column === 0 && row === 0)) found.push([dx, dy]);
    }
  }
  return found.sort(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by) || ay - by || ax - bx);
}
