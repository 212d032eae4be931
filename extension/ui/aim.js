// @ts-check
// The weekly aim in one quiet line with a small bar. It says how things stand and nothing else.
import { element } from "./dom.js";

/** @typedef {import("./settings.js").Aim} Aim */

/**
 * How far the week has come: the bar is the aim, or all there is where that is more, with a mark where the aim stands. Pure.
 * @param {Aim} aim
 * @returns {{ filled: number, mark: number, passed: boolean }} shares of the bar
 */
export function aimBar({ most, count }) {
  const all = Math.max(most, count);
  return { filled: all === 0 ? 0 : count / all, mark: all === 0 ? 1 : most / all, passed: count > most };
}

/**
 * @param {Aim} aim
 * @param {import("./i18n.js").Words} words
 * @param {(count: number) => string} number
 */
export function aimLine(aim, { plural }, number) {
  const [now, most] = [number(aim.count), number(aim.most)];
  return aim.count > aim.most
    ? plural(`aim_passed_${aim.of}`, aim.count, { count: now, most })
    : plural(`aim_${aim.of}`, aim.most, { now, count: most });
}

/**
 * Writes it into its place, which stays away where there is no aim.
 * @param {HTMLElement} place
 * @param {Aim | null} aim
 * @param {import("./i18n.js").Words} words
 * @param {(count: number) => string} number
 */
export function drawAim(place, aim, words, number) {
  place.hidden = !aim;
  if (!aim) return;
  const { filled, mark } = aimBar(aim);
  const bar = element("span", { class: "aim-bar", "aria-hidden": "true" });
  bar.style.setProperty("--filled", filled.toFixed(4));
  bar.style.setProperty("--mark", mark.toFixed(4));
  place.replaceChildren(element("span", {}, aimLine(aim, words, number)), bar);
}
