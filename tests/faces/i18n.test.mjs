import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { chooseLanguage, directionOf, fill, LANGUAGES, makeWords } from "../../extension/ui/i18n.js";
import { messagesOf, root, wordsOf } from "./words.mjs";

const folders = readdirSync(new URL("_locales/", root)).sort();
const CATEGORY = /_(zero|one|two|few|many|other)$/;
const placeholders = (entry) => [...new Set(entry.message.match(/\$[A-Z_]+\$/g) ?? [])].sort();

test("the list of languages is the list of folders", () => {
  assert.deepEqual([...LANGUAGES].sort(), folders);
});

test("a language is found by its whole tag, then by its first part, then English", () => {
  assert.deepEqual(chooseLanguage(["fr-CA"]), { folder: "fr", language: "fr", locale: "fr-CA" });
  assert.deepEqual(chooseLanguage([null, "en_GB"]), { folder: "en", language: "en", locale: "en-GB" });
  assert.deepEqual(chooseLanguage(["pt-BR"], ["en", "pt_BR"]).language, "pt-BR");
  assert.deepEqual(chooseLanguage(["not a tag", "eo", ""]), { folder: "en", language: "en", locale: "en" });
  assert.deepEqual([directionOf("ar-EG"), directionOf("fr")], ["rtl", "ltr"]);
});

test("placeholders are filled by name, dollars survive, and an argument is never read as a placeholder", () => {
  assert.equal(fill("$LOW$ to $high$ for 3$$", { low: "$HIGH$", high: "9" }), "$HIGH$ to 9 for 3$");
  assert.equal(fill("$GONE$", {}), "$GONE$");
});

test("plurals follow each language's own rule", () => {
  const [en, fr] = [wordsOf("en"), wordsOf("fr")];
  assert.deepEqual([0, 1, 2].map((n) => en.plural("messages", n)), ["messages sent", "message sent", "messages sent"]);
  assert.deepEqual(
    [0, 1, 2, 1_000_000].map((n) => fr.plural("messages", n)),
    ["message envoyé", "message envoyé", "messages envoyés", "de messages envoyés"],
  );
  assert.equal(makeWords({ language: "en", locale: "en", messages: {} }).t("no_such_key"), "no_such_key");
});

for (const folder of folders) {
  test(`${folder}: the same keys as English, every plural category, no placeholder undeclared`, () => {
    const english = messagesOf("en");
    const messages = messagesOf(folder);
    const stem = (key) => (`${key.replace(CATEGORY, "")}_other` in english ? key.replace(CATEGORY, "") : key);
    assert.deepEqual(
      [...new Set(Object.keys(messages).map(stem))],
      [...new Set(Object.keys(english).map(stem))],
      "keys or their order differ",
    );
    const needed = new Intl.PluralRules(folder.replaceAll("_", "-")).resolvedOptions().pluralCategories;
    for (const [key, entry] of Object.entries(messages)) {
      const model = english[key] ?? english[`${stem(key)}_other`];
      // A form that only ever means one number, such as the Arabic dual, may say it in its word.
      const exact = needed.length === 6 && /_(zero|one|two)$/.test(key) && stem(key) !== key;
      const wanted = placeholders(model).filter((name) => !exact || !["$COUNT$", "$DAYS$"].includes(name) || placeholders(entry).includes(name));
      assert.deepEqual(placeholders(entry), wanted, key);
      const declared = Object.keys(entry.placeholders ?? {}).map((name) => `$${name.toUpperCase()}$`).sort();
      assert.deepEqual(declared, placeholders(entry), key);
      if (stem(key) !== key) for (const one of needed) assert.ok(`${stem(key)}_${one}` in messages, `${stem(key)}_${one}`);
    }
    assert.ok(messages.extDescription.message.length <= 132);
  });
}

test("every key a page names exists", () => {
  const english = messagesOf("en");
  const pages = readdirSync(root).filter((name) => name.endsWith(".html"));
  assert.ok(pages.includes("popup.html"));
  for (const page of pages) {
    const html = readFileSync(new URL(page, root), "utf8");
    for (const [, key] of html.matchAll(/data-i18n(?:-label)?="([^"]*)"/g)) assert.ok(key in english, `${page}: ${key}`);
    assert.doesNotMatch(html, /\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|<style/i, `${page} holds inline style or script`);
  }
});
