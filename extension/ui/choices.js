// @ts-check
// Choices of the options page: how energy is estimated, on which grid, in which language. Each is stored the moment it
// is made; past figures follow at once, since every day is summed by all methods.
import { ask } from "./ask.js";
import { at, element } from "./dom.js";
import { LANGUAGES } from "./i18n.js";
import { zoneNames } from "./zones.js";

export const METHODS = ["calibrated", "ecologits", "study"];

/**
 * @param {import("./i18n.js").Words} words
 * @param {{ method: string, zone: string | null, language: string | null }} chosen
 * @param {(count: number) => string} number
 */
export async function drawChoices(words, chosen, number) {
  const { t } = words;
  const said = at("choice-said");
  /** @param {Record<string, string | null>} settings */
  const set = async (settings) => {
    const answer = await ask({ ask: "set", settings });
    said.textContent = t(answer.ok ? "choice_kept" : "choice_not_kept");
    return answer.ok === true;
  };

  at("methods").replaceChildren(
    ...METHODS.map((method) => {
      const input = /** @type {HTMLInputElement} */ (
        element("input", { type: "radio", name: "method", id: `method-${method}`, value: method, "aria-describedby": `says-${method}` })
      );
      input.checked = method === chosen.method;
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

  const language = /** @type {HTMLSelectElement} */ (at("language"));
  language.replaceChildren(
    element("option", { value: "" }, t("language_browser")),
    ...LANGUAGES.map((code) => element("option", { value: code, lang: code }, new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code)),
  );
  language.value = LANGUAGES.includes(chosen.language ?? "") ? (chosen.language ?? "") : "";
  language.addEventListener("change", async () => {
    if (await set({ language: language.value || null })) location.reload();
  });

  const zone = /** @type {HTMLSelectElement} */ (at("zone"));
  const answer = await ask({ ask: "zones" });
  const name = zoneNames(words.locale);
  /** @type {Map<string, { code: string, gco2e_per_kwh: number, water_l_per_kwh: number }>} */
  const zones = new Map((answer.ok && Array.isArray(answer.zones) ? answer.zones : []).map((/** @type {any} */ found) => [found.code, found]));
  const order = new Intl.Collator(words.locale);
  const named = [...zones.keys()].map((code) => ({ code, name: name(code) })).sort((one, other) => order.compare(one.name, other.name));
  zone.replaceChildren(
    element("option", { value: "" }, t("zone_of_servers")),
    ...named.map(({ code, name }) => element("option", { value: code }, name)),
  );
  zone.value = chosen.zone && zones.has(chosen.zone) ? chosen.zone : "";
  const tell = () => {
    const found = zones.get(zone.value);
    at("zone-figures").textContent = found
      ? t("zone_figures", { carbon: number(Math.round(found.gco2e_per_kwh)), water: number(Math.round(found.water_l_per_kwh * 10) / 10) })
      : t("zone_of_servers_says");
  };
  tell();
  zone.addEventListener("change", () => {
    tell();
    void set({ zone: zone.value || null });
  });
}
