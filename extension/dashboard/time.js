// @ts-check
// Panels over time: days or months one after the other, the calendar of shades, the hours of the day.
import { FILE_UNIT, rangeFields, rangeHead } from "../ui/csv.js";
import { element } from "../ui/dom.js";
import { LADDERS, measure } from "../ui/format.js";
import { columns, pointer } from "./columns.js";
import { heatMap } from "./heat.js";
import { seriesOf } from "./series.js";

/** @typedef {import("./panels.js").View} View */
/** @typedef {import("./panel.js").Panel} Panel */
/** @typedef {import("../ui/ask_period.js").Period} Period */
/** @typedef {ReturnType<typeof columns>} Drawn */

/** Shorter periods are seen at a glance in the columns. */
const CALENDAR_FROM = 15;
/** Weeks of so many days have room in one of two columns. */
const HALF = 130;

/** Messages, and energy with its ranges: two panels, one pointer each. @param {Period} period @param {View} view @returns {Panel[]} */
export function overTime(period, { words: { t, plural }, format, unit, rtl }) {
  const { unit: step, series } = seriesOf(period);
  if (series.length < 2) return [];
  const labels = series.map(({ at }) => format.at(at));
  const doubtful = series.map((bar) => bar.doubtful);
  const doubt = (/** @type {boolean} */ is) => (is ? t("doubtful") : "");
  const most = measure(Math.max(...series.map(({ used }) => used[unit].high), 0), LADDERS[unit]).step;
  const scaled = (/** @type {number} */ value) => value / most.size;
  const doubts = doubtful.some(Boolean) ? ` ${t("doubt_mark")}` : "";

  const messages = (/** @type {number} */ at) => {
    const bar = series[at];
    if (!bar) return "";
    const count = plural("site_messages", bar.messages, { count: format.count(bar.messages) });
    return [t("at_day", { day: format.atLong(bar.at), said: count }), doubt(bar.doubtful)].filter(Boolean).join(" · ");
  };
  const energy = (/** @type {number} */ at) => {
    const bar = series[at];
    return bar ? t("at_day", { day: format.atLong(bar.at), said: format.sentence(unit, bar.used[unit]) }) : "";
  };
  /** @param {Panel} panel @param {(width: number) => Drawn} draw @param {(at: number) => string} say @returns {Panel} */
  const pointed = (panel, draw, say) => {
    /** @type {Drawn | null} */
    let drawn = null;
    const rail = element("div", { class: "rail" });
    const { slider, said, move, index } = pointer({
      label: t(step === "day" ? "point_day" : "point_month", { title: panel.title }),
      count: series.length,
      say,
      moved: (at) => drawn?.point(at),
    });
    return {
      ...panel,
      draw(width) {
        drawn = draw(width);
        drawn.point(index());
        const { picture, indexAt, side } = drawn;
        rail.style.setProperty("--side", `${side}px`);
        const look = (/** @type {PointerEvent} */ event) => move(indexAt(event.clientX - picture.getBoundingClientRect().left));
        picture.addEventListener("pointermove", look);
        picture.addEventListener("pointerdown", look);
        return picture;
      },
      more(box) {
        move(series.length - 1);
        rail.append(slider, said);
        box.append(rail);
      },
    };
  };
  const [countTitle, energyTitle] = [t(`messages_by_${step}`), t(`used_by_${step}`)];
  const first = t(step === "day" ? "day" : "month");
  return [
    pointed(
      {
        id: "days",
        title: countTitle,
        wide: true,
        ...(doubts && { says: doubts.trim() }),
        table: () => ({
          head: [first, t("row_messages"), t("replies"), t("row_courtesies"), t("row_courtesy_only"), t("note")],
          rows: series.map((bar) => [
            format.atLong(bar.at),
            ...[bar.messages, bar.replies, bar.courtesies, bar.courtesyOnly].map((count) => format.count(count)),
            doubt(bar.doubtful),
          ]),
          fileHead: [step, "messages", "replies", "courtesies", "courtesy_only", "doubtful"],
          fileRows: series.map((bar) => [bar.at, bar.messages, bar.replies, bar.courtesies, bar.courtesyOnly, bar.doubtful]),
        }),
      },
      (width) =>
        columns({ title: countTitle, desc: t("desc_columns"), rtl, labels, values: series.map((bar) => bar.messages), tick: format.count, doubtful }, width),
      messages,
    ),
    pointed(
      {
        id: "amounts",
        title: energyTitle,
        wide: true,
        says: t("bands_say") + doubts,
        table: () => ({
          head: [first, t(`in_${unit}`), t("note")],
          rows: series.map((bar) => [format.atLong(bar.at), format.sentence(unit, bar.used[unit]), doubt(bar.doubtful)]),
          fileHead: [step, ...rangeHead(FILE_UNIT[unit]), "doubtful"],
          fileRows: series.map((bar) => [bar.at, ...rangeFields(bar.used[unit]), bar.doubtful]),
        }),
      },
      (width) =>
        columns(
          {
            title: energyTitle,
            desc: t("desc_bands"),
            rtl,
            labels,
            values: series.map(({ used }) => ({
              low: scaled(used[unit].low),
              central: scaled(used[unit].central),
              high: scaled(used[unit].high),
            })),
            tick: (mark) => format.tick(mark, most),
            doubtful,
          },
          width,
        ),
      energy,
    ),
  ];
}

