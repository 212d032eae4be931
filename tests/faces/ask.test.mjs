import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { askPopup, readAnswer, readRange } from "../../extension/ui/ask.js";

const tally = {
  messages: 12,
  replies: 13,
  courtesy: { please: 2, thanks: 3, greeting: 1, farewell: 0, apology: 0, praise: 1, welcome: 0 },
  courtesy_total: 7,
  courtesy_only: 3,
  wh: { low: 0.9, central: 3.1, high: 11 },
  led_minutes: { low: 10.8, central: 37.2, high: 132 },
};
const view = { ok: true, today: tally, week: tally, last_week: null, settings: { language: "fr" } };

afterEach(() => delete globalThis.chrome);
const background = (sendMessage) => (globalThis.chrome = { runtime: { sendMessage } });

test("a view is read as sent", async () => {
  let asked;
  background(async (message) => ((asked = message), view));
  const answer = await askPopup();
  assert.deepEqual(asked, { ask: "view", page: "popup" });
  assert.ok(answer.ok);
  assert.equal(answer.view.today.courtesy.thanks, 3);
  assert.deepEqual(answer.view.today.led, tally.led_minutes);
  assert.equal(answer.view.lastWeek, null);
  assert.equal(answer.view.language, "fr");
});

test("silence, a refusal and a missing background are all answers", async () => {
  background(() => new Promise(() => {}));
  assert.equal((await askPopup(5)).reason, "no_answer");
  background(async () => Promise.reject(new Error("Could not establish connection.")));
  assert.deepEqual(await askPopup(), { ok: false, reason: "no_answer", detail: "Could not establish connection." });
  background(async () => undefined);
  assert.equal((await askPopup()).reason, "no_answer");
  delete globalThis.chrome;
  assert.equal((await askPopup()).reason, "no_answer");
});

test("the background's own reasons pass, others are called unclear", () => {
  for (const reason of ["core_failed", "store_failed", "disk_full", "newer_schema"]) {
    assert.deepEqual(readAnswer({ ok: false, reason, detail: "x" }), { ok: false, reason, detail: "x" });
  }
  assert.deepEqual(readAnswer({ ok: false, reason: "tea_time" }), { ok: false, reason: "unclear_answer", detail: "tea_time" });
  for (const odd of [{}, "view", { ok: true }, { ok: true, today: tally }]) {
    assert.equal(readAnswer(odd).ok, false);
  }
});

test("what is missing or impossible is unknown, never zero", () => {
  const answer = readAnswer({ ...view, today: { messages: -1, replies: 1.5, wh: { low: 3, central: 2, high: 9 } } });
  assert.ok(answer.ok);
  const { messages, replies, wh, led, courtesy } = answer.view.today;
  assert.deepEqual([messages, replies, wh, led, courtesy.thanks], [null, null, null, null, null]);
  assert.equal(readRange({ low: NaN, central: 1, high: 2 }), null);
  assert.equal(readRange({ low: 0, central: 1, high: Infinity }), null);
  assert.deepEqual(readRange({ low: 0, central: 0, high: 0 }), { low: 0, central: 0, high: 0 });
});

test("only a web address becomes a link", () => {
  const sources = [{ title: "A", url: "javascript:alert(1)", date: "2026" }, { title: "B", url: "https://b.org/" }, {}];
  const answer = readAnswer({ ...view, sources });
  assert.ok(answer.ok);
  assert.deepEqual(answer.view.sources.map(({ title, url }) => [title, url]), [["A", ""], ["B", "https://b.org/"]]);
});
