// One event read closely, or one place with all that happened there.

import { find, make, makeLink } from "./dom.js";
import { DAY, fromIso } from "./dates.js";
import { createSign } from "./signs.js";
import { createRow } from "./list.js";
import { createMending, placesOf, tellCorrection } from "./mending.js";
import { PRECISIONS } from "./data.js";
import { nameKind } from "./kinds.js";
import { tellTitle } from "./titles.js";
import { tellLevel, tellSpot, tellWhen } from "./telling.js";

const PAGE = 100;

/**
 * @param {object} data
 * @param {object} tools  the voice, open, openSpot, showOthers, keeper, pickPoint, isPast, isCorrected
 */
export function createPanel(data, tools) {
  const box = find("panel-body");
  let turn = 0;
  const put = (mine, ...children) => {
    if (mine !== turn) return;
    box.replaceChildren(...children.filter(Boolean));
    box.parentElement.scrollTop = 0;
  };
  return {
    async showEvent(event) {
      turn += 1;
      const mine = turn;
      await Promise.all([data.texts.documents(), data.texts.load([event])]);
      put(mine, ...tellEvent(data, event, tools));
      return box.querySelector("h2");
    },
    /** Writes anew what the reader corrected; the rest, with a form half filled in, stays. */
    showCorrections(event) {
      const corrected = tellCorrections(data.texts.of(event), tools);
      box.querySelector(".corrections")?.replaceWith(corrected);
    },
    async showSpot(spot, found, beside) {
      turn += 1;
      const mine = turn;
      await data.texts.load(found.slice(0, PAGE));
      put(mine, ...tellPlace(data, spot, found, beside, tools));
      return box.querySelector("h2");
    },
    /** Events that lie under one point of the map. */
    async showHere(found) {
      turn += 1;
      const mine = turn;
      await data.texts.load(found.slice(0, PAGE));
      const heading = make("h2", { tabindex: -1 }, tools.say("at_place", { n: found.length }));
      put(mine, heading, ...tellRows(data, found, { ...tools, withPlace: true }));
      return box.querySelector("h2");
    },
  };
}

/** Rows of events, a page at a time, and the button that brings the next page. */
function tellRows(data, found, tools) {
  const { say, calendar } = tools;
  const rows = make("ol", { class: "rows" });
  const add = (from) => {
    for (const event of found.slice(from, from + PAGE)) {
      const when = tellWhen(data, event, calendar, say);
      rows.append(make("li", {}, createRow(data, event, { ...tools, when })));
    }
  };
  add(0);
  let until = PAGE;
  const more = make("button", { type: "button", class: "more" }, say("more", { n: Math.max(0, found.length - PAGE) }));
  more.addEventListener("click", async () => {
    await data.texts.load(found.slice(until, until + PAGE));
    add(until);
    until += PAGE;
    more.textContent = say("more", { n: Math.max(0, found.length - until) });
    more.hidden = until >= found.length;
  });
  more.hidden = found.length <= PAGE;
  return [rows, more];
}

function tellPlace(data, spot, found, beside, tools) {
  const { say, language, openSpot } = tools;
  const others = beside.map((other) =>
    make("button", { type: "button", class: "chip", onclick: () => openSpot(other) }, tellSpot(data, other, say)),
  );
  return [
    make("p", { class: "overline" }, tellLevel(data, spot, say, language())),
    make("h2", { tabindex: -1 }, tellSpot(data, spot, say)),
    make("p", { class: "lead" }, say("at_place", { n: found.length })),
    createCloser(spot, null, tools),
    ...tellRows(data, found, { ...tools, withPlace: false }),
    others.length ? make("section", {}, make("h3", {}, say("also_here")), make("div", { class: "chips" }, ...others)) : null,
  ];
}

function tellEvent(data, event, tools) {
  const { say, language } = tools;
  const text = data.texts.of(event);
  const family = data.families[data.events.family[event]];
  const kind = nameKind(data.kinds[data.events.kind[event]].name, language());
  const background = data.events.background[event] ? make("p", { class: "note" }, say("background_why")) : null;
  return [
    make("p", { class: "overline" }, createSign(family), kind),
    make("h2", { tabindex: -1 }, tellTitle(data, event, tools)),
    background,
    tellCorrections(text, tools),
    tellCounts(text.counts ?? [], tools),
    tellFacts(data, event, text, tools),
    tellReports(data, text, tools),
    tellWhy(data, event, text, tools),
    text.id ? createMending(data, { event, text }, tools) : null,
  ];
}

function tellCorrections(text, tools) {
  const rows = tools.keeper.of(text.id).map((one) => tellCorrection(one, tools));
  return make("div", { class: "corrections", hidden: !rows.length }, ...rows);
}

/** Numbers first, large: what most readers come for. */
function tellCounts(counts, { say, range }) {
  if (!counts.length) return null;
  const items = counts.map(([name, low, high, wording]) =>
    make(
      "div",
      { class: high ? `count ${name}` : "count" },
      make("dt", {}, say(name)),
      make("dd", {}, range(low, high), wording ? make("q", {}, wording) : ""),
    ),
  );
  return make("dl", { class: "counts" }, ...items);
}

