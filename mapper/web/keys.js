// Keys that work anywhere on the page, and the sheet that lists them.

import { find, make } from "./dom.js";

/** Elements that use the space bar or letters themselves. */
const OWN_KEYS = "input, select, textarea, button, summary, a, dialog";

/** @param {Record<string, Function>} acts  what the keys do */
export function followKeys(acts) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const { target } = event;
    const isTyping = target.matches("input:not([type=checkbox], [type=radio]), select, textarea");
    if (event.key === "Escape") {
      if (isTyping) target.blur();
      acts.close();
      return;
    }
    if (isTyping) return;
    const act = actOf(event, acts, target.matches(OWN_KEYS));
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(event, acts, usesSpace) {
  if (event.key === " ") return usesSpace ? null : acts.play;
  const right = document.documentElement.dir === "rtl" ? -1 : 1;
  if (event.shiftKey && event.key === "ArrowLeft") return () => acts.moveWindow(-right);
  if (event.shiftKey && event.key === "ArrowRight") return () => acts.moveWindow(right);
  const letters = { n: () => acts.stepEvent(1), p: () => acts.stepEvent(-1), t: acts.table, m: acts.places, d: acts.dates, z: acts.closer };
  return { "/": acts.search, "?": acts.help, ...letters }[event.key];
}

const ROWS = [
  [["Space"], "help_space"],
  [["←", "→"], "help_arrows"],
  [["Home", "End"], "help_home"],
  [["+", "−"], "help_time_zoom"],
  [["Shift ←", "Shift →"], "help_shift"],
  [["d"], "help_dates"],
  [["m"], "help_places"],
  [["z"], "zoom_to"],
  [["t"], "help_table"],
  [["/"], "help_search"],
  [["n", "p"], "help_np"],
  [["+", "−", "← ↑ → ↓"], "help_map"],
  [["Esc"], "help_escape"],
];

export function openHelp() {
  find("help").showModal();
}

/** Writes the help sheet in the language of the page. */
export function fillHelp(say) {
  const keysOf = (keys) => keys.flatMap((key, at) => (at ? [" ", make("kbd", {}, key)] : [make("kbd", {}, key)]));
  find("help").replaceChildren(
    make("h2", { id: "help-title" }, say("help_title")),
    make("dl", {}, ...ROWS.flatMap(([keys, words]) => [make("dt", {}, ...keysOf(keys)), make("dd", {}, say(words))])),
    make("p", {}, say("help_mouse")),
    make("p", {}, say("help_modes")),
    make("p", {}, say("help_spread")),
    make("p", {}, say("help_times")),
    make("button", { type: "button", class: "primary-text", onclick: () => find("help").close() }, say("close")),
  );
  find("help-open").onclick = openHelp;
}
