// Plays the window through time: a step at a time, on a timer that waits for the frame to be painted.

import { find } from "./dom.js";

/** Milliseconds a step at speed 1: long enough to see a symbol come and go. */
const PACE = 700;

/**
 * @param {{begin: () => void, step: () => boolean, rewind: () => boolean, ended: () => void}} on
 *   step says whether there is more; rewind goes back to where playing begins, if it is to go round
 */
export function createPlayer(on) {
  let timer = 0;
  let speed = 1;
  const button = find("play");

  const schedule = () => {
    timer = setTimeout(() => requestAnimationFrame(tick), PACE / speed);
  };
  const tick = () => {
    if (!timer) return;
    if (on.step() || on.rewind()) schedule();
    else pause();
  };
  const mark = () => {
    button.classList.toggle("playing", timer !== 0);
    button.setAttribute("aria-pressed", String(timer !== 0));
  };
  const pause = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    mark();
    on.ended();
  };
  const play = () => {
    on.begin();
    schedule();
    mark();
  };

  return {
    play,
    pause,
    toggle: () => (timer ? pause() : play()),
    isPlaying: () => timer !== 0,
    setSpeed(next) {
      speed = next;
    },
  };
}
