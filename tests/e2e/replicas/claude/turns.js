// @ts-check
// The nodes of a turn. No id of the site's own stands in them: a message is known by its place alone.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @param {string} label @param {string} drawing @param {string} testid @param {() => void} [click] */
function action(label, drawing, testid, click) {
  const attributes = { type: "button", "data-cds": "Button", "data-size": "xs", "aria-label": label, "data-testid": testid };
  return h("button", { ...attributes, click }, h("span", { "data-cds": "Icon", "aria-hidden": "true" }, icon(drawing)));
}

/** @param {...HTMLElement} buttons */
function bar(...buttons) {
  const tools = h("div", { role: "toolbar", "aria-label": words.actions, class: "actions" }, ...buttons);
  return h("div", { "data-message-action-bar": "", class: "flex justify-start" }, tools);
}

/** @param {number} place @param {...HTMLElement} inner */
function wrapper(place, ...inner) {
  const attributes = { "data-test-render-count": "1", "data-index": String(place), role: "article" };
  return h("div", { ...attributes, "aria-posinset": String(place + 1) }, ...inner);
}

/** @param {Turn} turn @param {number} at @param {{ edit: (text: string) => void, again: () => void }} on */
export function ask(turn, at, on) {
  const lines = turn.text.split("\n").map((line) => h("p", { class: "whitespace-pre-wrap break-words" }, line));
  const message = h("div", { "data-testid": "user-message", class: "font-large !font-user-message grid gap-2" }, ...lines);
  const bubble = h(
    "div",
    { "data-user-message-bubble": "true", class: "bubble" },
    h("div", { class: "flex flex-row gap-2" }, h("div", { class: "flex-1" }, message)),
  );
  const column = h("div", { class: "flex flex-col items-end gap-1" }, bubble);
  const close = () => column.replaceChildren(bubble, tools);
  const open = () => column.replaceChildren(editor(turn.text, words, { cancel: close, save: on.edit }));
  const tools = bar(
    action(words.again, DRAWINGS.again, "action-bar-retry", on.again),
    action(words.edit, DRAWINGS.edit, "action-bar-edit", open),
    action(words.copy, DRAWINGS.copy, "action-bar-copy"),
  );
  column.append(tools);
  const heading = h("h2", { "data-find-omitted": "", class: "sr-only select-none" }, words.youSaid + turn.text.slice(0, 80));
  return wrapper(2 * at, h("div", { class: "contents" }, h("div", { class: "mb-1 group" }, heading, column)));
}

/** @param {Turn} turn @param {number} at */
export function said(turn, at) {
  const response = h(
    "div",
    { class: "font-claude-response" },
    h("div", {}, h("div", { class: "standard-markdown grid-cols-1 grid gap-3" })),
  );
  const heading = h("h2", { "data-find-omitted": "", class: "sr-only select-none" });
  const streaming = h("div", { "data-is-streaming": "true", class: "group relative" }, heading, response);
  return wrapper(2 * at + 1, h("div", { class: "group" }, h("div", { class: "contents" }, streaming)));
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", { class: "font-claude-response-body break-words whitespace-normal", dir: "auto" }, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { role: "group", class: "relative group/copy" },
      h("div", { class: "code-head" }, language),
      h("pre", { class: "code-block__code" }, h("code", { class: `language-${language}` }, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  const streaming = turn.said?.querySelector("[data-is-streaming]");
  if (!turn.said || !streaming) return;
  streaming.setAttribute("data-is-streaming", String(busy));
  turn.said.querySelector(".standard-markdown")?.replaceChildren(...blocks(turn.reply, dress));
  turn.said.querySelector("[data-message-action-bar]")?.remove();
  if (busy) return;
  const heading = turn.said.querySelector("h2");
  if (heading) heading.textContent = words.itSaid + turn.reply.slice(0, 60);
  const copy = action(words.copy, DRAWINGS.copy, "action-bar-copy");
  streaming.after(bar(copy, action(words.again, DRAWINGS.again, "action-bar-retry", again)));
}

/** Says the place of every message among all of them. @param {HTMLElement} list */
export function number(list) {
  const all = [...list.children];
  all.forEach((node, at) => {
    node.setAttribute("aria-setsize", String(all.length));
    node.setAttribute("aria-label", words.place(at + 1, all.length));
  });
}
