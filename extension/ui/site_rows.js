// @ts-check
// Sites with their switches. A switch shows what the browser allows and changes nothing else: the background follows the
// browser's permissions.
import { dropAccess, hasAccess, onAccessChange, requestAccess } from "./browser.js";
import { element, sign } from "./dom.js";

/** @typedef {import("./site.js").Site} Site */

/**
 * Draws sites into their lists, and keeps them true.
 * @param {[HTMLElement, Site[]][]} lists servers of one's own are left out
 * @param {import("./i18n.js").Words} words
 * @param {(date: string) => string} date
 */
export async function drawSites(lists, { t }, date) {
  const rows = lists.flatMap(([list, sites]) => {
    const shown = sites.filter(({ access, origins }) => access !== "self_hosted" && origins.length > 0);
    // Those of the installation first: most people look for one of them.
    const optional = (/** @type {Site} */ { access }) => Number(access !== "install");
    shown.sort((one, other) => optional(one) - optional(other) || one.name.localeCompare(other.name));
    const rows = shown.map(row);
    list.replaceChildren(...rows.map(({ item }) => item));
    return rows;
  });
  const update = () => Promise.all(rows.map(({ update }) => update()));
  await update();
  onAccessChange(() => void update());

  /**
   * One site: its name, its switch, and a line on how it stands.
   * @param {Site} site
   */
  function row(site) {
    const { id, name, access, origins, health, verifiedOn, leftOut } = site;
    const input = /** @type {HTMLInputElement} */ (
      element("input", { type: "checkbox", role: "switch", class: "switch", id: `site-${id}`, "aria-describedby": `state-${id}` })
    );
    input.disabled = leftOut;
    const state = element("p", { class: "state quiet small", id: `state-${id}`, "aria-live": "polite" });
    const item = element("li", {}, element("label", { for: input.id }, name), input, state);

    /** @param {boolean} on */
    function says(on) {
      if (leftOut) return [t("school_site")];
      if (!on) return access === "install" ? [sign(), t("site_no_access", { site: name })] : [t("site_off")];
      if (health.state !== "ok") return [sign(), t("site_see_health")];
      return [verifiedOn ? t("site_checked", { date: date(verifiedOn) }) : t("site_on")];
    }
    async function update() {
      const on = await hasAccess(origins);
      input.checked = on && !leftOut;
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
}
