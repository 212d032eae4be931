// @ts-check
// The steps of a period, one after the other, with nothing where nothing was counted. Pure.
import { NONE } from "../ui/ask_period.js";
import { daysBetween, steps } from "../ui/calendar.js";

/** @typedef {import("../ui/ask_period.js").Bar} Bar */
/** @typedef {import("../ui/ask.js").Range} Range */

/** Days that still have a column of their own; beyond, months are drawn even if few days were counted. */
const MOST_DAYS = 800;

/** @param {string} at @returns {Bar} */
const nothing = (at) => ({
  at,
  messages: 0,
  replies: 0,
  courtesies: 0,
  courtesyOnly: 0,
  used: { wh: NONE, led: NONE, gco2e: NONE, water: NONE },
  doubtful: false,
});

/** @param {Range} one @param {Range} other @returns {Range} */
export const plus = (one, other) => ({ low: one.low + other.low, central: one.central + other.central, high: one.high + other.high });

/** @param {Bar} one @param {Bar} other @returns {Bar} */
function together(one, other) {
  const used = { ...one.used };
  for (const unit of /** @type {(keyof Bar["used"])[]} */ (Object.keys(used))) used[unit] = plus(one.used[unit], other.used[unit]);
  return {
    at: one.at,
    messages: one.messages + other.messages,
    replies: one.replies + other.replies,
    courtesies: one.courtesies + other.courtesies,
    courtesyOnly: one.courtesyOnly + other.courtesyOnly,
    used,
    doubtful: one.doubtful || other.doubtful,
  };
}

/**
 * From the first counted day at the earliest, since before it nothing is known, to today at the latest.
 * @param {Pick<import("../ui/ask_period.js").Period, "first" | "last" | "since" | "today" | "unit" | "bars">} period
 * @returns {{ unit: "day" | "month", series: Bar[] }}
 */
export function seriesOf({ first, last, since, today, unit, bars }) {
  const span = { first: since && since > first ? since : first, last: last > today ? today : last };
  if (span.first > span.last) return { unit, series: [] };
  const drawn = unit === "month" || daysBetween(span.first, span.last) >= MOST_DAYS ? "month" : "day";
  const letters = drawn === "month" ? 7 : 10;
  const known = new Map();
  for (const bar of bars) {
    const at = bar.at.slice(0, letters);
    known.set(at, together(known.get(at) ?? nothing(at), bar));
  }
  return { unit: drawn, series: steps(span, drawn).map((at) => known.get(at) ?? nothing(at)) };
}

/** What one of many used on the mean; null without any. @param {Range} range @param {number} count @returns {Range | null} */
export const each = ({ low, central, high }, count) =>
  count > 0 ? { low: low / count, central: central / count, high: high / count } : null;
