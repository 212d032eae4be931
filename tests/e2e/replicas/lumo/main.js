// @ts-check
// The Lumo replica: what the page shows is plain, what it sends is sealed.

import { play } from "../kit/app.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { ask, grow, said } from "./turns.js";
import { chats, load, sender } from "./wire.js";
import { words } from "./words.js";

const sending = need(".sending");
const form = need("form");
const box = need("form .ProseMirror");

/** @param {import("../kit/app.js").Look} look */
function buttons({ streaming, nothing, submit, stop }) {
  const kind = streaming ? "stop" : "send";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const label = { type: "button", class: "composer-submit-button", "data-kind": kind, title: words[kind] };
    sending.replaceChildren(h("button", { ...label, click: streaming ? stop : submit }, icon(DRAWINGS[kind])));
  }
  sending.querySelector("button")?.toggleAttribute("disabled", !streaming && nothing);
}

form.addEventListener("submit", (event) => event.preventDefault());
box.setAttribute("aria-label", words.prompt);
box.dataset.placeholder = words.prompt;
need(".model-label").textContent = "Lumo 2.0 Lite";

await play({
  site: (thread) => ({
    list: need(".lumo-chat"),
    scroller: need(".scroll"),
    home: "/",
    path: (chat) => `/c/${chat}`,
    chatAt: (path) => path.match(/^\/c\/([\w-]+)/)?.[1] ?? "",
    newId: () => crypto.randomUUID(),
    newestFirst: false,
    rerender: true,
    ask: (turn) => ask(turn, (text) => thread().edit(turn, text)),
    said,
    grow: (turn, busy) => grow(turn, busy, () => thread().again(turn)),
    load,
    send: sender(() => thread().turns),
  }),
  box,
  buttons,
  chats,
  words,
});
