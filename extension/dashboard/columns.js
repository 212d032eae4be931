// @ts-check
// Columns side by side: a count each, or a range each with its central value. One step may be pointed at.
import { element } from "../ui/dom.js";
import { every, marks } from "../ui/scale.js";
import { sheet } from "../ui/svg.js";

/** @typedef {import("../ui/ask.js").Range} Range */
/**
 * @typedef {object} Columns
 * @property {string} title
 * @property {string} desc
 * @property {boolean} rtl
 * @property {string[]} labels one a column
 * @property {(number | Range)[]} values counts, or ranges in the axis' own unit
 * @property {(mark: number) => string} tick a mark of the axis in words
 * @property {boolean[]} [doubtful] columns to be marked
 * @property {number} [tall]
 */

/** Room for the steps' words below, air above, and at the end of the line. */
const [BELOW, ABOVE, END] = [24, 10, 6];
/** Roughly the width of a letter of the marks; units are long words in some languages. */
const TICK_LETTER = 6.6;
const LABEL = 62;

/**
 * @param {Columns} what
 * @param {number} width
 * @returns {{ picture: SVGSVGElement, side: number, point: (index: number | null) => void, indexAt: (x: number) => number }}
 */
export function columns({ title, desc, rtl, labels, values, tick, doubtful = [], tall = 150 }, width) {
  const paper = sheet({ width, height: tall, title, desc, rtl });
  const high = (/** @type {number | Range} */ value) => (typeof value === "number" ? value : value.high);
  const counts = values.every((value) => typeof value === "number");
  const axis = marks(Math.max(...values.map(high), 0), 3, counts);
  const top = axis.at(-1) ?? 1;
  const side = 14 + TICK_LETTER * Math.max(...axis.map((mark) => tick(mark).length));
  const room = tall - BELOW - ABOVE;
  const y = (/** @type {number} */ value) => ABOVE + room * (1 - value / top);
  const step = (width - side - END) / Math.max(values.length, 1);
  const air = step > 8 ? Math.min(step * 0.25, 10) : step > 3 ? 1 : 0;

  for (const mark of axis) {
    paper.line(mark === 0 ? "base" : "grid", side, y(mark), width - END, y(mark));
    paper.write(tick(mark), side - 8, y(mark) + 4, "end");
  }
  const cursor = paper.box("cursor", side, ABOVE - 6, step, room + 6, { visibility: "hidden" });
  const nth = every(labels.length, width - side - END, LABEL);
  values.forEach((value, index) => {
    const x = side + index * step;
    const [from, wide] = [x + air / 2, Math.max(step - air, 0.5)];
    if (typeof value === "number") {
      if (value > 0) paper.box("bar", from, y(value), wide, y(0) - y(value));
    } else if (value.high > 0) {
      paper.box(step > 5 ? "range" : "range thin", from, y(value.high), wide, Math.max(y(value.low) - y(value.high), 1));
      paper.box("centre", from, y(value.central) - 1, wide, 2);
    }
    if (doubtful[index]) paper.box("doubt", x + step / 2 - 2.5, y(0) + 2, 5, 5);
    const label = labels[index] ?? "";
    if (index % nth === 0 && label) paper.write(label, x + step / 2, tall - 5, "middle");
  });
  return {
    picture: paper.picture,
    side,
    point(index) {
      cursor.setAttribute("visibility", index === null ? "hidden" : "visible");
      const x = side + (index ?? 0) * step;
      cursor.setAttribute("x", String(rtl ? width - x - step : x));
    },
    indexAt: (x) => Math.floor(((rtl ? width - x : x) - side) / step),
  };
}

/**
 * A slider below columns: the way to one of them by key, finger or mouse, with its figures in words. What the pictures
 * show of one day is never to be had by pointing alone.
 * @param {{ label: string, count: number, say: (index: number) => string, moved: (index: number) => void }} what
 */
export function pointer({ label, count, say, moved }) {
  const slider = /** @type {HTMLInputElement} */ (
    element("input", { type: "range", min: "0", max: String(count - 1), step: "1", "aria-label": label, class: "pointer" })
  );
  const said = element("p", { class: "said" });
  const move = (/** @type {number} */ index) => {
    const kept = Math.min(Math.max(index, 0), count - 1);
    slider.value = String(kept);
    slider.setAttribute("aria-valuetext", say(kept));
    said.textContent = say(kept);
    moved(kept);
  };
  slider.addEventListener("input", () => move(Number(slider.value)));
  return { slider, said, move, index: () => Number(slider.value) };
}
