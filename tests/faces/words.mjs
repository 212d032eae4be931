// The words as translators write them and as pages read them, for the tests of this folder.
import { readFileSync } from "node:fs";
import { makeWords } from "../../extension/ui/i18n.js";

export const root = new URL("../../extension/", import.meta.url);

/** @param {string} language */
export function messagesOf(language) {
  return JSON.parse(readFileSync(new URL(`_locales/${language}/messages.json`, root), "utf8"));
}

/** @param {string} language @param {string} [locale] */
export function wordsOf(language, locale = language) {
  const entries = Object.entries(messagesOf(language));
  const messages = Object.fromEntries(entries.map(([key, { message }]) => [key, message]));
  return makeWords({ language, locale, messages });
}
