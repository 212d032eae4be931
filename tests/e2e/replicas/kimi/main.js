// @ts-check
// The Kimi replica: what is its own in the shared wiring.

import { play } from "../kit/app.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { ask, grow, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

const box = need(".chat-input-editor");
const right = need(".right-area");

/** @returns {import("../kit/app.js").Own} */
function site() {
  return {
    list: need(".chat-content-list"),
    scroller: need(".chat-detail-main"),
    home: "/",
    path: (chat) => `/chat/${chat}`,
    chatAt: (path) => path.match(/^\/chat\/([\w-]+)/)?.[1] ?? "",
    newId: () => crypto.randomUUID(),
    newestFirst: true,
    rerender: true,
    ask,
    said,
    grow,
    load,
    send,
  };
}

/** The container is the button, and changes its class when it stops. @param {import("../kit/app.js").Look} look */
function buttons({ streaming, nothing, submit, stop }) {
  const kind = streaming ? "stop" : "send";
  if (right.dataset.kind !== kind) {
    right.dataset.kind = kind;
    const attributes = { "aria-label": words[kind], click: streaming ? stop : submit };
    const inner = h("div", { class: `${kind}-button` }, icon(DRAWINGS[kind]));
    right.replaceChildren(h("div", { class: `send-button-container ${streaming ? "stop" : ""}`, ...attributes }, inner));
  }
  right.firstElementChild?.classList.toggle("disabled", kind === "send" && nothing);
}

box.dataset.placeholder = words.prompt;
box.setAttribute("aria-label", words.prompt);
await play({ site, box, buttons, chats, words, ready: (link) => link.classList.add("chat-info-item") });
