// Pure: the state of the page as the part of its address behind the "#", and back.

import { fromIso, toIso } from "./dates.js";

/** Writes what differs from how the page opens. */
export function writeAddress(state, opening, kinds) {
  const parts = new URLSearchParams();
  if (state.from !== opening.from) parts.set("from", toIso(state.from));
  if (state.to !== opening.to) parts.set("to", toIso(state.to));
  if (state.mode !== opening.mode) parts.set("mode", state.mode);
  if (state.query) parts.set("search", state.query);
  for (const kind of [...state.hidden].sort((a, b) => a - b)) parts.append("hide", kinds[kind].name);
  if (state.background !== opening.background) parts.set("background", state.background ? "1" : "0");
  if (state.undated !== opening.undated) parts.set("undated", state.undated ? "1" : "0");
  if (state.measure !== opening.measure) parts.set("size", state.measure);
  if (state.newest !== opening.newest) parts.set("order", state.newest ? "newest" : "oldest");
  if (state.event !== null) parts.set("event", String(state.event));
  else if (state.spot !== null) parts.set("place", String(state.spot));
  return parts.toString();
}

/** Reads it; whatever is malformed or out of range is left out, because anyone can write an address. */
export function readAddress(text, opening, data) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const kinds = new Map(data.kinds.map(({ name }, kind) => [name, kind]));
  const hidden = parts.getAll("hide").map((name) => kinds.get(name)).filter((kind) => kind !== undefined);
  const read = {
    hidden: new Set(hidden),
    query: (parts.get("search") ?? "").slice(0, 200),
    mode: oneOf(parts.get("mode"), ["window", "upto"]) ?? opening.mode,
    measure: oneOf(parts.get("size"), ["events", "killed"]) ?? opening.measure,
    newest: flag(parts.get("order"), "newest", "oldest") ?? opening.newest,
    background: flag(parts.get("background"), "1", "0") ?? opening.background,
    undated: flag(parts.get("undated"), "1", "0") ?? opening.undated,
    event: numberBelow(parts.get("event"), data.events.count),
    spot: numberBelow(parts.get("place"), data.spots.count),
  };
  return { ...read, ...readWindow(parts, opening) };
}

function readWindow(parts, opening) {
  const from = fromIso(parts.get("from") ?? "") ?? opening.from;
  const to = fromIso(parts.get("to") ?? "") ?? opening.to;
  const isInside = from >= opening.from && to <= opening.to && from < to;
  return isInside ? { from, to } : { from: opening.from, to: opening.to };
}

function oneOf(value, allowed) {
  return allowed.includes(value) ? value : null;
}

function flag(value, yes, no) {
  return value === yes ? true : value === no ? false : null;
}

function numberBelow(text, limit) {
  const number = Number(text ?? "");
  return text && Number.isInteger(number) && number >= 0 && number < limit ? number : null;
}
