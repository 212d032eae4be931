// @ts-check
// Reports what a chatbot page shows to the background, which gives the site's rule once a person uses the page.
// Nothing is observed until a message is sent. No wrapper: a second copy must fail.

/** @typedef {import("./types").Turn} Turn */

const LOOK_MS = 400;
const ORDER_MS = 5e3; // a request may lag behind its message
const BASE_MS = 1e4; // and behind the hand that sent
const PRESS_MS = 1e3; // or come before the click
const LOST_MS = 15e3; // then neither came
const SILENCE_MS = 3e4; // then its length is unknown
const MAX_TEXT = 4e5;
const BLOCKS = /^(P|DIV|[OU]L|LI|PRE|[BH]R|H\d|T[RDH]|TABLE|BLOCKQUOTE|SECTION|ARTICLE)$/;

/** @type {import("./types").Page} */
let page;
/** @type {Turn[]} One without a key is only expected. */
let turns = [];
let timer = 0;
let rest = LOOK_MS;
const later = () => (timer ||= setTimeout(check, rest));
const watcher = new MutationObserver(later);

/** @arg {number} ms */
const wait = (ms) => new Promise((go) => setTimeout(go, ms));
/** Again if the worker stopped. @arg {object} message @returns {any} */
const tell = (message, times = 1) =>
  Promise.race([(async () => chrome.runtime.sendMessage(message))(), wait(ORDER_MS)])
    .catch(() => null)
    .then((answer) => answer ?? (times < 30 && wait(times * LOOK_MS).then(() => tell(message, times + 1))));

/** Of the first selector that matches, none inside another. @arg {string[]} selectors @arg {any} root */
const outermost = (selectors, root = document) => {
  /** @type {Element[]} */
  const kept = [];
  for (const selector of selectors) {
    for (const node of root.querySelectorAll(selector)) if (!kept.at(-1)?.contains(node)) kept.push(node);
    if (kept[0]) break;
  }
  return kept;
};

/** @arg {Element[]} nodes @arg {string[]} parts @arg {string} drop */
const words = (nodes, parts, drop) => {
  let text = "";
  /** @arg {Node} at */
  const walk = (at) => {
    if (text.length > MAX_TEXT) return;
    if (at.nodeType === Node.TEXT_NODE) text += at.nodeValue;
    if (!(at instanceof Element) || at.matches(drop)) return;
    const line = BLOCKS.test(at.tagName) ? "\n" : "";
    text += line;
    at.childNodes.forEach(walk);
    text += line;
  };
  for (const node of nodes) {
    const inside = outermost(parts, node);
    for (const part of inside[0] ? inside : [node]) (text += "\n"), walk(part);
  }
  return text.trim().slice(0, MAX_TEXT);
};

/** The last message and its answer. */
const view = () => {
  const users = outermost(page.user);
  const user = users.at(-1);
  const answers = outermost(page.assistant);
  /** @arg {any} at */
  const before = (at) => !(at.compareDocumentPosition(user) & Node.DOCUMENT_POSITION_PRECEDING);
  // Without a message the site has changed.
  const replies = answers.slice(user ? answers.findLastIndex(before) + 1 : -1);
  const { drop, reasoning, user_id } = page;
  const asked = words(users.slice(-1), page.user_text, drop);
  const said = words(replies, page.assistant_text, page.drop_all);
  const thinking = replies.flatMap((reply) => outermost(reasoning, reply));
  const thoughts = words(thinking, [], drop);
  const id = user_id && user?.closest(`[${user_id}]`)?.getAttribute(user_id);
  const count = users.length;
  return {
    count, replies, asked, said, thinking, thoughts, id, name: id || asked,
    mark: [count, replies.length, asked, said, thoughts].join(),
    growing: !!document.querySelector(page.streaming),
    chat: location.pathname.match(page.chat)?.slice(1).find(Boolean),
  };
};
/** @type {ReturnType<typeof view>} The page now. */
let now;

/** @arg {any} box */
const written = (box) => (box?.value ?? box?.textContent)?.trim();
const composer = () => document.querySelector(page.composer);

const model = () => {
  for (const { at, attribute, reply } of page.model) {
    const node = [...document.querySelectorAll(at)].pop();
    if (!node || (reply && !now.replies.some((r) => r.contains(node)))) continue;
    const slug = (node.getAttribute(attribute) ?? node.textContent)?.trim().slice(0, 64);
    if (slug) return { model: slug, model_on_reply: reply };
  }
};

/** @arg {boolean} sure words stood in the composer, and a hand sent them */
const begin = (sure, start = Date.now()) => {
  const { count, name, mark, chat } = now;
  turns.push({ key: "", nonce: crypto.randomUUID(), sure, count, name, before: mark, last: mark, chat, start, since: start });
  if (sure || page.counts) watch();
};

const watch = () => {
  watcher.observe(document, { subtree: true, childList: true, characterData: true });
  later();
};

const denied = () => location.pathname.match(page.deny);

/** @arg {Turn} x */
const counted = (x) => x.key || x.told;

/** A request was counted, perhaps long ago. @arg {import("./types").Order} order */
const arm = (order) => {
  page = order.page;
  const { key, t } = order;
  if (denied() || turns.some((x) => x.key === key)) return;
  now = view();
  if (turns.some((x) => x.sure && t < x.start - PRESS_MS)) return; // left already
  const base = turns.find((x) => !x.key && t - x.start < BASE_MS);
  for (const x of turns) if (x !== base && counted(x)) finish(x, x.snap);
  turns = base ? [base] : [];
  if (!base) begin(false);
  for (const x of turns) Object.assign(x, { key, base: !!base, start: t, since: Date.now() });
  watch();
};

