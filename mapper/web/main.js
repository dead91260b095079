// Puts the parts together: one state, one way in (change), one way out (show).

import { readAddress, readSetting, writeAddress } from "./address.js";
import { createAtlas } from "./atlas.js";
import { createControls } from "./controls.js";
import { createCursor } from "./cursor.js";
import { readData } from "./data.js";
import { coarser, DAY, prettyUnit } from "./dates.js";
import { find } from "./dom.js";
import { followExports } from "./exports.js";
import { createFilters, NO_FILTERS } from "./filters.js";
import { REACHES } from "./choosing.js";
import { createKeeper } from "./keeping.js";
import { createLegend } from "./legend.js";
import { createList } from "./list.js";
import { createCorrectionsSheet } from "./mending.js";
import { createMoves } from "./moving.js";
import { follow as following, later } from "./pacing.js";
import { createPanel } from "./panel.js";
import { clampWindow, isWhole, stepFor } from "./playing.js";
import { createSelection } from "./selection.js";
import { createTable } from "./table.js";
import { tellSpot, tellWhere } from "./telling.js";
import { tellTitle } from "./titles.js";
import { addTiles } from "./tiles.js";
import { createTimeline } from "./timeline.js";
import { chooseLanguage, createVoice } from "./voice.js";

const MOST_STEPS = 60;

/** Milliseconds between two times that words follow a window that moves: faster than that, nobody reads them. */
const WORDS_PAUSE = 100;

async function start() {
  const setting = readSetting(location.hash);
  const voice = createVoice(chooseLanguage(setting.language, navigator.languages));
  document.body.classList.toggle("embed", setting.embed || readSetting(location.search).embed);
  putWords(voice);
  try {
    const data = await readData((id) => find(id).textContent);
    open(data, voice, setting);
  } catch (error) {
    find("failed").textContent = voice.say("failed");
    find("failed").hidden = false;
    throw error;
  }
}

/** Puts the interface's words where the skeleton names them, and turns it the way they are read. */
function putWords({ say, language, direction }) {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.classList.contains("icon")) element.title = say(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = say(element.dataset.hint);
}

