// An event in words: its day, its place, its numbers. Used by the list and the panel alike.

import { DAY } from "./dates.js";
import { LEVELS, PRECISIONS, SHAPES } from "./data.js";

/** The day of an event at the precision at which it is known. */
export function tellWhen(data, event, calendar, say) {
  const { events } = data;
  if (!events.dated[event]) return say("undated_one");
  const from = events.start[event];
  const to = events.end[event];
  const precision = PRECISIONS[events.precision[event]];
  const isOneDay = to - from === DAY;
  if (precision === "month" && isCalendarMonth(from, to)) return calendar.month(from / DAY);
  if (precision === "year" && to - from >= 365 * DAY && to - from <= 366 * DAY) return calendar.year(from / DAY);
  return isOneDay ? calendar.day(from / DAY) : calendar.span(from, to);
}

function isCalendarMonth(from, to) {
  return to - from >= 28 * DAY && to - from <= 31 * DAY;
}

/** The day under which an event is listed, and the hours when those are known. */
export function tellListed(data, event, calendar, say) {
  const { start, end, dated } = data.events;
  const day = Math.floor(start[event] / DAY);
  const isWithinDay = dated[event] && end[event] <= (day + 1) * DAY;
  if (!isWithinDay) return { heading: tellWhen(data, event, calendar, say), weekday: "", hours: "" };
  const isWhole = end[event] - start[event] === DAY;
  const hours = isWhole ? "" : `${calendar.clock(start[event])}–${calendar.clock(end[event])} UTC`;
  return { heading: calendar.day(day), weekday: calendar.weekday(day), hours };
}

/** The place of an event: its name, with "near" where it is only near. */
export function tellWhere(data, event, say) {
  const spot = data.events.spot[event];
  return spot < 0 ? say("nowhere") : tellSpot(data, spot, say);
}

export function tellSpot(data, spot, say) {
  const name = nameSpot(data, spot, say("tag"));
  return SHAPES[data.spots.shape[spot]] === "near" ? say("near", { place: name }) : name;
}

/** A place as the data name it; a country in the reader's language. */
function nameSpot({ spots }, spot, language) {
  const isCountry = LEVELS[spots.level[spot]] === "country" && spots.country[spot];
  return isCountry && language !== "en" ? nameCountry(spots.country[spot], language) : spots.name[spot];
}

/** "town, Ukraine": what kind of place, in which country. */
export function tellLevel(data, spot, say, language) {
  const level = say(`level_${LEVELS[data.spots.level[spot]]}`);
  const country = data.spots.country[spot];
  const isCountry = LEVELS[data.spots.level[spot]] === "country";
  return country && !isCountry ? say("level_in", { level, country: nameCountry(country, language) }) : level;
}

/** A country by its code (ISO 3166-1 alpha-2), in a language. */
export function nameCountry(code, language) {
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
  } catch {
    return code; // not a code that Intl knows
  }
}

/** Killed and injured, as far as stated; from the columns, so that no text need be opened. */
export function tellToll(data, event, range) {
  return ["killed", "injured"].flatMap((name) => {
    const low = data.events[name].low[event];
    const high = data.events[name].high[event];
    return low < 0 ? [] : [{ name, range: range(low, high), isNone: high === 0 }];
  });
}
