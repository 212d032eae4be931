// The outline of a page, over a page of plain objects: only what the script asks of an element is there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { root } from "./words.mjs";

const script = readFileSync(new URL("skeleton.js", root), "utf8");

class HTMLUnknownElement {}

/** @param {string} tag @param {Record<string, string>} attributes @param {object[]} children */
function node(tag, attributes = {}, ...children) {
  return Object.assign(tag === "secretword" ? new HTMLUnknownElement() : {}, {
    localName: tag,
    children,
    textContent: "my secret words",
    getAttributeNames: () => Object.keys(attributes),
    getAttribute: (name) => attributes[name] ?? null,
  });
}
/** @param {object} main @returns {string[]} */
const outline = (main) =>
  JSON.parse(JSON.stringify(runInNewContext(script, { document: { querySelector: () => main }, HTMLUnknownElement })));

test("tags, names of attributes and key words are told, and nothing a person wrote", () => {
  const told = outline(
    node(
      "main",
      { id: "secret", class: "secret", style: "secret", "aria-label": "My secret" },
      node("section", { role: "article", "data-testid": "turn-3-secret", "data-message-author-role": "user" }, node("p", {}, node("b"))),
      node("section", { "data-role": "my secret words", "data-content": "Secret", "data-message-type": "answer" }),
      node("a", { href: "https://secret.example/", "data-secret1": "x" }),
      node("secretword"),
      node("script"),
    ),
  );
  assert.deepEqual(told, [
    "main[aria-label]",
    " section[data-message-author-role=user][data-testid][role=article]",
    "  p",
    " section[data-content][data-message-type=answer][data-role]",
    " a[href]",
    " ?",
  ]);
  assert.doesNotMatch(told.join("\n"), /secret/i);
});

test("siblings of one shape are one line, and bare wrappers none", () => {
  const turn = () => node("div", {}, node("div", {}, node("article", {}, node("p"), node("p"))));
  assert.deepEqual(outline(node("main", {}, turn(), turn(), turn(), node("article"))), ["main", " article × 3", "  p × 2", " article"]);
});

test("a large page is told down to where it fits", () => {
  const branch = (depth, at) =>
    node("div", { [`data-${"abcdefgh"[depth]}${"abcdefgh"[at]}`]: "" }, ...(depth < 5 ? [0, 1, 2, 3].map((next) => branch(depth + 1, next)) : []));
  const told = outline(branch(0, 0));
  assert.equal(told.filter((line) => !line.endsWith("…")).length, 400);
  assert.ok(told.some((line) => line.endsWith("…")));
});
