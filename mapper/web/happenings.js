// Pure: the columns of events as the rest of the page reads them, and the coordinates of those that have their own.

import { projectLat, unproject } from "./columns.js";
import { DAY } from "./dates.js";
import { countUp, ordered } from "./counting.js";

export const UNDATED = 5;

/** Steps of a degree that coordinates are written in. */
const STEPS = 100_000;

/** World coordinates of points are kept in this many steps: 2 cm on the ground, in four bytes. */
export const WORLD = 2 ** 31;

/**
 * Columns of events, in the order of their start, undated ones last. A cell is where an event is counted:
 * spot * families + family, -1 for what is drawn as a point or nowhere.
 */
export function readEvents(head, columns) {
  const { kind, spot, precision, exact } = columns;
  const count = kind.length;
  const familyOf = Uint8Array.from(head.kinds, ([, family]) => family);
  const families = head.families.length;
  const family = new Uint8Array(count);
  const dated = new Uint8Array(count);
  const cell = new Int32Array(count);
  for (let event = 0; event < count; event += 1) {
    family[event] = familyOf[kind[event]];
    dated[event] = precision[event] === UNDATED ? 0 : 1;
    cell[event] = spot[event] < 0 || exact[event] ? -1 : spot[event] * families + family[event];
  }
  const { start, end } = readTimes(columns, count);
  const numbers = countUp(count);
  return {
    count, start, end, family, dated, cell, kind, spot, precision, exact,
    background: columns.background,
    sources: columns.sources,
    killed: { low: columns["killed.low"], high: columns["killed.high"] },
    injured: { low: columns["injured.low"], high: columns["injured.high"] },
    weight: columns["killed.low"].map((low) => Math.max(0, low)),
    byStart: ordered(start, numbers),
    byEnd: ordered(end, numbers),
  };
}

/** Starts and ends in minutes: in four bytes, or in eight where a year is before -2113 or after 6053. */
function readTimes(columns, count) {
  const { "start.day": day, "start.minute": minute, minutes } = columns;
  let start = new Int32Array(count);
  let end = new Int32Array(count);
  for (let event = 0; event < count; event += 1) {
    start[event] = day[event] * DAY + minute[event];
    end[event] = start[event] + minutes[event];
    if (Math.abs(day[event] * DAY) + minutes[event] < 2 ** 31 - 2 * DAY) continue;
    start = Float64Array.from(day, (value, at) => value * DAY + minute[at]);
    end = start.map((time, at) => time + minutes[at]);
    break;
  }
  return { start, end };
}

/**
 * Points of the events that have a coordinate of their own; null when none has.
 * `event` has the number of each point's event, in rising order, so that points, too, are in time order;
 * `x` and `y` are on the unit square times `WORLD`; `box` is west, south, east, north in degrees.
 */
export function readPoints(events, columns) {
  const { "point.lon": offsetLon, "point.lat": offsetLat, "spot.lon": spotLon, "spot.lat": spotLat } = columns;
  const count = offsetLon.length;
  if (!count) return null;
  const event = count === events.count ? countUp(count) : new Uint32Array(count);
  const x = new Int32Array(count);
  const y = new Int32Array(count);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  let lastLon = 0; // of the last point without a named place, in steps
  let lastLat = 0;
  for (let number = 0, at = 0; at < events.count; at += 1) {
    if (!events.exact[at]) continue;
    const spot = events.spot[at];
    const lon = (spot < 0 ? lastLon : spotLon[spot]) + offsetLon[number];
    const lat = (spot < 0 ? lastLat : spotLat[spot]) + offsetLat[number];
    if (spot < 0) {
      lastLon = lon;
      lastLat = lat;
    }
    event[number] = at;
    x[number] = Math.min(WORLD - 1, (lon / (360 * STEPS) + 0.5) * WORLD);
    y[number] = Math.min(WORLD - 1, projectLat(lat / STEPS) * WORLD);
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
    number += 1;
  }
  return { count, event, x, y, box: [west, south, east, north].map((edge) => edge / STEPS) };
}

/** Longitude and latitude of a point, in degrees. */
export function pointAt(points, number) {
  return unproject(points.x[number] / WORLD, points.y[number] / WORLD);
}

/** The point of an event, or -1: a binary search, because points are in the order of events. */
export function pointOf(points, event) {
  if (!points || event === null) return -1;
  let first = 0;
  let last = points.count;
  while (first < last) {
    const middle = (first + last) >>> 1;
    if (points.event[middle] < event) first = middle + 1;
    else last = middle;
  }
  return points.event[first] === event ? first : -1;
}
