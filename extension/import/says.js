// @ts-check
// What was wrong with a file, and what was found, in words. Pure.
import { count, list, text } from "../ui/read.js";
import { isDay } from "../ui/calendar.js";
import { apart } from "../ui/svg.js";

/** @typedef {import("../ui/i18n.js").Words} Words */
/**
 * @typedef {object} Found what a service's files hold
 * @property {string} name
 * @property {number} messages
 * @property {number} replies
 * @property {number} undated
 * @property {number} repeated
 * @property {number} setAside
 * @property {number} known
 * @property {string} first
 * @property {string} last
 * @property {number} newMessages
 * @property {number} newReplies
 */

const WRONG = ["cut_off", "broken", "damaged", "overlap", "bomb", "password", "packing", "unreadable"];
const FOUND = ["empty", "empty_list", "list", "too_large", "members", "page", "table", "text", "packed", "binary", "utf16"];

/** @param {any} raw @returns {Found[]} */
export const readFound = (raw) =>
  list(raw).map((found) => ({
    name: text(found?.name),
    messages: count(found?.messages) ?? 0,
    replies: count(found?.replies) ?? 0,
    undated: count(found?.undated) ?? 0,
    repeated: count(found?.repeated) ?? 0,
    setAside: count(found?.set_aside) ?? 0,
    known: count(found?.known) ?? 0,
    first: isDay(found?.first) ? found.first : "",
    last: isDay(found?.last) ? found.last : "",
    newMessages: count(found?.new_messages) ?? 0,
    newReplies: count(found?.new_replies) ?? 0,
  }));

/**
 * Why a file cannot be read: what was found, where, and what to do.
 * @param {any} wrong
 * @param {Words} words
 * @param {(count: number) => string} number
 */
export function wrongSentence(wrong, { t }, number) {
  const [entry, reason] = [text(wrong?.entry), text(wrong?.reason)];
  const megabytes = (/** @type {any} */ bytes) => number(Math.round((count(bytes) ?? 0) / 1e6));
  let says = "";
  if (WRONG.includes(reason)) {
    says = t(`import_wrong_${reason}`, { at: number(count(wrong.at) ?? 0), size: megabytes(wrong.size), packed: megabytes(wrong.packed) });
  } else {
    const found = FOUND.includes(wrong?.found) ? t(`import_found_${wrong.found}`, { names: apart(text(wrong.names)) }) : "";
    says = wrong?.zipped ? [t("import_wrong_none"), found && t("import_last_file", { found })].join(" ").trim() : [found, t("import_wrong_unknown")].join(" ").trim();
  }
  return entry ? t("import_in_part", { part: apart(entry), says }) : says;
}

/**
 * A service's figures as pairs of a name and what stands beside it; what is none is left out.
 * @param {Found} found
 * @param {Words} words
 * @param {{ count: (count: number) => string, span: (first: string, last: string) => string, atLong: (day: string) => string }} format
 * @returns {[string, string][]}
 */
export function figuresOf(found, { t }, format) {
  /** @type {[string, number][]} */
  const more = [
    [t("import_known"), found.known],
    [t("import_repeated"), found.repeated],
    [t("import_undated"), found.undated],
    [t("import_set_aside"), found.setAside],
  ];
  const days = found.first === found.last ? found.first && format.atLong(found.first) : format.span(found.first, found.last);
  return [
    [t("row_messages"), format.count(found.messages)],
    [t("import_replies"), format.count(found.replies)],
    ...(days ? [/** @type {[string, string]} */ ([t("import_days"), days])] : []),
    ...more.filter(([, many]) => many > 0).map(([name, many]) => /** @type {[string, string]} */ ([name, format.count(many)])),
  ];
}
