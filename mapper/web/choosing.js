// Pure: which events are kept by filters and search, and how many are under way where.

import { countCell, weighCell } from "./counting.js";

/** Text as a search compares it: without marks and case. */
export function foldText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");
}

/**
 * Marks the events that filters and search keep.
 * @param {object} events  columns
 * @param {{hidden: Set<number>, background: boolean, query: string}} choice  hidden kinds
 * @param {(event: number) => string} textOf  folded text of an event, all that a search looks at
 */
export function keepEvents(events, { hidden, background, query }, textOf) {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  const keep = new Uint8Array(events.count);
  for (let event = 0; event < events.count; event += 1) {
    if (hidden.has(events.kind[event]) || (events.background[event] && !background)) continue;
    if (words.length && !words.every((word) => textOf(event).includes(word))) continue;
    keep[event] = 1;
  }
  return keep;
}

/**
 * Events and values by spot in a window.
 * @param {object} index  from indexCells
 * @param {{from: number, to: number, undated: boolean, measure: "events"|"killed"}} choice
 */
export function tallySpots(index, spots, families, { from, to, undated, measure }) {
  const cells = new Uint32Array(spots * families);
  const events = new Uint32Array(spots);
  const value = new Float64Array(spots);
  for (let cell = 0; cell < cells.length; cell += 1) {
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

/** The window that is looked through: up to its end, or from its start to its end. */
export function windowOf({ mode, from, to }) {
  return { from: mode === "upto" ? -Infinity : from, to };
}
