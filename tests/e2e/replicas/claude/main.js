// @ts-check
// The Claude replica: composer, sidebar, thread.

import { Composer } from "../kit/composer.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { follow } from "../kit/parts.js";
import { Thread } from "../kit/thread.js";
import { ask, grow, number, said } from "./turns.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

const list = need(".turns");
const trouble = need(".trouble");
const sending = need("#sending");

const thread = new Thread({
  list,
  scroller: need(".scroll"),
  home: "/new",
  path: (chat) => `/chat/${chat}`,
  chatAt: (path) => path.match(/^\/chat\/([\w-]+)/)?.[1] ?? "",
  newId: () => crypto.randomUUID(),
  newestFirst: false,
  rerender: true,
  ask: (turn, at) => ask(turn, at, { edit: (text) => thread.edit(turn, text), again: () => thread.again(turn) }),
  said: (turn, at) => said(turn, at),
  grow: (turn, busy) => grow(turn, busy, () => thread.again(turn)),
  nodes: (turn) => [turn.ask, turn.said].filter((node) => node !== null),
  place: (turn) => turn.said && turn.ask?.after(turn.said),
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
const box = need("[data-testid='chat-input']");
const composer = new Composer(box, { send: submit, change: buttons });

function submit() {
  const text = composer.text;
  if (!text || streaming) return;
  composer.clear();
  thread.say(text);
}

/** The send button stays and is disabled while there is nothing to send; the stop button takes its place. */
function buttons() {
  const nothing = composer.text === "";
  box.classList.toggle("is-empty", nothing);
  const kind = streaming ? "stop" : "send";
  if (sending.dataset.kind !== kind) {
    sending.dataset.kind = kind;
    const click = streaming ? () => thread.stop() : submit;
    sending.replaceChildren(h("button", { type: "button", "aria-label": words[kind], click }, icon(DRAWINGS[kind])));
  }
  if (kind === "send") sending.querySelector("button")?.toggleAttribute("disabled", nothing);
}

new MutationObserver(() => number(list)).observe(list, { childList: true });
for (const name of ["chat-input", "chat-input-ssr"]) need(`[data-testid='${name}']`).setAttribute("aria-label", words.prompt);
box.dataset.placeholder = words.prompt;
need("[data-testid='model-selector-dropdown']").setAttribute("aria-label", words.model);
need(".greeting").textContent = words.greeting;
need(".stage-line").textContent = words.stage;
const fresh = need(".fresh");
fresh.textContent = words.newChat;
fresh.addEventListener("click", follow((chat) => thread.go(chat), ""));
buttons();
if (location.pathname === "/") history.replaceState({}, "", "/new");
thread.start();
box.focus();

for (const { uuid, name } of await chats()) {
  need("#recents").append(h("a", { href: `/chat/${uuid}`, click: follow((chat) => thread.go(chat), uuid) }, name));
}
