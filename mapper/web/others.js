// Places that an event might also have been at, drawn while their list is open.

import { overlaps } from "./placing.js";

const SIZE = 9;
const FONT = "600 12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/**
 * Numbered squares, so that none is taken for an event, each joined to the place that was chosen.
 * @param {CanvasRenderingContext2D} context
 * @param {object} view
 * @param {{x: number, y: number, name: string}[]} others  on the unit square, likeliest first
 * @param {{x: number, y: number}|null} chosen
 * @param {{ink: string, paper: string, halo: string}} look
 */
export function paintOthers(context, view, others, chosen, look) {
  const place = ({ x, y }) => [x * view.scale - view.left, y * view.scale - view.top];
  context.save();
  context.font = FONT;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  if (chosen) others.forEach((other) => paintLink(context, place(chosen), place(other), look));
  const named = [];
  others.forEach((other, at) => {
    const [x, y] = place(other);
    const box = { left: x + SIZE, top: y - SIZE, right: x + SIZE + 8 + context.measureText(other.name).width, bottom: y + SIZE };
    const isFree = named.every((one) => !overlaps(one, box));
    if (isFree) named.push(box);
    paintOther(context, [x, y], isFree ? other.name : "", at + 1, look);
  });
  context.restore();
}

function paintLink(context, from, to, look) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.setLineDash([2, 5]);
  context.strokeStyle = look.ink;
  context.lineWidth = 1.2;
  context.stroke();
  context.setLineDash([]);
}

function paintOther(context, [x, y], name, number, look) {
  context.fillStyle = look.paper;
  context.strokeStyle = look.ink;
  context.lineWidth = 1.8;
  context.fillRect(x - SIZE, y - SIZE, 2 * SIZE, 2 * SIZE);
  context.strokeRect(x - SIZE, y - SIZE, 2 * SIZE, 2 * SIZE);
  context.fillStyle = look.ink;
  context.textAlign = "center";
  context.fillText(String(number), x, y + 0.5);
  context.textAlign = "left";
  context.strokeStyle = look.halo;
  context.lineWidth = 3.5;
  context.strokeText(name, x + SIZE + 5, y);
  context.fillText(name, x + SIZE + 5, y);
}
