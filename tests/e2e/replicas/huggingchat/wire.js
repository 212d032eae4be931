// @ts-check
// The requests of the site: a chat is made first, a send is a form, and the ids are read from the chat afterwards.

import { get, lines, post, Refused } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const MODEL = "openai/gpt-oss-120b";
const CHATS = "/chat/api/v2/conversations";

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 * @param {string} after id of the reply that a new message follows
 */
function data(kind, turn, after) {
  const common = { is_retry: kind === "edit" || kind === "again", is_continue: kind === "rest" };
  if (kind === "edit") return { inputs: turn.text, id: turn.was, ...common };
  if (kind === "again" || kind === "rest") return { id: turn.replyId, ...common };
  return { inputs: turn.text, ...(after ? { id: after } : {}), ...common };
}

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 * @param {string} chat
 * @param {AbortSignal} signal
 * @param {{ after: string, files: File[] }} extra
 * @returns {AsyncGenerator<import("../kit/thread.js").Piece>}
 */
export async function* send(kind, turn, chat, signal, extra) {
  let id = chat;
  if (!id) {
    const made = await post("/chat/conversation", { model: MODEL, preprompt: "" }, signal);
    if (!made.ok) throw new Refused(`${made.status}`);
    id = (await made.json()).conversationId;
    yield { chat: id };
  }
  const form = new FormData();
  form.append("data", JSON.stringify(data(kind, turn, extra.after)));
  if (kind === "new") for (const file of extra.files) form.append("files", file, file.name);
  const stopped = () => void post(`/chat/conversation/${id}/stop-generating`, {});
  signal.addEventListener("abort", stopped);
  const response = await fetch(`/chat/conversation/${id}`, { method: "POST", body: form, signal });
  let reply = kind === "rest" ? turn.reply : "";
  for await (const line of lines(response)) {
    const update = JSON.parse(line);
    if (update.status === "started") {
      const { json } = await get(`${CHATS}/${id}`);
      const [question, answer] = json.messages.slice(-2);
      yield { messageId: question.id, replyId: answer.id };
    } else if (update.type === "stream") {
      yield { reply: (reply += update.token.replaceAll("\0", "")) };
    } else if (update.type === "finalAnswer") {
      yield { reply: update.text };
    }
  }
  signal.removeEventListener("abort", stopped);
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const { json } = await get(`${CHATS}/${chat}`);
  const messages = json.messages.filter((/** @type {any} */ message) => message.from !== "system");
  const turns = [];
  for (let at = 0; at + 1 < messages.length; at += 2) {
    const [question, answer] = messages.slice(at, at + 2);
    turns.push({ id: question.id, text: question.content, replyId: answer.id, reply: answer.content });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  return (await get(`${CHATS}?p=0`)).json.conversations;
}
