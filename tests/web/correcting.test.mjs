import assert from "node:assert/strict";
import { test } from "node:test";
import * as correcting from "../../mapper/web/correcting.js";

const one = { event_id: "e1", report_ids: ["b", "a", "a"], field: "place", value: "geonames:1", note: "" };

test("a later correction of the same thing takes the earlier one's place, a split adds up", () => {
  const add = correcting.addCorrection;
  const point = { ...one, field: "lat_lon", value: "geo:1,2" };
  assert.deepEqual(add([one], point), [point]);
  assert.deepEqual(add([point], one), [one]);
  const other = { ...one, event_id: "e2" };
  assert.deepEqual(add([one], other), [one, other]);
  const day = { ...one, field: "day", value: "2023-03-22" };
  assert.deepEqual(add([one, day], { ...day, value: "" }), [one, { ...day, value: "" }]);
  const split = { ...one, field: "split", value: '["x"]' };
  assert.equal(add([split], { ...split, value: '["y"]' }).length, 2);
  assert.equal(add([split], split).length, 1);
});

test("the file has the documented columns, sorted ids in JSON, and quotes what needs quotes", () => {
  assert.equal(
    correcting.writeCorrections([one, { ...one, field: "lat_lon", value: "geo:-1.5,36", note: "=1+1" }]),
    'event_id,report_ids,field,value,note\r\ne1,"[""a"",""b""]",place,geonames:1,\r\ne1,"[""a"",""b""]",lat_lon,"geo:-1.5,36",\'=1+1\r\n',
  );
});

test("points are read as people write them", () => {
  const same = { lat: 49.97, lon: 31.04 };
  for (const text of ["49.97, 31.04", " 49.97 31.04 ", "49,97; 31,04", "geo:49.97,31.04", "49.97° N, 31.04° E", "49.97n 31.04e"]) {
    assert.deepEqual(correcting.readPoint(text), same, text);
  }
  assert.deepEqual(correcting.readPoint("33.9 S 151.2 E"), { lat: -33.9, lon: 151.2 });
  assert.deepEqual(correcting.readPoint("−12, -77"), { lat: -12, lon: -77 });
  for (const text of ["", "91, 0", "0, 181", "north", "1", "1,2,3", "0x1, 2", "NaN, NaN"]) assert.equal(correcting.readPoint(text), null, text);
});

test("a point written reads back to a metre", () => {
  for (let lat = -90; lat <= 90; lat += 7.123456) {
    for (let lon = -180; lon <= 180; lon += 23.654321) {
      const written = correcting.toGeo({ lat, lon });
      const read = correcting.readPoint(written);
      assert.ok(Math.abs(read.lat - lat) < 1e-5 && Math.abs(read.lon - lon) < 1e-5, written);
    }
  }
  assert.equal(correcting.toGeo({ lat: -0.0000001, lon: 0 }), "geo:0,0");
});

test("days are one, a span, or not known; what runs backwards or does not exist is refused", () => {
  assert.equal(correcting.writeDays("2023-03-22", ""), "2023-03-22");
  assert.equal(correcting.writeDays("2023-03-22", "2023-03-22"), "2023-03-22");
  assert.equal(correcting.writeDays("2023-03-22", "2023-03-28"), "2023-03-22/2023-03-28");
  assert.equal(correcting.writeDays("", ""), "");
  assert.equal(correcting.writeDays("2023-03-22", "2023-03-21"), null);
  assert.equal(correcting.writeDays("", "2023-03-21"), null);
  assert.equal(correcting.writeDays("2023-02-30", ""), null);
});

test("kept corrections read back; what somebody else put there does not", () => {
  assert.deepEqual(correcting.readCorrections(JSON.stringify([one])), [one]);
  for (const text of ["", "{", "null", "7", '"x"', "[null, 1, {}]", '[{"field":"place"}]', JSON.stringify([{ ...one, field: "__proto__" }, { ...one, report_ids: [1] }])]) {
    assert.deepEqual(correcting.readCorrections(text), [], text);
  }
});
