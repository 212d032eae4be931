// @ts-check
// Every send carries the whole conversation, sealed. Around it go the requests by which the page puts the
// conversation away; they repeat the words, sealed as well, and are no sends.

import { events, get, post } from "../kit/wire.js";
import { fresh, fromText, open, seal, toText } from "./cipher.js";
import { words } from "./words.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** @param {string} chat @param {string} id @param {string} role @param {string} sealed */
function putAway(chat, id, role, sealed) {
  const message = { MessageTag: id, Role: role, Status: "succeeded", Encrypted: sealed };
  // A conversation that could not be put away is no trouble for the one who writes.
  post(`/api/lumo/v1/conversations/${chat}/messages`, message).catch(() => {});
}

/**
 * @param {() => Turn[]} turns the conversation on screen
 * @returns {import("../kit/thread.js").Site["send"]}
 */
export function sender(turns) {
  return async function* send(kind, turn, chat, signal) {
    const key = fresh(32);
    const replyId = crypto.randomUUID();
    const id = chat || crypto.randomUUID();
    if (!chat) {
      await post("/api/lumo/v1/conversations", { ConversationTag: id }, signal);
      yield { chat: id };
    }
    if (kind !== "again") putAway(id, turn.id, "user", seal(key, turn.text));
    const said = [{ role: "system", content: words.manners }];
    for (const earlier of turns()) {
      said.push({ role: "user", content: earlier.text });
      if (earlier === turn) break;
      said.push({ role: "assistant", content: earlier.reply });
    }
    const sealed = said.map(({ role, content }) => ({ role, content: seal(key, content), encrypted: true }));
    const body = {
      Prompt: {
        type: "generation_request",
        turns: sealed,
        options: { tools: ["proton_info"] },
        targets: ["message"],
        request_key: toText(key),
        request_id: crypto.randomUUID(),
      },
      // The stage's own, for its record: the site's server is not told which conversation this is.
      Stage: { conversation: id, message: turn.id, reply: replyId },
    };
    const response = await post("/api/ai/v1/chat", body, signal);
    let reply = "";
    for await (const event of events(response)) {
      if (event.type !== "token_data") continue;
      reply += open(key, event.content);
      yield { replyId, reply };
    }
    putAway(id, replyId, "assistant", seal(key, reply));
  };
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const stored = await get(`/api/lumo/v1/conversations/${chat}`);
  const key = fromText(stored.ConversationKey);
  const turns = [];
  for (let at = 0; at + 1 < stored.Messages.length; at += 2) {
    const [question, answer] = stored.Messages.slice(at, at + 2);
    turns.push({
      id: question.ID,
      text: open(key, question.Encrypted),
      replyId: answer.ID,
      reply: open(key, answer.Encrypted),
    });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export async function chats() {
  const { Conversations } = await get("/api/lumo/v1/conversations");
  return Conversations.map((/** @type {{ ID: string, Title: string }} */ chat) => ({ id: chat.ID, title: chat.Title }));
}
