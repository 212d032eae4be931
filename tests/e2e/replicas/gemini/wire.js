// @ts-check
// The requests of the site: forms by XMLHttpRequest, answers in chunks of `[["wrb.fr", …]]`.

import { Refused } from "../kit/wire.js";

/** @typedef {import("../kit/thread.js").Turn} Turn */

const DATA = "/_/BardChatUi/data";
const MODEL_CONTEXT = [null, null, null, null, null, null];
let serial = 100000;

/**
 * @param {string} path
 * @param {unknown} request
 * @param {AbortSignal} [signal]
 * @returns {AsyncGenerator<any>} the payload of each chunk, in order
 */
async function* call(path, request, signal) {
  const xhr = new XMLHttpRequest();
  serial += 100000;
  xhr.open("POST", `${DATA}/${path}bl=boq_stage&hl=${document.documentElement.lang}&_reqid=${serial}&rt=c`);
  xhr.setRequestHeader("content-type", "application/x-www-form-urlencoded;charset=utf-8");
  signal?.addEventListener("abort", () => xhr.abort());
  let wake = () => {};
  let news = new Promise((done) => (wake = () => done(null)));
  for (const name of ["progress", "loadend"]) xhr.addEventListener(name, () => wake());
  xhr.send(new URLSearchParams({ "f.req": JSON.stringify(request), at: "stage" }));
  let read = 0;
  for (;;) {
    await news;
    news = new Promise((done) => (wake = () => done(null)));
    if (signal?.aborted) throw new DOMException("stopped", "AbortError");
    if (xhr.status >= 400) throw new Refused(`${xhr.status}`);
    const done = xhr.readyState === XMLHttpRequest.DONE;
    if (done && xhr.status === 0) throw new Refused("0");
    const end = xhr.responseText.lastIndexOf("\n");
    const fresh = xhr.responseText.slice(read, end + 1);
    read = Math.max(read, end + 1);
    for (const line of fresh.split("\n")) {
      if (line.startsWith('[["wrb.fr"')) yield JSON.parse(JSON.parse(line)[0][2]);
    }
    if (done) return;
  }
}

/** @type {import("../kit/thread.js").Site["send"]} */
export async function* send(_kind, turn, chat, signal) {
  const { lang } = document.documentElement;
  // The context is the turn before: a new wording and another reply follow the same one as their message did.
  const context = [chat && `c_${chat}`, turn.parent && `r_${turn.parent}`, turn.parent && `rc_${turn.parent}`];
  const inner = [[turn.text, 0, null, null, null, null, 0], [lang], [...context, ...MODEL_CONTEXT, ""]];
  const path = "assistant.lamda.BardFrontendService/StreamGenerate?";
  for await (const payload of call(path, [null, JSON.stringify(inner)], signal)) {
    const [id, reply] = payload[1];
    yield { chat: id.slice(2), replyId: reply.slice(2), reply: payload[4]?.[0][1][0] };
  }
}

/** @param {string} rpc @param {unknown} request */
async function read(rpc, request) {
  const wrapped = [[[rpc, JSON.stringify(request), null, "generic"]]];
  for await (const payload of call(`batchexecute?rpcids=${rpc}&`, wrapped)) return payload;
  throw new Refused(rpc);
}

/** @param {string} chat @returns {Promise<Partial<Turn>[]>} */
export async function load(chat) {
  const [stored] = await read("hNvQHb", [`c_${chat}`, 1000]);
  const turns = [];
  let parent = "";
  for (const [[, reply], , [[text]], [[[, [words]]]]] of stored.reverse()) {
    turns.push({ text, parent, replyId: reply.slice(2), reply: words });
    parent = reply.slice(2);
  }
  return turns;
}

/** @returns {Promise<[string, string][]>} id and title */
export async function chats() {
  const [, , rows] = await read("MaZiqc", [20]);
  return rows.map((/** @type {[string, string]} */ [id, title]) => [id.slice(2), title]);
}
