// Events, spots and texts as the page holds them: columns at once, texts when asked for.

import { project, readLines, unsealHead } from "./columns.js";
import { readEvents, readPoints } from "./happenings.js";
import { createTexts } from "./texts.js";

export const SHAPES = ["point", "near", "area"];
export const LEVELS = ["poi", "city", "admin2", "admin1", "country", "region", "sea"];
export const PRECISIONS = ["hour", "day", "week", "month", "year"];

/**
 * Everything that can be drawn, and functions that open texts.
 * @param {(id: string) => string} textOf  text of a data element
 */
export async function readData(textOf) {
  const { head, columns } = await unsealHead(textOf("payload"));
  const spots = readSpots(head, columns);
  const events = readEvents(head, columns);
  return {
    title: head.title,
    families: head.families,
    kinds: head.kinds.map(([name, family]) => ({ name, family })),
    events,
    spots,
    points: readPoints(events, columns),
    ground: readGround(head, columns),
    tiles: head.tiles ? { ...head.tiles, hasFailed: false } : null,
    coarseKm: head.coarse_km ?? 0,
    isRedacted: Boolean(head.redacted),
    outlines: readLines(columns, "outlines"),
    texts: createTexts(textOf, head.block, events),
  };
}

function readSpots(head, columns) {
  const count = head.spots.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let spot = 0; spot < count; spot += 1) {
    [x[spot], y[spot]] = project(columns["spot.lon"][spot] / 1e5, columns["spot.lat"][spot] / 1e5);
  }
  return {
    count, x, y,
    lon: Float64Array.from(columns["spot.lon"], (lon) => lon / 1e5),
    lat: Float64Array.from(columns["spot.lat"], (lat) => lat / 1e5),
    name: head.spots.map(([name]) => name),
    country: head.spots.map(([, country]) => country),
    radius: columns["spot.radius"],
    shape: columns["spot.shape"],
    level: columns["spot.level"],
    outline: columns["spot.outline"],
  };
}

function readGround(head, columns) {
  let countries = 0;
  const labels = head.ground.labels.map((name, label) => {
    const rank = columns["label.rank"][label];
    const [x, y] = project(columns["label.lon"][label] / 1e5, columns["label.lat"][label] / 1e5);
    const country = rank === 0 ? head.ground.countries.slice(2 * countries, 2 * (countries += 1)).trim() : "";
    return { name, country, x, y, rank, order: label, population: columns["label.population"][label] };
  });
  return {
    attribution: head.ground.attribution,
    bounds: head.ground.bounds,
    labels,
    land: readLines(columns, "land"),
    borders: readLines(columns, "borders"),
    disputed: readLines(columns, "disputed"),
    divisions: readLines(columns, "divisions"),
    lakes: readLines(columns, "lakes"),
    rivers: readLines(columns, "rivers"),
  };
}
