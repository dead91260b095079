// "This is wrong": a reader's correction of an event, and the list of all of them.

import { readPoint, toGeo, writeCorrections, writeDays } from "./correcting.js";
import { toField } from "./dates.js";
import { find, make } from "./dom.js";
import { saveFile } from "./saving.js";
import { nameKind } from "./kinds.js";
import { tellTitle } from "./titles.js";

/**
 * The form for one event.
 * @param {object} data
 * @param {{event: number, text: object}} what
 * @param {{say: Function, keeper: object, pickPoint: Function}} tools
 */
export function createMending(data, what, tools) {
  const { say } = tools;
  const parts = { place: placePart, day: dayPart, kind: kindPart, not_event: notEventPart, split: splitPart };
  const names = Object.keys(parts).filter((name) => name !== "split" || (what.text.told ?? []).length > 1);
  const select = make("select", {}, ...names.map((name) => make("option", { value: name }, say(`wrong_${name}`))));
  const body = make("div", { class: "wrong-body" });
  const note = make("input", { type: "text", maxlength: 500, autocomplete: "off" });
  const message = make("p", { class: "message", role: "status" });
  let part = null;
  const choose = () => {
    part = parts[select.value](data, what, tools);
    body.replaceChildren(...part.elements);
    message.textContent = "";
  };
  const keep = () => {
    const found = part.read();
    message.classList.toggle("bad", !found);
    message.textContent = found ? say("correction_kept") : say("correction_incomplete");
    if (found) tools.keeper.add({ event_id: what.text.id ?? "", report_ids: reportsOf(data.texts, what), note: note.value.trim() || (found.note ?? ""), field: found.field, value: found.value });
  };
  select.addEventListener("change", choose);
  choose();
  const ontoggle = ({ target }) => tools.showOthers(target.open ? placesOf(what.text) : [], data.events.spot[what.event]);
  return make(
    "details",
    { class: "wrong", ontoggle },
    make("summary", {}, say("wrong")),
    labelled(say("wrong_what"), select),
    body,
    labelled(say("note"), note),
    make("button", { type: "button", class: "primary-text", onclick: keep }, say("correction_keep")),
    message,
    make("p", { class: "soft" }, say("correction_where")),
  );
}

/** Where an event might also have been, likeliest first. */
export function placesOf(text) {
  return (text.location?.others ?? []).map(([name, , , lon, lat]) => ({ name, lon, lat }));
}

function labelled(words, field) {
  return make("label", { class: "labelled" }, make("span", {}, words), field);
}

/** Ids of the documents that an event rests on. */
function reportsOf(texts, { text }) {
  return [...new Set((text.evidence ?? []).map(([document_]) => texts.document(document_)?.[3]).filter(Boolean))].sort();
}

function placePart(data, { event, text }, { say, pickPoint }) {
  const group = `right-place-${event}`;
  const radio = (value, ...words) => {
    const input = make("input", { type: "radio", name: group, value });
    return { input, label: make("label", { class: "choice" }, input, ...words) };
  };
  const others = (text.location?.others ?? []).map(([name, country, level, , , , id], at) => ({
    ...radio(id, make("span", { class: "digit" }, String(at + 1)), make("span", {}, name, " ", make("span", { class: "soft" }, [say(`level_${level}`), country].filter(Boolean).join(", ")))),
    found: { field: "place", value: id, note: name },
  }));
  const typed = make("input", { type: "text", dir: "ltr", autocomplete: "off", placeholder: "49.97, 31.04", "aria-label": say("coordinates") });
  const point = radio("", make("span", {}, say("another_point")));
  const take = ({ lat, lng }) => {
    typed.value = `${Number(lat.toFixed(5))}, ${Number(lng.toFixed(5))}`;
    point.input.checked = true;
    typed.focus();
  };
  typed.addEventListener("input", () => {
    point.input.checked = true;
  });
  const pick = make("button", { type: "button", class: "more", onclick: () => pickPoint(take) }, say("pick_on_map"));
  return {
    elements: [...others.map(({ label }) => label), point.label, make("div", { class: "point-field" }, typed, pick)],
    read() {
      const chosen = others.find(({ input }) => input.checked);
      if (chosen) return chosen.found;
      const found = point.input.checked || typed.value ? readPoint(typed.value) : null;
      return found && { field: "lat_lon", value: toGeo(found) };
    },
  };
}

