// @ts-check
// Sites and settings: where Merciwatt counts, servers of one's own, and what to do when a site has changed.
import { askPopup, askSites } from "./ui/ask.js";
import { drawAimChoice } from "./ui/aim_choice.js";
import { drawDamaged } from "./ui/damaged.js";
import { at, explain, wear } from "./ui/dom.js";
import { drawChoices, keeper } from "./ui/choices.js";
import { drawErase } from "./ui/erase.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { drawKeeping } from "./ui/keeping.js";
import { drawOwnServers } from "./ui/own_servers.js";
import { drawNoticeChoice } from "./ui/notice_choice.js";
import { drawReports } from "./ui/report.js";
import { drawSchool, hideOff, isOff } from "./ui/school.js";
import { drawSwitch } from "./ui/switch.js";
import { drawSites } from "./ui/site_rows.js";

// The sites' answer does not tell the language a person chose; the popup's does.
const [answer, view] = await Promise.all([askSites(), askPopup()]);
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
const { t } = words;
const format = makeFormat(words);
writeWords(document, words);
document.title = `${t("extName")} – ${t("options_heading")}`;
document.body.classList.remove("wordless");
drawErase(words);
if (answer.ok) {
  for (const part of document.querySelectorAll(".chosen")) /** @type {HTMLElement} */ (part).hidden = !view.ok;
  if (view.ok) {
    const set = keeper(t);
    drawAimChoice(words, view.view.aim, format.count, set);
    const { keep, pill, paused, school } = view.view.chosen;
    if (school) drawSchool(school, words);
    hideOff(view.view.chosen);
    drawDamaged(at("damaged"), view.view.damaged, words, format);
    drawKeeping(words, format, keep, set, school?.keep);
    await drawNoticeChoice(words);
    drawSwitch("pill", "pill", words, pill, isOff(view.view.chosen, "pill"));
    drawSwitch("pause", "paused", words, paused);
    await drawChoices(words, view.view, format, set);
  }
  await drawSites([[at("sites"), answer.sites]], words, format.sourceDate);
  drawOwnServers(answer.sites, answer.hosts, words);
  drawReports(answer.sites, answer.hosts, words, format.sourceDate);
} else {
  explain(answer, words);
}
at("page").removeAttribute("aria-busy");
