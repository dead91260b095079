// What the state of the page selects: which events, how many of them where. No DOM.

import { fadeSpots, foldText, isSameTally, keepEvents, reachesOf, tallySpots, windowOf } from "./choosing.js";
import { indexCells } from "./counting.js";
import { LEVELS, SHAPES } from "./data.js";
import { DAY } from "./dates.js";
import { createFinder } from "./finding.js";
import { spanOf } from "./playing.js";

/** Changes of state after which other events count. */
const FILTERS = ["hidden", "background", "query", "coarse", "killed", "source", "actor", "sure"];

const WITHOUT_DATES = { from: 0, to: 10 * DAY, unit: "day" };

const UNKNOWN = { sources: [], actors: [], confidence: 0 };

/**
 * @param {(event: number) => string} wordsOf  all that a search looks at
 * @param {(event: number) => object} factsOf  sources, actors and confidence of an event
 */
export function createSelection(data, wordsOf, factsOf) {
  const { events, spots, families } = data;
  const reach = reachesOf(data, SHAPES, LEVELS);
  const folded = new Map();
  let keep = null;
  let finder = null;
  let index = null;
  let most = null;
  let largest = 1;
  let tally = null;
  let found = new Uint32Array(0);
  let isRefilled = false;

  const textOf = (event) => {
    if (!data.texts.isReady(event)) return "";
    if (!folded.has(event)) folded.set(event, foldText(wordsOf(event)));
    return folded.get(event);
  };

  /** In another language they are others. */
  const forgetWords = () => folded.clear();

  const choose = (state) => {
    const facts = (event) => (data.texts.isReady(event) ? factsOf(event) : UNKNOWN);
    keep = keepEvents(events, state, { textOf, factsOf: facts, reach });
    finder = createFinder(events, keep);
    index = indexCells(events, keep, spots.count * families.length);
  };

  /** All time, so that symbols keep their scale and names their place while the window moves. */
  const weigh = ({ measure }) => {
    const all = { from: -Infinity, to: Infinity, undated: true, measure };
    most = tallySpots(index, spots.count, families.length, all);
    largest = most.value.reduce((a, b) => Math.max(a, b), 1);
  };

  const count = (state, isWeighed) => {
    const { from, to } = windowOf(state);
    if (isWeighed || index.filled.length) {
      const next = state.mode === "fading"
        ? fadeSpots(index, spots.count, families.length, state)
        : tallySpots(index, spots.count, families.length, { ...state, from, to });
      if (isWeighed || !isSameTally(tally, next, index)) tally = next;
    }
    found = finder.find({ from, to, isNewest: state.newest, withUndated: state.undated });
  };

  return {
    /** Counts anew what a change of state touches. */
    update(before, state) {
      const has = (...names) => !tally || names.some((name) => before[name] !== state[name]);
      isRefilled = has(...FILTERS);
      const isWeighed = isRefilled || has("measure");
      if (isRefilled) choose(state);
      if (isWeighed) weigh(state);
      if (isWeighed || has("from", "to", "mode", "undated", "newest")) count(state, isWeighed);
    },
    /** From the first to the last day of what may be shown; ten days of 1970 where nothing is dated. */
    spanOf: (background) => spanOf(events, background) ?? spanOf(events, true) ?? WITHOUT_DATES,
    isRefilled: () => isRefilled,
    keep: () => keep,
    kept: () => finder.count,
    undated: () => finder.undated,
    /** Events in the window, in the order of the list, undated ones last: a Uint32Array, not to be changed. */
    found: () => found,
    /** How finely the place of each event is known, as a number in `REACHES`. */
    reach: () => reach,
    /** True for what has ended before the window, and fades. */
    isPast: (event, { mode, from }) => mode === "fading" && events.dated[event] === 1 && events.end[event] <= from,
    /** Those of some events that are in the window. */
    among: (numbers, state) => {
      const { from, to } = windowOf(state);
      const isIn = (event) => keep[event] && (events.dated[event] ? events.start[event] < to && events.end[event] > from : state.undated);
      return numbers.filter(isIn);
    },
    at: (spot) => found.filter((event) => events.spot[event] === spot),
    /** What is shown of the points: filters, and the window with what is past and fades. */
    choice: ({ mode, from, to, undated: withUndated }) => {
      const past = mode === "upto" ? -Infinity : mode === "fading" ? from - (to - from) : from;
      return { keep, window: { past, from: mode === "upto" ? -Infinity : from, to, undated: withUndated } };
    },
    forgetWords,
    /** The same objects as before where nothing in them has changed. */
    tallies: () => ({ tally, most, largest }),
  };
}
