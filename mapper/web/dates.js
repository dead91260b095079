// Pure calendar logic: no DOM, no Date object, no reader's time zone.
// A time is whole minutes since 1970-01-01 00:00 UTC, negative before it; a day is 1,440 of them.
// The calendar is the proleptic Gregorian one (ISO 8601), as in Python's datetime.

export const DAY = 1440;
const MILLISECONDS = 86_400_000;

/** @typedef {"hour"|"hours6"|"day"|"week"|"month"|"quarter"|"year"|"years2"|"years5"|"decade"|"century"} Unit */

/** Units from fine to coarse, with their usual length in minutes. */
export const UNITS = [
  ["hour", 60],
  ["hours6", 360],
  ["day", DAY],
  ["week", 7 * DAY],
  ["month", 30.44 * DAY],
  ["quarter", 91.31 * DAY],
  ["year", 365.24 * DAY],
  ["years2", 730.5 * DAY],
  ["years5", 1826.2 * DAY],
  ["decade", 3652.4 * DAY],
  ["century", 36524 * DAY],
];

/** The coarser of two units. */
export function coarser(one, other) {
  const order = UNITS.map(([name]) => name);
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}

const MONTHS_OF = { month: 1, quarter: 3, year: 12, years2: 24, years5: 60, decade: 120, century: 1200 };
const MINUTES_OF = { hour: 60, hours6: 360, day: DAY, week: 7 * DAY };

/** Remainder that is never negative. */
function modulo(value, divisor) {
  return value - divisor * Math.floor(value / divisor);
}

/**
 * Days since 1970-01-01 of a calendar day; months beyond 1 to 12 carry into years.
 * After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil).
 */
