// @ts-check
// The requests of the site: one send, and the calls around it that carry the same words and are no sends.

import { events, get, post } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const API = "/backend-api";
const ROOT = "client-created-root";
const MODEL = "auto";

/** @param {Turn} turn */
function message(turn) {
  return {
    id: turn.id,
    author: { role: "user" },
    create_time: Date.now() / 1000,
    content: { content_type: "text", parts: [turn.text] },
    metadata: {},
  };
}

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 * @param {string} chat
 */
function body(kind, turn, chat) {
  const common = {
    ...(chat ? { conversation_id: chat } : {}),
    parent_message_id: turn.parent || ROOT,
    model: MODEL,
    timezone_offset_min: new Date().getTimezoneOffset(),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    conversation_mode: { kind: "primary_assistant" },
    system_hints: [],
    supports_buffering: true,
    supported_encodings: ["v1"],
  };
  if (kind === "rest") return { action: "continue", ...common, parent_message_id: turn.replyId };
  if (kind === "again") {
    const again = { ...message(turn), status: "finished_successfully", weight: 1 };
    return { action: "variant", messages: [again], ...common, variant_purpose: "none" };
  }
  return { action: "next", messages: [message(turn)], ...common };
}

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(kind, turn, chat, signal) {
  const asked = body(kind, turn, chat);
  if (kind !== "rest") {
    const { id, author, content } = message(turn);
    const { action: _, messages: __, ...rest } = /** @type {any} */ (asked);
    await post(`${API}/f/conversation/prepare`, { action: "next", ...rest, partial_query: { id, author, content } }, signal);
    await post(`${API}/sentinel/chat-requirements`, { p: null }, signal);
  }
  const response = await post(`${API}/f/conversation`, asked, signal);
  let known = chat;
  let reply = "";
  for await (const event of events(response)) {
    if (typeof event !== "object") continue;
    const start = event.v?.message;
    if (event.conversation_id) known = event.conversation_id;
    if (start) {
      reply = start.content.parts[0];
      yield { chat: known, replyId: start.id, reply };
    } else if (event.o === "append") {
      reply += event.v;
      yield { reply };
    } else if (event.type === "input_message") {
      yield { chat: known };
    }
  }
  await post(`${API}/f/conversation/resume`, { conversation_id: known, offset: 0 });
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const stored = await get(`${API}/conversation/${chat}`);
  const turns = [];
  for (let node = stored.mapping[stored.current_node]; node?.message; ) {
    const question = stored.mapping[node.parent];
    turns.unshift({
      id: question.id,
      text: question.message.content.parts[0],
      parent: question.parent === ROOT ? "" : question.parent,
      replyId: node.id,
      reply: node.message.content.parts[0],
    });
    node = stored.mapping[question.parent];
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  return (await get(`${API}/conversations?offset=0&limit=28&order=updated`)).items;
}
