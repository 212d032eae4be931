// @ts-check
// A textarea with the same handles as the rich composer.

export class Plain {
  /**
   * @param {HTMLTextAreaElement} box
   * @param {{ send: () => void, change: () => void }} on
   */
  constructor(box, on) {
    this.box = box;
    this.on = on;
    box.addEventListener("input", () => on.change());
    box.addEventListener("keydown", (event) => {
      // Enter that ends an input-method composition chooses a word; it does not send.
      if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
      event.preventDefault();
      on.send();
    });
  }

  get text() {
    return this.box.value.trim();
  }

  clear() {
    this.box.value = "";
    this.on.change();
  }
}
