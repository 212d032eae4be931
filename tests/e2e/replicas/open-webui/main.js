// @ts-check
// The Open WebUI replica: what is its own in the shared wiring.

import { play } from "../kit/app.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { ask, grow, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Thread} Thread */

const box = need("#chat-input");
const row = need("form .row");
let submit = () => {};

/** @param {() => Thread} thread @returns {import("../kit/app.js").Own} */
function site(thread) {
  return {
    list: need("#messages"),
    scroller: need("#messages-container"),
    home: "/",
    path: (chat) => `/c/${chat}`,
    chatAt: (path) => path.match(/^\/c\/([\w-]+)/)?.[1] ?? "",
    newId: () => crypto.randomUUID(),
    newestFirst: true,
    rerender: true,
    ask: (turn) => ask(turn, (text) => thread().edit(turn, text)),
    said,
    grow: (turn, busy) => grow(turn, busy, () => thread().again(turn)),
    load,
    send: (kind, turn, chat, signal) => send(kind, turn, chat, signal, before(thread(), turn)),
  };
}

/** The turns a message follows. @param {Thread} thread @param {import("../kit/thread.js").Turn} turn */
function before(thread, turn) {
  return thread.turns.slice(0, thread.turns.indexOf(turn));
}

/** @param {import("../kit/app.js").Look} look */
function buttons(look) {
  submit = look.submit;
  const kind = look.streaming ? "stop" : "send";
  if (row.dataset.kind !== kind) {
    row.dataset.kind = kind;
    const own = look.streaming ? { type: "button", click: look.stop } : { type: "submit", id: "send-message-button" };
    const attributes = { class: "self-center rounded-full p-1.5", "aria-label": words[kind], ...own };
    row.replaceChildren(h("button", attributes, icon(DRAWINGS[kind])));
  }
  row.querySelector("button")?.toggleAttribute("disabled", kind === "send" && look.nothing);
}

need("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

box.dataset.placeholder = words.prompt;
box.setAttribute("aria-label", words.prompt);
await play({ site, box, buttons, chats, words, ready: (link) => link.setAttribute("draggable", "false") });
