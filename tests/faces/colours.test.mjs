import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { root } from "./words.mjs";

const css = readFileSync(new URL("ui/base.css", root), "utf8");
const pairs = [...css.matchAll(/--([a-z]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const [light, dark] = [2, 3].map((at) => Object.fromEntries(pairs.map((found) => [found[1], found[at]])));

/** Relative luminance, WCAG 2.2. */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (one, other) => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

for (const [name, colours] of Object.entries({ light, dark })) {
  test(`${name}: text keeps 4.5:1 and drawings 3:1`, () => {
    for (const ground of ["paper", "well"]) {
      for (const text of ["ink", "soft", "link"]) {
        const found = contrast(colours[text], colours[ground]);
        assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
      }
      const found = contrast(colours.lamp, colours[ground]);
      assert.ok(found >= 3, `lamp on ${ground}: ${found.toFixed(2)}`);
    }
    assert.ok(contrast(colours.ink, colours.glow) >= 3, "the needle on the band");
  });
}
