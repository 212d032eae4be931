// @ts-check
// Chromium begins another file of its database when much is written: noise is written where what was stored must come out of a
// file (`disk.js` says when).

const NAME = "noise";
/** Chromium begins another file after four megabytes. */
const RECORDS = 1100;
/** Longer ones Chromium puts into files of their own. */
const BYTES = 4096;

/** Waits for an end of it. @param {IDBRequest | IDBTransaction} asked @param {string} good */
export const done = (asked, good) =>
  new Promise((resolve, reject) => {
    Object.assign(asked, { [good]: resolve, onerror: reject, onabort: reject });
  });

/**
 * Writes noise into a database of its own, which is gone afterwards. Failing to is no error.
 * @returns {Promise<boolean>} whether it was written
 */
export async function writeNoise() {
  try {
    const open = indexedDB.open(NAME, 1);
    open.onupgradeneeded = () => open.result.createObjectStore(NAME);
    await done(open, "onsuccess");
    const written = open.result.transaction(NAME, "readwrite", { durability: "relaxed" });
    for (let key = 0; key < RECORDS; key++) {
      written.objectStore(NAME).put(crypto.getRandomValues(new Uint8Array(BYTES)), key);
    }
    await done(written, "oncomplete");
    open.result.close();
    await done(indexedDB.deleteDatabase(NAME), "onsuccess");
    return true;
  } catch {
    return false; // the disk may be full
  }
}
