// Pure: rows as text of a file: tables that no spreadsheet runs, and GeoJSON.

/** What makes a spreadsheet take text for a formula (OWASP, "CSV Injection"), full-width signs included. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Text with an apostrophe in front if it would run: docs/formats.md says how to take it off. */
export function harmless(text) {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** One cell; numbers are ours, text is anybody's. Quoted as RFC 4180 has it. */
function cellOf(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? harmless(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table with a heading, lines ended as RFC 4180 has it.
 * @param {string[]} columns
 * @param {Record<string, unknown>[]} rows
 */
export function writeTable(columns, rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return lines.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

/** One feature a row (RFC 7946): longitude first; no geometry where no place is known. */
export function writeGeoJson(rows) {
  const features = rows.map((row) => ({
    type: "Feature",
    id: row.event_id,
    geometry: row.lon === null ? null : { type: "Point", coordinates: [row.lon, row.lat] },
    properties: row,
  }));
  return `{"type": "FeatureCollection", "features": [\n${features.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`;
}

/** A name for a file: letters and digits of the page's title, whatever else is in it. */
export function fileName(title, day, ending) {
  const words = title.normalize("NFKC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${words || "events"}${day ? `-${day}` : ""}.${ending}`;
}
