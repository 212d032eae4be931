// @ts-check
// The compar:IA replica: one address for every chat, no stored chats, two replies to each message.

import { play } from "../kit/app.js";
import { h, need } from "../kit/dom.js";
import { ask, grow, said } from "./turns.js";
import { send } from "./wire.js";
import { words } from "./words.js";

const HOME = "/arena";

const sending = need(".sending");
const box = need("#chatbot-prompt");

/** @param {import("../kit/app.js").Look} look */
function buttons({ streaming, nothing, submit, stop }) {
  const kind = streaming ? "stop" : "send";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const label = { type: "button", id: `${kind}-btn`, class: "fr-btn" };
    sending.replaceChildren(h("button", { ...label, click: streaming ? stop : submit }, words[kind]));
  }
  sending.querySelector("button")?.toggleAttribute("disabled", !streaming && nothing);
  need(".reveal").toggleAttribute("disabled", streaming);
}

box.setAttribute("placeholder", words.prompt);
need("label").textContent = words.prompt;
need(".reveal").textContent = words.reveal;
if (location.pathname === "/") history.replaceState({}, "", HOME);

await play({
  site: (thread) => ({
    list: need("#chat-area"),
    scroller: need("#chat-area"),
    home: HOME,
    path: () => HOME,
    chatAt: () => "",
    newId: () => crypto.randomUUID(),
    newestFirst: false,
    rerender: false,
    ask,
    said,
    grow: (turn, busy) => grow(turn, busy, () => thread().again(turn)),
    // Message and replies stand in one group, which is what stands in the list.
    nodes: (turn) => (turn.ask ? [turn.ask] : []),
    place: (turn) => turn.said && turn.ask?.append(turn.said),
    load: async () => [],
    send,
  }),
  box,
  buttons,
  chats: async () => [],
  words,
});
