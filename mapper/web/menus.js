// Sheets that drop from a button: one at a time, closed by Escape or a click elsewhere.

const OPEN = "details.drop[open]";

export function followMenus() {
  document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll(OPEN)) {
      const isDone = !menu.contains(target) || target.closest(".sheet button");
      if (isDone) menu.open = false;
    }
  });
  for (const menu of document.querySelectorAll("details.drop")) {
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
  }
}

/** Closes an open menu and gives its button the focus; false when none is open. */
export function closeMenu() {
  const menu = document.querySelector(OPEN);
  if (!menu) return false;
  menu.open = false;
  menu.querySelector("summary").focus();
  return true;
}
