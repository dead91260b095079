import assert from "node:assert/strict";
import { test } from "node:test";
import { createComb } from "../../mapper/web/crowded.js";

const view = { scale: 1000, left: 0, top: 0, width: 600, height: 400 };
const FAMILIES = 3;

function makeSpots(count, span) {
  let state = 11;
  const draw = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const x = Float64Array.from({ length: count }, () => draw() * span);
  const y = Float64Array.from({ length: count }, () => draw() * span);
  const shape = Uint8Array.from({ length: count }, () => (draw() < 0.9 ? 0 : 2));
  const cells = Uint32Array.from({ length: count * FAMILIES }, () => Math.floor(draw() * 4));
  const events = Uint32Array.from({ length: count }, (_, spot) => cells[spot * 3] + cells[spot * 3 + 1] + cells[spot * 3 + 2]);
  return { data: { spots: { count, x, y, shape } }, tally: { families: FAMILIES, cells, events } };
}

test("places with room stay discs, crowded ones are counted in hexagons", () => {
  const wide = makeSpots(300, 0.39);
  assert.equal(createComb(view, wide.data, wide.tally), null);
  const close = makeSpots(3000, 0.3);
  assert.notEqual(createComb(view, close.data, close.tally), null);
});

test("every event of a town in view is in one hexagon or in what is left, never in both", () => {
  const { data, tally } = makeSpots(9000, 0.6);
  const comb = createComb(view, data, tally);
  const counts = comb.count(tally);
  const rest = comb.without(tally);
  const sum = (values) => values.reduce((a, b) => a + b, 0);
  assert.equal(sum(counts.sums) + sum(rest.events), sum(tally.events));
  assert.equal(sum(counts.counts), sum(counts.sums));
  for (let spot = 0; spot < data.spots.count; spot += 1) {
    const isLeft = data.spots.shape[spot] !== 0 || data.spots.y[spot] >= 0.4;
    assert.equal(rest.events[spot], isLeft ? tally.events[spot] : 0);
  }
});

test("the spots of a hexagon are those whose events it counts", () => {
  const { data, tally } = makeSpots(2000, 0.3);
  const comb = createComb(view, data, tally);
  const counts = comb.count(tally);
  const hexagon = comb.hexagonOf(data.spots.shape.indexOf(0));
  const total = [...comb.spotsIn(hexagon)].reduce((sum, spot) => sum + tally.events[spot], 0);
  assert.equal(counts.sums[hexagon], total);
});
