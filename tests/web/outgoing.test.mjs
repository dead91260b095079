import assert from "node:assert/strict";
import { test } from "node:test";
import { COLUMNS, rowOf } from "../../mapper/web/outgoing.js";
import { WORLD } from "../../mapper/web/happenings.js";
import { project } from "../../mapper/web/columns.js";
import { DAY } from "../../mapper/web/dates.js";

const [x, y] = project(36.8219, -1.2921).map((at) => Math.round(at * WORLD));
const data = {
  kinds: [{ name: "Flood" }],
  events: {
    kind: [0, 0, 0], dated: [1, 0, 1], start: [-DAY, 0, 390], end: [0, 0, 450], precision: [1, 5, 0], spot: [0, -1, -1],
    exact: [0, 0, 1], background: [0, 1, 0],
  },
  spots: { name: ["Lower Mill"], country: ["UA"], level: [1], lat: [49.97], lon: [31.04], radius: [5000] },
  points: { count: 1, event: Int32Array.of(2), x: Int32Array.of(x), y: Int32Array.of(y) },
};

test("a row has all columns: a named place, no place, a coordinate of its own", () => {
  const text = { id: "a", title: "Flood", counts: [["killed", 1, 2, ""], ["missing", 0, 0, ""]], actors: ["x", "y"], evidence: [[0], [1], [1]], confidence: 0.5, location: { geo: 1, prec: 1 } };
  const rows = [0, 1, 2].map((event) => rowOf(data, event, event ? { id: String(event) } : text, (number) => ["B", "A"][number]));
  for (const row of rows) assert.deepEqual(Object.keys(row).sort(), [...COLUMNS].sort());
  const pick = (row, ...names) => names.map((name) => row[name]);
  assert.deepEqual(pick(rows[0], "start", "end", "precision", "place", "lat", "lon"), ["1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z", "day", "Lower Mill", 49.97, 31.04]);
  assert.deepEqual(pick(rows[0], "killed_low", "killed_high", "missing_low", "injured_low", "sources", "actors"), [1, 2, 0, null, "A; B", "x; y"]);
  assert.deepEqual(pick(rows[1], "start", "place", "lat", "lon", "geo_precision", "background"), [null, null, null, null, null, true]);
  assert.deepEqual(pick(rows[2], "start", "place", "lat", "lon"), ["1970-01-01T06:30:00Z", null, -1.2921, 36.8219]);
});
