// @ts-check
// The folder a backup is written to by itself, and the one owner of the database that keeps the browser's handle of it. A handle
// is no JSON, so it can be in no backup and in no record of the store; and what is switched off must leave nothing.
import { done } from "../noise.js";

const DATABASE = "folder";
export const BACKUP_FILE = "merciwatt-backup.json";
/** A week, less the hours by which the daily turn may be early. */
const EVERY_MS = 6.5 * 86_400_000;

/** @param {(records: IDBObjectStore) => IDBRequest} act @param {boolean} [make] where there is no database, else nothing is made */
async function use(act, make) {
  const open = indexedDB.open(DATABASE, 1);
  open.onupgradeneeded = () => (make ? open.result.createObjectStore(DATABASE) : open.transaction?.abort());
  await done(open, "onsuccess");
  try {
    const asked = act(open.result.transaction(DATABASE, "readwrite").objectStore(DATABASE));
    await done(asked, "onsuccess");
    return asked.result;
  } finally {
    open.result.close();
  }
}

/** The folder and when it was last written to; neither where none is chosen. @returns {Promise<[any?, number?]>} */
export const kept = () => use((records) => records.getAll()).catch(() => []);

/** @param {any} folder */
export const keep = (folder) => forget().then(() => use((records) => records.put(folder, "folder"), true));

export const forget = () => done(indexedDB.deleteDatabase(DATABASE), "onsuccess");

/** Whether the browser lets us write there now. @param {any} folder */
export const mayWrite = async (folder) => (await folder.queryPermission({ mode: "readwrite" })) === "granted";

/** Whether it is time and allowed. A file that is gone is written again. @param {any} folder @param {number} [written] */
export async function isDue(folder, written = 0) {
  if (!(await mayWrite(folder))) return false;
  if (Date.now() - written > EVERY_MS) return true;
  return folder.getFileHandle(BACKUP_FILE).then(() => false, () => true);
}

/** Replaces the file as a whole: until `close`, the old one is there. @param {any} folder @param {Blob} file */
export async function write(folder, file) {
  try {
    const out = await (await folder.getFileHandle(BACKUP_FILE, { create: true })).createWritable();
    await out.write(file);
    await out.close();
  } catch {
    throw { reason: "folder" };
  }
  // Where the folder was forgotten meanwhile, there is nothing to note, and no database is made for it.
  await use((records) => records.put(Date.now(), "written")).catch(() => {});
}

/** Writes what `make` gives if it is time. @param {() => Promise<Blob>} make */
export async function writeIfDue(make) {
  const [folder, written] = await kept();
  if (folder && (await isDue(folder, written))) await write(folder, await make());
}
