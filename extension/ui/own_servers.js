// @ts-check
// Chatbots on a server of one's own: the address is asked of the browser first, then told to the background.
import { readAddress } from "./address.js";
import { askAddHost, askRemoveHost, askSites } from "./ask.js";
import { dropAccess, requestAccess } from "./browser.js";
import { at, element } from "./dom.js";

/** @typedef {import("./site.js").Host} Host */

/**
 * @param {import("./site.js").Site[]} sites
 * @param {Host[]} hosts those already added
 * @param {import("./i18n.js").Words} words
 */
export function drawOwnServers(sites, hosts, { t }) {
  const kinds = sites.filter(({ access, leftOut }) => access === "self_hosted" && !leftOut);
  at("own").hidden = kinds.length === 0;
  at("kind").replaceChildren(...kinds.map(({ id, name }) => element("option", { value: id }, name)));
  const address = /** @type {HTMLInputElement} */ (at("address"));
  const kind = /** @type {HTMLSelectElement} */ (at("kind"));
  const taken = sites.flatMap(({ origins }) => origins);
  drawHosts();

  at("add").addEventListener("submit", async (event) => {
    event.preventDefault();
    const read = readAddress(address.value);
    if (!read.ok) return say(t(`own_${read.reason}`), true);
    const { host, pattern } = read;
    if (taken.includes(pattern) || hosts.some((known) => known.host === host)) {
      return say(t("own_known_host", { host }), true);
    }
    if (!(await requestAccess([pattern]))) return say(t("own_refused", { host }));
    const answer = await askAddHost(read.address, kind.value);
    if (!answer.ok) {
      if (answer.reason !== "known_host") void dropAccess([pattern]);
      const ours = ["bad_host", "known_host"].includes(answer.reason);
      return say(t(ours ? `own_${answer.reason}` : `trouble_${answer.reason}`, { host }), ours);
    }
    address.value = "";
    say(t("own_added", { host }));
    await refresh({ host, origin: pattern, site: kind.value });
  });

  /** @param {string} said @param {boolean} [wrong] the address is to be mended */
  function say(said, wrong = false) {
    at("own-said").textContent = said;
    address.setAttribute("aria-invalid", String(wrong));
    if (wrong) address.focus();
  }

  /** The list as the background holds it; if it is silent, as it must be. @param {Host} [added] */
  async function refresh(added) {
    const answer = await askSites();
    if (answer.ok) hosts = answer.hosts;
    else if (added) hosts = [...hosts, added];
    drawHosts();
  }

  function drawHosts() {
    const items = hosts.map((known) => {
      const name = kinds.find(({ id }) => id === known.site)?.name ?? known.site;
      const remove = element("button", { type: "button", "aria-label": t("own_remove_host", { host: known.host }) }, t("own_remove"));
      remove.addEventListener("click", () => void forget(known));
      return element("li", {}, element("span", {}, known.host, " ", element("span", { class: "quiet small" }, name)), remove);
    });
    at("hosts").replaceChildren(...items);
  }

  /** @param {Host} known */
  async function forget({ host, origin }) {
    const answer = await askRemoveHost(host);
    if (!answer.ok) return say(t(`trouble_${answer.reason}`));
    await dropAccess([origin]);
    hosts = hosts.filter((other) => other.host !== host);
    drawHosts();
    say(t("own_removed", { host }));
    address.focus(); // the button that had it is gone
  }
}
