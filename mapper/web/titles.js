// The line that names an event: its own, or one put together from kind, place and numbers in the reader's language.

import { nameKind } from "./kinds.js";
import { tellWhere } from "./telling.js";

const SHOT = ["drone", "missile", "rocket"];
const STRIKES = { "Air/drone strike": "Air strike", "Shelling/artillery/missile attack": "Shelling" };

/** A kind by its weapon where that says more, as mapper/titles.py has it. */
export function plainKind(kind, weapon = "") {
  const isKnown = SHOT.includes(weapon);
  if (kind === "Disrupted weapons use" && isKnown) return `${capital(weapon)}s shot down`;
  if (Object.hasOwn(STRIKES, kind)) return isKnown ? `${capital(weapon)} strike` : STRIKES[kind];
  return kind;
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The title of an event whose texts are open. One that was made in English is made anew in another language. */
export function tellTitle(data, event, { say, range }) {
  const text = data.texts.of(event);
  const language = say("tag");
  if (text.title && !(text.made && language !== "en")) return text.title;
  const kind = nameKind(plainKind(data.kinds[data.events.kind[event]].name, text.weapon), language);
  const place = tellWhere(data, event, say);
  const counts = (text.counts ?? [])
    .filter(([, , high]) => high > 0)
    .map(([name, low, high]) => say("title_count", { what: say(name).toLocaleLowerCase(language), range: range(low, high) }));
  return counts.length ? say("title_counted", { kind, place, counts: counts.join(say("comma")) }) : say("title_made", { kind, place });
}
