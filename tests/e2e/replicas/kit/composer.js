// @ts-check
// A contenteditable box made of paragraphs, as rich-text editors make it.

/**
 * @param {Node} block
 * @returns {string}
 */
function lineOf(block) {
  let line = "";
  for (const node of block.childNodes) {
    if (node.nodeName === "BR") line += node.nextSibling ? "\n" : "";
    else if (node.nodeName === "P" || node.nodeName === "DIV") line += `${line ? "\n" : ""}${lineOf(node)}`;
    else line += node.childNodes.length ? lineOf(node) : (node.textContent ?? "");
  }
  return line;
}

export class Composer {
  /**
   * @param {HTMLElement} box
   * @param {{ send: () => void, change: () => void }} on
   */
  constructor(box, on) {
    this.box = box;
    this.on = on;
    this.reset();
    document.execCommand("defaultParagraphSeparator", false, "p");
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("input", () => {
      if (!box.querySelector("p")) this.reset(this.text);
      on.change();
    });
    box.addEventListener("paste", (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData?.getData("text/plain") ?? "");
    });
  }

  /** What is typed, one line per paragraph. */
  get text() {
    const lines = [...this.box.childNodes].map((node) =>
      node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : lineOf(node),
    );
    return lines.join("\n").replaceAll("\u00a0", " ").trim();
  }

  /** @param {string} [text] */
  reset(text = "") {
    const line = document.createElement("p");
    line.append(text === "" ? document.createElement("br") : text);
    const typing = document.activeElement === this.box;
    this.box.replaceChildren(line);
    if (typing) getSelection()?.setPosition(line, line.childNodes.length - (text === "" ? 1 : 0));
  }

  clear() {
    this.reset();
    this.on.change();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    // Enter that ends an input-method composition chooses a word; it does not send.
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.shiftKey) document.execCommand("insertParagraph");
    else this.on.send();
  }
}
