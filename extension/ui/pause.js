// @ts-check
// The pause: while it lasts nothing is counted. It is told and ended in the popup, and switched in the settings.
import { ask, askPopup } from "./ask.js";
import { at } from "./dom.js";

/** @param {boolean} paused @returns {Promise<boolean>} whether that is so now */
const pause = async (paused) => (await ask({ ask: "set", settings: { paused } })).ok === true;

/** The switch of the settings; the popup may have changed it when this page is looked at again. @param {import("./i18n.js").Words} words @param {boolean} on */
export function drawPauseChoice({ t }, on) {
  const input = /** @type {HTMLInputElement} */ (at("pause"));
  const said = at("pause-said");
  input.checked = on;
  input.addEventListener("change", async () => {
    const done = await pause(input.checked);
    if (!done) input.checked = !input.checked;
    said.textContent = t(done ? "choice_kept" : "choice_not_kept");
  });
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) return;
    const answer = await askPopup();
    if (!answer.ok || answer.view.chosen.paused === input.checked) return;
    input.checked = answer.view.chosen.paused;
    said.textContent = "";
  });
}

/** The popup's notice while it lasts, and the button that begins it. @param {boolean} on */
export function drawPause(on) {
  const [notice, begin] = [at("paused"), at("pause")];
  const show = (/** @type {boolean} */ paused) => {
    notice.hidden = !paused;
    begin.hidden = paused;
  };
  show(on);
  begin.addEventListener("click", async () => {
    if (!(await pause(true))) return;
    show(true);
    at("paused-end").focus();
  });
  at("paused-end").addEventListener("click", async () => {
    if (!(await pause(false))) return;
    show(false);
    begin.focus();
  });
}
