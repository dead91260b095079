// Buttons, fields and lists around the map: what they do, and how they show the state.

import { find, make } from "./dom.js";
import { showChips } from "./filters.js";
import { fillHelp, followKeys, openHelp } from "./keys.js";
import { closeMenu, followMenus } from "./menus.js";
import { presetOf, PRESETS } from "./playing.js";
import { followTheme } from "./theme.js";
import { WORDS } from "./words.js";
import { attributionOf } from "./tiles.js";

const UNITS = ["hour", "day", "week", "month", "year"];
const SPEEDS = [0.5, 1, 2, 4];

/** Room for the legend beside the data; on less it opens on demand. */
const ROOMY = { width: 1180, height: 720 };

export function createControls(data, { say, calendar, language, atlas, timeline, acts }) {
  const { player } = acts;
  const isAllDated = data.events.dated.every(Boolean);
  const told = data.events.background.reduce((sum, is) => sum + is, 0);
  introduce(data, say, told);
  fillSelects({ say, language });
  followSelects(data, acts);
  followButtons({ atlas, timeline, acts });
  followMenus();
  followTheme(find("theme"), () => {
    atlas.recolour();
    timeline.recolour();
  });
  new ResizeObserver(() => atlas.resize()).observe(find("stage"));
  fillHelp(say);
  followKeys({
    play: player.toggle,
    moveWindow: acts.stepWindow,
    stepEvent: acts.stepEvent,
    table: acts.toggleTable,
    places: acts.focusPlaces,
    closer: acts.closeUp,
    dates: () => find("field-from").focus(),
    search() {
      showSearch(true);
      find("query").focus();
    },
    help: openHelp,
    close() {
      if (acts.stopPicking() || closeMenu()) return;
      showSearch(false);
      if (!find("panel").hidden) acts.close();
    },
  });

  return {
    show(state, { span, unit, found, kept, undated }) {
      const { events } = data;
      const total = events.count - (state.background ? 0 : told);
      const days = span.first === undefined ? "" : calendar.span(span.first, span.last);
      document.body.classList.toggle("empty", !data.events.count);
      find("span").replaceChildren(make("span", { class: "total" }, `${say("events", { n: total })}${days && " · "}`), days);
      find("count").textContent = found === kept ? say("events", { n: kept }) : say("of_events", { n: found, all: kept });
      find("order-words").textContent = say(state.newest ? "newest" : "oldest");
      find("undated").hidden = isAllDated;
      find("undated").setAttribute("aria-pressed", String(state.undated));
      find("undated").disabled = undated === 0;
      find("undated").title = say("undated_events", { n: undated });
      find("undated").querySelector(".number").textContent = String(undated);
      find("background").checked = state.background;
      find("window-words").textContent = calendar.span(state.mode === "upto" ? span.from : state.from, state.to);
      find("preset").value = presetOf(state, span);
      find("step").firstChild.textContent = say("step_auto", { unit: say(unit) });
      find("step").value = state.unit;
      find("measure").value = state.measure;
      find("reverse").checked = state.reverse;
      find("loop").checked = state.loop;
      find("table-toggle").setAttribute("aria-pressed", String(state.table));
      document.body.classList.toggle("tabled", state.table);
      for (const radio of document.querySelectorAll("[name=mode]")) radio.checked = radio.value === state.mode;
      if (document.activeElement !== find("query")) find("query").value = state.query;
      showChips(find("chips"), state, { say, filter: acts.filter });
    },
    /** Opens or closes the panel, and says which of its neighbours there are. */
    showPanel({ event, spot, many, newest }, found) {
      const at = event === null ? -1 : found.indexOf(event);
      const isFirst = at <= 0;
      const isLast = at < 0 || at === found.length - 1;
      find("panel").hidden = event === null && spot === null && many === null;
      find("list").inert = !find("panel").hidden;
      find("previous").disabled = newest ? isLast : isFirst;
      find("next").disabled = newest ? isFirst : isLast;
      find("previous").hidden = event === null;
      find("next").hidden = event === null;
    },
    relabel() {
      introduce(data, say, told, { isAgain: true });
      fillSelects({ say, language });
      fillHelp(say);
    },
  };
}

