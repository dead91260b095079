import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { namedKinds } from "../../mapper/web/kinds.js";
import { plainKind, tellTitle } from "../../mapper/web/titles.js";
import { createVoice } from "../../mapper/web/voice.js";

const CITY = 1;
const COUNTRY = 4;

function dataOf(text, { kind = "Air/drone strike", level = CITY, name = "Odesa" } = {}) {
  return {
    kinds: [{ name: kind }],
    events: { kind: [0], spot: [0] },
    spots: { name: [name], level: [level], country: ["UA"], shape: [0] },
    texts: { of: () => text },
  };
}

const STRIKE = { title: "Drone strike, Odesa: 6–8 killed, 2 injured", made: true, weapon: "drone", counts: [["killed", 6, 8, ""], ["injured", 2, 2, ""], ["missing", 0, 0, ""]] };

test("a title that was put together in English is put together anew in the reader's language", () => {
  const titles = ["en", "uk", "fr", "es"].map((language) => tellTitle(dataOf(STRIKE), 0, createVoice(language)));
  assert.deepEqual(titles, [
    "Drone strike, Odesa: 6–8 killed, 2 injured",
    "Удар дроном, Odesa: загинули 6–8, поранені 2",
    "Frappe de drone, Odesa : morts 6–8, blessés 2",
    "Ataque con drones, Odesa: muertos 6–8, heridos 2",
  ]);
  assert.match(tellTitle(dataOf(STRIKE), 0, createVoice("ar")), /^ضربة بطائرة مسيّرة، Odesa: القتلى .*6–8.*، الجرحى .*2/);
});

test("a title that somebody wrote stays as it is in every language", () => {
  for (const language of ["en", "uk", "ar"]) assert.equal(tellTitle(dataOf({ title: "Panic at the market" }), 0, createVoice(language)), "Panic at the market");
});

test("an event without a title is named by what is known of it", () => {
  const event = dataOf({ counts: [["killed", 3, 3, ""]] }, { kind: "air_strike" });
  assert.equal(tellTitle(event, 0, createVoice("en")), "Air strike, Odesa: 3 killed");
  assert.equal(tellTitle(dataOf({}, { kind: "Flood" }), 0, createVoice("fr")), "Inondation, Odesa");
});

test("a country has its name in the reader's language", () => {
  const event = dataOf({ title: "Flood, Ukraine", made: true }, { kind: "Flood", level: COUNTRY, name: "Ukraine" });
  assert.equal(tellTitle(event, 0, createVoice("uk")), "Повінь, Україна");
  assert.equal(tellTitle(event, 0, createVoice("es")), "Inundación, Ucrania");
});

test("what titles call kinds by their weapon has a name in every language, as in mapper/titles.py", () => {
  const named = new Map(namedKinds());
  const python = readFileSync(new URL("../../mapper/titles.py", import.meta.url), "utf8");
  assert.match(python, /"Air\/drone strike": "Air strike"/);
  assert.match(python, /"Shelling\/artillery\/missile attack": "Shelling"/);
  for (const weapon of ["", "drone", "missile", "rocket"]) {
    for (const kind of ["Air/drone strike", "Shelling/artillery/missile attack", "Disrupted weapons use"]) {
      assert.equal(named.get(plainKind(kind, weapon)).length, 4);
    }
  }
});
