// @ts-check
// The nodes of a turn: two items of the list, each a segment inside a segment's boxes. None of them has an id.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @param {string} label @param {string} drawing */
function button(label, drawing) {
  return h("div", { class: "icon-button", title: label }, icon(drawing), h("span", {}, label));
}

/** @param {string} role @param {HTMLElement | null} face @param {HTMLElement} content @param {HTMLElement} actions */
function item(role, face, content, actions) {
  const box = h("div", { class: "segment-content-box" }, content);
  const inner = h("div", { class: "segment-container", dir: "auto" }, h("div", { class: "segment-content" }, box, actions));
  return h(
    "div",
    { class: `chat-content-item chat-content-item-${role}` },
    h("div", { class: `segment segment-${role}` }, face, inner),
  );
}

/** @param {Turn} turn */
export function ask(turn) {
  const content = h("div", { class: "user-content" }, turn.text);
  const actions = h("div", { class: "segment-user-actions" }, button(words.copy, DRAWINGS.copy));
  return item("user", null, content, actions);
}

export function said() {
  const face = h("div", { class: "segment-avatar" }, h("div", { class: "avatar" }));
  const content = h("div", { class: "markdown-container" }, h("div", { class: "markdown" }));
  const actions = h("div", { class: "segment-assistant-actions" }, h("div", { class: "segment-assistant-actions-content" }));
  return item("assistant", face, content, actions);
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("div", { class: "paragraph", dir: "auto" }, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "segment-code" },
      h("header", { class: "segment-code-header" }, h("span", { class: "segment-code-lang" }, language)),
      h("pre", { class: `language-${language}` }, h("code", {}, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy */
export function grow(turn, busy) {
  turn.said?.querySelector(".markdown")?.replaceChildren(...blocks(turn.reply, dress));
  const actions = turn.said?.querySelector(".segment-assistant-actions-content");
  if (busy) return actions?.replaceChildren();
  actions?.replaceChildren(button(words.copy, DRAWINGS.copy), button(words.share, DRAWINGS.more));
}
