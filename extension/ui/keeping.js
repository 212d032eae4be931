// @ts-check
// How long messages and days are kept. Before a shorter time is stored, the page says what it will erase.
import { askPeriod } from "./ask_period.js";
import { addDays } from "./calendar.js";
import { select } from "./choices.js";
import { at } from "./dom.js";
import { lock } from "./school.js";

/** Days that are kept; the core has the same, and a test compares them. @type {Record<string, number>} */
export const KEEPS = { "3_years": 3 * 365 + 1, "1_year": 366, "90_days": 90 };

/** Whether one choice erases more than the other. Pure. @param {string} wanted @param {string} kept */
export const isShorter = (wanted, kept) => (KEEPS[wanted] ?? Infinity) < (KEEPS[kept] ?? Infinity);

/**
 * @param {import("./i18n.js").Words} words
 * @param {ReturnType<typeof import("./format.js").makeFormat>} format
 * @param {string} kept
 * @param {import("./choices.js").Keep} set
 * @param {string} [longest] what a school allows
 */
export function drawKeeping({ t, plural }, format, kept, set, longest = "") {
  const asked = at("keep-ask");
  let wanted = kept;
  const options = Object.keys(KEEPS).map((keep) => /** @type {[string, string]} */ ([keep, t(`keep_${keep}`)]));
  const field = select("keep", [["", t("keep_all")], ...options], kept, async (value) => {
    wanted = value;
    asked.hidden = true;
    if (!isShorter(wanted, kept)) return store();
    const says = await means(value);
    if (value !== wanted) return;
    at("keep-means").textContent = says;
    // The focus stays: who chooses with the arrow keys may be on the way to another line.
    asked.hidden = false;
  });
  if (longest) {
    lock([...field.options].filter(({ value }) => isShorter(longest, value)), at("keep-says"), t("school_set"));
  }

  /** What a choice will erase. @param {string} keep */
  async function means(keep) {
    const now = await askPeriod({ week: "this" });
    if (!now.ok) return t("keep_erases_unknown");
    const first = addDays(now.period.today, -(KEEPS[keep] ?? 0));
    const old = await askPeriod({ last: addDays(first, -1) });
    if (!old.ok) return t("keep_erases_unknown");
    const { messages } = old.period.total;
    const said = { date: format.sourceDate(first), count: format.count(messages) };
    return messages > 0 ? plural("keep_erases", messages, said) : t("keep_erases_none", { date: said.date });
  }

  async function store() {
    asked.hidden = true;
    if (await set({ keep: wanted || null })) kept = wanted;
    else field.value = kept;
  }
  const leave = () => {
    field.value = wanted = kept;
    asked.hidden = true;
    field.focus();
  };
  at("keep-yes").addEventListener("click", () => {
    field.focus();
    void store();
  });
  at("keep-no").addEventListener("click", leave);
  asked.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
}
