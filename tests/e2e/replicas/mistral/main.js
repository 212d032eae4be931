// @ts-check
// The Le Chat replica: composer, sidebar, thread.

import { Composer } from "../kit/composer.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { follow } from "../kit/parts.js";
import { Thread } from "../kit/thread.js";
import { ask, grow, named, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

const list = need(".turns");
const trouble = need(".trouble");
const row = need("form .row");

const thread = new Thread({
  list,
  scroller: need(".scroll"),
  home: "/chat",
  path: (chat) => `/chat/${chat}`,
  chatAt: (path) => path.match(/^\/chat\/([\w-]+)/)?.[1] ?? "",
  newId: () => crypto.randomUUID(),
  newestFirst: false,
  rerender: false,
  ask: (turn) => ask(turn, (text) => thread.edit(turn, text)),
  said: (turn) => said(turn),
  grow: (turn, busy) => grow(turn, busy, () => thread.again(turn)),
  nodes: (turn) => [turn.ask, turn.said].filter((node) => node !== null),
  place: (turn) => turn.said && turn.ask?.after(turn.said),
  named,
  load,
  send,
  busy(busy) {
    streaming = busy;
    if (busy) trouble.hidden = true;
    buttons();
  },
  failed() {
    trouble.textContent = words.trouble;
    trouble.hidden = false;
  },
});

let streaming = false;
const box = need("form .ProseMirror");
const composer = new Composer(box, { send: submit, change: buttons });

function submit() {
  const text = composer.text;
  if (!text || streaming) return;
  composer.clear();
  thread.say(text);
}

function buttons() {
  const nothing = composer.text === "";
  box.classList.toggle("is-empty", nothing);
  const kind = streaming ? "stop" : "send";
  if (row.dataset.kind !== kind) {
    row.dataset.kind = kind;
    const stop = streaming ? () => thread.stop() : undefined;
    const attributes = { type: streaming ? "button" : "submit", "aria-label": words[kind], click: stop };
    row.replaceChildren(h("button", attributes, icon(DRAWINGS[kind])));
  }
  row.querySelector("button")?.toggleAttribute("disabled", kind === "send" && nothing);
}

need("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

box.setAttribute("aria-label", words.prompt);
box.dataset.placeholder = words.prompt;
need(".greeting").textContent = words.greeting;
need(".stage-line").textContent = words.stage;
const fresh = need(".fresh");
fresh.textContent = words.newChat;
fresh.addEventListener("click", follow((chat) => thread.go(chat), ""));
buttons();
if (location.pathname === "/") history.replaceState({}, "", "/chat");
thread.start();
box.focus();

for (const { id, title } of await chats()) {
  need("#chats").append(h("a", { href: `/chat/${id}`, click: follow((chat) => thread.go(chat), id) }, title));
}
