// The map: ground, symbols and names on Leaflet, what is under the pointer, and what a click chooses.

import { addCanvas } from "./canvas.js";
import { createComb } from "./crowded.js";
import { paintGround } from "./ground.js";
import { pointAt, pointOf } from "./happenings.js";
import { boxNumbers, paintHexagons, traceHexagon } from "./honeycomb.js";
import { layOutNames, paintNames, pickName } from "./names.js";
import { createPoints } from "./points.js";
import { paintOthers } from "./others.js";
import { createRadius, layOutSymbols, paintSymbols, pickSymbols } from "./symbols.js";
import { project, unproject } from "./columns.js";
import { make, find } from "./dom.js";
import { LEVELS, SHAPES } from "./data.js";
import { nameCountry, tellSpot } from "./telling.js";

const GROUND_COLOURS = ["sea", "land", "coast", "river", "division", "border"];
const METRES_A_DEGREE = 111_320;

/** Places closer than this, in pixels, cannot be told apart by their numbers. */
const APART = 150;

/** The zoom that shows a town and what is around it, some 100 km. */
const CLOSE = 9;
const INK_COLOURS = ["ink", "paper", "halo", "sign", "country", "town", "capital"];

/** The colours of the theme, as the style sheet has them. */
function readColours(families) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const ground = Object.fromEntries(GROUND_COLOURS.map((name) => [name, colour(`map-${name}`)]));
  const ink = Object.fromEntries(INK_COLOURS.map((name) => [name, colour(`map-${name}`)]));
  ink.division = colour("map-division-name");
  return { ground, look: { ...ink, families: families.map((family) => colour(`family-${family}`)) } };
}

/**
 * @param {L.Map} map
 * @param {object} data
 * @param {(key: string, values?: object) => string} say
 * @param {{choose: (spots: number[]) => void, chooseEvents: (events: Int32Array) => void,
 *   chooseTogether: (spots: Set<number>) => void, moved: () => void}} on
 */
