import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../../mapper/web/address.js";
import { fromIso } from "../../mapper/web/dates.js";

const kinds = [{ name: "Air/drone strike" }, { name: "Flood & storm" }, { name: "a=b#c" }];
const data = { kinds, events: { count: 10 }, spots: { count: 4 } };
const opening = {
  from: fromIso("2023-01-01"), to: fromIso("2024-01-01"), mode: "window", unit: "", undated: false, hidden: new Set(),
  background: false, query: "", newest: true, measure: "events", event: null, spot: null,
};

test("the page as it opens has an empty address", () => {
  assert.equal(writeAddress(opening, opening, kinds), "");
});

test("what is written reads back", () => {
  const state = {
    ...opening, from: fromIso("2023-02-01T06:00"), to: fromIso("2023-03-01"), mode: "upto", undated: true,
    hidden: new Set([0, 1, 2]), background: true, query: "a&b=c #d", newest: false, measure: "killed", event: 7,
  };
  const read = readAddress(`#${writeAddress(state, opening, kinds)}`, opening, data);
  for (const name of Object.keys(read)) assert.deepEqual(read[name], state[name], name);
});

test("nonsense in an address is left out", () => {
  const text = "#from=2030-01-01&to=1999-01-01&mode=%00&event=99&place=-1&hide=__proto__&size=huge&order=&background=yes";
  const read = readAddress(text, opening, data);
  for (const name of Object.keys(read)) assert.deepEqual(read[name], opening[name], name);
});
