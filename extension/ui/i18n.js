// @ts-check
// Words in the reader's language. The build lays them out from `_locales`; they are not read through the browser's own
// call, because that call knows neither plurals nor a language other than the browser's.
import { browserLanguage, fileUrl } from "./browser.js";

/** @typedef {Record<string, string>} Messages */
/** @typedef {Record<string, string>} Args */
/**
 * @typedef {object} Words
 * @property {string} language the language the words are in, as a BCP 47 tag
 * @property {string} locale the tag for numbers and dates: the words' language, with the reader's region if it fits
 * @property {"ltr" | "rtl"} direction
 * @property {(key: string, args?: Args) => string} t
 * @property {(key: string, count: number, args?: Args) => string} plural
 */

/** The folders of `_locales`, the fallback first. A test compares this list with the folders. */
export const LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "ar", "zh", "ja"];

const RIGHT_TO_LEFT = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/**
 * The first of the wanted languages that exists, by its whole tag and then by its first part.
 * @param {(string | null | undefined)[]} wanted most wanted first
 * @param {string[]} [available]
 * @returns {{ folder: string, language: string, locale: string }}
 */
export function chooseLanguage(wanted, available = LANGUAGES) {
  for (const tag of wanted) {
    const canonical = tag ? canonicalTag(tag) : null;
    if (!canonical) continue;
    const parts = canonical.split("-");
    for (let length = parts.length; length > 0; length--) {
      const folder = parts.slice(0, length).join("_");
      if (!available.includes(folder)) continue;
      return { folder, language: folder.replaceAll("_", "-"), locale: canonical };
    }
  }
  const folder = available[0] ?? "en";
  return { folder, language: folder, locale: folder };
}

/**
 * @param {string} tag
 * @returns {string | null} null when it is no language tag at all
 */
function canonicalTag(tag) {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {string} language
 * @returns {"ltr" | "rtl"}
 */
export function directionOf(language) {
  return RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}

/**
 * Puts named arguments into a message in the WebExtension format: `$NAME$`, case-insensitive, `$$` for a dollar.
 * @param {string} message
 * @param {Args} args by placeholder name, lower case
 */
export function fill(message, args) {
  return message.replace(/\$(?:([a-z0-9_@]+)\$|\$)/gi, (whole, name) => {
    if (name === undefined) return "$";
    return args[name.toLowerCase()] ?? whole;
  });
}

/**
 * Words over loaded messages. A missing key shows as the key itself: visible, and harmless.
 * @param {{ language: string, locale: string, messages: Messages }} source
 * @returns {Words}
 */
export function makeWords({ language, locale, messages }) {
  const rules = new Intl.PluralRules(locale);
  /** @type {Words["t"]} */
  const t = (key, args = {}) => {
    const message = messages[key];
    return message === undefined ? key : fill(message, args);
  };
  /** @type {Words["plural"]} */
  const plural = (key, count, args = {}) => {
    const exact = `${key}_${rules.select(count)}`;
    return t(exact in messages ? exact : `${key}_other`, args);
  };
  return { language, locale, direction: directionOf(language), t, plural };
}

/** A file of texts that ships with the extension. @param {string} path from its root @returns {Promise<any>} */
export const loadJson = async (path) => (await fetch(fileUrl(path))).json();

/**
 * Loads the words of the language chosen in the settings, else the browser's, else English.
 * @param {string | null | undefined} chosen
 * @returns {Promise<Words>}
 */
export async function loadWords(chosen) {
  const { folder, language, locale } = chooseLanguage([chosen, browserLanguage()]);
  const [keys, texts] = await Promise.all(["keys", folder].map((name) => loadJson(`words/${name}.json`)));
  // A form that this language does not have is 0.
  const known = keys.map((/** @type {string} */ key, /** @type {number} */ at) => [key, texts[at]]);
  const messages = Object.fromEntries(known.filter((/** @type {[string, unknown]} */ [, text]) => text));
  return makeWords({ language, locale, messages });
}

/**
 * Writes the words into a page: `data-i18n` fills an element's text, `data-i18n-label` its accessible name.
 * @param {Document} page
 * @param {Words} words
 */
export function writeWords(page, words) {
  page.documentElement.lang = words.language;
  page.documentElement.dir = words.direction;
  for (const element of page.querySelectorAll("[data-i18n]")) {
    element.textContent = words.t(element.getAttribute("data-i18n") ?? "");
  }
  for (const element of page.querySelectorAll("[data-i18n-label]")) {
    element.setAttribute("aria-label", words.t(element.getAttribute("data-i18n-label") ?? ""));
  }
}
