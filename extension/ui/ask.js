// @ts-check
// One question to the background, and always an answer: what comes back is checked here, so a page never has to draw
// something half-formed, and silence becomes a reason a page can explain.
import { send } from "./browser.js";
import { count, isObject, list, text } from "./read.js";
import { readAim, readSettings } from "./settings.js";
import { readSite } from "./site.js";

/** @typedef {"please" | "thanks" | "greeting" | "farewell" | "apology" | "praise" | "welcome"} Category */
/** @typedef {{ low: number, central: number, high: number }} Range */
/**
 * @typedef {object} Tally sums over a period; `null` is "not known", never zero
 * @property {number | null} messages sent by the person
 * @property {number | null} replies
 * @property {Record<Category, number | null>} courtesy phrases by category
 * @property {number | null} courtesyTotal phrases
 * @property {number | null} courtesyOnly messages with nothing but courtesy
 * @property {Range | null} wh energy, watt-hours
 * @property {Range | null} led the same, minutes of a 5 W LED
 * @property {Range | null} courtesyOnlyWh watt-hours
 * @property {Range | null} courtesyOnlyLed minutes of a 5 W LED
 * @property {Record<import("./format.js").Unit, Range | null>} used the energy in every unit
 */
/** @typedef {{ start: string, end: string, final: boolean }} Week days as YYYY-MM-DD, both included */
/**
 * @typedef {object} PopupView
 * @property {Tally} today
 * @property {Tally} week
 * @property {Tally | null} lastWeek
 * @property {Week | null} weekInfo
 * @property {Week | null} lastWeekInfo
 * @property {string} method
 * @property {string} dataVersion
 * @property {{ title: string, url: string, date: string }[]} sources
 * @property {import("./site.js").Site[]} sites
 * @property {string | null} language chosen in the settings
 * @property {string | null} zone likewise
 * @property {import("./settings.js").Settings} chosen all other choices
 * @property {import("./settings.js").Aim | null} aim this week's
 * @property {number} weekUsual the day weeks begin on if nothing was chosen; 0 is Monday
 * @property {string[]} damaged stored records that cannot be read, as `days:2026-11-24`
 * @property {boolean} summaryWaits a week's summary is ready and was not looked at
 * @property {{ days: number, before: Range, after: Range } | null} repriced past figures that newer data changed
 */
/** @typedef {"core_failed" | "store_failed" | "disk_full" | "newer_schema" | "no_answer" | "unclear_answer"} Reason */
/** @typedef {{ ok: false, reason: any, detail: string }} Failure */
/** @typedef {{ ok: true, view: PopupView } | { ok: false, reason: Reason, detail: string }} Answer */

export const CATEGORIES = /** @type {Category[]} */ (
  ["please", "thanks", "greeting", "farewell", "apology", "praise", "welcome"]
);

/** Reasons the background gives; the last two are answers to `add_host`. */
const REASONS = ["core_failed", "store_failed", "disk_full", "newer_schema", "bad_host", "known_host"];
const PATIENCE_MS = 5000;

/**
 * Asks the background. Never rejects: silence, a refusal and an answer that is none come back as a reason.
 * @param {{ ask: string } & Record<string, unknown>} question
 * @param {number} [patience] milliseconds until silence counts as an answer
 * @param {(raw: any) => any} [read] makes an answer of what came
 * @returns {Promise<any>} what was answered, its `ok` either `true` or `false` with a `reason` and a `detail`
 */
export async function ask(question, patience = PATIENCE_MS, read = readReason) {
  const silence = new Promise((done) => {
    setTimeout(() => done({ ok: false, reason: "no_answer", detail: "" }), patience);
  });
  const answer = send(question).then(read, (error) => ({
    ok: false,
    reason: "no_answer",
    detail: error instanceof Error ? error.message : String(error),
  }));
  return Promise.race([answer, silence]);
}

/**
 * Asks for the popup's view. Never rejects.
 * @param {number} [patience]
 * @returns {Promise<Answer>}
 */
export async function askPopup(patience = PATIENCE_MS) {
  const answer = await ask({ ask: "view", page: "popup" }, patience);
  return answer.ok ? readAnswer(answer) : answer;
}

/** All sites and servers. @returns {Promise<{ ok: true, sites: import("./site.js").Site[], hosts: import("./site.js").Host[] } | Failure>} */
export async function askSites() {
  const answer = await ask({ ask: "sites" });
  if (!answer.ok) return answer;
  if (!Array.isArray(answer.sites)) return { ok: false, reason: "unclear_answer", detail: "" };
  return {
    ok: true,
    sites: answer.sites.map(readSite).filter((/** @type {import("./site.js").Site} */ { id, name }) => id !== "" && name !== ""),
    hosts: list(answer.hosts)
      .map((raw) => ({ host: text(raw?.host), origin: text(raw?.origin), site: text(raw?.site) }))
      .filter(({ host, origin }) => host !== "" && origin !== ""),
  };
}

