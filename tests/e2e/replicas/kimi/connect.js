// @ts-check
// Connect streaming: an envelope is one flag byte, four bytes of length (big-endian) and that many bytes of JSON.

import { Refused } from "../kit/wire.js";

const HEAD = 5;
const END = 2;

/** @param {object} value @returns {Uint8Array<ArrayBuffer>} */
export function sealed(value) {
  const inner = new TextEncoder().encode(JSON.stringify(value));
  const out = new Uint8Array(HEAD + inner.length);
  new DataView(out.buffer).setUint32(1, inner.length);
  out.set(inner, HEAD);
  return out;
}

/**
 * @param {Response} response
 * @returns {AsyncGenerator<any>} the JSON of each envelope but the one that ends the stream
 */
export async function* opened(response) {
  if (!response.ok || !response.body) throw new Refused(`${response.status}`);
  const reader = response.body.getReader();
  let held = new Uint8Array();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const more = new Uint8Array(held.length + value.length);
    more.set(held);
    more.set(value, held.length);
    held = more;
    while (held.length >= HEAD) {
      const length = new DataView(held.buffer, held.byteOffset).getUint32(1);
      if (held.length < HEAD + length) break;
      const inner = new TextDecoder().decode(held.subarray(HEAD, HEAD + length));
      if (held[0] !== END) yield JSON.parse(inner);
      held = held.slice(HEAD + length);
    }
  }
}
