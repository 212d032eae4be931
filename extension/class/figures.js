// @ts-check
// What the class page shows of a class: means with their interval, the energy band, totals, "what if", and, once it is closed,
// how the totals are made up. Each drawing has its table, its picture and its file.
import { CATEGORIES } from "../ui/ask.js";
import { rangeFields, rangeHead } from "../ui/csv.js";
import { button, SITES, WEEKS } from "../ui/class.js";
import { element } from "../ui/dom.js";
import { save } from "../ui/save.js";
import { drawAtWidth, makePanel } from "../dashboard/panel.js";
import { rowChart } from "../dashboard/rows.js";

/** @typedef {import("../class.js").ClassShown} Shown */
/** @typedef {import("../class.js").Figures} Figures */
/** @typedef {import("../class.js").Estimate} Estimate */
/** @typedef {import("../ui/i18n.js").Words} Words */
/** @typedef {import("../ui/class.js").Format} Format */
/** @typedef {import("../dashboard/panel.js").Panel} Panel */

let forget = () => {};

/** Numbers of a class as its pages write them. @param {Words} words */
export function numbers({ locale, t }) {
  const two = { maximumSignificantDigits: 2 };
  const plain = new Intl.NumberFormat(locale, two);
  const signed = new Intl.NumberFormat(locale, { ...two, signDisplay: "exceptZero" });
  const percent = { style: /** @type {const} */ ("percent"), maximumFractionDigits: 1 };
  const share = new Intl.NumberFormat(locale, percent);
  const points = new Intl.NumberFormat(locale, { ...percent, signDisplay: "exceptZero" });
  /** @param {Estimate | null} estimate @param {(value: number) => string} say */
  const between = (estimate, say) =>
    estimate ? t("class_mean", { mean: say(estimate.mean), low: say(estimate.low), high: say(estimate.high) }) : "–";
  return {
    /** @param {Estimate | null} value @param {boolean} [change] */
    mean: (value, change) => between(value, (change ? signed : plain).format),
    /** @param {Estimate | null} value @param {boolean} [change] */
    share: (value, change) => between(value, (change ? points : share).format),
    /** @param {Estimate | null} value @param {boolean} [change] */
    wh: (value, change) => between(value, (wh) => t("unit_watt_hour", { value: (change ? signed : plain).format(wh) })),
    /** Whether a change is more than chance. @param {Estimate} change */
    verdict: ({ low, high }) => t(low > 0 ? "class_more" : high < 0 ? "class_fewer" : "class_chance"),
  };
}

/** @param {Estimate} estimate @returns {import("../ui/ask.js").Range} */
const asRange = ({ mean, low, high }) => ({ low: Math.max(low, 0), central: Math.max(mean, 0), high: Math.max(high, 0) });

/**
 * @param {HTMLElement} box
 * @param {Shown} shown
 * @param {Words} words
 * @param {Format} format
 */
export function drawFigures(box, shown, words, format) {
  forget();
  const { plan, figures } = shown;
  box.hidden = !figures;
  if (!figures) return box.replaceChildren();
  const { t, plural } = words;
  const file = plan.baseline.first;
  const around = {
    words,
    file,
    foot: `Merciwatt · ${plan.label} · ${plural("class_pupils", figures.pupils, { count: format.count(figures.pupils) })}`,
    noteHead: ["pupils"],
    note: [figures.pupils],
  };
  const panels = [...bands(figures, words, format), totals(figures, words, format), whatIf(figures, words, format), ...breakdown(shown, words, format)];
  const made = panels.map((panel) => ({ panel, ...makePanel(panel, around) }));
  // A table without a drawing is the thing itself and stands open.
  for (const { panel, section } of made) if (!panel.draw) section.querySelector("details")?.setAttribute("open", "");
  const { verdict } = numbers(words);
  box.replaceChildren(
    element("h3", {}, plural("class_pupils", figures.pupils, { count: format.count(figures.pupils) })),
    element("p", { class: "quiet" }, t("class_mean_says")),
    element("p", {}, t("class_verdict", { verdict: verdict(figures.change.messages) })),
    ...(figures.mixed_data ? [element("p", { class: "small" }, t("class_mixed"))] : []),
    element(
      "div",
      { class: "acts" },
      button(t("class_poster"), () => print(), { id: "print" }),
      button(t("class_json"), () => {
        const { label, baseline, awareness } = plan;
        const all = { label, baseline, awareness, figures, breakdown: shown.breakdown };
        save(new Blob([JSON.stringify(all, null, 2)], { type: "application/json" }), `merciwatt-class-${file}.json`);
      }, { id: "json" }),
    ),
    ...made.map(({ section }) => section),
  );
  forget = drawAtWidth(made.filter(({ panel }) => panel.draw));
}

