// @ts-check
// The nodes of a turn. The message's first id is the page's own; the server's takes its place.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @param {string} label @param {string} drawing @param {() => void} [click] */
function action(label, drawing, click) {
  return h("button", { type: "button", "aria-label": label, "data-state": "closed", click }, icon(drawing));
}

/** @param {string} role @param {string} id @param {...HTMLElement} inner */
function message(role, id, ...inner) {
  const attributes = { id, "data-message-author-role": role, "data-message-id": id, "data-message-version": "0" };
  return h(
    "div",
    { ...attributes, class: "group group/message flex min-h-auto w-full gap-3" },
    h("div", { class: "flex min-w-0 flex-1 flex-col" }, ...inner),
  );
}

/** @param {Turn} turn @param {(text: string) => void} edit */
export function ask(turn, edit) {
  const text = h("div", { class: "select-text" });
  turn.text.split("\n").forEach((line, at) => {
    if (at > 0) text.append(h("br"));
    text.append(h("span", { class: "whitespace-pre-wrap" }, line));
  });
  const bubble = h(
    "div",
    { class: "bubble ms-auto w-fit max-w-full" },
    h("div", { class: "flex w-full flex-col gap-2 break-words", dir: "auto" }, h("div", { class: "select-none" }, text)),
  );
  const bar = h("div", { class: "actions" });
  const node = message("user", turn.id, bubble, bar);
  const column = node.firstElementChild;
  const close = () => column?.replaceChildren(bubble, bar);
  const open = () => column?.replaceChildren(editor(turn.text, words, { cancel: close, save: edit }));
  bar.append(action(words.edit, DRAWINGS.edit, open), action(words.copy, DRAWINGS.copy));
  return node;
}

/** @param {Turn} turn */
export function said(turn) {
  const reasoning = h(
    "div",
    { "data-message-part-type": "reasoning", "data-state": "closed" },
    h("button", { type: "button", "aria-expanded": "false", class: "worked" }, words.worked),
  );
  const answer = h("div", { "data-message-part-type": "answer" }, h("div", { dir: "auto", class: "markdown-container-style" }));
  const parts = h("div", { class: "flex w-full flex-col gap-2 break-words", dir: "auto" }, reasoning, answer);
  return message("assistant", turn.replyId, parts, h("div", { class: "actions" }));
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", { dir: "auto" }, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) => h("pre", {}, h("code", { class: `language-${language}` }, code)),
};

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  turn.said?.querySelector(".markdown-container-style")?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".actions");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(action(words.copy, DRAWINGS.copy), action(words.again, DRAWINGS.again, again));
}

/** The server gave the message its own id. @param {Turn} turn */
export function named(turn) {
  turn.ask?.setAttribute("id", turn.id);
  turn.ask?.setAttribute("data-message-id", turn.id);
}
