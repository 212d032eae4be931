// @ts-check
// Sites and settings: where Merciwatt counts, servers of one's own, and what to do when a site has changed.
import { askPopup, askSites } from "./ui/ask.js";
import { at, explain } from "./ui/dom.js";
import { drawChoices } from "./ui/choices.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { drawOwnServers } from "./ui/own_servers.js";
import { drawPillChoice } from "./ui/pill_choice.js";
import { drawReports } from "./ui/report.js";
import { drawSites } from "./ui/site_rows.js";

// The sites' answer does not tell the language a person chose; the popup's does.
const [answer, view] = await Promise.all([askSites(), askPopup()]);
const words = await loadWords(view.ok ? view.view.language : null);
const { t } = words;
const format = makeFormat(words);
writeWords(document, words);
document.title = `${t("extName")} – ${t("options_heading")}`;
document.body.classList.remove("wordless");
if (answer.ok) {
  if (view.ok) await drawChoices(words, view.view, format.count);
  at("choices").hidden = !view.ok;
  await drawSites([[at("sites"), answer.sites]], words, format.sourceDate);
  if (view.ok) drawPillChoice(words, view.view.pill);
  at("on-pages").hidden = !view.ok;
  drawOwnServers(answer.sites, answer.hosts, words);
  drawReports(answer.sites, answer.hosts, words, format.sourceDate);
} else {
  explain(answer, words);
}
at("page").removeAttribute("aria-busy");
