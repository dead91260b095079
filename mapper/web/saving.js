// Files that the reader takes away: made in the page, handed to the browser, sent nowhere.

import { make } from "./dom.js";

/** Long enough for the browser to begin to write. */
const KEEP_MS = 60_000;

/** Offers content as a file. */
export function saveFile(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}