function tellFacts(data, event, text, tools) {
  const { say, calendar, language, openSpot } = tools;
  const spot = data.events.spot[event];
  const rows = [[say("when"), ...tellDay(data, event, calendar, say)]];
  if (spot < 0) rows.push([say("where"), make("span", { class: "unknown" }, say("nowhere"))]);
  else {
    const button = make("button", { type: "button", class: "link", onclick: () => openSpot(spot) }, tellSpot(data, spot, say));
    rows.push([say("where"), button, soft(tellLevel(data, spot, say, language())), tellWording(text, data.spots.name[spot]), createCloser(spot, event, tools)]);
    if (text.location) rows.push([say("precision"), ...tellPrecision(data, spot, text.location, say)]);
  }
  if (text.weapon) rows.push([say("weapon"), text.weapon]);
  if (text.actors?.length) rows.push([say("actors"), text.actors.join(", ")]);
  const pairs = rows.map(([name, ...values]) => make("div", {}, make("dt", {}, name), make("dd", {}, ...values.filter(Boolean))));
  return make("dl", { class: "details" }, ...pairs);
}

/** The button that brings the map near. */
function createCloser(spot, event, { say, closeUp }) {
  return make("button", { type: "button", class: "chip closer", onclick: () => closeUp(spot, event) }, say("zoom_to"));
}

function soft(words) {
  return make("span", { class: "soft" }, words);
}

function tellWording(text, name) {
  const wording = text.location?.wording;
  return wording && wording !== name ? soft(`“${wording}”`) : null;
}

function tellDay(data, event, calendar, say) {
  const { events } = data;
  const words = tellWhen(data, event, calendar, say);
  if (!events.dated[event]) return [make("span", { class: "unknown" }, words)];
  const isDay = events.end[event] - events.start[event] === DAY;
  const weekday = isDay ? soft(calendar.weekday(events.start[event] / DAY)) : null;
  return [words, weekday, soft(say(`known_${PRECISIONS[events.precision[event]]}`))];
}

/** The two code books' precision, in words, and the reach in kilometres. */
function tellPrecision(data, spot, location, say) {
  const metres = data.spots.radius[spot];
  const reach = metres >= 1000 ? soft(say("within", { km: Math.round(metres / 1000) })) : null;
  return [
    say(`geo_${location.geo}`),
    reach,
    soft(`${say("code_acled", { code: location.geo })} · ${say("code_ucdp", { code: location.prec })}: ${say(`prec_${location.prec}`)}`),
  ];
}

/** Every report on its own: its sentence, its numbers, its source. */
function tellReports(data, text, tools) {
  const { say } = tools;
  const told = text.told?.length ? text.told : [text];
  const quotes = told.flatMap((report) =>
    (report.evidence ?? []).map((evidence) => tellReport(data, report, evidence, tools, told.length > 1)),
  );
  return make("section", { class: "reports" }, make("h3", {}, say("reports", { n: quotes.length })), ...quotes);
}

function tellReport(data, report, [document_, before, quote, after], { say, calendar, range }, withCounts) {
  const [source, published, address] = data.texts.document(document_) ?? ["", "", ""];
  const counts = report.counts ?? [];
  const numbers = counts.map(([name, low, high]) => `${say(name).toLocaleLowerCase()} ${range(low, high)}`);
  const day = fromIso(published);
  const wordings = counts.map(([, , , wording]) => wording).filter(Boolean);
  const link = makeLink(address, say("open_source"), make("span", { class: "hidden" }, ` (${say("opens_window")})`));
  return make(
    "figure",
    {},
    make("blockquote", { dir: "auto" }, soft(before), make("mark", {}, ...stress(quote, wordings)), soft(after)),
    make(
      "figcaption",
      {},
      make("strong", {}, source || say("no_source")),
      day === null ? "" : make("span", {}, say("published", { day: calendar.day(day / DAY) })),
      withCounts && numbers.length ? make("span", { class: "says" }, say("says", { counts: numbers.join(", ") })) : "",
      link,
    ),
  );
}

/** The quote with the words of its counts in bold. */
function stress(quote, wordings) {
  const found = wordings
    .map((wording) => [quote.toLowerCase().indexOf(wording.toLowerCase()), wording.length])
    .filter(([at]) => at >= 0)
    .sort(([a], [b]) => a - b);
  const parts = [];
  let at = 0;
  for (const [start, length] of found) {
    if (start < at) continue;
    parts.push(quote.slice(at, start), make("b", {}, quote.slice(start, start + length)));
    at = start + length;
  }
  return [...parts, quote.slice(at)];
}

function tellWhy(data, event, text, { say, showOthers }) {
  const location = text.location;
  const reasons = [...(location?.reasons ?? [])];
  const steps = text.reasons ?? [];
  if (!location && !steps.length) return null;
  const others = (location?.others ?? []).map(([name, country, level, , , score]) =>
    make("li", {}, name, soft([say(`level_${level}`), country].filter(Boolean).join(", ")), make("span", { class: "score" }, `${Math.round(score * 100)} %`)),
  );
  const ontoggle = ({ target }) => showOthers(target.open ? placesOf(text) : [], data.events.spot[event]);
  return make(
    "details",
    { class: "why", ontoggle },
    make("summary", {}, say("why")),
    location ? make("p", {}, make("strong", {}, say("score", { percent: Math.round(location.score * 100) }))) : null,
    reasons.length ? make("ul", {}, ...reasons.map((reason) => make("li", {}, reason))) : null,
    others.length ? make("h4", {}, say("others")) : null,
    others.length ? make("ol", { class: "others" }, ...others) : null,
    steps.length ? make("h4", {}, say("reasons")) : null,
    steps.length ? make("ul", {}, ...steps.map((step) => make("li", {}, step))) : null,
  );
}
