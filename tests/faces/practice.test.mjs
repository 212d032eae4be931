import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { askPractice, readTally } from "../../extension/ui/ask.js";
import { LANGUAGES } from "../../extension/ui/i18n.js";
import { add, said } from "../../extension/welcome/practice.js";
import { messagesOf, wordsOf } from "./words.mjs";

afterEach(() => delete globalThis.chrome);

const range = (low, central, high) => ({ low, central, high });
const tally = (courtesy_total, courtesy_only) =>
  readTally({ messages: 1, replies: 1, courtesy_total, courtesy_only, wh: range(0.0091, 0.0312, 0.11) });
const phrases = range(0.000002, 0.00002, 0.0001);

for (const language of LANGUAGES) {
  test(`${language}: a message, courtesy inside and courtesy alone are told apart`, () => {
    const words = wordsOf(language);
    const [plain, inside, only] = [tally(0, 0), tally(1, 0), tally(1, 1)].map((counted) => said({ tally: counted, phrases }, words));
    assert.equal(new Set([plain, inside, only]).size, 3);
    for (const sentence of [plain, inside, only]) {
      assert.match(sentence, /31/);
      assert.doesNotMatch(sentence, /\$|practice_|NaN|undefined/);
    }
    assert.match(inside, /0[.,]02/);
    assert.equal(said({ tally: readTally({}), phrases: null }, words), words.t("unknown"));
    for (const end of ["ask", "thank", "please"]) {
      for (const family of ["practice_try", "practice_reply"]) assert.ok(`${family}_${end}` in messagesOf(language));
    }
    assert.ok("practice_reply_free" in messagesOf(language));
  });
}

test("ranges add end to end, and what is not known adds nothing", () => {
  assert.deepEqual(add(range(1, 2, 3), range(1, 1, 1)), range(2, 3, 4));
  assert.deepEqual(add(range(1, 2, 3), null), range(1, 2, 3));
});

test("a practice message is asked for with the chat before it, and every failure is an answer", async () => {
  let asked;
  globalThis.chrome = { runtime: { sendMessage: async (message) => ((asked = message), { ok: true, sums: { messages: 1 }, phrases_wh: phrases, context: 40 }) } };
  const answer = await askPractice("merci", null, 12);
  assert.deepEqual(asked, { ask: "practice", text: "merci", reply: null, context: 12 });
  assert.deepEqual([answer.tally.messages, answer.context, answer.phrases], [1, 40, phrases]);
  globalThis.chrome = { runtime: { sendMessage: async () => ({ ok: true }) } };
  assert.equal((await askPractice("merci", "x", 0)).reason, "unclear_answer");
});
