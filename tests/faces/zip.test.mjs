import assert from "node:assert/strict";
import { crc32, deflateRawSync } from "node:zlib";
import { test } from "node:test";
import { entriesOf, isAside, isZip, open, Wrong } from "../../extension/import/zip.js";

/** A zip of files, `[name, text, change of its entry in the list]`; `wide` writes the numbers of large zips. */
function zip(files, { packed = true, wide = false, comment = "" } = {}) {
  const parts = [], list = [];
  let at = 0;
  for (const [title, text, change] of files) {
    const name = Buffer.from(title);
    const bytes = Buffer.from(text);
    const data = packed ? deflateRawSync(bytes) : bytes;
    const entry = { flags: 0, method: packed ? 8 : 0, sum: crc32(bytes), packed: data.length, size: bytes.length, at, ...change };
    const head = Buffer.alloc(30);
    head.writeUInt32BE(0x504b0304);
    head.writeUInt16LE(name.length, 26);
    parts.push(head, name, data);
    const line = Buffer.alloc(46);
    line.writeUInt32BE(0x504b0102);
    line.writeUInt16LE(entry.flags, 8);
    line.writeUInt16LE(entry.method, 10);
    line.writeUInt32LE(entry.sum, 16);
    line.writeUInt32LE(wide ? 0xffffffff : entry.packed, 20);
    line.writeUInt32LE(wide ? 0xffffffff : entry.size, 24);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt32LE(wide ? 0xffffffff : entry.at, 42);
    const more = Buffer.alloc(wide ? 33 : 0);
    if (wide) {
      // Another field first, as archivers put there.
      [[0x5455, 1], [1, 24]].forEach(([kind, length], n) => more.writeUInt16LE(kind, n * 5) && more.writeUInt16LE(length, n * 5 + 2));
      [entry.size, entry.packed, entry.at].forEach((number, n) => more.writeBigUInt64LE(BigInt(number), 9 + n * 8));
      line.writeUInt16LE(more.length, 30);
    }
    list.push(line, name, more);
    at += 30 + name.length + data.length;
  }
  const lines = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32BE(0x504b0506);
  end.writeUInt16LE(wide ? 0xffff : files.length, 10);
  end.writeUInt32LE(wide ? 0xffffffff : lines.length, 12);
  end.writeUInt32LE(wide ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  const big = Buffer.alloc(wide ? 76 : 0);
  if (wide) {
    big.writeUInt32BE(0x504b0606);
    [[32, files.length], [40, lines.length], [48, at], [64, at + lines.length]].forEach(([place, number]) => big.writeBigUInt64LE(BigInt(number), place));
    big.writeUInt32BE(0x504b0607, 56);
  }
  return new Blob([...parts, lines, big, end, comment]);
}

const read = async (blob, entry) => new Response(await open(blob, entry)).text();
const reasonOf = (promise) => promise.then(() => "none", (why) => (why instanceof Wrong ? why.reason : why.name));

test("files come out as they went in, packed or not, in small zips and large", async () => {
  const long = "Ünïcode 🌧 ".repeat(20_000);
  for (const packed of [true, false]) {
    for (const wide of [true, false]) {
      const blob = zip([["a.json", "[1]"], ["deep/é.json", long], ["empty", ""]], { packed, wide, comment: "PK\x05\x06 is what somebody wrote behind it" });
      assert.equal(await isZip(blob), true);
      const entries = await entriesOf(blob);
      assert.deepEqual(entries.map(({ name, size }) => [name, size]), [["a.json", 3], ["deep/é.json", Buffer.byteLength(long)], ["empty", 0]]);
      assert.deepEqual(await Promise.all(entries.map((entry) => read(blob, entry))), ["[1]", long, ""]);
    }
  }
});

test("damage is found by sum and length, packed or not", async () => {
  const whole = new Uint8Array(await zip([["a.json", "the tides of the sea"]], { packed: false }).arrayBuffer());
  const flipped = whole.slice();
  flipped[40] ^= 1;
  for (const [what, blob] of Object.entries({
    flipped: new Blob([flipped]),
    sum: zip([["a.json", "tides", { sum: 1 }]]),
    longer: zip([["a.json", "tides", { size: 6 }]]),
    shorter: zip([["a.json", "tides", { size: 4 }]], { packed: false }),
  })) {
    const [entry] = await entriesOf(blob);
    assert.notEqual(await reasonOf(read(blob, entry)), "none", what);
  }
  for (const length of [0, 3, 21, 30, whole.length - 1, whole.length >> 1]) {
    assert.equal(await reasonOf(entriesOf(new Blob([whole.slice(0, length)]))), "damaged", String(length));
  }
});

test("what no honest zip has is not opened", async () => {
  const bomb = zip([["a.json", "x", { size: 600 * 2 ** 20, packed: 2 ** 16 }], ["b", "y".repeat(2 ** 18)]], { packed: false });
  // The second entry would begin in the first, so the zip is damaged for another reason unless it says where it is.
  assert.equal(await reasonOf(entriesOf(bomb)), "overlap");
  assert.equal(await reasonOf(entriesOf(zip([["a.json", "x".repeat(2 ** 18), { size: 600 * 2 ** 20 }]], { packed: false }))), "bomb");
  assert.equal(await reasonOf(entriesOf(zip([["a.json", "x", { size: 33 * 2 ** 30, packed: 1 }]], { wide: true }))), "bomb");
  assert.equal(await reasonOf(entriesOf(zip([["a", "one"], ["b", "two", { at: 0 }]]))), "overlap");
  assert.equal(await reasonOf(entriesOf(zip([["a", "one", { packed: 2 ** 20 }]]))), "damaged");
  for (const [change, reason] of [[{ flags: 1 }, "password"], [{ method: 93 }, "packing"], [{ at: 4 }, "damaged"]]) {
    const blob = zip([["a.json", "x".repeat(99), change]]);
    const [entry] = await entriesOf(blob);
    assert.equal(await reasonOf(open(blob, entry)), reason);
  }
});

test("what is no zip is none, and what nobody put there is left out", async () => {
  assert.equal(await isZip(new Blob(["[{}]"])), false);
  assert.equal(await isZip(new Blob(["PK"])), false);
  assert.equal(await isZip(zip([])), true);
  assert.deepEqual(await entriesOf(zip([])), []);
  for (const name of ["__MACOSX/a.json", "deep/__MACOSX/b", "._a", "deep/._user.json", ".DS_Store", "x/.DS_Store"]) assert.equal(isAside(name), true, name);
  for (const name of ["a.json", "a/b_.json", "My__MACOSX.json"]) assert.equal(isAside(name), false, name);
  assert.deepEqual(await entriesOf(zip([["folder/", ""], ["._a", "x"], ["a", "y"]])).then((all) => all.map(({ name }) => name)), ["a"]);
});
