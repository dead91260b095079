import assert from "node:assert/strict";
import { test } from "node:test";
import { boxNumbers } from "../../mapper/web/honeycomb.js";
import { createCounts, createNet } from "../../mapper/web/hexagons.js";
import { layOutNames } from "../../mapper/web/names.js";
import { overlaps } from "../../mapper/web/placing.js";

const view = { scale: 8192, left: 4000, top: 2500, width: 880, height: 575, zoom: 5 };
const frame = { left: 0, top: 0, right: 880, bottom: 575 };
const context = { measureText: (text) => ({ width: 7 * text.length }) };
const none = { count: 0, x: [], y: [], name: [], shape: [] };

/** A label on the ground at a pixel of the view. */
function label(name, rank, x, y, more = {}) {
  return { name, rank, x: (x + view.left) / view.scale, y: (y + view.top) / view.scale, order: 0, population: 0, country: "", ...more };
}

function layOut(labels, taken = []) {
  const data = { spots: none, ground: { labels } };
  return layOutNames(context, view, data, { events: [], value: [] }, { radiusOf: () => 4, nameOf: String, groundNameOf: ({ name }) => name, frame, taken });
}

test("the name of a country does not lie on the dot of its capital", () => {
  const placed = layOut([label("BELARUS", 0, 400, 300), label("Minsk", 2, 404, 302)]);
  const [country, capital] = ["BELARUS", "Minsk"].map((name) => placed.find((one) => one.name === name));
  assert.ok(country && capital);
  const dot = { left: capital.x - 2, right: capital.x + 2, top: capital.y - 2, bottom: capital.y + 2 };
  assert.ok(!overlaps(country.box, dot));
});

test("no name lies on the number in a hexagon", () => {
  const net = createNet({ ...view, scale: view.scale }, 20);
  const counts = createCounts(net, 1);
  for (let event = 0; event < 50; event += 1) counts.add(net.at(400, 300), 0, 1);
  counts.add(net.at(600, 300), 0, 1);
  const boxes = boxNumbers(net, counts, 1);
  assert.equal(boxes.length, 1); // the other hexagon is too small for its number
  const middle = { x: (boxes[0].left + boxes[0].right) / 2, y: (boxes[0].top + boxes[0].bottom) / 2 };
  const placed = layOut([label("UKRAINE", 0, middle.x, middle.y)], boxes);
  assert.equal(placed.length, 1);
  assert.ok(!overlaps(placed[0].box, boxes[0]));
  assert.deepEqual([...new Set(layOut([label("UKRAINE", 0, middle.x, middle.y)]).map(({ box }) => overlaps(box, boxes[0])))], [true]);
});
