// @ts-check
// The wiring that every replica shares: composer, thread, sidebar, the button that sends or stops.

import { Composer } from "./composer.js";
import { h, need } from "./dom.js";
import { follow } from "./parts.js";
import { Plain } from "./plain.js";
import { Thread } from "./thread.js";

/**
 * @typedef {import("./thread.js").Site} Site
 * @typedef {import("./thread.js").Turn} Turn
 *
 * @typedef {object} Look        what the send button has to show
 * @property {boolean} streaming a reply is growing
 * @property {boolean} nothing   the composer is empty
 * @property {() => void} submit
 * @property {() => void} stop
 *
 * @typedef {Omit<Site, "busy" | "failed" | "nodes" | "place"> & Partial<Pick<Site, "nodes" | "place">>} Own
 *
 * @typedef {object} App
 * @property {(thread: () => Thread) => Own} site  what is the site's own; `thread` gives the thread once it plays
 * @property {HTMLElement} box   a textarea, or a contenteditable box
 * @property {(look: Look) => void} buttons  redraws the send button; called after every change
 * @property {() => Promise<{ id: string, title: string }[]>} chats  the stored chats
 * @property {(node: HTMLElement) => void} [ready]  called with each link of the sidebar
 * @property {{ trouble: string, greeting: string, stage: string, newChat: string }} words
 */

/**
 * Starts a replica on a page that has `.trouble`, `.greeting`, `.stage-line`, `.fresh` and `#chats`.
 * @param {App} app
 * @returns {Promise<Thread>}
 */
export async function play(app) {
  const trouble = need(".trouble");
  let streaming = false;
  /** @type {Thread} */
  const thread = new Thread({
    nodes: (turn) => [turn.ask, turn.said].filter((node) => node !== null),
    place: (turn) => turn.said && turn.ask?.after(turn.said),
    ...app.site(() => thread),
    busy(busy) {
      streaming = busy;
      if (busy) trouble.hidden = true;
      draw();
    },
    failed() {
      trouble.textContent = app.words.trouble;
      trouble.hidden = false;
    },
  });
  const on = { send: submit, change: draw };
  const { box } = app;
  const composer = box instanceof HTMLTextAreaElement ? new Plain(box, on) : new Composer(box, on);

  function submit() {
    const text = composer.text;
    if (!text || streaming) return;
    composer.clear();
    thread.say(text);
  }

  function draw() {
    const nothing = composer.text === "";
    box.classList.toggle("is-empty", nothing);
    app.buttons({ streaming, nothing, submit, stop: () => thread.stop() });
  }

  need(".greeting").textContent = app.words.greeting;
  need(".stage-line").textContent = app.words.stage;
  const fresh = need(".fresh");
  fresh.textContent = app.words.newChat;
  fresh.setAttribute("href", thread.site.home);
  fresh.addEventListener("click", follow((chat) => thread.go(chat), ""));
  draw();
  thread.start();
  box.focus();
  for (const { id, title } of await app.chats()) {
    const link = h("a", { href: thread.site.path(id), click: follow((chat) => thread.go(chat), id) }, title);
    app.ready?.(link);
    need("#chats").append(link);
  }
  return thread;
}
