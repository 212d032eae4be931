// @ts-check
// How pages find and make their nodes: always from nodes, never from strings.

/** @param {string} id */
export const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string | null)[]} children
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Puts the chosen appearance on, and leaves a copy that `look.js` finds before the next page's first paint.
 * @param {string} look `light`, `dark`, or nothing for the system's
 */
export function wear(look) {
  document.documentElement.dataset.look = look;
  try {
    localStorage.setItem("look", look);
  } catch {
    // Then each page follows when it has its answer.
  }
}

/** The small sign before what needs a look; the words beside it say why. */
export const sign = () => element("span", { class: "sign", "aria-hidden": "true" }, "!");

/**
 * Shows what went wrong and what to do, and nothing else of the page.
 * @param {{ reason: import("./ask.js").Reason, detail: string }} failure
 * @param {import("./i18n.js").Words} words
 */
export function explain({ reason, detail }, { t }) {
  for (const part of at("page").children) /** @type {HTMLElement} */ (part).hidden = part.id !== "trouble";
  at("trouble-what").textContent = t(`trouble_${reason}`);
  at("trouble-do").textContent = t(`trouble_${reason}_do`);
  at("trouble-detail").textContent = detail ? t("trouble_detail", { detail }) : "";
  at("trouble-detail").hidden = !detail;
  at("again").hidden = reason === "newer_schema";
  at("again").addEventListener("click", () => location.reload());
}
