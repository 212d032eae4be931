// @ts-check
// The nodes of a turn: a section for the message, a section for the reply.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** A message longer than this is folded, with a button outside its content. */
const FOLDED = 600;

/** @param {string} label @param {string} drawing @param {string | null} testid @param {() => void} [click] */
function action(label, drawing, testid, click) {
  return h(
    "button",
    { type: "button", class: "text-token-text-secondary rounded-lg", "aria-label": label, "data-testid": testid, click },
    h("span", { class: "flex h-8 w-8" }, icon(drawing)),
  );
}

/**
 * @param {string} role
 * @param {string} turnId
 * @param {number} number
 * @param {string} label
 * @param {...HTMLElement} inner
 */
function section(role, turnId, number, label, ...inner) {
  return h(
    "section",
    {
      class: "text-token-text-primary w-full focus:outline-none",
      dir: "auto",
      "data-turn-id": turnId,
      "data-turn-id-container": turnId,
      "data-testid": `conversation-turn-${number}`,
      "data-scroll-anchor": "false",
      "data-turn": role,
    },
    h("h4", { class: "sr-only select-none" }, label),
    h(
      "div",
      { class: "text-base my-auto mx-auto" },
      h("div", { "data-conversation-screenshot-content": "" }, h("div", { class: "flex max-w-full flex-col grow" }, ...inner)),
    ),
  );
}

/** @param {Turn} turn @param {(text: string) => void} edit */
function bubble(turn, edit) {
  const content = h(
    "div",
    { "data-testid": "collapsible-user-message-content" },
    h("div", { class: "whitespace-pre-wrap" }, turn.text),
  );
  const folded = turn.text.length > FOLDED;
  const box = h("div", { class: "user-message-bubble-color", "data-multiline": turn.text.includes("\n") }, content);
  if (folded) {
    content.classList.add("folded");
    box.append(h("button", { type: "button", class: "more", click: () => content.classList.toggle("folded") }, words.more));
  }
  const column = h("div", { class: "flex w-full flex-col gap-1 items-end" }, box);
  const message = h(
    "div",
    {
      "data-message-author-role": "user",
      "data-message-id": turn.id,
      dir: "auto",
      class: "min-h-8 text-message flex w-full flex-col items-end text-start break-words",
    },
    column,
  );
  const bar = h("div", { class: "actions", role: "group", "aria-label": words.actions });
  const close = () => {
    column.replaceChildren(box);
    bar.hidden = false;
  };
  const open = () => {
    bar.hidden = true;
    column.replaceChildren(editor(turn.text, words, { cancel: close, save: edit }));
  };
  bar.append(
    action(words.copy, DRAWINGS.copy, "copy-turn-action-button"),
    action(words.edit, DRAWINGS.edit, null, open),
  );
  return [message, h("div", { class: "z-0 flex justify-end" }, bar)];
}

/** @param {Turn} turn @param {number} at @param {(text: string) => void} edit */
export function ask(turn, at, edit) {
  return section("user", turn.id, 2 * at + 1, words.youSaid, ...bubble(turn, edit));
}

/** @param {Turn} turn @param {number} at */
export function said(turn, at) {
  const message = h(
    "div",
    {
      "data-message-author-role": "assistant",
      "data-message-id": turn.replyId,
      "data-message-model-slug": "gpt-5-5",
      dir: "auto",
      class: "min-h-8 text-message flex w-full flex-col text-start break-words",
    },
    h("div", { class: "flex w-full flex-col gap-1" }, h("div", { class: "markdown prose w-full break-words" })),
  );
  const bar = h("div", { class: "actions", role: "group", "aria-label": words.actions });
  return section("assistant", `request-${turn.id}-${at}`, 2 * at + 2, words.itSaid, message, bar);
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", {}, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "pre",
      {},
      h(
        "div",
        { class: "contain-inline-size" },
        h("div", { class: "code-head" }, language, h("button", { type: "button", "aria-label": words.copy }, words.copyCode)),
        h("div", { class: "overflow-y-auto p-4", dir: "ltr" }, h("code", { class: `language-${language}` }, code)),
      ),
    ),
};

/**
 * Shows what has been said so far, and the buttons when it is over.
 * @param {Turn} turn @param {boolean} busy @param {{ again: () => void, rest: () => void }} on
 */
export function grow(turn, busy, on) {
  const text = turn.said?.querySelector(".markdown");
  text?.classList.toggle("streaming-animation", busy);
  text?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".actions");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(
    action(words.copy, DRAWINGS.copy, "copy-turn-action-button"),
    action(words.again, DRAWINGS.again, "regenerate-turn-action-button", on.again),
  );
  if (turn.stopped) bar?.append(h("button", { type: "button", class: "btn-secondary", click: on.rest }, words.rest));
}
