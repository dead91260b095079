// The legend, which is also the filter by family and kind: counts, signs, and what shapes mean.

import { find, make } from "./dom.js";
import { createSign } from "./signs.js";
import { nameKind } from "./kinds.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {object} data
 * @param {{say: Function, language: () => string, hide: (hidden: Set<number>) => void}} tools
 */
export function createLegend(data, { say, language, hide }) {
  const kinds = data.kinds.map((kind, number) => ({ ...kind, number, count: 0 }));
  for (const kind of data.events.kind) kinds[kind].count += 1;
  const families = data.families
    .map((name, family) => ({ name, kinds: kinds.filter((kind) => kind.family === family) }))
    .filter((family) => family.kinds.length);
  let hidden = new Set();

  const toggle = (numbers) => {
    const isAllHidden = numbers.every((number) => hidden.has(number));
    const next = new Set(hidden);
    for (const number of numbers) {
      if (isAllHidden) next.delete(number);
      else next.add(number);
    }
    hide(next);
  };

  let boxes = [];
  const check = (numbers, ...label) => {
    const input = make("input", { type: "checkbox", onchange: () => toggle(numbers) });
    boxes.push({ input, numbers });
    return make("label", {}, input, ...label);
  };
  const row = (family) => {
    const numbers = family.kinds.map(({ number }) => number);
    const total = family.kinds.reduce((sum, { count }) => sum + count, 0);
    const own = check(numbers, createSign(family.name), make("span", { class: "name" }, say(`family_${family.name}`)), make("span", { class: "number" }, String(total)));
    const single = family.kinds.length === 1;
    const parts = family.kinds.map((kind) =>
      make("li", {}, check([kind.number], make("span", { class: "name" }, nameKind(kind.name, language())), make("span", { class: "number" }, String(kind.count)))),
    );
    return make("li", {}, own, single ? "" : make("details", {}, make("summary", { "aria-label": say(`family_${family.name}`) }), make("ul", {}, ...parts)));
  };

  const mark = () => {
    for (const { input, numbers } of boxes) {
      const off = numbers.filter((number) => hidden.has(number)).length;
      input.checked = off === 0;
      input.indeterminate = off > 0 && off < numbers.length;
    }
  };

  const build = () => {
    boxes = [];
    find("families").replaceChildren(...families.map(row));
    find("shapes").replaceChildren(...shapesOf(data).map((shape) => createKey(shape, say)));
    mark();
  };

  build();
  return {
    show(next) {
      hidden = next;
      mark();
    },
    relabel: build,
  };
}

/** From so many places on they may be too close together to be told apart. */
const MANY_PLACES = 400;

/** The shapes that this map has: dots and hexagons where events have coordinates of their own. */
function shapesOf({ points, events, spots }) {
  const towns = ["point", "mixed", "near", "area"];
  const places = spots.count > MANY_PLACES ? [...towns, "hexagon"] : towns;
  if (!points) return places;
  return points.count === events.count ? ["dot", "hexagon"] : ["dot", "hexagon", ...towns];
}

/** One row of the legend's lower half: a shape and what it means. */
function createKey(shape, say) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 28 20");
  drawing.setAttribute("class", `key ${shape}`);
  drawing.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of KEYS[shape]) {
    const part = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
    drawing.append(part);
  }
  return make("li", {}, drawing, make("span", {}, say(`shape_${shape}`)));
}

const KEYS = {
  dot: [["circle", { cx: "8", cy: "12", r: "3", class: "fill" }], ["circle", { cx: "19", cy: "7", r: "3", class: "fill second" }]],
  hexagon: [
    ["path", { d: "M14 2 20.9 6V10H7.1V6Z", class: "fill second" }],
    ["path", { d: "M7.1 10H20.9V14L14 18 7.1 14Z", class: "fill" }],
  ],
  point: [["circle", { cx: "6", cy: "12", r: "4", class: "fill" }], ["circle", { cx: "19", cy: "10", r: "8", class: "fill" }]],
  mixed: [
    ["path", { d: "M14 10V2a8 8 0 0 1 6.9 12Z", class: "fill" }],
    ["path", { d: "M14 10 20.9 14A8 8 0 1 1 14 2Z", class: "fill second" }],
  ],
  near: [["circle", { cx: "14", cy: "10", r: "8", class: "ring" }]],
  area: [["path", { d: "M4 6 12 2 24 5 25 14 15 18 6 16Z", class: "area" }]],
};
