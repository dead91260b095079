// Pure: places that lie too close together to be told apart, counted in the same hexagons as points are. Whether
// they do depends on the view and on all time, so that nothing changes its form while the time plays.

import { createCounts, createCrowd, createNet } from "./hexagons.js";

/** Pixels: about the room of a small disc with its rim, and a hexagon's side. */
const ROOM = 11;
const HEXAGON = 20;

/** Fewer places than this are always discs; more become hexagons where so many on average share the room of one. */
const FEW = 400;
const CROWDED = 1.6;

const POINT = 0; // in SHAPES

/**
 * The hexagons of a view, or null where its places can be told apart.
 * @param {import("./canvas.js").View} view
 * @param {{spots: object}} data
 * @param {{events: ArrayLike<number>}} most  of each spot the events of all time
 */
export function createComb(view, { spots }, most) {
  const crowd = createCrowd(view, ROOM);
  const net = createNet(view, HEXAGON);
  const hexagonOf = new Int32Array(spots.count).fill(-1);
  for (let spot = 0; spot < spots.count; spot += 1) {
    const x = spots.x[spot] * view.scale - view.left;
    const y = spots.y[spot] * view.scale - view.top;
    if (spots.shape[spot] !== POINT || !most.events[spot] || x < 0 || y < 0 || x >= view.width || y >= view.height) continue;
    hexagonOf[spot] = net.at(x, y);
    crowd.add(x, y, 1);
  }
  if (crowd.drawn <= FEW || crowd.drawn <= CROWDED * crowd.taken) return null;
  return {
    net,
    hexagonOf: (spot) => hexagonOf[spot],
    spotsIn: (hexagon) => new Set(Array.from(hexagonOf.keys()).filter((spot) => hexagonOf[spot] === hexagon)),
    /** Events of each family in each hexagon. */
    count(tally) {
      const { families, cells, events } = tally;
      const counts = createCounts(net, families);
      for (let spot = 0; spot < spots.count; spot += 1) {
        if (hexagonOf[spot] < 0 || !events[spot]) continue;
        for (let family = 0; family < families; family += 1) counts.add(hexagonOf[spot], family, cells[spot * families + family]);
      }
      return counts;
    },
    /** The same tally without the places that hexagons stand for. */
    without: (tally) => ({ ...tally, events: tally.events.map((count, spot) => (hexagonOf[spot] < 0 ? count : 0)) }),
  };
}
