// @ts-check
// Sites and settings: where Merciwatt counts, servers of one's own, and what to do when a site has changed. A switch
// shows what the browser allows and changes nothing else: the background follows the browser's permissions.
import { askPopup, askSites } from "./ui/ask.js";
import { dropAccess, hasAccess, onAccessChange, requestAccess } from "./ui/browser.js";
import { drawAimChoice } from "./ui/aim_choice.js";
import { at, element, explain, sign, wear } from "./ui/dom.js";
import { drawChoices, keeper } from "./ui/choices.js";
import { makeFormat } from "./ui/format.js";
import { loadWords, writeWords } from "./ui/i18n.js";
import { drawKeeping } from "./ui/keeping.js";
import { drawOwnServers } from "./ui/own_servers.js";
import { drawReports } from "./ui/report.js";

/** @typedef {import("./ui/site.js").Site} Site */

// The sites' answer does not tell the language a person chose; the popup's does.
const [answer, view] = await Promise.all([askSites(), askPopup()]);
const words = await loadWords(view.ok ? view.view.language : null);
if (view.ok) wear(view.view.chosen.look);
const { t } = words;
const format = makeFormat(words);
writeWords(document, words);
document.title = `${t("extName")} – ${t("options_heading")}`;
document.body.classList.remove("wordless");
if (answer.ok) {
  for (const part of document.querySelectorAll(".chosen")) /** @type {HTMLElement} */ (part).hidden = !view.ok;
  if (view.ok) {
    const set = keeper(t);
    drawAimChoice(words, view.view.aim, format.count, set);
    drawKeeping(words, format, view.view.chosen.keep, set);
    await drawChoices(words, view.view, format, set);
  }
  const rows = answer.sites.filter(({ access, origins }) => access !== "self_hosted" && origins.length > 0).map(row);
  at("sites").replaceChildren(...rows.map(({ item }) => item));
  const update = () => Promise.all(rows.map(({ update }) => update()));
  await update();
  onAccessChange(() => void update());
  drawOwnServers(answer.sites, answer.hosts, words);
  drawReports(answer.sites, answer.hosts, words, format.sourceDate);
} else {
  explain(answer, words);
}
at("page").removeAttribute("aria-busy");

/**
 * One site: its name, its switch, and a line on how it stands.
 * @param {Site} site
 */
function row(site) {
  const { id, name, access, origins, health, verifiedOn } = site;
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "checkbox", role: "switch", class: "switch", id: `site-${id}`, "aria-describedby": `state-${id}` })
  );
  const state = element("p", { class: "state quiet small", id: `state-${id}`, "aria-live": "polite" });
  const item = element("li", {}, element("label", { for: input.id }, name), input, state);

  /** @param {boolean} on */
  function says(on) {
    if (!on) return access === "install" ? [sign(), t("site_no_access", { site: name })] : [t("site_off")];
    if (health.state !== "ok") return [sign(), t("site_see_health")];
    return [verifiedOn ? t("site_checked", { date: format.sourceDate(verifiedOn) }) : t("site_on")];
  }
  async function update() {
    const on = await hasAccess(origins);
    input.checked = on;
    const said = says(on);
    // Told anew only if it changed, so that a listener is not told every site at each switch.
    if (state.textContent !== element("p", {}, ...said).textContent) state.replaceChildren(...said);
  }
  input.addEventListener("click", async () => {
    const wanted = input.checked;
    const done = await (wanted ? requestAccess(origins) : dropAccess(origins));
    await update();
    if (!wanted && !done && input.checked) state.textContent = t("site_browser_decides", { site: name });
  });
  return { item, update };
}
