// Pure: hexagons over a view, fixed to the ground, and how many points of each family lie in each.

const ROW = 1.5;
const COLUMN = Math.sqrt(3);

/**
 * A net of hexagons with a point at the top, `radius` pixels from middle to corner. It is fixed to the world's
 * corner, so that moving the map does not change what is counted together.
 * @param {{left: number, top: number, width: number, height: number}} view  in pixels
 */
export function createNet(view, radius) {
  const wide = COLUMN * radius;
  const tall = ROW * radius;
  const shiftX = modulo(view.left, wide) + wide; // one hexagon to spare on every side
  const shiftY = modulo(view.top, 2 * tall) + 2 * tall; // two rows, because every other one is shifted
  const columns = Math.ceil((view.width + shiftX) / wide) + 2;
  const rows = Math.ceil((view.height + shiftY) / tall) + 2;
  return {
    radius, columns, rows,
    count: columns * rows,
    /** The hexagon that holds a pixel. After d3-hexbin (Mike Bostock), which rounds to the nearer of two rows. */
    at(x, y) {
      const v = (y + shiftY) / tall;
      let row = Math.round(v);
      const u = (x + shiftX) / wide - (row & 1) / 2;
      let column = Math.round(u);
      const down = v - row;
      if (Math.abs(down) * 3 > 1) {
        const across = u - column;
        const otherColumn = column + (u < column ? -1 : 1) / 2;
        const otherRow = row + (v < row ? -1 : 1);
        // in units of a row and a column: a row is ROW / COLUMN as long as a column is wide
        const squash = (ROW / COLUMN) ** 2;
        const here = across ** 2 + squash * down ** 2;
        const there = (u - otherColumn) ** 2 + squash * (v - otherRow) ** 2;
        if (here > there) {
          column = otherColumn + (row & 1 ? 1 : -1) / 2;
          row = otherRow;
        }
      }
      return row * columns + column;
    },
    /** The middle of a hexagon. */
    middle(hexagon) {
      const row = Math.floor(hexagon / columns);
      const column = hexagon - row * columns;
      return { x: (column + (row & 1) / 2) * wide - shiftX, y: row * tall - shiftY };
    },
  };
}

function modulo(value, divisor) {
  return value - divisor * Math.floor(value / divisor);
}

/** How many points of each family lie in each hexagon of a net: hexagon * families + family. */
export function createCounts(net, families) {
  const counts = new Int32Array(net.count * families);
  const sums = new Int32Array(net.count);
  return {
    counts, sums, families,
    /** @param {number} number  1 for a point that came, -1 for one that went */
    add(hexagon, family, number) {
      counts[hexagon * families + family] += number;
      sums[hexagon] += number;
    },
    clear() {
      counts.fill(0);
      sums.fill(0);
    },
    most: () => sums.reduce((most, sum) => Math.max(most, sum), 0),
  };
}

/** How many points there are in a view, and in how many of its small squares: how much they cover each other. */
export function createCrowd(view, side) {
  const columns = Math.ceil(view.width / side);
  const squares = new Int32Array(columns * Math.ceil(view.height / side));
  const crowd = {
    drawn: 0,
    taken: 0,
    /** @param {number} number  1 for a point that came, -1 for one that went */
    add(x, y, number) {
      const square = Math.floor(y / side) * columns + Math.floor(x / side);
      crowd.drawn += number;
      if (squares[square] === 0) crowd.taken += 1;
      squares[square] += number;
      if (squares[square] === 0) crowd.taken -= 1;
    },
    clear() {
      squares.fill(0);
      crowd.drawn = 0;
      crowd.taken = 0;
    },
  };
  return crowd;
}

/** Above so many points they cannot be told apart, nor where, on average, so many share the room of one. */
const MANY = 50_000;
const FEW = 1_500;
const CROWDED = 2.5;

/** How far below the limit dots come back, so that nothing flickers while the time plays. */
const SLACK = 0.85;

/** Whether points are to be counted in hexagons. */
export function isCrowded({ drawn, taken }, wasCrowded) {
  const slack = wasCrowded ? SLACK : 1;
  return drawn > MANY * slack || (drawn > FEW * slack && drawn > CROWDED * slack * taken);
}
