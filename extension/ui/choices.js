// @ts-check
// Choices of the options page. Each is stored the moment it is made, and the page says so; past figures follow at once,
// since every day is summed by all methods.
import { ask } from "./ask.js";
import { at, element, wear } from "./dom.js";
import { UNITS } from "./format.js";
import { LANGUAGES } from "./i18n.js";
import { lock } from "./school.js";
import { zoneNames } from "./zones.js";

export const METHODS = ["calibrated", "ecologits", "study"];
/** Weekdays a week may begin on, 0 is Monday. @type {[string, number][]} */
const STARTS = [["monday", 0], ["sunday", 6], ["saturday", 5]];
/** How long the confirmation stays. */
const SAID_MS = 4000;

/** @typedef {(settings: Record<string, unknown>) => Promise<boolean>} Keep stores choices; whether that was done */

/** @param {import("./i18n.js").Words["t"]} t @returns {Keep} */
export function keeper(t) {
  const said = at("choice-said");
  let turn = 0;
  return async (settings) => {
    const mine = ++turn;
    // Emptied first: the same words again would not be told.
    said.textContent = "";
    const { ok } = await ask({ ask: "set", settings });
    if (mine === turn) said.textContent = t(ok ? "choice_kept" : "choice_not_kept");
    if (ok) setTimeout(() => mine === turn && (said.textContent = ""), SAID_MS);
    return ok === true;
  };
}

/**
 * Fills a list of which the first is the default, kept as nothing.
 * @param {string} id
 * @param {[string, string][]} options values and words
 * @param {string} current
 * @param {(value: string) => void} choose
 */
export function select(id, options, current, choose) {
  const field = /** @type {HTMLSelectElement} */ (at(id));
  field.replaceChildren(...options.map(([value, said]) => element("option", { value }, said)));
  field.value = options.some(([value]) => value === current) ? current : "";
  field.addEventListener("change", () => choose(field.value));
  return field;
}

/**
 * @param {import("./i18n.js").Words} words
 * @param {import("./ask.js").PopupView} view
 * @param {ReturnType<typeof import("./format.js").makeFormat>} format
 * @param {Keep} set
 */
export async function drawChoices({ t, locale }, view, format, set) {
  const { chosen } = view;
  const { school } = chosen;
  at("methods").replaceChildren(
    ...METHODS.map((method) => {
      const input = /** @type {HTMLInputElement} */ (
        element("input", { type: "radio", name: "method", id: `method-${method}`, value: method, "aria-describedby": `says-${method}` })
      );
      input.checked = method === view.method;
      input.addEventListener("change", () => void set({ method }));
      return element(
        "div",
        { class: "method" },
        input,
        element("label", { for: input.id }, t(`method_${method}`)),
        element("p", { id: `says-${method}`, class: "quiet small" }, t(`method_${method}_says`)),
      );
    }),
  );
  if (school?.method) lock([...at("methods").querySelectorAll("input")], at("methods"), t("school_set"));

  const units = ["led", ...UNITS.filter((unit) => unit !== "led")];
  select("unit", units.map((unit) => [unit, t(`in_${unit}`)]), chosen.unit ?? "led", (unit) => void set({ unit }));

  const usual = t("week_usual", { day: format.weekdayLong(view.weekUsual) });
  const starts = STARTS.map(([key, day]) => /** @type {[string, string]} */ ([key, format.weekdayLong(day)]));
  select("week-start", [["", usual], ...starts], chosen.weekStart, (day) => void set({ week_start: day || null }));

  const name = (/** @type {string} */ code) => new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
  const languages = LANGUAGES.map((code) => /** @type {[string, string]} */ ([code, name(code)]));
  const schools = school?.language;
  const usually = schools ? t("school_language", { language: name(schools) }) : t("language_browser");
  const own = view.language === schools ? "" : view.language;
  const language = select("language", [["", usually], ...languages], own ?? "", async (code) => {
    if (await set({ language: code || null })) location.reload();
  });
  for (const option of language.options) if (option.value) option.lang = option.value;

  select("look", [["", t("look_system")], ["light", t("look_light")], ["dark", t("look_dark")]], chosen.look, async (look) => {
    if (await set({ look: look || null })) wear(look);
  });
  const badges = ["week", "courtesy_only", "none"].map((what) => /** @type {[string, string]} */ ([what, t(`badge_${what}`)]));
  select("badge", [["", t("badge_today")], ...badges], chosen.badge, (badge) => void set({ badge: badge || null }));
  const dot = /** @type {HTMLInputElement} */ (at("dot"));
  dot.checked = chosen.dot;
  dot.addEventListener("change", () => void set({ dot: dot.checked }));

  await drawZones();

  async function drawZones() {
    const answer = await ask({ ask: "zones" });
    const zoneName = zoneNames(locale);
    /** @type {Map<string, { code: string, gco2e_per_kwh: number, water_l_per_kwh: number }>} */
    const zones = new Map((answer.ok && Array.isArray(answer.zones) ? answer.zones : []).map((/** @type {any} */ found) => [found.code, found]));
    const order = new Intl.Collator(locale);
    const named = [...zones.keys()].map((code) => /** @type {[string, string]} */ ([code, zoneName(code)]));
    named.sort(([, one], [, other]) => order.compare(one, other));
    const tell = (/** @type {string} */ code) => {
      const found = zones.get(code);
      const number = (/** @type {number} */ value) => format.count(value);
      at("zone-figures").textContent = found
        ? t("zone_figures", { carbon: number(Math.round(found.gco2e_per_kwh)), water: number(Math.round(found.water_l_per_kwh * 10) / 10) })
        : t("zone_of_servers_says");
    };
    const zone = select("zone", [["", t("zone_of_servers")], ...named], view.zone ?? "", (code) => {
      tell(code);
      void set({ zone: code || null });
    });
    tell(zone.value);
  }
}
