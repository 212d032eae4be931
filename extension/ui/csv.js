// @ts-check
// A table as a file that spreadsheets read (RFC 4180). Pure.

/** The key of a unit in files. */
export const FILE_UNIT = { wh: "wh", led: "led_minutes", gco2e: "gco2e", water: "water_ml" };

/** A text that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** @param {string | number | boolean | null} value */
function field(value) {
  if (typeof value === "number") return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "";
  const text = String(value ?? "");
  // A site's or model's name comes from a page: an apostrophe before it keeps it a text.
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {string[]} head
 * @param {(string | number | boolean | null)[][]} rows
 */
export const csv = (head, rows) => [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");

/** The three columns of a range. @param {string} name */
export const rangeHead = (name) => [`${name}_low`, `${name}_central`, `${name}_high`];

/** @param {import("./ask.js").Range | null} range */
export const rangeFields = (range) => (range ? [range.low, range.central, range.high] : [null, null, null]);
