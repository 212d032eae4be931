// @ts-check
// Questions of the awareness week. `class.d.ts` is the contract; what comes back is looked at here, and a "no" keeps its
// reason and its place.
import { ask } from "./ask.js";
import { isObject, list } from "./read.js";

/** @typedef {import("../class.js").No | { ok: false, reason: any, detail?: string, place?: import("../class.js").Place }} No */

const CLASS_PATIENCE_MS = 20_000;

/**
 * Never rejects.
 * @param {{ ask: string } & Record<string, unknown>} question
 * @param {(answer: any) => boolean} whole whether an answer holds what its page needs
 * @returns {Promise<any>}
 */
const askOfClass = (question, whole) =>
  ask(question, CLASS_PATIENCE_MS, (answer) => {
    if (answer?.ok === true && whole(answer)) return answer;
    // A background of another version than this page.
    if (answer?.ok === false && answer.reason !== "unknown_message") return { detail: "", ...answer };
    return { ok: false, reason: isObject(answer) ? "unclear_answer" : "no_answer", detail: "" };
  });

const isCode = (/** @type {any} */ raw) => typeof raw?.code === "string" && isObject(raw.qr);
const isClass = (/** @type {any} */ raw) => isObject(raw.plan?.baseline) && isCode(raw.invitation);

/** @returns {Promise<import("../class.js").ClassAnswer>} */
export const askPlan = () => askOfClass({ ask: "class" }, ({ plan, sums }) => plan === null || isObject(sums));

/** @param {string} text @returns {Promise<import("../class.js").ClassReadAnswer>} */
export const askRead = (text) => askOfClass({ ask: "class_read", text }, ({ plan, sums }) => isObject(plan) && isObject(sums));

/** @param {string} text @returns {Promise<import("../class.js").ClassJoinAnswer>} */
export const askJoin = (text) => askOfClass({ ask: "class_join", text }, ({ plan }) => isObject(plan));

/** @returns {Promise<import("../class.js").ClassLeaveAnswer>} */
export const askLeave = () => askOfClass({ ask: "class_leave" }, () => true);

/** @param {boolean} erase everything that was counted, in the same step @returns {Promise<import("../class.js").HandInAnswer>} */
export const askHandIn = (erase) => askOfClass(erase ? { ask: "hand_in", erase } : { ask: "hand_in" }, isCode);

/** @returns {Promise<import("../class.js").ClassesAnswer>} */
export const askClasses = () => askOfClass({ ask: "classes" }, ({ classes }) => Array.isArray(classes));

/** @param {{ label: string, baseline: string, awareness: string }} plan @returns {Promise<import("../class.js").ClassNewAnswer>} */
export const askNewClass = (plan) => askOfClass({ ask: "class_new", ...plan }, isClass);

/** @param {"class_show" | "class_reveal" | "class_close"} what @param {string} id @returns {Promise<import("../class.js").ClassShowAnswer>} */
export const askClass = (what, id) => askOfClass({ ask: what, id }, isClass);

/** @param {string} id @returns {Promise<import("../class.js").ClassForgetAnswer>} */
export const askForget = (id) => askOfClass({ ask: "class_forget", id }, () => true);

/** @param {string} id @param {string[]} texts @param {boolean} out @returns {Promise<import("../class.js").ClassTakeAnswer>} */
export const askTake = (id, texts, out) =>
  askOfClass({ ask: "class_take", id, texts, ...(out ? { out } : {}) }, ({ taken }) => list(taken) === taken);
