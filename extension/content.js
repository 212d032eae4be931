// @ts-check
// What a chatbot page shows, reported to the background. No rules live here: the site's rule comes from the
// background when a person starts to use the page. Until a message is sent, nothing is observed.
(() => {
  "use strict";

  /** @typedef {import("./types").Page} Page @typedef {import("./types").Tail} Tail @typedef {import("./types").Turn} Turn */

  const CHECK_MS = 400;
  const SILENCE_MS = 30_000; // without a change: the reply's length stays unknown
  const GIVE_UP_MS = 20 * 60_000;
  const MAX_TEXT = 400_000; // code units; longer texts are measured by their beginning
  const BLOCKS = /^(P|DIV|LI|UL|OL|PRE|BR|H[1-6]|TR|TABLE|BLOCKQUOTE|SECTION|ARTICLE|HR)$/;

  /** @type {Page | null} */
  let page = null;
  let asking = false;
  /** @type {{ at: number, mark: string } | null} The page just before the person's last click or Enter. */
  let before = null;
  /** @type {Turn[]} */
  let turns = [];
  let timer = 0;
  const watcher = new MutationObserver(() => {
    timer ||= window.setTimeout(check, CHECK_MS);
  });

  /** @param {object} message */
  const tell = async (message) => {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      return null; // the extension was updated or switched off under this page
    }
  };

  const denied = () => page !== null && page.deny_paths.some((prefix) => location.pathname.startsWith(prefix));

  /**
   * The nodes of the first selector that matches anything; one inside another of them is left out.
   * @param {string[]} selectors @param {ParentNode} root
   */
  const outermost = (selectors, root = document) => {
    for (const selector of selectors) {
      /** @type {Element[]} */
      const kept = [];
      for (const node of root.querySelectorAll(selector)) {
        if (!kept[kept.length - 1]?.contains(node)) kept.push(node);
      }
      if (kept.length > 0) return kept;
    }
    return [];
  };

  /** The last message and whatever answers it. @param {Page} rule @returns {Tail} */
  const tail = (rule) => {
    const users = outermost(rule.user);
    const user = users[users.length - 1] ?? null;
    const replies = [];
    const answers = outermost(rule.assistant);
    for (let i = answers.length - 1; i >= 0 && user; i--) {
      if (!(user.compareDocumentPosition(answers[i]) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      replies.unshift(answers[i]);
    }
    return { users: users.length, user, replies };
  };

  /** The words of a node without labels and buttons. @param {Element} node @param {string[]} parts */
  const words = (node, parts) => {
    const drop = (page?.drop ?? []).join(",");
    let text = "";
    /** @param {Node} at */
    const walk = (at) => {
      if (text.length > MAX_TEXT) return;
      if (at.nodeType === Node.TEXT_NODE) text += at.nodeValue;
      if (!(at instanceof Element) || (drop && at.matches(drop))) return;
      const block = BLOCKS.test(at.tagName);
      if (block) text += "\n";
      for (const child of at.childNodes) walk(child);
      if (block) text += "\n";
    };
    const inside = outermost(parts, node);
    for (const part of inside.length > 0 ? inside : [node]) {
      walk(part);
      text += "\n";
    }
    return text.slice(0, MAX_TEXT);
  };

  /** Tells that the last turn changed, not what it says. @param {Tail} t */
  const mark = (t) => {
    let sum = 0;
    for (const node of t.user ? [t.user, ...t.replies] : t.replies) {
      const text = node.textContent ?? "";
      for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
      sum = Math.imul(sum ^ 7, 31);
    }
    return `${t.users}:${t.replies.length}:${sum}`;
  };

  /** The conversation the address names, or null in a new chat. @param {Page} rule */
  const conversation = (rule) => {
    const path = location.pathname.replace(/\/$/, "").split("/");
    for (const template of rule.conversations) {
      const wanted = template.split("/");
      if (wanted.length !== path.length) continue;
      if (wanted.every((s, i) => s === path[i] || s === "*" || s === "{conversation}")) {
        return path[wanted.indexOf("{conversation}")];
      }
    }
    return null;
  };

  /** @param {Page} rule */
  const growing = (rule) => rule.streaming !== "" && document.querySelector(rule.streaming) !== null;

  /** @param {Page} rule @param {Tail} t */
  const model = (rule, t) => {
    for (const { at, attribute, in: where } of rule.model) {
      const onReply = where === "reply";
      const roots = onReply ? t.replies : [document];
      for (const root of roots) {
        const node = root instanceof Element && root.matches(at) ? root : root.querySelector(at);
        const name = attribute ? node?.getAttribute(attribute) : node?.textContent;
        if (name?.trim()) return { model: name.trim().slice(0, 64), model_on_reply: onReply };
      }
    }
    return { model: null, model_on_reply: false };
  };

  /** Follows a send's reply. @param {{ key: string, need_text: boolean, page: Page }} order */
  const arm = (order) => {
    page = order.page;
    if (denied()) return;
    for (const turn of turns) finish(turn, tail(page), false);
    const now = Date.now();
    const known = before && now - before.at < 10_000 ? before.mark : mark(tail(page));
    turns = [
      {
        key: order.key, needText: order.need_text, before: known, changed: false, last: "", since: now, start: now,
        conversation: conversation(page), stopped: false, grew: false,
      },
    ];
    watcher.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
    check();
  };

  const check = () => {
    clearTimeout(timer);
    timer = 0;
    if (!page || turns.length === 0) return;
    const rule = page;
    const t = tail(rule);
    const current = mark(t);
    const streaming = growing(rule);
    turns = turns.filter((turn) => !step(rule, turn, t, current, streaming, Date.now()));
    if (turns.length > 0) timer = window.setTimeout(check, CHECK_MS);
    else watcher.disconnect();
  };

  /**
   * One look at a turn; true when it is over.
   * @param {Page} rule @param {Turn} turn @param {Tail} t @param {string} current @param {boolean} streaming
   * @param {number} now
   */
  const step = (rule, turn, t, current, streaming, now) => {
    const here = conversation(rule);
    if (turn.conversation === null) turn.conversation = here;
    if (here !== turn.conversation) return finish(turn, null, streaming); // the person opened another chat
    if (current !== turn.last) [turn.last, turn.since] = [current, now];
    turn.changed ||= current !== turn.before;
    turn.grew ||= streaming;
    if (turn.needText && turn.changed && t.user) {
      turn.needText = false;
      tell({ tell: "noted", key: turn.key, text: words(t.user, rule.user_text) });
    }
    const quiet = now - turn.since;
    if (now - turn.start > GIVE_UP_MS) return finish(turn, t, streaming);
    if (streaming) return false;
    // Once the flag of a growing reply is gone, the reply is over; without a flag only silence tells.
    const enough = turn.grew ? CHECK_MS : rule.quiet_ms;
    if (turn.changed && quiet >= enough && t.replies.some((r) => r.textContent?.trim())) {
      return finish(turn, t, false);
    }
    return quiet > SILENCE_MS && finish(turn, null, false);
  };

  /** Reports the end of a turn. @param {Turn} turn @param {Tail | null} t @param {boolean} cut */
  const finish = (turn, t, cut) => {
    if (!page) return true;
    const rule = page;
    const seen = t !== null && turn.changed && t.replies.length > 0;
    tell({
      tell: "replied",
      key: turn.key,
      state: turn.stopped || cut ? "stopped" : "answered",
      text: seen ? t.replies.map((node) => words(node, rule.assistant_text)).join("\n") : null,
      conversation: turn.conversation,
      ...(seen ? model(rule, t) : { model: null, model_on_reply: false }),
    });
    return true;
  };

  // The person's hand is never counted, only remembered as "the page just before".

  const wake = () => {
    if (page || asking) return;
    asking = true;
    tell({ ask: "rule" }).then((answer) => {
      asking = false;
      if (answer?.ok) page = answer.page;
    });
  };

  /** @param {Event} event */
  const acted = (event) => {
    if (!event.isTrusted) return;
    if (event instanceof KeyboardEvent && (event.key !== "Enter" || event.isComposing)) return;
    wake();
    if (!page || denied()) return;
    const t = tail(page);
    before = { at: Date.now(), mark: mark(t) };
    /** @param {string} selector */
    const on = (selector) => selector !== "" && event.target instanceof Element && event.target.closest(selector);
    if (on(page.stop)) for (const turn of turns) turn.stopped = true;
    if (growing(page)) return;
    // A reply that stands still is over when its flag is gone or when the next message goes out.
    const next = on(event.type === "click" ? page.send : page.composer);
    turns = turns.filter((turn) => {
      const over = turn.changed && t.replies.length > 0 && (turn.grew || next);
      return !(over && finish(turn, t, false));
    });
  };

  addEventListener("focusin", wake, { capture: true, passive: true });
  addEventListener("pointerdown", wake, { capture: true, passive: true });
  addEventListener("click", acted, { capture: true, passive: true });
  addEventListener("keydown", acted, { capture: true, passive: true });
  addEventListener("pagehide", () => {
    if (page) for (const turn of turns) finish(turn, tail(page), true);
    turns = [];
  });
  chrome.runtime.onMessage.addListener((/** @type {any} */ message) => {
    if (message?.tell === "armed") arm(message);
  });
})();
