// @ts-check
// How figures become words. An estimate never shows more than two significant digits and always comes with its range;
// a count is exact. Pure: no page, no browser, no clock.

/** @typedef {import("./ask.js").Range} Range */
/** @typedef {import("./i18n.js").Words} Words */
/**
 * One step of a ladder of units: it is taken from `from` of itself upward.
 * @typedef {{ name: string, size: number, from: number }} Step
 */
/** @typedef {{ value: number, step: Step }} Measure */
/** @typedef {{ about: string, between: string | null }} Said `between` is null when there is nothing to span */

/** Watt-hours. @type {Step[]} */
export const ENERGY = [
  { name: "milliwatt_hour", size: 0.001, from: 0 },
  { name: "watt_hour", size: 1, from: 0.1 },
  { name: "kilowatt_hour", size: 1e3, from: 1 },
  { name: "megawatt_hour", size: 1e6, from: 1 },
  { name: "gigawatt_hour", size: 1e9, from: 1 },
];

/** Minutes of light. @type {Step[]} */
export const LIGHT = [
  { name: "second", size: 1 / 60, from: 0 },
  { name: "minute", size: 1, from: 1 },
  { name: "hour", size: 60, from: 2 },
  { name: "day", size: 1440, from: 2 },
  { name: "year", size: 525_960, from: 2 },
];

/** Grams of CO2 equivalent. @type {Step[]} */
export const CARBON = [
  { name: "milligram", size: 0.001, from: 0 },
  { name: "gram", size: 1, from: 0.1 },
  { name: "kilogram", size: 1e3, from: 1 },
  { name: "tonne", size: 1e6, from: 1 },
];

/** Millilitres of water. @type {Step[]} */
export const WATER = [
  { name: "millilitre", size: 1, from: 0 },
  { name: "litre", size: 1e3, from: 1 },
  { name: "cubic_metre", size: 1e6, from: 1 },
];

/** What an amount can be told in. @typedef {"wh" | "led" | "gco2e" | "water"} Unit */
/** @type {Record<Unit, Step[]>} */
export const LADDERS = { wh: ENERGY, led: LIGHT, gco2e: CARBON, water: WATER };
export const UNITS = /** @type {Unit[]} */ (Object.keys(LADDERS));

/** Below this much of the smallest unit, a figure is only said to be less. */
const LEAST = 0.01;

/**
 * Two significant digits, the most an estimate deserves.
 * @param {number} value
 */
export function round(value) {
  return value === 0 ? 0 : Number(value.toPrecision(2));
}

/**
 * @param {number} value in the ladder's base unit
 * @param {Step[]} ladder
 * @returns {Measure}
 */
export function measure(value, ladder) {
  const step = ladder.findLast(({ size, from }) => round(value / size) >= from) ?? /** @type {Step} */ (ladder[0]);
  return { value: round(value / step.size), step };
}

/**
 * A bound in the unit of the central value where it reads well there, else in its own.
 * @param {number} value
 * @param {Measure} central
 * @param {Step[]} ladder
 * @returns {Measure}
 */
function bound(value, central, ladder) {
  const [least, most] = ladder === LIGHT ? [0.5, 200] : [LEAST, 1000];
  const rounded = round(value / central.step.size);
  if (rounded === 0 || (rounded >= least && rounded < most)) return { value: rounded, step: central.step };
  return measure(value, ladder);
}

/**
 * @param {Measure} one
 * @param {Measure} other
 */
const alike = (one, other) => one.step === other.step && one.value === other.value;

/**
 * How one count differs from another, as a message key.
 * @param {number} now
 * @param {number} before
 * @returns {{ key: "change_more" | "change_fewer" | "change_same", by: number }}
 */
export function countChange(now, before) {
  const key = now > before ? "change_more" : now < before ? "change_fewer" : "change_same";
  return { key, by: Math.abs(now - before) };
}

/**
 * How one energy differs from another, as a message key. The central values are compared, in coarse words: both
 * weeks share the same unknowns, so their ratio is known better than either, but not to the percent.
 * @param {Range} now
 * @param {Range} before
 */
export function energyChange(now, before) {
  if (before.central === 0) return now.central === 0 ? "energy_same" : "energy_more";
  const ratio = now.central / before.central;
  if (ratio < 0.5) return "energy_under_half";
  if (ratio < 0.8) return "energy_less";
  if (ratio <= 1.25) return "energy_same";
  return ratio <= 2 ? "energy_more" : "energy_over_double";
}

