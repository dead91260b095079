// Events, spots and texts as the page holds them: columns at once, texts when asked for.

import { unsealHead, unsealTexts, readLines, project } from "./columns.js";
import { DAY } from "./dates.js";
import { ordered } from "./counting.js";

export const UNDATED = 5;
const NOWHERE = 0xffffffff;

export const SHAPES = ["point", "near", "area"];
export const LEVELS = ["poi", "city", "admin2", "admin1", "country", "region", "sea"];
export const PRECISIONS = ["hour", "day", "week", "month", "year"];

/** Everything that can be drawn, and functions that open texts. */
export async function readData(textOf) {
  const { head, columns } = await unsealHead(textOf("payload"));
  const events = readEvents(head, columns);
  const spots = readSpots(head, columns);
  return {
    title: head.title,
    families: head.families,
    kinds: head.kinds.map(([name, family]) => ({ name, family })),
    events,
    spots,
    ground: readGround(head, columns),
    outlines: readLines(columns, "outlines"),
    texts: createTexts(textOf, head.block, events.count),
  };
}

/** Columns of events; a cell is where an event is counted: spot * families + family, -1 for nowhere. */
function readEvents(head, columns) {
  const count = columns.kind.length;
  const start = Float64Array.from(columns["start.day"], (day, e) => day * DAY + columns["start.minute"][e]);
  const end = Float64Array.from(columns["end.day"], (day, e) => day * DAY + columns["end.minute"][e]);
  const family = Uint8Array.from(columns.kind, (kind) => head.kinds[kind][1]);
  const spot = Int32Array.from(columns.spot, (number) => (number === NOWHERE ? -1 : number));
  const dated = Uint8Array.from(columns.precision, (precision) => (precision === UNDATED ? 0 : 1));
  const cell = Int32Array.from(spot, (number, e) => (number < 0 ? -1 : number * head.families.length + family[e]));
  return {
    count, start, end, family, spot, dated, cell,
    kind: columns.kind,
    precision: columns.precision,
    background: columns.background,
    sources: columns.sources,
    killed: { low: columns["killed.low"], high: columns["killed.high"] },
    injured: { low: columns["injured.low"], high: columns["injured.high"] },
    weight: Float64Array.from(columns["killed.low"], (low) => Math.max(0, low)),
    byStart: ordered(start),
    byEnd: ordered(end),
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
  const labels = head.ground.labels.map((name, label) => {
    const [x, y] = project(columns["label.lon"][label] / 1e5, columns["label.lat"][label] / 1e5);
    return { name, x, y, rank: columns["label.rank"][label], population: columns["label.population"][label] };
  });
  return {
    attribution: head.ground.attribution,
    bounds: head.ground.bounds,
    labels,
    land: readLines(columns, "land"),
    borders: readLines(columns, "borders"),
    disputed: readLines(columns, "disputed"),
    divisions: readLines(columns, "divisions"),
  };
}

/** Texts of events by block, and sources of documents; each block is opened once. */
function createTexts(textOf, size, count) {
  const opened = new Map();
  const ready = new Map();
  let sources = null;
  const open = (block) => {
    if (!opened.has(block)) {
      opened.set(block, unsealTexts(textOf(`texts-${block}`)).then((texts) => ready.set(block, texts)));
    }
    return opened.get(block);
  };
  const blocksOf = (events) => [...new Set(events.map((event) => Math.floor(event / size)))];
  return {
    /** Opens what the given events need. */
    load: (events) => Promise.all(blocksOf(events).map(open)),
    /** Opens everything that a search looks at. */
    loadAll: async () => {
      sources ??= await unsealTexts(textOf("documents"));
      await Promise.all(Array.from({ length: Math.ceil(count / size) }, (_, block) => open(block)));
    },
    /** Who published a document; "" until the documents are opened. */
    source: (number) => sources?.[number]?.[0] ?? "",
    isReady: (event) => ready.has(Math.floor(event / size)),
    /** The texts of an event that is ready. */
    of: (event) => ready.get(Math.floor(event / size))[event % size],
    documents: async () => (sources ??= await unsealTexts(textOf("documents"))),
  };
}
