// @ts-check
// Which panels a period has, and what each of them shows. Figures come from the background; here they are only put in
// order, divided among their number, and given words.
import { CATEGORIES } from "../ui/ask.js";
import { FILE_UNIT, rangeFields, rangeHead } from "../ui/csv.js";
import { times } from "../ui/ask_period.js";
import { apart } from "../ui/svg.js";
import { rowChart } from "./rows.js";
import { each, plus } from "./series.js";
import { calendarPanel, hoursPanel, overTime } from "./time.js";

/** @typedef {import("../ui/ask_period.js").Period} Period */
/** @typedef {import("../ui/ask_period.js").Part} Part */
/** @typedef {import("../ui/format.js").Unit} Unit */
/** @typedef {import("./panel.js").Panel} Panel */
/** @typedef {{ words: import("../ui/i18n.js").Words, format: ReturnType<typeof import("../ui/format.js").makeFormat>, unit: Unit, rtl: boolean }} View */

/** More models than these are drawn together; the table has them all. */
const MODELS = 8;

/**
 * @param {Period} period
 * @param {View} view
 * @returns {Panel[]}
 */
export function panelsOf(period, view) {
  const calendar = calendarPanel(period, view);
  return [
    ...overTime(period, view),
    calendar?.wide ? calendar : null,
    courtesyPanel(period, view),
    languagesPanel(period, view),
    courtesyOnlyPanel(period, view),
    sitesPanel(period, view),
    modelsPanel(period, view),
    hoursPanel(period, view),
    repliesPanel(period, view),
    lengthsPanel(period, view),
    calendar?.wide ? null : calendar,
  ].filter((panel) => panel !== null);
}

/** @param {Period} period @param {View} view @returns {Panel} */
function courtesyPanel({ total }, { words: { t }, format, rtl }) {
  const title = t("kinds_heading");
  const rows = CATEGORIES.map((category) => ({ key: category, name: t(`kind_${category}`), value: total.courtesy[category] }));
  const sorted = [...rows].sort((one, other) => other.value - one.value).filter(({ value }) => value > 0);
  return {
    id: "courtesy",
    title,
    says: sorted.length > 0 ? t("courtesy_says") : t("courtesy_none"),
    ...(sorted.length > 0 && {
      draw: (/** @type {number} */ width) =>
        rowChart({ title, desc: t("desc_rows"), rtl, rows: sorted.map((row) => ({ ...row, said: format.count(row.value) })) }, width),
    }),
    table: () => ({
      head: [t("kind"), t("row_courtesies")],
      rows: rows.map(({ name, value }) => [name, format.count(value)]),
      fileHead: ["category", "phrases"],
      fileRows: rows.map(({ key, value }) => [key, value]),
    }),
  };
}

/** @param {Period} period @param {View} view @returns {Panel | null} */
function languagesPanel({ languages }, { words: { t, locale }, format, rtl }) {
  if (languages.length === 0) return null;
  const title = t("languages_heading");
  const name = new Intl.DisplayNames(locale, { type: "language" });
  const rows = languages
    .map(({ language, courtesies }) => ({ key: language, name: format.capital(language ? (name.of(language) ?? language) : t("languages_any")), value: courtesies }))
    .sort((one, other) => other.value - one.value);
  return {
    id: "languages",
    title,
    says: t("languages_say"),
    draw: (width) =>
      rowChart({ title, desc: t("desc_rows"), rtl, rows: rows.map((row) => ({ ...row, said: format.count(row.value) })) }, width),
    table: () => ({
      head: [t("language"), t("row_courtesies")],
      rows: rows.map(({ name, value }) => [name, format.count(value)]),
      fileHead: ["language", "phrases"],
      fileRows: rows.map(({ key, value }) => [key, value]),
    }),
  };
}

/** Energy where an amount is kept without its site: carbon and water need the site's grid. @param {Unit} unit @returns {"wh" | "led"} */
const plain = (unit) => (unit === "led" ? "led" : "wh");

