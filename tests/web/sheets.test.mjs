import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, harmless, writeGeoJson, writeTable } from "../../mapper/web/sheets.js";

test("what a spreadsheet would run gets an apostrophe, and nothing else does", () => {
  for (const text of ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋", "－", "＠", "'=1", "''-"]) assert.equal(harmless(text), `'${text}`);
  for (const text of ["", "Kyiv", "'", "a=1", " =1", "’=1", "geo:-1,2"]) assert.equal(harmless(text), text);
});

test("cells that hold quotes, commas or line ends are quoted as RFC 4180 has it; unknown ones are empty", () => {
  const rows = [{ a: 'say "no", twice', b: null }, { a: "two\nlines", b: -4.5 }, { a: true, b: undefined }];
  assert.equal(writeTable(["a", "b"], rows), 'a,b\r\n"say ""no"", twice",\r\n"two\nlines",-4.5\r\ntrue,\r\n');
});

test("features put longitude first and have no geometry where no place is known", () => {
  const rows = [{ event_id: "x", lon: 31.04, lat: 49.97, title: "</script>" }, { event_id: "y", lon: null, lat: null }];
  const { features } = JSON.parse(writeGeoJson(rows));
  assert.deepEqual(features.map(({ geometry }) => geometry), [{ type: "Point", coordinates: [31.04, 49.97] }, null]);
  assert.deepEqual(features[0].properties, rows[0]);
});

test("a file's name holds letters and digits of any script and nothing that a path could be made of", () => {
  assert.equal(fileName("Події / 2023: ../../etc", "2023-03-22", "csv"), "Події-2023-etc-2023-03-22.csv");
  assert.equal(fileName("///", "", "png"), "events.png");
  assert.ok(fileName("x".repeat(500), "", "csv").length < 70);
});
