// The shipped words, read from disk as the pages read them, for the tests of this folder.
import { readFileSync } from "node:fs";
import { makeWords } from "../../extension/ui/i18n.js";

export const root = new URL("../../extension/", import.meta.url);

/** @param {string} language */
export function messagesOf(language) {
  return JSON.parse(readFileSync(new URL(`_locales/${language}/messages.json`, root), "utf8"));
}

/** @param {string} language @param {string} [locale] */
export function wordsOf(language, locale = language) {
  return makeWords({ language, locale, messages: messagesOf(language) });
}
