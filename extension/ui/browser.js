// @ts-check
// The pages' one door to the browser. No other page file names `chrome`; nothing here runs at import, so the pure
// modules that import this one can be tested outside a browser.

/** @typedef {{ runtime: { sendMessage(message: unknown): Promise<unknown>, getURL(path: string): string },
 *              i18n: { getUILanguage(): string } }} Browser */

/** @returns {Browser | undefined} absent when the page is opened outside the extension */
const door = () => /** @type {any} */ (globalThis).chrome;

/**
 * Sends one question to the background; rejects when nobody is there to answer.
 * @param {unknown} message
 * @returns {Promise<unknown>}
 */
export async function send(message) {
  const runtime = door()?.runtime;
  if (!runtime?.sendMessage) throw new Error("This page was opened outside the extension.");
  return runtime.sendMessage(message);
}

/** The language of the browser itself, as a BCP 47 tag. */
export function browserLanguage() {
  return door()?.i18n?.getUILanguage() || "en";
}

/**
 * Where a file of the extension is.
 * @param {string} path from the extension's root, such as `_locales/en/messages.json`
 */
export function fileUrl(path) {
  return door()?.runtime?.getURL?.(path) ?? path;
}