/** Marks of the rulers: of light in minutes, of everything else from ten to ten. */
const SECONDS = [1, 10, 60, 600, 3600, 36_000, 345_600, 3_456_000, 31_557_600, 315_576_000, 3_155_760_000];
const TENS = Array.from({ length: 16 }, (_, power) => Number(`1e${power - 4}`));
/** What a ruler always shows. @type {Record<Unit, { from: number, to: number }>} */
const USUAL = { led: { from: 10, to: 36_000 }, wh: { from: 0.01, to: 100 }, gco2e: { from: 0.01, to: 100 }, water: { from: 0.1, to: 1000 } };

/**
 * Places a range on a logarithmic ruler, for light from ten seconds to ten hours unless the range reaches further.
 * The ruler stays the same from day to day, so that days can be compared by eye.
 * @param {Range} range in the unit's base: minutes, watt-hours, grams or millilitres
 * @param {Unit} [unit]
 * @returns {{ low: number, central: number, high: number, from: number, to: number,
 *   marks: { at: number, minutes: number }[] }} places from 0 to 1; the ruler's ends and marks in the unit's base
 */
export function ruler(range, unit = "led") {
  const [all, size, usual] = [unit === "led" ? SECONDS : TENS, unit === "led" ? 60 : 1, USUAL[unit]];
  const [low, central, high] = [range.low * size, range.central * size, range.high * size];
  const from = high === 0 ? usual.from : (all.findLast((mark) => mark <= Math.min(low, usual.from)) ?? /** @type {number} */ (all[0]));
  const to = all.find((mark) => mark >= Math.max(high, usual.to)) ?? high;
  const place = (/** @type {number} */ value) => (value <= from ? 0 : Math.min(1, Math.log(value / from) / Math.log(to / from)));
  const marks = all.filter((mark) => mark >= from && mark <= to);
  const every = Math.ceil(marks.length / 5);
  return {
    low: place(low),
    central: place(central),
    high: place(high),
    from: from / size,
    to: to / size,
    marks: marks
      .filter((_, index) => (marks.length - 1 - index) % every === 0)
      .map((mark) => ({ at: place(mark), minutes: mark / size })),
  };
}

/**
 * The reader's way of writing numbers, units and dates.
 * @param {Words} words
 */
