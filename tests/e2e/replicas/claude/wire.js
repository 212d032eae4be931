// @ts-check
// The requests of the site. The page names the chat and both messages; the title call repeats the words.

import { events, get, post } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const ROOT = "00000000-0000-4000-8000-000000000000";
const MODEL = "claude-sonnet-4-6";

const [{ uuid: organization }] = await get("/api/organizations");
const CHATS = `/api/organizations/${organization}/chat_conversations`;

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(kind, turn, chat, signal) {
  const id = chat || crypto.randomUUID();
  if (!chat) {
    await post(CHATS, { uuid: id, name: "", include_conversation_preferences: true }, signal);
    yield { chat: id };
  }
  const again = kind === "again";
  const answer = crypto.randomUUID();
  const common = {
    model: MODEL,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    attachments: [],
    files: [],
    rendering_mode: "messages",
  };
  const body = again
    ? { prompt: "", parent_message_uuid: turn.id, ...common, turn_message_uuids: { assistant_message_uuid: answer } }
    : {
        prompt: turn.text,
        parent_message_uuid: turn.parent || ROOT,
        ...common,
        turn_message_uuids: { user_message_uuid: turn.id, assistant_message_uuid: answer },
        trigger: "submit",
      };
  const response = await post(`${CHATS}/${id}/${again ? "retry_completion" : "completion"}`, body, signal);
  let reply = "";
  for await (const event of events(response)) {
    if (event.type === "message_start") yield { replyId: event.message.uuid };
    if (event.type !== "content_block_delta") continue;
    reply += event.delta.text;
    yield { reply };
  }
  if (!chat) await post(`${CHATS}/${id}/title`, { message_content: turn.text, recent_titles: [] });
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const stored = await get(`${CHATS}/${chat}?tree=True&rendering_mode=messages`);
  const turns = [];
  for (let at = 0; at + 1 < stored.chat_messages.length; at += 2) {
    const [question, answer] = stored.chat_messages.slice(at, at + 2);
    const parent = question.parent_message_uuid;
    turns.push({
      id: question.uuid,
      text: question.content[0].text,
      parent: parent === ROOT ? "" : parent,
      replyId: answer.uuid,
      reply: answer.content[0].text,
    });
  }
  return turns;
}

/** @returns {Promise<{ uuid: string, name: string }[]>} */
export function chats() {
  return get(`${CHATS}?limit=30`);
}
