// @ts-check
// The virtual list: only the items near the screen stand in the page. An item that scrolls away is taken out; when it
// comes back it is a new element. A rail at the edge has a mark for each message, mounted or not.

import { h, need } from "../kit/dom.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** Pixels beyond the screen that are still mounted. */
const NEAR = 300;
/** Height of an item that was never measured. */
const GUESS = 140;
/** Distance from the bottom within which the list keeps to it. */
const BOTTOM = 60;

/** @param {HTMLElement} item */
const keyOf = (item) => item.dataset.virtualListItemKey ?? "";

export class VirtualList {
  /** @param {{ turns: () => Turn[], rebuilt: (node: HTMLElement) => HTMLElement, mark: string }} on */
  constructor(on) {
    this.on = on;
    this.scroller = need(".ds-virtual-list");
    this.frame = need(".ds-virtual-list-items");
    this.shown = need(".ds-virtual-list-visible-items");
    this.rail = need(".rail");
    /** @type {Map<string, number>} */
    this.heights = new Map();
    /** @type {WeakSet<HTMLElement>} */
    this.away = new WeakSet();
    this.toBottom = true;
    this.waiting = false;
    this.scroller.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.scroller;
      this.toBottom = scrollHeight - scrollTop - clientHeight < BOTTOM;
      this.changed();
    });
    new MutationObserver(() => this.changed()).observe(this.shown, { childList: true });
    new ResizeObserver(() => this.changed()).observe(this.scroller);
  }

  /**
   * Draws again after the current task. Not in an animation frame: a hidden page has none, and its chat goes on.
   * @param {boolean} [toBottom] scroll down too
   */
  changed(toBottom = false) {
    if (toBottom) this.toBottom = true;
    if (this.waiting) return;
    this.waiting = true;
    queueMicrotask(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** Another chat: its items have the same keys. */
  forget() {
    this.heights.clear();
    this.changed(true);
  }

  items() {
    return this.on
      .turns()
      .flatMap(({ ask, said }) => (ask ? [ask, said] : []))
      .filter((item) => item !== null);
  }

  draw() {
    this.marks();
    // What is measured may change what is near; it settles after a round or two.
    for (let round = 0; round < 4; round += 1) {
      this.mount();
      const grown = this.measure();
      if (this.toBottom) this.scroller.scrollTop = this.scroller.scrollHeight;
      if (!grown) break;
    }
  }

  /** @param {HTMLElement} item */
  height(item) {
    return this.heights.get(keyOf(item)) ?? GUESS;
  }

  mount() {
    const { scrollTop, clientHeight } = this.scroller;
    const items = this.items();
    const total = items.reduce((sum, item) => sum + this.height(item), 0);
    this.frame.style.minHeight = `${total}px`;
    const from = this.toBottom ? total - clientHeight : scrollTop;
    let top = 0;
    let first = -1;
    const wanted = [];
    for (const item of items) {
      const bottom = top + this.height(item);
      if (bottom >= from - NEAR && top <= from + clientHeight + NEAR) {
        if (first < 0) first = top;
        wanted.push(this.away.has(item) ? this.on.rebuilt(item) : item);
      }
      top = bottom;
    }
    for (const node of [...this.shown.children]) {
      if (!(node instanceof HTMLElement) || wanted.includes(node)) continue;
      this.away.add(node);
      node.remove();
    }
    wanted.forEach((item, at) => {
      if (this.shown.children[at] !== item) this.shown.insertBefore(item, this.shown.children[at] ?? null);
    });
    this.shown.style.transform = `translateY(${Math.max(first, 0)}px)`;
  }

  /** Measures what is mounted; true if something was not as high as thought. */
  measure() {
    let grown = false;
    for (const item of this.shown.children) {
      if (!(item instanceof HTMLElement)) continue;
      grown ||= this.heights.get(keyOf(item)) !== item.offsetHeight;
      this.heights.set(keyOf(item), item.offsetHeight);
    }
    return grown;
  }

  marks() {
    const wanted = this.on.turns().filter((turn) => turn.ask).length;
    while (this.rail.childElementCount > wanted) this.rail.lastElementChild?.remove();
    while (this.rail.childElementCount < wanted) {
      const at = this.rail.childElementCount;
      this.rail.append(h("a", { role: "button", "aria-label": `${this.on.mark} ${at + 1}`, click: () => this.jump(at) }));
    }
  }

  /** @param {number} at scrolls to this message */
  jump(at) {
    const before = this.items().slice(0, 2 * at);
    this.scroller.scrollTop = before.reduce((sum, item) => sum + this.height(item), 0);
  }
}
