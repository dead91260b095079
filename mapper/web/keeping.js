// Keeps the reader's corrections: in memory, and for this tab where the browser allows it.

import { addCorrection, readCorrections } from "./correcting.js";

/** @param {string} name  differs for every page @param {() => void} changed */
export function createKeeper(name, changed) {
  const key = `event-mapper corrections ${name}`;
  let kept = readCorrections(recall(key));
  const keep = (next) => {
    kept = next;
    store(key, JSON.stringify(kept));
    changed();
  };
  return {
    all: () => kept,
    of: (id) => kept.filter((one) => one.event_id === id),
    add: (correction) => keep(addCorrection(kept, correction)),
    remove: (correction) => keep(kept.filter((one) => one !== correction)),
  };
}

function recall(key) {
  try {
    return window.sessionStorage.getItem(key) ?? "[]";
  } catch (error) {
    if (error instanceof DOMException) return "[]"; // a sandboxed frame has no storage
    throw error;
  }
}

function store(key, text) {
  try {
    window.sessionStorage.setItem(key, text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // kept in memory then
  }
}
