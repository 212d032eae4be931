// @ts-check
// Sites that have changed, and a report on them: shown first, copied only then, and never sent by Merciwatt.
import { askReport } from "./ask.js";
import { outlinePage } from "./browser.js";
import { at, element, sign } from "./dom.js";
import { healthSentence } from "./site.js";

/** @typedef {import("./site.js").Site} Site */

/**
 * @param {Site[]} sites
 * @param {import("./site.js").Host[]} hosts
 * @param {import("./i18n.js").Words} words
 * @param {(date: string) => string} date
 */
export function drawReports(sites, hosts, words, date) {
  const { t } = words;
  const changed = sites.filter(({ health }) => health.state !== "ok");
  at("health-fine").hidden = changed.length > 0;
  at("health-do").hidden = changed.length === 0;
  const items = changed.map((site) => {
    const says = `health-${site.id}`;
    const prepare = element("button", { type: "button", "aria-describedby": says }, t("report_show"));
    const item = element("li", {}, element("p", { id: says }, sign(), healthSentence(site, words, date)), prepare);
    prepare.addEventListener("click", () => {
      item.append(at("report-all"));
      void show(site);
    });
    return item;
  });
  at("health").replaceChildren(...items);
  at("report-copy").addEventListener("click", () => void copy());

  /** @param {Site} site */
  async function show({ id, name, origins }) {
    at("report-said").textContent = "";
    const own = hosts.filter(({ site }) => site === id).map(({ origin }) => origin);
    const pages = [...origins, ...own];
    const [answer, outline] = await Promise.all([askReport(id), pages.length ? outlinePage(pages) : null]);
    at("report").hidden = !answer.ok;
    if (!answer.ok) return void (at("report-said").textContent = t(`trouble_${answer.reason}`));
    at("report-title").textContent = t("report_of", { site: name });
    at("report-holds").textContent = t(outline ? "report_with_page" : "report_without_page", { site: name });
    at("report-text").textContent = JSON.stringify(outline ? { ...answer.report, page: outline } : answer.report, null, 2);
    at("report-title").focus();
    at("report").scrollIntoView({ block: "nearest" });
  }

  async function copy() {
    const copied = await navigator.clipboard.writeText(at("report-text").textContent ?? "").then(
      () => true,
      () => false,
    );
    at("report-said").textContent = t(copied ? "report_copied" : "report_not_copied");
  }
}
