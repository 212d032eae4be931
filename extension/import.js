// @ts-check
// Adding an official export to the history: files are read by a worker beside this page, then shown for what they hold, and
// only then, if the person wants it, added. Ending the worker ends everything it was at.
import { ask, askPopup } from "./ui/ask.js";
import { at, element, explain, sign, wear } from "./ui/dom.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { list, text } from "./ui/read.js";
import { takeFiles } from "./ui/save.js";
import { closeIfOff } from "./ui/school.js";
import { apart } from "./ui/svg.js";
import { figuresOf, readFound, wrongSentence } from "./import/says.js";

/** Services and the end of the message that says how to get their export. */
const HOW = [
  ["ChatGPT", "chatgpt"],
  ["Claude", "claude"],
  ["Gemini", "gemini"],
  ["Le Chat", "lechat"],
  ["DeepSeek", "deepseek"],
  ["Grok", "grok"],
  ["Perplexity", "perplexity"],
  ["Copilot", "copilot"],
  ["Open WebUI", "openwebui"],
  ["LibreChat", "librechat"],
];

const view = await askPopup();
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
const { t, plural } = words;
const format = makeFormat(words);
writeWords(document, words);
document.title = `${t("extName")} – ${t("import_heading")}`;
document.body.classList.remove("wordless");
at("how").append(...HOW.flatMap(([name = "", key]) => [element("dt", {}, name), element("dd", {}, t(`import_how_${key}`))]));
/** @type {import("./import/says.js").Found[]} */
let found = [];
/** @type {Worker} */
let worker;
if (view.ok) closeIfOff(view.view.chosen, "import", words) || listen();
else explain(view, words);
at("page").removeAttribute("aria-busy");

function listen() {
  start();
  takeFiles(/** @type {HTMLInputElement} */ (at("files")), at("drop"), read);
  at("cancel").addEventListener("click", () => stop(t("import_cancelled")));
  at("discard").addEventListener("click", () => stop(""));
  at("add").addEventListener("click", () => {
    work("import_writing");
    worker.postMessage({ ask: "write" });
  });
}

/** A new worker, and what was imported before. What the one before it has left undone, it takes out. */
function start() {
  worker = new Worker("import/worker.js", { type: "module" });
  worker.addEventListener("message", ({ data }) => heard(data));
  worker.addEventListener("error", () => heard({ said: "failed", reason: "core_failed" }));
  worker.postMessage({ ask: "imports" });
}

/** Ends what is going on; nothing of it stays. @param {string} said */
function stop(said) {
  worker.terminate();
  show(null);
  at("said").textContent = said;
  at("files").focus();
  start();
}

/** One part of the page at a time. @param {"working" | "found" | "done" | null} part */
function show(part) {
  for (const id of ["working", "found", "done"]) at(id).hidden = id !== part;
  at("drop").inert = part === "working";
  at("said").textContent = "";
  if (part) at(`${part}-title`).focus();
}

/** @param {"import_reading" | "import_writing" | "import_taking"} what */
function work(what) {
  at("working-title").textContent = t(what);
  at("progress-says").textContent = "";
  at("progress").removeAttribute("value");
  at("cancel").hidden = what === "import_taking";
  show("working");
}

/** @param {File[]} files */
function read(files) {
  if (files.length === 0 || !at("working").hidden) return;
  work("import_reading");
  worker.postMessage({ ask: "read", files });
}

/** @param {number} done @param {number} of */
function progress(done, of) {
  at("progress").setAttribute("value", String(of > 0 ? Math.min(done / of, 1) : 0));
}

/** @param {any} data what the worker said */
function heard(data) {
  switch (data.said) {
    case "imports":
      return drawPast(list(data.imports));
    case "progress": {
      progress(data.done, data.of);
      const [done, of] = [data.done, data.of].map((bytes) => format.count(Math.round(bytes / 1e6)));
      at("progress-says").textContent = t("import_progress", { done: done ?? "", of: of ?? "" });
      return;
    }
    case "written":
      return progress(data.done, data.of);
    case "read":
      return drawFound(readFound(data.services), list(data.wrong));
    case "write":
      return void drawDone();
    case "take":
      show(null);
      at("said").textContent = t("import_taken");
      at("files").focus();
      worker.postMessage({ ask: "imports" });
      return void ask({ ask: "imported" });
    default: {
      const known = ["core_failed", "store_failed", "newer_schema"].includes(data.reason);
      if (data.reason === "store_failed") void ask({ ask: "disk_failed" });
      explain({ reason: known ? data.reason : "unclear_answer", detail: text(data.detail) }, words);
      worker.terminate();
    }
  }
}

/** @param {typeof found} services @param {any[]} wrong */
function drawFound(services, wrong) {
  found = services;
  const fresh = services.reduce((sum, { newMessages }) => sum + newMessages, 0);
  const replies = services.reduce((sum, { newReplies }) => sum + newReplies, 0);
  at("found-title").textContent = t(services.length > 0 ? "import_found" : "import_found_none");
  at("services").replaceChildren(
    ...services.map((service) =>
      element(
        "section",
        {},
        element("h3", {}, service.name),
        element(
          "dl",
          { class: "pairs" },
          ...figuresOf(service, words, format).map(([name, figure]) => element("div", {}, element("dt", {}, name), element("dd", {}, figure))),
        ),
      ),
    ),
  );
  at("wrong").replaceChildren(
    ...wrong.map((file) => element("li", {}, element("h3", {}, sign(), apart(text(file?.file))), element("p", {}, wrongSentence(file, words, format.count)))),
  );
  const nothing = fresh + replies === 0;
  at("found-says").textContent = services.length > 0 && nothing ? t("import_nothing_new") : "";
  at("add").hidden = nothing;
  at("add").textContent = plural("import_add", fresh, { count: format.count(fresh) });
  at("discard").textContent = t(nothing ? "import_close" : "import_discard");
  show("found");
}

async function drawDone() {
  const sum = found.reduce((sum, { newMessages }) => sum + newMessages, 0);
  const days = found.flatMap(({ first, last }) => [first, last]).filter(Boolean).sort();
  at("done-title").textContent = plural("import_added", sum, { count: format.count(sum) });
  at("done-says").textContent = t("import_weeks_kept");
  at("done-link").setAttribute("href", `dashboard.html#show=range&first=${days[0] ?? ""}&last=${days.at(-1) ?? ""}`);
  // What was read has served; its memory goes with its worker.
  worker.terminate();
  await ask({ ask: "imported" });
  show("done");
  start();
}

/** @param {any[]} imports */
function drawPast(imports) {
  at("past").hidden = imports.length === 0;
  at("imports").replaceChildren(
    ...imports.map(({ id, t: when, first, last, messages, names }) => {
      const day = new Date(when - new Date(when).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
      const count = plural("site_messages", messages, { count: format.count(messages) });
      const what = [list(names).map(apart).join(", "), count, first === last ? format.atLong(first) : format.span(first, last)].join(" · ");
      const says = `import-${id}`;
      const take = element("button", { type: "button", "aria-describedby": says }, t("import_take"));
      take.addEventListener("click", () => {
        // The first click asks, the second does it.
        if (take.textContent === t("import_take")) return void (take.textContent = t("import_take_sure"));
        work("import_taking");
        worker.postMessage({ ask: "take", id });
      });
      take.addEventListener("blur", () => (take.textContent = t("import_take")));
      return element(
        "li",
        {},
        element("div", { id: says }, element("p", {}, what), element("p", { class: "quiet small" }, t("import_on", { date: format.sourceDate(day) }))),
        take,
      );
    }),
  );
}
