import assert from "node:assert/strict";
import { test } from "node:test";
import * as counting from "../../mapper/web/counting.js";
import { createFinder } from "../../mapper/web/finding.js";
import { keepEvents, tallySpots } from "../../mapper/web/choosing.js";

const NONE = { hidden: new Set(), background: false, query: "", coarse: new Set(), killed: 0, source: "", actor: "", sure: 0 };
const FAMILIES = 3;
const SPOTS = 5;

function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** Events at random, some undated, some nowhere, some of equal times. */
function makeEvents(count, seed) {
  const draw = random(seed);
  const start = Float64Array.from({ length: count }, () => draw(50) * 10 - 200);
  const end = Float64Array.from(start, (time) => time + 1 + draw(4) * draw(30));
  const family = Uint8Array.from({ length: count }, () => draw(FAMILIES));
  const spot = Int32Array.from({ length: count }, () => draw(SPOTS + 1) - 1);
  return {
    count, start, end, family, spot,
    dated: Uint8Array.from({ length: count }, () => (draw(10) ? 1 : 0)),
    cell: Int32Array.from(spot, (number, event) => (number < 0 ? -1 : number * FAMILIES + family[event])),
    weight: Float64Array.from({ length: count }, () => draw(9)),
    kind: Uint32Array.from(family),
    background: Uint8Array.from({ length: count }, () => (draw(6) ? 0 : 1)),
    byStart: counting.ordered(start),
    byEnd: counting.ordered(end),
  };
}

/** The slow oracle: look at every event. */
function countSlowly(events, keep, cell, from, to, weigh) {
  let sum = 0;
  for (let event = 0; event < events.count; event += 1) {
    const isUnderWay = events.start[event] < to && events.end[event] > from;
    if (keep[event] && events.dated[event] && events.cell[event] === cell && isUnderWay) {
      sum += weigh ? events.weight[event] : 1;
    }
  }
  return sum;
}

test("counts and weights by binary search are those of looking at every event", () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const events = makeEvents(200, seed);
    const draw = random(seed + 100);
    const keep = Uint8Array.from({ length: events.count }, () => (draw(4) ? 1 : 0));
    const index = counting.indexCells(events, keep, SPOTS * FAMILIES);
    for (let round = 0; round < 20; round += 1) {
      const from = round ? draw(60) * 10 - 230 : -Infinity;
      const to = (round ? from : -100) + 1 + draw(200);
      for (let cell = 0; cell < SPOTS * FAMILIES; cell += 1) {
        assert.equal(counting.countCell(index, cell, from, to), countSlowly(events, keep, cell, from, to, false));
        assert.equal(counting.weighCell(index, cell, from, to), countSlowly(events, keep, cell, from, to, true));
      }
    }
  }
});

test("a window that ends when an event begins, or begins when it ends, does not hold it", () => {
  const events = makeEvents(1, 3);
  events.start[0] = 10;
  events.end[0] = 20;
  events.dated[0] = 1;
  events.cell[0] = 0;
  const index = counting.indexCells(events, Uint8Array.of(1), 1);
  assert.equal(counting.countCell(index, 0, 0, 10), 0);
  assert.equal(counting.countCell(index, 0, 20, 30), 0);
  assert.equal(counting.countCell(index, 0, 19, 20), 1);
});

test("bars add up to the events that are kept and dated, however long they lasted", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const events = makeEvents(150, seed);
    const keep = new Uint8Array(events.count).fill(1);
    const edges = Float64Array.from({ length: 60 }, (_, bar) => -210 + bar * 9);
    edges[59] = 1000;
    const { solid, spread } = counting.fillBars(events, keep, edges, FAMILIES);
    const sum = (values) => values.reduce((a, b) => a + b, 0);
    const dated = sum(events.dated);
    assert.ok(Math.abs(sum(solid) + sum(spread) - dated) < 1e-9);
  }
});

test("an event inside of one bar is solid, one over two bars is spread by overlap", () => {
  const events = makeEvents(2, 5);
  events.start.set([0, 8]);
  events.end.set([5, 12]);
  events.dated.fill(1);
  events.family.fill(0);
  const { solid, spread } = counting.fillBars(events, Uint8Array.of(1, 1), Float64Array.of(0, 10, 20), 1);
  assert.deepEqual([...solid], [1, 0]);
  assert.deepEqual([...spread], [0.5, 0.5]);
});

test("what the list shows is what the map counts", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const events = makeEvents(120, seed);
    events.spot.forEach((spot, event) => {
      if (spot < 0) events.dated[event] = 0;
    });
    const keep = new Uint8Array(events.count).fill(1);
    const index = counting.indexCells(events, keep, SPOTS * FAMILIES);
    const choice = { from: -50, to: 60, undated: seed % 2 === 0, measure: "events" };
    const tally = tallySpots(index, SPOTS, FAMILIES, choice);
    const listed = createFinder(events, keep).find({ ...choice, isNewest: true, withUndated: choice.undated });
    const located = listed.filter((event) => events.spot[event] >= 0);
    assert.equal(tally.events.reduce((a, b) => a + b, 0), located.length);
  }
});

test("background events count only when asked for, hidden kinds never", () => {
  const events = makeEvents(100, 7);
  const choice = { ...NONE, hidden: new Set([1]) };
  const known = { textOf: () => "", reach: new Uint8Array(100) };
  const keep = keepEvents(events, choice, known);
  keep.forEach((kept, event) => assert.equal(kept, events.kind[event] !== 1 && !events.background[event] ? 1 : 0));
  const more = keepEvents(events, { ...choice, background: true }, known);
  more.forEach((kept, event) => assert.equal(kept, events.kind[event] !== 1 ? 1 : 0));
});

test("a search wants all its words, whatever their marks and case", () => {
  const events = makeEvents(2, 9);
  events.background.fill(0);
  const texts = ["sao paulo flood", "sao tome strike"];
  const keep = keepEvents(events, { ...NONE, query: " SÃO  Tomé" }, { textOf: (event) => texts[event], reach: new Uint8Array(2) });
  assert.deepEqual([...keep], [0, 1]);
});

test("an order by time keeps equal times in their order", () => {
  assert.deepEqual([...counting.ordered(Float64Array.of(5, 1, 5, 1))], [1, 3, 0, 2]);
});

test("the stretch of a window is what looking at every event finds, in the order of the list", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const events = makeEvents(150, seed);
    const draw = random(seed + 500);
    const keep = Uint8Array.from({ length: events.count }, () => (seed % 3 && draw(4) === 0 ? 0 : 1));
    if (seed % 4 === 0) events.dated.fill(1);
    const finder = createFinder(events, keep);
    assert.equal(finder.count, keep.reduce((sum, is) => sum + is, 0));
    for (let round = 0; round < 20; round += 1) {
      const from = round ? draw(60) * 10 - 230 : -Infinity;
      const to = (round ? from : -100) + 1 + draw(300);
      const isIn = (event) => keep[event] && events.dated[event] && events.start[event] < to && events.end[event] > from;
      const slow = [...events.byStart].filter(isIn);
      const undated = [...events.byStart].filter((event) => keep[event] && !events.dated[event]);
      assert.deepEqual([...finder.find({ from, to, isNewest: false, withUndated: false })], slow);
      assert.deepEqual([...finder.find({ from, to, isNewest: true, withUndated: true })], [...slow.reverse(), ...undated]);
    }
  }
});
