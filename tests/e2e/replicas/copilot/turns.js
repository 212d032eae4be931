// @ts-check
// The nodes of a turn. Both carry a heading for who cannot see, inside the node that holds the words.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @param {string} label @param {string} drawing @param {string} testid */
function action(label, drawing, testid) {
  return h("button", { type: "button", title: label, "aria-label": label, "data-testid": testid }, icon(drawing));
}

/** @param {Turn} turn */
export function ask(turn) {
  return h(
    "div",
    { id: `${turn.id}-user-message`, role: "article", tabindex: "-1", class: "group/user-message mb-6" },
    h(
      "div",
      { "data-content": "user-message", class: "relative ms-auto w-fit" },
      h("h5", { class: "sr-only" }, words.youSaid),
      h("div", { class: "bubble whitespace-pre-wrap break-words" }, turn.text),
      h("div", { class: "actions" }, action(words.copy, DRAWINGS.copy, "copy-message-button")),
    ),
  );
}

/** @param {Turn} turn */
export function said(turn) {
  return h(
    "div",
    { id: `${turn.replyId}-ai-message`, role: "article", tabindex: "-1", class: "group/ai-message mb-6" },
    h(
      "div",
      { "data-content": "ai-message", class: "relative w-full" },
      h("h6", { class: "sr-only" }, words.itSaid),
      h("div", { id: `${turn.replyId}-content-0`, class: "group/ai-message-item space-y-3 break-words" }),
      h("div", { class: "actions", "data-testid": "message-item-reactions" }),
    ),
  );
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", {}, h("span", { class: "font-ligatures-none" }, ...children)),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "code-block" },
      h("div", { class: "code-head" }, h("span", {}, language), h("button", { type: "button" }, words.copyCode)),
      h("pre", {}, h("code", { class: `language-${language}` }, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy */
export function grow(turn, busy) {
  turn.said?.querySelector("[id$='-content-0']")?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".actions");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(
    action(words.copy, DRAWINGS.copy, "copy-ai-message-button"),
    action(words.more, DRAWINGS.more, "more-options-button"),
  );
}

/** The server gave the message its own id. @param {Turn} turn */
export function named(turn) {
  turn.ask?.setAttribute("id", `${turn.id}-user-message`);
}
