// Texts of events by block, and sources of documents; each block is opened once, when one of its texts is shown.
// What a block holds is written in mapper/page/blocks.py.

import { unsealTexts } from "./columns.js";

const SEPARATOR = "\x7f";
const FIRST_LETTER = 0x30;

/** @param {(id: string) => string} textOf  text of a data element @param {number} size  events a block */
export function createTexts(textOf, size, events) {
  const opened = new Map();
  const ready = new Map();
  let documents = null;
  const open = (block) => {
    if (!opened.has(block)) {
      opened.set(block, unsealTexts(textOf(`texts-${block}`)).then((told) => ready.set(block, createReader(told, block * size, events))));
    }
    return opened.get(block);
  };
  const openDocuments = async () => (documents ??= await unsealTexts(textOf("documents")));
  const blocksOf = (numbers) => [...new Set(Array.from(numbers, (event) => Math.floor(event / size)))];
  /** A row of a table brings its source along; an event names documents by their number. */
  const documentOf = (document_) => (Array.isArray(document_) ? document_ : documents?.[document_]);
  return {
    /** Opens what the given events need. */
    load: (numbers) => Promise.all(blocksOf(numbers).map(open)),
    /** Opens everything that a search looks at. */
    loadAll: async () => {
      await openDocuments();
      await Promise.all(Array.from({ length: Math.ceil(events.count / size) }, (_, block) => open(block)));
    },
    /** Source, day of publication, address and id of a document; undefined until the documents are opened. */
    document: documentOf,
    /** Who published a document; "" until the documents are opened. */
    source: (document_) => documentOf(document_)?.[0] ?? "",
    isReady: (event) => ready.has(Math.floor(event / size)),
    /** The texts of an event that is ready. */
    of: (event) => ready.get(Math.floor(event / size))(event % size),
    /** The number of the event with an id, null when there is none; blocks are opened until it is found. */
    find: async (id) => {
      for (let block = 0; block * size < events.count; block += 1) {
        await open(block);
        const reader = ready.get(block);
        const many = Math.min(size, events.count - block * size);
        for (let place = 0; place < many; place += 1) if (reader(place).id === id) return block * size + place;
      }
      return null;
    },
    documents: openDocuments,
  };
}

/** A function that gives the texts of an event by its place in a block. */
export function createReader(told, first, events) {
  if (Array.isArray(told)) return (place) => told[place];
  const columns = Object.fromEntries(Object.entries(told).filter(([name]) => name !== "told").map(([name, column]) => [name, readTexts(column)]));
  return (place) => told.told[place] ?? tellRow((name) => columns[name]?.[place] ?? "", first + place, events);
}

/** Texts of a column: what repeats by letter, numbers from step to step, or one after another. */
export function readTexts(column) {
  if (typeof column === "string") return column.split(SEPARATOR);
  if ("of" in column) {
    const each = column.each.split(SEPARATOR);
    return Array.from(column.of, (letter) => each[letter.codePointAt(0) - FIRST_LETTER]);
  }
  let number = 0;
  return column.steps.map((step) => column.before + String((number += step)).padStart(column.width, "0"));
}

/** A row of a table in the form in which an event is told. */
function tellRow(textOf, event, events) {
  const source = [textOf("source"), textOf("published"), textOf("url.folder") + textOf("url.file"), ""];
  const isTold = source.some(Boolean) || textOf("quote");
  const counts = ["killed", "injured"].flatMap((name) => {
    const low = events[name].low[event];
    return low < 0 ? [] : [[name, low, events[name].high[event], ""]];
  });
  const told = {
    id: textOf("id"),
    title: textOf("title"),
    weapon: textOf("weapon"),
    actors: textOf("actors") ? [textOf("actors")] : [],
    counts,
    evidence: isTold ? [[source, "", textOf("quote"), ""]] : [],
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value.length));
}
