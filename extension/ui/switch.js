// @ts-check
// A switch of the settings that can be turned elsewhere too, as today's tally on a chatbot's page and the pause in the popup:
// it is read anew whenever this page is looked at again.
import { ask, askPopup } from "./ask.js";
import { at } from "./dom.js";

/**
 * @param {string} id of the switch; its sentences stand in `…-says` and `…-said`
 * @param {"pill" | "paused"} choice
 * @param {import("./i18n.js").Words} words
 * @param {boolean} on
 * @param {boolean} [off] a school has switched it off
 */
export function drawSwitch(id, choice, { t }, on, off = false) {
  const input = /** @type {HTMLInputElement} */ (at(id));
  const said = at(`${id}-said`);
  input.checked = on;
  if (off) {
    input.disabled = true;
    at(`${id}-says`).textContent = t("school_off");
  }
  input.addEventListener("change", async () => {
    const { ok } = await ask({ ask: "set", settings: { [choice]: input.checked } });
    if (!ok) input.checked = !input.checked;
    said.textContent = t(ok ? "choice_kept" : "choice_not_kept");
  });
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) return;
    const answer = await askPopup();
    if (!answer.ok || answer.view.chosen[choice] === input.checked) return;
    input.checked = answer.view.chosen[choice];
    said.textContent = "";
  });
}
