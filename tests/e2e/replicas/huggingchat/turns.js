// @ts-check
// The nodes of a turn: the message in a paragraph, with its files above it; the reply in prose.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { editor } from "../kit/parts.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @param {string} label @param {string} drawing @param {() => void} [click] */
function button(label, drawing, click) {
  return h("button", { type: "button", class: "btn rounded-sm p-1 text-sm text-gray-400", title: label, click }, icon(drawing));
}

/** @param {File} file */
export function chip(file) {
  return h("div", { class: "file" }, file.name);
}

/** @param {Turn} turn @param {File[]} files @param {(text: string) => void} edit */
export function ask(turn, files, edit) {
  const text = h("p", { class: "disabled w-full appearance-none whitespace-break-spaces text-wrap break-words" }, turn.text);
  const bar = h("div", { class: "actions" });
  const row = h("div", { class: "flex w-full flex-row flex-nowrap" }, text);
  const column = h("div", { class: "flex w-full flex-col gap-2" });
  const above = files.length ? h("div", { class: "flex w-fit gap-4 px-5" }, ...files.map(chip)) : null;
  column.append(...[above, row, bar].filter((part) => part !== null));
  const close = () => {
    row.replaceChildren(text);
    bar.hidden = false;
  };
  const open = () => {
    bar.hidden = true;
    row.replaceChildren(editor(turn.text, words, { cancel: close, save: edit }));
  };
  bar.append(button(words.copy, DRAWINGS.copy), button(words.branch, DRAWINGS.edit, open));
  const attributes = { "data-message-id": turn.id, "data-message-type": "user", role: "presentation" };
  return h("div", { class: "group relative w-full items-start justify-start gap-4 max-sm:text-sm", ...attributes }, column);
}

/** @param {Turn} turn */
export function said(turn) {
  const attributes = { "data-message-id": turn.replyId, "data-message-role": "assistant", role: "presentation" };
  return h(
    "div",
    { class: "group relative -mb-4 flex w-fit max-w-full flex-col items-start justify-start gap-4", ...attributes },
    h(
      "div",
      { class: "relative flex w-full flex-col gap-2 rounded-2xl border" },
      h("div", {}, h("div", { class: "prose max-w-none dark:prose-invert" })),
    ),
    h("div", { class: "actions" }),
  );
}

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", {}, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "group relative my-4 rounded-lg" },
      h("pre", { class: "scrollbar-custom" }, h("code", { class: `language-${language}` }, code)),
    ),
};

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  turn.said?.setAttribute("data-message-id", turn.replyId);
  turn.said?.querySelector(".prose")?.replaceChildren(...blocks(turn.reply, dress));
  const bar = turn.said?.querySelector(".actions");
  if (busy) return bar?.replaceChildren();
  bar?.replaceChildren(button(words.again, DRAWINGS.again, again), button(words.copy, DRAWINGS.copy));
}
