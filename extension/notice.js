// @ts-check
// A message of the browser's when a weekly summary is ready: once for each, and only where the person has given the
// permission for it, which is the switch. It holds no figure, since others may look at the same screen.
import { loadWords } from "./ui/i18n.js";

/** Registers the click on it; for the background's first turn. */
export function listenForNotice() {
  chrome.notifications?.onClicked.addListener((/** @type {string} */ id) => {
    chrome.tabs.create({ url: chrome.runtime.getURL("weeks.html") });
    chrome.notifications?.clear(id);
  });
}

/** @param {string | null} language the person's choice */
export async function notice(language) {
  if (!chrome.notifications) return;
  const { t } = await loadWords(language);
  const iconUrl = chrome.runtime.getURL("icons/128.png");
  chrome.notifications.create("summary", { type: "basic", iconUrl, title: t("extName"), message: t("notice_ready") });
}