/** @param {string} address @param {string} site */
export const askAddHost = (address, site) => ask({ ask: "add_host", address, site });

/** @param {string} host */
export const askRemoveHost = (host) => ask({ ask: "remove_host", host });

/** A site's numbers for a report. @param {string} site @returns {Promise<{ ok: true, report: object } | Failure>} */
export async function askReport(site) {
  const answer = await ask({ ask: "report", site });
  if (!answer.ok || isObject(answer.report)) return answer;
  return { ok: false, reason: "unclear_answer", detail: "" };
}

/**
 * A message of the practice chat: measured by the background, and kept by nobody.
 * @param {string} message
 * @param {string | null} reply null while it is awaited
 * @param {number} context tokens of the chat so far
 * @returns {Promise<{ ok: true, tally: Tally, phrases: Range | null, context: number } | Failure>}
 */
export async function askPractice(message, reply, context) {
  const answer = await ask({ ask: "practice", text: message, reply, context });
  if (!answer.ok) return answer;
  if (!isObject(answer.sums)) return { ok: false, reason: "unclear_answer", detail: "" };
  return { ok: true, tally: readTally(answer.sums), phrases: readRange(answer.phrases_wh), context: count(answer.context) ?? 0 };
}

/** @param {any} raw */
function readReason(raw) {
  if (raw === undefined || raw === null) return { ok: false, reason: "no_answer", detail: "" };
  if (raw.ok === true) return raw;
  const known = REASONS.includes(raw.reason);
  return { ok: false, reason: known ? raw.reason : "unclear_answer", detail: text(raw.detail) || text(raw.reason) };
}

/**
 * Reads what the background sent.
 * @param {any} raw
 * @returns {Answer}
 */
export function readAnswer(raw) {
  if (raw?.ok !== true) return readReason(raw);
  if (!isObject(raw.today) || !isObject(raw.week)) return { ok: false, reason: "unclear_answer", detail: "" };
  return {
    ok: true,
    view: {
      today: readTally(raw.today),
      week: readTally(raw.week),
      lastWeek: isObject(raw.last_week) ? readTally(raw.last_week) : null,
      weekInfo: readWeek(raw.week_info),
      lastWeekInfo: readWeek(raw.last_week_info),
      method: text(raw.method),
      dataVersion: text(raw.data_version),
      sources: list(raw.sources).map(readSource).filter((source) => source.title !== ""),
      sites: list(raw.sites).map(readSite).filter((site) => site.name !== ""),
      language: text(raw.settings?.language) || null,
      zone: text(raw.settings?.zone) || null,
      chosen: readSettings(raw.settings),
      aim: readAim(raw.aim),
      weekUsual: (count(raw.week_usual) ?? 0) % 7,
      damaged: list(raw.damaged).map(text).filter(Boolean),
      summaryWaits: raw.summary_waits === true,
      repriced: readRepriced(raw.repriced),
    },
  };
}

/**
 * @param {any} raw
 * @returns {Tally}
 */
export function readTally(raw) {
  const courtesy = /** @type {Record<Category, number | null>} */ ({});
  for (const category of CATEGORIES) courtesy[category] = count(raw?.courtesy?.[category]);
  const [wh, led] = [readRange(raw?.wh), readRange(raw?.led_minutes)];
  return {
    messages: count(raw?.messages),
    replies: count(raw?.replies),
    courtesy,
    courtesyTotal: count(raw?.courtesy_total),
    courtesyOnly: count(raw?.courtesy_only),
    wh,
    led,
    used: { wh, led, gco2e: readRange(raw?.gco2e), water: readRange(raw?.water_ml) },
    courtesyOnlyWh: readRange(raw?.courtesy_only_wh),
    courtesyOnlyLed: readRange(raw?.courtesy_only_led_minutes),
  };
}

/**
 * A range is three finite numbers in order; anything else is not a range and is not shown as one.
 * @param {any} raw
 * @returns {Range | null}
 */
export function readRange(raw) {
  const { low, central, high } = raw ?? {};
  if (![low, central, high].every((value) => Number.isFinite(value) && value >= 0)) return null;
  return low <= central && central <= high ? { low, central, high } : null;
}

/** @param {any} raw */
function readRepriced(raw) {
  const [days, before, after] = [count(raw?.days), readRange(raw?.before), readRange(raw?.after)];
  return days && before && after ? { days, before, after } : null;
}

/** @param {any} raw */
function readWeek(raw) {
  const day = /^\d{4}-\d{2}-\d{2}$/;
  if (!day.test(text(raw?.start)) || !day.test(text(raw?.end))) return null;
  return { start: raw.start, end: raw.end, final: raw.final === true };
}

/** Only a plain web address becomes a link. @param {any} raw */
export function readSource(raw) {
  const url = text(raw?.url);
  return { title: text(raw?.title), url: /^https:\/\//.test(url) ? url : "", date: text(raw?.date) };
}