/** @param {Period} period @param {View} view @returns {Panel} */
function courtesyOnlyPanel({ total }, { words: { t, plural }, format, unit, rtl }) {
  const shown = plain(unit);
  const title = t("only_heading");
  const rows = [
    { key: "all", name: t("only_all"), messages: total.messages, used: total.used[shown] },
    { key: "courtesy_only", name: t("only_alone"), messages: total.courtesyOnly, used: total.only[shown] },
  ];
  const share = total.messages > 0 ? format.share(total.courtesyOnly / total.messages) : "";
  return {
    id: "courtesy-alone",
    title,
    says: [
      total.courtesyOnly > 0 ? plural("only_says", total.courtesyOnly, { count: format.count(total.courtesyOnly), share }) : t("only_none"),
      ...(shown === unit ? [] : [t("energy_here")]),
    ].join(" "),
    draw: (width) =>
      rowChart(
        { title, desc: t("desc_rows"), rtl, rows: rows.map((row) => ({ name: row.name, said: format.sentence(shown, row.used), value: row.used })) },
        width,
      ),
    table: () => ({
      head: [t("what"), t("row_messages"), t(`in_${shown}`)],
      rows: rows.map(({ name, messages, used }) => [name, format.count(messages), format.sentence(shown, used)]),
      fileHead: ["messages_of", "messages", ...rangeHead(FILE_UNIT[shown])],
      fileRows: rows.map(({ key, messages, used }) => [key, messages, ...rangeFields(used)]),
    }),
  };
}

/** @param {Period} period @param {View} view @returns {Panel} */
function sitesPanel({ sites }, { words: { t, plural }, format, unit, rtl }) {
  const title = t("by_site");
  const sorted = [...sites].sort((one, other) => other.sums.messages - one.sums.messages);
  return {
    id: "sites",
    title,
    draw: (width) =>
      rowChart(
        {
          title,
          desc: t("desc_rows"),
          rtl,
          rows: sorted.map(({ name, sums }) => ({
            name: t("named_count", { name: apart(name), count: plural("site_messages", sums.messages, { count: format.count(sums.messages) }) }),
            said: format.sentence(unit, sums.used[unit]),
            value: sums.used[unit],
          })),
        },
        width,
      ),
    table: () => ({
      head: [t("site"), t("row_messages"), t("replies"), t("row_courtesies"), t("row_courtesy_only"), t(`in_${unit}`)],
      rows: sorted.map(({ name, sums }) => [
        name,
        ...[sums.messages, sums.replies, sums.courtesies, sums.courtesyOnly].map((count) => format.count(count)),
        format.sentence(unit, sums.used[unit]),
      ]),
      fileHead: ["site", "grid_zone", "messages", "replies", "courtesies", "courtesy_only", ...rangeHead(FILE_UNIT[unit])],
      fileRows: sorted.map(({ name, zone, sums }) => [
        name, zone, sums.messages, sums.replies, sums.courtesies, sums.courtesyOnly, ...rangeFields(sums.used[unit]),
      ]),
    }),
  };
}

