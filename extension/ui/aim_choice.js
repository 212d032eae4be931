// @ts-check
// The weekly aim, chosen: what is counted, and at most how many.
import { at, element } from "./dom.js";
import { COUNTED } from "./settings.js";

/**
 * What a person wrote as a number, or null where it is none to aim at. Pure.
 * @param {string} written
 */
export const readMost = (written) => (/^\d{1,5}$/.test(written.trim()) ? Number(written) : null);

/**
 * @param {import("./i18n.js").Words} words
 * @param {import("./settings.js").Aim | null} aim
 * @param {(count: number) => string} number
 * @param {import("./choices.js").Keep} set
 */
export function drawAimChoice({ t }, aim, number, set) {
  const most = /** @type {HTMLInputElement} */ (at("aim-most"));
  /** @type {string} */
  let of = aim?.of ?? "";
  if (aim) most.value = String(aim.most);

  const store = () => {
    const wanted = readMost(most.value);
    at("aim-wrong").textContent = of && wanted === null && most.value !== "" ? t("aim_wrong", { most: number(99_999) }) : "";
    if (of && wanted !== null) void set({ aim: { of, most: wanted } });
  };
  const choices = ["", ...COUNTED].map((what) => {
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "radio", name: "aim", value: what, id: `aim-of-${what || "none"}` }));
    input.checked = what === of;
    input.addEventListener("change", () => {
      of = what;
      at("aim-much").hidden = !of;
      if (of) store();
      else void set({ aim: null });
    });
    return element("label", {}, input, element("span", {}, t(what ? `aim_of_${what}` : "aim_none")));
  });
  at("aim-of").replaceChildren(...choices);
  at("aim-much").hidden = !of;
  most.addEventListener("change", store);
}
