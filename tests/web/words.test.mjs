import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { namedKinds, nameKind } from "../../mapper/web/kinds.js";
import { createSpeaker, nameRange, WORDS } from "../../mapper/web/words.js";
import { chooseLanguage, createVoice } from "../../mapper/web/voice.js";
import { SIGNS } from "../../mapper/web/signs.js";

const web = new URL("../../mapper/web/", import.meta.url);
const read = (name) => readFileSync(new URL(name, web), "utf8");

test("every word that the skeleton and the modules ask for by name is there", () => {
  const asked = new Set();
  for (const [, key] of read("page.html").matchAll(/data-(?:word|label|hint)="(\w+)"/g)) asked.add(key);
  for (const name of readdirSync(web).filter((file) => file.endsWith(".js"))) {
    for (const [, key] of read(name).matchAll(/\bsay\("(\w+)"/g)) asked.add(key);
  }
  assert.ok(asked.size > 40);
  for (const key of asked) assert.ok(key in WORDS.en, key);
});

test("every language has the same words as English, and none is empty", () => {
  assert.deepEqual(Object.keys(WORDS), ["en", "uk", "fr", "es", "ar"]);
  for (const [language, words] of Object.entries(WORDS)) {
    assert.deepEqual(Object.keys(words), Object.keys(WORDS.en), language);
    for (const key of Object.keys(words)) {
      for (const phrase of phrasesOf(words[key])) assert.ok(phrase.trim(), `${language} ${key}`);
    }
  }
});

/** Every way to say an entry. */
function phrasesOf(entry) {
  return typeof entry === "string" ? [entry] : Object.values(entry);
}

function namesIn(phrase) {
  return [...phrase.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
}

test("every phrase of every language holds the same values as the English one", () => {
  for (const [language, words] of Object.entries(WORDS)) {
    for (const [key, english] of Object.entries(WORDS.en)) {
      const wanted = namesIn(phrasesOf(english)[0]);
      for (const [form, phrase] of Object.entries(words[key]).filter(() => typeof words[key] !== "string")) {
        // Arabic says none, one and two without a numeral
        if (["zero", "one", "two"].includes(form) && language === "ar") assert.deepEqual(namesIn(phrase), [], `${language} ${key} ${form}`);
        else assert.deepEqual(namesIn(phrase), wanted, `${language} ${key} ${form}`);
      }
      if (typeof words[key] === "string") assert.deepEqual(namesIn(words[key]), wanted, `${language} ${key}`);
    }
  }
});

test("what is counted has every plural form of its language, and no other", () => {
  for (const [language, words] of Object.entries(WORDS)) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, english] of Object.entries(WORDS.en)) {
      assert.equal(typeof words[key], typeof english, `${language} ${key}`);
      if (typeof english !== "string") assert.deepEqual(Object.keys(words[key]).sort(), [...forms].sort(), `${language} ${key}`);
    }
  }
});

test("no phrase is left in English", () => {
  const sameEverywhere = new Set(["own_name", "speed_of", "step_by", "level_in", "code_acled", "code_ucdp", "comma", "title_made", "title_counted"]);
  const alike = { fr: ["menu", "zoom", "corrections", "source", "level_admin2", "recording", "coordinates"], es: ["zoom", "actor"] };
  for (const [language, words] of Object.entries(WORDS).filter(([tag]) => tag !== "en")) {
    for (const [key, entry] of Object.entries(words)) {
      if (sameEverywhere.has(key) || alike[language]?.includes(key)) continue;
      assert.notDeepEqual(entry, WORDS.en[key], `${language} ${key}`);
    }
  }
});

test("no word stands there that nobody says", () => {
  const sources = readdirSync(web).filter((file) => /\.(js|html)$/.test(file) && !file.startsWith("words_")).map(read).join("\n");
  const built = /^(level|known|geo|prec|family|shape|mode|preset|reach|size|wrong|corrected|help)_|^(hour|hours6|day|week|month|quarter|year|years2|years5|decade|century|own_name)$/;
  const counted = ["killed", "injured", "missing", "detained", "displaced", "launched", "intercepted"];
  for (const key of Object.keys(WORDS.en)) {
    if (built.test(key) || counted.includes(key)) continue;
    assert.match(sources, new RegExp(`"${key}"`), key);
  }
});

test("numbers choose the right form in languages with several", () => {
  const uk = createSpeaker("uk");
  assert.deepEqual([1, 2, 5, 21, 112].map((n) => uk("events", { n })), ["1 подія", "2 події", "5 подій", "21 подія", "112 подій"]);
  const ar = createSpeaker("ar", "ar-u-nu-latn");
  assert.deepEqual([0, 1, 2, 3, 11, 100].map((n) => ar("events", { n })), ["لا أحداث", "حدث واحد", "حدثان", "3 أحداث", "11 حدثًا", "100 حدث"]);
});

