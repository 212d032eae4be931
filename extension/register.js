// @ts-check
// Puts the content script on the sites that a person has switched on, and only there.

const FILE = "content.js";

/** @type {Promise<void>} One registration after the other: two at once would undo each other. */
let last = Promise.resolve();

/** @param {{ id: string, matches: string[] }[]} wanted */
async function replace(wanted) {
  const scripts = [];
  for (const { id, matches } of wanted) {
    if (!(await chrome.permissions.contains({ origins: matches }))) continue;
    scripts.push({ id, matches, js: [FILE], runAt: /** @type {const} */ ("document_start"), persistAcrossSessions: true });
  }
  await chrome.scripting.unregisterContentScripts();
  if (scripts.length > 0) await chrome.scripting.registerContentScripts(scripts);
}

/** @param {{ id: string, matches: string[] }[]} wanted what would run if the person allowed all of it */
export function register(wanted) {
  const next = last.then(() => replace(wanted));
  last = next.catch(() => {});
  return next;
}

/**
 * Starts the script on pages that are open already. Where it runs, a second copy fails by itself.
 * @param {string[]} [origins]
 */
export async function startOnOpenPages(origins) {
  if (!origins || origins.length === 0) return;
  for (const { id } of await chrome.tabs.query({ url: origins })) {
    if (id !== undefined) chrome.scripting.executeScript({ target: { tabId: id }, files: [FILE] }).catch(() => {});
  }
}
