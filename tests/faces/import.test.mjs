import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../extension/ui/i18n.js";
import { makeFormat } from "../../extension/ui/format.js";
import { figuresOf, readFound, wrongSentence } from "../../extension/import/says.js";
import { messagesOf, wordsOf } from "./words.mjs";

const plain = (said) => said.replaceAll(/[\u2066-\u2069]/g, "");

test("a file that is no export is told in a sentence: what was found, where, and what to do", () => {
  const words = wordsOf("en");
  const says = (wrong) => plain(wrongSentence(wrong, words, (count) => count.toLocaleString("en")));
  assert.match(says({ reason: "cut_off", at: 1234, entry: "c.json" }), /^In c\.json: It breaks off after byte 1,234\./);
  assert.match(says({ reason: "unknown", found: "members", names: "name, version" }), /fields name, version\. It is no export/);
  assert.match(says({ reason: "unknown", found: "binary", names: "", zipped: true }), /^The zip holds no export/);
  assert.match(says({ reason: "bomb", entry: "a", size: 9e9, packed: 1e6 }), /from 1\sMB to 9,000\sMB/);
  // A reason of a later core is still a sentence.
  assert.match(says({ reason: "eclipse" }), /^It is no export/);
  assert.match(says(undefined), /^It is no export/);
});

test("every reason has its words in every language, and leaves no sign of a missing one", () => {
  const reasons = Object.keys(messagesOf("en")).filter((key) => /^import_(wrong|found)_/.test(key));
  assert.ok(reasons.length > 20);
  for (const language of LANGUAGES) {
    for (const key of reasons) {
      const [, kind, name] = /** @type {RegExpMatchArray} */ (key.match(/^import_(wrong|found)_(.*)$/));
      const wrong = kind === "wrong" ? { reason: name, at: 5, size: 1e9, packed: 1e6 } : { reason: "unknown", found: name, names: "a" };
      const said = wrongSentence({ ...wrong, entry: "c.json" }, wordsOf(language), String);
      assert.doesNotMatch(said, /\$|import_|undefined|NaN/, `${language} ${key}`);
    }
  }
});

test("what was found: figures that are none are left out, wrong values are nothing", () => {
  const words = wordsOf("en");
  const raw = { name: "ChatGPT", messages: 12, replies: 11, undated: 2, repeated: 0, set_aside: 1, known: 3, first: "2026-01-02", last: "2026-03-04", new_messages: 7, new_replies: 6 };
  const [found, none] = readFound([raw, { name: 5, messages: -1, replies: "x", first: "2026-02-30" }]);
  const names = figuresOf(found, words, makeFormat(words)).map(([name, figure]) => `${name}: ${figure}`);
  assert.equal(names.length, 6);
  assert.equal(names[0], "Messages: 12");
  assert.match(names[2], /January 2.*March 4, 2026/);
  assert.deepEqual(figuresOf(none, words, makeFormat(words)).map(([, figure]) => figure), ["0", "0"]);
  assert.deepEqual([found.newMessages, none.newMessages, readFound("x").length], [7, 0, 0]);
});