/** @param {Period} period @param {View} view @returns {Panel | null} */
export function calendarPanel(period, { words: { t }, format, rtl }) {
  const found = seriesOf(period);
  if (found.series.length < CALENDAR_FROM) return null;
  // Beyond a year and a half of days, weeks would be thinner than a line.
  const whole = found.unit === "day" && found.series.length > 540 ? seriesOf({ ...period, unit: "month" }) : found;
  const { unit, series } = whole;
  const title = t("calendar_heading");
  return {
    id: "calendar",
    title,
    says: t("calendar_says"),
    wide: unit === "day" && series.length > HALF,
    draw: (width) =>
      heatMap(
        {
          title,
          desc: t("desc_calendar"),
          rtl,
          unit,
          first: period.weekFirst,
          steps: series.map(({ at }) => at),
          counts: new Map(series.map(({ at, messages }) => [at, messages])),
          doubtful: new Set(series.filter((bar) => bar.doubtful).map(({ at }) => at)),
          words: {
            rowName: (row) => (unit === "day" ? format.weekday(row + period.weekFirst) : String(Number(series[0]?.at.slice(0, 4)) + row)),
            columnName: (at) => format.monthName(at),
            shades: (bounds) => [format.count(0), bounds.length > 0 ? t("from", { count: format.count(bounds.at(-1) ?? 0) }) : ""],
          },
        },
        width,
      ),
    table: () => ({
      head: [t(unit), t("row_messages")],
      rows: series.map(({ at, messages }) => [format.atLong(at), format.count(messages)]),
      fileHead: [unit, "messages"],
      fileRows: series.map(({ at, messages }) => [at, messages]),
    }),
  };
}

/** @param {Period} period @param {View} view @returns {Panel} */
export function hoursPanel({ hours }, { words: { t }, format, rtl }) {
  const title = t("by_hour");
  return {
    id: "hours",
    title,
    says: t("hours_say"),
    draw: (width) =>
      columns({ title, desc: t("desc_columns"), rtl, labels: hours.map((_, hour) => format.hour(hour)), values: hours, tick: format.count, tall: 130 }, width)
        .picture,
    table: () => ({
      head: [t("hour"), t("row_messages")],
      rows: hours.map((count, hour) => [format.hour(hour), format.count(count)]),
      fileHead: ["hour", "messages"],
      fileRows: hours.map((count, hour) => [hour, count]),
    }),
  };
}
