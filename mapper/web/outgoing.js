// Pure: an event as a row of the files that the page writes, in the columns of docs/formats.md.

import { toIso } from "./dates.js";
import { LEVELS, PRECISIONS } from "./data.js";
import { pointAt, pointOf } from "./happenings.js";

const COUNTED = ["killed", "injured", "missing", "detained", "displaced", "launched", "intercepted"];

export const COLUMNS = [
  "event_id", "kind", "title", "start", "end", "precision",
  "place", "country", "level", "lat", "lon", "geo_precision", "where_prec", "radius_m",
  ...COUNTED.flatMap((name) => [`${name}_low`, `${name}_high`]),
  "weapon", "actors", "confidence", "sources", "background",
];

/** @param {object} text  of the event, which is ready @param {(document: number) => string} sourceOf */
export function rowOf(data, event, text, sourceOf) {
  const { events } = data;
  const isDated = Boolean(events.dated[event]);
  const counts = Object.fromEntries((text.counts ?? []).map(([name, low, high]) => [name, [low, high]]));
  const sources = new Set((text.evidence ?? []).map(([document_]) => sourceOf(document_)).filter(Boolean));
  return {
    event_id: text.id ?? "",
    kind: data.kinds[events.kind[event]].name,
    title: text.title ?? "",
    start: isDated ? stamp(events.start[event]) : null,
    end: isDated ? stamp(events.end[event]) : null,
    precision: isDated ? PRECISIONS[events.precision[event]] : null,
    ...whereOf(data, event, text.location),
    ...Object.fromEntries(COUNTED.flatMap((name) => [[`${name}_low`, counts[name]?.[0] ?? null], [`${name}_high`, counts[name]?.[1] ?? null]])),
    weapon: text.weapon ?? "",
    actors: (text.actors ?? []).join("; "),
    confidence: text.confidence ?? null,
    sources: [...sources].sort().join("; "),
    background: Boolean(events.background[event]),
  };
}

/** An event may have a named place, a coordinate of its own, both, or neither. */
function whereOf({ events, spots, points }, event, location) {
  const spot = events.spot[event];
  const point = pointOf(points, event);
  const isNamed = spot >= 0;
  const [lon, lat] = point >= 0 ? pointAt(points, point).map((degrees) => Number(degrees.toFixed(5))) : [spots.lon[spot], spots.lat[spot]];
  return {
    place: isNamed ? spots.name[spot] : null,
    country: isNamed ? spots.country[spot] : null,
    level: isNamed ? LEVELS[spots.level[spot]] : null,
    lat: lat ?? null,
    lon: lon ?? null,
    geo_precision: location?.geo ?? null,
    where_prec: location?.prec ?? null,
    radius_m: isNamed && point < 0 ? spots.radius[spot] : null,
  };
}

/** `2023-03-22T06:30:00Z`. */
function stamp(time) {
  const text = toIso(time);
  return text.includes("T") ? `${text}:00Z` : `${text}T00:00:00Z`;
}
