// @ts-check
// Small parts that every replica has: the pencil's editor, the links of the sidebar.

import { h } from "./dom.js";

/**
 * A box to reword a message.
 * @param {string} text
 * @param {{ cancel: string, save: string }} words
 * @param {{ cancel: () => void, save: (text: string) => void }} on
 */
export function editor(text, words, on) {
  const box = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: "3", "aria-label": words.save }));
  box.value = text;
  const node = h(
    "div",
    { class: "editor" },
    box,
    h("button", { type: "button", class: "btn-secondary", click: on.cancel }, words.cancel),
    h("button", { type: "submit", class: "btn-primary", click: () => on.save(box.value.trim()) }, words.save),
  );
  requestAnimationFrame(() => box.focus());
  return node;
}

/**
 * Follows a link inside the page, as single-page sites do.
 * @param {(chat: string) => void} go
 * @param {string} chat
 * @returns {(event: MouseEvent) => void}
 */
export function follow(go, chat) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(chat);
  };
}

/**
 * The words of the page's language.
 * @template T
 * @param {{ en: T, fr: T }} words
 * @returns {T}
 */
export function spoken(words) {
  return document.documentElement.lang === "fr" ? words.fr : words.en;
}
