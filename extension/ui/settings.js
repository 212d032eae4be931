// @ts-check
// A person's choices as the background tells them. What this page does not know is as if it were not chosen.
import { UNITS } from "./format.js";
import { count, text } from "./read.js";
import { readSchool } from "./school.js";

/** @typedef {import("./format.js").Unit} Unit */
/** @typedef {"messages" | "courtesy_only"} Counted */
/** @typedef {{ of: Counted, most: number, count: number }} Aim at most so many in a week, and how many there are */
/**
 * @typedef {object} Settings
 * @property {Unit | null} unit shown first
 * @property {string} weekStart
 * @property {string} badge
 * @property {string} look
 * @property {string} keep
 * @property {boolean} dot
 * @property {boolean} paused nothing is counted until the person goes on
 * @property {boolean} pill today's tally is wanted on chatbots' pages
 * @property {import("./school.js").School | null} school what a school has set
 */

/** What can be aimed at. @type {Counted[]} */
export const COUNTED = ["messages", "courtesy_only"];

/** @param {any} raw @returns {Settings} */
export function readSettings(raw) {
  return {
    unit: UNITS.find((unit) => unit === raw?.unit) ?? null,
    weekStart: text(raw?.week_start),
    badge: text(raw?.badge),
    look: text(raw?.look),
    keep: text(raw?.keep),
    dot: raw?.dot !== false,
    paused: raw?.paused === true,
    pill: raw?.pill === true,
    school: readSchool(raw?.school),
  };
}

/** @param {any} raw @returns {Aim | null} */
export function readAim(raw) {
  const of = COUNTED.find((what) => what === raw?.of);
  const [most, now] = [count(raw?.most), count(raw?.count)];
  return of && most !== null && now !== null ? { of, most, count: now } : null;
}