function open(data, voice, setting) {
  const { say, calendar } = voice;
  const factsOf = (event) => tellFacts(data, event);
  const selection = createSelection(data, (event) => wordsOf(data, event, voice), factsOf);
  const opening = openingOf(data, selection.spanOf(false));
  let state = { ...opening };
  let span = selection.spanOf(false);
  let opened = "";
  let news = "";
  let chosenLanguage = setting.language && voice.language() === setting.language ? setting.language : "";
  const unit = () => state.unit || stepOf(span);
  const fittingUnit = () => stepFor(state, span, stepOf(span));
  const stride = () => state.unit || fittingUnit();

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

  /** Some filters look at texts, which are opened when they are needed. */
  const filter = async (changes) => {
    const { query, source, actor, sure } = { ...state, ...changes };
    if (query.trim() || source || actor || sure) await data.texts.loadAll();
    change(changes);
  };

  const chooseSpots = (picked) => {
    if (!picked.length) return;
    const [spot, ...beside] = picked;
    const here = selection.at(spot);
    if (here.length === 1 && !beside.length) change({ event: here[0], spot: null, beside: [], many: null });
    else change({ event: null, spot, beside, many: null });
  };

  const close = () => {
    const { event, spot, many } = state;
    if (event !== null && (spot !== null || many !== null)) {
      change({ event: null });
      return;
    }
    change({ event: null, spot: null, beside: [], many: null });
    if (event !== null && !state.table) list.mark(event, true);
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

  const pickPoint = (take) => {
    if (state.table) change({ table: false });
    document.body.classList.add("picking");
    find("picking").hidden = false;
    atlas.pointAt((point) => {
      stopPicking();
      take(point);
    });
    document.querySelector(".folium-map").focus();
  };

  const closeUp = (spot, event) => {
    if (state.table) change({ table: false });
    atlas.closeUp(spot, event);
  };

  /** Goes near what is open, if it has a place. */
  const closeUpOpened = () => {
    const spot = state.event === null ? state.spot : data.events.spot[state.event];
    const isPoint = state.event !== null && data.events.exact?.[state.event];
    if (isPoint || (spot !== null && spot >= 0)) closeUp(spot, state.event);
  };

  const stopPicking = () => {
    const isPicking = !find("picking").hidden;
    document.body.classList.remove("picking");
    find("picking").hidden = true;
    atlas.pointAt(null);
    return isPicking;
  };

  const speak = (language) => {
    chosenLanguage = language;
    voice.speak(language);
    putWords(voice);
    selection.forgetWords();
    for (const part of [controls, legend, filters, list, table]) part.relabel();
    corrections.refresh();
    opened = "";
    timeline.recolour();
    atlas.repaint();
    show(state, true);
  };

  const isCorrected = (id) => keeper.of(id).length > 0;
  const keeper = createKeeper(find("payload").textContent.slice(-12), () => {
    corrections.refresh();
    list.relabel();
    showCorrected();
  });
  const { player, moveTo, stepWindow, showPreset } = createMoves({
    state: () => state, span: () => span, unit: stride, change, announce: () => announce(),
  });
  const tools = {
    ...voice, isCorrected, keeper, pickPoint, factsOf, filter,
    open: (event) => change({ event }),
    openSpot: (spot) => change({ event: null, spot, beside: [], many: null }),
    showOthers: (places, spot) => atlas.showOthers(places, spot),
    isPast: (event) => selection.isPast(event, state),
    reach: selection.reach,
    reachName: (event) => say(`reach_${REACHES[selection.reach()[event]]}`),
    closeUp,
    hide: (hidden) => change({ hidden }),
    found: () => selection.found(), state: () => state, span: () => span, unit, change,
    families: () => data.families,
    tell: (words) => tell(words),
  };
  const corrections = createCorrectionsSheet(data, tools);
  const acts = {
    state: () => state, change, filter, close, stepEvent, player, stepWindow, showPreset, speak, stopPicking,
    closeUp: closeUpOpened,
    toggleTable: () => change({ table: !state.table }),
    focusPlaces: () => !state.table && find("cursor").focus(),
    showCorrections: corrections.open,
  };
  /** Events under the pointer: one opens, several are listed. */
  const chooseEvents = (events) => {
    if (events.length === 1) change({ event: events[0], spot: null, beside: [], many: null });
    else if (events.length) change({ event: null, spot: null, beside: [], many: events });
  };
  const atlas = createAtlas(window[document.querySelector(".folium-map").id], data, say, {
    choose: chooseSpots,
    chooseEvents,
    chooseTogether: (spots) => chooseEvents(selection.found().filter((event) => spots.has(data.events.spot[event]))),
    moved: () => {
      remember();
      cursor.place();
    },
  });
  const cursor = createCursor({
    places: atlas.places,
    tell: (spot, at, all) => say("place_of", { place: tellSpot(data, spot, say), events: say("events", { n: selection.tallies().tally.events[spot] }), at, all }),
    goTo: (spot) => atlas.goTo(spot),
    choose: (spot) => chooseSpots([spot]),
    hover: (spot) => atlas.hover(spot),
  });
  /** Only somebody who stops can move on from place to place. */
  const placeCursor = later(200, () => cursor.place());
  const timeline = createTimeline(data, calendar, { move: moveTo, stepUnit: unit });
  const list = createList(data, tools);
  const table = createTable(data, tools);
  const panel = createPanel(data, tools);
  const legend = createLegend(data, tools);
  const filters = createFilters(data, tools);
  const controls = createControls(data, { ...voice, atlas, timeline, acts });
  addTiles(window[document.querySelector(".folium-map").id], data, controls.relabel);
  followExports(data, tools);
  corrections.refresh();

  const showPanel = async (before) => {
    const { event, spot, many } = state;
    const found = selection.found();
    const here = event !== null ? [] : spot !== null ? selection.at(spot) : selection.among(many ?? [], state);
    const key = event === null && spot === null && many === null ? "" : `${event} ${spot} ${here.length} ${here[0]}`;
    controls.showPanel(state, found);
    if (key === opened) return;
    opened = key;
    atlas.showOthers([], -1);
    stopPicking();
    if (!key) return;
    const heading = await (event !== null ? panel.showEvent(event) : spot !== null ? panel.showSpot(spot, here, state.beside) : panel.showHere(here));
    const isNew = before.event !== event || before.spot !== spot || before.many !== many;
    if (isNew && !player.isPlaying()) heading?.focus({ preventScroll: true });
  };

  const showCorrected = () => state.event !== null && panel.showCorrections(state.event);

  const show = (before, quiet) => {
    const chosen = state.event === null ? (state.spot ?? -1) : data.events.spot[state.event];
    if (selection.isRefilled()) timeline.fill(selection.keep(), span);
    timeline.show(state);
    atlas.show({ ...selection.tallies(), chosen, event: state.event, choice: selection.choice(state) });
    if (isOnlyMoved(before, state)) putInWordsSoon();
    else putInWords(before);
    if (before.event !== state.event && state.event !== null) atlas.goToEvent(state.event);
    else if (chosen >= 0 && before.spot !== state.spot) atlas.goTo(chosen);
    placeCursor();
    remember();
    if (!quiet) announce();
  };

  /** Everything but the map and the handles: while the window moves, it follows them. */
  const putInWords = (before) => {
    timeline.tell(state);
    list.show(selection.found(), state.mode === "fading" ? state.from : null);
    list.mark(state.event, false);
    table.show(selection.found(), state);
    legend.show(state.hidden);
    filters.show(state);
    showPanel(before);
    controls.show(state, { span, unit: fittingUnit(), found: selection.found().length, kept: selection.kept(), undated: selection.undated() });
  };
  const putInWordsSoon = following(WORDS_PAUSE, () => putInWords(state));

  /** Something that has just been done is told before how many events there are. */
  const tell = (words) => {
    news = words;
    announce();
  };

  const announce = later(400, () => {
    if (news) {
      find("live").textContent = news;
      news = "";
      return;
    }
    const { from, to } = state.mode === "upto" ? { from: span.from, to: state.to } : state;
    const events = say("events", { n: selection.found().length });
    find("live").textContent = say("announce", { events, span: calendar.span(from, to) });
  });

  const remember = later(300, async () => {
    if (state.event !== null) await data.texts.load([state.event]);
    const id = state.event === null ? "" : (data.texts.of(state.event).id ?? "");
    const beside = { id, position: atlas.position(), language: chosenLanguage, embed: document.body.classList.contains("embed") };
    const text = writeAddress(state, { ...opening, ...boundsOf(span) }, data, beside);
    if (text === location.hash.slice(1)) return;
    try {
      history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    } catch {
      // A frame without an origin has no address of its own to write.
    }
  });

  const follow = async (isFirst) => {
    const { background } = readAddress(location.hash, opening, data).state;
    const within = { ...opening, ...boundsOf(selection.spanOf(background)) };
    const asked = readAddress(location.hash, within, data);
    change({ ...asked.state, ...NO_FILTERS, query: "" }, { quiet: !isFirst });
    if (asked.position) atlas.look(asked.position);
    const { query, source, actor, sure, coarse, killed } = asked.state;
    await filter({ query, source, actor, sure, coarse, killed });
    const event = asked.id ? await data.texts.find(asked.id) : null;
    if (event !== null) change({ event });
  };

  atlas.fit(false);
  follow(true);
  window.addEventListener("hashchange", () => follow(false));
}

/** How the page opens, when its address says nothing else. */
function openingOf(data, span) {
  return {
    ...boundsOf(span), ...NO_FILTERS, mode: "window", unit: "", undated: !data.events.dated.some(Boolean),
    hidden: new Set(), background: false, query: "", newest: true, measure: "events",
    event: null, spot: null, beside: [], many: null, table: false, reverse: false, loop: false,
  };
}

function boundsOf({ from, to }) {
  return { from, to };
}

/** Steps that read well: some dozens in all, but never finer than the bars. */
function stepOf({ from, to, unit }) {
  return coarser(prettyUnit(from, to, MOST_STEPS), unit);
}

/** True where nothing but the window is another. */
function isOnlyMoved(before, state) {
  return Object.keys(state).every((name) => name === "from" || name === "to" || state[name] === before[name]);
}

/** Who tells of an event, who acts in it, and how sure it is; of one whose texts are open. */
function tellFacts(data, event) {
  const text = data.texts.of(event);
  const sources = (text.evidence ?? []).map(([document_]) => data.texts.source(document_));
  return { sources, actors: text.actors ?? [], confidence: text.confidence ?? 1 };
}

/** All that a search looks at: title, place, weapon, actors, sources. */
function wordsOf(data, event, { say, range }) {
  const text = data.texts.of(event);
  const sources = (text.evidence ?? []).map(([document_]) => data.texts.source(document_));
  return [text.title, tellTitle(data, event, { say, range }), tellWhere(data, event, say), data.spots.name[data.events.spot[event]], text.location?.wording, text.weapon, ...(text.actors ?? []), ...sources]
    .filter(Boolean)
    .join(" ");
}

start();