export function dayOf(year, month, day) {
  const shifted = year * 12 + (month - 1) - 2; // years begin in March, so that the leap day ends them
  const y = Math.floor(shifted / 12);
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * modulo(shifted, 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Calendar day of days since 1970-01-01 (civil_from_days of the same paper). */
export function civilOf(days) {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 0 for Monday to 6 for Sunday, as ISO weeks count; 1970-01-01 was a Thursday. */
export function weekdayOf(days) {
  return modulo(days + 3, 7);
}

/** The latest time not after `time` at which a unit begins. */
export function floorTo(time, unit) {
  const days = Math.floor(time / DAY);
  if (unit === "week") return (days - weekdayOf(days)) * DAY;
  if (unit in MINUTES_OF) return Math.floor(time / MINUTES_OF[unit]) * MINUTES_OF[unit];
  const { year, month } = civilOf(days);
  const first = Math.floor((year * 12 + month - 1) / MONTHS_OF[unit]) * MONTHS_OF[unit];
  return dayOf(0, first + 1, 1) * DAY;
}

/** The earliest time not before `time` at which a unit begins. */
export function ceilTo(time, unit) {
  const floor = floorTo(time, unit);
  return floor === time ? time : shift(floor, unit, 1);
}

/** `count` units later (or earlier); months keep the day where there is one, else the month's last. */
export function shift(time, unit, count) {
  if (unit in MINUTES_OF) return time + count * MINUTES_OF[unit];
  const days = Math.floor(time / DAY);
  const { year, month, day } = civilOf(days);
  const months = month + count * MONTHS_OF[unit];
  const length = dayOf(year, months + 1, 1) - dayOf(year, months, 1);
  return dayOf(year, months, Math.min(day, length)) * DAY + (time - days * DAY);
}

/** The finest unit of which no more than `most` fit between two times. */
export function prettyUnit(from, to, most) {
  const found = UNITS.find(([, length]) => (to - from) / length <= most);
  return found ? found[0] : "century";
}

/** Every beginning of a unit in [from, to]; never more than `most`. */
export function ticks(from, to, unit, most = 1000) {
  const found = [];
  for (let time = ceilTo(from, unit); time <= to && found.length < most; time = shift(time, unit, 1)) {
    found.push(time);
  }
  return found;
}

function padded(number, width = 2) {
  return String(number).padStart(width, "0");
}

/** `2023-03-22`, as a date field wants it; the year 0 and earlier get a sign. */
export function toIsoDay(time) {
  const { year, month, day } = civilOf(Math.floor(time / DAY));
  const sign = year < 0 ? "-" : "";
  return `${sign}${padded(Math.abs(year), 4)}-${padded(month)}-${padded(day)}`;
}

/** What a date field can hold: its calendar begins with the year 1 (HTML, "valid date string"). */
export function toField(time) {
  return toIsoDay(Math.max(time, dayOf(1, 1, 1) * DAY));
}

/** `2023-03-22T06:30`; the hour is left out at midnight. */
export function toIso(time) {
  const minute = modulo(time, DAY);
  return toIsoDay(time) + (minute ? `T${padded(Math.floor(minute / 60))}:${padded(minute % 60)}` : "");
}

/** The time that `toIso` wrote, or null for anything else, such as 2023-02-30. */
export function fromIso(text) {
  const parts = /^(-?\d{4,6})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute] = parts.slice(1).map((part) => Number(part ?? 0));
  const days = dayOf(year, month, day);
  const back = civilOf(days);
  const exists = back.year === year && back.month === month && back.day === day && month >= 1 && month <= 12;
  return exists && hour < 24 && minute < 60 ? days * DAY + hour * 60 + minute : null;
}

/**
 * Dates in words of a language. Everything goes through days since 1970 and `timeZone: "UTC"`,
 * so that no reader's zone can move a day.
 * @param {string} language  BCP 47
 */
export function createCalendar(language) {
  const formats = new Map();
  const formatOf = (options) => {
    const key = JSON.stringify(options);
    if (!formats.has(key)) {
      formats.set(key, new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC", calendar: "gregory" }));
    }
    return formats.get(key);
  };
  const formatted = (days, options) => formatOf(options).format(new Date(days * MILLISECONDS));
  const between = (first, last, options) =>
    formatOf(options).formatRange(new Date(first * MILLISECONDS), new Date(last * MILLISECONDS));
  const eraOf = (days) => (civilOf(days).year < 1 ? { era: "short" } : {});
  const day = (days) => formatted(days, { day: "numeric", month: "long", year: "numeric", ...eraOf(days) });
  const shortDay = (days) => formatted(days, { day: "numeric", month: "short", year: "numeric", ...eraOf(days) });
  const weekday = (days) => formatted(days, { weekday: "long" });
  const month = (days) => formatted(days, { month: "long", year: "numeric", ...eraOf(days) });
  const shortMonth = (days) => formatted(days, { month: "short" });
  const dayAndMonth = (days) => formatted(days, { day: "numeric", month: "short" });
  const year = (days) => formatted(days, { year: "numeric", ...eraOf(days) });
  const clock = (time) => {
    const minute = modulo(time, DAY);
    return `${padded(Math.floor(minute / 60))}:${padded(minute % 60)}`;
  };

  /** "22 March 2023", and the hour when it is not midnight. */
  const moment = (time) => {
    const days = Math.floor(time / DAY);
    return modulo(time, DAY) ? `${day(days)}, ${clock(time)} UTC` : day(days);
  };

  /** A half-open span: days inclusive, "20–26 Mar 2023". */
  const span = (from, to) => {
    const first = Math.floor(from / DAY);
    const last = Math.ceil(to / DAY) - 1;
    const whole = modulo(from, DAY) === 0 && modulo(to, DAY) === 0;
    if (!whole && last <= first) return `${day(first)}, ${clock(from)}–${clock(to)} UTC`;
    if (!whole) return `${shortDay(first)}, ${clock(from)} – ${shortDay(Math.floor(to / DAY))}, ${clock(to)} UTC`;
    if (last <= first) return day(first);
    return between(first, last, { day: "numeric", month: "short", year: "numeric", ...eraOf(first) });
  };

  return { day, shortDay, weekday, month, shortMonth, dayAndMonth, year, clock, moment, span };
}
