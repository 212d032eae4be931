// @ts-check
// Today's tally on chatbots' pages, where a person has switched it on. The words are put together here, because a page's
// script cannot read our language files. A page is told no figure, only that something has changed: its script then asks.
import { makeFormat } from "./ui/format.js";
import { loadWords } from "./ui/i18n.js";

/**
 * What `pill.js` shows.
 * @param {{ messages: number, wh: import("./ui/format.js").Range, language: string | null, corner: number | null,
 *   composer: string, send: string }} tally as the core tells it
 */
export async function inWords({ messages, wh, language, corner, composer, send }) {
  const words = await loadWords(language);
  const { t, plural, direction } = words;
  const format = makeFormat(words);
  const count = format.count(messages);
  const { about, between } = format.energy(wh);
  const said = plural("site_messages", messages, { count });
  return {
    lang: words.language,
    dir: direction,
    corner: corner ?? (direction === "rtl" ? 1 : 0),
    avoid: [composer, send].filter(Boolean).join(),
    line: t("pill_line", { count, energy: about }),
    name: t("pill_name", { messages: said, energy: format.sentence("wh", wh) }),
    today: t("pill_today"),
    says: [said, about, between ?? ""].map(format.capital),
    keys: t("pill_keys"),
    hide: t("pill_hide"),
    hidden: t("pill_hidden"),
  };
}

/**
 * Tells the tally's script in open pages that something has changed. Others ask when they are looked at again.
 * @param {object} [which] tabs; without it, those in front in their windows
 */
export async function nudge(which = { active: true }) {
  const { origins } = await chrome.permissions.getAll();
  for (const { id } of origins?.length ? await chrome.tabs.query({ url: origins, ...which }) : []) {
    if (id === undefined) continue;
    const func = () => /** @type {any} */ (globalThis).merciwatt?.ask();
    chrome.scripting.executeScript({ target: { tabId: id }, func }).catch(() => {});
  }
}
