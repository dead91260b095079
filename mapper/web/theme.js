// Light or dark: as the system says, until the reader chooses otherwise on this page.

/** @param {HTMLElement} button @param {() => void} changed */
export function followTheme(button, changed) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const paint = (isDark) => {
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    changed();
  };
  const apply = () => paint(chosen ?? system.matches);
  button.addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme !== "dark";
    apply();
  });
  system.addEventListener("change", apply);
  window.addEventListener("beforeprint", () => paint(false)); // paper is light
  window.addEventListener("afterprint", apply);
  apply();
}
