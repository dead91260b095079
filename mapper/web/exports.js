// The menu's downloads: what is visible as a table, as GeoJSON, as a picture, as a film.

import { prettyUnit, shift, toIsoDay, UNITS } from "./dates.js";
import { find, make } from "./dom.js";
import { COLUMNS, rowOf } from "./outgoing.js";
import { paintPicture } from "./picture.js";
import { nextWindow, firstWindow } from "./playing.js";
import { filmType, recordFilm } from "./recording.js";
import { saveFile } from "./saving.js";
import { fileName, writeGeoJson, writeTable } from "./sheets.js";

/** Steps of a film: about ten seconds. */
const MOST_STEPS = 45;

/**
 * @param {object} data
 * @param {object} tools  the voice, and found, state, span, change: what is shown and how to change it
 */
export function followExports(data, tools) {
  const { say, found, state } = tools;
  const name = (ending) => fileName(data.title, toIsoDay(state().to - 1), ending);
  const rows = async () => {
    await data.texts.load(found());
    await data.texts.documents();
    return Array.from(found(), (event) => rowOf(data, event, data.texts.of(event), data.texts.source));
  };
  const acts = {
    "save-csv": async () => saveFile(name("csv"), writeTable(COLUMNS, await rows()), "text/csv"),
    "save-geojson": async () => saveFile(name("geojson"), writeGeoJson(await rows()), "application/geo+json"),
    "save-picture": () => savePicture(data, tools, name("png")),
    "save-animation": () => saveFilm(data, tools, name),
    print: () => window.print(),
  };
  for (const [id, act] of Object.entries(acts)) {
    find(id).addEventListener("click", async () => {
      await act();
      if (id.startsWith("save-") && id !== "save-animation") tools.tell(say("saved"));
    });
  }
}

/** What stands around the map in a picture. */
function captionOf(data, { say, calendar, direction, found, state, span, families }, ratio) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const from = state().mode === "upto" ? span().from : state().from;
  const seen = new Set(Array.from(found(), (event) => data.events.family[event]));
  return {
    title: data.title || say("list"),
    words: `${calendar.span(from, state().to)} · ${say("events", { n: found().length })}`,
    families: families().filter((_, family) => seen.has(family)).map((family) => ({ name: say(`family_${family}`), colour: colour(`family-${family}`) })),
    attribution: data.ground.attribution,
    colours: { paper: colour("paper"), text: colour("text"), soft: colour("text-soft") },
    isMirrored: direction() === "rtl",
    ratio,
  };
}

function mapElement() {
  return document.querySelector(".folium-map");
}

async function savePicture(data, tools, name) {
  const canvas = document.createElement("canvas");
  paintPicture(canvas, mapElement(), captionOf(data, tools, window.devicePixelRatio || 1));
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  saveFile(name, blob, "image/png");
}

/** Windows of a film: the whole of time, in steps that it lasts some seconds. */
function filmWindows(state, span, unit) {
  const order = UNITS.map(([one]) => one);
  const pretty = prettyUnit(span.from, span.to, MOST_STEPS);
  const step = order[Math.max(order.indexOf(pretty), order.indexOf(unit))];
  const first = state.mode === "upto" ? { from: span.from, to: shift(span.from, step, 1) } : firstWindow(span, step);
  const windows = [first];
  for (let next = nextWindow({ ...state, ...first }, step, span); next; next = nextWindow({ ...state, ...next }, step, span)) windows.push(next);
  return windows;
}

async function saveFilm(data, tools, name) {
  const { say, change, state, span, unit } = tools;
  const sheet = find("recording");
  let isStopped = false;
  const bar = make("progress", { max: 1, value: 0, "aria-label": say("recording") });
  const stop = make("button", { type: "button", class: "quiet", onclick: () => sheet.close() }, say("cancel"));
  const title = make("h2", { id: "recording-title" }, say("recording"));
  if (!filmType()) {
    sheet.replaceChildren(title, make("p", {}, say("recording_unable")), make("button", { type: "button", class: "primary-text", onclick: () => sheet.close() }, say("close")));
    sheet.showModal();
    return;
  }
  sheet.replaceChildren(title, make("p", {}, say("recording_wait")), bar, stop);
  sheet.onclose = () => {
    isStopped = true;
  };
  sheet.showModal();
  const before = state();
  const canvas = document.createElement("canvas");
  const steps = filmWindows(before, span(), unit()).map((window) => () => change(window, { quiet: true }));
  const film = await recordFilm(canvas, steps, {
    paint: () => paintPicture(canvas, mapElement(), captionOf(data, tools, 1)),
    progress: (share) => {
      bar.value = share;
    },
    isStopped: () => isStopped,
  });
  change({ from: before.from, to: before.to });
  sheet.onclose = null;
  sheet.close();
  if (film) saveFile(name(film.type.includes("mp4") ? "mp4" : "webm"), film, film.type);
}
