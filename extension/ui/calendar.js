// @ts-check
// Days written YYYY-MM-DD, and the periods and grids made of them. Pure: today is told, never asked of a clock. All
// arithmetic is in UTC, so that no change of the clocks makes a day of 23 hours.

/** @typedef {{ first: string, last: string }} Span days, both included */
/** @typedef {Span | { week: "this" | "last" } | null} Asked what is asked of the background: it knows where weeks begin; null is all days */
/** @typedef {"today" | "week" | "last_week" | "month" | "year" | "all" | "range"} Preset */

/** @type {Preset[]} */
export const PRESETS = ["today", "week", "last_week", "month", "year", "all", "range"];
const DAY = 86_400_000;

/** @param {unknown} text whether it names a day that exists */
export function isDay(text) {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const t = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(t) && new Date(t).toISOString().slice(0, 10) === text;
}

/** @param {string} day @param {number} by */
export const addDays = (day, by) => new Date(Date.parse(`${day}T00:00Z`) + by * DAY).toISOString().slice(0, 10);

/** How many days from one to the other. @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);

/** How far into its week a day is, where weeks begin on `first`; 0 is Monday. @param {string} day @param {number} [first] */
export const weekday = (day, first = 0) => (new Date(`${day}T00:00Z`).getUTCDay() + 13 - first) % 7;

/**
 * What to ask for a preset.
 * @param {Preset} preset
 * @param {string} today
 * @param {Span | null} chosen the free range
 * @returns {Asked}
 */
export function spanOf(preset, today, chosen) {
  switch (preset) {
    case "today":
      return { first: today, last: today };
    case "week":
      return { week: "this" };
    case "last_week":
      return { week: "last" };
    case "month":
      return { first: `${today.slice(0, 7)}-01`, last: today };
    case "year":
      return { first: `${today.slice(0, 4)}-01-01`, last: today };
    case "range":
      return chosen;
    default:
      return null;
  }
}

/**
 * Every day of a span, or every month, in order.
 * @param {Span} span
 * @param {"day" | "month"} unit
 */
export function steps({ first, last }, unit) {
  const found = [];
  if (unit === "day") {
    for (let n = 0, all = daysBetween(first, last); n <= all; n++) found.push(addDays(first, n));
    return found;
  }
  let [year, month] = /** @type {[number, number]} */ (first.split("-").map(Number));
  for (; ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > last.slice(0, 7)) return found;
    found.push(name);
  }
}

/**
 * Where each step stands on a calendar: a week a column and a weekday a row, or a year a row and a month a column.
 * @param {string[]} all steps in order
 * @param {"day" | "month"} unit
 * @param {number} [first] the weekday of the first row; 0 is Monday
 * @returns {{ columns: number, rows: number, cells: { at: string, column: number, row: number }[] }}
 */
export function calendarGrid(all, unit, first = 0) {
  const [start] = all;
  if (start === undefined) return { columns: 0, rows: 0, cells: [] };
  const origin = unit === "day" ? addDays(start, -weekday(start, first)) : "";
  const cells = all.map((at) =>
    unit === "day"
      ? { at, column: Math.floor(daysBetween(origin, at) / 7), row: weekday(at, first) }
      : { at, column: Number(at.slice(5, 7)) - 1, row: Number(at.slice(0, 4)) - Number(start.slice(0, 4)) },
  );
  const last = /** @type {{ column: number, row: number }} */ (cells.at(-1));
  return { columns: unit === "day" ? last.column + 1 : 12, rows: unit === "day" ? 7 : last.row + 1, cells };
}
