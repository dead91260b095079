import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { follow, later } from "../../mapper/web/pacing.js";

const FRAME = 10;
let now = 0;
let clock = null;

beforeEach(() => {
  now = 0;
  mock.timers.enable({ apis: ["setTimeout"] });
  clock = mock.method(performance, "now", () => now);
  globalThis.requestAnimationFrame = (draw) => setTimeout(draw, FRAME);
});

afterEach(() => {
  clock.mock.restore();
  mock.timers.reset();
  delete globalThis.requestAnimationFrame;
});

/** Lets time pass, a millisecond at a time. */
function pass(milliseconds) {
  for (let step = 0; step < milliseconds; step += 1) {
    now += 1;
    mock.timers.tick(1);
  }
}

test("what is done later is done once, a while after the last call", () => {
  const done = [];
  const act = later(400, () => done.push(now));
  for (let call = 0; call < 5; call += 1) {
    act();
    pass(100);
  }
  assert.deepEqual(done, []);
  pass(1000);
  assert.deepEqual(done, [800]);
});

test("what follows waits for the frame of the map, then a frame more", () => {
  const done = [];
  const act = follow(100, () => done.push(now));
  act();
  pass(FRAME);
  assert.deepEqual(done, []);
  pass(200);
  assert.deepEqual(done, [FRAME + 16]);
});

test("what is called at every frame follows at the pace that was asked for, and the last call is not lost", () => {
  const done = [];
  let shown = 0;
  let asked = 0;
  const act = follow(100, () => {
    shown = asked;
    done.push(now);
  });
  for (let frame = 0; frame < 60; frame += 1) {
    asked += 1;
    act();
    pass(16);
  }
  assert.ok(done.length >= 7 && done.length <= 10, `${done.length} times in 960 ms`);
  for (let at = 1; at < done.length; at += 1) assert.ok(done[at] - done[at - 1] >= 100);
  pass(300);
  assert.equal(shown, 60);
});

test("an act that calls for itself again is due again, after the pause", () => {
  const done = [];
  const act = follow(50, () => {
    done.push(now);
    if (done.length < 3) act();
  });
  act();
  pass(1000);
  assert.equal(done.length, 3);
  assert.ok(done[1] - done[0] >= 50 && done[2] - done[1] >= 50);
});
