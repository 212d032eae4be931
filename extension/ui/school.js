// @ts-check
// What a school has set for the browsers it looks after: parts that are off are hidden, choices that are made are shown as
// such. What it may set is the core's to say (`src/policy.rs`); it is only shown here.
import { at, element } from "./dom.js";
import { list, text } from "./read.js";

/** @typedef {"pill" | "import" | "class"} Part a part that can be switched off; `data-part` names it in pages */
/**
 * @typedef {object} School
 * @property {string} language
 * @property {string} method
 * @property {string} keep
 * @property {string[]} off
 * @property {string[]} wrong sentences for the administrator, in English
 */

/** @param {any} raw @returns {School | null} null where no school has set anything */
export function readSchool(raw) {
  if (typeof raw !== "object" || raw === null) return null;
  const words = (/** @type {any} */ all) => list(all).map(text).filter(Boolean);
  return { language: text(raw.language), method: text(raw.method), keep: text(raw.keep), off: words(raw.off), wrong: words(raw.wrong) };
}

/**
 * Whether a part is switched off.
 * @param {{ school: School | null }} chosen the settings as every view has them
 * @param {Part} part
 */
export const isOff = ({ school }, part) => school?.off.includes(part) === true;

/** Hides what leads to parts that are switched off. @param {{ school: School | null }} chosen */
export function hideOff(chosen) {
  for (const place of document.querySelectorAll("[data-part]")) {
    const { part } = /** @type {HTMLElement} */ (place).dataset;
    if (isOff(chosen, /** @type {Part} */ (part))) /** @type {HTMLElement} */ (place).hidden = true;
  }
}

/**
 * Leaves nothing of a page whose part is switched off but a sentence that says so.
 * @param {{ school: School | null }} chosen @param {Part} part @param {import("./i18n.js").Words} words
 * @returns {boolean} whether it is off
 */
export function closeIfOff(chosen, part, { t }) {
  if (!isOff(chosen, part)) return false;
  at("page").replaceChildren(element("section", { class: "notice" }, element("p", {}, t("school_off"))));
  return true;
}

/** Says on the options page that a school has set something. @param {School} school @param {import("./i18n.js").Words} words */
export function drawSchool({ wrong }, { t }) {
  at("school").hidden = false;
  at("school-wrong").replaceChildren(...wrong.map((what) => element("p", {}, t("school_wrong", { what }))));
}

/**
 * A control that is the school's: it can be read and not changed.
 * @param {(HTMLInputElement | HTMLOptionElement)[]} controls
 * @param {HTMLElement} above where the sentence goes below
 * @param {string} says
 */
export function lock(controls, above, says) {
  for (const control of controls) control.disabled = true;
  above.after(element("p", { class: "quiet small" }, says));
}
