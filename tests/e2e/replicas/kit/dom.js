// @ts-check
// Builds nodes one by one: the pages run under Trusted Types, so no markup is ever parsed from a string.

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | null | undefined | ((event: any) => void)>} [attributes]
 *   functions become listeners; false, null and undefined leave the attribute out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * The element this page cannot do without.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function need(selector) {
  const node = document.querySelector(selector);
  if (!(node instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * A small line drawing.
 * @param {string} path the `d` of its one path, on a 24 × 24 grid
 */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const DRAWINGS = {
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M8 8h8v8H8z",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  again: "M20 11a8 8 0 1 0-2 6M20 5v6h-6",
  copy: "M9 9h10v10H9zM5 15V5h10",
  more: "M5 12h14M12 5v14",
};
