// Pure: the state of the page as the part of its address behind the "#", and back.
// Events are named by their id and places by where they are: numbers would mean others in the next file.

import { REACHES } from "./choosing.js";
import { SHAPES } from "./data.js";
import { fromIso, toIso } from "./dates.js";

const MODES = ["window", "upto", "fading"];
const LONGEST = 200;

/**
 * Writes what differs from how the page opens.
 * @param {object} state
 * @param {object} opening
 * @param {object} data
 * @param {{id: string, position: object|null, language: string, embed: boolean}} beside
 *   id of the open event; where the map looks, if the reader moved it; a language that was chosen
 */
export function writeAddress(state, opening, data, beside) {
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.set(name, value);
  const flag = (name, key, yes, no) => state[key] !== opening[key] && parts.set(name, state[key] ? yes : no);
  if (state.from !== opening.from) put("from", toIso(state.from));
  if (state.to !== opening.to) put("to", toIso(state.to));
  if (state.mode !== opening.mode) put("mode", state.mode);
  put("search", state.query);
  for (const kind of [...state.hidden].sort((a, b) => a - b)) parts.append("hide", data.kinds[kind].name);
  put("source", state.source);
  put("actor", state.actor);
  put("coarse", [...state.coarse].sort((a, b) => a - b).map((reach) => REACHES[reach]).join(","));
  put("killed", state.killed ? String(state.killed) : "");
  put("sure", state.sure ? String(Math.round(state.sure * 100)) : "");
  flag("background", "background", "1", "0");
  flag("undated", "undated", "1", "0");
  if (state.measure !== opening.measure) put("size", state.measure);
  flag("order", "newest", "newest", "oldest");
  flag("table", "table", "1", "0");
  if (state.event !== null) put("event", beside.id);
  else if (state.spot !== null) put("place", nameSpot(data.spots, state.spot));
  if (beside.position) put("at", writePosition(beside.position));
  put("lang", beside.language);
  if (beside.embed) put("embed", "1");
  return parts.toString();
}

/**
 * Reads it; whatever is malformed or out of range is left out, because anyone can write an address.
 * @returns {{state: object, id: string, position: object|null}}  the id is that of an event to be found
 */
export function readAddress(text, opening, data) {
  const parts = partsOf(text);
  const kinds = new Map(data.kinds.map(({ name }, kind) => [name, kind]));
  const hidden = parts.getAll("hide").map((name) => kinds.get(name)).filter((kind) => kind !== undefined);
  const coarse = (parts.get("coarse") ?? "").split(",").map((name) => REACHES.indexOf(name)).filter((reach) => reach >= 0);
  const short = (name) => (parts.get(name) ?? "").slice(0, LONGEST);
  const state = {
    ...opening,
    hidden: new Set(hidden),
    coarse: new Set(coarse),
    query: short("search"),
    source: short("source"),
    actor: short("actor"),
    killed: numberIn(parts.get("killed"), 0, 1e9) ?? 0,
    sure: (numberIn(parts.get("sure"), 0, 100) ?? 0) / 100,
    mode: oneOf(parts.get("mode"), MODES) ?? opening.mode,
    measure: oneOf(parts.get("size"), ["events", "killed"]) ?? opening.measure,
    newest: flagOf(parts.get("order"), "newest", "oldest") ?? opening.newest,
    background: flagOf(parts.get("background"), "1", "0") ?? opening.background,
    undated: flagOf(parts.get("undated"), "1", "0") ?? opening.undated,
    table: flagOf(parts.get("table"), "1", "0") ?? opening.table,
    spot: findSpot(data.spots, parts.get("place")),
    ...readWindow(parts, opening),
  };
  return { state, id: short("event"), position: readPosition(parts.get("at")) };
}

/** What is known before the data is: the language, and whether the page is a frame in another. */
export function readSetting(text) {
  const parts = partsOf(text);
  return { language: parts.get("lang") ?? "", embed: parts.get("embed") === "1" };
}

function partsOf(text) {
  return new URLSearchParams(text.replace(/^[#?]/, ""));
}

function readWindow(parts, opening) {
  const from = fromIso(parts.get("from") ?? "") ?? opening.from;
  const to = fromIso(parts.get("to") ?? "") ?? opening.to;
  const isInside = from >= opening.from && to <= opening.to && from < to;
  return isInside ? { from, to } : { from: opening.from, to: opening.to };
}

/** `49.97,31.04,near`: latitude first, as people say it. */
function nameSpot({ lat, lon, shape }, spot) {
  return `${lat[spot]},${lon[spot]},${SHAPES[shape[spot]]}`;
}

function findSpot(spots, name) {
  if (!name) return null;
  for (let spot = 0; spot < spots.count; spot += 1) {
    if (nameSpot(spots, spot) === name) return spot;
  }
  return null;
}

function writePosition({ lat, lon, zoom }) {
  return `${Number(lat.toFixed(4))},${Number(lon.toFixed(4))},${Number(zoom.toFixed(2))}`;
}

function readPosition(text) {
  const found = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text ?? "");
  if (!found) return null;
  const [lat, lon, zoom] = found.slice(1).map(Number);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 540 && zoom <= 22 ? { lat, lon, zoom } : null;
}

function oneOf(value, allowed) {
  return allowed.includes(value) ? value : null;
}

function flagOf(value, yes, no) {
  return value === yes ? true : value === no ? false : null;
}

function numberIn(text, least, most) {
  const number = Number(text ?? "");
  return text && Number.isInteger(number) && number >= least && number <= most ? number : null;
}
