// @ts-check
// The nodes of a turn: one container holds the message and its reply, each a custom element.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @type {WeakMap<Turn, HTMLElement>} */
const containers = new WeakMap();

/** @param {string} name a font icon of the site @param {string} drawing */
export function matIcon(name, drawing) {
  const attributes = { role: "img", class: "mat-icon notranslate google-symbols", "aria-hidden": "true", fonticon: name };
  return h("mat-icon", { ...attributes, "data-mat-icon-name": name }, icon(drawing));
}

/** @param {Turn} turn @returns {HTMLElement[]} */
export function container(turn) {
  const node = containers.get(turn);
  return node ? [node] : [];
}

/** @param {string} label @param {HTMLElement} drawing @param {string | null} testId @param {() => void} [click] */
function action(label, drawing, testId, click) {
  const attributes = { type: "button", "aria-label": label, mattooltip: label, "data-test-id": testId };
  return h("button", { class: "mdc-icon-button mat-mdc-icon-button", ...attributes, click }, drawing);
}

/** @param {Turn} turn @param {number} at @param {(text: string) => void} edit */
export function ask(turn, at, edit) {
  const text = h(
    "div",
    { role: "heading", "aria-level": "2", class: "query-text gds-body-l", dir: "ltr" },
    h("span", { class: "cdk-visually-hidden" }, words.youSaid),
    ...turn.text.split("\n").map((line) => h("p", { class: "query-text-line" }, line)),
  );
  const bubble = h("span", { class: "user-query-bubble-with-background" }, h("span", { class: "horizontal-container" }, text));
  const content = h("div", { class: "query-content", id: `user-query-content-${at}` });
  const close = () => content.replaceChildren(...rest);
  const open = () => content.replaceChildren(editor(turn.text, words, { cancel: close, save: edit }));
  const rest = [
    h("div", {}, action(words.copy, matIcon("content_copy", DRAWINGS.copy), null)),
    h("div", {}, action(words.edit, matIcon("edit", DRAWINGS.edit), "prompt-edit-button", open)),
    bubble,
  ];
  content.append(...rest);
  const query = h(
    "user-query",
    {},
    h(
      "span",
      { class: "user-query-container" },
      h("user-query-content", { class: "user-query-container" }, h("div", { class: "user-query-container" }, content)),
    ),
  );
  const id = turn.replyId.replaceAll("-", "").slice(0, 16) || crypto.randomUUID().replaceAll("-", "").slice(0, 16);
  containers.set(turn, h("div", { class: "conversation-container message-actions-hover-boundary", id }, query));
  return query;
}

/** @param {Turn} turn */
export function said(turn) {
  const markdown = h("div", {
    class: "markdown markdown-main-panel",
    id: `model-response-message-contentr_${turn.replyId}`,
    "aria-live": "off",
    "aria-busy": "true",
    dir: "ltr",
  });
  const content = h("message-content", { id: `message-content-id-r_${turn.replyId}` }, markdown);
  const structured = h("structured-content-container", { class: "model-response-text" }, h("div", { class: "container" }, content));
  const inner = h("div", { class: "response-container-content" }, h("div", { class: "response-content" }, structured));
  const response = h(
    "model-response",
    {},
    h(
      "response-container",
      {},
      h("span", { class: "cdk-visually-hidden" }, words.itSaid),
      h("div", { class: "response-container" }, h("div", { class: "presented-response-container" }, inner)),
      h("div", { class: "response-footer" }),
    ),
  );
  containers.get(turn)?.append(response);
  return response;
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", {}, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "code-block",
      {},
      h("div", { class: "code-block-decoration" }, h("span", {}, language)),
      h("pre", {}, h("code", { "data-test-id": "code-content" }, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  const markdown = turn.said?.querySelector(".markdown");
  markdown?.setAttribute("aria-busy", String(busy));
  markdown?.replaceChildren(...blocks(turn.reply, dress));
  const footer = turn.said?.querySelector(".response-footer");
  footer?.classList.toggle("complete", !busy);
  if (busy) return footer?.replaceChildren();
  const redo = action(words.again, matIcon("refresh", DRAWINGS.again), null, again);
  footer?.replaceChildren(h("message-actions", {}, h("regenerate-button", {}, redo)));
}
