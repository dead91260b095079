import assert from "node:assert/strict";
import { test } from "node:test";
import { fadeSpots, REACHES, reachesOf, tallySpots } from "../../mapper/web/choosing.js";
import { indexCells, ordered } from "../../mapper/web/counting.js";
import { nextPlace } from "../../mapper/web/cursor.js";
import { DAY, fromIso, toIso } from "../../mapper/web/dates.js";
import * as playing from "../../mapper/web/playing.js";
import { sortEvents } from "../../mapper/web/table.js";

const span = { from: fromIso("2023-01-01"), to: fromIso("2024-01-01"), unit: "week", first: fromIso("2023-01-03"), last: fromIso("2023-12-12"), isByHour: false };
const inWords = ({ from, to }) => [toIso(from), toIso(to)];

test("presets end with the last day of the data, whatever today is", () => {
  const preset = (name) => inWords(playing.presetWindow(name, span));
  assert.deepEqual(preset("all"), ["2023-01-01", "2024-01-01"]);
  assert.deepEqual(preset("days7"), ["2023-12-05", "2023-12-12"]);
  assert.deepEqual(preset("days30"), ["2023-11-12", "2023-12-12"]);
  assert.deepEqual(preset("month"), ["2023-12-01", "2024-01-01"]);
  assert.deepEqual(preset("year"), ["2023-01-01", "2024-01-01"]);
  const ended = { ...span, last: fromIso("2023-12-01") }; // the last event ended with November
  assert.deepEqual(inWords(playing.presetWindow("month", ended)), ["2023-11-01", "2023-12-01"]);
});

test("a window is named by its preset, the first that fits", () => {
  assert.equal(playing.presetOf(playing.presetWindow("days7", span), span), "days7");
  assert.equal(playing.presetOf(span, span), "all");
  assert.equal(playing.presetOf({ from: span.from, to: span.from + DAY }, span), "");
});

test("playing backwards comes to the beginning in every mode and step", () => {
  for (const mode of ["window", "fading", "upto"]) {
    for (const unit of ["day", "week", "month", "year"]) {
      let state = { ...playing.lastWindow(span, unit), mode };
      let steps = 0;
      for (let next = state; next; next = playing.previousWindow(state, unit, span)) {
        assert.ok(next.to <= state.to && next.from < next.to && next.from >= span.from && next.to <= span.to);
        state = { ...state, ...next };
        steps += 1;
        assert.ok(steps < 400);
      }
      if (mode !== "upto") assert.equal(state.from, span.from);
      else assert.ok(state.to <= Math.min(span.to, span.from + 367 * DAY));
    }
  }
});

test("step buttons lead from all time to a part, and in 'up to here' move the end", () => {
  const whole = { from: span.from, to: span.to, mode: "window" };
  assert.equal(playing.stepWindow(whole, 1, "week", span).from, span.from);
  assert.equal(playing.stepWindow(whole, -1, "week", span).to, span.to);
  const upto = { from: fromIso("2023-05-01"), to: fromIso("2023-06-01"), mode: "upto" };
  assert.deepEqual(inWords(playing.stepWindow(upto, -1, "month", span)), ["2023-01-01", "2023-05-01"]);
});

test("a view zooms about a time that stays in place, never beyond its span nor below the least", () => {
  const about = fromIso("2023-07-01");
  let view = { from: span.from, to: span.to };
  for (let step = 0; step < 30; step += 1) {
    const share = (about - view.from) / (view.to - view.from);
    view = playing.zoomView(view, span, about, 0.8, 8 * DAY);
    assert.ok(Math.abs((about - view.from) / (view.to - view.from) - share) < 1e-9);
    assert.ok(view.to - view.from >= 8 * DAY - 1e-6);
  }
  assert.ok(Math.abs(view.to - view.from - 8 * DAY) < 1e-6);
  assert.deepEqual(playing.zoomView(view, span, about, 1e6, 8 * DAY), { from: span.from, to: span.to });
  assert.deepEqual(playing.panView(view, span, 1e9).to, span.to);
  assert.deepEqual(playing.panView(view, span, -1e9).from, span.from);
});

test("a view follows the end of a window that plays out of it", () => {
  const view = { from: fromIso("2023-03-01"), to: fromIso("2023-04-01") };
  const on = playing.followView(view, { from: fromIso("2023-03-20"), to: fromIso("2023-04-10") }, span);
  assert.equal(on.to, fromIso("2023-04-10"));
  const back = playing.followView(view, { from: fromIso("2023-01-20"), to: fromIso("2023-02-10") }, span);
  assert.ok(back.from < fromIso("2023-02-10") && back.to > fromIso("2023-02-10"));
  assert.equal(playing.followView(view, { from: fromIso("2023-03-05"), to: fromIso("2023-03-10") }, span), view);
});

test("bars of a view are whole units, none finer than what is known", () => {
  const edges = playing.viewEdges({ from: fromIso("2023-03-01T05:00"), to: fromIso("2023-03-09T11:00") }, span);
  assert.ok(edges.every((edge) => edge % DAY === 0));
  assert.equal(edges.length, 10);
  const byHour = playing.viewEdges({ from: fromIso("2023-03-01"), to: fromIso("2023-03-02") }, { ...span, isByHour: true });
  assert.equal(byHour.length, 25);
});

