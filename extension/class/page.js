// @ts-check
// The teacher's page of an awareness week: a class is made, invited, and what its pupils hand in is taken. It asks the
// background for every figure and shows the class alone.
import { askPopup } from "../ui/ask.js";
import { askClass, askClasses, askForget, askNewClass, askTake } from "../ui/ask_class.js";
import { addDays, isDay, weekday } from "../ui/calendar.js";
import { codeBox, filesInto, refusal, today, twice, weeksOf } from "../ui/class.js";
import { at, element, explain, sign, wear } from "../ui/dom.js";
import { makeFormat } from "../ui/format.js";
import { loadWords, writeWords } from "../ui/i18n.js";
import { closeIfOff } from "../ui/school.js";
import { apart } from "../ui/svg.js";
import { drawFigures } from "./figures.js";
import { drawPoster } from "./poster.js";

/** @typedef {import("../class.js").ClassShown} Shown */
/** @typedef {import("../class.js").ClassLine} Line */

const [view, first] = await Promise.all([askPopup(), askClasses()]);
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
const { t, plural } = words;
const format = makeFormat(words);
writeWords(document, words);
document.title = `${t("extName")} – ${t("class_open")}`;
document.body.classList.remove("wordless");
const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (at(id));
/** The class that is shown. */
let id = "";
if (first.ok) {
  listen();
  const named = first.classes.find(({ plan }) => `#${plan.id}` === location.hash) ?? first.classes[0];
  await show(location.hash === "#new" ? "" : (named?.plan.id ?? ""), false);
} else explain({ reason: /** @type {any} */ (first.reason), detail: first.detail ?? "" }, words);
if (view.ok) closeIfOff(view.view.chosen, "class", words);
at("page").removeAttribute("aria-busy");

/** @param {import("../ui/ask_class.js").No} no */
const refuse = (no) => (at("said").textContent = refusal(no, words, format));

function listen() {
  // Next Monday and the one after: pupils have some days to say yes.
  input("baseline").value = addDays(today(), 7 - weekday(today()));
  input("awareness").value = addDays(input("baseline").value, 7);
  for (const week of ["baseline", "awareness"]) {
    const field = input(week);
    const until = () => {
      at(`${week}-until`).textContent = isDay(field.value) ? t("class_until", { date: format.atLong(addDays(field.value, 6)) }) : "";
    };
    until();
    field.addEventListener("input", () => {
      until();
      // The attentive week follows as long as it has no place of its own.
      const next = input("awareness");
      if (week === "baseline" && isDay(field.value) && next.value < addDays(field.value, 7)) {
        next.value = addDays(field.value, 7);
        next.dispatchEvent(new Event("input"));
      }
    });
  }
  at("make").addEventListener("submit", async (event) => {
    event.preventDefault();
    const made = await askNewClass({ label: input("label").value.trim(), baseline: input("baseline").value, awareness: input("awareness").value });
    at("wrong").textContent = made.ok ? "" : refusal(made, words, format);
    if (made.ok) {
      input("label").value = "";
      await show(made.plan.id);
    } else input(made.reason === "bad_weeks" ? "awareness" : "label").focus();
  });
  addEventListener("hashchange", () => {
    const wanted = location.hash === "#new" ? "" : location.hash.slice(1);
    if (wanted !== id) void show(wanted);
  });
  at("drop").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = /** @type {HTMLTextAreaElement} */ (at("codes"));
    if (await take([{ name: "", text: text.value }])) text.value = "";
  });
  filesInto(input("files"), at("drop"), (files) => void take(files));
  at("reveal").addEventListener("click", () => void change("class_reveal"));
}

