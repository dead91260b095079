import assert from "node:assert/strict";
import { test } from "node:test";
import { aboutPoint, besideDisc, boxAround, overlaps, placeLabels } from "../../mapper/web/placing.js";

const frame = { left: 0, top: 0, right: 800, bottom: 500 };

function wanted(count) {
  let state = 7;
  const draw = (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  return Array.from({ length: count }, () => {
    const width = 30 + draw(90);
    const anchors = draw(2) ? besideDisc(draw(20), width, 15) : aboutPoint(width, 22, { left: -60, top: -40, right: 60, bottom: 40 });
    return { x: draw(800), y: draw(500), forms: [{ width, height: 15, anchors }, { width: 24, height: 15, anchors: [[0, 0]] }] };
  });
}

test("no two labels overlap, none leaves the frame, none covers what is taken", () => {
  const taken = [boxAround(100, 100, 150, 120), boxAround(700, 400, 200, 200)];
  const boxes = placeLabels(wanted(400), taken, frame).filter(Boolean).map(({ box }) => box);
  assert.ok(boxes.length > 40);
  for (const [at, box] of boxes.entries()) {
    assert.ok(box.left >= 0 && box.top >= 0 && box.right <= 800 && box.bottom <= 500);
    for (const other of [...taken, ...boxes.slice(0, at)]) assert.ok(!overlaps(box, other));
  }
});

test("the first label always gets its first place", () => {
  const [label] = wanted(1);
  const middle = { ...label, x: 400, y: 250 };
  const [{ box, form }] = placeLabels([middle], [], frame);
  const [dx] = middle.forms[0].anchors[0];
  assert.equal(form, 0);
  assert.equal((box.left + box.right) / 2, 400 + dx);
});

test("a label without room for its long form takes its short one, or none", () => {
  const label = { x: 50, y: 50, forms: [{ width: 300, height: 15, anchors: [[0, 0]] }, { width: 20, height: 15, anchors: [[0, 0]] }] };
  assert.equal(placeLabels([label], [], { left: 0, top: 0, right: 100, bottom: 100 })[0].form, 1);
  assert.equal(placeLabels([label], [boxAround(50, 50, 60, 60)], frame)[0], null);
});