export function createAtlas(map, data, say, on) {
  let colours = readColours(data.families);
  let shown = null;
  let symbols = [];
  let labels = [];
  let hovered = -1;
  let others = [];
  let fitted = "";
  let pointed = null;
  let aside = null;
  const nameOf = (spot) => tellSpot(data, spot, say);
  const groundNameOf = ({ name, country }) => (country && say("tag") !== "en" ? nameCountry(country, say("tag")) : name);
  const look = () => ({ ...colours.look, chosen: shown?.chosen ?? -1, hovered });

  nameForKeys(map.getContainer(), say);
  const ground = addCanvas(map, "ground", (context, view) => paintGround(context, view, data.ground, colours.ground));
  const points = data.points && createPoints(map, data, () => colours.look);
  let touched = null;
  let comb = null; // where places are too many to tell apart
  let counts = null;
  const overlay = addCanvas(map, "symbols", (context, view, moved) => {
    if (!shown) return;
    context.clearRect(0, 0, view.width, view.height);
    const radiusOf = createRadius(shown.largest);
    if (moved) {
      comb = createComb(view, data, shown.most);
      labels = layOutNames(context, view, data, comb?.without(shown.most) ?? shown.most, { radiusOf, nameOf, groundNameOf, ...frameOf() });
    }
    symbols = layOutSymbols(view, data, comb?.without(shown.tally) ?? shown.tally, radiusOf);
    paintSymbols(context, view, data, shown.tally, symbols, look());
    if (comb) paintComb(context);
    paintNames(context, labels, shown.tally, data, { ...look(), radiusOf });
    if (points) paintMarks(context, view);
    const chosen = shown.chosen < 0 ? null : { x: data.spots.x[shown.chosen], y: data.spots.y[shown.chosen] };
    if (others.length) paintOthers(context, view, others, chosen, colours.look);
  });

  /** Paints crowded places as hexagons, and rings the one that is chosen or under the pointer. */
  const paintComb = (context) => {
    counts = comb.count(shown.tally);
    paintHexagons(context, comb.net, counts, { ...colours.look, ratio: 1 });
    const ringed = [touched?.hexagon ?? -1, shown.chosen < 0 ? -1 : comb.hexagonOf(shown.chosen)];
    for (const hexagon of ringed.filter((one) => one >= 0)) {
      context.beginPath();
      traceHexagon(context, comb.net, hexagon, 1, 1);
      context.strokeStyle = colours.look.ink;
      context.lineWidth = 2.2;
      context.stroke();
    }
  };

  /** What is under the pointer and is no symbol of its own: dots, or a hexagon. */
  const touch = (containerPoint) => {
    const { x, y } = overlay.pointAt(containerPoint);
    const hexagon = comb ? comb.net.at(x, y) : -1;
    if (counts?.sums[hexagon]) return { count: counts.sums[hexagon], event: -1, hexagon };
    return points ? points.touch(containerPoint) : null;
  };

  /** Rings the chosen point, and what is under the pointer. */
  const paintMarks = (context, view) => {
    const chosen = pointOf(data.points, shown.event);
    if (chosen >= 0) points.paintMark(context, view, { point: chosen, hexagon: -1 }, colours.look);
    if (touched) points.paintMark(context, view, { point: pointOf(data.points, touched.event), hexagon: touched.hexagon }, colours.look);
  };

  /** The part of the canvas that is seen, and what lies over the map there. */
  const frameOf = () => {
    const corner = overlay.pointAt(L.point(0, 0));
    const by = overlay.enlarged();
    const size = map.getSize().divideBy(by);
    const origin = map.getContainer().getBoundingClientRect();
    const taken = ["zoom", "legend", "attribution"].map((id) => {
      const box = find(id).getBoundingClientRect();
      const left = (box.left - origin.left) / by + corner.x;
      const top = (box.top - origin.top) / by + corner.y;
      return { left: left - 4, top: top - 4, right: left + box.width / by + 4, bottom: top + box.height / by + 4 };
    });
    if (comb) taken.push(...boxNumbers(comb.net, comb.count(shown.most), 1));
    if (points) taken.push(...points.numbers());
    return { frame: { left: corner.x + 3, top: corner.y + 3, right: corner.x + size.x - 3, bottom: corner.y + size.y - 3 }, taken };
  };

  const pick = (containerPoint) => {
    if (!shown) return [];
    const point = overlay.pointAt(containerPoint);
    const found = pickSymbols(overlay._context, overlay.view(), data, symbols, point);
    const named = pickName(labels, shown.tally, point);
    return [...new Set(named >= 0 ? [named, ...found] : found)];
  };

  find("legend").addEventListener("toggle", () => overlay.repaint(true));

  const tip = find("tip");
  const hover = (spot) => {
    if (spot === hovered) return;
    hovered = spot;
    overlay.repaint();
  };
  map.on("mousemove", (event) => {
    const [spot = -1] = pointed ? [] : pick(event.containerPoint);
    const under = spot < 0 && !pointed ? touch(event.containerPoint) : null;
    if (under?.event !== touched?.event || under?.hexagon !== touched?.hexagon) {
      touched = under;
      if (spot === hovered) overlay.repaint();
    }
    hover(spot);
    map.getContainer().classList.toggle("pointing", spot >= 0 || under !== null);
    if (under) showTouched(tip, under, event.containerPoint, map, data, say);
    else showTip(tip, spot, event.containerPoint, map, data, shown?.tally, say);
  });
  map.on("mouseout movestart", () => {
    tip.hidden = true;
  });
  map.on("click", (event) => {
    if (pointed) {
      pointed(event.latlng.wrap());
      return;
    }
    const spots = pick(event.containerPoint);
    const under = spots.length ? null : touch(event.containerPoint);
    if (spots.length || !under) on.choose(spots);
    else if (comb && under.hexagon >= 0) on.chooseTogether(comb.spotsIn(under.hexagon));
    else on.chooseEvents(points.pick(event.containerPoint));
  });
  map.on("moveend", () => comeRound(map));
  map.on("moveend", on.moved);
  const position = () => ({ lat: map.getCenter().lat, lon: map.getCenter().lng, zoom: map.getZoom() });
  const nameView = () => Object.values(position()).map((value) => value.toFixed(4)).join(" ");

  return {
    /** @param {{tally: object, most: object, largest: number, chosen: number, event: number|null, choice: object}} next */
    show(next) {
      const replaced = shown?.most !== next.most;
      const isSame = !replaced && shown.chosen === next.chosen && shown.event === next.event && shown.tally === next.tally;
      shown = next;
      points?.show(next.choice);
      if (!isSame) overlay.repaint(replaced);
    },
    recolour() {
      colours = readColours(data.families);
      ground.repaint();
      points?.repaint();
      overlay.repaint();
    },
    /** Shows everything, beside the legend if that is open and there is room. */
    fit(animate = !isStill()) {
      map.once("moveend", () => {
        fitted = nameView();
      });
      const [left, right] = besides(map, 36, 64);
      map.fitBounds(boundsOf(data), { paddingTopLeft: [left, 40], paddingBottomRight: [right, 40], maxZoom: 7.5, animate });
      if (!animate) fitted = nameView();
    },
    /** Where the reader looks, null when that is everything. */
    position: () => (nameView() === fitted ? null : position()),
    look: ({ lat, lon, zoom }) => map.setView([lat, lon], zoom, { animate: false }),
    hover,
    /** Symbols that are shown, from west to east, in pixels of the map's corner. */
    places() {
      const corner = overlay.pointAt(L.point(0, 0));
      const by = overlay.enlarged();
      const found = symbols.map(({ spot, x, y, disc }) => ({ spot, x: (x - corner.x) * by, y: (y - corner.y) * by, radius: disc * by }));
      return found.sort((a, b) => a.x - b.x || a.y - b.y || a.spot - b.spot);
    },
    /** Marks places that an event might also have been at, and makes room for them; none, to take them away. */
    showOthers(places, spot) {
      others = places.map((place) => {
        const [x, y] = project(place.lon, place.lat);
        return { x, y, name: place.name };
      });
      overlay.repaint();
      if (!others.length) {
        if (aside && nameView() === aside.there) map.setView(aside.back.center, aside.back.zoom, { animate: false });
        aside = null;
        return;
      }
      const bounds = L.latLngBounds(places.map(({ lat, lon }) => [lat, lon]));
      if (spot >= 0) bounds.extend([data.spots.lat[spot], data.spots.lon[spot]]);
      const wide = map.latLngToContainerPoint(bounds.getNorthWest()).distanceTo(map.latLngToContainerPoint(bounds.getSouthEast()));
      if (map.getBounds().contains(bounds) && wide > APART) return;
      const back = aside?.back ?? { center: map.getCenter(), zoom: map.getZoom() };
      const [left, right] = besides(map, 60, 140);
      map.fitBounds(bounds, { paddingTopLeft: [left, 50], paddingBottomRight: [right, 60], maxZoom: 8, animate: false });
      aside = { back, there: nameView() };
    },
    /** The next click gives a point instead of opening a place; null ends that. */
    pointAt(take) {
      pointed = take;
      map.getContainer().classList.toggle("picking", Boolean(take));
    },
    repaint: () => overlay.repaint(true),
    /** Brings an event's own coordinate into view, or its spot. */
    goToEvent(event) {
      const point = pointOf(data.points, event);
      if (point < 0) {
        if (data.events.spot[event] >= 0) this.goTo(data.events.spot[event]);
        return;
      }
      const [lon, lat] = pointAt(data.points, point);
      bringInside(map, [lat, lon]);
    },
    /** Goes near an event's own coordinate or its spot: all of an area or a ring, a town with what is around it. */
    closeUp(spot, event) {
      const point = event === null ? -1 : pointOf(data.points, event);
      const [lon, lat] = point >= 0 ? pointAt(data.points, point) : [data.spots.lon[spot], data.spots.lat[spot]];
      const bounds = L.latLngBounds([[lat, lon]]);
      if (point < 0 && SHAPES[data.spots.shape[spot]] !== "point") {
        const [west, north, east, south] = reachOf(data, spot);
        bounds.extend([south, west]).extend([north, east]);
      }
      const [left, right] = besides(map, 36, 64);
      map.fitBounds(bounds, { paddingTopLeft: [left, 40], paddingBottomRight: [right, 40], maxZoom: Math.max(CLOSE, map.getZoom()), animate: !isStill() });
    },
    goTo(spot) {
      bringInside(map, [data.spots.lat[spot], data.spots.lon[spot]]);
    },
    /** Zooms about the middle of what is not covered by the legend. */
    zoom(count) {
      const [left, right] = besides(map, 0, 0);
      map.setZoomAround(map.getSize().divideBy(2).add([(left - right) / 2, 0]), map.getZoom() + count, { animate: !isStill() });
    },
    /** A reader who sees everything still does in a window of another size. */
    resize() {
      const isFitted = nameView() === fitted;
      map.invalidateSize({ animate: false });
      if (isFitted) this.fit(false);
    },
  };
}

