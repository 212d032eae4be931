// @ts-check
// The popup: today, this week beside last week, and where the figures come from. It asks one question and draws the
// answer; it computes no figure of its own.
import { ask, askPopup, CATEGORIES } from "./ui/ask.js";
import { hasAccess, isAlarmed, onAccessChange } from "./ui/browser.js";
import { drawAim } from "./ui/aim.js";
import { drawDamaged } from "./ui/damaged.js";
import { drawPlan } from "./ui/class_popup.js";
import { at, element, explain, sign, wear } from "./ui/dom.js";
import { countChange, energyChange, makeFormat, ruler, UNITS } from "./ui/format.js";
import { chooseLanguage, loadWords, writeWords } from "./ui/i18n.js";
import { drawPause } from "./ui/pause.js";
import { healthSentence } from "./ui/site.js";

/** @typedef {import("./ui/ask.js").PopupView} View */
/** @typedef {import("./ui/ask.js").Tally} Tally */
/** @typedef {import("./ui/ask.js").Range} Range */
/** @typedef {import("./ui/format.js").Unit} Unit */
/** @typedef {import("./ui/format.js").Said} Said */
/** @typedef {import("./ui/i18n.js").Words} Words */

/** A worker that is just waking gets this long before the page shows its words without figures. */
const WAKING_MS = 150;

const asked = askPopup();
const waking = new Promise((done) => setTimeout(done, WAKING_MS, null));
let words = await loadWords(null);
const soon = await Promise.race([asked, waking]);
if (!soon) writeStill(words);
const answer = await asked;
if (answer.ok) wear(answer.view.chosen.look);
const language = answer.ok ? answer.view.language : null;
if (language && chooseLanguage([language]).locale !== words.locale) words = await loadWords(language);
writeStill(words);
if (answer.ok) draw(answer.view, words);
else explain(answer, words);
at("page").removeAttribute("aria-busy");

/**
 * The words that wait for no figure.
 * @param {Words} words
 */
function writeStill(words) {
  const format = makeFormat(words);
  writeWords(document, words);
  at("date").textContent = format.capital(format.day(new Date()));
  at("weeks-heading").textContent = words.t("weeks_heading");
  document.body.classList.remove("wordless");
}

/**
 * @param {View} view
 * @param {Words} words
 */
