// @ts-check
// The requests of the site: a first message takes two, of which only the first carries the words.

import { get, lines, post } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 */
function how(kind, turn) {
  const words = [{ type: "text", text: turn.text }];
  if (kind === "edit") return { mode: "edit", messageId: turn.was, messageInput: words };
  if (kind === "again") return { mode: "retry", messageId: turn.id };
  return { mode: "append", messageInput: words };
}

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(kind, turn, chat, signal) {
  let id = chat;
  let body = {};
  if (id) {
    body = how(kind, turn);
  } else {
    const content = [{ type: "text", text: turn.text }];
    const first = { 0: { json: { content, features: [], integrations: [], files: [] } } };
    const [opened] = await (await post("/api/trpc/message.newChat?batch=1", first, signal)).json();
    const { chatId, messageId } = opened.result.data.json;
    id = chatId;
    yield { chat: chatId, messageId };
    body = { mode: "start" };
  }
  const response = await post("/api/chat", { chatId: id, ...body, disabledFeatures: [] }, signal);
  let reply = "";
  for await (const line of lines(response)) {
    const { json: part } = JSON.parse(line.slice(line.indexOf(":") + 1));
    if (part.role === "user") {
      yield { messageId: part.messageId };
      continue;
    }
    for (const patch of part.patches) if (patch.op === "append") reply += patch.value;
    yield { replyId: part.messageId, reply };
  }
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const [stored] = await get(`/api/trpc/message.all?batch=1&chatId=${chat}`);
  const messages = stored.result.data.json;
  const turns = [];
  for (let at = 0; at + 1 < messages.length; at += 2) {
    const [question, answer] = messages.slice(at, at + 2);
    turns.push({ id: question.id, text: question.content, replyId: answer.id, reply: answer.content });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  const [list] = await get("/api/trpc/chat.list?batch=1");
  return list.result.data.json.items;
}
