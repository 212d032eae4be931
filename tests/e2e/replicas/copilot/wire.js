// @ts-check
// A new chat is opened by a request without words; what is said in it goes over a WebSocket that stays open.

import { Line } from "../kit/socket.js";
import { Refused, get, post } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const line = new Line("/c/api/chat?api-version=2");

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(_kind, turn, chat, signal) {
  let conversationId = chat;
  if (!conversationId) {
    const opened = await post("/c/api/conversations", {}, signal);
    if (!opened.ok) throw new Refused(`${opened.status}`);
    conversationId = (await opened.json()).id;
    yield { chat: conversationId };
  }
  const content = [{ type: "text", text: turn.text }];
  const frame = { event: "send", conversationId, content, mode: "chat", context: {} };
  let ours = false;
  let reply = "";
  for await (const heard of line.ask(frame, signal, { event: "stop", conversationId })) {
    if (heard.event === "error") throw new Refused(heard.errorCode);
    // The end of an earlier reply may still be on its way.
    if (heard.event === "received") {
      ours = true;
      yield { messageId: heard.messageId };
    }
    if (!ours) continue;
    if (heard.event === "appendText") {
      reply += heard.text;
      yield { replyId: heard.messageId, reply };
    }
    if (heard.event === "done") return;
  }
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const { results } = await get(`/c/api/conversations/${chat}/history?api-version=2`);
  const turns = [];
  for (let at = 0; at + 1 < results.length; at += 2) {
    const [question, answer] = results.slice(at, at + 2);
    turns.push({ id: question.id, text: question.content[0].text, replyId: answer.id, reply: answer.content[0].text });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  return (await get("/c/api/conversations?types=chat")).results;
}
