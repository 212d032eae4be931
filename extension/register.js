// @ts-check
// Puts the content script on the sites that a person has switched on, and only there; and today's tally on the pages of
// all sites, while a person wants it.

const FILE = "content.js";
const PILL = "pill.js";

/** @type {Promise<void>} One registration after the other: two at once would undo each other. */
let last = Promise.resolve();

/** @param {{ id: string, matches: string[] }[]} wanted @param {boolean} pill */
async function replace(wanted, pill) {
  const scripts = [];
  const pages = chrome.runtime.getManifest().content_scripts?.flatMap((/** @type {any} */ { matches }) => matches ?? []) ?? [];
  for (const { id, matches } of wanted) {
    if (!(await chrome.permissions.contains({ origins: matches }))) continue;
    scripts.push({ id, matches, js: [FILE], runAt: /** @type {const} */ ("document_start"), persistAcrossSessions: true });
    pages.push(...matches);
  }
  if (pill) scripts.push({ id: "pill", matches: pages, js: [PILL], runAt: /** @type {const} */ ("document_idle"), persistAcrossSessions: true });
  await chrome.scripting.unregisterContentScripts();
  if (scripts.length > 0) await chrome.scripting.registerContentScripts(scripts);
}

/**
 * @param {{ id: string, matches: string[] }[]} wanted what would run if the person allowed all of it
 * @param {boolean} pill whether today's tally is wanted on pages
 */
export function register(wanted, pill) {
  const next = last.then(() => replace(wanted, pill));
  last = next.catch(() => {});
  return next;
}

/**
 * Starts a script on pages that are open already. Where it runs, a second copy fails by itself or does nothing.
 * @param {string[]} [origins]
 */
export async function startOnOpenPages(origins, file = FILE) {
  if (!origins || origins.length === 0) return;
  for (const { id } of await chrome.tabs.query({ url: origins })) {
    if (id !== undefined) chrome.scripting.executeScript({ target: { tabId: id }, files: [file] }).catch(() => {});
  }
}

/** Starts today's tally on pages that are open already, if it is registered. */
export async function startPill() {
  for (const { matches, js } of await chrome.scripting.getRegisteredContentScripts()) {
    if (js?.includes(PILL)) await startOnOpenPages(matches, PILL);
  }
}
