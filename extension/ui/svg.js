// @ts-check
// Drawings as nodes. A picture has a title and a description for those who listen. Everything is drawn from the left and
// turned here for languages that begin at the right: time too runs the way people read, as in the popup's ruler, so the
// first day always stands where the line begins.

/** @typedef {Record<string, string | number>} Attributes */

const SVG = "http://www.w3.org/2000/svg";
let made = 0;

/** A name in other letters keeps to itself: a number after it would be drawn into it. @param {string} name */
export const apart = (name) => `\u2068${name}\u2069`;

/** @param {string} tag @param {Attributes} attributes @param {(Node | string)[]} children */
export function shape(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  }
  node.append(...children);
  return node;
}

/**
 * A sheet to draw on.
 * @param {{ width: number, height: number, title: string, desc: string, rtl: boolean }} about
 */
export function sheet({ width, height, title, desc, rtl }) {
  const id = `picture-${++made}`;
  const picture = shape(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": `${id}-title ${id}-desc`, direction: "ltr" },
    shape("title", { id: `${id}-title` }, title),
    shape("desc", { id: `${id}-desc` }, desc),
  );
  /** @param {number} x @param {number} [wide] */
  const turned = (x, wide = 0) => (rtl ? width - x - wide : x);
  return {
    picture: /** @type {SVGSVGElement} */ (picture),
    /** @param {string} name @param {number} x @param {number} y @param {number} wide @param {number} tall @param {Attributes} [more] */
    box(name, x, y, wide, tall, more = {}) {
      const box = shape("rect", { class: name, x: turned(x, wide), y, width: wide, height: tall, ...more });
      picture.append(box);
      return box;
    },
    /** @param {string} name @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
    line(name, x1, y1, x2, y2) {
      const line = shape("line", { class: name, x1: turned(x1), y1, x2: turned(x2), y2 });
      picture.append(line);
      return line;
    },
    /** A text is given its own direction, so that numbers and units stay in order. @param {string} said @param {number} x @param {number} y @param {"start" | "middle" | "end"} [anchor] @param {string} [name] */
    write(said, x, y, anchor = "start", name = "label") {
      const shown = rtl && anchor !== "middle" ? (anchor === "start" ? "end" : "start") : anchor;
      // Isolated by the script's own direction; the anchor is that of a line from left to right.
      const marked = rtl ? `\u2067${said}\u2069` : said;
      picture.append(shape("text", { class: name, x: turned(x), y, "text-anchor": shown }, marked));
    },
  };
}
