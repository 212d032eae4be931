// @ts-check
// The requests of the site. A session, kept by this page alone, says which chat a message belongs to.

import { events } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

/** The thread knows one reply to a message; both travel in it with this between them. */
const BETWEEN = "\u001e";

/** Both replies of a turn. @param {string} reply */
export const apart = (reply) => reply.split(BETWEEN);

/**
 * @param {import("../kit/thread.js").Kind} kind
 * @param {Turn} turn
 * @param {string} session
 * @returns {[string, object]}
 */
function how(kind, turn, session) {
  if (kind === "again") return ["retry", {}];
  if (session) return ["add_text", { message: turn.text }];
  return ["add_first_text", { prompt_value: turn.text, mode: "random", custom_models_selection: [] }];
}

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(kind, turn, session, signal) {
  const [call, body] = how(kind, turn, session);
  const response = await fetch(`/arena/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(session ? { "x-session-hash": session } : {}) },
    body: JSON.stringify(body),
    signal,
  });
  const said = { a: "", b: "" };
  for await (const event of events(response)) {
    if (event.type === "init") yield { chat: event.session_hash };
    if (event.type !== "chunk") continue;
    said[/** @type {"a" | "b"} */ (event.pos)] = event.llm_msg.content;
    yield { reply: said.a + BETWEEN + said.b };
  }
}
