// The only ways in which elements are made: text goes in as text, links only to the web.

/** An element with attributes and children; a child that is no node becomes text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** A link if the address is http or https, else null. */
export function makeLink(address, ...children) {
  if (!isWebAddress(address)) return null;
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** True for http and https only: "javascript:" and the like are no addresses of reports. */
export function isWebAddress(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

export function find(id) {
  return document.getElementById(id);
}
