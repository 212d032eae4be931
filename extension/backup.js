// @ts-check
// Saving everything as one file, and getting it back. A worker beside this page does the work; ending it ends a restore that
// was not over, and then everything is as it was.
import { ask, askPopup } from "./ui/ask.js";
import { drawDamaged } from "./ui/damaged.js";
import { at, explain, wear } from "./ui/dom.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { save, saveCsv, takeFiles } from "./ui/save.js";
import { drawFolder } from "./backup/auto.js";

/** While a restore runs, messages wait for its end, and the background must not fall asleep over them. */
const AWAKE_MS = 10_000;
/** Reasons this page has a sentence for. */
const WRONG = ["not_backup", "newer_backup", "damaged", "folder"];

const view = await askPopup();
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
const { t, plural } = words;
const format = makeFormat(words);
writeWords(document, words);
document.title = `${t("extName")} – ${t("backup_heading")}`;
document.body.classList.remove("wordless");
/** @type {Worker} */
let worker;
let replacing = false;
let awake = 0;
/** Says anew how the folder stands. */
let drawn = async () => {};
if (view.ok) {
  drawDamaged(at("damaged"), view.view.damaged, words, format);
  listen(view.view.method);
  // Unasked, it goes on behind the page.
  drawn = await drawFolder(words, format, (folder, asked) => (asked ? work("backup_saving", { ask: "folder", folder }) : worker.postMessage({ ask: "folder", folder })));
} else explain(view, words);
at("page").removeAttribute("aria-busy");

/** @param {string} method whose energy figures the table of days has */
function listen(method) {
  start();
  at("save").addEventListener("click", () => work("backup_saving", { ask: "save" }));
  at("days").addEventListener("click", () => work("backup_saving", { ask: "days", method }));
  takeFiles(/** @type {HTMLInputElement} */ (at("file")), at("drop"), ([file]) => read(file));
  at("cancel").addEventListener("click", () => stop(t("backup_stopped")));
  at("discard").addEventListener("click", () => stop(""));
  at("add").addEventListener("click", () => restore(false));
  const replace = at("replace");
  replace.addEventListener("click", () => {
    // The first click asks, the second does it.
    if (replace.textContent === t("backup_replace")) return void (replace.textContent = t("backup_replace_sure"));
    restore(true);
  });
  replace.addEventListener("blur", () => (replace.textContent = t("backup_replace")));
}

function start() {
  worker = new Worker("backup/worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }) => heard(data));
  worker.addEventListener("error", () => heard({ said: "failed", reason: "core_failed" }));
}

/** Ends what is going on. @param {string} said @param {string} [next] where the person goes on */
function stop(said, next = "file") {
  worker.terminate();
  clearInterval(awake);
  show(null);
  at("said").textContent = said;
  at(next).focus();
  start();
}

/** One part of the page at a time. @param {"working" | "found" | "done" | null} part */
function show(part) {
  for (const id of ["working", "found", "done"]) at(id).hidden = id !== part;
  for (const id of ["save", "days"]) /** @type {HTMLButtonElement} */ (at(id)).disabled = part === "working";
  at("drop").inert = at("auto-acts").inert = part === "working";
  at("said").textContent = "";
  if (part) at(`${part}-title`).focus();
}

/** @param {"backup_saving" | "backup_restoring" | "import_reading"} what @param {object} asked */
function work(what, asked) {
  at("working-title").textContent = t(what);
  at("progress").removeAttribute("value");
  show("working");
  worker.postMessage(asked);
}

/** @param {File | undefined} file */
function read(file) {
  if (file && at("working").hidden) work("import_reading", { ask: "check", file });
}

/** @param {boolean} replace */
function restore(replace) {
  replacing = replace;
  awake = setInterval(() => void ask({ ask: "ping" }), AWAKE_MS);
  work("backup_restoring", { ask: "restore", replace });
}

/** @param {any} data what the worker said */
function heard(data) {
  const today = new Date().toLocaleDateString("sv");
  switch (data.said) {
    case "progress":
      if (data.of > 0) at("progress").setAttribute("value", String(Math.min(data.done / data.of, 1)));
      return;
    case "save":
    case "days":
      if (data.file) save(data.file, `merciwatt-${today}.json`);
      else saveCsv(data.text, `merciwatt-${today}.csv`);
      show(null);
      at("said").textContent = t("backup_saved");
      return at(data.said).focus();
    case "folder":
      if (!at("working").hidden) {
        show(null);
        at("auto-write").focus();
      }
      return void drawn();
    case "check": {
      const messages = plural("site_messages", data.messages, { count: format.count(data.messages) });
      const days = data.first ? format.span(data.first, data.last) : "";
      at("found-title").textContent = t("backup_found", { date: format.sourceDate(data.made.slice(0, 10)) });
      at("found-says").textContent = [messages, days].filter(Boolean).join(" · ");
      return show("found");
    }
    case "restore":
      return void restored(data);
    default:
      clearInterval(awake);
      if (WRONG.includes(data.reason)) return stop(t(`backup_wrong_${data.reason}`), data.reason === "folder" ? "auto-choose" : "file");
      if (data.reason === "store_failed") void ask({ ask: "disk_failed" });
      explain({ reason: ["core_failed", "store_failed", "newer_schema"].includes(data.reason) ? data.reason : "unclear_answer", detail: String(data.detail ?? "") }, words);
      worker.terminate();
  }
}

/** @param {{ messages: number, unread: number }} data */
async function restored({ messages, unread }) {
  clearInterval(awake);
  await ask({ ask: "imported" });
  const added = messages > 0 ? plural("import_added", messages, { count: format.count(messages) }) : t("import_nothing_new");
  at("done-title").textContent = replacing ? t("backup_restored") : added;
  at("done-says").textContent = unread > 0 ? t("backup_unread", { count: format.count(unread) }) : "";
  show("done");
}
