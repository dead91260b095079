import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, fromIso, toIso } from "../../mapper/web/dates.js";
import * as playing from "../../mapper/web/playing.js";

function eventsOf(...spans) {
  return {
    count: spans.length,
    start: Float64Array.from(spans, ([from]) => fromIso(from)),
    end: Float64Array.from(spans, ([, to]) => fromIso(to)),
    dated: new Uint8Array(spans.length).fill(1),
    background: new Uint8Array(spans.length),
  };
}

const span = { from: fromIso("2023-01-01"), to: fromIso("2024-01-01"), unit: "week" };
const inWords = ({ from, to }) => [toIso(from), toIso(to)];

test("one event of a day stands among neighbouring days, never in bars of hours", () => {
  const found = playing.spanOf(eventsOf(["1914-06-28", "1914-06-29"]), false);
  assert.equal(found.unit, "day");
  assert.deepEqual(inWords(found), ["1914-06-25", "1914-07-02"]);
  assert.deepEqual(playing.barEdges(found).length, 8);
});

test("events years apart get bars of months, and the span covers them all", () => {
  const found = playing.spanOf(eventsOf(["2023-03-22", "2023-03-23"], ["2025-09-03", "2025-09-04"]), false);
  assert.equal(found.unit, "month");
  assert.deepEqual(inWords(found), ["2023-03-01", "2025-10-01"]);
});

test("background events stretch the span only when they are shown", () => {
  const events = eventsOf(["1990-01-01", "1991-01-01"], ["2023-03-22", "2023-03-23"]);
  events.background[0] = 1;
  assert.ok(playing.spanOf(events, false).from > fromIso("2023-01-01"));
  assert.equal(toIso(playing.spanOf(events, true).from), "1990-01-01");
});

test("nothing dated has no span", () => {
  const events = eventsOf(["2023-03-22", "2023-03-23"]);
  events.dated[0] = 0;
  assert.equal(playing.spanOf(events, true), null);
});

test("a handle moves to the next border of a step and never past the other", () => {
  const window = { from: fromIso("2023-03-10"), to: fromIso("2023-05-01") };
  const moved = playing.moveHandle(window, "from", 1, "month", span);
  assert.deepEqual(inWords(moved), ["2023-04-01", "2023-05-01"]);
  assert.deepEqual(playing.moveHandle(moved, "from", 10, "month", span), moved);
  assert.deepEqual(inWords(playing.moveHandle(window, "from", -10, "month", span)), ["2023-01-01", "2023-05-01"]);
  assert.deepEqual(inWords(playing.moveHandle(window, "to", -10, "month", span)), ["2023-03-10", "2023-04-10"]);
  assert.deepEqual(inWords(playing.moveHandle(window, "to", 99, "month", span)), ["2023-03-10", "2024-01-01"]);
});

test("a window that is moved keeps its length at the ends", () => {
  const window = { from: fromIso("2023-12-01"), to: fromIso("2023-12-15") };
  const moved = playing.moveWindow(window, 9, "week", span);
  assert.equal(moved.to, span.to);
  assert.equal(moved.to - moved.from, 14 * DAY);
  const back = playing.moveWindow({ from: span.from + DAY, to: span.from + 8 * DAY }, -1, "week", span);
  assert.deepEqual(back, { from: span.from, to: span.from + 7 * DAY });
});

test("playing begins with a part of the time and comes to the end in every mode and step", () => {
  for (const mode of ["window", "upto"]) {
    for (const unit of ["day", "week", "month", "year"]) {
      let state = { ...playing.firstWindow(span, unit), mode };
      let steps = 0;
      for (let next = state; next; next = playing.nextWindow(state, unit, span)) {
        assert.ok(next.to >= state.to && next.from < next.to);
        state = { ...state, ...next };
        steps += 1;
        assert.ok(steps < 400);
      }
      assert.equal(state.to, span.to);
    }
  }
});

test("a window is kept inside of the span and never shorter than the least", () => {
  assert.deepEqual(playing.clampWindow({ from: span.from - 5, to: span.from }, span, DAY), { from: span.from, to: span.from + DAY });
  assert.deepEqual(playing.clampWindow({ from: span.to, to: span.to + 9 }, span, DAY), { from: span.to - DAY, to: span.to });
});
