// @ts-check
// The pause in the popup: while it lasts nothing is counted. It is begun, told and ended here; the settings have a switch for it.
import { ask } from "./ask.js";
import { at } from "./dom.js";

/** @param {boolean} paused @returns {Promise<boolean>} whether that is so now */
const pause = async (paused) => (await ask({ ask: "set", settings: { paused } })).ok === true;

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
