// @ts-check
// The practice chat: its replies are ours, ready-made; what is said of it is measured by the background as on a real
// chatbot, and kept by nobody. When this page is closed, it is gone.
import { askPractice } from "../ui/ask.js";
import { at, element } from "../ui/dom.js";
import { makeFormat } from "../ui/format.js";

/** @typedef {import("../ui/ask.js").Tally} Tally */
/** @typedef {import("../ui/ask.js").Range} Range */

const WORD_MS = 35;
const SUGGESTIONS = ["ask", "thank", "please"];

/** @param {Range} one @param {Range | null} other @returns {Range} */
export const add = (one, other) =>
  other ? { low: one.low + other.low, central: one.central + other.central, high: one.high + other.high } : one;

/**
 * What a message came to, in a sentence.
 * @param {{ tally: Tally, phrases: Range | null }} counted
 * @param {import("../ui/i18n.js").Words} words
 */
export function said({ tally, phrases }, words) {
  if (!tally.wh) return words.t("unknown");
  const { sentence } = makeFormat(words);
  const energy = sentence("wh", tally.wh);
  if (tally.courtesyOnly) return words.t("practice_only", { energy });
  if (tally.courtesyTotal && phrases) return words.t("practice_inside", { energy, phrases: sentence("wh", phrases) });
  return words.t("practice_plain", { energy });
}

/** @param {import("../ui/i18n.js").Words} words */
export function drawPractice(words) {
  const { t } = words;
  const format = makeFormat(words);
  const log = at("log");
  const input = /** @type {HTMLInputElement} */ (at("words"));
  const sums = { messages: 0, courtesies: 0, only: 0, wh: { low: 0, central: 0, high: 0 } };
  const seen = { only: false, inside: false };
  let context = 0;
  let busy = false;

  at("suggestions").replaceChildren(
    ...SUGGESTIONS.map((name) => {
      const button = element("button", { type: "button" }, t(`practice_try_${name}`));
      button.addEventListener("click", () => void send(t(`practice_try_${name}`), name));
      return button;
    }),
  );
  at("say").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text && !busy) {
      input.value = "";
      void send(text, "free");
    }
  });
  drawSums();

  function drawSums() {
    at("practice-messages").textContent = format.count(sums.messages);
    at("practice-courtesies").textContent = format.count(sums.courtesies);
    at("practice-only").textContent = format.count(sums.only);
    const { about, between } = format.energy(sums.wh);
    at("practice-energy").replaceChildren(element("span", {}, about), element("span", { class: "quiet small" }, between ?? ""));
  }

  /** @param {string} text @param {string} which reply is ready for it */
  async function send(text, which) {
    if (busy) return;
    wait(true);
    line("mine", text);
    // As on a real chatbot: the message counts when it is sent, the energy follows with the reply.
    const first = await askPractice(text, null, context);
    if (!first.ok) return stop(first.reason);
    sums.messages += first.tally.messages ?? 0;
    sums.courtesies += first.tally.courtesyTotal ?? 0;
    sums.only += first.tally.courtesyOnly ?? 0;
    drawSums();
    at("practice-says").textContent = t("practice_wait");
    const reply = t(`practice_reply_${first.tally.courtesyOnly ? "thank" : which}`);
    await stream(line("theirs", ""), reply);
    const counted = await askPractice(text, reply, context);
    if (!counted.ok) return stop(counted.reason);
    context = counted.context;
    sums.wh = add(sums.wh, counted.tally.wh);
    drawSums();
    at("practice-says").textContent = said(counted, words);
    if (counted.tally.courtesyOnly) seen.only = true;
    else if (counted.tally.courtesyTotal) seen.inside = true;
    if (seen.only && seen.inside) at("practice-point").textContent = t("practice_point");
    wait(false);
  }

  /** Until the turn is over; a listener is told it whole, not in pieces. @param {boolean} on */
  function wait(on) {
    busy = on;
    log.setAttribute("aria-busy", `${on}`);
  }

  /** @param {string} reason */
  function stop(reason) {
    at("practice-says").textContent = t(`trouble_${reason}`);
    wait(false);
  }

  /** @param {string} whose @param {string} text */
  function line(whose, text) {
    const made = element("p", { class: whose, dir: "auto" }, text);
    log.append(made);
    log.scrollTop = log.scrollHeight;
    return made;
  }

  /** Word by word, as chatbots write; at once for those who want no motion. @param {HTMLElement} into @param {string} text */
  async function stream(into, text) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const word of still ? [text] : text.split(/(?<=[ \u2e80-\uffff])/)) {
      into.append(word);
      log.scrollTop = log.scrollHeight;
      await new Promise((go) => setTimeout(go, WORD_MS));
    }
  }
}
