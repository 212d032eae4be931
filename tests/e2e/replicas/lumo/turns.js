// @ts-check
// The nodes of a turn. The message is shown as Markdown, too: its marks are gone from the page.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", {}, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "code-container" },
      h("div", { class: "code-header" }, h("span", {}, language), h("button", { type: "button" }, words.copyCode)),
      h("pre", {}, h("code", { class: `language-${language}` }, code)),
    ),
};

/** @param {string} label @param {string} drawing @param {() => void} [click] */
function action(label, drawing, click) {
  return h("button", { type: "button", class: "button lumo-no-copy", title: label, "aria-label": label, click }, icon(drawing));
}

/** @param {string} role @param {string} id @param {HTMLElement} inner */
function item(role, id, inner) {
  const attributes = { class: "lumo-chat-item w-full", "data-message-role": role, "data-message-id": id };
  return h("div", attributes, h("div", { class: "flex flex-nowrap w-full relative" }, inner));
}

/** @param {Turn} turn @param {(text: string) => void} edit */
export function ask(turn, edit) {
  const bubble = h(
    "div",
    { class: "user-msg rounded-xl" },
    h("div", { class: "lumo-markdown w-full" }, ...blocks(turn.text, dress)),
  );
  const bar = h("div", { class: "user-msg-actions", role: "group", "aria-label": words.actions });
  const column = h("div", { class: "user-msg-container" }, bubble, bar);
  const close = () => column.replaceChildren(bubble, bar);
  const open = () => column.replaceChildren(editor(turn.text, words, { cancel: close, save: edit }));
  bar.append(action(words.copy, DRAWINGS.copy), action(words.edit, DRAWINGS.edit, open));
  return item("user", turn.id, column);
}

/** @param {Turn} turn */
export function said(turn) {
  const thoughts = h(
    "div",
    { class: "reasoning-block" },
    h("button", { type: "button", class: "reasoning-toggle", "aria-expanded": "false" }, words.thought),
    h("div", { class: "reasoning-content", hidden: true }, h("p", {}, words.thoughts)),
  );
  const content = h("div", { class: "lumo-markdown progressive-markdown-content w-full" });
  const bar = h("div", { class: "action-toolbar no-print", role: "group", "aria-label": words.actions });
  const inner = h("div", { class: "w-full" }, thoughts, content, bar);
  return item("assistant", turn.replyId, h("div", { class: "assistant-msg-container w-full rounded-xl" }, inner));
}

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  turn.said?.querySelector(".lumo-markdown")?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".action-toolbar");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(action(words.copy, DRAWINGS.copy), action(words.again, DRAWINGS.again, again));
}