function draw(view, words) {
  const { t, plural } = words;
  const format = makeFormat(words);

  const dash = () =>
    element("span", { class: "unknown", role: "img", title: t("unknown"), "aria-label": t("unknown") }, "–");
  /** @param {number | null} count */
  const counted = (count) => (count === null ? dash() : format.count(count));
  /** @param {Said} said */
  const sentence = ({ about, between }) => (between ? t("range_sentence", { about, between }) : about);

  /** What leads, and what stands beside it: energy beside all others, light beside energy. */
  const unit = view.chosen.unit ?? "led";
  const beside = unit === "wh" ? "led" : "wh";
  /** A range in one of its units, as a phrase. @param {Unit} of @param {Range} range @returns {Said} */
  const amount = (of, range) => {
    const { about, between } = format.amount(of, range);
    return { about: format.named(of, about), between };
  };

  const neverCounted = view.today.messages === 0 && view.week.messages === 0 && !view.lastWeek;
  at("first").hidden = !neverCounted;
  for (const id of ["today", "weeks", "others", "kinds"]) at(id).hidden = neverCounted;

  drawPause(view.chosen.paused);
  void isAlarmed().then((alarmed) => (at("uncounted").hidden = !alarmed));
  drawDamaged(at("damaged"), view.damaged, words, format);
  drawToday(view.today);
  drawWeeks();
  drawAim(at("aim"), view.aim, words, format.count);
  at("summary-waits").hidden = !view.summaryWaits;
  drawOthers();
  drawKinds();
  drawSites(new Set());
  drawOrigin();
  drawRepriced();
  void drawPlan(at("plan"), words, format);
  void lookAtAccess();
  onAccessChange(() => void lookAtAccess());

  /** What newer data made of past figures: said once, until the person has read it. */
  function drawRepriced() {
    const { repriced } = view;
    at("repriced").hidden = !repriced;
    if (!repriced) return;
    const { days, before, after } = repriced;
    at("repriced-says").textContent = plural("repriced_says", days, {
      days: format.count(days),
      before: format.sentence("wh", before),
      after: format.sentence("wh", after),
    });
    at("repriced-read").addEventListener("click", async () => {
      const done = await ask({ ask: "repriced_read" });
      at("repriced").hidden = done.ok;
    });
  }

  /** Asked of the browser apart, so that no figure waits for it. */
  async function lookAtAccess() {
    const expected = view.sites.filter(({ access, origins, leftOut }) => access === "install" && origins.length > 0 && !leftOut);
    const held = await Promise.all(expected.map(({ origins }) => hasAccess(origins)));
    drawSites(new Set(expected.filter((_, index) => !held[index])));
  }

  /** @param {Tally} today */
  function drawToday(today) {
    const lines = /** @type {const} */ ([
      ["messages", "messages", today.messages],
      ["courtesies", "courtesies", today.courtesyTotal],
      ["courtesy-only", "courtesy_only", today.courtesyOnly],
    ]);
    for (const [id, key, count] of lines) {
      at(id).replaceChildren(counted(count));
      at(`${id}-label`).textContent = plural(key, count ?? 0);
    }
    const inLight = unit === "led";
    const cost = inLight ? today.courtesyOnlyLed : today.courtesyOnlyWh;
    const alone = today.courtesyOnly && cost ? format.amount(inLight ? "led" : "wh", cost) : null;
    const about = alone?.about ?? "";
    const said = inLight ? t("courtesy_only_cost", { light: about }) : t("courtesy_only_used", { amount: about });
    at("courtesy-only-cost").textContent = alone ? sentence({ about: said, between: alone.between }) : "";
    at("courtesy-only-cost").hidden = !alone;
    drawUsed(today.used[unit], today.used[beside]);
  }

  /**
   * @param {Range | null} leads
   * @param {Range | null} other
   */
  function drawUsed(leads, other) {
    const drawn = at("ruler");
    const said = leads && format.amount(unit, leads);
    const nothing = leads?.high === 0;
    at("light-heading").textContent = t(unit === "wh" || unit === "led" ? "light_heading" : `replies_${unit}`);
    at("light").replaceChildren(leads ? format.capital(amount(unit, leads).about) : dash());
    at("light-range").textContent = nothing ? t("energy_none") : format.capital(said?.between ?? "");
    at("energy").replaceChildren(other ? format.capital(sentence(amount(beside, other))) : dash());
    const placed = ruler(leads ?? { low: 0, central: 0, high: 0 }, unit);
    drawn.classList.toggle("empty", !said || nothing);
    for (const part of /** @type {const} */ (["low", "central", "high"])) {
      drawn.style.setProperty(`--${part}`, placed[part].toFixed(4));
    }
    const marks = placed.marks.map(({ at: place, minutes }) => {
      const edge = place < 0.05 ? "first" : place > 0.95 ? "last" : "";
      const mark = element("span", { class: edge }, element("span", {}, format.mark(minutes, unit)));
      mark.style.setProperty("--at", place.toFixed(4));
      return mark;
    });
    at("marks").replaceChildren(...marks);
    drawn.setAttribute(
      "aria-label",
      said && !nothing
        ? t(unit === "led" ? "ruler" : "ruler_amount", {
            from: format.mark(placed.from, unit),
            to: format.mark(placed.to, unit),
            [unit === "led" ? "light" : "amount"]: sentence(said),
          })
        : t("energy_none"),
    );
  }

  function drawWeeks() {
    const { week, lastWeek, weekInfo, lastWeekInfo } = view;
    at("weeks").classList.toggle("alone", !lastWeek);
    at("weeks-heading").textContent = t(lastWeek ? "weeks_heading" : "week_only_heading");
    at("week-days").textContent = weekInfo ? t("week_so_far", { days: format.days(weekInfo.start, weekInfo.end) }) : "";
    const past = lastWeekInfo && format.days(lastWeekInfo.start, lastWeekInfo.end);
    at("past-days").textContent = past ? (lastWeekInfo.final ? past : t("week_provisional", { days: past })) : "";

    /** @param {string} key @param {(tally: Tally) => number | null} pick */
    const countRow = (key, pick) => {
      const now = pick(week);
      const before = lastWeek && pick(lastWeek);
      let change = null;
      if (now !== null && before !== null) {
        const { key: word, by } = countChange(now, before);
        change = word === "change_same" ? t(word) : plural(word, by, { count: format.count(by) });
      }
      return row(key, "count", [counted(now), change], [counted(before), null]);
    };
    // Light and energy are one figure, and energy is the shorter to read.
    const shown = unit === "led" ? "wh" : unit;
    /** @param {Tally | null} tally @returns {(Node | string | null)[]} */
    const energyCell = (tally) => {
      const range = tally?.used[shown];
      if (!range) return [dash(), null];
      const { about, between } = format.amount(shown, range);
      return [about, between];
    };
    const [now, before] = [week.used[shown], lastWeek?.used[shown]];
    const change = now && before ? t(energyChange(now, before)) : null;
    at("weeks-rows").replaceChildren(
      countRow("row_messages", (tally) => tally.messages),
      countRow("row_courtesies", (tally) => tally.courtesyTotal),
      countRow("row_courtesy_only", (tally) => tally.courtesyOnly),
      row(`in_${shown}`, "range", [...energyCell(week), change], energyCell(lastWeek)),
    );
  }

  /**
   * @param {string} key
   * @param {"count" | "range"} kind
   * @param {(Node | string | null)[]} now the figure, then what is said about it
   * @param {(Node | string | null)[]} past
   */
  function row(key, kind, now, past) {
    /** @param {(Node | string | null)[]} parts @param {Record<string, string>} attributes */
    const cell = ([figure, ...about], attributes) => {
      const said = about.filter((part) => part !== null);
      const spans = said.map((part) => element("span", { class: "quiet small" }, part));
      const figures = element("span", {}, figure ?? "");
      return element("td", attributes, element("div", { class: kind }, figures, ...spans));
    };
    return element("tr", {}, element("th", { scope: "row" }, t(key)), cell(now, {}), cell(past, { class: "past" }));
  }

  /** The units that do not lead. */
  function drawOthers() {
    const others = UNITS.filter((other) => other !== unit);
    const pairs = others.map((other) => {
      const range = view.today.used[other];
      return element("div", {}, element("dt", {}, t(`in_${other}`)), element("dd", {}, range ? format.sentence(other, range) : dash()));
    });
    at("others-list").replaceChildren(...pairs);
  }

  function drawKinds() {
    const rows = CATEGORIES.map((category) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, t(`kind_${category}`)),
        element("td", {}, counted(view.today.courtesy[category])),
        element("td", {}, counted(view.week.courtesy[category])),
      ),
    );
    at("kinds-rows").replaceChildren(...rows);
  }

  /** @param {Set<import("./ui/site.js").Site>} closed sites that Merciwatt should see and may not */
  function drawSites(closed) {
    const told = view.sites.filter(({ leftOut }) => !leftOut).map((site) => ({
      site,
      wrong: closed.has(site) ? t("site_no_access", { site: site.name }) : healthSentence(site, words, format.sourceDate),
    }));
    const shown = told.filter(({ site, wrong }) => site.messages > 0 || wrong);
    const troubled = told.filter(({ wrong }) => wrong).length;
    at("sites").hidden = neverCounted && troubled === 0;
    at("sites-none").hidden = shown.length > 0;
    at("sites-do").hidden = troubled === 0;
    const look = troubled ? plural("sites_look", troubled, { count: format.count(troubled) }) : "";
    at("sites-look").replaceChildren(...(look ? [sign(), look] : []));
    const pairs = shown.map(({ site: { name, messages }, wrong }) =>
      element(
        "div",
        {},
        element("dt", {}, ...(wrong ? [sign()] : []), name),
        element("dd", {}, plural("site_messages", messages, { count: format.count(messages) })),
        wrong ? element("dd", { class: "quiet small wrong" }, wrong) : null,
      ),
    );
    at("sites-list").replaceChildren(...pairs);
  }

  function drawOrigin() {
    const known = ["calibrated", "ecologits", "study"].includes(view.method);
    at("method").replaceChildren(known ? t(`method_${view.method}`) : dash());
    at("method-says").textContent = known ? t(`method_${view.method}_says`) : "";
    at("data-date").replaceChildren(view.dataVersion ? format.sourceDate(view.dataVersion) : dash());
    const items = view.sources.map(({ title, url, date }) => {
      const said = date ? t("origin_source", { title, date: format.sourceDate(date) }) : title;
      return element("li", {}, url ? element("a", { href: url, target: "_blank", rel: "noopener" }, said) : said);
    });
    at("sources").replaceChildren(...items);
  }
}
