// @ts-check
// Zips, as far as exports need them: the list at the end, and each entry as a stream that the browser unpacks. An entry is
// handed to the browser as gzip, which is the same packing with the check of length and sum around it, so that damage
// is found by the browser itself. Pure but for the blob that it reads.

/** @typedef {{ name: string, method: number, locked: boolean, sum: number, packed: number, size: number, at: number }} Entry */

/** Text packs to a tenth, at best to a hundredth. What promises more than this, and to be large, is no export. */
const BOMB = { times: 500, bytes: 256 * 2 ** 20 };
/** No export of one person is larger unpacked. */
const LARGEST = 32 * 2 ** 30;
/** Of a list of entries; a person has no hundred thousands of files. */
const LARGEST_LIST = 64 * 2 ** 20;
const LIST_END = 22;
const BLOCK = 65_535;

/** Why a file cannot be read: a key of the page's sentences, and what they need. */
export class Wrong extends Error {
  /** @param {string} reason @param {Record<string, unknown>} [about] */
  constructor(reason, about = {}) {
    super(reason);
    this.about = about;
    this.reason = reason;
  }
}

/** @param {Blob} blob @param {number} from @param {number} to */
const view = async (blob, from, to) => new DataView(await blob.slice(from, to).arrayBuffer());

/** @param {DataView} view @param {number} at */
const long = (view, at) => {
  const number = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(number)) throw new Wrong("damaged");
  return number;
};

/** Whether the file begins as zips do, empty ones too. @param {Blob} blob */
export async function isZip(blob) {
  const sign = blob.size < 4 ? 0 : (await view(blob, 0, 4)).getUint32(0);
  return sign === 0x504b0304 || sign === 0x504b0506;
}

/** What operating systems and archivers put beside the files. @param {string} name */
export const isAside = (name) => /(^|[/\\])(__MACOSX[/\\]|\._[^/\\]*$|\.DS_Store$)/.test(name);

/**
 * The files in a zip, those that are nobody's left out.
 * @param {Blob} blob
 * @returns {Promise<Entry[]>}
 */
export async function entriesOf(blob) {
  try {
    return check(await listed(blob), blob.size);
  } catch (wrong) {
    // A number that points behind the end.
    throw wrong instanceof RangeError ? new Wrong("damaged") : wrong;
  }
}

/** @param {Blob} blob */
async function listed(blob) {
  const start = Math.max(0, blob.size - LIST_END - BLOCK);
  const tail = await view(blob, start, blob.size);
  let end = tail.byteLength - LIST_END;
  while (end >= 0 && (tail.getUint32(end) !== 0x504b0506 || end + LIST_END + tail.getUint16(end + 20, true) > tail.byteLength)) end--;
  if (end < 0) throw new Wrong("damaged");
  let [count, length, at] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (end >= 20 && tail.getUint32(end - 20) === 0x504b0607) {
    const wide = await view(blob, long(tail, end - 12), long(tail, end - 12) + 56);
    if (wide.getUint32(0) !== 0x504b0606) throw new Wrong("damaged");
    [count, length, at] = [long(wide, 32), long(wide, 40), long(wide, 48)];
  }
  if (length > LARGEST_LIST || at + length > blob.size) throw new Wrong("damaged");
  const list = await view(blob, at, at + length);
  const entries = [];
  for (let from = 0; count > 0; count--) {
    if (list.getUint32(from) !== 0x504b0102) throw new Wrong("damaged");
    const [name, extra, note] = [28, 30, 32].map((place) => list.getUint16(from + place, true));
    const text = new Uint8Array(list.buffer, from + 46, name);
    const entry = {
      name: new TextDecoder().decode(text),
      method: list.getUint16(from + 10, true),
      locked: (list.getUint16(from + 8, true) & 1) === 1,
      sum: list.getUint32(from + 16, true),
      packed: list.getUint32(from + 20, true),
      size: list.getUint32(from + 24, true),
      at: list.getUint32(from + 42, true),
    };
    const more = from + 46 + /** @type {number} */ (name);
    widen(entry, list, more, more + /** @type {number} */ (extra));
    entries.push(entry);
    from = more + /** @type {number} */ (extra) + /** @type {number} */ (note);
  }
  return entries;
}

/** Numbers that do not fit into 32 bits stand in a field of their own, in this order. @param {Entry} entry @param {DataView} list @param {number} from @param {number} to */
function widen(entry, list, from, to) {
  while (from + 4 <= to) {
    const [kind, length] = [list.getUint16(from, true), list.getUint16(from + 2, true)];
    from += 4;
    if (kind === 1) {
      for (const field of /** @type {const} */ (["size", "packed", "at"])) {
        if (entry[field] === 0xffffffff) [entry[field], from] = [long(list, from), from + 8];
      }
      return;
    }
    from += length;
  }
}

/** @param {Entry[]} all @param {number} length of the zip */
function check(all, length) {
  let before = 0;
  for (const { at, packed } of [...all].sort((one, other) => one.at - other.at)) {
    if (at < before) throw new Wrong("overlap");
    before = at + 30 + packed;
  }
  if (before > length) throw new Wrong("damaged");
  let sum = 0;
  const entries = all.filter(({ name }) => !/[/\\]$/.test(name) && !isAside(name));
  for (const { name, size, packed } of entries) {
    sum += size;
    const bomb = size > BOMB.bytes && size / Math.max(packed, 1) > BOMB.times;
    if (sum > LARGEST || bomb) throw new Wrong("bomb", { entry: name, size, packed: length });
  }
  return entries;
}

/**
 * What an entry holds.
 * @param {Blob} blob
 * @param {Entry} entry
 * @returns {Promise<ReadableStream<Uint8Array>>} it fails where length or sum are not those of the list
 */
export async function open(blob, { name, method, locked, sum, packed, size, at }) {
  if (locked) throw new Wrong("password", { entry: name });
  if (method !== 0 && method !== 8) throw new Wrong("packing", { entry: name });
  const head = await view(blob, at, at + 30);
  if (head.byteLength < 30 || head.getUint32(0) !== 0x504b0304) throw new Wrong("damaged", { entry: name });
  const from = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = blob.slice(from, from + packed);
  const end = new DataView(new ArrayBuffer(8));
  end.setUint32(0, sum, true);
  end.setUint32(4, size % 2 ** 32, true);
  const begin = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
  const parts = [begin, ...(method === 8 ? [data] : inBlocks(data)), end];
  // The types of the browser's streams do not agree about whose memory a piece is in.
  const unpack = /** @type {ReadableWritablePair<Uint8Array, any>} */ (/** @type {unknown} */ (new DecompressionStream("gzip")));
  return new Blob(parts).stream().pipeThrough(unpack);
}

/** Bytes that are not packed, as blocks of gzip that say so. @param {Blob} data */
function inBlocks(data) {
  const parts = [];
  for (let from = 0; from === 0 || from < data.size; from += BLOCK) {
    const length = Math.min(BLOCK, data.size - from);
    const head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, from + length < data.size ? 0 : 1);
    head.setUint16(1, length, true);
    head.setUint16(3, ~length, true);
    parts.push(head, data.slice(from, from + length));
  }
  return parts;
}
