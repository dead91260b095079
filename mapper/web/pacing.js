// When things are done that can wait: after a pause, or after the frame in which the map moves.

/** Milliseconds that what follows leaves to the map: about a frame. */
const AFTER = 16;

/** A function that acts once when it has not been called for a while. */
export function later(milliseconds, act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}

/**
 * A function that acts a moment after the frame that is due, so that the map need not wait for it; called again
 * and again, it acts once in `pause` milliseconds, the last time after the last call.
 */
export function follow(pause, act) {
  let isDue = false;
  let last = -Infinity;
  const run = () => {
    isDue = false;
    last = performance.now();
    act();
  };
  const schedule = () => requestAnimationFrame(() => setTimeout(run, AFTER));
  return () => {
    if (isDue) return;
    isDue = true;
    const left = last + pause - performance.now();
    if (left > 0) setTimeout(schedule, left);
    else schedule();
  };
}
