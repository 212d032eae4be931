import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { daysHead, daysRow } from "../../extension/backup/days.js";
import { check, makeReader, makeWriter, PIECE } from "../../extension/backup/format.js";

const NOW = new Date("2026-11-27T10:00:00Z");
const SCHEMA = 2;
const quiet = () => {};

/** Enough records for several pieces; letters of two and three bytes lie across their edges. */
const RECORDS = [
  ["meta", { name: "core", salt: [1, 2, 3] }],
  ["days", { day: "2026-11-24", total: { messages: 2 } }],
  ...Array.from({ length: 9000 }, (_, n) => ["messages", { key: String(n).padStart(32, "0"), t: 1.5 + n / 3, note: "é—".repeat(n % 90) }]),
  ["weeks", { week: "2026-W47", closed: 1e12 }],
];

async function fileOf(records) {
  const writer = makeWriter(NOW, SCHEMA);
  for (const [store, record] of records) writer.give(store, [record]);
  return writer.end();
}

async function read(file, atOnce = 500) {
  const where = await check(file, SCHEMA, quiet);
  const bytes = Buffer.from(await file.arrayBuffer());
  const next = makeReader((from, to) => bytes.subarray(from, to), where, atOnce);
  const all = [];
  for (let some = next(); some; some = next()) all.push(...some);
  return { where, all };
}

/** @param {Promise<unknown>} promise @param {string} reason */
const refused = (promise, reason) => assert.rejects(promise, (wrong) => wrong.reason === reason);

test("what is written is read again, and a file is one JSON object", async () => {
  const file = await fileOf(RECORDS);
  assert.ok(file.size > 2 * PIECE, "the test has several pieces");
  for (const atOnce of [1, 7, 500, 1e6]) assert.deepEqual((await read(file, atOnce)).all, RECORDS);
  const { made, count, messages, first, last } = (await read(file)).where;
  assert.deepEqual([made, count, messages, first, last], [NOW.toISOString(), RECORDS.length, 9000, "2026-11-24", "2026-11-24"]);
  assert.deepEqual(JSON.parse(await file.text()).records, RECORDS);
  const empty = await fileOf([]);
  assert.deepEqual((await read(empty)).all, []);
  assert.deepEqual(JSON.parse(await empty.text()).records, []);
  // The same records make the same bytes.
  assert.equal(await file.text(), await (await fileOf(RECORDS)).text());
});

test("a file that is another, newer, cut off or changed in one byte is refused by name", async () => {
  const text = await (await fileOf(RECORDS.slice(0, 40))).text();
  const file = (changed) => new Blob([changed]);
  for (const other of ["", "{}", "[]", '{"merciwatt":1}', "%PDF-1.7", "x".repeat(1e6)]) await refused(check(file(other), SCHEMA, quiet), "not_backup");
  await refused(check(file(text.replace('backup":1', 'backup":2')), SCHEMA, quiet), "newer_backup");
  await refused(check(file(text), SCHEMA - 1, quiet), "newer_backup");
  const bytes = Buffer.from(text);
  for (let at = 90; at < bytes.length - 1; at += 61) {
    await refused(check(file(bytes.subarray(0, at)), SCHEMA, quiet), "damaged");
    const flipped = Buffer.from(bytes);
    flipped[at] ^= 1;
    await refused(check(file(flipped), SCHEMA, quiet), "damaged");
  }
});

test("lines that are no records end the reading", async () => {
  for (const line of ['["messages"]', '"x"', "[1, {}]", '["messages", null]', "{]"]) {
    const body = Buffer.from(`${line}\n`);
    const next = makeReader((from, to) => body.subarray(from, to), { from: 0, to: body.length }, 10);
    assert.throws(next, { reason: "damaged" }, line);
  }
  const endless = makeReader(() => Buffer.alloc(PIECE / 4, "x"), { from: 0, to: 2 ** 40 }, 10);
  assert.throws(endless, { reason: "damaged" });
  const broken = makeReader(() => Buffer.from([0xff, 0xfe]), { from: 0, to: 2 }, 10);
  assert.throws(broken);
});

test("chance cannot break the reader", async () => {
  const bytes = Buffer.from(await (await fileOf(RECORDS.slice(0, 30))).arrayBuffer());
  let seed = 7;
  const chance = (below) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  for (let round = 0; round < 20_000; round++) {
    const mutated = Buffer.from(bytes.subarray(0, chance(4) === 0 ? chance(bytes.length) : bytes.length));
    for (let change = 0; change <= chance(4); change++) if (mutated.length) mutated[chance(mutated.length)] = chance(256);
    const next = makeReader((from, to) => mutated.subarray(from, to), { from: 0, to: mutated.length }, 1 + chance(9));
    try {
      for (let some = next(); some; some = next()) for (const pair of some) assert.equal(typeof pair[1], "object");
    } catch (wrong) {
      assert.ok(wrong.reason === "damaged" || wrong instanceof TypeError, String(wrong));
    }
  }
});

test("a file of version 1 is read for ever", async () => {
  const { where, all } = await read(new Blob([readFileSync(new URL("../fixtures/store/backup1.json", import.meta.url))]));
  assert.deepEqual([where.messages, where.first, all.length, all[0][0]], [13, "2025-02-03", where.count, "meta"]);
});

test("a day is a line of the table", () => {
  const total = { messages: 3, replies: 4, stopped: 0, failed: 1, chars: 90, new_tokens: 30, output_tokens: 400, courtesy_only: 1, courtesy: [1, 2, 0, 0, 0, 0, 0], wh: [[1, 2, 3], { low: 100_000, central: 1_500_000, high: 9_000_000 }] };
  const row = daysRow({ day: "2026-11-24", data_version: "2026-11-26", total, doubtful: ["claude", "grok"] }, "ecologits");
  assert.equal(row.length, daysHead.length);
  const of = (name) => row[daysHead.indexOf(name)];
  assert.deepEqual([of("day"), of("messages"), of("thanks"), of("wh_central"), of("doubtful")], ["2026-11-24", 3, 2, 1.5, "claude grok"]);
});

test("the worker's schema is the core's", () => {
  const core = readFileSync(new URL("../../src/ledger/mod.rs", import.meta.url), "utf8").match(/SCHEMA: u32 = (\d+)/)?.[1];
  const worker = readFileSync(new URL("../../extension/backup/format.js", import.meta.url), "utf8").match(/SCHEMA = (\d+)/)?.[1];
  assert.equal(worker, core);
  assert.equal(Number(core), SCHEMA);
});
