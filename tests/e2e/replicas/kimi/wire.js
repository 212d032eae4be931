// @ts-check
// The requests of the site: every one is a POST to a service; only `Chat` is a stream.

import { post } from "../kit/wire.js";
import { opened, sealed } from "./connect.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const SERVICE = "/apiv2/kimi.gateway.chat.v1.ChatService";
const SCENARIO = "SCENARIO_K2D5";

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(_, turn, chat, signal) {
  const blocks = [{ message_id: "", text: { content: turn.text } }];
  const asked = {
    ...(chat ? { chat_id: chat } : {}),
    scenario: SCENARIO,
    message: { role: "user", blocks, scenario: SCENARIO },
    options: { thinking: false },
  };
  const response = await fetch(`${SERVICE}/Chat`, {
    method: "POST",
    headers: { "content-type": "application/connect+json", "connect-protocol-version": "1" },
    body: sealed(asked),
    signal,
  });
  let reply = "";
  for await (const news of opened(response)) {
    if (news.mask === "chat") yield { chat: news.chat.id };
    else if (news.mask === "message" && news.message.role === "user") yield { messageId: news.message.id };
    else if (news.mask === "message") yield { replyId: news.message.id };
    else if (news.op === "append") yield { reply: (reply += news.block.text.content) };
  }
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const { messages } = await (await post(`${SERVICE}/ListMessages`, { chat_id: chat, page_size: 1000 })).json();
  const turns = [];
  for (let at = 0; at + 1 < messages.length; at += 2) {
    const [question, answer] = messages.slice(at, at + 2);
    const words = (/** @type {any} */ message) => message.blocks[0].text.content;
    turns.push({ id: question.id, text: words(question), replyId: answer.id, reply: words(answer) });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  const { chats } = await (await post(`${SERVICE}/ListChats`, { page_size: 50, query: "" })).json();
  return chats.map((/** @type {any} */ chat) => ({ id: chat.id, title: chat.name }));
}
