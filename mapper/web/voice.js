// What the page says, in the language that the reader chose; one voice for all parts, so that it can change.

import { createCalendar } from "./dates.js";
import { createSpeaker, nameRange, WORDS } from "./words.js";

/**
 * Whose habit of writing dates and numbers a language follows. British: day, month in letters, year cannot be
 * misread. Arabic with the digits that the data's own titles have, so that a number looks the same everywhere.
 */
const HABITS = { en: "en-GB", ar: "ar-u-nu-latn" };

const RIGHT_TO_LEFT = new Set(["ar"]);

/** The first language of a reader that the page speaks. */
export function chooseLanguage(asked, wanted) {
  const spoken = [asked, ...wanted].map((tag) => String(tag ?? "").toLowerCase().split("-")[0]);
  return spoken.find((tag) => Object.hasOwn(WORDS, tag)) ?? "en";
}

/** A range reads from its low end in every script, as in the titles: "8–9" must not turn into "9–8". */
function isolated(range, isTurned) {
  return isTurned ? `\u2066${range}\u2069` : range;
}

/** @param {string} language  a key of WORDS */
export function createVoice(language) {
  let now = language;
  let calendar = null;
  let say = null;
  const speak = (next) => {
    now = next;
    const habit = HABITS[next] ?? next;
    calendar = createCalendar(habit);
    say = createSpeaker(next, habit);
  };
  speak(language);
  const dates = Object.keys(calendar).map((name) => [name, (...values) => calendar[name](...values)]);
  return {
    say: (key, values) => say(key, values),
    calendar: Object.fromEntries(dates),
    /** "6–8" in the language's digits. */
    range: (low, high) => isolated(nameRange(low, high, HABITS[now] ?? now), RIGHT_TO_LEFT.has(now)),
    language: () => now,
    direction: () => (RIGHT_TO_LEFT.has(now) ? "rtl" : "ltr"),
    speak,
  };
}
