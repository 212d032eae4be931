// @ts-check
// The requests of the site. A chat is made before its first message; messages are known by their number.

import { events, get, post } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */
/** @typedef {{ think: boolean, search: boolean }} Modes */

const API = "/api/v0";

/** @param {string} path @param {object} body @param {AbortSignal} [signal] */
async function biz(path, body, signal) {
  return (await (await post(`${API}/${path}`, body, signal)).json()).data.biz_data;
}

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 * @param {string} chat
 * @param {Modes} modes
 * @returns {{ path: string, body: object }}
 */
function request(kind, turn, chat, modes) {
  const common = { chat_session_id: chat };
  const modal = { thinking_enabled: modes.think, search_enabled: modes.search };
  const number = (/** @type {string} */ id) => (id ? Number(id) : null);
  const answered = { ...common, message_id: number(turn.replyId) };
  if (kind === "rest") return { path: "chat/continue", body: { ...answered, fallback_to_resume: true } };
  if (kind === "again") return { path: "chat/regenerate", body: { ...answered, ...modal } };
  if (kind === "edit") {
    const body = { ...common, message_id: number(turn.was), prompt: turn.text, ...modal };
    return { path: "chat/edit_message", body };
  }
  const body = { ...common, parent_message_id: number(turn.parent), prompt: turn.text, ref_file_ids: [], ...modal };
  return { path: "chat/completion", body };
}

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 * @param {string} chat
 * @param {AbortSignal} signal
 * @param {Modes} modes
 * @param {(thought: string) => void} think
 * @returns {AsyncGenerator<import("../kit/thread.js").Piece>}
 */
export async function* send(kind, turn, chat, signal, modes, think) {
  let id = chat;
  if (!id) {
    id = (await biz("chat_session/create", { agent: "chat" }, signal)).chat_session.id;
    yield { chat: id };
  }
  const { path, body } = request(kind, turn, id, modes);
  await biz("chat/create_pow_challenge", { target_path: `${API}/${path}` }, signal);
  const stopped = () => void post(`${API}/chat/stop_stream`, { chat_session_id: id, message_id: Number(turn.replyId) });
  signal.addEventListener("abort", stopped);
  const response = await post(`${API}/${path}`, body, signal);
  let type = "";
  let said = { THINK: "", RESPONSE: "" };
  /** @param {{ type: "THINK" | "RESPONSE", content: string }} fragment */
  const open = (fragment) => {
    type = fragment.type;
    said = { ...said, [fragment.type]: fragment.content };
  };
  if (kind !== "rest") think("");
  for await (const patch of events(response)) {
    if (patch.response_message_id) {
      yield { messageId: `${patch.request_message_id}`, replyId: `${patch.response_message_id}` };
    } else if (patch.v?.response) {
      open(patch.v.response.fragments[0]);
    } else if (patch.p === "response/fragments") {
      open(patch.v[0]);
    } else if (patch.p === "response/fragments/-1/content") {
      if (type === "THINK") said.THINK += patch.v;
      else said.RESPONSE += patch.v;
      if (type === "THINK") think(said.THINK);
      else yield { reply: said.RESPONSE };
    }
  }
  signal.removeEventListener("abort", stopped);
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const stored = await get(`${API}/chat/history_messages?chat_session_id=${chat}&cache_version=1`);
  const messages = stored.data.biz_data.chat_messages;
  const turns = [];
  for (let at = 0; at + 1 < messages.length; at += 2) {
    const [question, answer] = messages.slice(at, at + 2);
    turns.push({
      id: `${question.message_id}`,
      text: question.fragments[0].content,
      parent: question.parent_id ? `${question.parent_id}` : "",
      replyId: `${answer.message_id}`,
      reply: answer.fragments[0].content,
    });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  return (await get(`${API}/chat_session/fetch_page?count=100`)).data.biz_data.chat_sessions;
}