/** Whoever goes over the edge of the world, by whatever keys, comes back from the other side, where the symbols are. */
function comeRound(map) {
  const centre = map.getCenter();
  const wrapped = centre.wrap();
  if (Math.abs(wrapped.lng - centre.lng) > 1) map.setView(wrapped, map.getZoom(), { animate: false });
}

/** Arrows and plus belong to the map while it has the focus, which says so; putWords changes the language. */
function nameForKeys(container, say) {
  container.setAttribute("role", "application");
  container.dataset.label = "map";
  container.setAttribute("aria-label", say("map"));
}

/** True for readers who want nothing to slide. */
function isStill() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Pixels of the map's side that the legend covers, if it is open and there is room beside it. */
function coveredBy(map) {
  const legend = find("legend");
  return legend.open && map.getSize().x > 2.5 * legend.offsetWidth ? legend.offsetWidth : 0;
}

/** Moves the map just so far that a place is in sight, beside what lies over the map. */
function bringInside(map, place) {
  const [left, right] = besides(map, 40, 80);
  map.panInside(place, { paddingTopLeft: [left, 50], paddingBottomRight: [right, 60], animate: !isStill() });
}

/** Room to leave on the left and right: the legend stands where reading begins, the buttons where it ends. */
function besides(map, first, last) {
  const covered = [first + coveredBy(map), last];
  return document.documentElement.dir === "rtl" ? covered.reverse() : covered;
}

