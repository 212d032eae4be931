// @ts-check
// The dashboard's and the weekly summaries' questions, and the answers read: a value of the wrong kind becomes nothing.
import { ask, CATEGORIES, readRange, readSource } from "./ask.js";
import { isDay } from "./calendar.js";
import { count, isObject, list, text } from "./read.js";
import { readAim, readSettings } from "./settings.js";

/** @typedef {import("./ask.js").Range} Range */
/** @typedef {import("./ask.js").Category} Category */
/** @typedef {import("./format.js").Unit} Unit */
/** @typedef {Record<Unit, Range>} Amounts the same energy in every unit */
export const NONE = { low: 0, central: 0, high: 0 };
/**
 * @typedef {object} Sums
 * @property {number} messages
 * @property {number} replies
 * @property {Record<Category, number>} courtesy
 * @property {number} courtesies
 * @property {number} courtesyOnly
 * @property {Amounts} used
 * @property {{ wh: Range, led: Range }} only what the replies to courtesy alone used
 */
/** @typedef {{ at: string, messages: number, replies: number, courtesies: number, courtesyOnly: number, used: Amounts, doubtful: boolean }} Bar */
/** @typedef {{ name: string, messages: number, replies: number, wh: Range }} Part a model, or a class of lengths */
/**
 * @typedef {object} Period
 * @property {string} first
 * @property {string} last
 * @property {string} today
 * @property {string | null} since first counted day
 * @property {string} method
 * @property {string} dataVersion
 * @property {{ title: string, url: string, date: string }[]} sources
 * @property {string} gridDate
 * @property {number} ledPerWh
 * @property {string | null} language
 * @property {string | null} zone the person's own choice
 * @property {Sums} total
 * @property {Sums | null} before
 * @property {"day" | "month"} unit
 * @property {Bar[]} bars
 * @property {{ name: string, zone: string, sums: Sums }[]} sites
 * @property {Part[]} models
 * @property {{ language: string, courtesies: number }[]} languages of courtesy; empty for those of several
 * @property {number[]} hours
 * @property {Part[]} lengths
 * @property {string[]} doubtful
 * @property {import("./settings.js").Settings} chosen
 * @property {number} weekFirst the day weeks begin on; 0 is Monday
 * @property {import("./settings.js").Aim | null} aim this week's, whatever the period
 */
/**
 * @typedef {object} WeekSums
 * @property {string} week
 * @property {string} start
 * @property {string} end
 * @property {number} closed
 * @property {string} dataVersion
 * @property {string[]} doubtful
 * @property {import("./settings.js").Aim | null} aim
 * @property {Sums} sums
 * @property {[string, number][]} sites
 */
/** @typedef {{ method: string, sources: Period["sources"], language: string | null, chosen: import("./settings.js").Settings, weeks: WeekSums[] }} Weeks */

/** @param {any} raw @returns {Sums} */
export function readSums(raw) {
  const courtesy = /** @type {Record<Category, number>} */ ({});
  for (const category of CATEGORIES) courtesy[category] = count(raw?.courtesy?.[category]) ?? 0;
  return {
    messages: count(raw?.messages) ?? 0,
    replies: count(raw?.replies) ?? 0,
    courtesy,
    courtesies: count(raw?.courtesy_total) ?? 0,
    courtesyOnly: count(raw?.courtesy_only) ?? 0,
    used: {
      wh: readRange(raw?.wh) ?? NONE,
      led: readRange(raw?.led_minutes) ?? NONE,
      gco2e: readRange(raw?.gco2e) ?? NONE,
      water: readRange(raw?.water_ml) ?? NONE,
    },
    only: { wh: readRange(raw?.courtesy_only_wh) ?? NONE, led: readRange(raw?.courtesy_only_led_minutes) ?? NONE },
  };
}

/** @param {Range} range @param {number} by @returns {Range} */
export const times = ({ low, central, high }, by) => ({ low: low * by, central: central * by, high: high * by });

