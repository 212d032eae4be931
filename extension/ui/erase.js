// @ts-check
// Erasing everything, in two clicks: the first says what it means, the second does it.
import { ask } from "./ask.js";
import { requestRemoval } from "./browser.js";
import { at } from "./dom.js";

/** Deleting waits for whatever is just being written. */
const ERASE_PATIENCE_MS = 30_000;

/**
 * Erases all that is kept on this computer: the background its database, this page the copy of the appearance.
 * @returns {Promise<boolean>} whether that was done
 */
export async function eraseAll() {
  await requestRemoval();
  const { ok } = await ask({ ask: "erase" }, ERASE_PATIENCE_MS);
  if (!ok) return false;
  try {
    localStorage.clear();
  } catch {
    // Then nothing was kept there.
  }
  return true;
}

/** @param {import("./i18n.js").Words} words */
export function drawErase({ t }) {
  const [asked, begin] = [at("erase-ask"), at("erase")];
  begin.addEventListener("click", () => {
    asked.hidden = false;
    at("erase-yes").focus();
  });
  const leave = () => {
    asked.hidden = true;
    begin.focus();
  };
  at("erase-no").addEventListener("click", leave);
  asked.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
  at("erase-yes").addEventListener("click", async () => {
    const done = await eraseAll();
    if (!done) return void (at("erase-said").textContent = t("erase_failed"));
    // Nothing on this page is true any more, and asking anew would begin a new history: no part of it may, when it is
    // looked at again.
    addEventListener("visibilitychange", (event) => event.stopImmediatePropagation(), true);
    for (const part of at("page").children) /** @type {HTMLElement} */ (part).hidden = part.id !== "erased";
    at("erased-title").focus();
  });
}
