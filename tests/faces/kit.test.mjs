// The debate kit's texts: the same parts in both languages, lessons of 55 minutes, a source with its date on every card.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { root } from "./words.mjs";

const kits = ["fr", "en"].map((language) => JSON.parse(readFileSync(new URL(`kit/${language}.json`, root), "utf8")));

/** The shape of a kit: its keys and lengths, without its words. */
const shape = (value) => {
  if (Array.isArray(value)) return value.map(shape);
  return value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shape(part)])) : typeof value;
};

test("French and English hold the same parts", () => {
  assert.deepEqual(shape(kits[0]), shape(kits[1]));
  assert.deepEqual(kits[0].plans.map(({ steps }) => steps.map(([minutes]) => minutes)), kits[1].plans.map(({ steps }) => steps.map(([minutes]) => minutes)));
});

test("a lesson takes 55 minutes", () => {
  for (const { plans } of kits) for (const { steps } of plans) assert.equal(steps.reduce((sum, [minutes]) => sum + minutes, 0), 55);
});

test("every card names where its figures come from, and when that was said", () => {
  for (const { cards } of kits) {
    assert.equal(cards.list.length, 8);
    for (const { title, sources } of cards.list) {
      assert.ok(sources.length > 0, title);
      for (const [source, date] of sources) assert.match(date, /20\d\d/, `${title}: ${source}`);
    }
  }
});

test("both languages state the same figures", () => {
  const plain = [(text) => text.replace(/(\d)\u202f(?=\d{3})/g, "$1").replace(/(\d),(?=\d)/g, "$1."), (text) => text.replace(/(\d),(?=\d{3})/g, "$1")];
  const figures = (kit, index) =>
    kit.cards.list.map(({ claim, range }) => (plain[index](`${claim} ${range}`).match(/\d+(\.\d+)?/g) ?? []).map(Number));
  assert.deepEqual(...kits.map(figures));
});
