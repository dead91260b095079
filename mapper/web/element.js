// Events on a map that somebody else made (mapper/page/element.py): discs by place, and a small time control.

import { readData, SHAPES } from "./data.js";
import { DAY, toIsoDay } from "./dates.js";
import { make, makeLink } from "./dom.js";
import { pointAt } from "./happenings.js";

const LARGEST = 26;
const SMALLEST = 4;
const MANY = 16;
const MOST_LISTED = 50;
const FRAMES_A_SECOND = 4;
const LAST_POINTS = 20_000;

/** Adds events to a map. @param {L.Map} map @param {Record<string, string>} blocks  the data, by the id of its element */
async function addEvents(map, blocks, colours) {
  const data = await readData((id) => blocks[id]);
  const places = placesOf(data);
  const times = timesOf(data.events, places);
  const layer = L.layerGroup().addTo(map);
  const renderer = L.canvas({ padding: 0.3 });
  const largest = places.reduce((most, place) => Math.max(most, place.events.length), MANY);
  for (const place of places) {
    const { lat, lon, shape, events } = place;
    const colour = colours[data.kinds[data.events.kind[events[0]]].family];
    const look = shape === "point" ? { fillOpacity: 0.55 } : { fillOpacity: 0.12, dashArray: "4 3" };
    place.disc = L.circleMarker([lat, lon], { renderer, color: colour, weight: 1, ...look });
    place.disc.on("click", () => openList(map, data, place));
  }
  const show = (from, to) => {
    for (const place of places) {
      place.shown = place.events.filter((event) => isWithin(data.events, event, from, to));
      const radius = SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(place.shown.length / largest);
      if (place.shown.length) place.disc.setRadius(radius).addTo(layer);
      else place.disc.remove();
    }
    return places.reduce((sum, place) => sum + place.shown.length, 0);
  };
  if (times) createControl(times, show).addTo(map);
  else show(-Infinity, Infinity);
  if (places.length) map.fitBounds(L.latLngBounds(places.map(({ lat, lon }) => [lat, lon])), { padding: [40, 40], maxZoom: 9 });
}

/** Where events are, and which of them; background and unplaced ones are left out. */
function placesOf({ events, spots, points }) {
  const byPlace = new Map();
  const add = (key, event, spot) => {
    if (!byPlace.has(key)) byPlace.set(key, { ...spot(), events: [], shown: [] });
    byPlace.get(key).events.push(event);
  };
  for (let event = 0; event < events.count; event += 1) {
    const spot = events.spot[event];
    if (events.background[event] || events.exact[event] || spot < 0) continue;
    add(`spot ${spot}`, event, () => ({ lat: spots.lat[spot], lon: spots.lon[spot], name: spots.name[spot], shape: SHAPES[spots.shape[spot]] }));
  }
  for (let point = 0; point < Math.min(points?.event.length ?? 0, LAST_POINTS); point += 1) {
    const [lon, lat] = pointAt(points, point);
    const event = points.event[point];
    const name = events.spot[event] < 0 ? "" : spots.name[events.spot[event]];
    add(`point ${lon} ${lat}`, event, () => ({ lat, lon, name, shape: "point" }));
  }
  return [...byPlace.values()].sort((one, other) => other.events.length - one.events.length);
}

/** First and last day on which a dated event begins; null when there is none. */
function timesOf({ start, dated }, places) {
  let first = Infinity;
  let last = -Infinity;
  for (const { events } of places) {
    for (const event of events) {
      if (!dated[event]) continue;
      first = Math.min(first, Math.floor(start[event] / DAY));
      last = Math.max(last, Math.floor(start[event] / DAY));
    }
  }
  return first <= last ? { first, last } : null;
}

/** Undated events are shown with everything only. */
function isWithin({ start, end, dated }, event, from, to) {
  return dated[event] ? start[event] < to && end[event] > from : from === -Infinity;
}

/** Two sliders for the first and the last day, and play, which moves the window on by its length. */
function createControl({ first, last }, show) {
  const Control = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd() {
      const slider = (label, value) => make("input", { type: "range", min: first, max: last, value, "aria-label": label });
      const [from, to] = [slider("First day", first), slider("Last day", last)];
      const told = make("output", {});
      const play = make("button", { type: "button", "aria-pressed": "false" }, "Play");
      const refresh = () => {
        if (Number(from.value) > Number(to.value)) to.value = from.value;
        const isAll = Number(from.value) === first && Number(to.value) === last;
        const count = show(isAll ? -Infinity : Number(from.value) * DAY, isAll ? Infinity : (Number(to.value) + 1) * DAY);
        for (const each of [from, to]) each.setAttribute("aria-valuetext", toIsoDay(Number(each.value) * DAY));
        told.value = `${toIsoDay(Number(from.value) * DAY)} – ${toIsoDay(Number(to.value) * DAY)}: ${count}`;
      };
      let timer = 0;
      const step = () => {
        const wide = Math.max(1, Number(to.value) - Number(from.value) + 1);
        const next = Number(to.value) + 1 > last ? first : Number(from.value) + Math.ceil(wide / 8);
        [from.value, to.value] = [next, Math.min(last, next + wide - 1)];
        refresh();
      };
      play.addEventListener("click", () => {
        const isPlaying = play.getAttribute("aria-pressed") === "true";
        play.setAttribute("aria-pressed", String(!isPlaying));
        play.textContent = isPlaying ? "Play" : "Pause";
        clearInterval(timer);
        if (isPlaying) return;
        if (Number(from.value) === first && Number(to.value) === last) to.value = first + Math.floor((last - first) / 10);
        timer = setInterval(step, 1000 / FRAMES_A_SECOND);
      });
      for (const each of [from, to]) each.addEventListener("input", refresh);
      const box = make("div", { class: "time-map leaflet-bar", role: "group", "aria-label": "Time" }, play, from, to, told);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      refresh();
      return box;
    },
  });
  return new Control();
}

/** Lists what is shown at a place; texts go in as text. */
async function openList(map, data, place) {
  const events = place.shown.slice(0, MOST_LISTED);
  await data.texts.load(events);
  const items = events.map((event) => {
    const told = data.texts.of(event);
    const day = data.events.dated[event] ? toIsoDay(data.events.start[event]) : "";
    const link = makeLink(told.evidence?.[0]?.[0]?.[2] ?? "", "source");
    return make("li", {}, `${day} ${told.title || data.kinds[data.events.kind[event]].name} `, link);
  });
  const more = place.shown.length > events.length ? make("p", {}, `+ ${place.shown.length - events.length}`) : null;
  const list = make("div", { class: "time-map-list" }, make("strong", {}, place.name), make("ul", {}, ...items), more);
  L.popup({ maxHeight: 260 }).setLatLng([place.lat, place.lon]).setContent(list).openOn(map);
}

addEvents(TIME_MAP.map, TIME_MAP.blocks, TIME_MAP.colours);
