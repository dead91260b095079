// Filters by source, actor, precision, confidence and number killed, and the chips that say which are on.

import { REACHES } from "./choosing.js";
import { find, make } from "./dom.js";

const SURE = [0, 0.5, 0.7, 0.8, 0.9];
const KILLED = [0, 1, 5, 10, 25, 50, 100, 500, 1000];

/** More names than this no one scrolls through; the search finds the others. */
const MOST_NAMES = 1000;

/** What all filters are when none is on. */
export const NO_FILTERS = { coarse: new Set(), killed: 0, source: "", actor: "", sure: 0 };

/**
 * @param {object} data
 * @param {{say: Function, filter: (changes: object) => void, reach: () => Uint8Array, factsOf: Function}} tools
 */
export function createFilters(data, { say, filter, reach, factsOf }) {
  const selects = {};
  const boxes = [];
  let names = null;
  let state = null;

  const select = (name, word, values, words) => {
    const options = values.map((value) => make("option", { value }, words(value)));
    const onchange = ({ target }) => filter({ [name]: typeof values[0] === "number" ? Number(target.value) : target.value });
    selects[name] = make("select", { onchange }, ...options);
    return make("label", { class: "labelled" }, make("span", {}, say(word)), selects[name]);
  };

  const toggle = (number) => {
    const next = new Set(state.coarse);
    if (!next.delete(number)) next.add(number);
    filter({ coarse: next });
  };

  const precision = () => {
    const counts = REACHES.map(() => 0);
    for (const one of reach()) counts[one] += 1;
    const rows = REACHES.flatMap((name, number) => {
      if (!counts[number]) return [];
      const input = make("input", { type: "checkbox", onchange: () => toggle(number) });
      boxes.push({ input, number });
      return [make("label", { class: "choice" }, input, make("span", { class: "name" }, say(`reach_${name}`)), make("span", { class: "number" }, String(counts[number])))];
    });
    return make("fieldset", {}, make("legend", {}, say("precision")), ...rows);
  };

  const build = () => {
    boxes.length = 0;
    const any = (word) => (value) => value || say(word);
    const most = data.events.killed.high.reduce((so, killed) => Math.max(so, killed), 0);
    const steps = KILLED.filter((least) => least <= most);
    const fields = [
      select("source", "source", ["", ...(names?.sources ?? [])], any("any_source")),
      names?.actors.length === 0 ? null : select("actor", "actor", ["", ...(names?.actors ?? [])], any("any_actor")),
      precision(),
      select("sure", "confidence", SURE, (value) => (value ? say("at_least_percent", { n: Math.round(value * 100) }) : say("any"))),
      steps.length > 1 ? select("killed", "killed", steps, (value) => (value ? say("at_least", { n: value }) : say("any"))) : null,
    ];
    find("filter-fields").replaceChildren(...fields.filter(Boolean));
    if (state) mark();
  };

  /** Sources and actors stand in the texts, which are opened when somebody asks. */
  find("filters").addEventListener("toggle", async ({ target }) => {
    if (!target.open || names) return;
    await data.texts.loadAll();
    names = namesOf(data.events.count, factsOf);
    build();
  });

  const mark = () => {
    for (const [name, field] of Object.entries(selects)) {
      const value = String(state[name]);
      if (![...field.options].some((option) => option.value === value)) field.append(make("option", { value }, value));
      field.value = value;
    }
    for (const { input, number } of boxes) input.checked = !state.coarse.has(number);
  };

  build();
  return {
    show(next) {
      state = next;
      mark();
    },
    relabel: build,
  };
}

/** Who tells and who acts, those in most events first. */
function namesOf(count, factsOf) {
  const sources = new Map();
  const actors = new Map();
  for (let event = 0; event < count; event += 1) {
    const facts = factsOf(event);
    for (const name of new Set(facts.sources)) if (name) sources.set(name, (sources.get(name) ?? 0) + 1);
    for (const name of new Set(facts.actors)) actors.set(name, (actors.get(name) ?? 0) + 1);
  }
  const ordered = (counts) => [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name]) => name).slice(0, MOST_NAMES);
  return { sources: ordered(sources), actors: ordered(actors) };
}

/** Chips above the list: what is filtered, each with a way to take it off. */
export function showChips(box, state, { say, filter }) {
  const on = [];
  const add = (words, changes) => on.push({ words, changes });
  if (state.query.trim()) add(`“${state.query.trim()}”`, { query: "" });
  if (state.hidden.size) add(say("kinds_hidden", { n: state.hidden.size }), { hidden: new Set() });
  if (state.source) add(state.source, { source: "" });
  if (state.actor) add(state.actor, { actor: "" });
  if (state.coarse.size) add(say("precisions_hidden", { n: state.coarse.size }), { coarse: new Set() });
  if (state.sure) add(`${say("confidence")}: ${say("at_least_percent", { n: Math.round(state.sure * 100) })}`, { sure: 0 });
  if (state.killed) add(`${say("killed")}: ${say("at_least", { n: state.killed })}`, { killed: 0 });
  const chips = on.map(({ words, changes }) =>
    make("button", { type: "button", class: "chip", "aria-label": say("clear_filter", { filter: words }), onclick: () => filter(changes) }, make("span", { class: "value" }, words), make("span", { "aria-hidden": "true" }, "×")),
  );
  box.replaceChildren(...chips);
  box.hidden = !on.length;
}
