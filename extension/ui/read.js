// @ts-check
// Reading what came from elsewhere: a value of the wrong kind becomes nothing, never something half-formed.

/** @param {any} value @returns {number | null} */
export const count = (value) => (Number.isSafeInteger(value) && value >= 0 ? value : null);
/** @param {any} value */
export const text = (value) => (typeof value === "string" ? value : "");
/** @param {any} value @returns {any[]} */
export const list = (value) => (Array.isArray(value) ? value : []);
/** @param {any} value */
export const isObject = (value) => typeof value === "object" && value !== null;
