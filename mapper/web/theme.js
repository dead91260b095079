// Light or dark: as the system says, until the reader chooses otherwise on this page.

/** @param {HTMLElement} button @param {() => void} changed */
export function followTheme(button, changed) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const apply = () => {
    document.documentElement.dataset.theme = (chosen ?? system.matches) ? "dark" : "light";
    changed();
  };
  button.addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme !== "dark";
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}