function dayPart(data, { event }, { say }) {
  const { events } = data;
  const day = (time) => (events.dated[event] ? toField(time) : "");
  const first = make("input", { type: "date", value: day(events.start[event]) });
  const last = make("input", { type: "date" });
  return {
    elements: [labelled(say("first_day"), first), labelled(say("last_day"), last), make("p", { class: "soft" }, say("day_hint"))],
    read() {
      const value = writeDays(first.value, last.value);
      return value === null ? null : { field: "day", value };
    },
  };
}

function kindPart(data, { event }, { say, language }) {
  const list = `kinds-beside-${event}`;
  const own = data.kinds[data.events.kind[event]].name;
  const kind = make("input", { type: "text", list, autocomplete: "off", maxlength: 200 });
  const names = data.kinds.map(({ name }) => name).filter((name) => name !== own);
  return {
    elements: [labelled(say("right_kind"), kind), make("datalist", { id: list }, ...names.map((name) => make("option", { value: name }, nameKind(name, language()))))],
    read: () => (kind.value.trim() ? { field: "kind", value: kind.value.trim() } : null),
  };
}

function notEventPart(data, what, { say }) {
  return { elements: [make("p", { class: "soft" }, say("not_event_hint"))], read: () => ({ field: "not_event", value: "" }) };
}

function splitPart(data, { text }, { say }) {
  const rows = text.told.map((report) => {
    const input = make("input", { type: "checkbox" });
    const [document_, , quote] = report.evidence?.[0] ?? [-1, "", ""];
    const source = data.texts.source(document_) || say("no_source");
    return { id: report.id, input, label: make("label", { class: "choice" }, input, make("span", {}, make("strong", {}, source), " ", make("span", { class: "soft" }, shortened(quote ?? "")))) };
  });
  return {
    elements: [make("p", { class: "soft" }, say("split_hint")), ...rows.map(({ label }) => label)],
    read() {
      const ids = rows.filter(({ input }) => input.checked).map(({ id }) => id);
      return ids.length && ids.length < rows.length ? { field: "split", value: JSON.stringify(ids) } : null;
    },
  };
}

function shortened(words) {
  return words.length > 90 ? `${words.slice(0, 88)}…` : words;
}

/** One correction in words, and a button that takes it back. */
export function tellCorrection(correction, { say, keeper }) {
  const { field, value, note } = correction;
  const words = { place: note || value, not_event: "", split: "", day: value || say("undated_one") }[field] ?? value;
  return make(
    "div",
    { class: "correction" },
    make("span", {}, make("strong", {}, say(`corrected_${field}`)), " ", make("span", { class: "value" }, words)),
    make("button", { type: "button", class: "quiet", onclick: () => keeper.remove(correction) }, say("undo")),
  );
}

/** The sheet with all corrections, and their file. */
export function createCorrectionsSheet(data, tools) {
  const sheet = find("corrections");
  const { say, keeper } = tools;
  const groups = () => [...new Set(keeper.all().map(({ event_id: id }) => id))];
  const title = async (id) => {
    const event = await data.texts.find(id);
    return event === null ? id : tellTitle(data, event, tools);
  };
  const fill = async () => {
    const all = keeper.all();
    const named = await Promise.all(groups().map(async (id) => [id, await title(id)]));
    const rows = named.flatMap(([id, words]) => [make("h3", {}, words), ...keeper.of(id).map((one) => tellCorrection(one, tools))]);
    const save = () => saveFile("corrections.csv", writeCorrections(keeper.all()), "text/csv");
    sheet.replaceChildren(
      make("h2", { id: "corrections-title" }, say("corrections")),
      ...(all.length ? rows : [make("p", {}, say("corrections_none"))]),
      make("p", {}, say("corrections_how")),
      make("pre", { dir: "ltr", tabindex: 0 }, "mapper map SOURCE --corrections corrections.csv -o map.html"),
      make(
        "div",
        { class: "buttons" },
        make("button", { type: "button", class: "primary-text", disabled: !all.length, onclick: save }, say("corrections_save")),
        make("button", { type: "button", class: "quiet", onclick: () => sheet.close() }, say("close")),
      ),
    );
  };
  return {
    async open() {
      await fill();
      sheet.showModal();
    },
    /** After a change: the number in the menu, and the list if it is open. */
    refresh() {
      find("corrections-open").textContent = say("corrections_n", { n: keeper.all().length });
      if (sheet.open) fill();
    },
  };
}
