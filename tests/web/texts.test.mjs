import assert from "node:assert/strict";
import { test } from "node:test";
import { createReader, readTexts } from "../../mapper/web/texts.js";

const events = { killed: { low: Int8Array.of(-1, 2), high: Int8Array.of(-1, 3) }, injured: { low: Int8Array.of(-1, -1), high: Int8Array.of(-1, -1) } };

test("the three ways to write texts read back", () => {
  assert.deepEqual(readTexts("one\x7f\x7ftwo"), ["one", "", "two"]);
  assert.deepEqual(readTexts({ each: "a\x7fb", of: "0110" }), ["a", "b", "b", "a"]);
  assert.deepEqual(readTexts({ before: "N", width: 0, steps: [7, 5, -3] }), ["N7", "N12", "N9"]);
  assert.deepEqual(readTexts({ before: "N", width: 3, steps: [7, 5] }), ["N007", "N012"]);
});

test("a row of a table is told like an event, with its source at hand; what is empty is left out", () => {
  const told = createReader({ id: "a\x7fb", title: "One\x7fTwo", "url.folder": { each: "https://example.org/", of: "00" }, "url.file": "1\x7f2", told: {} }, 0, events);
  assert.deepEqual(told(1), {
    id: "b",
    title: "Two",
    counts: [["killed", 2, 3, ""]],
    evidence: [[["", "", "https://example.org/2", ""], "", "", ""]],
  });
  assert.equal(told(0).counts, undefined);
});

test("events among the rows keep what reports tell of them", () => {
  const told = createReader({ id: "\x7fb", told: { 0: { id: "a", title: "Told" } } }, 0, events);
  assert.deepEqual(told(0), { id: "a", title: "Told" });
  assert.deepEqual(told(1).id, "b");
});

test("a block of events alone is a list", () => {
  assert.equal(createReader([{ id: "x" }], 4096, events)(0).id, "x");
});
