// @ts-check
// Writes and reads backups beside the page, in a core of its own. Ending the worker ends a restore that was not over, and
// nothing of it stays: the browser takes its one transaction back.
import init, * as core from "../core/core.js";
import { csv } from "../ui/csv.js";
import { write } from "./folder.js";
import { check, good, makeFile, makeReader, SCHEMA, Wrong } from "./format.js";
import { daysHead, daysRow } from "./days.js";

/** Records that the core is given at once. */
const AT_ONCE = 500;
/** The page is told this often how far it is. */
const TOLD_MS = 100;

const ready = init({ module_or_path: new URL("../core/core_bg.wasm", import.meta.url) });
/** The file that was checked last, and where its records are. @type {{ file: File, where: Awaited<ReturnType<typeof check>> } | undefined} */
let checked;

let toldAt = 0;
/** @param {number} done @param {number} of 0 where nobody knows */
function progress(done, of) {
  if (performance.now() - toldAt < TOLD_MS) return;
  toldAt = performance.now();
  postMessage({ said: "progress", done, of });
}

/** What the page asks. @type {Record<string, (asked: any) => Promise<object>>} */
const ACTS = {
  save: async () => ({ file: await makeFile(core, progress) }),
  folder: async ({ folder }) => ({ done: await write(folder, await makeFile(core, progress)) }),
  days: async ({ method }) => {
    /** @type {any[]} */
    const days = [];
    good(await core.back_up((/** @type {string} */ store, /** @type {any[]} */ records) => store === "days" && days.push(...records)));
    return { text: csv(daysHead, days.map((day) => daysRow(day, method))) };
  },
  check: async ({ file }) => {
    const where = await check(file, SCHEMA, progress);
    checked = { file, where };
    return where;
  },
  restore: ({ replace }) =>
    // As for an import: one of them at a time.
    navigator.locks.request("import", async () => {
      if (!checked) throw new Wrong("not_backup");
      const { file, where } = checked;
      const reader = new FileReaderSync();
      /** @param {number} from @param {number} to */
      const read = (from, to) => {
        progress(from, where.to);
        return reader.readAsArrayBuffer(file.slice(from, to));
      };
      good(await core.import_step("settle", 0));
      return good(await core.restore(makeReader(read, where, AT_ONCE), replace));
    }),
};

onmessage = async ({ data }) => {
  try {
    await ready;
    postMessage({ ...(await /** @type {any} */ (ACTS)[data.ask](data)), said: data.ask });
  } catch (wrong) {
    const { reason = "core_failed", message } = /** @type {any} */ (wrong);
    postMessage({ said: "failed", ok: false, reason, detail: message });
  }
};
