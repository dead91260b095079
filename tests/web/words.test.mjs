import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createSpeaker, nameKind, nameRange, WORDS } from "../../mapper/web/words.js";
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

test("every language has the same words as English", () => {
  for (const [language, words] of Object.entries(WORDS)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(WORDS.en).sort(), language);
  }
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
