// @ts-check
// The dashboard: one period, its figures and their charts. What is looked at stands in the address; each change asks the
// background once and draws the answer.
import { askPeriod } from "./ui/ask_period.js";
import { addDays, isDay, PRESETS, spanOf } from "./ui/calendar.js";
import { drawAim } from "./ui/aim.js";
import { at, element, explain, sign, wear } from "./ui/dom.js";
import { countChange, energyChange, makeFormat, UNITS } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { hideOff } from "./ui/school.js";
import { apart } from "./ui/svg.js";
import { zoneNames } from "./ui/zones.js";
import { drawAtWidth, makePanel } from "./dashboard/panel.js";
import { panelsOf } from "./dashboard/panels.js";
import { readState, writeState } from "./dashboard/state.js";

/** @typedef {import("./ui/ask_period.js").Period} Period */

let state = readState(location.hash);
/** The day by the browser's clock, until the background says which day it counts. */
const clock = new Date();
let today = addDays("1970-01-01", Math.floor((clock.getTime() - clock.getTimezoneOffset() * 60_000) / 86_400_000));
/** Only the latest question is drawn: an earlier one may be answered later. */
let asking = 0;
let forget = () => {};
/** Draws the panels that were left for later. */
let finish = () => {};
/** @type {Period | null} */
let shown = null;

const ask = () => askPeriod(spanOf(state.preset, today, state.span));
// The browser's language is most often the chosen one, and its words load while the background adds up.
const [first, usual] = await Promise.all([ask(), loadWords(null)]);
const chosen = first.ok ? first.period.language : null;
/** What leads where the address does not say: the person's choice. */
const usualUnit = (first.ok && first.period.chosen.unit) || "led";
if (first.ok) wear(first.period.chosen.look);
if (first.ok) hideOff(first.period.chosen);
state = readState(location.hash, usualUnit);
const words = chosen && chosen !== usual.language ? await loadWords(chosen) : usual;
const { t, plural } = words;
const format = makeFormat(words);
const zoneName = zoneNames(words.locale);
writeWords(document, words);
document.title = `${t("extName")} – ${t("dashboard_heading")}`;
const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (at(id));
makeChoices();
draw(first, 1);
document.body.classList.remove("wordless");
// One chart is seen at once; the others come when it has been painted, however many years they show.
requestAnimationFrame(() =>
  setTimeout(() => {
    finish();
    at("page").removeAttribute("aria-busy");
  }),
);
addEventListener("hashchange", () => {
  state = readState(location.hash, usualUnit);
  showChoices();
  void look();
});

/** Asks for what the state says and draws it. */
async function look() {
  const mine = ++asking;
  const answer = await ask();
  if (mine === asking) draw(answer);
}

/** @param {Partial<typeof state>} change */
function choose(change) {
  const before = state;
  state = { ...state, ...change };
  history.replaceState(null, "", writeState(state));
  showChoices();
  if (before.preset === state.preset && before.span === state.span && shown) drawPeriod(shown);
  else void look();
}

/** Radio buttons: one tab stop and the arrow keys, as the browser has them. */
function makeChoices() {
  /** @param {string} name @param {string} value @param {string} said @param {() => void} act */
  const choice = (name, value, said, act) => {
    const input = element("input", { type: "radio", name, value, id: `${name}-${value}` });
    input.addEventListener("change", act);
    return element("label", {}, input, element("span", {}, said));
  };
  at("presets").append(
    ...PRESETS.map((preset) =>
      choice("show", preset, t(`preset_${preset}`), () =>
        choose({ preset, span: preset === "range" ? { first: shown?.first ?? today, last: shown?.last ?? today } : null }),
      ),
    ),
  );
  at("units").append(...UNITS.map((unit) => choice("in", unit, t(`in_${unit}`), () => choose({ unit }))));
  for (const id of ["first", "last"]) {
    at(id).addEventListener("change", () => {
      const span = { first: field("first").value, last: field("last").value };
      const fine = isDay(span.first) && isDay(span.last) && span.first <= span.last;
      at("range-wrong").textContent = fine ? "" : t("range_wrong");
      if (fine) choose({ preset: "range", span });
    });
  }
  at("choose").addEventListener("submit", (event) => event.preventDefault());
  at("all-days").addEventListener("click", () => choose({ preset: "all", span: null }));
  showChoices();
}

function showChoices() {
  for (const [name, value] of [["show", state.preset], ["in", state.unit]]) field(`${name}-${value}`).checked = true;
  at("range").hidden = state.preset !== "range";
  if (state.span) for (const [id, day] of Object.entries(state.span)) field(id).value = day;
}

/** @param {Awaited<ReturnType<typeof ask>>} answer @param {number} [atOnce] panels that do not wait for `finish` */
function draw(answer, atOnce) {
  if (!answer.ok) return explain(answer, words);
  const { period } = answer;
  shown = period;
  if (period.today !== today) {
    // Just after midnight, or where the browser's zone changed: the background's day decides.
    today = period.today;
    if (["today", "month", "year"].includes(state.preset)) return void look();
  }
  drawPeriod(period, atOnce);
}

