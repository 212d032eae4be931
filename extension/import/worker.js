// @ts-check
// Reads exports beside the page, so that the page goes on answering, in a core of its own whose memory ends with it. It
// is told one thing after the other; the page stops it by ending it.
import init, * as core from "../core/core.js";
import { entriesOf, isZip, open, Wrong } from "./zip.js";

/** Read at once of a file that is not packed. */
const PIECE = 2 ** 19;
/** The page is told this often how far it is. */
const TOLD_MS = 100;

const ready = init({ module_or_path: new URL("../core/core_bg.wasm", import.meta.url) });
/** @type {Promise<void>} */
let last = Promise.resolve();

/** Nobody but this worker writes or takes out an import while it holds the lock. @param {() => Promise<any>} act */
const alone = (act) => navigator.locks.request("import", act);

/** @param {string} name @param {number} [number] @returns {Promise<any>} */
async function step(name, number = 0) {
  const answer = await core.import_step(name, number);
  if (!answer.ok) throw new Wrong(answer.reason, answer);
  return answer;
}

/** What the page asks. @type {Record<string, (asked: any) => Promise<object>>} */
const ACTS = {
  imports: async () => {
    await alone(() => step("settle"));
    return step("imports");
  },
  read: ({ files }) => read(files),
  write: () =>
    alone(async () => {
      for (;;) {
        const { done, next, of } = await step("write");
        if (done) return {};
        postMessage({ said: "written", done: next, of });
      }
    }),
  take: ({ id }) => alone(() => step("take", id)),
};

onmessage = ({ data }) => {
  last = last.then(async () => {
    try {
      await ready;
      postMessage({ said: data.ask, ...(await /** @type {any} */ (ACTS)[data.ask](data)) });
    } catch (wrong) {
      postMessage({ said: "failed", ...told(wrong) });
    }
  });
};

/** @param {unknown} wrong */
function told(wrong) {
  if (wrong instanceof Wrong) return { ...wrong.about, ok: false, reason: wrong.reason };
  return { ok: false, reason: "core_failed", detail: String(wrong) };
}

/** @param {File[]} files */
async function read(files) {
  await step("begin");
  const of = files.reduce((sum, { size }) => sum + size, 0);
  const wrong = [];
  let before = 0;
  let toldAt = 0;
  for (const file of files) {
    /** @param {number} bytes of this file */
    const progress = (bytes) => {
      if (performance.now() - toldAt < TOLD_MS) return;
      toldAt = performance.now();
      postMessage({ said: "progress", done: before + bytes, of });
    };
    const zipped = await isZip(file).catch(() => false);
    try {
      await (zipped ? readZip(file, progress) : readPlain(file, progress));
      await step("keep");
    } catch (why) {
      await core.import_step("forget", 0);
      if (!(why instanceof Wrong)) throw why;
      wrong.push({ ...told(why), file: file.name, zipped });
    }
    before += file.size;
  }
  return { ...(await step("found")), wrong };
}

/** @param {File} file @param {(bytes: number) => void} progress */
async function readPlain(file, progress) {
  /** @param {number} from */
  const piece = (from) => file.slice(from, from + PIECE).arrayBuffer().catch(() => null);
  // The browser reads the next one while the core is at this one.
  let next = piece(0);
  for (let from = 0; from < file.size; from += PIECE) {
    const bytes = await next;
    if (!bytes) throw new Wrong("unreadable");
    next = piece(from + PIECE);
    if (!core.import_push(new Uint8Array(bytes))) break;
    progress(from + bytes.byteLength);
  }
  await step("part");
}

/**
 * Reads a zip and, if it is the person's own file, the zips in it too: OpenAI's privacy portal sends its export so.
 * @param {Blob} file
 * @param {(bytes: number) => void} progress
 * @param {boolean} [inner] it lay in another
 */
async function readZip(file, progress, inner = false) {
  let read = 0;
  for (const entry of await entriesOf(file)) {
    const { name, size, packed } = entry;
    const reader = (await open(file, entry)).getReader();
    const next = () =>
      reader.read().catch(() => {
        throw new Wrong("damaged", { entry: name });
      });
    let got = 0;
    /** @type {BlobPart[] | null} */
    let zip = null;
    for (;;) {
      const { done, value } = await next();
      if (done) break;
      if (got === 0 && !inner && (await isZip(new Blob([/** @type {BlobPart} */ (value)])))) zip = [];
      got += value.length;
      // A length that is not true ends here, before it fills anything.
      if (got > size) throw new Wrong("damaged", { entry: name });
      if (zip) zip.push(/** @type {BlobPart} */ (value));
      else if (!core.import_push(value)) break;
      progress(read + (packed * got) / size);
      // What lies in a blob the browser keeps, on the disk if it is much.
      if (zip && zip.length > 99) zip = [new Blob(zip)];
    }
    void reader.cancel().catch(() => {});
    read += packed;
    if (zip) {
      // What only looks like a zip is passed over, as any other file.
      const blob = new Blob(zip);
      if (await entriesOf(blob).then(() => true, () => false)) await readZip(blob, () => {}, true);
      continue;
    }
    await step("part").catch((wrong) => {
      throw new Wrong(wrong.reason, { ...wrong.about, entry: name });
    });
  }
}
