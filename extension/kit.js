// @ts-check
// The debate kit: cards, lesson plans, questions and a note, one sheet at a time, to read and to print. Its texts are data
// in French and English; the page around them speaks the reader's language.
import { askPopup } from "./ui/ask.js";
import { at, element, wear } from "./ui/dom.js";
import { loadJson, loadWords, writeWords } from "./ui/i18n.js";
import { closeIfOff } from "./ui/school.js";

/** @typedef {{ title: string, claim: string, range: string, sources: [string, string][], question: string, for: string, against: string }} Card */
/** @typedef {{ name: string, level: string, aim: string, before: string, material: string, steps: [number, string, string][], made: string, ties: string }} Plan */
/** @typedef {{ name: string, intro: string, list: [string, string][] }} Pairs */
/** @typedef {{ title: string, labels: Record<string, string>, cards: { name: string, list: Card[] }, plans: Plan[], questions: Pairs, note: Pairs }} Kit */

const A_SHEET = 4;
/** Sheets in their order; the address names the one that is shown. */
const SHEETS = ["cards", "college", "lycee", "questions", "note"];

const view = await askPopup();
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
writeWords(document, words);
document.title = `${words.t("extName")} – ${words.t("kit_heading")}`;
document.body.classList.remove("wordless");
const fields = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[name=language]")]);
const own = fields.find(({ value }) => value === words.language) ?? fields.at(-1);
if (own) own.checked = true;
for (const field of fields) field.addEventListener("change", () => draw(field.value));
await draw(own?.value ?? "en");
addEventListener("hashchange", () => {
  show();
  at("kit").querySelector("article:not([hidden]) h2")?.scrollIntoView({ block: "nearest" });
});
at("print").addEventListener("click", () => print());
at("print-all").addEventListener("click", () => {
  for (const sheet of at("kit").children) /** @type {HTMLElement} */ (sheet).hidden = false;
  addEventListener("afterprint", show, { once: true });
  print();
});
if (view.ok) closeIfOff(view.view.chosen, "class", words);
at("page").removeAttribute("aria-busy");

/** @param {string} language */
async function draw(language) {
  /** @type {Kit} */
  const kit = await loadJson(`kit/${language}.json`);
  const { labels } = kit;
  const said = (/** @type {string} */ name, /** @type {string} */ text) =>
    element("p", {}, element("b", {}, labels[name] ?? name), " ", text);
  /** @param {Pairs} pairs */
  const pairs = ({ intro, list }) => [
    element("p", { class: "intro" }, intro),
    element("dl", {}, ...list.flatMap(([what, text]) => [element("dt", {}, what), element("dd", {}, text)])),
  ];
  /** @param {Plan} plan */
  const plan = ({ level, aim, before, material, steps, made, ties }) => [
    element("p", { class: "intro" }, level),
    said("aim", aim),
    said("before", before),
    said("material", material),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...["minutes", "step", "doing"].map((key) => element("th", { scope: "col" }, labels[key] ?? key)))),
      element(
        "tbody",
        {},
        ...steps.map(([minutes, name, doing]) =>
          element("tr", {}, element("td", {}, String(minutes)), element("th", { scope: "row" }, name), element("td", {}, doing)),
        ),
      ),
    ),
    said("made", made),
    said("ties", ties),
  ];
  /** @param {Card} card */
  const card = (card) =>
    element(
      "section",
      { class: "card" },
      element("h3", {}, card.title),
      element("p", { class: "claim" }, card.claim),
      said("range", card.range),
      element("p", { class: "quiet" }, `${labels.source} ${card.sources.map(([source, date]) => `${source} (${date})`).join(" · ")}`),
      element("p", { class: "ask" }, element("b", {}, labels.question ?? ""), " ", card.question),
      said("for", card.for),
      said("against", card.against),
    );
  const cards = kit.cards.list.map(card);
  const fours = cards.flatMap((_, index) => (index % A_SHEET === 0 ? [element("div", { class: "four" }, ...cards.slice(index, index + A_SHEET))] : []));
  const parts = [{ name: kit.cards.name, nodes: fours }, ...kit.plans.map((one) => ({ name: one.name, nodes: plan(one) }))];
  for (const one of [kit.questions, kit.note]) parts.push({ name: one.name, nodes: pairs(one) });
  at("kit").lang = at("sheets").lang = language;
  at("kit").replaceChildren(
    ...parts.map(({ name, nodes }, index) => {
      const id = SHEETS[index] ?? "";
      return element("article", { id: `sheet-${id}`, "aria-labelledby": `title-${id}` }, element("h2", { id: `title-${id}`, tabindex: "-1" }, name), ...nodes);
    }),
  );
  at("sheets").replaceChildren(...parts.map(({ name }, index) => element("a", { href: `#${SHEETS[index]}` }, name)));
  show();
}

/** The sheet that the address names, else the first. */
function show() {
  const wanted = Math.max(SHEETS.indexOf(location.hash.slice(1)), 0);
  [...at("kit").children].forEach((sheet, index) => (/** @type {HTMLElement} */ (sheet).hidden = index !== wanted));
  [...at("sheets").children].forEach((link, index) => {
    if (index === wanted) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}
