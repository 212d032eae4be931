// @ts-check
// Puts the content script on the sites that a person has switched on, and only there; and today's tally on the pages of
// all sites, while a person wants it.

import { nudge } from "./tally.js";

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
 * After everything was erased: no script of ours runs but those of the manifest, and sites that a person had switched on
 * are given back. The tally goes from open pages, which ask and are told nothing.
 */
export async function giveBack() {
  const { origins = [] } = await chrome.permissions.getAll();
  await chrome.permissions.remove({ permissions: ["notifications"] }).catch(() => {});
  await nudge({});
  await register([], false);
  const installed = chrome.runtime.getManifest().host_permissions ?? [];
  const optional = origins.filter((/** @type {string} */ origin) => !installed.includes(origin));
  // One at a time: what the browser keeps, as a policy's sites, must not hold up the others.
  for (const origin of optional) await chrome.permissions.remove({ origins: [origin] }).catch(() => {});
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
