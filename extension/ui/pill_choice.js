// @ts-check
// The choice of today's tally on chatbots' pages. It can be taken back on such a page too, so it is read anew whenever
// this page is looked at again.
import { ask, askPopup } from "./ask.js";
import { at } from "./dom.js";

/** @param {import("./i18n.js").Words} words @param {boolean} on @param {boolean} off a school has switched it off */
export function drawPillChoice({ t }, on, off) {
  const input = /** @type {HTMLInputElement} */ (at("pill"));
  const said = at("pill-said");
  input.checked = on;
  if (off) {
    input.disabled = true;
    at("pill-says").textContent = t("school_off");
  }
  input.addEventListener("change", async () => {
    const answer = await ask({ ask: "set", settings: { pill: input.checked } });
    if (!answer.ok) input.checked = !input.checked;
    said.textContent = t(answer.ok ? "choice_kept" : "choice_not_kept");
  });
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) return;
    const answer = await askPopup();
    if (!answer.ok || answer.view.chosen.pill === input.checked) return;
    input.checked = answer.view.chosen.pill;
    said.textContent = "";
  });
}
