// @ts-check
// The file of a backup, docs/backup.md: one JSON object with a record on each line, made and read in pieces. Pure but for the
// browser's own SHA-256.

export const VERSION = 1;
/** The version of the store; a test compares it with the core's. */
export const SCHEMA = 2;
/** Bytes that one digest is made of. */
export const PIECE = 2 ** 20;
/** No line of ours is longer; the last is much shorter. */
const LONGEST = 2 ** 23;
const FIRST_LINE = 400;
const LAST_LINE = 400;

/** What is wrong with a file; the page has a sentence for the reason. */
export class Wrong extends Error {
  /** @param {"not_backup" | "newer_backup" | "damaged"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * @param {ArrayBuffer[]} digests one for each piece
 * @param {unknown[]} figures what the last line says beside
 */
async function sumOf(digests, figures) {
  const sum = await crypto.subtle.digest("SHA-256", await new Blob([...digests, JSON.stringify(figures)]).arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Takes records one after the other and gives a file. @param {Date} now @param {number} schema the store's */
export function makeWriter(now, schema) {
  /** @type {Blob[]} */
  const parts = [];
  /** @type {Promise<ArrayBuffer>[]} */
  const digests = [];
  const encoder = new TextEncoder();
  let piece = new Uint8Array(PIECE);
  let used = 0;
  let [count, messages, first, last] = [0, 0, "", ""];

  /** @param {string} text */
  const write = (text) => {
    let bytes = encoder.encode(text);
    while (bytes.length > 0) {
      const taken = bytes.subarray(0, PIECE - used);
      piece.set(taken, used);
      used += taken.length;
      bytes = bytes.subarray(taken.length);
      if (used === PIECE) flush();
    }
  };
  const flush = () => {
    const full = piece.subarray(0, used);
    digests.push(crypto.subtle.digest("SHA-256", full));
    parts.push(new Blob([full]));
    piece = new Uint8Array(PIECE);
    used = 0;
  };
  write(`{"merciwatt_backup":${VERSION},"schema":${schema},"made":"${now.toISOString()}","records":[\n`);

  return {
    /** @param {string} store @param {any[]} records */
    give(store, records) {
      for (const record of records) {
        if (store === "messages") messages += 1;
        if (store === "days") [first, last] = [first || record.day, record.day];
        write(`${count === 0 ? "" : ",\n"}${JSON.stringify([store, record])}`);
        count += 1;
      }
    },
    get count() {
      return count;
    },
    /** @returns {Promise<Blob>} */
    async end() {
      write("\n");
      if (used > 0) flush();
      const sha256 = await sumOf(await Promise.all(digests), [count, messages, first, last]);
      const about = JSON.stringify({ count, messages, first, last, sha256 });
      return new Blob([...parts, `],${about.slice(1)}\n`], { type: "application/json" });
    },
  };
}

/** What an answer of the core that is none says. @param {any} answer */
export function good(answer) {
  if (answer?.ok !== true) throw Object.assign(new Error(answer?.detail ?? ""), { reason: answer?.reason ?? "core_failed" });
  return answer;
}

/** A file of all that is stored. @param {any} core that has started @param {(done: number, of: number) => void} [progress] records */
export async function makeFile(core, progress) {
  const writer = makeWriter(new Date(), SCHEMA);
  /** @type {(store: string, records: any[]) => void} */
  const give = (store, records) => {
    writer.give(store, records);
    progress?.(writer.count, 0);
  };
  good(await core.back_up(give));
  return writer.end();
}

/**
 * Reads what stands around the records, and looks whether all bytes are as they were written.
 * @param {Blob} file
 * @param {number} schema the newest that this Merciwatt knows
 * @param {(done: number, of: number) => void} progress bytes
 * @returns {Promise<{ made: string, count: number, messages: number, first: string, last: string, from: number, to: number }>}
 *   `from` and `to`: where the lines of records begin and end
 */
export async function check(file, schema, progress) {
  const head = (await file.slice(0, FIRST_LINE).text()).split("\n", 1)[0] ?? "";
  if (!head.startsWith('{"merciwatt_backup":')) throw new Wrong("not_backup");
  const about = parsed(`${head}]}`);
  if (!(about.merciwatt_backup <= VERSION) || !(about.schema <= schema)) throw new Wrong("newer_backup");
  const tail = await file.slice(Math.max(0, file.size - LAST_LINE)).text();
  const line = tail.trimEnd().split("\n").at(-1) ?? "";
  if (!line.startsWith("],")) throw new Wrong("damaged");
  const end = parsed(`{${line.slice(2)}`);
  const to = file.size - (tail.length - tail.lastIndexOf(line));
  const digests = [];
  for (let at = 0; at < to; at += PIECE) {
    const bytes = await file.slice(at, Math.min(at + PIECE, to)).arrayBuffer();
    digests.push(await crypto.subtle.digest("SHA-256", bytes));
    progress(at, to);
  }
  const { count, messages, first, last } = end;
  if ((await sumOf(digests, [count, messages, first, last])) !== end.sha256) throw new Wrong("damaged");
  return { made: String(about.made), count, messages, first, last, from: head.length + 1, to };
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong("damaged");
  }
}

/**
 * The records, so many at a time, read without waiting.
 * @param {(from: number, to: number) => ArrayBuffer} read bytes of the file, at once
 * @param {{ from: number, to: number }} where
 * @param {number} atOnce
 * @returns {() => [string, object][] | undefined} undefined when there are no more
 */
export function makeReader(read, { from, to }, atOnce) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [rest, at] = ["", from];
  /** @type {[string, object][]} */
  let ready = [];
  /** @param {string} line */
  const take = (line) => {
    if (line === "") return;
    const pair = parsed(line.endsWith(",") ? line.slice(0, -1) : line);
    if (!Array.isArray(pair) || typeof pair[0] !== "string" || typeof pair[1] !== "object" || !pair[1]) throw new Wrong("damaged");
    ready.push([pair[0], pair[1]]);
  };
  return () => {
    while (ready.length < atOnce && at < to) {
      const next = Math.min(at + PIECE / 4, to);
      const lines = (rest + decoder.decode(read(at, next), { stream: next < to })).split("\n");
      at = next;
      rest = lines.pop() ?? "";
      if (rest.length > LONGEST) throw new Wrong("damaged");
      lines.forEach(take);
      if (at === to) take(rest);
    }
    const given = ready.slice(0, atOnce);
    ready = ready.slice(atOnce);
    return given.length > 0 ? given : undefined;
  };
}
