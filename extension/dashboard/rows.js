// @ts-check
// One row each: its name and figure in words, and below them a bar for a count or a band for a range.
import { sheet } from "../ui/svg.js";

/** @typedef {import("../ui/ask.js").Range} Range */
/** @typedef {{ name: string, said: string, value: number | Range }} Row */

/** Roughly the width of a letter; where name and words do not fit on one line, the words have their own. */
const LETTER = 7.2;

/**
 * @param {{ title: string, desc: string, rtl: boolean, rows: Row[] }} what
 * @param {number} width
 */
export function rowChart({ title, desc, rtl, rows }, width) {
  const split = rows.some(({ name, said }) => (name.length + said.length + 3) * LETTER > width);
  const tall = split ? 60 : 42;
  const paper = sheet({ width, height: Math.max(rows.length * tall, 1), title, desc, rtl });
  const high = (/** @type {number | Range} */ value) => (typeof value === "number" ? value : value.high);
  const most = Math.max(...rows.map(({ value }) => high(value)), 0) || 1;
  const x = (/** @type {number} */ value) => (value / most) * (width - 2);
  rows.forEach(({ name, said, value }, index) => {
    const top = index * tall;
    const bar = top + tall - 22;
    paper.write(name, 0, top + 14, "start", "name");
    if (split) paper.write(said, 0, top + 31);
    else paper.write(said, width, top + 14, "end");
    paper.box("well", 0, bar, width, 10);
    if (typeof value === "number") {
      if (value > 0) paper.box("bar", 0, bar, Math.max(x(value), 1), 10);
    } else if (value.high > 0) {
      paper.box("range", 1 + x(value.low), bar, Math.max(x(value.high) - x(value.low), 1), 10);
      paper.box("centre", x(value.central), bar - 2, 2, 14);
    }
  });
  return paper.picture;
}
