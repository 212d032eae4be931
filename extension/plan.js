// @ts-check
// A pupil's part in an awareness week: an invitation is read, shown with every number that would be handed in, and taken
// or not; later the same numbers are handed in as file, code and picture. Nothing starts without the pupil's yes.
import { askPopup, CATEGORIES } from "./ui/ask.js";
import { askHandIn, askJoin, askLeave, askPlan, askRead } from "./ui/ask_class.js";
import { button, codeBox, filesInto, refusal, saveFile, SITES, standing, twice, WEEKS, weeksOf } from "./ui/class.js";
import { at, element, explain, wear } from "./ui/dom.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { closeIfOff } from "./ui/school.js";
import { apart } from "./ui/svg.js";

/** @typedef {import("./class.js").WeekSums} WeekSums */

const [view, first] = await Promise.all([askPopup(), askPlan()]);
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
const { t } = words;
const format = makeFormat(words);
/** Thousandths are handed in, so thousandths are shown. */
const exact = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 3 });
writeWords(document, words);
document.title = `${t("extName")} – ${t("plan_heading")}`;
document.body.classList.remove("wordless");

const field = /** @type {HTMLTextAreaElement} */ (at("text"));
at("drop").addEventListener("submit", (event) => {
  event.preventDefault();
  void read(field.value);
});
filesInto(/** @type {HTMLInputElement} */ (at("files")), at("drop"), ([file]) => void read(file?.text ?? ""));
if (first.ok) stand(first);
else explain({ reason: /** @type {any} */ (first.reason), detail: first.detail ?? "" }, words);
if (view.ok) closeIfOff(view.view.chosen, "class", words);
at("page").removeAttribute("aria-busy");

/** @param {string} sentence */
const say = (sentence) => (at("said").textContent = sentence);
/** @param {import("./ui/ask_class.js").No} no */
const refuse = (no) => say(refusal(no, words, format));

/** How things stand: a plan, or none. @param {Extract<import("./class.js").ClassAnswer, { ok: true }>} answer */
function stand({ plan, sums, can_hand_in, handed_in }) {
  at("invite").hidden = plan !== null;
  at("plan").hidden = plan === null;
  if (!plan || !sums) return;
  show(plan, sums, t(handed_in ? "plan_again" : can_hand_in ? "plan_ready" : "plan_wait"));
  at("plan-stands").textContent = standing(plan, words, format);
  at("numbers-title").textContent = t(can_hand_in ? "plan_numbers" : "plan_numbers_now");
  const leave = button(t("plan_leave"), async () => {
    const done = await askLeave();
    if (!done.ok) return refuse(done);
    stand({ ok: true, plan: null });
    say(t("plan_left"));
    field.focus();
  });
  const give = [button(t("plan_hand_in"), () => void handIn(false), { class: "main", id: "hand-in" })];
  const erase = twice(t("plan_hand_in_erase"), t("plan_erase_sure"), () => void handIn(true));
  at("ask").replaceChildren(...(can_hand_in ? give : []), leave);
  at("ask-too").replaceChildren(...(can_hand_in ? [erase, element("p", { class: "quiet small" }, t("plan_shared"))] : []));
}

/** @param {boolean} erase */
async function handIn(erase) {
  const given = await askHandIn(erase);
  if (!given.ok) return refuse(given);
  saveFile(given);
  say("");
  at("given-erased").hidden = !given.erased;
  at("given-code").replaceChildren(codeBox(given, t("plan_code"), t));
  at("given").hidden = false;
  if (given.erased) at("plan").hidden = true;
  else at("ask-says").textContent = t("plan_again");
  at("given-title").focus();
}

/** What an invitation says, and the question. @param {string} text */
async function read(text) {
  const asked = await askRead(text);
  if (!asked.ok) return refuse(asked);
  const { plan, sums, joined, other } = asked;
  say(other === null ? (joined ? t("plan_joined") : "") : t("plan_elsewhere", { label: apart(other) }));
  if (joined || other !== null) return;
  at("invite").hidden = true;
  at("plan").hidden = false;
  show(plan, sums, t("plan_asks_says"));
  at("plan-stands").textContent = t("plan_asks");
  at("numbers-title").textContent = t("plan_numbers_now");
  at("ask").replaceChildren(
    button(
      t("plan_yes"),
      async () => {
        const done = await askJoin(text);
        if (!done.ok) return refuse(done);
        stand(done);
        say(t("plan_joined"));
        at("plan-title").focus();
      },
      { class: "main", id: "yes" },
    ),
    button(t("plan_no"), () => {
      stand({ ok: true, plan: null });
      say("");
      field.focus();
    }),
  );
  at("ask-too").replaceChildren();
  at("plan-title").focus();
}

/**
 * A plan with every number that is handed in of it.
 * @param {import("./class.js").Plan} plan
 * @param {import("./class.js").Sums} sums
 * @param {string} says
 */
function show(plan, sums, says) {
  at("plan-title").textContent = plan.label;
  at("ask-says").textContent = says;
  at("plan-weeks").replaceChildren(...weeksOf(plan, t, format).map(([week, days]) => element("div", {}, element("dt", {}, week), element("dd", {}, days))));
  const range = (/** @type {import("./class.js").Range} */ { low, central, high }) => [low, central, high].map((wh) => exact.format(wh)).join(" – ");
  /** @type {[string, (week: WeekSums) => string][]} */
  const rows = [
    [t("row_messages"), (week) => format.count(week.messages)],
    [t("replies"), (week) => format.count(week.replies)],
    ...CATEGORIES.map((kind) => /** @type {[string, (week: WeekSums) => string]} */ ([t(`kind_${kind}`), (week) => format.count(week.courtesy[kind])])),
    [t("row_courtesy_only"), (week) => format.count(week.courtesy_only)],
    [t("plan_wh", { what: t("only_all") }), (week) => range(week.wh)],
    [t("plan_wh", { what: t("only_alone") }), (week) => range(week.courtesy_only_wh)],
    ...SITES.map(([site, name]) => /** @type {[string, (week: WeekSums) => string]} */ ([t(name), (week) => format.count(week.sites[site])])),
    [t("class_days"), (week) => format.count(week.days)],
    [t("class_days_doubtful"), (week) => format.count(week.days_doubtful)],
  ];
  at("numbers").replaceChildren(
    ...rows.map(([name, of]) => element("tr", {}, element("th", { scope: "row" }, name), ...WEEKS.map((week) => element("td", {}, of(sums[week]))))),
  );
  at("besides").textContent = t("plan_besides", { date: format.sourceDate(sums.data_version) });
}
