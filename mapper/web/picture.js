// A picture of what is seen: the map's canvases with title, time, what the colours mean, and whose data it is.

const MARGIN = 20;
const TOP = 64;
const LINE = 20;
const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/**
 * Paints the picture onto a canvas, which it makes as large as needed.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} map  Leaflet's container
 * @param {{title: string, words: string, families: {name: string, colour: string}[], attribution: string,
 *   colours: {paper: string, text: string, soft: string}, isMirrored: boolean, ratio: number}} caption
 */
export function paintPicture(canvas, map, caption) {
  const box = map.getBoundingClientRect();
  const context = canvas.getContext("2d");
  const rows = rowsOf(context, caption, box.width - 2 * MARGIN);
  const height = TOP + box.height + MARGIN + rows.length * LINE;
  const [wide, tall] = [box.width, height].map((size) => 2 * Math.round((size * caption.ratio) / 2)); // codecs want even sizes
  if (canvas.width !== wide || canvas.height !== tall) Object.assign(canvas, { width: wide, height: tall });
  context.setTransform(caption.ratio, 0, 0, caption.ratio, 0, 0);
  context.fillStyle = caption.colours.paper;
  context.fillRect(0, 0, box.width + 2, height + 2);
  paintMap(context, map, box);
  paintHead(context, caption, box.width);
  paintFoot(context, rows, caption, { width: box.width, top: TOP + box.height + MARGIN / 2 });
}

function paintMap(context, map, box) {
  context.save();
  context.beginPath();
  context.rect(0, TOP, box.width, box.height);
  context.clip();
  for (const layer of map.querySelectorAll("canvas")) {
    const place = layer.getBoundingClientRect();
    if (layer.width && layer.height) context.drawImage(layer, place.left - box.left, TOP + place.top - box.top, place.width, place.height);
  }
  context.restore();
}

function paintHead(context, { title, words, colours, isMirrored }, width) {
  const x = isMirrored ? width - MARGIN : MARGIN;
  context.direction = isMirrored ? "rtl" : "ltr";
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
  context.fillStyle = colours.text;
  context.font = `650 19px ${FAMILY}`;
  context.fillText(fitted(context, title, width - 2 * MARGIN), x, 28);
  context.font = `14px ${FAMILY}`;
  context.fillStyle = colours.soft;
  context.fillText(fitted(context, words, width - 2 * MARGIN), x, 50);
}

/** Lines of the foot: kinds with their colours, then the attribution. */
function rowsOf(context, { families, attribution }, width) {
  context.font = `12px ${FAMILY}`;
  const kinds = wrapped(families.map((family) => ({ ...family, wide: context.measureText(family.name).width + 34 })), width);
  const words = attribution.split(" ").map((name) => ({ name, wide: context.measureText(`${name} `).width }));
  return [...kinds.map((items) => ({ items })), ...wrapped(words, width).map((items) => ({ text: items.map(({ name }) => name).join(" ") }))];
}

function wrapped(items, width) {
  const lines = [];
  let left = 0;
  for (const item of items) {
    if (!lines.length || left < item.wide) {
      lines.push([]);
      left = width;
    }
    lines[lines.length - 1].push(item);
    left -= item.wide;
  }
  return lines;
}

function paintFoot(context, rows, { colours, isMirrored }, { width, top }) {
  context.font = `12px ${FAMILY}`;
  context.textBaseline = "middle";
  const way = isMirrored ? -1 : 1;
  rows.forEach(({ items, text }, row) => {
    const y = top + row * LINE + LINE / 2;
    let x = isMirrored ? width - MARGIN : MARGIN;
    context.fillStyle = colours.soft;
    if (text) context.fillText(text, x, y);
    for (const { name, colour, wide } of items ?? []) {
      context.beginPath();
      context.arc(x + way * 6, y, 5.5, 0, 2 * Math.PI);
      context.fillStyle = colour;
      context.fill();
      context.fillStyle = colours.text;
      context.fillText(name, x + way * 17, y);
      x += way * wide;
    }
  });
}

function fitted(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let short = text;
  while (short && context.measureText(`${short}…`).width > width) short = short.slice(0, -1);
  return `${short}…`;
}
