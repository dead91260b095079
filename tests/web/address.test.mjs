import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, readSetting, writeAddress } from "../../mapper/web/address.js";
import { fromIso } from "../../mapper/web/dates.js";

const kinds = [{ name: "Air/drone strike" }, { name: "Flood & storm" }, { name: "a=b#c" }];
const spots = { count: 2, lat: [49.97, -33.9], lon: [31.04, 151.2], shape: [0, 1] };
const data = { kinds, events: { count: 10 }, spots };
const opening = {
  from: fromIso("2023-01-01"), to: fromIso("2024-01-01"), mode: "window", unit: "", undated: false, hidden: new Set(),
  background: false, query: "", newest: true, measure: "events", event: null, spot: null, table: false,
  coarse: new Set(), killed: 0, source: "", actor: "", sure: 0,
};
const alone = { id: "", position: null, language: "", embed: false };

test("the page as it opens has an empty address", () => {
  assert.equal(writeAddress(opening, opening, data, alone), "");
});

test("what is written reads back, an event by its id, a place by where it is", () => {
  const state = {
    ...opening, from: fromIso("2023-02-01T06:00"), to: fromIso("2023-03-01"), mode: "fading", undated: true,
    hidden: new Set([0, 1, 2]), background: true, query: "a&b=c #d", newest: false, measure: "killed", spot: 1,
    table: true, coarse: new Set([0, 3]), killed: 25, source: "Evening & Co", actor: "Army = 1", sure: 0.7,
  };
  const beside = { id: "", position: { lat: 49.12341, lon: -3.2, zoom: 6.25 }, language: "ar", embed: true };
  const text = `#${writeAddress(state, opening, data, beside)}`;
  const read = readAddress(text, opening, data);
  for (const name of Object.keys(state)) assert.deepEqual(read.state[name], state[name], name);
  assert.deepEqual(read.position, { lat: 49.1234, lon: -3.2, zoom: 6.25 });
  assert.deepEqual(readSetting(text), { language: "ar", embed: true });
  assert.ok(text.includes("place=-33.9%2C151.2%2Cnear"), text);
});

test("an open event is named by its id, whatever its number in this file", () => {
  const text = writeAddress({ ...opening, event: 7 }, opening, data, { ...alone, id: "5f0c&#" });
  assert.equal(readAddress(text, opening, data).id, "5f0c&#");
  assert.equal(readAddress(text, opening, data).state.event, null);
});

test("nonsense in an address is left out", () => {
  const text =
    "#from=2030-01-01&to=1999-01-01&mode=%00&place=-1&hide=__proto__&size=huge&order=&background=yes&table=x" +
    "&coarse=__proto__,,moon&killed=-4&sure=101&at=1,2&embed=yes";
  const { state, id, position } = readAddress(text, opening, data);
  for (const name of Object.keys(opening)) assert.deepEqual(state[name], opening[name], name);
  assert.deepEqual([id, position], ["", null]);
  for (const at of ["91,0,3", "0,541,3", "0,0,99", "a,b,c", "1,2,3,4"]) assert.equal(readAddress(`#at=${at}`, opening, data).position, null);
  assert.deepEqual(readSetting(text), { language: "", embed: false });
});
