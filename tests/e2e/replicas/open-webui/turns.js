// @ts-check
// The nodes of a turn. Message and reply both have the id `message-…`; only the message is a `.user-message`.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const MODEL = "llama3.1:8b";

/** @param {string} label @param {string} drawing @param {string} own @param {() => void} [click] */
function button(label, drawing, own, click) {
  const attributes = { type: "button", "aria-label": label, class: `visible p-1.5 rounded-lg transition ${own}`, click };
  return h("div", { class: "flex", "aria-label": label }, h("button", attributes, icon(drawing)));
}

/** @param {Turn} turn @param {() => void} close @param {(text: string) => void} edit */
function editing(turn, close, edit) {
  const box = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: `message-edit-${turn.id}`, rows: "3" }));
  box.value = turn.text;
  const send = { type: "button", id: "confirm-edit-message-button", click: () => edit(box.value.trim()) };
  const cancel = { type: "button", id: "close-edit-message-button", click: close };
  requestAnimationFrame(() => box.focus());
  return h(
    "div",
    { class: "edit-box w-full rounded-3xl px-5 py-3 mb-2" },
    box,
    h("div", {}, h("button", cancel, words.cancel), h("button", send, words.save)),
  );
}

/** @param {Turn} turn @param {(text: string) => void} edit */
export function ask(turn, edit) {
  // The site shows a message as Markdown too: what stands there is not what was typed.
  const text = h("div", { class: "bubble rounded-3xl max-w-[90%] px-4 py-1.5" }, ...blocks(turn.text, dress));
  const bar = h("div", { class: "buttons" });
  const content = h("div", { class: "w-full" }, h("div", { class: "flex justify-end pb-1" }, text), bar);
  const chat = h("div", { class: "chat-user w-full min-w-full markdown-prose" }, content);
  const close = () => chat.replaceChildren(content);
  const open = () => chat.replaceChildren(editing(turn, close, edit));
  bar.append(
    button(words.edit, DRAWINGS.edit, "edit-user-message-button", open),
    button(words.copy, DRAWINGS.copy, "copy-user-message-button"),
  );
  return h(
    "div",
    { class: "flex w-full user-message group", dir: "auto", id: `message-${turn.id}` },
    h("div", { class: "flex-auto w-0 max-w-full pl-1" }, chat),
  );
}

/** @param {Turn} turn */
export function said(turn) {
  const content = h("div", { class: "w-full flex flex-col relative", id: "response-content-container" });
  return h(
    "div",
    { class: `flex w-full message-${turn.replyId}`, id: `message-${turn.replyId}`, dir: "auto" },
    h(
      "div",
      { class: "flex-auto w-0 pl-1 relative" },
      h("div", { class: "name" }, h("span", { class: "line-clamp-1" }, MODEL)),
      h("div", {}, h("div", { class: "chat-assistant w-full min-w-full markdown-prose" }, h("div", {}, content))),
      h("div", { class: "buttons flex justify-start overflow-x-auto mt-0.5" }),
    ),
  );
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", { dir: "auto" }, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "relative flex flex-col rounded-lg my-2", dir: "ltr" },
      h("div", { class: "absolute px-4 text-xs font-medium" }, language),
      h("pre", { class: `language-${language}` }, h("code", {}, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  turn.said?.querySelector("#response-content-container")?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".buttons");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(
    button(words.copy, DRAWINGS.copy, "copy-response-button"),
    button(words.again, DRAWINGS.again, "regenerate-response-button", again),
  );
}
