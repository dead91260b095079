// Reads what mapper/page/columns.py writes. No DOM but for the element that holds the text.

/** Bytes of base64 text: at once where the browser can, else a stretch at a time. */
export function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const stretch = 1 << 16; // a multiple of four, so that no group of letters is cut
  for (let from = 0, at = 0; from < text.length; from += stretch) {
    const binary = atob(text.slice(from, from + stretch));
    for (let place = 0; place < binary.length; place += 1, at += 1) bytes[at] = binary.charCodeAt(place);
  }
  return bytes;
}

/** @param {string} text  gzip in base64 */
export async function unseal(text) {
  const stream = new Blob([fromBase64(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** JSON that `seal_texts` wrote. */
export async function unsealTexts(text) {
  return JSON.parse(new TextDecoder().decode(await unseal(text)));
}

/** Head and columns that `seal` wrote. */
export async function unsealHead(text) {
  const bytes = await unseal(text);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const columns = {};
  for (const [name, [code, count, offset, size]] of Object.entries(head.columns)) {
    const from = 4 + length + offset;
    columns[name] = readColumn(bytes.subarray(from, from + size), code, count);
  }
  return { head, columns };
}

/**
 * One column, from byte planes or variable-length integers, in the narrowest typed array that its code allows:
 * u unsigned, z zigzag, d zigzag of the difference from the number before, i signed, v variable-length.
 */
export function readColumn(data, code, count) {
  if (code === "v") return readSteps(data, count);
  if (code === "u1") return data.slice(0, count);
  const letter = code[0];
  const size = Number(code[1]);
  const values = joinPlanes(data, size, count);
  if (letter === "z" || letter === "d") unfold(values);
  if (letter === "d") for (let place = 1; place < count; place += 1) values[place] += values[place - 1];
  if (letter === "u") return size === 2 ? new Uint16Array(values) : new Uint32Array(values.buffer);
  if (letter === "z" && size < 3) return size === 1 ? new Int8Array(values) : new Int16Array(values);
  return values;
}

/** Byte planes, lowest first, put together; one plain loop a plane, because a million rows pass through it. */
function joinPlanes(data, size, count) {
  const values = new Int32Array(count);
  for (let plane = 0; plane < size; plane += 1) {
    const shift = 8 * plane;
    const from = plane * count;
    for (let place = 0; place < count; place += 1) values[place] |= data[from + place] << shift;
  }
  return values;
}

/** Zigzag back to signed, in place: 0, 1, 2, 3 mean 0, -1, 1, -2. */
function unfold(values) {
  for (let place = 0; place < values.length; place += 1) values[place] = (values[place] >>> 1) ^ -(values[place] & 1);
}

function readSteps(data, count) {
  const values = new Int32Array(count);
  let at = 0;
  for (let place = 0; place < count; place += 1) {
    let value = 0;
    let scale = 1;
    let byte = 0;
    do {
      byte = data[at];
      at += 1;
      value += (byte & 0x7f) * scale; // not shifted: five groups are more than 32 bits
      scale *= 128;
    } while (byte & 0x80);
    values[place] = value % 2 ? -(value + 1) / 2 : value / 2;
  }
  return values;
}

/** Web Mercator on the unit square: x to the east, y to the south (EPSG:3857). */
export function project(lon, lat) {
  return [lon / 360 + 0.5, projectLat(lat)];
}

/** The southward half of it alone, for loops that make no arrays. */
export function projectLat(lat) {
  const clipped = Math.max(-85.051129, Math.min(85.051129, lat));
  const sine = Math.sin((clipped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Degrees of a point on the unit square. */
export function unproject(x, y) {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI];
}

/**
 * Shapes that `pack_lines` wrote, projected: corners as x, y, x, y; ring r spans offset[r] to offset[r + 1]
 * corners; shape s spans rings shape[s] to shape[s + 1]. A ring's box is west, north, east, south.
 */
export function readLines(columns, name, cornersADegree = 10_000) {
  const steps = columns[`${name}.steps`];
  const corners = new Float64Array(steps.length);
  let lon = 0;
  let lat = 0;
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    [corners[at], corners[at + 1]] = project(lon / cornersADegree, lat / cornersADegree);
  }
  const offset = summed(columns[`${name}.corners`]);
  return { corners, offset, shape: summed(columns[`${name}.rings`]), boxes: boxesOf(corners, offset) };
}

function summed(lengths) {
  const sums = new Uint32Array(lengths.length + 1);
  for (let place = 0; place < lengths.length; place += 1) sums[place + 1] = sums[place] + lengths[place];
  return sums;
}

function boxesOf(corners, offset) {
  const boxes = new Float64Array((offset.length - 1) * 4);
  for (let ring = 0; ring + 1 < offset.length; ring += 1) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = offset[ring] * 2; at < offset[ring + 1] * 2; at += 2) {
      box[0] = Math.min(box[0], corners[at]);
      box[1] = Math.min(box[1], corners[at + 1]);
      box[2] = Math.max(box[2], corners[at]);
      box[3] = Math.max(box[3], corners[at + 1]);
    }
    boxes.set(box, ring * 4);
  }
  return boxes;
}
