// A sign for each family of kinds, so that colour is never the only difference. Drawn in a box of 16 by 16,
// in white on the family's colour; the same paths serve the canvas (Path2D) and the list (SVG).

export const SIGNS = {
  explosion:
    "M8 1.2 9.4 5.1 13 3 11.4 6.7 15.2 8 11.4 9.3 13 13 9.4 10.9 8 14.8 6.6 10.9 3 13 4.6 9.3.8 8 4.6 6.7 3 3 6.6 5.1Z",
  battle: "M3.9 2 8 6.1 12.1 2 14 3.9 9.9 8 14 12.1 12.1 14 8 9.9 3.9 14 2 12.1 6.1 8 2 3.9Z",
  civilians: "M8 1.4a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 1 1 0-5.8ZM2.6 14.4C2.6 10.6 4.9 8.4 8 8.4s5.4 2.2 5.4 6Z",
  protest: "M3 1.6h10.4v7.2H9.1v6H6.9v-6H3Z",
  disaster: "M8 1.8 15 14H1Z",
  development: "M2.4 3h11.2v2.3H2.4ZM2.4 6.9h11.2v2.3H2.4ZM2.4 10.8h7.4v2.3H2.4Z",
  other: "M8 4.6a3.4 3.4 0 1 1 0 6.8a3.4 3.4 0 1 1 0-6.8Z",
};

const SVG = "http://www.w3.org/2000/svg";

/** A coloured disc with the family's sign, for the list, the panel and the legend. */
export function createSign(family) {
  const sign = document.createElementNS(SVG, "svg");
  sign.setAttribute("viewBox", "-6 -6 28 28");
  sign.setAttribute("class", `sign family-${family}`);
  sign.setAttribute("aria-hidden", "true");
  const disc = document.createElementNS(SVG, "circle");
  for (const [name, value] of [["cx", 8], ["cy", 8], ["r", 13]]) disc.setAttribute(name, String(value));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SIGNS[family]);
  sign.append(disc, path);
  return sign;
}
