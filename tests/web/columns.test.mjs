import assert from "node:assert/strict";
import { test } from "node:test";
import { project, readColumn, readLines, unsealTexts } from "../../mapper/web/columns.js";

test("byte planes of signed and unsigned numbers read back", () => {
  assert.deepEqual([...readColumn(Uint8Array.of(1, 2, 0, 1), "u2", 2)], [1, 258]);
  assert.deepEqual([...readColumn(Uint8Array.of(255, 0, 255, 0, 255, 0, 255, 128), "i4", 2)], [-1, -2147483648]);
  assert.deepEqual([...readColumn(Uint8Array.of(255, 255, 255, 255), "u4", 1)], [4294967295]);
});

test("steps of variable length read back, beyond 28 bits too", () => {
  assert.deepEqual([...readColumn(Uint8Array.of(0, 1, 0x80, 1), "v", 3)], [0, -1, 64]);
  assert.deepEqual([...readColumn(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f), "v", 1)], [-2147483648]);
});

test("a line is put together from its steps and boxed", () => {
  const columns = {
    "line.rings": Uint32Array.of(1),
    "line.corners": Uint32Array.of(2),
    "line.steps": Int32Array.of(100_000, 0, 100_000, -50_000),
  };
  const { corners, boxes, shape } = readLines(columns, "line");
  assert.deepEqual([...corners.slice(0, 2)], project(10, 0));
  assert.deepEqual([...corners.slice(2)], project(20, -5));
  assert.deepEqual([...boxes], [...project(10, 0), ...project(20, -5)]);
  assert.deepEqual([...shape], [0, 1]);
});

test("the projection puts the equator and Greenwich in the middle and stays finite at the poles", () => {
  assert.deepEqual(project(0, 0), [0.5, 0.5]);
  assert.ok(Math.abs(project(180, 85.051129)[1]) < 1e-6);
  assert.ok(Number.isFinite(project(0, 90)[1]) && Number.isFinite(project(0, -90)[1]));
});

test("texts as Python's gzip and base64 write them are opened", async () => {
  const sealed = "H4sIAAAAAAAC/4tWKkktLlGKBQAxCzdsCAAAAA==";
  assert.deepEqual(await unsealTexts(sealed), ["test"]);
});
