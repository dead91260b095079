// Reads what mapper/page/columns.py writes. No DOM but for the element that holds the text.

/** Bytes of base64 text. */
export function fromBase64(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) bytes[place] = binary.charCodeAt(place);
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

/** One column, from byte planes or variable-length integers. */
export function readColumn(data, code, count) {
  if (code === "v") return readSteps(data, count);
  const size = Number(code[1]);
  const values = code[0] === "i" ? new Int32Array(count) : new Uint32Array(count);
  for (let plane = 0; plane < size; plane += 1) {
    for (let place = 0; place < count; place += 1) {
      values[place] |= data[plane * count + place] << (8 * plane);
    }
  }
  return values;
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
  const clipped = Math.max(-85.051129, Math.min(85.051129, lat));
  const sine = Math.sin((clipped * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
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