const check = () => {
  timer = 0;
  const started = performance.now();
  now = view();
  turns = turns.filter((x) => !(counted(x) ? follow(x) : expect(x)));
  rest = Math.max(LOOK_MS, 40 * (performance.now() - started));
  if (turns[0]) later();
  else watcher.disconnect();
};

/** @arg {Turn} x */
const isNew = (x) => now.asked && (now.count > x.count || now.name !== x.name);

/** A message? True when none. @arg {Turn} x */
const expect = (x) => {
  const age = Date.now() - x.start;
  if (x.chat && now.chat !== x.chat) return true;
  x.cleared ||= !written(composer());
  if (isNew(x)) {
    if (!x.sure && now.said && !now.growing) return true;
    if (page.counts || (x.sure && age > ORDER_MS)) appeared(x);
  }
  return !x.told && age > LOST_MS && lost(x);
};

/** @arg {Turn} x */
const lost = (x) => (x.sure && x.cleared && !x.told && tell({ tell: "lost" }), true);

/** @arg {Turn} x */
const appeared = async (x) => {
  if (x.told) return;
  x.told = true;
  const { key, nonce } = x;
  const { asked: text, id, chat: conversation } = now;
  x.said ??= { tell: "appeared", key, nonce, text, id, conversation, from: x.sure && x.start, until: x.until };
  const answer = await tell(x.said);
  page.counts ||= answer?.counts;
  x.key ||= answer?.key ?? "";
  if (!x.key) turns = turns.filter((other) => other !== x);
};

/** The next follows. @arg {Turn} x */
const leave = (x) => {
  if (!x.sure || !isNew(x)) return lost(x);
  x.until = Date.now();
  appeared(x);
  finish(x);
};

/** Counted; true when over. @arg {Turn} x */
const follow = (x) => {
  x.chat ??= now.chat;
  if (now.chat !== x.chat) return finish(x, x.snap ?? null); // another chat
  if (now.mark !== x.last) [x.last, x.since] = [now.mark, Date.now()];
  const changed = now.mark !== x.before;
  x.grew ||= now.growing;
  if (isNew(x) || (!x.base && changed)) appeared(x);
  const said = changed && now.said;
  if (said) x.thought ||= Date.now() - x.start;
  const quiet = Date.now() - x.since;
  if (said && !now.growing && quiet >= (x.grew ? LOOK_MS : page.quiet_ms)) return finish(x);
  return quiet > SILENCE_MS * (now.growing ? 10 : 1) && finish(x, null);
};

/** @arg {Turn} x */
const reply = (x) => (now.replies[0] && now.mark !== x.before ? now : x.snap);

/** @arg {Turn} x */
const finish = (x, read = reply(x), cut = read?.growing) => {
  if (!x.key) appeared(Object.assign(x, { told: false }));
  const { key, nonce, base, chat, thought } = x;
  const state = x.stopped || cut ? "stopped" : read ? "answered" : "unseen";
  const heard = read && { text: read.said, thoughts: read.thoughts, thought_ms: read.thinking[0] && thought, ...model() };
  tell({ tell: "replied", key, nonce, base, state, conversation: chat, ...heard });
  return true;
};

const wake = async () => {
  if (page) return;
  const answer = await tell({ ask: "rule" });
  if (!answer?.ok || page) return;
  page = answer.page;
  if (early) acted(early);
};

/** A hand is never counted. @arg {any} event */
const acted = (event) => {
  wake();
  const { key, target, start } = event;
  if (!event.isTrusted || /^[fp]/.test(event.type)) return;
  if (key) box = target;
  const enter = key === "Enter" && !event.isComposing;
  if (key && !enter) return;
  const text = event.text ?? written(page ? composer() : box);
  if (!page && (text || !early)) early = Object.assign(event, { text, start: Date.now() });
  if (!page || denied()) return;
  now = view();
  /** @arg {string} selector */
  const on = (selector) => target.closest?.(selector);
  const next = on(enter ? page.composer : page.send);
  for (const x of turns) (x.stopped ||= on(page.stop)), (x.snap = reply(x)), x.key && isNew(x) && appeared(x);
  // The next ends it.
  if (!now.growing) turns = turns.filter((x) => !(counted(x) && x.snap === now && (x.grew || next) && finish(x)));
  const sure = !!(next && !event.shiftKey && text);
  const old = turns.find((x) => !counted(x));
  if (on("a[href]") || (old?.sure && !sure)) return;
  turns = turns.filter((x) => x !== old);
  if (old) leave(old);
  if (start && !sure && !page.counts) return;
  if (start && (page.counts || now.asked === text)) [now.count, now.name] = [0, ""];
  begin(sure, start);
};

/** Where one types. @type {any} */
let box;
/** The hand before the rule. @type {any} */
let early;
if (location.search.includes("q=")) acted({ isTrusted: true, target: document });
for (const act of ["focusin", "pointerdown", "click", "keydown"]) addEventListener(act, acted, true);
addEventListener("pagehide", () => {
  if (turns[0]) now = view();
  for (const x of turns.splice(0)) counted(x) ? (isNew(x) && appeared(x), finish(x, reply(x), true)) : leave(x);
});
chrome.runtime.onMessage.addListener(arm);
