// @ts-check
// The items of the list: the message's bubble, and the reply with its reasoning.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** What was thought before a reply. @type {WeakMap<Turn, string>} */
const thoughts = new WeakMap();

/** @param {string} label @param {string} drawing @param {() => void} [click] */
function button(label, drawing, click) {
  return h(
    "div",
    {
      role: "button",
      tabindex: "0",
      class: "ds-button ds-button--iconLabelTertiary ds-button--icon ds-button--capsule ds-button--xs db183363",
      "aria-label": label,
      click,
    },
    h("div", { class: "ds-button__background" }),
    h("div", { class: "ds-button__icon" }, h("div", { class: "ds-icon" }, icon(drawing))),
  );
}

/** @param {Turn} turn @param {number} at @param {(text: string) => void} edit */
export function ask(turn, at, edit) {
  const message = h("div", { class: "d29f3d7d ds-message _63c77b1" }, h("div", { class: "fbb737a4" }, turn.text));
  const bar = h("div", { class: "ds-flex _78e0558 actions" });
  const below = h("div", { class: "_11d6b3a" }, h("div", { class: "_425ea0b" }, bar));
  const item = h("div", { class: "_9663006", "data-virtual-list-item-key": `${2 * at + 1}` }, message, below);
  const close = () => item.replaceChildren(message, below);
  const open = () => item.replaceChildren(editor(turn.text, words, { cancel: close, save: edit }));
  bar.append(button(words.copy, DRAWINGS.copy), button(words.edit, DRAWINGS.edit, open));
  return item;
}

/** @param {Turn} turn @param {number} at */
export function said(turn, at) {
  const message = h("div", { class: "ds-message _63c77b1" });
  const item = h(
    "div",
    { class: "_4f9bf79 _43c05b5", "data-virtual-list-item-key": `${2 * at + 2}` },
    message,
    h("div", { class: "ds-flex _0a3d93b actions" }),
  );
  reason(turn, item);
  return item;
}

/** The reasoning stands before the reply and is set in the same Markdown. @param {Turn} turn @param {HTMLElement} item */
function reason(turn, item) {
  const thought = thoughts.get(turn);
  if (!thought) return;
  const text = h("div", { class: "ds-markdown" }, h("p", { class: "ds-markdown-paragraph" }, thought));
  const shown = item.querySelector(".ds-think-content");
  if (shown) return shown.replaceChildren(text);
  const head = h("div", { class: "_245c867" }, h("span", { class: "_5255ff8" }, words.thought));
  const block = h("div", { class: "_74c0879" }, head, h("div", { class: "ds-think-content" }, text));
  item.querySelector(".ds-message")?.prepend(block);
}

/** @param {Turn} turn @param {string} thought everything thought so far; empty when a reply is asked for again */
export function thinking(turn, thought) {
  thoughts.set(turn, thought);
  if (turn.said) reason(turn, turn.said);
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", { class: "ds-markdown-paragraph" }, ...children.map((child) => h("span", {}, child))),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "md-code-block" },
      h("div", { class: "md-code-block-banner" }, language),
      h("pre", {}, h("code", { class: `language-${language}` }, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy @param {{ again: () => void, rest: () => void }} on */
export function grow(turn, busy, on) {
  const main = "ds-assistant-message-main-content";
  if (turn.reply && !turn.said?.querySelector(`.${main}`)) {
    turn.said?.querySelector(".ds-message")?.append(h("div", { class: `ds-markdown ${main}` }));
  }
  turn.said?.querySelector(`.${main}`)?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".actions");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(button(words.copy, DRAWINGS.copy), button(words.again, DRAWINGS.again, on.again));
  if (turn.stopped) {
    bar?.append(h("div", { role: "button", tabindex: "0", class: "ds-button ds-button--rest", click: on.rest }, words.rest));
  }
}
