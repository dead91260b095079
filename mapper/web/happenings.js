// Pure: the columns of events as the rest of the page reads them, and the coordinates of those that have their own.

import { project, unproject } from "./columns.js";
import { DAY } from "./dates.js";
import { ordered } from "./counting.js";

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
  const start = narrowed(count, (event) => columns["start.day"][event] * DAY + columns["start.minute"][event]);
  const end = narrowed(count, (event) => start[event] + columns.minutes[event]);
  const family = Uint8Array.from(kind, (number) => head.kinds[number][1]);
  const cell = new Int32Array(count).fill(-1);
  const dated = new Uint8Array(count);
  for (let event = 0; event < count; event += 1) {
    if (spot[event] >= 0 && !exact[event]) cell[event] = spot[event] * head.families.length + family[event];
    dated[event] = precision[event] === UNDATED ? 0 : 1;
  }
  return {
    count, start, end, family, dated, cell, kind, spot, precision, exact,
    background: columns.background,
    sources: columns.sources,
    killed: { low: columns["killed.low"], high: columns["killed.high"] },
    injured: { low: columns["injured.low"], high: columns["injured.high"] },
    weight: Int32Array.from(columns["killed.low"], (low) => Math.max(0, low)),
    byStart: ordered(start),
    byEnd: ordered(end),
  };
}

/** Minutes in four bytes, or in eight where a year is before -2113 or after 6053. */
function narrowed(count, valueOf) {
  const values = new Int32Array(count);
  for (let event = 0; event < count; event += 1) {
    const value = valueOf(event);
    if (value !== (value | 0)) return Float64Array.from({ length: count }, (_, at) => valueOf(at));
    values[event] = value;
  }
  return values;
}

/**
 * Points of the events that have a coordinate of their own; null when none has.
 * `event` has the number of each point's event, in rising order, so that points, too, are in time order;
 * `x` and `y` are on the unit square times `WORLD`; `box` is west, south, east, north in degrees.
 */
export function readPoints(events, columns) {
  const offsets = { lon: columns["point.lon"], lat: columns["point.lat"] };
  const count = offsets.lon.length;
  if (!count) return null;
  const event = new Int32Array(count);
  const x = new Int32Array(count);
  const y = new Int32Array(count);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  let lon = 0; // of the last point without a named place, in steps
  let lat = 0;
  for (let number = 0, at = 0; at < events.count; at += 1) {
    if (!events.exact[at]) continue;
    const spot = events.spot[at];
    const steps = [offsets.lon[number], offsets.lat[number]];
    if (spot < 0) [lon, lat] = [lon + steps[0], lat + steps[1]];
    const east = spot < 0 ? lon : columns["spot.lon"][spot] + steps[0];
    const north = spot < 0 ? lat : columns["spot.lat"][spot] + steps[1];
    const [worldX, worldY] = project(east / STEPS, north / STEPS);
    event[number] = at;
    x[number] = Math.min(WORLD - 1, worldX * WORLD);
    y[number] = Math.min(WORLD - 1, worldY * WORLD);
    box[0] = Math.min(box[0], east / STEPS);
    box[1] = Math.min(box[1], north / STEPS);
    box[2] = Math.max(box[2], east / STEPS);
    box[3] = Math.max(box[3], north / STEPS);
    number += 1;
  }
  return { count, event, x, y, box };
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
