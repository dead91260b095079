import assert from "node:assert/strict";
import { test } from "node:test";
import { createCrossing, HIDDEN, NOW, PAST } from "../../mapper/web/crossing.js";
import { createCounts, createNet } from "../../mapper/web/hexagons.js";
import { colourDisc, createDisc, createPixels } from "../../mapper/web/pixels.js";
import { pickHexagon, pickNear } from "../../mapper/web/picking.js";

const WORLD = 2 ** 31;
const WIDTH = 120;
const HEIGHT = 90;

function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** Events in time order, undated ones last, most of them points; some far outside of the view, many at one pixel. */
function makePoints(count, seed) {
  const draw = random(seed);
  const dated = Math.floor(count * 0.95);
  const begins = Array.from({ length: dated }, () => draw(200)).sort((a, b) => a - b);
  const start = Int32Array.from({ length: count }, (_, event) => (event < dated ? begins[event] : 0));
  const isEven = draw(2) === 0; // every event equally long, or not
  const end = start.map((time) => time + (isEven ? 5 : 1 + draw(3) * draw(40)));
  const all = draw(2) === 0;
  const event = Int32Array.from({ length: count }, (_, at) => at).filter(() => all || draw(5));
  const span = WORLD / 2 ** 20;
  const spread = (size) => Int32Array.from(event, () => (draw(3) ? draw(size + 20) - 10 : draw(12) + size / 2) * span + 1);
  return {
    events: { count, start, end, dated: start.map((_, at) => (at < dated ? 1 : 0)) },
    points: { count: event.length, event, x: spread(WIDTH), y: spread(HEIGHT) },
  };
}

const view = { scale: 2 ** 20, left: 0, top: 0, width: WIDTH, height: HEIGHT };

/** Steps such as a reader takes: a little forth, a little back, a jump, another length, other modes. */
function walk(draw, window) {
  const step = draw(9) - 4;
  if (draw(8) === 0) return { ...window, from: draw(200), to: draw(220), past: draw(200) };
  if (draw(12) === 0) return { ...window, from: -Infinity, past: -Infinity };
  if (draw(15) === 0) return { ...window, undated: !window.undated };
  const from = window.from === -Infinity ? window.from : window.from + step;
  return { ...window, from, past: draw(2) ? from : from - 10, to: window.to + step };
}

function stateSlowly({ points, events }, keep, window, point) {
  const event = points.event[point];
  if (!keep[event]) return HIDDEN;
  if (!events.dated[event]) return window.undated ? NOW : HIDDEN;
  if (events.start[event] >= window.to || events.end[event] <= window.past) return HIDDEN;
  return events.end[event] > window.from ? NOW : PAST;
}

test("after any walk of the window, what is shown is what looking at every event finds", () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const made = makePoints(300, seed);
    const draw = random(seed + 1000);
    const crossing = createCrossing(made.points, made.events);
    let keep = new Uint8Array(300).fill(1);
    let window = { past: 0, from: 0, to: 40, undated: false };
    let mended = 0;
    for (let round = 0; round < 60; round += 1) {
      const before = crossing.state.slice();
      const changed = crossing.move(window, keep);
      const now = Array.from(before, (_, point) => stateSlowly(made, keep, window, point));
      assert.deepEqual([...crossing.state], now);
      if (changed) {
        mended += 1;
        const differ = now.flatMap((state, point) => (state === before[point] ? [] : [point]));
        assert.deepEqual([...changed.points].sort((a, b) => a - b), differ);
        changed.points.forEach((point, at) => assert.equal(changed.was[at], before[point]));
      }
      window = walk(draw, window);
      if (draw(20) === 0) keep = Uint8Array.from(keep, () => (draw(4) ? 1 : 0));
    }
    assert.ok(mended > 20, `only ${mended} of 60 steps were small`);
  }
});

/** The slow oracle: of every pixel the newest shown point whose disc covers it. */
function paintSlowly(points, state, disc, looks, lookOf) {
  const image = new Uint32Array(WIDTH * HEIGHT);
  for (let point = 0; point < points.count; point += 1) {
    const x = Math.floor((points.x[point] / WORLD) * view.scale);
    const y = Math.floor((points.y[point] / WORLD) * view.scale);
    const { reach } = disc;
    if (!state[point] || x < reach || y < reach || x >= WIDTH - reach || y >= HEIGHT - reach) continue;
    disc.dx.forEach((dx, part) => {
      image[(y + disc.dy[part]) * WIDTH + x + dx] = looks[lookOf(point)][part];
    });
  }
  return image;
}

