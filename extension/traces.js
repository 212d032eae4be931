// @ts-check
// Chromium takes a deleted record out of its files only when it packs them, which may be months later. It packs when much
// is written: so noise is written before everything is erased, which brings what was written last from its log into a file
// that the erasing packs, and after it, which packs the rest. (The scenario of erasing looks for keys in the profile's files;
// without this they stay there.) Firefox deletes the database's file, and this changes nothing.

const NAME = "noise";
const RECORDS = 2000;
/** Longer ones Chromium puts into files of their own. */
const BYTES = 4096;

/** Waits for an end of it. @param {IDBRequest | IDBTransaction} asked @param {string} good */
export const done = (asked, good) =>
  new Promise((resolve, reject) => {
    Object.assign(asked, { [good]: resolve, onerror: reject, onabort: reject });
  });

/**
 * Writes noise into a database of its own, which is gone afterwards; eight megabytes unless told otherwise. Failing to is no error.
 * @param {number} [records]
 * @returns {Promise<boolean>} whether it was written
 */
export async function writeNoise(records = RECORDS) {
  try {
    const open = indexedDB.open(NAME, 1);
    open.onupgradeneeded = () => open.result.createObjectStore(NAME);
    await done(open, "onsuccess");
    const written = open.result.transaction(NAME, "readwrite", { durability: "relaxed" });
    for (let key = 0; key < records; key++) {
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