/** Means with their interval, a week beside the other. @param {Figures} figures @param {Words} words @param {Format} format @returns {Panel[]} */
function bands(figures, words, format) {
  const { t, direction } = words;
  const say = numbers(words);
  const kinds = /** @type {const} */ ([
    ["messages", "class_messages", say.mean],
    ["courtesy_total", "class_courtesies", say.mean],
    ["courtesy_only_share", "class_share", say.share],
    ["wh", "class_wh", say.wh],
  ]);
  return kinds.map(([key, title, write]) => {
    const rows = WEEKS.map((week) => ({ week, value: figures[week].per_pupil[key] }));
    const draw = (/** @type {number} */ width) =>
      rowChart(
        {
          title: t(title),
          desc: t("desc_bands"),
          rtl: direction === "rtl",
          rows: rows.flatMap(({ week, value }) => (value ? [{ name: t(`class_${week}`), said: write(value), value: asRange(value) }] : [])),
        },
        width,
      );
    const all = [...rows, { week: "change", value: figures.change[key] }];
    return {
      id: key,
      title: t(title),
      draw,
      table: () => ({
        head: [t("what"), t("number")],
        rows: all.map(({ week, value }) => [t(`class_${week}`), write(value, week === "change")]),
        fileHead: ["week", "mean", "low", "high"],
        fileRows: all.map(({ week, value }) => [week, ...(value ? [value.mean, value.low, value.high] : [null, null, null])]),
      }),
    };
  });
}

/** @param {Figures} figures @param {Words} words @param {Format} format @returns {Panel} */
function totals(figures, { t }, format) {
  const counts = /** @type {const} */ ([
    ["messages", "row_messages"],
    ["replies", "replies"],
    ["courtesy_total", "row_courtesies"],
    ["courtesy_only", "row_courtesy_only"],
    ["days", "class_days"],
    ["days_doubtful", "class_days_doubtful"],
  ]);
  const ranges = /** @type {const} */ ([
    ["wh", "row_energy", format.energy],
    ["led_minutes", "in_led", format.light],
    ["courtesy_only_wh", "only_alone", format.energy],
    ["courtesy_only_led_minutes", "only_cost", format.light],
  ]);
  const said = ({ about, between } = format.energy({ low: 0, central: 0, high: 0 })) => (between ? t("range_sentence", { about, between }) : about);
  return {
    id: "totals",
    title: t("class_totals"),
    wide: true,
    table: () => ({
      head: [t("what"), ...WEEKS.map((week) => t(`class_${week}`))],
      rows: [
        ...counts.map(([key, name]) => [t(name), ...WEEKS.map((week) => format.count(figures[week][key]))]),
        ...ranges.map(([key, name, write]) => [t(name), ...WEEKS.map((week) => said(write(figures[week][key])))]),
      ],
      fileHead: ["week", ...counts.map(([key]) => key), ...ranges.flatMap(([key]) => rangeHead(key))],
      fileRows: WEEKS.map((week) => [week, ...counts.map(([key]) => figures[week][key]), ...ranges.flatMap(([key]) => rangeFields(figures[week][key]))]),
    }),
  };
}

/** @param {Figures} figures @param {Words} words @param {Format} format @returns {Panel} */
function whatIf(figures, words, format) {
  const { t } = words;
  const rows = figures.what_if.flatMap((what) => WEEKS.map((week) => ({ week, people: what.people, of: what[week] })));
  return {
    id: "what-if",
    title: t("class_what_if"),
    says: t("class_what_if_says"),
    wide: true,
    table: () => ({
      head: [t("class_people"), t("in_wh"), t("only_cost")],
      rows: rows.map(({ week, people, of }) => [
        `${format.count(people)} · ${t(`class_${week}`)}`,
        format.sentence("wh", of.wh),
        format.sentence("led", of.courtesy_only_led_minutes),
      ]),
      fileHead: ["people", "week", ...rangeHead("messages"), ...rangeHead("wh"), ...rangeHead("led_minutes"), ...rangeHead("courtesy_only_wh"), ...rangeHead("courtesy_only_led_minutes")],
      fileRows: rows.map(({ week, people, of }) => [
        people,
        week,
        ...rangeFields({ low: of.messages.low, central: of.messages.mean, high: of.messages.high }),
        ...[of.wh, of.led_minutes, of.courtesy_only_wh, of.courtesy_only_led_minutes].flatMap(rangeFields),
      ]),
    }),
  };
}

/** What a closed class tells of its make-up; what is hidden says so. @param {Shown} shown @param {Words} words @param {Format} format @returns {Panel[]} */
function breakdown({ breakdown: parts }, { t }, format) {
  if (!parts) return [];
  const cell = (/** @type {number | null | undefined} */ value) => (typeof value === "number" ? format.count(value) : t("class_hidden"));
  /** @param {string} id @param {string} title @param {[string, string, (week: import("../class.js").Breakdown) => number | null | undefined][]} rows */
  const panel = (id, title, rows) => ({
    id,
    title,
    table: () => ({
      head: [t("what"), ...WEEKS.map((week) => t(`class_${week}`))],
      rows: rows.map(([, name, of]) => [name, ...WEEKS.map((week) => cell(of(parts[week])))]),
      fileHead: ["what", ...WEEKS],
      fileRows: rows.map(([key, , of]) => [key, ...WEEKS.map((week) => of(parts[week]) ?? null)]),
    }),
  });
  return [
    panel("kinds", t("kinds_heading"), CATEGORIES.map((kind) => [kind, t(`kind_${kind}`), (week) => week.courtesy[kind]])),
    panel("sites", t("class_sites"), SITES.map(([site, name]) => [site, t(name), (week) => week.sites[site]])),
    panel(
      "spread",
      t("class_spread"),
      parts.baseline.messages.map(({ from, to }, index) => [
        to === null ? `${from}+` : `${from}-${to}`,
        to === null ? t("from", { count: format.count(from) }) : from === to ? format.count(from) : t("class_from_to", { from: format.count(from), to: format.count(to) }),
        (week) => week.messages[index]?.pupils,
      ]),
    ),
  ];
}

export { asRange };
