// Pure: what a reader says is wrong, as docs/corrections.md has it.

import { fromIso } from "./dates.js";
import { writeTable } from "./sheets.js";

/** @typedef {{event_id: string, report_ids: string[], field: string, value: string, note: string}} Correction */

export const FIELDS = ["place", "lat_lon", "day", "kind", "not_event", "split"];

const COLUMNS = ["event_id", "report_ids", "field", "value", "note"];

/** What one correction takes the place of: both ways to name a place are one, and splits add up. */
function topicOf({ event_id, field, value }) {
  if (field === "split") return JSON.stringify([event_id, field, value]);
  return JSON.stringify([event_id, field === "lat_lon" ? "place" : field]);
}

/** Adds a correction; an earlier one of the same thing goes. */
export function addCorrection(corrections, next) {
  return [...corrections.filter((one) => topicOf(one) !== topicOf(next)), next];
}

/** `corrections.csv`. */
export function writeCorrections(corrections) {
  const rows = corrections.map((one) => ({ ...one, report_ids: JSON.stringify([...new Set(one.report_ids)].sort()) }));
  return writeTable(COLUMNS, rows);
}

/** Corrections that were kept as JSON; whatever is malformed is left out. */
export function readCorrections(text) {
  let kept = null;
  try {
    kept = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  return Array.isArray(kept) ? kept.filter(isCorrection) : [];
}

function isCorrection(one) {
  const isText = (name) => typeof one[name] === "string";
  const hasReports = Array.isArray(one?.report_ids) && one.report_ids.every((id) => typeof id === "string");
  return hasReports && FIELDS.includes(one.field) && ["event_id", "value", "note"].every(isText);
}

/** A point as RFC 5870 writes it, to a metre. */
export function toGeo({ lat, lon }) {
  return `geo:${trimmed(lat)},${trimmed(lon)}`;
}

function trimmed(degrees) {
  return String(Number(degrees.toFixed(5)) + 0); // no "-0"
}

/** Decimals behind a point, or behind a comma: then another sign must part the two numbers. */
const POINTS = [[".", ",;"], [",", ";"]].map(([point, between]) => {
  const number = String.raw`([+\-−]?\d{1,3}(?:[${point}]\d+)?)\s*°?\s*`;
  return new RegExp(String.raw`^(?:geo:)?\s*${number}([NS])?\s*[${between}\s]\s*${number}([EW])?\s*$`, "i");
});

/**
 * A point as people type it, latitude first: "49.97, 31.04", "49.97 N 31.04 E", "33,9° S; 151,2° E" or an
 * RFC 5870 address. Null for anything else, and for what is not on Earth.
 */
export function readPoint(text) {
  const found = POINTS.map((form) => form.exec(text.trim())).find(Boolean);
  if (!found) return null;
  const degrees = (digits, sign) => Number(digits.replace(",", ".").replace("−", "-")) * (/[SW]/i.test(sign ?? "") ? -1 : 1);
  const point = { lat: degrees(found[1], found[2]), lon: degrees(found[3], found[4]) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180 ? point : null;
}

/** A day, or a span of days, both included; "" for "not known"; null when it is neither. */
export function writeDays(first, last) {
  if (!first && !last) return "";
  const [from, to] = [first, last || first].map((day) => fromIso(day ?? ""));
  if (from === null || to === null || to < from) return null;
  return from === to ? first : `${first}/${last}`;
}
