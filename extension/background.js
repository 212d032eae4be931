// @ts-check
// The background script: registers the browser's events in its first synchronous turn (a stopped worker is woken by
// them), starts the core on the first one, and always answers. It holds no rules and no state.
import init, * as core from "./core/core.js";
import { register, startOnOpenPages } from "./register.js";
import { SEND_URLS } from "./sites.js";

/** @type {Promise<unknown> | undefined} */
let starting;
const ready = () => (starting ??= init({ module_or_path: chrome.runtime.getURL("core/core_bg.wasm") }));

/**
 * Runs one call of the core. A failure is an answer and a sign on the badge, never a silence.
 * @param {() => Promise<any>} call
 */
const run = async (call) => {
  let answer;
  try {
    await ready();
    answer = await call();
  } catch (error) {
    starting = undefined;
    answer = { ok: false, reason: "core_failed", detail: error instanceof Error ? error.message : String(error) };
  }
  if (answer?.ok === false && /failed|newer/.test(answer.reason)) {
    chrome.action.setBadgeBackgroundColor({ color: "#a33a2a" });
    chrome.action.setBadgeText({ text: "!" });
  }
  return answer;
};

const sends = { urls: SEND_URLS };
chrome.webRequest.onBeforeRequest.addListener((details) => void run(() => core.request_sent(details)), sends, [
  "requestBody",
]);
chrome.webRequest.onCompleted.addListener((details) => void run(() => core.request_ended(details)), sends);
chrome.webRequest.onErrorOccurred.addListener((details) => void run(() => core.request_ended(details)), sends);

/** Lets the content script run where the person has given access. */
const scripts = () =>
  run(async () => {
    const answer = await core.scripts();
    if (answer.ok) await register(answer.scripts);
    return answer;
  });

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const asked = run(() => core.message(message, sender, chrome.runtime.getURL("")));
  asked.then(async (answer) => {
    if (answer.ok && /^(add|remove)_host$/.test(message?.ask)) await scripts();
    respond(answer);
  });
  return true; // the answer comes later
});

/** What an import has left that was broken off is taken out; while one is being written, its worker holds the lock. */
const tick = () => {
  void run(() => core.tick());
  void navigator.locks.request("import", { ifAvailable: true }, (free) => free && run(() => core.settle_import()));
};
chrome.runtime.onInstalled.addListener(async () => {
  tick();
  await scripts();
  startOnOpenPages((await chrome.permissions.getAll()).origins);
});
chrome.runtime.onStartup.addListener(() => {
  tick();
  void scripts();
});
chrome.alarms.onAlarm.addListener(tick);
chrome.permissions.onAdded.addListener(async ({ origins }) => {
  await scripts();
  startOnOpenPages(origins);
});
chrome.permissions.onRemoved.addListener(() => void scripts());
