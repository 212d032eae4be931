// @ts-check
// The Gemini replica: composer, sidebar, thread.

import { Composer } from "../kit/composer.js";
import { DRAWINGS, h, need } from "../kit/dom.js";
import { follow } from "../kit/parts.js";
import { Thread } from "../kit/thread.js";
import { ask, container, grow, matIcon, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

const trouble = need(".trouble");
const sending = need(".send-button-container");

const thread = new Thread({
  list: need("infinite-scroller"),
  scroller: need("chat-window"),
  home: "/app",
  path: (chat) => `/app/${chat}`,
  chatAt: (path) => path.match(/^\/app\/([0-9a-f]+)/)?.[1] ?? "",
  newId: () => "",
  newestFirst: true,
  rerender: false,
  ask: (turn, at) => ask(turn, at, (text) => thread.edit(turn, text)),
  said: (turn) => said(turn),
  grow: (turn, busy) => grow(turn, busy, () => thread.again(turn)),
  nodes: container,
  place: () => {},
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
const box = need("rich-textarea .ql-editor");
const composer = new Composer(box, { send: submit, change: buttons });

function submit() {
  const text = composer.text;
  if (!text || streaming) return;
  composer.clear();
  thread.say(text);
}

/** One button sends and stops; it is there even when there is nothing to send, and says so. */
function buttons() {
  const nothing = composer.text === "";
  box.classList.toggle("ql-blank", nothing);
  const kind = streaming ? "stop" : "send";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const click = streaming ? () => thread.stop() : submit;
    const attributes = { type: "button", class: `mdc-icon-button mat-mdc-icon-button send-button ${kind === "stop" ? "stop" : "submit"}` };
    sending.replaceChildren(h("button", { ...attributes, "aria-label": words[kind], click }, matIcon(kind, DRAWINGS[kind])));
  }
  sending.querySelector("button")?.setAttribute("aria-disabled", String(kind === "send" && nothing));
}

box.setAttribute("aria-label", words.prompt);
box.dataset.placeholder = words.prompt;
const picker = need("[data-test-id='bard-mode-menu-button']");
picker.setAttribute("aria-label", words.picker);
need("[data-test-id='logo-pill-label-container']").textContent = words.mode;
need(".greeting").textContent = words.greeting;
need(".stage-line").textContent = words.stage;
const fresh = need(".fresh");
fresh.textContent = words.newChat;
fresh.addEventListener("click", follow((chat) => thread.go(chat), ""));
buttons();
if (location.pathname === "/") history.replaceState({}, "", "/app");
thread.start();
box.focus();

for (const [id, title] of await chats()) {
  const link = { class: "conversation", "data-test-id": "conversation", href: `/app/${id}` };
  need("conversations-list").append(h("a", { ...link, click: follow((chat) => thread.go(chat), id) }, title));
}
