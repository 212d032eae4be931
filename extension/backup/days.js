// @ts-check
// Stored days as a table, a line for each. Pure.
import { CATEGORIES } from "../ui/ask.js";
import { rangeHead } from "../ui/csv.js";

/** In the order in which a day keeps its figures. */
const METHODS = ["calibrated", "ecologits", "study"];
const COUNTS = ["messages", "replies", "stopped", "failed", "chars", "new_tokens", "output_tokens", "courtesy_only"];

export const daysHead = ["day", ...COUNTS, ...CATEGORIES, ...rangeHead("wh"), "method", "data_version", "doubtful"];

/**
 * @param {any} day as it is stored: energy in millionths of a watt-hour
 * @param {string} method whose figures
 * @returns {(string | number)[]}
 */
export function daysRow(day, method) {
  const { total, data_version, doubtful = [] } = day;
  const { low, central, high } = total?.wh?.[METHODS.indexOf(method)] ?? {};
  return [
    day.day,
    ...COUNTS.map((count) => total?.[count] ?? ""),
    ...CATEGORIES.map((_, index) => total?.courtesy?.[index] ?? ""),
    ...[low, central, high].map((micro) => micro / 1e6),
    method,
    data_version,
    doubtful.join(" "),
  ];
}
