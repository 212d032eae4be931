// @ts-check
// A week as a picture to share: the page's own words and figures, no more. Always on light paper, since nobody knows
// where it will be shown; the direction of the text is the language's.
import { toPng } from "../ui/save.js";

/** @typedef {{ name: string, title: string, light: string, between: string, energy: string, range: import("../ui/ask.js").Range,
 *   counts: { count: string, said: string }[], origin: string, doubts: string, local: string }} Figures */

const [WIDTH, HEIGHT, EDGE] = [1200, 675, 64];
const PAPER = { paper: "#fbfcfd", ink: "#17232e", soft: "#51606d", line: "#d3dbe2", lamp: "#c47a00", glow: "#f4b83f" };

/**
 * @param {Figures} figures
 * @param {boolean} rtl
 * @returns {Promise<Blob>}
 */
export async function drawCard(figures, rtl) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const family = getComputedStyle(document.body).fontFamily;
  /** A place counted from where lines begin. @param {number} x @param {number} [wide] */
  const from = (x, wide = 0) => (rtl ? WIDTH - x - wide : x);
  pen.fillStyle = PAPER.paper;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = PAPER.glow;
  pen.fillRect(0, 0, WIDTH, 10);
  pen.direction = rtl ? "rtl" : "ltr";
  pen.textAlign = "start";
  /** Smaller where a long language needs it. @param {string} said @param {number} y @param {number} size @param {string} colour @param {number} [weight] @param {number} [x] @param {number} [room] */
  const write = (said, y, size, colour, weight = 400, x = EDGE, room = WIDTH - 2 * EDGE) => {
    pen.fillStyle = colour;
    let fits = size;
    do pen.font = `${weight} ${fits}px ${family}`;
    while (pen.measureText(said).width > room && --fits > 14);
    pen.fillText(said, rtl ? WIDTH - x : x, y, room);
  };

  const icon = new Image();
  icon.src = "icons/icon.svg";
  await icon.decode();
  pen.drawImage(icon, from(EDGE, 48), 44, 48, 48);
  write(figures.name, 78, 30, PAPER.ink, 650, EDGE + 62, 400);
  write(figures.title, 156, 34, PAPER.ink, 650);
  write(figures.light, 236, 54, PAPER.ink, 650);
  write(figures.between, 284, 28, PAPER.ink);
  write(figures.energy, 324, 26, PAPER.soft);

  // The range from nothing to its end, so that its width is not hidden.
  const { low, central, high } = figures.range;
  const room = WIDTH - 2 * EDGE;
  const place = (/** @type {number} */ value) => (high > 0 ? (value / high) * room : 0);
  pen.fillStyle = PAPER.line;
  pen.fillRect(EDGE, 368, room, 2);
  if (high > 0) {
    pen.fillStyle = PAPER.glow;
    pen.strokeStyle = PAPER.lamp;
    pen.lineWidth = 2;
    const [x, wide] = [from(EDGE + place(low), place(high) - place(low)), place(high) - place(low)];
    pen.fillRect(x, 356, wide, 26);
    pen.strokeRect(x, 356, wide, 26);
    pen.fillStyle = PAPER.ink;
    pen.fillRect(from(EDGE + place(central), 5), 350, 5, 38);
  }

  const each = room / figures.counts.length;
  figures.counts.forEach(({ count, said }, index) => {
    write(count, 474, 46, PAPER.ink, 650, EDGE + index * each, each - 24);
    write(said, 510, 22, PAPER.soft, 400, EDGE + index * each, each - 24);
  });
  pen.fillStyle = PAPER.line;
  pen.fillRect(EDGE, 548, room, 2);
  write(figures.origin, 588, 20, PAPER.soft);
  write([figures.doubts, figures.local].filter(Boolean).join(" · "), 620, 20, PAPER.soft);
  return toPng(canvas);
}
