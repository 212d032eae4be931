// @ts-check
// A site as the background tells it, whether it still looks as it should, and what is wrong with it in one sentence.
// Pure.
import { count, list, text } from "./read.js";

/** @typedef {"net_without_dom" | "dom_without_net" | "neither" | "unreadable" | "length_ratio" | "empty_reply" | "flooded"} Check */
/** @typedef {{ state: "ok" | "approximate" | "broken" | "flooded", since: string, checks: Check[] }} Health */
/**
 * @typedef {object} Site
 * @property {string} id
 * @property {string} name
 * @property {"install" | "optional" | "self_hosted"} access when the browser asks for it: at installation, at the
 *   switch, or for each address
 * @property {string[]} origins match patterns of its pages
 * @property {boolean} leftOut a school has left it out: it is not counted, whatever the switch says
 * @property {string} verifiedOn the day a person last checked it, or nothing
 * @property {number} messages sent today
 * @property {Health} health
 */
/** @typedef {{ host: string, origin: string, site: string }} Host a server of one's own */

/** The sentence of each check, the gravest first: where several fail, the first is told. @type {[Check, string][]} */
const SENTENCES = [
  ["neither", "counts"],
  ["dom_without_net", "wire"],
  ["net_without_dom", "page"],
  ["empty_reply", "page"],
  ["unreadable", "lengths"],
  ["length_ratio", "lengths"],
  ["flooded", "flooded"],
];
/** What is told when a state comes without a check this version knows. */
const OF_STATE = { broken: "counts", approximate: "lengths", flooded: "flooded" };

/** @param {any} raw @returns {Health} */
export function readHealth(raw) {
  const state = ["approximate", "broken", "flooded"].includes(raw?.state) ? raw.state : "ok";
  const checks = SENTENCES.map(([check]) => check).filter((check) => list(raw?.checks).includes(check));
  return { state, since: /^\d{4}-\d{2}-\d{2}$/.test(text(raw?.since)) ? raw.since : "", checks };
}

/**
 * What is wrong with a site, as the end of a message key; null when nothing is.
 * @param {Health} health
 */
export function trouble({ state, checks }) {
  if (state === "ok") return null;
  return SENTENCES.find(([check]) => checks.includes(check))?.[1] ?? OF_STATE[state];
}

/**
 * One sentence: since when, and what it does to the figures. Null when nothing is wrong.
 * @param {{ name: string, health: Health }} site
 * @param {import("./i18n.js").Words} words
 * @param {(date: string) => string} date
 */
export function healthSentence({ name, health }, { t }, date) {
  const wrong = trouble(health);
  if (!wrong) return null;
  const [once, day] = [wrong === "flooded" ? "when_on" : "when_since", health.since && date(health.since)];
  return t(`health_${wrong}`, { when: day ? t(once, { date: day }) : t("when_unknown"), site: name });
}

/** @param {any} raw @returns {Site} */
export function readSite(raw) {
  return {
    id: text(raw?.id),
    name: text(raw?.name),
    access: ["optional", "self_hosted"].includes(raw?.access) ? raw.access : "install",
    origins: list(raw?.origins).filter((origin) => text(origin) !== ""),
    leftOut: raw?.left_out === true,
    verifiedOn: text(raw?.verified_on),
    messages: count(raw?.messages_today) ?? 0,
    health: readHealth(raw?.health),
  };
}
