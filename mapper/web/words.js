// Every word of the interface, by language. {name} stands for a value; an entry with plural forms is chosen by
// Intl.PluralRules from {n}. Values are put in as text, never as markup.

import { AR } from "./words_ar.js";
import { EN } from "./words_en.js";
import { ES } from "./words_es.js";
import { FR } from "./words_fr.js";
import { UK } from "./words_uk.js";

export const WORDS = { en: EN, uk: UK, fr: FR, es: ES, ar: AR };

/**
 * A function that says a phrase in a language.
 * @param {string} language
 * @param {string} habit  whose digits it writes, if not the language's own
 */
export function createSpeaker(language, habit = language) {
  const phrases = WORDS[language] ?? WORDS.en;
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(habit);
  const shown = (value) => (typeof value === "number" ? numbers.format(value) : value);
  return (key, values = {}) => {
    const entry = phrases[key] ?? WORDS.en[key];
    if (entry === undefined) throw new Error(`no words for ${key}`);
    const phrase = typeof entry === "string" ? entry : entry[plurals.select(values.n)];
    return phrase.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
  };
}

/** "6–8", "33": a range of counts. */
export function nameRange(low, high, language = "en") {
  const number = new Intl.NumberFormat(language);
  return low === high ? number.format(low) : `${number.format(low)}–${number.format(high)}`;
}
