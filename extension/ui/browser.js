// @ts-check
// The pages' one door to the browser. No other page file names `chrome`; nothing here runs at import, so the pure
// modules that import this one can be tested outside a browser.

/** @typedef {{ addListener(listener: () => void): void }} Event */
/** @typedef {{ runtime: { sendMessage(message: unknown): Promise<unknown>, getURL(path: string): string },
 *   action: { getBadgeText(what: object): Promise<string> },
 *   i18n: { getUILanguage(): string },
 *   permissions: { contains(what: { origins: string[] }): Promise<boolean>, onAdded: Event, onRemoved: Event,
 *     request(what: { origins?: string[], permissions?: string[] }): Promise<boolean>, remove(what: { origins: string[] }): Promise<boolean> },
 *   tabs: { query(what: object): Promise<{ id?: number, lastAccessed?: number }[]>,
 *     getCurrent(): Promise<{ id: number } | undefined>, remove(id: number): Promise<void> },
 *   scripting: { executeScript(what: object): Promise<{ result?: unknown }[]> } }} Browser */

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

/** Whether the button says that something went wrong, after which messages may be missing. */
export async function isAlarmed() {
  return (await door()?.action?.getBadgeText({}).catch(() => "")) === "!";
}

/**
 * Where a file of the extension is.
 * @param {string} path from the extension's root, such as `words/en.json`
 */
export function fileUrl(path) {
  return door()?.runtime?.getURL?.(path) ?? path;
}

/**
 * Whether Merciwatt may see pages of all these origins. Where the browser cannot say, nothing is claimed to be missing.
 * @param {string[]} origins
 */
export async function hasAccess(origins) {
  return (await door()?.permissions?.contains({ origins }).catch(() => true)) ?? true;
}

/**
 * Asks the person for access. Must be the first call after their click: Firefox forgets the click at the first wait.
 * @param {string[]} origins
 * @returns {Promise<boolean>} whether they gave it
 */
export const requestAccess = (origins) => door()?.permissions.request({ origins }).catch(() => false) ?? never();

/**
 * Asks for leave to remove the files of the extension's own databases (`traces.js`). Must be the first call after a click, too.
 * @returns {Promise<boolean>} no in Firefox, which needs none and does not know the permission, and where a school has forbidden it
 */
export const requestRemoval = async () =>
  (await door()?.permissions.request({ permissions: ["browsingData"] }).catch(() => false)) ?? false;

/**
 * Gives access back.
 * @param {string[]} origins
 * @returns {Promise<boolean>} false where only the browser's own settings can: Chrome's for what it granted at installation
 */
export const dropAccess = (origins) => door()?.permissions.remove({ origins }).catch(() => false) ?? never();

const never = () => Promise.resolve(false);

/** Calls back whenever access was given or taken, here or in the browser's settings. @param {() => void} changed */
export function onAccessChange(changed) {
  door()?.permissions?.onAdded.addListener(changed);
  door()?.permissions?.onRemoved.addListener(changed);
}

/** Leaves this page: back to the one it was opened from, or, if it opened by itself, with its tab. */
export async function closePage() {
  if (history.length > 1) return history.back();
  const tabs = door()?.tabs;
  const tab = await tabs?.getCurrent();
  if (tab) await tabs?.remove(tab.id);
}

/**
 * A text-free outline of an open page of these origins, the one looked at last. Only called when a person asks for it.
 * @param {string[]} origins
 * @returns {Promise<string[] | null>} null when no such page is open in this window
 */
export async function outlinePage(origins) {
  try {
    const { tabs, scripting } = /** @type {Browser} */ (door());
    const open = await tabs.query({ url: origins, currentWindow: true });
    const tab = open.sort((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0))[0];
    if (tab?.id === undefined) return null;
    const [answer] = await scripting.executeScript({ target: { tabId: tab.id }, files: ["skeleton.js"] });
    return Array.isArray(answer?.result) ? answer.result : null;
  } catch {
    return null;
  }
}
