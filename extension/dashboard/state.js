// @ts-check
// What a person looks at, kept in the address after the #, so that a reload or a bookmark shows it again. Pure.
import { isDay, PRESETS } from "../ui/calendar.js";
import { UNITS } from "../ui/format.js";

/** @typedef {import("../ui/calendar.js").Preset} Preset */
/** @typedef {import("../ui/calendar.js").Span} Span */
/** @typedef {{ preset: Preset, span: Span | null, unit: import("../ui/format.js").Unit }} State */

/**
 * @param {string} hash with or without its #
 * @param {import("../ui/format.js").Unit} [usual] the unit where the address names none
 * @returns {State}
 */
export function readState(hash, usual = "wh") {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const [first, last] = [asked.get("first") ?? "", asked.get("last") ?? ""];
  const span = isDay(first) && isDay(last) && first <= last ? { first, last } : null;
  const preset = PRESETS.find((name) => name === asked.get("show")) ?? "month";
  return {
    preset: preset === "range" && !span ? "month" : preset,
    span: preset === "range" ? span : null,
    unit: UNITS.find((name) => name === asked.get("in")) ?? usual,
  };
}

/** @param {State} state */
export function writeState({ preset, span, unit }) {
  const said = new URLSearchParams({ show: preset, in: unit });
  if (preset === "range" && span) for (const [name, day] of Object.entries(span)) said.set(name, day);
  return `#${said}`;
}
