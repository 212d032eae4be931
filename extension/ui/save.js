// @ts-check
// Files from the person and for the person: chosen or dropped; made here and handed to the browser's own download by a link, so
// no permission is needed.

/** What a picture takes from the page's style, which it leaves behind when it becomes a file. */
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "font-size", "font-weight", "font-family", "visibility"];
const TWICE = 2;

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the data by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** With the mark by which spreadsheets know UTF-8. @param {string} text @param {string} name */
export const saveCsv = (text, name) => save(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }), name);

/**
 * A drawing as a picture file, with what it shows above and where it comes from below.
 * @param {SVGSVGElement} drawn
 * @param {{ title: string, foot: string, rtl: boolean }} about
 * @returns {Promise<Blob>}
 */
export async function pngOf(drawn, { title, foot, rtl }) {
  const [width, height] = [drawn.viewBox.baseVal.width, drawn.viewBox.baseVal.height];
  const copy = /** @type {SVGSVGElement} */ (drawn.cloneNode(true));
  const [from, to] = [[...drawn.querySelectorAll("*")], [...copy.querySelectorAll("*")]];
  from.forEach((node, index) => {
    const style = getComputedStyle(node);
    for (const name of KEPT) to[index]?.setAttribute(name, style.getPropertyValue(name));
  });
  // Where somebody pointed is of no use to others.
  copy.querySelector(".cursor")?.remove();
  const page = getComputedStyle(document.body);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  // As data, which the page's policy allows for pictures; a canvas stays readable after it.
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await picture.decode();

  const [edge, head, below] = [16, 44, 34];
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * edge) * TWICE;
  canvas.height = (height + head + below) * TWICE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(TWICE, TWICE);
  pen.fillStyle = page.backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, edge, head, width, height);
  pen.direction = rtl ? "rtl" : "ltr";
  pen.textAlign = "start";
  const start = rtl ? width + edge : edge;
  pen.fillStyle = page.color;
  pen.font = `650 16px ${page.fontFamily}`;
  pen.fillText(title, start, 28, width);
  pen.font = `12px ${page.fontFamily}`;
  pen.fillText(foot, start, height + head + 22, width);
  return toPng(canvas);
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export const toPng = (canvas) =>
  new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("The picture could not be made."))), "image/png");
  });

/**
 * Takes what is chosen, or dropped anywhere on the page.
 * @param {HTMLInputElement} field
 * @param {HTMLElement} zone what shows that a file may be dropped
 * @param {(files: File[], text: string) => void} take
 */
export function takeFiles(field, zone, take) {
  field.addEventListener("change", () => {
    take([...(field.files ?? [])], "");
    field.value = ""; // the same file may be chosen again
  });
  for (const over of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(over, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", over === "dragover");
      const given = /** @type {DragEvent} */ (event).dataTransfer;
      if (over === "drop" && given) take([...given.files], given.getData("text/plain"));
    });
  }
}
