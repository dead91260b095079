// What is in the window, in time order, a page at a time: however many events, few elements.

import { find, make } from "./dom.js";
import { follow } from "./pacing.js";
import { createSign } from "./signs.js";
import { tellTitle } from "./titles.js";
import { tellListed, tellToll, tellWhere } from "./telling.js";

const PAGE = 100;

/** Milliseconds between two drawings of the list: a hundred rows take longer than a frame. */
const PAUSE = 150;

/**
 * @param {object} data
 * @param {object} tools  the voice, and open; what has ended before the window; what the reader corrected
 */
export function createList(data, { say, calendar, range, open, isPast, isCorrected }) {
  const box = find("events");
  let shown = { found: null, since: null, limit: PAGE };
  let marked = null;
  let markedRow = null;
  let turn = 0;

  const draw = async (focusAt = -1) => {
    turn += 1;
    const mine = turn;
    const part = shown.found.slice(0, shown.limit);
    await data.texts.load(part);
    if (mine !== turn) return; // something newer is to be shown
    const scroll = box.parentElement.scrollTop;
    box.replaceChildren(...groupByDay(part), ...rest());
    box.parentElement.scrollTop = scroll;
    mark();
    if (focusAt >= 0) box.querySelectorAll("button.event")[focusAt]?.focus();
  };

  /** At once, unless the window is moving: then the list follows a few times a second. */
  const drawSoon = follow(PAUSE, () => draw());

  const groupByDay = (part) => {
    const groups = [];
    let heading = null;
    for (const event of part) {
      const listed = tellListed(data, event, calendar, say);
      if (listed.heading !== heading) {
        heading = listed.heading;
        const title = make("h3", {}, heading, ...(listed.weekday ? [" ", make("span", {}, listed.weekday)] : []));
        groups.push(make("section", { class: "day" }, title, make("ol")));
      }
      groups[groups.length - 1].lastChild.append(make("li", {}, createRow(data, event, { say, range, open, isCorrected, isPast, when: listed.hours })));
    }
    return groups;
  };

  const mark = () => {
    markedRow?.removeAttribute("aria-current");
    markedRow = marked === null ? null : box.querySelector(`[data-event="${marked}"]`);
    markedRow?.setAttribute("aria-current", "true");
    return markedRow;
  };

  const rest = () => {
    const left = shown.found.length - shown.limit;
    if (!shown.found.length) return [nothing(data, say)];
    if (left <= 0) return [];
    const at = shown.limit;
    const onclick = () => {
      shown.limit += PAGE;
      draw(at);
    };
    return [make("button", { type: "button", class: "more", onclick }, say("more", { n: Math.min(PAGE, left) }))];
  };

  return {
    /**
     * @param {Uint32Array} found  numbers of events, in the order to show
     * @param {number|null} since  before it, what is over fades
     */
    show(found, since = null) {
      const isSame = shown.found && since === shown.since && isSameList(found, shown.found, shown.limit);
      if (isSame) return;
      shown = { found, since, limit: PAGE };
      drawSoon();
    },
    /** Says the same in another language, or marks what was corrected. */
    relabel: () => shown.found && draw(),
    /** Marks the chosen row, and moves the focus to it if asked. */
    mark(event, focus) {
      marked = event;
      const row = mark();
      if (focus) (row ?? find("side")).focus();
    },
  };
}

/** True for as many events, of which those that are shown are the same. */
export function isSameList(found, before, limit) {
  return found.length === before.length && found.subarray(0, limit).every((event, at) => event === before[at]);
}

function nothing(data, say) {
  if (!data.events.count) return make("p", { class: "nothing" }, say("no_data"));
  return make("div", { class: "nothing" }, make("p", {}, say("no_events")), make("p", {}, say("no_events_hint")));
}

/** One event: sign, title, day or hours if asked for, place unless that is known, toll. */
export function createRow(data, event, { say, range, open, isPast, isCorrected, when = "", withPlace = true }) {
  const text = data.texts.of(event);
  const family = data.families[data.events.family[event]];
  const toll = tellToll(data, event, range).map(({ name, range, isNone }) =>
    make("span", { class: isNone ? "toll" : `toll ${name}` }, `${say(name)} ${range}`),
  );
  const reports = data.events.sources[event];
  return make(
    "button",
    { type: "button", class: isPast(event) ? "event past" : "event", "data-event": event, onclick: () => open(event) },
    createSign(family),
    make(
      "span",
      { class: "words" },
      make("span", { class: "title" }, tellTitle(data, event, { say, range })),
      make(
        "span",
        { class: "facts" },
        when ? make("span", {}, when) : "",
        withPlace ? make("span", { class: data.events.spot[event] < 0 ? "place unknown" : "place" }, tellWhere(data, event, say)) : "",
        ...toll,
        reports > 1 ? make("span", { class: "reports" }, say("reports", { n: reports })) : "",
        isPast(event) ? make("span", { class: "reports" }, say("past")) : "",
        isCorrected(text.id) ? make("span", { class: "corrected" }, say("corrected")) : "",
        data.events.background[event] ? make("span", { class: "reports" }, say("background")) : "",
      ),
    ),
  );
}