export function makeFormat({ locale, t }) {
  const counts = new Intl.NumberFormat(locale);
  /** @param {number} value @param {Intl.NumberFormatOptions} [options] */
  const digits = (value, options) =>
    new Intl.NumberFormat(locale, {
      maximumSignificantDigits: 2,
      notation: value >= 1000 ? "compact" : "standard",
      ...options,
    }).format(value);

  /** @param {Measure} measured */
  const say = ({ value, step }) =>
    LIGHT.includes(step)
      ? digits(value, { style: "unit", unit: step.name, unitDisplay: "long" })
      : t(`unit_${step.name}`, { value: digits(value) });

  /** @param {Range} range @param {Step[]} ladder @returns {Said} */
  const sayRange = (range, ladder) => {
    const [smallest, usual] = /** @type {[Step, Step]} */ (/** @type {unknown} */ (ladder));
    const tiny = { value: LEAST, step: smallest };
    const isTiny = (/** @type {number} */ value) => value / smallest.size < LEAST;
    if (range.high === 0) return { about: say({ value: 0, step: usual }), between: null };
    if (isTiny(range.high)) return { about: t("less_than", { value: say(tiny) }), between: null };

    const central = measure(range.central, ladder);
    const about = isTiny(range.central) ? t("less_than", { value: say(tiny) }) : t("about", { value: say(central) });
    const low = isTiny(range.low) ? { value: 0, step: central.step } : bound(range.low, central, ladder);
    const high = bound(range.high, central, ladder);
    if (alike(low, high)) return { about, between: null };
    const lowSaid = low.step === high.step ? digits(low.value) : say(low);
    return { about, between: t("between", { low: lowSaid, high: say(high) }) };
  };

  /** @param {Intl.DateTimeFormatOptions} options */
  const dates = (options) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const hours = dates({ hour: "numeric" });
  const monthShort = dates({ month: "short", year: "2-digit" });
  const monthName = dates({ month: "short" });
  const monthLong = dates({ month: "long", year: "numeric" });
  const dayLong = dates({ weekday: "short", day: "numeric", month: "long", year: "numeric" });
  const weekdays = dates({ weekday: "short" });
  // Of a long span in Chinese, some browsers write the month as a name (十一月); the short one is what people write (11月).
  const fullSpan = dates({ day: "numeric", month: locale.startsWith("zh") ? "short" : "long", year: "numeric" });
  const dayAndMonth = dates({ day: "numeric", month: "short" });
  return {
    /** @param {number} value */
    count: (value) => counts.format(value),
    /** @param {Range} wh */
    energy: (wh) => sayRange(wh, ENERGY),
    /** @param {Range} minutes */
    light: (minutes) => sayRange(minutes, LIGHT),
    /** A range in any unit. @param {Unit} unit @param {Range} range */
    amount: (unit, range) => sayRange(range, LADDERS[unit]),
    /** An amount with what it is of, where its unit does not say so. @param {Unit} unit @param {string} about */
    named: (unit, about) => {
      if (unit === "led") return t("light_of", { light: about });
      return unit === "water" ? t("water_of", { amount: about }) : about;
    },
    /** The range in one line. @param {Unit} unit @param {Range} range */
    sentence: (unit, range) => {
      const { about, between } = sayRange(range, LADDERS[unit]);
      return between ? t("range_sentence", { about, between }) : about;
    },
    /** A mark of an axis, in the axis' own step. @param {number} value in that step @param {Step} step */
    tick: (value, step) =>
      LIGHT.includes(step)
        ? digits(value, { style: "unit", unit: step.name, unitDisplay: "short" })
        : t(`unit_${step.name}`, { value: digits(value) }),
    /** An hour of the day as the reader's clock has it. @param {number} hour */
    hour: (hour) => hours.format(new Date(Date.UTC(2026, 0, 1, hour))),
    /** @param {number} share from 0 to 1 */
    share: (share) => digits(share, { style: "percent", notation: "standard" }),
    /** A day or a month of an axis. @param {string} at YYYY-MM-DD or YYYY-MM */
    at: (at) => (at.length === 7 ? monthShort : dayAndMonth).format(new Date(at)),
    /** The same, whole. @param {string} at */
    atLong: (at) => (at.length === 7 ? monthLong : dayLong).format(new Date(at)),
    /** @param {string} at */
    monthName: (at) => monthName.format(new Date(at)),
    /** 0 is Monday, and 7 again. @param {number} day */
    weekday: (day) => weekdays.format(new Date(Date.UTC(2026, 5, 1 + day))),
    /** The same, whole. @param {number} day */
    weekdayLong: (day) => dates({ weekday: "long" }).format(new Date(Date.UTC(2026, 5, 1 + day))),
    /** Days with their year. @param {string} start @param {string} end */
    span: (start, end) => fullSpan.formatRange(new Date(`${start}T00:00Z`), new Date(`${end}T00:00Z`)),
    /** A mark of the ruler. @param {number} amount in the unit's base @param {Unit} [unit] */
    mark: (amount, unit = "led") => {
      const { value, step } = measure(amount, LADDERS[unit].map((rung) => ({ ...rung, from: Math.min(rung.from, 1) })));
      return unit === "led" ? digits(value, { style: "unit", unit: step.name, unitDisplay: "short" }) : t(`unit_${step.name}`, { value: digits(value) });
    },
    /** A sentence's first letter, large. Done here: as a style it breaks the joined letters of Arabic. @param {string} said */
    capital: (said) => said.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase(locale)),
    /** Days written YYYY-MM-DD. @param {string} start @param {string} end */
    days: (start, end) => dayAndMonth.formatRange(new Date(`${start}T00:00Z`), new Date(`${end}T00:00Z`)),
    /** A moment, as the reader's own day. @param {Date} moment */
    day: (moment) => new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(moment),
    /** A source's date: a year, a month or a day. @param {string} date */
    sourceDate: (date) => {
      const options = { 4: { year: "numeric" }, 7: { year: "numeric", month: "long" }, 10: { dateStyle: "long" } };
      const shape = /** @type {Record<number, object>} */ (options)[date.length];
      const moment = new Date(date);
      if (!shape || Number.isNaN(moment.getTime())) return date;
      return new Intl.DateTimeFormat(locale, { ...shape, timeZone: "UTC" }).format(moment);
    },
  };
}
