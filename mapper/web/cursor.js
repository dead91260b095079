// A keyboard's way through the places on the map: a button that moves from symbol to symbol.

import { find } from "./dom.js";

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** How much farther a place counts for lying aside of the way. */
const ASIDE = 2;

/** Room around a symbol, in pixels; never smaller than a finger. */
const LEAST = 44;

/**
 * Pure: the nearest place in a direction, or -1; what lies more aside than ahead is not in it.
 * @param {{spot: number, x: number, y: number}[]} places
 */
export function nextPlace(places, from, [right, down]) {
  let best = -1;
  let least = Infinity;
  for (const { spot, x, y } of places) {
    const ahead = (x - from.x) * right + (y - from.y) * down;
    const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
    if (spot === from.spot || ahead <= 0 || aside > 1.5 * ahead) continue;
    const far = ahead + ASIDE * aside;
    if (far < least) [best, least] = [spot, far];
  }
  return best;
}

/**
 * @param {{places: () => object[], tell: (spot: number, at: number, all: number) => string,
 *   goTo: (spot: number) => void, choose: (spot: number) => void, hover: (spot: number) => void}} on
 *   places are those shown, from west to east
 */
export function createCursor(on) {
  const button = find("cursor");
  let spot = -1;

  const place = () => {
    const places = on.places();
    const at = places.findIndex((one) => one.spot === spot);
    if (at < 0) spot = places[0]?.spot ?? -1;
    const here = places[Math.max(0, at)];
    button.hidden = !here;
    if (!here) return;
    const size = Math.max(LEAST, 2 * here.radius + 14);
    button.style.width = `${size}px`;
    button.style.height = `${size}px`;
    button.style.transform = `translate(${here.x - size / 2}px, ${here.y - size / 2}px)`;
    button.setAttribute("aria-label", on.tell(spot, Math.max(0, at) + 1, places.length));
  };

  const go = (next) => {
    if (next < 0) return;
    spot = next;
    on.goTo(spot);
    on.hover(spot);
    place();
  };

  button.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const places = on.places();
    const at = places.findIndex((one) => one.spot === spot);
    const ends = { Home: 0, End: places.length - 1, PageDown: Math.min(places.length - 1, at + 1), PageUp: Math.max(0, at - 1) };
    if (event.key in DIRECTIONS) go(nextPlace(places, places[at] ?? { x: 0, y: 0, spot: -1 }, DIRECTIONS[event.key]));
    else if (event.key in ends) go(places[ends[event.key]]?.spot ?? -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  button.addEventListener("focus", () => {
    place();
    on.hover(spot);
  });
  button.addEventListener("blur", () => on.hover(-1));
  button.addEventListener("click", () => on.choose(spot));
  return { place };
}
