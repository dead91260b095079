// Pure: which points lie under the pointer. Points of one pixel hang together from the newest to the oldest, so
// neither a search tree nor a look at every point is needed.

/** All shown points whose middle is within some pixels of a pixel, newest first. */
export function pickNear(pixels, state, x, y, radius) {
  const found = [];
  const { width } = pixels.size();
  const reach = Math.ceil(radius);
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      if (dx * dx + dy * dy > radius * radius || !pixels.isInside(x + dx, y + dy)) continue;
      collect(pixels, state, (y + dy) * width + x + dx, found);
    }
  }
  return Int32Array.from(found).sort().reverse();
}

/** All shown points in a hexagon, newest first. */
export function pickHexagon(pixels, state, net, hexagon) {
  const found = [];
  const { width, height } = pixels.size();
  const { x, y } = net.middle(hexagon);
  const reach = Math.ceil(net.radius) + 1;
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(height - 1, Math.ceil(y) + reach); row += 1) {
    for (let column = Math.max(0, Math.floor(x) - reach); column <= Math.min(width - 1, Math.ceil(x) + reach); column += 1) {
      if (net.at(column, row) === hexagon) collect(pixels, state, row * width + column, found);
    }
  }
  return Int32Array.from(found).sort().reverse();
}

function collect(pixels, state, pixel, found) {
  for (let point = pixels.last(pixel); point >= 0; point = pixels.before[point]) if (state[point]) found.push(point);
}
