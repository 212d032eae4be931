// @ts-check
// Stored records that cannot be read, in one sentence that names them.
import { isDay } from "./calendar.js";

/**
 * @param {HTMLElement} place
 * @param {string[]} damaged as the background names them: `days:2026-11-24`
 * @param {import("./i18n.js").Words} words
 * @param {ReturnType<typeof import("./format.js").makeFormat>} format
 */
export function drawDamaged(place, damaged, { t, locale }, format) {
  const names = damaged.map((name) => {
    const [store = "", key = ""] = name.split(/:(.*)/s);
    if (store === "messages") return t("damaged_message");
    if (store === "meta") return t("damaged_choices");
    return isDay(key) ? format.sourceDate(key) : key;
  });
  const list = new Intl.ListFormat(locale, { type: "unit" }).format([...new Set(names)]);
  place.textContent = names.length > 0 ? t("damaged_says", { list }) : "";
  place.hidden = names.length === 0;
}