/** Goes to a class, or to the making of one. @param {string} wanted its id, or nothing @param {boolean} [led] the heading takes the focus */
async function show(wanted, led = true) {
  const all = await askClasses();
  if (!all.ok) return refuse(all);
  const line = all.classes.find(({ plan }) => plan.id === wanted);
  id = line?.plan.id ?? "";
  history.replaceState(null, "", `#${id || "new"}`);
  const links = [...all.classes.map(({ plan }) => /** @type {[string, string]} */ ([plan.id, plan.label])), /** @type {[string, string]} */ (["", t("class_new")])];
  at("classes").hidden = all.classes.length === 0;
  at("classes").replaceChildren(
    ...links.map(([of, name]) => element("a", { href: `#${of || "new"}`, ...(of === id ? { "aria-current": "page" } : {}) }, name)),
  );
  at("new").hidden = id !== "";
  at("class").hidden = id === "";
  at("said").textContent = at("taken").textContent = "";
  at("wrong-ones").replaceChildren();
  if (id !== "") {
    const answer = await askClass("class_show", id);
    if (!answer.ok) return refuse(answer);
    draw(answer);
  }
  if (led) at(id === "" ? "new-title" : "class-title").focus();
}

/** @param {"class_show" | "class_reveal" | "class_close"} what */
async function change(what) {
  const answer = await askClass(what, id);
  if (!answer.ok) return refuse(answer);
  at("said").textContent = "";
  draw(answer);
}

/** @param {Shown} shown */
function draw(shown) {
  const { plan, closed, waiting, held, figures } = shown;
  at("class-title").textContent = plan.label;
  at("class-weeks").replaceChildren(...weeksOf(plan, t, format).map(([week, days]) => element("div", {}, element("dt", {}, week), element("dd", {}, days))));
  at("invite").hidden = at("take").hidden = closed;
  at("invitation").replaceChildren(codeBox(shown.invitation, t("class_invitation"), t));
  at("counts").textContent = t("class_counts", { received: format.count(shown.received), shown: format.count(shown.shown), waiting: format.count(waiting) });
  at("reveal").toggleAttribute("disabled", held !== null);
  at("held").textContent = held ? t(`class_${held}`) : "";
  drawFigures(at("figures"), shown, words, format);
  drawPoster(at("poster"), shown, words, format);
  const lost = !closed && waiting > 0 && figures && held ? ` ${plural("class_close_loses", waiting, { count: format.count(waiting) })}` : "";
  at("end-says").textContent = closed ? t("class_closed_says") : `${t("class_close_says")}${lost}`;
  const close = twice(t("class_close"), t("class_close_sure"), () => void change("class_close"), { id: "close" });
  const forget = twice(t("class_forget"), t("class_forget_sure"), async () => {
    const done = await askForget(id);
    if (!done.ok) return refuse(done);
    await show("");
  }, { id: "forget" });
  at("end-acts").replaceChildren(...(closed ? [] : [close]), forget);
}

/** @param {{ name: string, text: string }[]} files @returns {Promise<boolean>} whether all of it was taken */
async function take(files) {
  if (id === "") return false;
  const answer = await askTake(id, files.map(({ text }) => text), input("out").checked);
  if (!answer.ok) return refuse(answer), false;
  const good = /** @type {const} */ (["added", "replaced", "same", "removed", "not_here"]);
  const isGood = (/** @type {string} */ outcome) => good.some((one) => one === outcome);
  const said = good.flatMap((outcome) => {
    const count = answer.taken.filter((one) => one.outcome === outcome).length;
    return count > 0 ? [t(`class_took_${outcome}`, { count: format.count(count) })] : [];
  });
  const wrong = answer.taken.filter(({ outcome }) => !isGood(outcome));
  at("taken").textContent = said.join(" · ");
  at("wrong-ones").replaceChildren(
    ...wrong.map((one) => {
      const name = files[one.text]?.name;
      const which = name ? apart(name) : t("class_code_number", { number: format.count(one.code + 1) });
      return element("li", {}, sign(), element("b", {}, which), " ", refusal({ ok: false, reason: one.outcome, place: one.place }, words, format));
    }),
  );
  // The figures stay as they are until they are asked for; how many wait is told at once.
  const now = await askClass("class_show", id);
  if (now.ok) draw(now);
  return wrong.length === 0;
}