function introduce(data, say, told, { isAgain = false } = {}) {
  document.title = data.title || say("list");
  find("title").textContent = data.title || say("list");
  find("attribution").textContent = attributionOf(data, say);
  find("attribution").title = attributionOf(data, say);
  find("background-row").hidden = told === 0;
  find("background-row").querySelector(".number").textContent = String(told);
  if (!isAgain) find("legend").open = window.innerWidth >= ROOMY.width && window.innerHeight >= ROOMY.height;
}

function fillSelects({ say, language }) {
  const fill = (id, options) => {
    const { value } = find(id);
    find(id).replaceChildren(...options.map(([key, words]) => make("option", { value: key }, words)));
    if (value) find(id).value = value;
  };
  fill("measure", [["events", say("size_events")], ["killed", say("size_killed")]]);
  fill("step", [["", ""], ...UNITS.map((unit) => [unit, say("step_by", { unit: say(unit) })])]);
  fill("speed", SPEEDS.map((speed) => [String(speed), say("speed_of", { n: speed })]));
  fill("preset", [["", "–"], ...PRESETS.map((name) => [name, say(`preset_${name}`)])]);
  fill("language", Object.keys(WORDS).map((tag) => [tag, WORDS[tag].own_name]));
  find("language").value = language();
  for (const [at, tag] of Object.keys(WORDS).entries()) find("language").options[at].lang = tag;
}

function followSelects(data, acts) {
  const changes = {
    measure: (value) => acts.change({ measure: value }),
    step: (value) => acts.change({ unit: value }),
    speed: (value) => acts.player.setSpeed(Number(value)),
    preset: (value) => value && acts.showPreset(value),
    language: (value) => acts.speak(value),
  };
  for (const [id, act] of Object.entries(changes)) find(id).addEventListener("change", ({ target }) => act(target.value));
  find("measure-row").hidden = data.events.killed.low.every((low) => low <= 0);
  find("speed").value = "1";
}

function followButtons({ atlas, timeline, acts }) {
  const clicks = {
    "zoom-in": () => atlas.zoom(1),
    "zoom-out": () => atlas.zoom(-1),
    fit: () => atlas.fit(),
    play: () => acts.player.toggle(),
    "step-back": () => acts.stepWindow(-1),
    "step-on": () => acts.stepWindow(1),
    "time-zoom": () => timeline.zoomToWindow(),
    undated: () => acts.change({ undated: !acts.state().undated }),
    order: () => acts.change({ newest: !acts.state().newest }),
    back: acts.close,
    previous: () => acts.stepEvent(-1),
    next: () => acts.stepEvent(1),
    "table-toggle": acts.toggleTable,
    "picking-stop": acts.stopPicking,
    "corrections-open": acts.showCorrections,
    "search-toggle": () => showSearch(!find("top").classList.contains("searching")) && find("query").focus(),
  };
  for (const [id, act] of Object.entries(clicks)) find(id).addEventListener("click", () => act());
  find("background").addEventListener("change", ({ target }) => acts.change({ background: target.checked }));
  find("reverse").addEventListener("change", ({ target }) => acts.change({ reverse: target.checked }));
  find("loop").addEventListener("change", ({ target }) => acts.change({ loop: target.checked }));
  find("query").addEventListener("input", ({ target }) => acts.filter({ query: target.value }));
  for (const radio of document.querySelectorAll("[name=mode]")) {
    radio.addEventListener("change", () => acts.change({ mode: radio.value }));
  }
}

/** On a narrow page the search field opens on demand. */
function showSearch(isOpen) {
  find("top").classList.toggle("searching", isOpen);
  find("search-toggle").setAttribute("aria-expanded", String(isOpen));
  return isOpen;
}
