// @ts-check
// The HuggingChat replica: what is its own in the shared wiring, and the files one may attach.

import { play } from "../kit/app.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { ask, chip, grow, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Thread} Thread */
/** @typedef {import("../kit/thread.js").Turn} Turn */

const box = /** @type {HTMLTextAreaElement} */ (need("textarea"));
const sending = need(".sending");
const attach = need(".attach");
/** Files chosen for the next message. @type {File[]} */
let chosen = [];
/** Files that went with a message. @type {WeakMap<Turn, File[]>} */
const sent = new WeakMap();

/** @param {() => Thread} thread @returns {import("../kit/app.js").Own} */
function site(thread) {
  /** @param {Turn} turn */
  const node = (turn) => ask(turn, sent.get(turn) ?? [], (text) => thread().edit(turn, text));
  return {
    list: need(".messages"),
    scroller: need(".scroll"),
    home: "/chat/",
    path: (chat) => `/chat/conversation/${chat}`,
    chatAt: (path) => path.match(/^\/chat\/conversation\/([\w-]+)/)?.[1] ?? "",
    newId: () => crypto.randomUUID(),
    newestFirst: false,
    rerender: false,
    ask(turn) {
      if (!turn.ask && !turn.replyId && !turn.was) {
        sent.set(turn, chosen);
        chosen = [];
        pending();
      }
      return node(turn);
    },
    said,
    grow: (turn, busy) => grow(turn, busy, () => thread().again(turn)),
    // The page's own id gives way to the server's: the node is built again.
    named(turn) {
      const rebuilt = node(turn);
      turn.ask?.replaceWith(rebuilt);
      turn.ask = rebuilt;
    },
    load,
    send(kind, turn, chat, signal) {
      const extra = { after: before(thread(), turn), files: sent.get(turn) ?? [] };
      return send(kind, turn, chat, signal, extra);
    },
  };
}

/** Id of the reply that a message follows. @param {Thread} thread @param {Turn} turn */
function before(thread, turn) {
  return thread.turns[thread.turns.indexOf(turn) - 1]?.replyId ?? "";
}

function pending() {
  need(".pending").replaceChildren(...chosen.map(chip));
}

let submit = () => {};

/** @param {import("../kit/app.js").Look} look */
function buttons(look) {
  submit = look.submit;
  const kind = look.streaming ? "stop" : "send";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const stop = look.streaming ? look.stop : undefined;
    const attributes = { type: look.streaming ? "button" : "submit", "aria-label": words[kind], click: stop };
    sending.replaceChildren(h("button", { class: "btn rounded-full", ...attributes }, icon(DRAWINGS[kind])));
  }
  sending.querySelector("button")?.toggleAttribute("disabled", kind === "send" && look.nothing);
}

need("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

attach.setAttribute("aria-label", words.attach);
attach.append(icon(DRAWINGS.more));
attach.addEventListener("click", () => {
  chosen.push(new File([words.note], "note.txt", { type: "text/plain" }));
  pending();
});

box.placeholder = words.prompt;
await play({ site, box, buttons, chats, words });
