// Puts the parts together: one state, one way in (change), one way out (show).

import { readAddress, writeAddress } from "./address.js";
import { createAtlas } from "./atlas.js";
import { createControls } from "./controls.js";
import { readData } from "./data.js";
import { createCalendar, prettyUnit, shift, DAY, UNITS } from "./dates.js";
import { find } from "./dom.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createPanel } from "./panel.js";
import { createPlayer } from "./player.js";
import { clampWindow, firstWindow, isWhole, moveWindow, nextWindow } from "./playing.js";
import { createSelection } from "./selection.js";
import { tellWhere } from "./telling.js";
import { createTimeline } from "./timeline.js";
import { createSpeaker } from "./words.js";

const MOST_STEPS = 60;

/** Whose habit of writing dates a language follows: day, month in letters, year cannot be misread. */
const CALENDARS = { en: "en-GB" };

async function start() {
  const language = document.documentElement.lang;
  const say = createSpeaker(language);
  const calendar = createCalendar(CALENDARS[language] ?? language);
  putWords(say);
  try {
    const data = await readData((id) => find(id).textContent);
    open(data, { say, calendar, language });
  } catch (error) {
    find("failed").textContent = say("failed");
    find("failed").hidden = false;
    throw error;
  }
}

/** Puts the interface's words where the skeleton names them. */
function putWords(say) {
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.classList.contains("icon")) element.title = say(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = say(element.dataset.hint);
}

