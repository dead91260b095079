import assert from "node:assert/strict";
import { test } from "node:test";
import { createPies, createStamp, fillWheel } from "../../mapper/web/pies.js";

const SIZE = 41;
const LOOK = { colours: [[255, 0, 0], [0, 255, 0], [0, 0, 255]], paper: [255, 255, 255], ring: 1 };

function paint(discs) {
  const image = { data: new Uint8ClampedArray(SIZE * SIZE * 4), width: SIZE, height: SIZE };
  const pies = createPies(image, LOOK);
  for (const { x, y, radius, cells, strength = 1 } of discs) {
    pies.paint(x, y, radius, strength, { families: 3, cells, events: [cells.reduce((a, b) => a + b, 0)] }, 0);
  }
  return (x, y) => [...image.data.subarray((y * SIZE + x) * 4, (y * SIZE + x) * 4 + 4)];
}

test("a wheel gives every family its share of the directions, clockwise from the top", () => {
  const wheel = fillWheel(new Uint8Array(256), [1, 2, 1], 0, 3, 4);
  assert.deepEqual([wheel[0], wheel[63], wheel[64], wheel[191], wheel[192], wheel[255]], [0, 0, 1, 1, 2, 2]);
});

test("wedges have the colours and places that a drawn pie has", () => {
  const at = paint([{ x: 20, y: 20, radius: 12, cells: [1, 1, 2] }]);
  assert.deepEqual(at(25, 14), [255, 0, 0, 255]); // upper right: the first quarter
  assert.deepEqual(at(25, 26), [0, 255, 0, 255]); // lower right: the second
  assert.deepEqual(at(14, 20), [0, 0, 255, 255]); // left: the other half
  assert.deepEqual(at(0, 0), [0, 0, 0, 0]);
});

test("a disc covers the area that it should, and no pixel more than once", () => {
  for (const radius of [3, 4.5, 8, 11.5]) {
    const { cover, dx, dy } = createStamp(radius, 1);
    const area = cover.reduce((sum, share) => sum + share / 255, 0);
    assert.ok(Math.abs(area / (Math.PI * (radius + 1) ** 2) - 1) < 0.03);
    assert.equal(new Set(dx.map((x, part) => x * 1000 + dy[part])).size, dx.length);
  }
});

test("what is painted later lies on top, and faint discs let the ground through", () => {
  const below = { x: 18, y: 20, radius: 8, cells: [1, 0, 0] };
  const above = { x: 22, y: 20, radius: 8, cells: [0, 1, 0] };
  assert.deepEqual(paint([below, above])(22, 20), [0, 255, 0, 255]);
  const faint = paint([{ ...below, strength: 0.5 }])(18, 20);
  assert.deepEqual(faint.slice(0, 3), [255, 0, 0]);
  assert.ok(Math.abs(faint[3] - 128) <= 1);
});

test("a disc that would leave the image is left out", () => {
  assert.deepEqual(paint([{ x: 2, y: 20, radius: 8, cells: [1, 0, 0] }])(5, 20), [0, 0, 0, 0]);
});
