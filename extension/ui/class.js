// @ts-check
// The awareness week in words and pictures, alike on the pupil's page and on the teacher's.
import { daysBetween } from "./calendar.js";
import { element } from "./dom.js";
import { save, takeFiles, toPng } from "./save.js";
import { apart, shape } from "./svg.js";

/** @typedef {import("../class.js").Plan} Plan */
/** @typedef {import("./i18n.js").Words} Words */
/** @typedef {ReturnType<typeof import("./format.js").makeFormat>} Format */

export const WEEKS = /** @type {const} */ (["baseline", "awareness"]);
/** Kinds of sites and their messages. @type {[import("../class.js").SiteKey, string][]} */
export const SITES = [
  ["assistant", "class_to_assistants"],
  ["search", "class_to_search"],
  ["several", "class_to_several"],
  ["other", "class_to_rest"],
];

/** Today by this computer's clock. */
export function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Why something was not done, as sentences. @param {import("./ask_class.js").No} no @param {Words} words @param {Format} format */
export function refusal({ reason, place }, { t }, format) {
  const general = ["core_failed", "store_failed", "disk_full", "newer_schema", "no_answer", "unclear_answer"];
  if (general.includes(reason)) return `${t(`trouble_${reason}`)} ${t(`trouble_${reason}_do`)}`;
  const said = t(`class_${reason}`);
  if (place?.short) {
    const [have, want] = place.short.map(format.count);
    return `${said} ${t("class_at_short", { have: have ?? "", want: want ?? "" })}`;
  }
  if (place?.group) return `${said} ${t("class_at_group", { group: format.count(place.group) })}`;
  return place?.field ? `${said} ${t("class_at_field", { field: apart(place.field) })}` : said;
}

/** The two weeks and their days. @param {Plan} plan @param {Words["t"]} t @param {Format} format @returns {[string, string][]} */
export const weeksOf = (plan, t, format) => WEEKS.map((week) => [t(`class_${week}`), format.span(plan[week].first, plan[week].last)]);

/** Where the two weeks stand, in one line. @param {Plan} plan @param {Words} words @param {Format} format */
export function standing(plan, { t, plural }, format) {
  const week = plan.baseline.state === "ended" ? "awareness" : "baseline";
  const { first, last, state } = plan[week];
  if (state === "ended") return t("class_over");
  const name = t(`class_${week}`);
  if (state === "ahead") return t("class_ahead", { week: name, date: format.atLong(first) });
  const left = daysBetween(today(), last) + 1;
  return plural("class_left", left, { week: name, count: format.count(left) });
}

/**
 * A code to copy, as a picture and as a file.
 * @param {import("../class.js").Code} code
 * @param {string} name of the code, for those who listen
 * @param {Words["t"]} t
 */
export function codeBox({ code, qr, file, file_name }, name, t) {
  const field = /** @type {HTMLTextAreaElement} */ (element("textarea", { readonly: "", rows: "3", dir: "ltr", spellcheck: "false", "aria-label": name }));
  field.value = code;
  const said = element("span", { role: "status" });
  const copy = button(t("class_copy"), async () => {
    field.select();
    // Where the browser does not allow it, the text is at least selected.
    await navigator.clipboard.writeText(code).then(() => (said.textContent = t("report_copied")), () => {});
  });
  const wide = qr.size + 8;
  const picture = shape(
    "svg",
    { viewBox: `-4 -4 ${wide} ${wide}`, role: "img", "aria-label": t("class_qr", { name }), class: "qr", "shape-rendering": "crispEdges" },
    shape("rect", { x: -4, y: -4, width: wide, height: wide, fill: "#fff" }),
    shape("path", { d: qr.path, fill: "#000" }),
  );
  return element(
    "div",
    { class: "code" },
    picture,
    element(
      "div",
      {},
      field,
      element(
        "div",
        { class: "acts" },
        copy,
        button(t("class_save_file"), () => saveFile({ file, file_name })),
        button(t("class_save_qr"), async () => save(await qrPng(qr), file_name.replace(/\.[^.]*$/, ".png"))),
        said,
      ),
    ),
  );
}

/** @param {Pick<import("../class.js").Code, "file" | "file_name">} code */
export const saveFile = ({ file, file_name }) => save(new Blob([file], { type: "application/json" }), file_name);

/** Whole pixels for each module, and four of them white around, as readers want. @param {import("../class.js").Qr} qr */
function qrPng({ size, path }) {
  const each = 10;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = (size + 8) * each;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(each, each);
  pen.translate(4, 4);
  pen.fillStyle = "#000";
  pen.fill(new Path2D(path));
  return toPng(canvas);
}

/** @param {string} word @param {() => void} act @param {Record<string, string>} [more] */
export function button(word, act, more = {}) {
  const made = element("button", { type: "button", ...more }, word);
  made.addEventListener("click", act);
  return made;
}

/** The first click asks, the second does it. @param {string} word @param {string} sure @param {() => void} act @param {Record<string, string>} [more] */
export function twice(word, sure, act, more = {}) {
  const made = button(word, () => {
    if (made.textContent !== sure) return void (made.textContent = sure);
    act();
  }, more);
  made.addEventListener("blur", () => (made.textContent = word));
  return made;
}

/**
 * Files and texts that are chosen, or dropped anywhere on the page.
 * @param {HTMLInputElement} field
 * @param {HTMLElement} zone
 * @param {(files: { name: string, text: string }[]) => void} take
 */
export function filesInto(field, zone, take) {
  takeFiles(field, zone, async (all, dropped) => {
    // A hand-in has some hundred bytes; of a film that was dropped by mistake only so much is read.
    const texts = await Promise.all(all.map((file) => file.slice(0, 65_536).text().catch(() => "")));
    if (all.length > 0) take(all.map(({ name }, index) => ({ name, text: texts[index] ?? "" })));
    else if (dropped) take([{ name: "", text: dropped }]);
  });
}
