// @ts-check
// The nodes of a turn: a group of the message and two replies, whose models have no name yet.

import { DRAWINGS, h, icon } from "../kit/dom.js";
import { blocks } from "../kit/markdown.js";
import { apart } from "./wire.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const dress = {
  /** @param {...(Node | string)} children */
  p: (...children) => h("p", {}, ...children),
  /** @param {string} code @param {string} language */
  pre: (code, language) =>
    h(
      "div",
      { class: "code_wrap" },
      h("button", { type: "button", title: words.copy, class: "copy_code_button" }, icon(DRAWINGS.copy)),
      h("pre", {}, h("code", { class: `language-${language}` }, code)),
    ),
};

/** @param {Turn} turn */
export function ask(turn) {
  return h(
    "div",
    { class: "grouped-messages px-4 py-5" },
    h(
      "div",
      { class: "mb-5" },
      h(
        "div",
        { class: "message-user mb-4 mt-5 rounded-2xl px-5 py-3" },
        h("div", { class: "md prose chatbot" }, ...blocks(turn.text, dress)),
      ),
    ),
  );
}

/** @param {Turn} turn @param {"a" | "b"} place */
function bot(turn, place) {
  const thoughts = `reasoning-${turn.id}-${place}`;
  return h(
    "div",
    { class: "flex w-full flex-col" },
    h(
      "div",
      { class: "message-bot cg-border bg-white flex h-full flex-col" },
      h(
        "div",
        { class: "head px-4 py-2 flex items-center" },
        h("div", { class: `c-bot-disk-${place}` }),
        h("h3", { class: "text-sm" }, words.models[place]),
        h("button", { type: "button", class: "copy", title: words.copy, "aria-label": words.copy }, icon(DRAWINGS.copy)),
      ),
      h(
        "div",
        { class: "px-4" },
        h(
          "section",
          { class: "fr-accordion" },
          h(
            "h3",
            { class: "fr-accordion__title" },
            h("button", { type: "button", class: "fr-accordion__btn", "aria-expanded": "false", "aria-controls": thoughts }, words.thought),
          ),
          h("div", { id: thoughts, class: "fr-collapse", hidden: true }, words.thoughts),
        ),
        h("div", { class: "md prose chatbot" }),
      ),
      h("div", { class: "pending" }),
    ),
  );
}

/** @param {Turn} turn */
export function said(turn) {
  return h(
    "div",
    { class: "replies" },
    h("div", { class: "pair flex" }, bot(turn, "a"), bot(turn, "b")),
    h("div", { class: "after" }),
  );
}

/** @param {Turn} turn @param {boolean} busy @param {() => void} again */
export function grow(turn, busy, again) {
  const replies = apart(turn.reply);
  turn.said?.querySelectorAll(".message-bot").forEach((node, at) => {
    node.querySelector(".prose")?.replaceChildren(...blocks(replies[at] ?? "", dress));
    node.querySelector(".pending")?.replaceChildren(busy ? words.pending : "");
  });
  const after = turn.said?.querySelector(".after");
  if (busy) return after?.replaceChildren();
  const choices = words.choices.map((choice) => h("button", { type: "button", class: "fr-tag" }, choice));
  after?.replaceChildren(
    h("fieldset", { class: "vote-select" }, h("legend", {}, words.vote), ...choices),
    h("button", { type: "button", class: "fr-btn fr-btn--tertiary retry", click: again }, words.again),
  );
}
