// Pure: which events are kept by filters and search, and how many are under way where.

import { countCell, weighCell } from "./counting.js";

/** Text as a search compares it: without marks and case. */
export function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");
}

/** How finely a place is known, from fine to coarse; the last: not at all. */
export const REACHES = ["town", "near", "region", "country", "nowhere"];

/** The reach of every event, as a number in `REACHES`. */
export function reachesOf({ events, spots }, shapes, levels) {
  const ofSpot = Uint8Array.from({ length: spots.count }, (_, spot) => {
    const shape = shapes[spots.shape[spot]];
    if (shape !== "area") return REACHES.indexOf(shape === "near" ? "near" : "town");
    return REACHES.indexOf(["country", "region", "sea"].includes(levels[spots.level[spot]]) ? "country" : "region");
  });
  const { spot, exact } = events;
  const reach = new Uint8Array(spot.length); // a coordinate of its own is as fine as a town: 0
  const nowhere = REACHES.indexOf("nowhere");
  for (let event = 0; event < reach.length; event += 1) {
    if (!exact?.[event]) reach[event] = spot[event] < 0 ? nowhere : ofSpot[spot[event]];
  }
  return reach;
}

/**
 * Marks the events that filters and search keep.
 * @param {object} events  columns
 * @param {object} choice  hidden kinds, hidden reaches, least killed, source, actor, least confidence, query
 * @param {{textOf: (event: number) => string, factsOf: (event: number) => object, reach: Uint8Array}} known
 *   folded text, all that a search looks at; sources, actors and confidence
 */
export function keepEvents(events, choice, { textOf, factsOf, reach }) {
  const { hidden, background, query, coarse, killed, source, actor, sure } = choice;
  const words = foldText(query).split(/\s+/).filter(Boolean);
  const isToldBy = ({ sources, actors, confidence }) =>
    (!source || sources.includes(source)) && (!actor || actors.includes(actor)) && confidence >= sure;
  const keep = new Uint8Array(events.count);
  for (let event = 0; event < events.count; event += 1) {
    if (hidden.has(events.kind[event]) || (events.background[event] && !background)) continue;
    if (coarse.has(reach[event]) || (killed && events.killed.high[event] < killed)) continue;
    if ((source || actor || sure) && !isToldBy(factsOf(event))) continue;
    if (words.length && !words.every((word) => textOf(event).includes(word))) continue;
    keep[event] = 1;
  }
  return keep;
}

/** Steps in which what is over fades: fewer are seen as jumps, more cost time. */
const FADES = 4;

/**
 * Events and values by spot in a window.
 * @param {object} index  from indexCells
 * @param {{from: number, to: number, undated: boolean, measure: "events"|"killed"}} choice
 */
export function tallySpots(index, spots, families, { from, to, undated, measure }) {
  const cells = new Uint32Array(spots * families);
  const events = new Uint32Array(spots);
  const value = new Float64Array(spots);
  for (const cell of index.filled) {
    const count = countCell(index, cell, from, to) + (undated ? index.undated[cell] : 0);
    if (!count) continue;
    const spot = Math.floor(cell / families);
    const weight = () => weighCell(index, cell, from, to) + (undated ? index.undatedWeight[cell] : 0);
    cells[cell] = count;
    events[spot] += count;
    value[spot] += measure === "events" ? count : weight();
  }
  return { families, cells, events, value };
}

/**
 * The same, with what ended before the window fading over the length of the window: a spot's value is the
 * mean over windows that reach back further and further, its strength the share of them that hold anything.
 */
export function fadeSpots(index, spots, families, choice) {
  const back = (choice.to - choice.from) / FADES;
  const tallies = Array.from({ length: FADES + 1 }, (_, step) =>
    tallySpots(index, spots, families, { ...choice, from: choice.from - step * back }),
  );
  const last = tallies[FADES];
  const mean = (spot, name) => tallies.reduce((sum, tally) => sum + tally[name][spot], 0) / tallies.length;
  const strength = Float64Array.from({ length: spots }, (_, spot) =>
    tallies[0].events[spot] ? 1 : tallies.filter((tally) => tally.events[spot]).length / (FADES + 1),
  );
  return { ...last, value: last.value.map((_, spot) => mean(spot, "value")), strength };
}

/** True where the same is under way at every place: what moves in the window, if anything, are points. */
export function isSameTally(one, other, { filled }) {
  if (one.strength || other.strength) return one === other;
  for (const cell of filled) if (one.cells[cell] !== other.cells[cell]) return false;
  for (const cell of filled) {
    const spot = Math.floor(cell / one.families);
    if (one.value[spot] !== other.value[spot]) return false;
  }
  return true;
}

/** The window that is looked through: up to its end, from its start to its end, or with what fades before. */
export function windowOf({ mode, from, to }) {
  if (mode === "upto") return { from: -Infinity, to };
  return { from: mode === "fading" ? from - (to - from) : from, to };
}
