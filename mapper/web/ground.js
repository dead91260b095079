// The ground: sea, land, waters, lines. Names are placed together with the symbols (names.js).

import { traceShape } from "./canvas.js";
import { project } from "./columns.js";

/**
 * Paints the ground of a view in the colours of a theme. The world goes round: where a view is wider than it, or
 * reaches over its edge, its other end follows.
 */
export function paintGround(context, view, ground, colours) {
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, view.width, view.height);
  context.lineJoin = "round";
  const turns = turnsOf(view);
  for (const turn of turns) paintCoast(context, turn, ground, colours);
  for (const turn of turns) paintLand(context, turn, ground, colours);
  for (const turn of turns) paintWaters(context, turn, ground, colours);
  for (const turn of turns) paintLines(context, turn, ground, colours);
  paintSouth(context, view, ground.bounds, colours);
}

/** The view as it looks at each copy of the world that is in it. */
export function turnsOf(view) {
  const first = Math.floor(view.left / view.scale);
  const last = Math.ceil((view.left + view.width) / view.scale);
  return Array.from({ length: last - first }, (_, turn) => ({ ...view, left: view.left - (first + turn) * view.scale }));
}

function paintCoast(context, view, { land }, colours) {
  if (!traceShape(context, land, null, view)) return;
  context.strokeStyle = colours.coast;
  context.lineWidth = 1.6;
  context.stroke();
}

function paintLand(context, view, { land }, colours) {
  if (!traceShape(context, land, null, view)) return;
  context.fillStyle = colours.land;
  context.fill("evenodd");
  context.strokeStyle = colours.land; // closes the hairline between neighbours
  context.lineWidth = 0.8;
  context.stroke();
}

/** From which zoom great, middling and small rivers are seen, and how wide they are there and two zooms nearer. */
const RIVERS = [[3, 0.8, 1.8], [4.5, 0.7, 1.5], [6, 0.6, 1.3]];

/** Lakes over rivers, which run through them. */
function paintWaters(context, view, { lakes, rivers }, colours) {
  context.lineCap = "round";
  for (let size = 0; size + 1 < rivers.shape.length; size += 1) {
    const [first, thin, wide] = RIVERS[size];
    if (view.zoom < first || !traceShape(context, rivers, size, view)) continue;
    context.strokeStyle = colours.river;
    context.lineWidth = thin + (wide - thin) * Math.min(1, (view.zoom - first) / 2);
    context.stroke();
  }
  context.lineCap = "butt";
  if (!traceShape(context, lakes, null, view)) return;
  context.fillStyle = colours.sea;
  context.fill("evenodd");
  context.strokeStyle = colours.coast;
  context.lineWidth = 0.8;
  context.stroke();
}

function paintLines(context, view, ground, colours) {
  // Faint from far away, where they would be a net over everything; never dashed, as contested lines are.
  context.globalAlpha = Math.max(0, Math.min(1, (view.zoom - 3.5) / 2.5));
  if (view.zoom > 3.5) strokeLines(context, view, ground.divisions, colours.division, 0.8, []);
  context.globalAlpha = 1;
  const width = view.zoom < 3 ? 0.9 : 1.3;
  strokeLines(context, view, ground.borders, colours.border, width, []);
  strokeLines(context, view, ground.disputed, colours.border, width, [5, 4]);
}

function strokeLines(context, view, lines, colour, width, dashes) {
  if (!traceShape(context, lines, null, view)) return;
  context.setLineDash(dashes);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

/** Below the last parallel of the projection there is nothing but Antarctica. */
function paintSouth(context, view, [, south], colours) {
  const top = project(0, south)[1] * view.scale - view.top - 1;
  if (top >= view.height) return;
  context.fillStyle = colours.land;
  context.fillRect(0, top, view.width, view.height - top);
}
