// How the time window moves: by buttons, by presets, by playing. Knows the state by what it is handed.

import { shift } from "./dates.js";
import { createPlayer } from "./player.js";
import { firstWindow, isWhole, lastWindow, nextWindow, presetWindow, previousWindow, stepWindow } from "./playing.js";

/**
 * @param {{state: () => object, span: () => object, unit: () => string, change: Function, announce: () => void}} core
 */
export function createMoves({ state, span, unit, change, announce }) {
  /** Where playing begins: at the start of time, or at its end when it runs backwards. */
  const begin = () => {
    const { mode, from, to, reverse } = state();
    if (mode === "upto") change({ from: span().from, to: reverse ? span().to : shift(span().from, unit(), 1) }, { quiet: true });
    else if (isWhole(state(), span())) change(reverse ? lastWindow(span(), unit()) : firstWindow(span(), unit()), { quiet: true });
    else if (reverse) change({ from: span().to - (to - from), to: span().to }, { quiet: true });
    else change({ from: span().from, to: span().from + (to - from) }, { quiet: true });
  };

  const player = createPlayer({
    begin() {
      const { from, to, mode, reverse } = state();
      const isAtEnd = reverse ? nextStep() === null : to >= span().to;
      const isAllShown = mode !== "upto" && isWhole({ from, to }, span());
      if (isAtEnd || isAllShown) begin();
    },
    step() {
      const next = nextStep();
      if (next) change(next, { quiet: true });
      return next !== null;
    },
    rewind() {
      if (state().loop) begin();
      return state().loop;
    },
    ended: announce,
  });

  const nextStep = () => (state().reverse ? previousWindow : nextWindow)(state(), unit(), span());

  const moveTo = ({ from, to }) => {
    player.pause();
    change({ from, to });
  };

  return {
    player,
    moveTo,
    stepWindow: (count) => moveTo(stepWindow(state(), count, unit(), span())),
    showPreset: (name) => moveTo(presetWindow(name, span())),
  };
}
