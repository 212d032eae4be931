// @ts-check
// The choice of a message when a weekly summary is ready. The browser's permission is the choice itself: nothing else is stored.
import { at } from "./dom.js";

const ASKED = { permissions: ["notifications"] };

/** @param {import("./i18n.js").Words} words */
export async function drawNoticeChoice({ t }) {
  const input = /** @type {HTMLInputElement} */ (at("notice"));
  const said = at("choice-said");
  const show = async () => (input.checked = await chrome.permissions.contains(ASKED));
  input.addEventListener("change", async () => {
    // First of all, for browsers ask only while they see the click.
    const done = input.checked ? chrome.permissions.request(ASKED) : chrome.permissions.remove(ASKED);
    const kept = await done.catch(() => false);
    said.textContent = t(kept ? "choice_kept" : "choice_not_kept");
    await show();
  });
  await show();
}