/** @param {Period} period @param {number} [atOnce] */
function drawPeriod(period, atOnce = Infinity) {
  finish = () => {};
  const none = period.total.messages === 0 && period.total.replies === 0;
  at("first-use").hidden = !none;
  at("figures").hidden = none;
  if (none) {
    at("first-what").textContent = t(period.since ? "period_empty" : "first_heading");
    at("first-do").textContent = period.since
      ? t("period_empty_says", { day: format.sourceDate(period.since) })
      : t("first_says");
    at("all-days").hidden = !period.since || state.preset === "all";
    return;
  }
  drawHead(period);
  drawOrigin(period);
  forget();
  const method = t(`method_${period.method}`);
  const around = {
    words,
    file: period.first === period.last ? period.first : `${period.first}_${period.last}`,
    foot: t("foot", { days: apart(format.span(period.first, period.last)), method, date: format.sourceDate(period.dataVersion) }),
    noteHead: ["method", "data_version"],
    note: [period.method, period.dataVersion],
  };
  const view = { words, format, unit: state.unit, rtl: words.direction === "rtl" };
  const open = new Set([...document.querySelectorAll(".panel:has(details[open])")].map(({ id }) => id));
  const kinds = panelsOf(period, view);
  /** @type {(() => void)[]} */
  const drawn = [];
  at("panels").replaceChildren();
  const show = (/** @type {typeof kinds} */ some) => {
    const panels = some.map((panel) => makePanel(panel, around));
    at("panels").append(...panels.map(({ section }) => section));
    for (const { section } of panels) if (open.has(section.id)) section.querySelector("details")?.setAttribute("open", "");
    drawn.push(drawAtWidth(panels));
  };
  forget = () => drawn.forEach((letGo) => letGo());
  show(kinds.slice(0, atOnce));
  if (atOnce < kinds.length) finish = () => show(kinds.slice(atOnce));
}

/** @param {Period} period */
function drawHead({ first, last, total, before, sites, zone, doubtful, aim }) {
  const { unit } = state;
  at("head-title").textContent = first === last ? format.atLong(first) : format.span(first, last);
  at("head-says").textContent = before ? t("compared") : t("compared_none");
  const { about, between } = format.amount(unit, total.used[unit]);
  at("used-about").textContent = format.capital(format.named(unit, about));
  at("used-between").textContent = format.capital(between ?? "");
  at("used-change").textContent = before ? t("than_before", { change: t(energyChange(total.used[unit], before.used[unit])) }) : "";
  at("used-zone").textContent = unit === "gco2e" || unit === "water" ? zoneSentence(sites, zone) : "";
  const counts = /** @type {const} */ ([
    ["messages", total.messages, before?.messages],
    ["courtesies", total.courtesies, before?.courtesies],
    ["courtesy_only", total.courtesyOnly, before?.courtesyOnly],
    ["reply", total.replies, before?.replies],
  ]);
  at("counts").replaceChildren(
    ...counts.map(([key, now, past]) => {
      const changed = past === undefined ? null : countChange(now, past);
      const said = changed && (changed.by === 0 ? t("change_same") : plural(changed.key, changed.by, { count: format.count(changed.by) }));
      return element(
        "div",
        {},
        element("dt", {}, plural(key, now)),
        element("dd", {}, format.count(now)),
        said ? element("dd", { class: "quiet small" }, said) : null,
      );
    }),
  );
  drawAim(at("aim"), aim, words, format.count);
  at("doubts").hidden = doubtful.length === 0;
  const count = { count: format.count(doubtful.length) };
  at("doubts").replaceChildren(...(doubtful.length > 0 ? [sign(), plural("doubtful_days", doubtful.length, count)] : []));
}

/** @param {Period["sites"]} sites @param {string | null} chosen */
function zoneSentence(sites, chosen) {
  if (chosen) return t("zone_chosen", { zone: zoneName(chosen) });
  const zones = [...new Set(sites.map(({ zone }) => zone).filter(Boolean))].map(zoneName);
  const list = new Intl.ListFormat(words.locale, { type: "conjunction" }).format(zones);
  return plural("zone_servers", zones.length, { zones: list });
}

/** @param {Period} period */
function drawOrigin({ method, dataVersion, sources, since, gridDate, sites, zone }) {
  at("method").textContent = t(`method_${method}`);
  at("method-says").textContent = t(`method_${method}_says`);
  at("data-date").textContent = format.sourceDate(dataVersion);
  at("since").textContent = since ? format.sourceDate(since) : "–";
  at("sources").replaceChildren(
    ...sources.map(({ title, url, date }) => {
      const said = date ? t("origin_source", { title, date: format.sourceDate(date) }) : title;
      return element("li", {}, url ? element("a", { href: url, target: "_blank", rel: "noopener" }, said) : said);
    }),
  );
  at("grid").textContent = `${zoneSentence(sites, zone)} ${t("grid_source", { date: format.sourceDate(gridDate) })}`;
}