/** What "all" means: every point, and areas as far as they reach, but countries and larger by their label only. */
function boundsOf(data) {
  const { spots, points } = data;
  const bounds = L.latLngBounds([]);
  if (points) {
    const [west, south, east, north] = points.box;
    return bounds.extend([south, west]).extend([north, east]);
  }
  for (let spot = 0; spot < spots.count; spot += 1) {
    bounds.extend([spots.lat[spot], spots.lon[spot]]);
    const isLarge = ["country", "region", "sea"].includes(LEVELS[spots.level[spot]]);
    if (SHAPES[spots.shape[spot]] === "point" || isLarge) continue;
    const [west, north, east, south] = reachOf(data, spot);
    bounds.extend([south, west]).extend([north, east]);
  }
  const [west, south, east, north] = data.ground.bounds;
  return bounds.isValid() ? bounds : L.latLngBounds([[south, west], [north, east]]);
}

/** West, north, east, south of an area or a ring, in degrees. */
function reachOf({ spots, outlines }, spot) {
  if (spots.outline[spot]) {
    const [first, last] = outlines.shape.subarray(spots.outline[spot] - 1, spots.outline[spot] + 1);
    const boxes = Array.from({ length: last - first }, (_, ring) => outlines.boxes.subarray((first + ring) * 4, (first + ring + 1) * 4));
    const edge = (side, pick) => boxes.reduce((so, box) => pick(so, box[side]), boxes[0]?.[side] ?? 0.5);
    return [
      ...unproject(edge(0, Math.min), edge(1, Math.min)),
      ...unproject(edge(2, Math.max), edge(3, Math.max)),
    ];
  }
  const high = spots.radius[spot] / METRES_A_DEGREE;
  const wide = high / Math.max(0.1, Math.cos((spots.lat[spot] * Math.PI) / 180));
  return [spots.lon[spot] - wide, spots.lat[spot] + high, spots.lon[spot] + wide, spots.lat[spot] - high];
}

/** What is said of dots under the pointer: where the newest is, and how many there are. */
function showTouched(tip, { count, event }, point, map, data, say) {
  const where = event >= 0 && data.events.spot[event] >= 0 ? make("strong", {}, tellSpot(data, data.events.spot[event], say)) : "";
  tip.hidden = false;
  tip.replaceChildren(where, make("span", {}, say("events", { n: count })));
  placeTip(tip, point, map);
}

function showTip(tip, spot, point, map, data, tally, say) {
  tip.hidden = spot < 0;
  if (spot < 0) return;
  const { spots } = data;
  const level = LEVELS[spots.level[spot]];
  const detail = `${say(`level_${level}`)} · ${say("events", { n: tally.events[spot] })}`;
  tip.replaceChildren(make("strong", {}, tellSpot(data, spot, say)), make("span", {}, detail));
  placeTip(tip, point, map);
}

function placeTip(tip, point, map) {
  const size = map.getSize();
  const x = Math.max(4, Math.min(point.x + 14, size.x - tip.offsetWidth - 8));
  const y = point.y + 18 + tip.offsetHeight > size.y ? point.y - tip.offsetHeight - 10 : point.y + 18;
  tip.style.transform = `translate(${x}px, ${y}px)`;
}
