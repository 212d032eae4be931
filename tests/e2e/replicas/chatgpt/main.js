// @ts-check
// The ChatGPT replica: composer, sidebar, thread.

import { Composer } from "../kit/composer.js";
import { DRAWINGS, h, icon, need } from "../kit/dom.js";
import { follow } from "../kit/parts.js";
import { Thread } from "../kit/thread.js";
import { ask, grow, said } from "./turns.js";
import { keepNear } from "./virtual.js";
import { chats, load, send } from "./wire.js";
import { words } from "./words.js";

const trailing = need(".trailing");
const trouble = need(".trouble");
const list = need(".turns");
const scroller = need("#thread");

const thread = new Thread({
  list,
  scroller,
  home: "/",
  path: (chat) => `/c/${chat}`,
  chatAt: (path) => path.match(/^\/c\/([\w-]+)/)?.[1] ?? "",
  newId: () => crypto.randomUUID(),
  newestFirst: true,
  rerender: true,
  ask: (turn, at) => ask(turn, at, (text) => thread.edit(turn, text)),
  said: (turn, at) => said(turn, at),
  grow: (turn, busy) => grow(turn, busy, { again: () => thread.again(turn), rest: () => thread.rest(turn) }),
  nodes: (turn) => [turn.ask, turn.said].filter((node) => node !== null).map(standing),
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

/** The section itself, or what stands in its place while it is out of sight. @param {HTMLElement} section */
function standing(section) {
  const place = list.querySelector(`div[data-turn-id-container="${section.dataset.turnId}"]`);
  return section.isConnected || !(place instanceof HTMLElement) ? section : place;
}

let streaming = false;
const box = need("#prompt-textarea");
const composer = new Composer(box, { send: submit, change: buttons });

function submit() {
  const text = composer.text;
  if (!text || streaming) return;
  composer.clear();
  thread.say(text);
}

/** The send button is there only while there is something to send, the stop button only while it streams. */
function buttons() {
  box.classList.toggle("is-empty", composer.text === "");
  const kind = streaming ? "stop" : composer.text ? "send" : "";
  if (trailing.dataset.kind === kind) return;
  trailing.dataset.kind = kind;
  const id = "composer-submit-button";
  const stop = () => thread.stop();
  if (kind === "stop") {
    const label = { id, type: "button", "aria-label": words.stop, "data-testid": "stop-button", click: stop };
    trailing.replaceChildren(h("button", { class: "composer-submit-btn", ...label }, icon(DRAWINGS.stop)));
  } else if (kind === "send") {
    const label = { id, type: "submit", "aria-label": words.send, "data-testid": "send-button" };
    trailing.replaceChildren(h("button", { class: "composer-submit-btn", ...label }, icon(DRAWINGS.send)));
  } else {
    trailing.replaceChildren(h("div", { "data-testid": "composer-speech-button-container" }, h("span", { "data-state": "closed" })));
  }
}

need("form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

box.dataset.placeholder = words.ask;
need("textarea[name]").setAttribute("placeholder", words.ask);
need("#composer-plus-btn").setAttribute("aria-label", words.add);
need("#composer-plus-btn").append(icon(DRAWINGS.more));
need("[data-testid='model-switcher-dropdown-button']").setAttribute("aria-label", words.model);
need(".greeting").textContent = words.greeting;
need(".stage-line").textContent = words.stage;
const fresh = need("[data-testid='create-new-chat-button']");
fresh.textContent = words.newChat;
fresh.addEventListener("click", follow((chat) => thread.go(chat), ""));
buttons();
keepNear(list, scroller, (section) => thread.rebuilt(section));
thread.start();
box.focus();

for (const { id, title } of await chats()) {
  const link = { "data-sidebar-item": "true", class: "__menu-item", href: `/c/${id}`, click: follow((chat) => thread.go(chat), id) };
  need("#history").append(h("a", link, title));
}