test("a reader's language is taken if the page speaks it, the asked one first", () => {
  assert.equal(chooseLanguage("", ["de-AT", "fr-CA", "en"]), "fr");
  assert.equal(chooseLanguage("ar", ["fr"]), "ar");
  assert.equal(chooseLanguage("__proto__", ["xx"]), "en");
});

test("a voice changes its language, its dates and its digits at once", () => {
  const voice = createVoice("en");
  const { say, calendar } = voice;
  assert.deepEqual([say("to"), calendar.day(0), voice.direction()], ["To", "1 January 1970", "ltr"]);
  voice.speak("ar");
  assert.deepEqual([say("to"), voice.direction(), voice.range(1200, 1300)], ["إلى", "rtl", "\u20661,200–1,300\u2069"]);
  assert.equal(calendar.day(0), "1 يناير 1970");
  voice.speak("uk");
  assert.equal(calendar.day(19438), "22 березня 2023 р.");
});

test("values are put in as they are, and numbers choose their plural", () => {
  const say = createSpeaker("en");
  assert.equal(say("events", { n: 1 }), "1 event");
  assert.equal(say("events", { n: 12345 }), "12,345 events");
  assert.equal(say("near", { place: "$& <b> {n}" }), "near $& <b> {n}");
  assert.throws(() => say("no such words"), /no words/);
});

test("ranges and kinds read as people write them", () => {
  assert.equal(nameRange(6, 8), "6–8");
  assert.equal(nameRange(1200, 1200), "1,200");
  assert.equal(nameKind("air_strike"), "Air strike");
});

test("every family has a sign, words and a colour in both themes", () => {
  const style = read("page.css");
  for (const family of Object.keys(SIGNS)) {
    assert.ok(`family_${family}` in WORDS.en);
    assert.equal(style.match(new RegExp(`--family-${family}: #[0-9a-f]{6};`, "g")).length, 2);
    assert.ok(style.includes(`.family-${family} circle`));
  }
});

/** Contrast of two colours: WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one, other) {
  const luminance = (colour) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function themes() {
  const blocks = read("page.css").split(":root").slice(1, 3);
  return blocks.map((block) => Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, k, v]) => [k, v])));
}

test("text has a contrast of 4.5 on every ground it stands on, in both themes", () => {
  for (const theme of themes()) {
    for (const [ink, grounds] of [
      ["text", ["paper", "raised", "sunk", "accent-soft", "mark"]],
      ["text-soft", ["paper", "raised", "sunk"]],
      ["accent", ["paper", "raised", "sunk", "accent-soft"]],
      ["accent-text", ["accent"]],
      ["danger", ["paper", "sunk", "accent-soft"]],
      ["map-ink", ["map-paper", "map-halo", "map-land", "map-sea"]],
      ["map-town", ["map-halo", "map-land"]],
      ["map-country", ["map-halo"]],
      ["map-division-name", ["map-halo"]],
    ]) {
      for (const ground of grounds) {
        const ratio = contrast(theme[ink], theme[ground]);
        const least = ["map-country", "map-division-name"].includes(ink) ? 3 : 4.5;
        assert.ok(ratio >= least, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  }
});

test("symbols have a contrast of 3 on land and sea, and their signs on them, in both themes", () => {
  for (const theme of themes()) {
    for (const family of Object.keys(SIGNS)) {
      const colour = theme[`family-${family}`];
      for (const ground of ["map-land", "map-sea", "map-sign", "paper"]) {
        assert.ok(contrast(colour, theme[ground]) >= 3, `${family} on ${ground}: ${contrast(colour, theme[ground]).toFixed(2)}`);
      }
    }
  }
});

test("every kind that the mapper finds has a name in every language, and one that is not known is shown as it is", async () => {
  const { readFile } = await import("node:fs/promises");
  const toml = await readFile(new URL("../../mapper/data/kinds.toml", import.meta.url), "utf8");
  const kinds = [...toml.matchAll(/^\[kinds\."([^"]+)"\]/gm)].map(([, name]) => name);
  assert.ok(kinds.length > 20);
  for (const kind of kinds) {
    assert.equal(nameKind(kind), kind);
    const names = ["uk", "fr", "es", "ar"].map((language) => nameKind(kind, language));
    for (const own of [names[0], names[3]]) assert.doesNotMatch(own, /[A-Za-z]/);
  }
  for (const [kind, names] of namedKinds()) assert.ok(names.length === 4 && names.every(Boolean), kind);
  assert.equal(nameKind("wedding_party", "uk"), "Wedding party");
  assert.equal(nameKind("constructor", "fr"), "Constructor");
});
