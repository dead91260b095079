// A canvas that Leaflet moves and scales with the map; what is on it is painted by a function.

/**
 * @typedef {object} View
 * @property {number} scale  pixels that the whole world is wide
 * @property {number} left, top  world pixels at the canvas's corner
 * @property {number} width, height  of the canvas; its pixels are CSS pixels, larger ones on a wall
 * @property {number} zoom
 */

/** Pixels from which a screen is a wall, which is read from farther away, and how much larger all is there. */
const WALL = 2400;
const LARGER = 1.35;

/** Adds a canvas to a map; `repaint` paints it again without a change of view. */
export function addCanvas(map, name, paint) {
  const Canvas = L.Renderer.extend({
    options: { padding: 0.2, pane: "overlayPane" },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.className = name;
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = Math.round(size.x * ratio);
      this._container.height = Math.round(size.y * ratio);
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._enlarged = window.innerWidth >= WALL ? LARGER : 1;
      this.repaint(true);
    },

    /** @returns {View} */
    view() {
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      const scale = 256 * 2 ** this._zoom;
      const by = 1 / this._enlarged;
      return { scale: scale * by, left: origin.x * by, top: origin.y * by, width: size.x * by, height: size.y * by, zoom: this._zoom };
    },

    /** Where a point of the map's container is in the view. */
    pointAt(containerPoint) {
      return this._map.containerPointToLayerPoint(containerPoint).subtract(this._bounds.min).divideBy(this._enlarged);
    },

    /** Pixels of the page that one of the view is. */
    enlarged() {
      return this._enlarged;
    },

    repaint(moved = false) {
      if (!this._map || !this._bounds) return;
      const ratio = (this._container.width / this._bounds.getSize().x) * this._enlarged;
      this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(this._context, this.view(), moved);
    },
  });
  return new Canvas().addTo(map);
}

/** Traces one ring or line, leaving out corners closer than half a pixel; false when it is out of view. */
export function trace(context, lines, ring, view) {
  const { corners, offset, boxes } = lines;
  const [west, north, east, south] = boxes.subarray(ring * 4, ring * 4 + 4);
  const { scale, left, top } = view;
  if (east * scale < left || west * scale > left + view.width) return false;
  if (south * scale < top || north * scale > top + view.height) return false;
  if ((east - west) * scale < 0.7 && (south - north) * scale < 0.7) return false;
  let x = Infinity;
  let y = Infinity;
  for (let at = offset[ring] * 2; at < offset[ring + 1] * 2; at += 2) {
    const nextX = corners[at] * scale - left;
    const nextY = corners[at + 1] * scale - top;
    if (Math.abs(nextX - x) + Math.abs(nextY - y) < 0.6) continue;
    if (x === Infinity) context.moveTo(nextX, nextY);
    else context.lineTo(nextX, nextY);
    x = nextX;
    y = nextY;
  }
  return true;
}

/** Traces all rings of a shape, or all shapes. */
export function traceShape(context, lines, shape, view) {
  context.beginPath();
  const [first, last] = shape === null ? [0, lines.offset.length - 1] : [lines.shape[shape], lines.shape[shape + 1]];
  let seen = false;
  for (let ring = first; ring < last; ring += 1) seen = trace(context, lines, ring, view) || seen;
  return seen;
}
