// @ts-check
// The background script: registers the browser's events in its first synchronous turn (a stopped worker is woken by
// them), starts the core on the first one, and always answers. It holds no rules and no state.
import { forget, writeIfDue } from "./backup/folder.js";
import { makeFile } from "./backup/format.js";
import init, * as core from "./core/core.js";
import { failed, forgetMissed, hasRoom, settle } from "./disk.js";
import { listenForNotice, notice } from "./notice.js";
import { giveBack, register, startOnOpenPages, startPill } from "./register.js";
import { SEND_URLS } from "./sites.js";
import { inWords, nudge } from "./tally.js";
import { removeTraces } from "./traces.js";

/** @type {Promise<unknown> | undefined} */
let starting;
const ready = () => (starting ??= init({ module_or_path: chrome.runtime.getURL("core/core_bg.wasm") }));

/**
 * Runs one call of the core. A failure is an answer and a sign on the badge, never a silence.
 * @param {() => Promise<any>} call
 * @param {boolean} [always] even where the disk is full
 */
const run = async (call, always) => {
  let answer;
  try {
    const [room] = await Promise.all([hasRoom(), ready()]);
    answer = room || always ? await call() : { ok: false, reason: "disk_full", detail: "" };
  } catch (error) {
    starting = undefined;
    answer = { ok: false, reason: "core_failed", detail: error instanceof Error ? error.message : String(error) };
  }
  if (answer?.ok === false && /failed|newer|full/.test(answer.reason)) {
    chrome.action.setBadgeBackgroundColor({ color: "#a33a2a" });
    chrome.action.setBadgeText({ text: "!" });
  }
  return answer;
};

/**
 * The same; open pages show what it changed, where the person wants that.
 * @param {() => Promise<any>} call
 * @param {string} [address] where it tells of a message, of that
 * @param {boolean} [always]
 */
const counting = async (call, address, always) => {
  const answer = await run(call, always);
  if (answer?.pill === true) nudge();
  if (/failed|full/.test(answer?.reason)) void failed(address);
  else if (answer?.pill !== undefined) void settle((...missed) => run(() => core.missed(...missed)));
  return answer;
};

const sends = { urls: SEND_URLS };
chrome.webRequest.onBeforeRequest.addListener((details) => void counting(() => core.request_sent(details), details.url), sends, [
  "requestBody",
]);
chrome.webRequest.onCompleted.addListener((details) => void counting(() => core.request_ended(details)), sends);
chrome.webRequest.onErrorOccurred.addListener((details) => void counting(() => core.request_ended(details)), sends);

/** Lets the content script run where the person has given access. */
const scripts = () =>
  run(async () => {
    const answer = await core.scripts();
    if (answer.ok) await register(answer.scripts, answer.pill);
    return answer;
  });

/** Today's tally comes to open pages, or goes from them, or looks otherwise. */
const pillChanged = async () => {
  await scripts();
  await startPill();
  await nudge({});
};

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const own = chrome.runtime.getURL("");
  const erasing = message?.ask === "erase" && sender.url?.startsWith(own);
  // A page that writes by itself, as the import does, could not.
  if (message?.ask === "disk_failed" && sender.url?.startsWith(own)) void failed();
  const asked = counting(() => core.message(message, sender, own), message?.tell === "appeared" ? sender.url : undefined, erasing);
  asked.then(async (answer) => {
    const { ask, tell, settings, corner } = message ?? {};
    const switched = (ask === "set" && (settings?.pill ?? settings?.paused) !== undefined) || (tell === "pill" && corner === undefined);
    if (answer.ok && /^((add|remove)_host|imported)$/.test(ask)) await scripts();
    if (answer.ok && (erasing || answer.erased)) await forget();
    if (answer.ok && ask === "erase") await Promise.all([giveBack(), forgetMissed(), removeTraces()]);
    if (answer.ok && switched) await pillChanged().catch(() => {});
    if (ask === "pill" && answer.pill) answer.pill = await inWords(answer.pill).catch(() => null);
    respond(answer);
  });
  return true; // the answer comes later
});

/** Writes the weekly backup where the person has chosen a folder and the browser lets us; else the backup page says how it stands. */
const backUp = async () => {
  // A worker that only reads and writes is put to sleep after half a minute; a call of the browser's keeps it.
  const awake = setInterval(() => chrome.runtime.getPlatformInfo(), 20_000);
  await writeIfDue(() => makeFile(core)).catch(() => {});
  clearInterval(awake);
};

/** What an import has left that was broken off is taken out; while one is being written, its worker holds the lock. */
const tick = async () => {
  void navigator.locks.request("import", { ifAvailable: true }, (free) => free && run(() => core.settle_import()));
  const answer = await counting(() => core.tick());
  if (answer.summaries > 0) await notice(answer.language).catch(() => {});
  if (answer.ok) void backUp();
  return answer;
};
listenForNotice();
chrome.runtime.onInstalled.addListener(async ({ reason }) => {
  const { ok, first } = await tick();
  // Once, and never again by itself; not even where an installation finds what was counted before it.
  if (reason === "install" && (first || !ok)) chrome.tabs.create({ url: chrome.runtime.getURL("welcome.html") });
  await scripts();
  startOnOpenPages((await chrome.permissions.getAll()).origins);
  startPill();
});
chrome.runtime.onStartup.addListener(() => {
  void tick();
  void scripts();
});
// A school has set something else. Chromium tells of it; Firefox reads it when it starts.
chrome.storage.onChanged.addListener(async (_, area) => {
  if (area !== "managed") return;
  await run(() => core.policy_changed());
  await pillChanged().catch(() => {});
});
chrome.alarms.onAlarm.addListener(() => void tick());
chrome.permissions.onAdded.addListener(async ({ origins }) => {
  await scripts();
  startOnOpenPages(origins);
  startPill();
});
chrome.permissions.onRemoved.addListener(() => void scripts());
