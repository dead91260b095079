// Keys that work anywhere on the page, and the sheet that lists them.

import { find, make } from "./dom.js";

/** Elements that use the space bar or letters themselves. */
const OWN_KEYS = "input, select, textarea, button, summary, a, dialog";

/** @param {Record<string, Function>} acts  what the keys do */
export function followKeys(acts) {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const { target } = event;
    const isTyping = target.matches("input:not([type=checkbox], [type=radio]), select, textarea");
    if (event.key === "Escape" && !find("help").open) {
      if (isTyping) target.blur();
      acts.close();
      return;
    }
    if (isTyping || find("help").open) return;
    const act = actOf(event, acts, target.matches(OWN_KEYS));
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function actOf(event, acts, usesSpace) {
  if (event.key === " ") return usesSpace ? null : acts.play;
  if (event.shiftKey && event.key === "ArrowLeft") return () => acts.moveWindow(-1);
  if (event.shiftKey && event.key === "ArrowRight") return () => acts.moveWindow(1);
  return { "/": acts.search, "?": acts.help, n: () => acts.stepEvent(1), p: () => acts.stepEvent(-1) }[event.key];
}

/** Makes the help sheet; the function that opens it. */
export function createHelp(say) {
  const rows = [
    [["Space"], "help_space"],
    [["←", "→"], "help_arrows"],
    [["Home", "End"], "help_home"],
    [["Shift ←", "Shift →"], "help_shift"],
    [["/"], "help_search"],
    [["n", "p"], "help_np"],
    [["+", "−", "← ↑ → ↓"], "help_map"],
    [["Esc"], "help_escape"],
  ];
  const sheet = find("help");
  const keysOf = (keys) => keys.flatMap((key, at) => (at ? [" ", make("kbd", {}, key)] : [make("kbd", {}, key)]));
  sheet.replaceChildren(
    make("h2", { id: "help-title" }, say("help_title")),
    make("dl", {}, ...rows.flatMap(([keys, words]) => [make("dt", {}, ...keysOf(keys)), make("dd", {}, say(words))])),
    make("p", {}, say("help_mouse")),
    make("p", {}, say("help_spread")),
    make("p", {}, say("help_times")),
    make("button", { type: "button", class: "primary-text", onclick: () => sheet.close() }, say("close")),
  );
  const show = () => sheet.showModal();
  find("help-open").addEventListener("click", show);
  return show;
}
