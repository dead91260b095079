import assert from "node:assert/strict";
import { test } from "node:test";
import * as dates from "../../mapper/web/dates.js";

const MINUTE = 60_000;

/** Small random numbers that are the same in every run (Lehmer, Park and Miller 1988). */
function* numbers(low, high, count) {
  let state = 42;
  for (let drawn = 0; drawn < count; drawn += 1) {
    state = (state * 48271) % 2147483647;
    yield low + Math.floor((state / 2147483647) * (high - low));
  }
}

/** The slow oracle: JavaScript's own UTC calendar. */
function oracle(time) {
  const date = new Date(time * MINUTE);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const YEARS_1_TO_9999 = [-1_035_593_280, 4_223_371_680];

test("days turn into calendar days and back as JavaScript's own calendar has them", () => {
  for (const time of numbers(...YEARS_1_TO_9999, 4000)) {
    const days = Math.floor(time / dates.DAY);
    const civil = dates.civilOf(days);
    assert.deepEqual(civil, oracle(days * dates.DAY));
    assert.equal(dates.dayOf(civil.year, civil.month, civil.day), days);
  }
});

test("a unit begins at or before its time and the next one after it", () => {
  for (const [unit] of dates.UNITS) {
    for (const time of numbers(...YEARS_1_TO_9999, 300)) {
      const floor = dates.floorTo(time, unit);
      assert.ok(floor <= time && time < dates.shift(floor, unit, 1), `${unit} ${time}`);
      assert.equal(dates.floorTo(floor, unit), floor);
      assert.ok(dates.ceilTo(time, unit) >= time);
    }
  }
});

test("weeks begin on Monday, months and years on their first day", () => {
  for (const time of numbers(...YEARS_1_TO_9999, 500)) {
    assert.equal(new Date(dates.floorTo(time, "week") * MINUTE).getUTCDay(), 1);
    assert.equal(oracle(dates.floorTo(time, "month")).day, 1);
    const year = oracle(dates.floorTo(time, "year"));
    assert.deepEqual(year, { year: oracle(time).year, month: 1, day: 1 });
  }
});

test("a month after 31 January is the last of February", () => {
  const at = dates.fromIso("2024-01-31");
  assert.equal(dates.toIso(dates.shift(at, "month", 1)), "2024-02-29");
  assert.equal(dates.toIso(dates.shift(at, "month", -2)), "2023-11-30");
});

test("the written day reads back as the same time, before 1970 too", () => {
  for (const time of numbers(...YEARS_1_TO_9999, 1000)) {
    assert.equal(dates.fromIso(dates.toIso(time)), time);
  }
});

test("days that do not exist are no times", () => {
  for (const text of ["2023-02-29", "2023-13-01", "2023-00-10", "2023-01-01T24:00", "yesterday", "", "2023-1-1"]) {
    assert.equal(dates.fromIso(text), null, text);
  }
});

test("a pretty unit never gives more steps than asked for, and the next finer one would", () => {
  const names = dates.UNITS.map(([name]) => name);
  for (const length of numbers(1, 40_000_000, 300)) {
    const unit = dates.prettyUnit(0, length, 60);
    const [, minutes] = dates.UNITS[names.indexOf(unit)];
    assert.ok(length / minutes <= 60 || unit === "century");
    if (unit !== "hour") assert.ok(length / dates.UNITS[names.indexOf(unit) - 1][1] > 60);
  }
});

test("ticks are all beginnings of a unit, each once, earliest first", () => {
  const from = dates.fromIso("1999-11-17");
  const to = dates.fromIso("2003-02-03");
  const found = dates.ticks(from, to, "quarter");
  assert.deepEqual(found.map(dates.toIso).slice(0, 3), ["2000-01-01", "2000-04-01", "2000-07-01"]);
  assert.ok(found.every((time) => dates.floorTo(time, "quarter") === time && time >= from && time <= to));
});

for (const zone of ["America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu"]) {
  test(`a day in words stays the day as stored for a reader in ${zone}`, () => {
    process.env.TZ = zone;
    const calendar = dates.createCalendar("en-GB");
    assert.equal(calendar.moment(dates.fromIso("2023-03-22")), "22 March 2023");
    assert.equal(calendar.span(dates.fromIso("2023-03-22"), dates.fromIso("2023-03-23")), "22 March 2023");
    assert.equal(calendar.weekday(dates.fromIso("2023-03-22") / dates.DAY), "Wednesday");
    assert.equal(calendar.moment(dates.fromIso("1914-06-28T10:50")), "28 June 1914, 10:50 UTC");
  });
}

test("a span of days is named by its first and last day", () => {
  const calendar = dates.createCalendar("en-GB");
  const words = calendar.span(dates.fromIso("2023-03-20"), dates.fromIso("2023-03-27"));
  assert.equal(words.replace(/\s?–\s?/, "–"), "20–26 Mar 2023"); // how much space stands there is ICU's affair
});
