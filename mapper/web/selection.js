// What the state of the page selects: which events, how many of them where. No DOM.

import { foldText, keepEvents, tallySpots, windowOf } from "./choosing.js";
import { findInWindow, indexCells } from "./counting.js";
import { DAY } from "./dates.js";
import { spanOf } from "./playing.js";

const WITHOUT_DATES = { from: 0, to: 10 * DAY, unit: "day" };

/** @param {(event: number) => string} wordsOf  all that a search looks at */
export function createSelection(data, wordsOf) {
  const { events, spots, families } = data;
  const folded = new Map();
  let keep = null;
  let kept = 0;
  let undated = 0;
  let index = null;
  let most = null;
  let largest = 1;
  let tally = null;
  let found = [];
  let isRefilled = false;

  const textOf = (event) => {
    if (!data.texts.isReady(event)) return "";
    if (!folded.has(event)) folded.set(event, foldText(wordsOf(event)));
    return folded.get(event);
  };

  const choose = (state) => {
    keep = keepEvents(events, state, textOf);
    kept = keep.reduce((sum, is) => sum + is, 0);
    undated = keep.reduce((sum, is, event) => sum + (is && !events.dated[event] ? 1 : 0), 0);
    index = indexCells(events, keep, spots.count * families.length);
  };

  /** All time, so that symbols keep their scale and names their place while the window moves. */
  const weigh = ({ measure }) => {
    const all = { from: -Infinity, to: Infinity, undated: true, measure };
    most = tallySpots(index, spots.count, families.length, all);
    largest = most.value.reduce((a, b) => Math.max(a, b), 1);
  };

  const count = (state) => {
    const { from, to } = windowOf(state);
    tally = tallySpots(index, spots.count, families.length, { ...state, from, to });
    const all = findInWindow(events, keep, from, to, state.undated);
    const dated = all.filter((event) => events.dated[event]);
    if (state.newest) dated.reverse();
    found = [...dated, ...all.filter((event) => !events.dated[event])];
  };

  return {
    /** Counts anew what a change of state touches. */
    update(before, state) {
      const has = (...names) => !tally || names.some((name) => before[name] !== state[name]);
      isRefilled = has("hidden", "background", "query");
      const isWeighed = isRefilled || has("measure");
      if (isRefilled) choose(state);
      if (isWeighed) weigh(state);
      if (isWeighed || has("from", "to", "mode", "undated", "newest")) count(state);
    },
    /** From the first to the last day of what may be shown; ten days of 1970 where nothing is dated. */
    spanOf: (background) => spanOf(events, background) ?? spanOf(events, true) ?? WITHOUT_DATES,
    isRefilled: () => isRefilled,
    keep: () => keep,
    kept: () => kept,
    undated: () => undated,
    /** Events in the window, in the order of the list; undated ones last. */
    found: () => found,
    at: (spot) => found.filter((event) => events.spot[event] === spot),
    tallies: () => ({ tally, most, largest }),
  };
}
