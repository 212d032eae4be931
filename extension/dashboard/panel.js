// @ts-check
// The frame of every chart: heading, one sentence, the drawing at the width it has, the same figures as a table, and
// the drawing and the figures as files.
import { csv } from "../ui/csv.js";
import { element } from "../ui/dom.js";
import { pngOf, saveCsv, save } from "../ui/save.js";

/** @typedef {string | number | boolean | null} Field */
/**
 * @typedef {object} Table
 * @property {string[]} head
 * @property {string[][]} rows
 * @property {string[]} fileHead keys, the same in every language
 * @property {Field[][]} fileRows
 */
/**
 * @typedef {object} Panel
 * @property {string} id
 * @property {string} title
 * @property {string} [says]
 * @property {boolean} [wide] over both columns of panels
 * @property {(width: number) => SVGSVGElement} [draw]
 * @property {(box: HTMLElement) => void} [more] adds to the drawing what is not drawn
 * @property {() => Table} table made when it is wanted: ten years are many rows
 */
/** @typedef {{ words: import("../ui/i18n.js").Words, file: string, foot: string, note: Field[], noteHead: string[] }} Around */

/**
 * @param {Panel} panel
 * @param {Around} around
 */
export function makePanel({ id, title, says, wide, draw, more, table }, { words, file, foot, note, noteHead }) {
  const { t, direction } = words;
  const heading = `panel-${id}`;
  const plot = element("div", { class: "plot" });
  const shown = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table_of", { title }) });
  const fold = element("details", {}, element("summary", {}, t("table")), shown);
  fold.addEventListener("toggle", () => shown.childElementCount === 0 && shown.append(tableOf(table())), { once: true });
  const name = (/** @type {string} */ ending) => `merciwatt-${id}-${file}.${ending}`;
  /** @param {string} word @param {string} said @param {() => void} act */
  const button = (word, said, act) => {
    const made = element("button", { type: "button", class: "plain", "aria-label": said }, word);
    made.addEventListener("click", act);
    return made;
  };
  const said = element("p", { role: "status", class: "quiet small" });
  const png = button("PNG", t("save_png", { title }), () => {
    const drawn = plot.querySelector("svg");
    if (!drawn) return;
    pngOf(drawn, { title, foot, rtl: direction === "rtl" }).then(
      (blob) => save(blob, name("png")),
      () => (said.textContent = t("save_failed")),
    );
  });
  const figures = button("CSV", t("save_csv", { title }), () => {
    const { fileHead, fileRows } = table();
    saveCsv(csv([...fileHead, ...noteHead], fileRows.map((row) => [...row, ...note])), name("csv"));
  });
  const section = element(
    "section",
    { class: wide ? "panel wide" : "panel", id, "aria-labelledby": heading },
    element("h2", { id: heading }, title),
    says ? element("p", { class: "quiet" }, says) : null,
    draw ? plot : null,
    said,
    element(
      "div",
      { class: "tools" },
      fold,
      element("div", { class: "files" }, ...(draw ? [png] : []), figures),
    ),
  );
  const redraw = (/** @type {number} */ width) => {
    const first = plot.querySelector("svg");
    const drawn = draw?.(width);
    if (!drawn) return;
    if (first) first.replaceWith(drawn);
    else plot.prepend(drawn);
  };
  if (more) more(plot);
  return { section, plot, redraw };
}

/** @param {Table} table */
function tableOf({ head, rows }) {
  const lines = rows.map(([name, ...cells]) =>
    element("tr", {}, element("th", { scope: "row" }, name ?? ""), ...cells.map((cell) => element("td", {}, cell))),
  );
  const names = element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)));
  return element("table", {}, element("thead", {}, names), element("tbody", {}, ...lines));
}

/** Draws panels at the width they have, and again when it changes. @param {{ plot: HTMLElement, redraw: (width: number) => void }[]} panels */
export function drawAtWidth(panels) {
  const widths = new Map();
  const draw = () => {
    // All widths are read before anything is drawn: reading between drawings would lay the page out each time.
    const now = panels.map(({ plot }) => Math.max(200, Math.floor(plot.clientWidth)));
    panels.forEach(({ plot, redraw }, index) => {
      if (widths.get(plot) === now[index]) return;
      widths.set(plot, now[index]);
      redraw(now[index] ?? 200);
    });
  };
  draw();
  const observer = new ResizeObserver(draw);
  for (const { plot } of panels) observer.observe(plot);
  return () => observer.disconnect();
}
