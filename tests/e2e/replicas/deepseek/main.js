// @ts-check
// The DeepSeek replica: what is its own between the shared wiring and its virtual list.

import { play } from "../kit/app.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { ask, grow, said, thinking } from "./turns.js";
import { VirtualList } from "./virtual.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Thread} Thread */

const box = /** @type {HTMLTextAreaElement} */ (need("textarea"));
const sending = need(".bf38813a");
const modes = { think: false, search: false };

for (const mode of /** @type {("think" | "search")[]} */ (["think", "search"])) {
  const toggle = need(`[data-mode="${mode}"]`);
  toggle.textContent = words[mode];
  toggle.addEventListener("click", () => {
    modes[mode] = !modes[mode];
    toggle.setAttribute("aria-pressed", `${modes[mode]}`);
    toggle.classList.toggle("ds-toggle-button--selected", modes[mode]);
  });
}

/** @param {() => Thread} thread @returns {import("../kit/app.js").Own} */
function site(thread) {
  const view = new VirtualList({
    turns: () => thread().turns,
    rebuilt: (node) => thread().rebuilt(node),
    mark: words.jump,
  });
  return {
    list: need(".ds-virtual-list-visible-items"),
    home: "/",
    path: (chat) => `/a/chat/s/${chat}`,
    chatAt: (path) => path.match(/^\/a\/chat\/s\/([\w-]+)/)?.[1] ?? "",
    // The page numbers its messages; nothing else would be taken for an id.
    newId: () => `${2 * thread().turns.length + 1}`,
    newestFirst: true,
    rerender: false,
    // What stands in the list is the virtual list's affair alone.
    nodes: () => [],
    place: () => view.changed(),
    ask(turn, at) {
      view.changed(turn.ask === null);
      return ask(turn, at, (text) => thread().edit(turn, text));
    },
    said: (turn, at) => said(turn, at),
    grow(turn, busy) {
      grow(turn, busy, { again: () => thread().again(turn), rest: () => thread().rest(turn) });
      view.changed();
    },
    load(chat) {
      view.forget();
      return load(chat);
    },
    send: (kind, turn, chat, signal) =>
      send(kind, turn, chat, signal, modes, (thought) => {
        // The reasoning shows before there is a reply to place.
        if (thought) turn.said ??= said(turn, thread().turns.indexOf(turn));
        thinking(turn, thought);
        view.changed();
      }),
  };
}

/** The button is a `div`, as everything one presses here. @param {import("../kit/app.js").Look} look */
function buttons({ streaming, nothing, submit, stop }) {
  const kind = streaming ? "stop" : "send";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const attributes = {
      role: "button",
      tabindex: "0",
      class: "_7436101 ds-button ds-button--primary ds-button--filled ds-button--circle ds-button--icon",
      "aria-label": words[kind],
      click: streaming ? stop : submit,
    };
    sending.replaceChildren(h("div", attributes, h("div", { class: "ds-button__icon" }, icon(DRAWINGS[kind]))));
  }
  const off = kind === "send" && nothing;
  sending.firstElementChild?.setAttribute("aria-disabled", `${off}`);
  sending.firstElementChild?.classList.toggle("ds-button--disabled", off);
}

box.placeholder = words.prompt;
await play({ site, box, buttons, chats, words });
