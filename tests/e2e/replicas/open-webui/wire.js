// @ts-check
// The requests of the site: every send carries the whole chat. Around it the same words travel four more times: in the
// saved chat, before and after, and to the tasks that find a title and tags.

import { events, get, post, Refused } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const MODEL = "llama3.1:8b";

/** @param {Turn} turn @param {boolean} whole with the reply @returns {{ id: string, role: string, content: string }[]} */
function messages(turn, whole) {
  const question = { id: turn.id, role: "user", content: turn.text };
  return whole && turn.reply ? [question, { id: turn.replyId, role: "assistant", content: turn.reply }] : [question];
}

/** @param {ReturnType<typeof messages>} list */
const bare = (list) => list.map(({ role, content }) => ({ role, content }));

/** @param {string} chat empty for a new one @param {ReturnType<typeof messages>} list @param {AbortSignal} [signal] */
async function save(chat, list, signal) {
  const history = { messages: Object.fromEntries(list.map((message) => [message.id, message])), currentId: list.at(-1)?.id };
  const body = { chat: { title: "New Chat", models: [MODEL], history, messages: list, params: {}, tags: [] } };
  const response = await post(`/api/v1/chats/${chat || "new"}`, body, signal);
  if (!response.ok) throw new Refused(`${response.status}`);
  return (await response.json()).id;
}

/**
 * @param {import("../kit/thread.js").Kind} _
 * @param {Turn} turn
 * @param {string} chat
 * @param {AbortSignal} signal
 * @param {Turn[]} before the turns it follows
 * @returns {AsyncGenerator<import("../kit/thread.js").Piece>}
 */
export async function* send(_, turn, chat, signal, before) {
  const earlier = before.flatMap((past) => messages(past, true));
  const list = [...earlier, ...messages(turn, false)];
  const replyId = crypto.randomUUID();
  const id = await save(chat, list, signal);
  yield { chat: id, replyId };
  const asked = {
    stream: true,
    model: MODEL,
    messages: bare(list),
    params: {},
    features: { image_generation: false, code_interpreter: false, web_search: false },
    session_id: crypto.randomUUID(),
    chat_id: id,
    id: replyId,
    parent_id: turn.id,
    parent_message: {
      ...messages(turn, false)[0],
      parentId: turn.parent || null,
      childrenIds: [replyId],
      models: [MODEL],
    },
    background_tasks: { title_generation: true, tags_generation: true },
  };
  const response = await post("/api/chat/completions", asked, signal);
  let reply = "";
  for await (const chunk of events(response)) {
    const words = chunk.choices[0].delta.content;
    if (words) yield { reply: (reply += words) };
  }
  after(id, [...list, { id: replyId, role: "assistant", content: reply }]);
}

/** What the page does on its own once a reply is over. @param {string} chat @param {ReturnType<typeof messages>} list */
function after(chat, list) {
  const about = { model: MODEL, messages: bare(list), chat_id: chat };
  void post("/api/chat/completed", { ...about, id: list.at(-1)?.id });
  void post("/api/v1/tasks/title/completions", about);
  void post("/api/v1/tasks/tags/completions", about);
  void save(chat, list);
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const stored = (await get(`/api/v1/chats/${chat}`)).chat.messages;
  const turns = [];
  for (let at = 0; at + 1 < stored.length; at += 2) {
    const [question, answer] = stored.slice(at, at + 2);
    turns.push({ id: question.id, text: question.content, replyId: answer.id, reply: answer.content });
  }
  return turns;
}

/** @returns {Promise<{ id: string, title: string }[]>} */
export function chats() {
  return get("/api/v1/chats/?page=1");
}