test("mended pixels are those of painting everything, newest on top, after any walk", () => {
  const disc = createDisc(2.6, 1);
  const looks = [0, 1, 2, 3].map((look) => colourDisc(disc, [50 * look, 200, 90], [255, 255, 255], 1 - 0.2 * look));
  for (let seed = 1; seed <= 20; seed += 1) {
    const made = makePoints(400, seed);
    const draw = random(seed + 2000);
    const crossing = createCrossing(made.points, made.events);
    const lookOf = (point) => (point % 2) * 2 + crossing.state[point] - 1;
    const pixels = createPixels(made.points, crossing.state, lookOf);
    const image = new Uint32Array(WIDTH * HEIGHT);
    pixels.look(view, image, disc);
    pixels.dress(looks);
    const keep = new Uint8Array(400).fill(1);
    let window = { past: 0, from: 0, to: 90, undated: true };
    for (let round = 0; round < 50; round += 1) {
      const before = image.slice();
      const changed = crossing.move(window, keep);
      if (changed) pixels.mend(changed.points, Infinity);
      else pixels.paint();
      const slow = paintSlowly(made.points, crossing.state, disc, looks, lookOf);
      assert.deepEqual(image, slow);
      const box = pixels.dirty();
      image.forEach((value, pixel) => {
        const x = pixel % WIDTH;
        const y = (pixel - x) / WIDTH;
        const isInBox = box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
        assert.ok(value === before[pixel] || isInBox);
      });
      window = walk(draw, window);
    }
  }
});

test("a disc is whole in the middle, soft at its edge, and the same in all directions", () => {
  const { dx, dy, core, cover, reach } = createDisc(3.5, 1);
  const at = (x, y) => core[dx.findIndex((value, part) => value === x && dy[part] === y)];
  assert.equal(at(0, 0), 1);
  assert.equal(at(3, 0), at(0, -3));
  assert.ok(at(4, 0) < at(3, 0));
  assert.ok(cover.every((share) => share > 0 && share <= 1) && reach === 5);
});

test("all shown points near a pixel are found, newest first, and no other", () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const made = makePoints(500, seed);
    const { points } = made;
    const draw = random(seed + 3000);
    const crossing = createCrossing(points, made.events);
    crossing.move({ past: 0, from: 20, to: 150, undated: true }, new Uint8Array(500).fill(1));
    const pixels = createPixels(points, crossing.state, () => 0);
    pixels.look(view, new Uint32Array(WIDTH * HEIGHT), createDisc(2, 1));
    const net = createNet(view, 9);
    for (let round = 0; round < 40; round += 1) {
      const [x, y] = [draw(WIDTH), draw(HEIGHT)];
      const shown = Array.from(points.event, (_, point) => point).filter((point) => crossing.state[point] && pixels.place[point] >= 0);
      const middle = (point) => [pixels.place[point] % WIDTH, Math.floor(pixels.place[point] / WIDTH)];
      const near = shown.filter((point) => Math.hypot(middle(point)[0] - x, middle(point)[1] - y) <= 5).reverse();
      assert.deepEqual([...pickNear(pixels, crossing.state, x, y, 5)], near);
      const within = shown.filter((point) => net.at(...middle(point)) === net.at(x, y)).reverse();
      assert.deepEqual([...pickHexagon(pixels, crossing.state, net, net.at(x, y))], within);
    }
  }
});

test("a pixel belongs to the hexagon whose middle is nearest", () => {
  for (const [left, top, radius] of [[0, 0, 10], [1234.5, -77, 16], [-31, 999, 23.5]]) {
    const net = createNet({ left, top, width: WIDTH, height: HEIGHT }, radius);
    const middles = Array.from({ length: net.count }, (_, hexagon) => net.middle(hexagon));
    for (let x = 0; x < WIDTH; x += 3) {
      for (let y = 0; y < HEIGHT; y += 3) {
        const distance = (hexagon) => Math.hypot(middles[hexagon].x - x, middles[hexagon].y - y);
        const nearest = Math.min(...middles.map((_, hexagon) => distance(hexagon)));
        assert.ok(distance(net.at(x, y)) <= nearest + 1e-9);
      }
    }
  }
});

test("hexagons stay on the ground when the map is moved", () => {
  const net = createNet({ left: 100, top: 200, width: WIDTH, height: HEIGHT }, 12);
  const moved = createNet({ left: 137, top: 155, width: WIDTH, height: HEIGHT }, 12);
  for (let x = 40; x < 110; x += 5) {
    const { x: first, y: second } = net.middle(net.at(x, 30));
    const other = moved.middle(moved.at(x - 37, 30 + 45));
    assert.ok(Math.abs(first + 100 - other.x - 137) < 1e-6 && Math.abs(second + 200 - other.y - 155) < 1e-6);
  }
});

test("counts that are changed one by one are those of counting anew", () => {
  const net = createNet({ left: 0, top: 0, width: WIDTH, height: HEIGHT }, 10);
  const draw = random(5);
  const counts = createCounts(net, 3);
  const inside = [];
  for (let round = 0; round < 2000; round += 1) {
    if (inside.length && draw(3) === 0) counts.add(...inside.splice(draw(inside.length), 1)[0], -1);
    else {
      inside.push([net.at(draw(WIDTH), draw(HEIGHT)), draw(3)]);
      counts.add(...inside.at(-1), 1);
    }
  }
  const slow = createCounts(net, 3);
  for (const one of inside) slow.add(...one, 1);
  assert.deepEqual(counts.counts, slow.counts);
  assert.deepEqual(counts.sums, slow.sums);
  assert.equal(counts.most(), Math.max(...slow.sums));
});
