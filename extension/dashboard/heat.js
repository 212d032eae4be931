// @ts-check
// A calendar of shades: weeks beside each other, or years below each other.
import { calendarGrid } from "../ui/calendar.js";
import { SHADES, shadeBounds, shadeOf } from "../ui/scale.js";
import { sheet } from "../ui/svg.js";

const [SIDE, HEAD] = [48, 20];

/**
 * @param {object} what
 * @param {string} what.title
 * @param {string} what.desc
 * @param {boolean} what.rtl
 * @param {"day" | "month"} what.unit
 * @param {number} what.first the weekday of the first row
 * @param {string[]} what.steps
 * @param {Map<string, number>} what.counts
 * @param {Set<string>} what.doubtful
 * @param {{ rowName: (row: number) => string, columnName: (at: string) => string, shades: (bounds: number[]) => [string, string] }} what.words
 * @param {number} width
 */
export function heatMap({ title, desc, rtl, unit, first, steps, counts, doubtful, words }, width) {
  const grid = calendarGrid(steps, unit, first);
  const most = unit === "day" ? 20 : 46;
  const cell = Math.min(most, (width - SIDE) / grid.columns);
  const tall = unit === "day" ? cell : 26;
  const legend = HEAD + grid.rows * tall + 12;
  const paper = sheet({ width, height: legend + 18, title, desc, rtl });
  const bounds = shadeBounds([...counts.values()]);
  for (let row = 0; row < grid.rows; row++) {
    if (unit === "month" || row % 2 === 0) paper.write(words.rowName(row), SIDE - 6, HEAD + row * tall + tall / 2 + 4, "end");
  }
  let free = 0;
  let month = "";
  for (const { at, column, row } of grid.cells) {
    const x = SIDE + column * cell;
    const named = unit === "day" ? at.slice(0, 7) !== month && Number(at.slice(8)) <= 7 : !month.includes(at.slice(5));
    if (named && x >= free && x + 30 <= width) {
      paper.write(words.columnName(at), unit === "day" ? x : x + cell / 2, HEAD - 7, unit === "day" ? "start" : "middle");
      free = x + 34;
    }
    month = unit === "day" ? at.slice(0, 7) : `${month} ${at.slice(5)}`;
    const air = cell > 9 ? 2 : 1;
    paper.box(`shade-${shadeOf(counts.get(at) ?? 0, bounds)}`, x, HEAD + row * tall, cell - air, tall - air, { rx: cell > 9 ? 2 : 0 });
    if (doubtful.has(at)) paper.box("doubt", x + (cell - air) / 2 - 2, HEAD + row * tall + (tall - air) / 2 - 2, 4, 4);
  }
  const [least, many] = words.shades(bounds);
  const from = SIDE;
  paper.write(least, from - 6, legend + 11, "end");
  for (let shade = 0; shade <= SHADES; shade++) paper.box(`shade-${shade}`, from + shade * 20, legend, 18, 14, { rx: 2 });
  paper.write(many, from + (SHADES + 1) * 20 + 4, legend + 11);
  return paper.picture;
}
