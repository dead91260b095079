// Buttons, fields and lists around the map: what they do, and how they show the state.

import { find, make } from "./dom.js";
import { createHelp, followKeys } from "./keys.js";
import { isWhole } from "./playing.js";
import { followTheme } from "./theme.js";

const UNITS = ["hour", "day", "week", "month", "year"];
const SPEEDS = [0.5, 1, 2, 4];

/** Room for the legend beside the data; on less it opens on demand. */
const ROOMY = { width: 1180, height: 720 };

export function createControls(data, { say, calendar, atlas, timeline, acts }) {
  const { player } = acts;
  const told = data.events.background.reduce((sum, is) => sum + is, 0);
  introduce(data, say, told);
  fillSelects(data, { say, acts });
  followButtons({ atlas, acts });
  followTheme(find("theme"), () => {
    atlas.recolour();
    timeline.recolour();
  });
  new ResizeObserver(() => atlas.resize()).observe(find("stage"));
  followKeys({
    play: player.toggle,
    moveWindow: acts.moveWindow,
    stepEvent: acts.stepEvent,
    search() {
      showSearch(true);
      find("query").focus();
    },
    help: createHelp(say),
    close() {
      showSearch(false);
      if (!find("panel").hidden) acts.close();
    },
  });

  return {
    show(state, { span, unit, found, kept, undated }) {
      const { events } = data;
      const total = events.count - (state.background ? 0 : told);
      const days = span.first === undefined ? "" : calendar.span(span.first, span.last);
      find("span").replaceChildren(make("span", { class: "total" }, `${say("events", { n: total })} · `), days);
      find("count").textContent = found === kept ? say("events", { n: kept }) : say("of_events", { n: found, all: kept });
      find("order-words").textContent = say(state.newest ? "newest" : "oldest");
      find("undated").hidden = events.dated.every(Boolean);
      find("undated").setAttribute("aria-pressed", String(state.undated));
      find("undated").disabled = undated === 0;
      find("undated").title = say("undated_events", { n: undated });
      find("undated").querySelector(".number").textContent = String(undated);
      find("background").checked = state.background;
      find("all-time").disabled = isWhole(state, span);
      find("step").firstChild.textContent = say("step_auto", { unit: say(unit) });
      find("step").value = state.unit;
      find("measure").value = state.measure;
      for (const radio of document.querySelectorAll("[name=mode]")) radio.checked = radio.value === state.mode;
      if (document.activeElement !== find("query")) find("query").value = state.query;
    },
    /** Opens or closes the panel, and says which of its neighbours there are. */
    showPanel({ event, spot, newest }, found) {
      const at = found.indexOf(event);
      const isFirst = at <= 0;
      const isLast = at < 0 || at === found.length - 1;
      find("panel").hidden = event === null && spot === null;
      find("list").inert = !find("panel").hidden;
      find("previous").disabled = newest ? isLast : isFirst;
      find("next").disabled = newest ? isFirst : isLast;
      find("previous").hidden = event === null;
      find("next").hidden = event === null;
    },
  };
}

function introduce(data, say, told) {
  document.title = data.title || say("list");
  find("title").textContent = data.title || say("list");
  find("attribution").textContent = data.ground.attribution;
  find("attribution").title = data.ground.attribution;
  find("background-row").hidden = told === 0;
  find("background-row").querySelector(".number").textContent = String(told);
  find("legend").open = window.innerWidth >= ROOMY.width && window.innerHeight >= ROOMY.height;
}

function fillSelects(data, { say, acts }) {
  const option = (value, words) => make("option", { value }, words);
  find("measure").replaceChildren(option("events", say("size_events")), option("killed", say("size_killed")));
  find("measure").addEventListener("change", ({ target }) => acts.change({ measure: target.value }));
  find("measure-row").hidden = data.events.killed.low.every((low) => low <= 0);
  find("step").replaceChildren(option("", ""), ...UNITS.map((unit) => option(unit, say("step_by", { unit: say(unit) }))));
  find("step").addEventListener("change", ({ target }) => acts.change({ unit: target.value }));
  find("speed").replaceChildren(...SPEEDS.map((speed) => option(speed, say("speed_of", { n: speed }))));
  find("speed").value = "1";
  find("speed").addEventListener("change", ({ target }) => acts.player.setSpeed(Number(target.value)));
}

function followButtons({ atlas, acts }) {
  const clicks = {
    "zoom-in": () => atlas.zoom(1),
    "zoom-out": () => atlas.zoom(-1),
    fit: () => atlas.fit(),
    play: () => acts.player.toggle(),
    "all-time": acts.showAllTime,
    undated: () => acts.change({ undated: !acts.state().undated }),
    order: () => acts.change({ newest: !acts.state().newest }),
    back: acts.close,
    previous: () => acts.stepEvent(-1),
    next: () => acts.stepEvent(1),
    "search-toggle": () => showSearch(!find("top").classList.contains("searching")) && find("query").focus(),
  };
  for (const [id, act] of Object.entries(clicks)) find(id).addEventListener("click", () => act());
  find("background").addEventListener("change", ({ target }) => acts.change({ background: target.checked }));
  find("query").addEventListener("input", ({ target }) => acts.search(target.value));
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
