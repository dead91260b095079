// The ground: sea, land, lines. Names are placed together with the symbols (names.js).

import { traceShape } from "./canvas.js";
import { project } from "./columns.js";

/** Paints the ground of a view in the colours of a theme. */
export function paintGround(context, view, ground, colours) {
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, view.width, view.height);
  context.lineJoin = "round";
  paintLand(context, view, ground, colours);
  paintLines(context, view, ground, colours);
  paintBeyond(context, view, ground.bounds, colours);
}

function paintLand(context, view, ground, colours) {
  traceShape(context, ground.land, null, view);
  context.strokeStyle = colours.coast;
  context.lineWidth = 1.6;
  context.stroke();
  context.fillStyle = colours.land;
  context.fill("evenodd");
  context.strokeStyle = colours.land; // closes the hairline between neighbours
  context.lineWidth = 0.8;
  context.stroke();
}

function paintLines(context, view, ground, colours) {
  // Faint from far away, where they would be a net over everything; never dashed, as contested lines are.
  context.globalAlpha = Math.max(0, Math.min(1, (view.zoom - 3.5) / 2.5));
  if (view.zoom > 3.5) strokeLines(context, view, ground.divisions, colours.division, 0.8, []);
  context.globalAlpha = 1;
  strokeLines(context, view, ground.borders, colours.border, 1.3, []);
  strokeLines(context, view, ground.disputed, colours.border, 1.3, [5, 4]);
}

function strokeLines(context, view, lines, colour, width, dashes) {
  if (!traceShape(context, lines, null, view)) return;
  context.setLineDash(dashes);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

/** Outside of the known ground there is neither land nor sea: say nothing there. */
function paintBeyond(context, view, [west, south, east, north], colours) {
  const [x0, y0] = project(west, north).map((at, axis) => at * view.scale - (axis ? view.top : view.left));
  const [x1, y1] = project(east, south).map((at, axis) => at * view.scale - (axis ? view.top : view.left));
  context.beginPath();
  context.rect(0, 0, view.width, view.height);
  context.rect(x0, y0, x1 - x0, y1 - y0);
  context.fillStyle = colours.beyond;
  context.fill("evenodd");
}
