// @ts-check
// One row each: its name and figure in words, and below them a bar for a count or a band for a range.
import { sheet } from "../ui/svg.js";

/** @typedef {import("../ui/ask.js").Range} Range */
/** @typedef {{ name: string, said: string, value: number | Range }} Row */

/** Roughly the width of a letter, and of one that fills a square; where name and words do not fit on one line, the words have their own. */
const [LETTER, SQUARE] = [7.2, 13];
/** From one line of words to the next. */
const LINE = 17;

/** @param {string} text */
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter >= "\u2e80" ? SQUARE : LETTER), 0);

/** Words in lines that fit. @param {string} said @param {number} width */
export function inLines(said, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of said.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * @param {{ title: string, desc: string, rtl: boolean, rows: Row[] }} what
 * @param {number} width
 */
export function rowChart({ title, desc, rtl, rows }, width) {
  const split = rows.some(({ name, said }) => widthOf(`${name}   ${said}`) > width);
  const words = rows.map(({ said }) => (split ? inLines(said, width) : [said]));
  const tall = split ? 43 + LINE * Math.max(...words.map(({ length }) => length)) : 42;
  const paper = sheet({ width, height: Math.max(rows.length * tall, 1), title, desc, rtl });
  const high = (/** @type {number | Range} */ value) => (typeof value === "number" ? value : value.high);
  const most = Math.max(...rows.map(({ value }) => high(value)), 0) || 1;
  const x = (/** @type {number} */ value) => (value / most) * (width - 2);
  rows.forEach(({ name, value }, index) => {
    const top = index * tall;
    const bar = top + tall - 22;
    paper.write(name, 0, top + 14, "start", "name");
    words[index]?.forEach((said, line) => {
      if (split) paper.write(said, 0, top + 31 + line * LINE);
      else paper.write(said, width, top + 14, "end");
    });
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