function eventsAt(...spans) {
  const start = Float64Array.from(spans, ([from]) => from);
  const end = Float64Array.from(spans, ([, to]) => to);
  const zeros = new Int32Array(spans.length);
  return {
    count: spans.length, start, end, cell: zeros, family: zeros, weight: new Float64Array(spans.length).fill(1),
    dated: new Uint8Array(spans.length).fill(1), byStart: ordered(start), byEnd: ordered(end),
  };
}

test("what ended before the window fades over its length, and what is in it is at full strength", () => {
  const events = eventsAt([100, 110]);
  const index = indexCells(events, Uint8Array.of(1), 1);
  const at = (from, to) => fadeSpots(index, 1, 1, { from, to, undated: false, measure: "events" });
  assert.deepEqual([at(105, 145).strength[0], at(105, 145).value[0]], [1, 1]);
  const strengths = [110, 119, 129, 139, 149, 151].map((from) => at(from, from + 40).strength[0]);
  for (const [one, next] of strengths.slice(0, -1).map((strength, place) => [strength, strengths[place + 1]])) assert.ok(next <= one);
  assert.ok(strengths[0] < 1 && strengths[0] > 0.7);
  assert.equal(strengths.at(-1), 0);
});

test("a fading window over nothing past is the window itself", () => {
  const events = eventsAt([100, 110], [105, 140]);
  const index = indexCells(events, Uint8Array.of(1, 1), 1);
  const choice = { from: 90, to: 200, undated: false, measure: "events" };
  assert.equal(fadeSpots(index, 1, 1, choice).value[0], tallySpots(index, 1, 1, choice).value[0]);
});

test("how finely a place is known follows its shape and level", () => {
  const events = { spot: Int32Array.of(0, 1, 2, 3, -1, -1, 2), exact: Uint8Array.of(0, 0, 0, 0, 0, 1, 1) };
  const spots = { count: 4, shape: Uint8Array.of(0, 1, 2, 2), level: Uint8Array.of(1, 1, 3, 4) };
  const reach = reachesOf({ events, spots }, ["point", "near", "area"], ["poi", "city", "admin2", "admin1", "country", "region", "sea"]);
  assert.deepEqual(Array.from(reach, (one) => REACHES[one]), ["town", "near", "region", "country", "nowhere", "town", "town"]);
});

test("arrow keys lead to the nearest place ahead, and everything can be reached", () => {
  const places = [{ spot: 0, x: 0, y: 0 }, { spot: 1, x: 100, y: 5 }, { spot: 2, x: 60, y: 80 }, { spot: 3, x: 105, y: -90 }];
  assert.equal(nextPlace(places, places[0], [1, 0]), 1);
  assert.equal(nextPlace(places, places[0], [0, 1]), 2);
  assert.equal(nextPlace(places, places[1], [0, -1]), 3);
  assert.equal(nextPlace(places, places[0], [-1, 0]), -1);
  const reached = new Set([0]);
  for (let round = 0; round < 4; round += 1) {
    for (const spot of [...reached]) {
      for (const way of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        const next = nextPlace(places, places[spot], way);
        if (next >= 0) reached.add(next);
      }
    }
  }
  assert.equal(reached.size, places.length);
});

test("rows are sorted by number or by word, unknown ones last either way, equal ones as they came", () => {
  const killed = [3, Infinity, 0, 12, Infinity, 3];
  const sorted = (isDown) => sortEvents(Uint32Array.of(0, 1, 2, 3, 4, 5), (event) => killed[event], isDown, "en");
  assert.deepEqual(sorted(true), [3, 0, 5, 2, 1, 4]);
  assert.deepEqual(sorted(false), [2, 0, 5, 3, 1, 4]);
  const names = ["Zürich", "ağrı", "Äland", "town 10", "town 9"];
  assert.deepEqual(sortEvents(Uint32Array.of(0, 1, 2, 3, 4), (event) => names[event], false, "en"), [1, 2, 4, 3, 0]);
});

test("a step of its own is as long as reads well, but never longer than the window", () => {
  const step = (from, to, more = {}) => playing.stepFor({ mode: "window", from: fromIso(from), to: fromIso(to), ...more }, { ...span, ...more }, "quarter");
  assert.equal(step("2023-05-01", "2023-05-02"), "day");
  assert.equal(step("2023-05-01", "2023-05-08"), "week");
  assert.equal(step("2023-02-01", "2023-03-01"), "month");
  assert.equal(step("2023-01-01", "2023-10-01"), "quarter");
  assert.equal(step("2023-01-01", "2024-01-01"), "quarter");
  assert.equal(step("2023-05-01", "2023-05-08", { mode: "upto" }), "quarter");
  const hour = { mode: "window", from: span.from, to: span.from + 60 };
  assert.equal(playing.stepFor(hour, { ...span, isByHour: true }, "day"), "hour");
  assert.equal(playing.stepFor(hour, span, "month"), "day");
});
