// @ts-check
// The first page, opened once by itself: what is counted, where, and a small chat to see it happen. Each step can be gone
// to or left at any moment; nothing waits for being read.
import { askPopup, askSites } from "./ui/ask.js";
import { closePage } from "./ui/browser.js";
import { at, explain } from "./ui/dom.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { hideOff } from "./ui/school.js";
import { drawSites } from "./ui/site_rows.js";
import { drawPractice } from "./welcome/practice.js";

const [answer, view] = await Promise.all([askSites(), askPopup()]);
const words = await loadWords(view.ok ? view.view.language : null);
const { t } = words;
writeWords(document, words);
document.title = t("welcome_title");
if (view.ok) hideOff(view.view.chosen);
document.body.classList.remove("wordless");

const steps = [...document.querySelectorAll("#steps button")];
const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".step")]);
let here = 0;

/** @param {number} step @param {boolean} [led] the heading takes the focus, as a new page would */
function show(step, led = true) {
  here = step;
  for (const [index, section] of sections.entries()) section.hidden = index !== step;
  for (const [index, button] of steps.entries()) {
    if (index === step) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  }
  at("back").hidden = step === 0;
  at("next").textContent = t(step < sections.length - 1 ? "welcome_next" : "welcome_done");
  if (led) sections[step]?.querySelector("h2")?.focus();
}

for (const [index, button] of steps.entries()) button.addEventListener("click", () => show(index));
at("back").addEventListener("click", () => show(here - 1));
at("next").addEventListener("click", () => (here < sections.length - 1 ? show(here + 1) : closePage()));
at("skip").addEventListener("click", closePage);
// A photograph or a link may begin at a later step.
show(Math.min(Number(location.hash.slice(1)) || 0, sections.length - 1), false);

if (answer.ok) {
  const { sites } = answer;
  const [on, off] = [sites.filter(({ access }) => access === "install"), sites.filter(({ access }) => access === "optional")];
  await drawSites([[at("sites-on"), on], [at("sites-off"), off]], words, makeFormat(words).sourceDate);
  drawPractice(words);
} else {
  explain(answer, words);
}
at("page").removeAttribute("aria-busy");