/** @param {Period} period @param {View} view @returns {Panel | null} */
function modelsPanel({ models, ledPerWh }, { words: { t, plural }, format, unit, rtl }) {
  if (models.length === 0) return null;
  const shown = plain(unit);
  const title = t("by_model");
  const used = (/** @type {Part} */ { wh }) => (shown === "led" ? times(wh, ledPerWh) : wh);
  const named = (/** @type {Part} */ { name }) => name || t("model_unknown");
  const sorted = [...models].sort((one, other) => other.messages - one.messages);
  const rest = sorted.slice(MODELS);
  const drawn = sorted.slice(0, MODELS).map((part) => ({ ...part, name: named(part) }));
  if (rest.length > 0) {
    drawn.push(
      rest.reduce(
        (sum, part) => ({ ...sum, messages: sum.messages + part.messages, wh: plus(sum.wh, part.wh) }),
        { name: t("model_others"), messages: 0, replies: 0, wh: { low: 0, central: 0, high: 0 } },
      ),
    );
  }
  return {
    id: "models",
    title,
    says: shown === unit ? t("models_say") : `${t("models_say")} ${t("energy_here")}`,
    draw: (width) =>
      rowChart(
        {
          title,
          desc: t("desc_rows"),
          rtl,
          rows: drawn.map((part) => ({
            name: t("named_count", { name: apart(part.name), count: plural("site_messages", part.messages, { count: format.count(part.messages) }) }),
            said: format.sentence(shown, used(part)),
            value: used(part),
          })),
        },
        width,
      ),
    table: () => ({
      head: [t("model"), t("row_messages"), t("replies"), t(`in_${shown}`)],
      rows: sorted.map((part) => [named(part), format.count(part.messages), format.count(part.replies), format.sentence(shown, used(part))]),
      fileHead: ["model", "messages", "replies", ...rangeHead(FILE_UNIT[shown])],
      fileRows: sorted.map((part) => [part.name, part.messages, part.replies, ...rangeFields(used(part))]),
    }),
  };
}

/** @param {Period} period @param {View} view @returns {Panel} */
function repliesPanel({ total }, { words: { t }, format, rtl }) {
  const title = t("replies_heading");
  const rows = [
    { key: "messages", name: t("row_messages"), value: total.messages },
    { key: "replies", name: t("replies"), value: total.replies },
  ];
  return {
    id: "replies",
    title,
    says: t("replies_say"),
    draw: (width) =>
      rowChart({ title, desc: t("desc_rows"), rtl, rows: rows.map((row) => ({ ...row, said: format.count(row.value) })) }, width),
    table: () => ({
      head: [t("what"), t("number")],
      rows: rows.map(({ name, value }) => [name, format.count(value)]),
      fileHead: ["what", "number"],
      fileRows: rows.map(({ key, value }) => [key, value]),
    }),
  };
}

/** @param {Period} period @param {View} view @returns {Panel | null} */
function lengthsPanel({ lengths, ledPerWh }, { words: { t, plural }, format, unit, rtl }) {
  const shown = plain(unit);
  const title = t("lengths_heading");
  const classes = lengths.map((part, index) => {
    const [from, to] = [format.count(Number(part.name)), format.count(Number(lengths[index + 1]?.name ?? 0))];
    const name =
      index === 0 ? t("tokens_under", { to }) : index === lengths.length - 1 ? t("tokens_over", { from }) : t("tokens_between", { from, to });
    const mean = each(shown === "led" ? times(part.wh, ledPerWh) : part.wh, part.replies);
    return { key: part.name, name, replies: part.replies, mean };
  });
  const drawn = classes.flatMap(({ mean, ...part }) => (mean ? [{ ...part, mean }] : []));
  if (drawn.length === 0) return null;
  return {
    id: "lengths",
    title,
    says: t("lengths_say"),
    draw: (width) =>
      rowChart(
        {
          title,
          desc: t("desc_rows"),
          rtl,
          rows: drawn.map(({ name, replies, mean }) => ({
            name: t("named_count", { name, count: plural("reply_count", replies, { count: format.count(replies) }) }),
            said: format.sentence(shown, mean),
            value: mean,
          })),
        },
        width,
      ),
    table: () => ({
      head: [t("tokens_before"), t("replies"), t("per_reply")],
      rows: classes.map(({ name, replies, mean }) => [name, format.count(replies), mean ? format.sentence(shown, mean) : "–"]),
      fileHead: ["from_tokens", "replies", ...rangeHead(`${FILE_UNIT[shown]}_per_reply`)],
      fileRows: classes.map(({ key, replies, mean }) => [Number(key), replies, ...rangeFields(mean)]),
    }),
  };
}
