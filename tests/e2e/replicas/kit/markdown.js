// @ts-check
// Turns the little Markdown that the stage speaks (paragraphs, bold, lists, code) into nodes.

import { h } from "./dom.js";

/**
 * How a site dresses each block.
 * @typedef {object} Dress
 * @property {(...children: (Node | string)[]) => HTMLElement} p
 * @property {(code: string, language: string) => HTMLElement} pre
 */

/** @param {string} line */
function inline(line) {
  return line.split("**").map((part, at) => (at % 2 === 1 ? h("strong", {}, part) : part));
}

/**
 * @param {string} text may end anywhere: half a block is shown as far as it goes
 * @param {Dress} dress
 * @returns {HTMLElement[]}
 */
export function blocks(text, dress) {
  const out = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line.startsWith("```")) {
      const code = [];
      for (at += 1; at < lines.length && !lines[at].startsWith("```"); at += 1) code.push(lines[at]);
      out.push(dress.pre(code.join("\n"), line.slice(3)));
    } else if (line.startsWith("- ")) {
      const items = [];
      for (; at < lines.length && lines[at].startsWith("- "); at += 1) {
        items.push(h("li", {}, ...inline(lines[at].slice(2))));
      }
      at -= 1;
      out.push(h("ul", {}, ...items));
    } else if (line !== "") {
      out.push(dress.p(...inline(line)));
    }
  }
  return out;
}
