// @ts-check
// A toy in the place of the site's cipher. What it makes has the form of a real one's (a nonce in front, a
// proof behind, base64 around all of it) and keeps nothing secret: who does not know the trick cannot read
// the words from a request, which is all that is asked of it here.

const NONCE = 12;
const PROOF = 16;

/** @param {number} count */
export const fresh = (count) => crypto.getRandomValues(new Uint8Array(count));

/** @param {Uint8Array} bytes */
export const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} text */
export const fromText = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** @param {Uint8Array} key @param {Uint8Array} nonce @param {Uint8Array} bytes */
function masked(key, nonce, bytes) {
  return bytes.map((byte, at) => byte ^ key[at % key.length] ^ nonce[at % nonce.length]);
}

/** @param {Uint8Array} key @param {string} words */
export function seal(key, words) {
  const nonce = fresh(NONCE);
  const inside = masked(key, nonce, new TextEncoder().encode(words));
  return toText(new Uint8Array([...nonce, ...inside, ...masked(key, nonce, new Uint8Array(PROOF))]));
}

/** @param {Uint8Array} key @param {string} sealed */
export function open(key, sealed) {
  const bytes = fromText(sealed);
  return new TextDecoder().decode(masked(key, bytes.slice(0, NONCE), bytes.slice(NONCE, -PROOF)));
}
