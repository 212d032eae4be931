// @ts-check
// Chromium keeps deleted records in the files of its database until it packs them, which may be months later, and nothing that can be
// written into the database makes it pack all of them. It can be told to remove the whole folder, by a permission that it gives without
// a question, in the click that erases (`ui/browser.js`), and that is given back at once. Firefox deletes the file with the database.

/** Removes all files of the extension's databases, if that was allowed, and gives the permission back. No other data is named. */
export async function removeTraces() {
  const own = { origins: [chrome.runtime.getURL("").slice(0, -1)], originTypes: { extension: true } };
  await chrome.browsingData?.remove(/** @type {any} */ (own), { indexedDB: true }).catch(() => {});
  await chrome.permissions.remove({ permissions: ["browsingData"] }).catch(() => {});
}
