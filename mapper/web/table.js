// What is visible, as a table: the same events as the list and the map, sorted as the reader likes.

import { DAY } from "./dates.js";
import { find, make } from "./dom.js";
import { createSign } from "./signs.js";
import { tellListed, tellWhere } from "./telling.js";
import { tellTitle } from "./titles.js";
import { nameKind } from "./kinds.js";

const PAGE = 100;

const COLUMNS = ["when", "kind", "title_column", "where", "precision", "killed", "injured", "reports_column"];

/** Columns of numbers: the largest first, at the first press. */
const NUMBERS = new Set(["killed", "injured", "reports_column"]);

/** @param {object} data @param {object} tools  the voice, open, reach */
export function createTable(data, { say, calendar, range, language, open, reach, reachName }) {
  const { events } = data;
  let shown = { found: new Uint32Array(0), limit: PAGE };
  let sort = { by: "when", isDown: true };
  let marked = null;
  let turn = 0;
  let isOn = false;

  const known = (count) => (count < 0 ? Infinity : count);
  const titleOf = (event) => tellTitle(data, event, { say, range });
  const values = {
    when: (event) => (events.dated[event] ? events.start[event] : Infinity),
    kind: (event) => nameKind(data.kinds[events.kind[event]].name, language()),
    title_column: titleOf,
    where: (event) => tellWhere(data, event, say),
    precision: (event) => reach()[event],
    killed: (event) => known(events.killed.high[event]),
    injured: (event) => known(events.injured.high[event]),
    reports_column: (event) => events.sources[event],
  };

  const dayOf = (event) => Math.floor(events.start[event] / DAY);
  const isOneDay = (event) => events.dated[event] && events.end[event] <= (dayOf(event) + 1) * DAY;
  const toll = (event, name) => {
    const low = events[name].low[event];
    return low < 0 ? "" : range(low, events[name].high[event]);
  };

  const row = (event) => {
    const kind = values.kind(event);
    const listed = tellListed(data, event, calendar, say);
    const number = (words) => make("td", { class: "number" }, words);
    return make(
      "tr",
      { "data-event": event, "aria-current": event === marked ? "true" : null },
      make("td", {}, isOneDay(event) ? calendar.shortDay(dayOf(event)) : listed.heading, listed.hours ? make("span", { class: "soft" }, ` ${listed.hours}`) : ""),
      make("td", {}, make("span", { class: "kind" }, createSign(data.families[events.family[event]]), make("span", {}, kind))),
      make("th", { scope: "row" }, make("button", { type: "button", onclick: () => open(event) }, titleOf(event))),
      make("td", {}, make("span", { class: "place" }, tellWhere(data, event, say))),
      make("td", {}, reachName(event)),
      number(toll(event, "killed")),
      number(toll(event, "injured")),
      number(String(events.sources[event])),
    );
  };

  const head = () => {
    const cells = COLUMNS.map((name) => {
      const isSorted = name === sort.by;
      const way = isSorted ? (sort.isDown ? "descending" : "ascending") : null;
      const mark = make("span", { class: "arrow", "aria-hidden": "true" }, isSorted ? (sort.isDown ? "↓" : "↑") : "");
      const button = make("button", { type: "button", "data-column": name, onclick: () => press(name) }, say(name), mark);
      return make("th", { scope: "col", "aria-sort": way, class: NUMBERS.has(name) ? "number" : null }, button);
    });
    find("table-head").replaceChildren(make("tr", {}, ...cells));
  };

  const press = async (name) => {
    sort = { by: name, isDown: name === sort.by ? !sort.isDown : NUMBERS.has(name) || name === "when" };
    await draw();
    find("table-head").querySelector(`[data-column="${name}"]`)?.focus();
  };

  const draw = async () => {
    turn += 1;
    const mine = turn;
    if (sort.by === "title_column") await data.texts.loadAll();
    const sorted = sortEvents(shown.found, values[sort.by], sort.isDown, language());
    const part = sorted.slice(0, shown.limit);
    await data.texts.load(part);
    if (mine !== turn || !isOn) return;
    head();
    find("table-caption").textContent = say("events", { n: shown.found.length });
    find("table-body").replaceChildren(...part.map(row), ...rest(sorted.length));
  };

  const rest = (all) => {
    const cell = (...content) => [make("tr", {}, make("td", { colspan: COLUMNS.length }, ...content))];
    if (!all) return cell(say("no_events"));
    if (all <= shown.limit) return [];
    const onclick = () => {
      shown.limit += PAGE;
      draw();
    };
    return cell(make("button", { type: "button", class: "more", onclick }, say("more", { n: Math.min(PAGE, all - shown.limit) })));
  };

  return {
    /** @param {Uint32Array} found  the same array while nothing changes @param {{table: boolean, event: number|null}} state */
    show(found, state) {
      const wasOn = isOn;
      isOn = state.table;
      find("table").hidden = !isOn;
      find("stage").inert = isOn;
      if (marked !== state.event) {
        marked = state.event;
        for (const one of find("table-body").querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
        find("table-body").querySelector(`[data-event="${marked}"]`)?.setAttribute("aria-current", "true");
      }
      const isSame = found === shown.found;
      if (!isSame) shown = { found, limit: PAGE };
      if (isOn && !(isSame && wasOn)) draw();
    },
    relabel: () => isOn && draw(),
  };
}

/** Pure: events by a value; unknown ones (infinite) last either way, equal ones as they came. */
export function sortEvents(found, valueOf, isDown, language) {
  const collator = new Intl.Collator(language, { numeric: true });
  const isKnown = (value) => typeof value === "string" || Number.isFinite(value);
  const compare = (a, b) => (typeof a === "string" ? collator.compare(a, b) : a - b);
  const keyed = Array.from(found, (event) => ({ event, value: valueOf(event) }));
  keyed.sort((a, b) => isKnown(b.value) - isKnown(a.value) || (isKnown(a.value) ? compare(a.value, b.value) * (isDown ? -1 : 1) : 0));
  return keyed.map(({ event }) => event);
}
