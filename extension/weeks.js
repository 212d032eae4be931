// @ts-check
// Weekly summaries: the stored ones, newest first, and one of them as a page to print or a card to share. Each was
// stored when its week had ended everywhere, and says what it was priced with.
import { CATEGORIES } from "./ui/ask.js";
import { askWeeks } from "./ui/ask_period.js";
import { at, element, explain, sign, wear } from "./ui/dom.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { save } from "./ui/save.js";
import { apart } from "./ui/svg.js";
import { drawCard } from "./weeks/card.js";
import { rowChart } from "./dashboard/rows.js";
import { drawAtWidth } from "./dashboard/panel.js";

/** @typedef {import("./ui/ask_period.js").WeekSums} Week */
/** @typedef {import("./ui/format.js").Unit} Unit */

const answer = await askWeeks();
const words = await loadWords(answer.ok ? answer.view.language : null);
if (answer.ok) wear(answer.view.chosen.look);
/** The figure that leads, and the one beside it. @type {[Unit, Unit]} */
const [leads, beside] = answer.ok && answer.view.chosen.unit === "wh" ? ["wh", "led"] : [(answer.ok && answer.view.chosen.unit) || "led", "wh"];
const { t, plural } = words;
const format = makeFormat(words);
const rtl = words.direction === "rtl";
writeWords(document, words);
document.title = `${t("extName")} – ${t("summaries_heading")}`;
document.body.classList.remove("wordless");
let forget = () => {};
if (answer.ok) show(answer.view);
else explain(answer, words);
at("page").removeAttribute("aria-busy");

/** @param {import("./ui/ask_period.js").Weeks} view */
function show({ weeks, method, sources }) {
  at("none").hidden = weeks.length > 0;
  at("weeks").hidden = weeks.length === 0;
  if (weeks.length === 0) return;
  const links = weeks.map((week) => {
    const count = plural("site_messages", week.sums.messages, { count: format.count(week.sums.messages) });
    const link = element("a", { href: `#${week.week}` }, format.span(week.start, week.end), element("span", {}, count));
    return { week, link };
  });
  at("links").replaceChildren(...links.map(({ link }) => element("li", {}, link)));
  const chosen = () => weeks.find(({ week }) => `#${week}` === location.hash) ?? /** @type {Week} */ (weeks[0]);
  const draw = () => {
    for (const { week, link } of links) {
      if (week === chosen()) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    drawWeek(chosen(), method, sources);
  };
  draw();
  addEventListener("hashchange", () => {
    draw();
    // Who listens is told that the page has changed, and who uses keys goes on from there.
    at("week-title").focus();
  });
  at("print").addEventListener("click", () => print());
  at("card").addEventListener("click", () => {
    const week = chosen();
    drawCard(figures(week, method), rtl).then(
      (blob) => save(blob, `merciwatt-${week.week}.png`),
      () => (at("card-said").textContent = t("save_failed")),
    );
  });
}

/** The same words for the page and for the card. @param {Week} week @param {string} method */
function figures({ start, end, sums, dataVersion, doubtful }, method) {
  const first = format.amount(leads, sums.used[leads]);
  const second = format.amount(beside, sums.used[beside]);
  /** @param {Unit} unit @param {string} about */
  const named = (unit, about) => format.capital(format.named(unit, about));
  const lines = /** @type {const} */ ([
    ["messages", sums.messages],
    ["courtesies", sums.courtesies],
    ["courtesy_only", sums.courtesyOnly],
    ["reply", sums.replies],
  ]);
  return {
    name: t("extName"),
    title: t("summary_of", { days: format.span(start, end) }),
    light: named(leads, first.about),
    between: format.capital(first.between ?? ""),
    energy: second.between ? t("range_sentence", { about: named(beside, second.about), between: second.between }) : named(beside, second.about),
    range: sums.used[leads],
    counts: lines.map(([key, count]) => ({ count: format.count(count), said: plural(key, count) })),
    origin: t("summary_origin", { method: t(`method_${method}`), date: format.sourceDate(dataVersion) }),
    doubts: doubtful.length > 0 ? plural("doubtful_days", doubtful.length, { count: format.count(doubtful.length) }) : "",
    local: t("privacy_line"),
  };
}

/** What the week was held to, and what came of it. @param {import("./ui/settings.js").Aim} aim */
function aimSentence({ of, most, count }) {
  const aim = plural(`summary_aim_${of}`, most, { count: format.count(most) });
  return `${aim} ${t(count > most ? "summary_aim_passed" : "summary_aim_kept", { count: format.count(count) })}`;
}

/** @param {Week} week @param {string} method @param {{ title: string, url: string, date: string }[]} sources */
function drawWeek(week, method, sources) {
  const said = figures(week, method);
  const { sums } = week;
  at("week-title").textContent = said.title;
  at("week-closed").textContent = week.closed > 0 ? t("summary_closed", { date: format.sourceDate(new Date(week.closed).toISOString().slice(0, 10)) }) : "";
  at("week-light").textContent = said.light;
  at("week-between").textContent = said.between;
  at("week-energy").textContent = said.energy;
  at("week-aim").textContent = week.aim ? aimSentence(week.aim) : "";
  at("week-caption").textContent = said.title;
  const counts = said.counts.map(({ count, said: what }) => [format.capital(what), count]);
  const cost = format.sentence("led", sums.only.led);
  at("week-rows").replaceChildren(
    ...[...counts, ...(sums.courtesyOnly > 0 ? [[t("only_cost"), cost]] : [])].map(([what, figure]) =>
      element("tr", {}, element("th", { scope: "row" }, what ?? ""), element("td", {}, figure ?? "")),
    ),
  );
  const pair = (/** @type {string} */ name, /** @type {string} */ figure) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, figure));
  at("week-kinds").replaceChildren(...CATEGORIES.map((category) => pair(t(`kind_${category}`), format.count(sums.courtesy[category]))));
  const sites = [...week.sites].sort(([, one], [, other]) => other - one).filter(([, messages]) => messages > 0);
  at("week-sites").replaceChildren(...sites.map(([name, messages]) => pair(name, format.count(messages))));
  at("week-meaning").textContent = sums.messages > 0 ? t("summary_means") : t("summary_means_nothing");
  const days = week.doubtful.map((day) => format.atLong(day));
  const list = new Intl.ListFormat(words.locale, { type: "conjunction" }).format(days);
  at("week-doubts").replaceChildren(...(days.length > 0 ? [sign(), t("doubtful_list", { days: list })] : []));
  const from = sources.map(({ title, date }) => apart(date ? t("origin_source", { title, date: format.sourceDate(date) }) : title));
  at("week-origin").textContent = [said.origin, ...from].join(" · ");

  forget();
  const plot = at("week-band");
  const rows = [
    { name: t("only_all"), said: "", value: sums.used.wh },
    { name: t("only_alone"), said: "", value: sums.only.wh },
  ].map((row) => ({ ...row, said: format.sentence("wh", row.value) }));
  const redraw = (/** @type {number} */ width) =>
    plot.replaceChildren(rowChart({ title: t("row_energy"), desc: t("desc_rows"), rtl, rows }, width));
  forget = drawAtWidth([{ plot, redraw }]);
}