/** @param {any} raw @returns {{ ok: true, period: Period } | import("./ask.js").Failure} */
export function readPeriod(raw) {
  if (!isObject(raw.total) || !isDay(raw.first) || !isDay(raw.last) || !isDay(raw.today)) {
    return { ok: false, reason: "unclear_answer", detail: "" };
  }
  const ledPerWh = Number(raw.led_minutes_per_wh) || 12;
  /** @param {any} part @param {string} name @returns {Part} */
  const readPart = (part, name) => ({
    name,
    messages: count(part?.messages) ?? 0,
    replies: count(part?.replies) ?? 0,
    wh: readRange(part?.wh) ?? NONE,
  });
  return {
    ok: true,
    period: {
      first: raw.first,
      last: raw.last,
      today: raw.today,
      since: isDay(raw.counted_since) ? raw.counted_since : null,
      ...readOrigin(raw),
      dataVersion: text(raw.data_version),
      gridDate: text(raw.grid_date),
      ledPerWh,
      zone: text(raw.settings?.zone) || null,
      total: readSums(raw.total),
      before: isObject(raw.before) ? readSums(raw.before) : null,
      unit: raw.unit === "month" ? "month" : "day",
      bars: list(raw.bars).map((bar) => {
        const wh = readRange(bar?.wh) ?? NONE;
        return {
          at: text(bar?.at),
          messages: count(bar?.messages) ?? 0,
          replies: count(bar?.replies) ?? 0,
          courtesies: count(bar?.courtesy) ?? 0,
          courtesyOnly: count(bar?.courtesy_only) ?? 0,
          used: { wh, led: times(wh, ledPerWh), gco2e: readRange(bar?.gco2e) ?? NONE, water: readRange(bar?.water_ml) ?? NONE },
          doubtful: bar?.doubtful === true,
        };
      }),
      sites: list(raw.sites).map((site) => ({ name: text(site?.name), zone: text(site?.zone), sums: readSums(site?.sums) })),
      models: list(raw.models).map((model) => readPart(model?.part, text(model?.model))),
      languages: list(raw.languages).map((part) => ({ language: text(part?.language), courtesies: count(part?.courtesy) ?? 0 })),
      hours: list(raw.hours).map((hour) => count(hour) ?? 0),
      lengths: list(raw.lengths).map((length) => readPart(length?.part, String(count(length?.from_tokens) ?? 0))),
      doubtful: list(raw.doubtful_days).filter(isDay),
      weekFirst: (count(raw.week_first) ?? 0) % 7,
      aim: readAim(raw.aim),
    },
  };
}

/** @param {any} raw */
function readOrigin(raw) {
  return {
    method: text(raw.method),
    sources: list(raw.sources).map(readSource).filter((source) => source.title !== ""),
    language: text(raw.settings?.language) || null,
    chosen: readSettings(raw.settings),
  };
}

/**
 * Figures of a span, of a week, of the days up to one; of all counted days without any.
 * @param {import("./calendar.js").Asked | { last: string }} span
 */
export async function askPeriod(span) {
  const answer = await ask({ ask: "period", ...span });
  return answer.ok ? readPeriod(answer) : answer;
}

/** @param {any} raw @returns {{ ok: true, view: Weeks } | import("./ask.js").Failure} */
export function readWeeks(raw) {
  if (!Array.isArray(raw.weeks)) return { ok: false, reason: "unclear_answer", detail: "" };
  const weeks = raw.weeks
    .filter((/** @type {any} */ week) => isDay(week?.start) && isDay(week?.end))
    .map((/** @type {any} */ week) => ({
      week: text(week.week),
      start: week.start,
      end: week.end,
      closed: Number(week.closed) || 0,
      dataVersion: text(week.data_version),
      doubtful: list(week.doubtful_days).filter(isDay),
      aim: readAim(week.aim),
      sums: readSums(week.sums),
      sites: list(week.sites).map(([name, messages]) => [text(name), count(messages) ?? 0]),
    }));
  return { ok: true, view: { ...readOrigin(raw), weeks } };
}

/** The stored summaries, newest first. */
export async function askWeeks() {
  const answer = await ask({ ask: "weeks" });
  return answer.ok ? readWeeks(answer) : answer;
}
