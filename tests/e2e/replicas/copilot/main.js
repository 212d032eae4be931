// @ts-check
// The Copilot replica. Besides the composer there are two ways to send that no key is pressed for: the
// suggestions of a new chat, and an address that brings the words (`/?q=`).

import { play } from "../kit/app.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { ask, grow, named, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

const sending = need(".sending");
const box = need("#userInput");
const brought = location.pathname === "/" ? new URLSearchParams(location.search).get("q") : null;

/** @param {import("../kit/app.js").Look} look */
function buttons({ streaming, nothing, submit, stop }) {
  const kind = streaming ? "stop" : "submit";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const label = { type: "button", "data-testid": `${kind}-button`, "aria-label": words[kind] };
    sending.replaceChildren(h("button", { ...label, click: streaming ? stop : submit }, icon(DRAWINGS[streaming ? "stop" : "send"])));
  }
  sending.querySelector("button")?.toggleAttribute("disabled", !streaming && nothing);
}

box.setAttribute("placeholder", words.prompt);
need("[data-testid='composer-chat-mode-smart-button']").textContent = words.mode;

const thread = await play({
  site: () => ({
    list: need(".turns"),
    scroller: need(".scroll"),
    home: "/",
    path: (chat) => `/chats/${chat}`,
    chatAt: (path) => path.match(/^\/chats\/([\w-]+)/)?.[1] ?? "",
    newId: () => crypto.randomUUID(),
    newestFirst: true,
    rerender: false,
    ask,
    said,
    grow,
    named,
    load,
    send,
  }),
  box,
  buttons,
  chats,
  words,
});

for (const chip of words.chips) {
  need(".chips").append(h("button", { type: "button", class: "chip", click: () => thread.say(chip) }, chip));
}
if (brought) {
  history.replaceState({}, "", "/");
  thread.say(brought);
}