function open(data, { say, calendar, language }) {
  const selection = createSelection(data, (event) => wordsOf(data, event, say));
  const opening = openingOf(data, selection.spanOf(false));
  let state = { ...opening };
  let span = selection.spanOf(false);
  let opened = "";
  const unit = () => state.unit || stepOf(span);

  const change = (changes, { quiet = false } = {}) => {
    const before = state;
    state = { ...state, ...changes };
    if (before.background !== state.background) stretch(before);
    selection.update(before, state);
    show(before, quiet);
  };

  /** Background events reach further back: the whole of time is longer with them. */
  const stretch = (before) => {
    const wasWhole = isWhole(before, span);
    span = selection.spanOf(state.background);
    state = { ...state, ...(wasWhole ? boundsOf(span) : clampWindow(state, span, DAY)) };
  };

  const moveTo = ({ from, to }) => {
    player.pause();
    change({ from, to });
  };

  const chooseSpots = (picked) => {
    if (!picked.length) return;
    const [spot, ...beside] = picked;
    const here = selection.at(spot);
    if (here.length === 1 && !beside.length) change({ event: here[0], spot: null, beside: [] });
    else change({ event: null, spot, beside });
  };

  const close = () => {
    const { event, spot } = state;
    if (event !== null && spot !== null) {
      change({ event: null });
      return;
    }
    change({ event: null, spot: null, beside: [] });
    if (event !== null) list.mark(event, true);
    else find("side").focus();
  };

  /** Later events are above when the newest come first. */
  const stepEvent = (count) => {
    const found = selection.found();
    if (!found.length) return;
    const at = found.indexOf(state.event);
    const next = at < 0 ? 0 : at + (state.newest ? -count : count);
    if (next >= 0 && next < found.length) change({ event: found[next] });
  };

  const search = async (query) => {
    if (query.trim()) await data.texts.loadAll();
    change({ query });
  };

  const player = createPlayer({
    begin() {
      if (state.to < span.to) return;
      if (state.mode === "upto") change({ to: shift(span.from, unit(), 1) });
      else if (isWhole(state, span)) change(firstWindow(span, unit()));
      else change({ from: span.from, to: span.from + (state.to - state.from) });
    },
    step() {
      const next = nextWindow(state, unit(), span);
      if (next) change(next, { quiet: true });
      return next !== null;
    },
    ended: () => announce(),
  });
  const acts = {
    state: () => state,
    change,
    search,
    close,
    stepEvent,
    player,
    showAllTime: () => moveTo(span),
    moveWindow: (count) => moveTo(moveWindow(state, count, unit(), span)),
  };
  const atlas = createAtlas(window[document.querySelector(".folium-map").id], data, say, {
    choose: chooseSpots,
    moved: () => remember(),
  });
  const timeline = createTimeline(data, calendar, { move: moveTo, stepUnit: unit });
  const openEvent = (event) => change({ event });
  const list = createList(data, { say, calendar, open: openEvent });
  const openSpot = (spot) => change({ event: null, spot, beside: [] });
  const panel = createPanel(data, { say, calendar, language, open: openEvent, openSpot });
  const legend = createLegend(data, { say, hide: (hidden) => change({ hidden }) });
  const controls = createControls(data, { say, calendar, atlas, timeline, acts });

  const showPanel = async (before) => {
    const { event, spot } = state;
    const found = selection.found();
    const here = event === null && spot !== null ? selection.at(spot) : [];
    const key = event === null && spot === null ? "" : `${event} ${spot} ${here.length} ${here[0]}`;
    controls.showPanel(state, found);
    if (key === opened || !key) {
      opened = key;
      return;
    }
    opened = key;
    const heading = await (event === null ? panel.showSpot(spot, here, state.beside) : panel.showEvent(event));
    const isNew = before.event !== event || before.spot !== spot;
    if (isNew && !player.isPlaying()) heading?.focus({ preventScroll: true });
  };

  const show = (before, quiet) => {
    const chosen = state.event === null ? (state.spot ?? -1) : data.events.spot[state.event];
    if (selection.isRefilled()) timeline.fill(selection.keep(), span);
    timeline.show(state);
    atlas.show({ ...selection.tallies(), chosen });
    list.show(selection.found());
    list.mark(state.event, false);
    legend.show(state.hidden);
    showPanel(before);
    if (chosen >= 0 && (before.event !== state.event || before.spot !== state.spot)) atlas.goTo(chosen);
    controls.show(state, { span, unit: stepOf(span), found: selection.found().length, kept: selection.kept(), undated: selection.undated() });
    remember();
    if (!quiet) announce();
  };

  const announce = later(400, () => {
    const { from, to } = state.mode === "upto" ? { from: span.from, to: state.to } : state;
    const events = say("events", { n: selection.found().length });
    find("live").textContent = say("announce", { events, span: calendar.span(from, to) });
  });

  const remember = later(300, () => {
    const text = writeAddress(state, { ...opening, ...boundsOf(span) }, data.kinds);
    if (text === location.hash.slice(1)) return;
    try {
      history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    } catch {
      // A frame without an origin has no address of its own to write.
    }
  });

  const asked = readAddress(location.hash, opening, data);
  const within = selection.spanOf(asked.background);
  change({ ...readAddress(location.hash, { ...opening, ...boundsOf(within) }, data), query: "" });
  atlas.fit(false);
  if (asked.query) search(asked.query);
}

/** How the page opens, when its address says nothing else. */
function openingOf(data, span) {
  return {
    ...boundsOf(span), mode: "window", unit: "", undated: !data.events.dated.some(Boolean),
    hidden: new Set(), background: false, query: "", newest: true, measure: "events",
    event: null, spot: null, beside: [],
  };
}

function boundsOf({ from, to }) {
  return { from, to };
}

/** Steps that read well: some dozens in all, but never finer than the bars. */
function stepOf({ from, to, unit }) {
  const step = prettyUnit(from, to, MOST_STEPS);
  const order = UNITS.map(([name]) => name);
  return order[Math.max(order.indexOf(step), order.indexOf(unit))];
}

/** A function that acts once when it has not been called for a while. */
function later(milliseconds, act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}

/** All that a search looks at: title, place, weapon, actors, sources. */
function wordsOf(data, event, say) {
  const text = data.texts.of(event);
  const sources = (text.evidence ?? []).map(([document_]) => data.texts.source(document_));
  return [text.title, tellWhere(data, event, say), text.location?.wording, text.weapon, ...(text.actors ?? []), ...sources]
    .filter(Boolean)
    .join(" ");
}

start();
