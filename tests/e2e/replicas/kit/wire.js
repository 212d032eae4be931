// @ts-check
// Reading streams, and the plain calls around them.

/** The server refused. */
export class Refused extends Error {}

/**
 * @param {Response} response
 * @returns {AsyncGenerator<string>} whole lines
 */
export async function* lines(response) {
  if (!response.ok || !response.body) throw new Refused(`${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest) yield rest;
}

/**
 * @param {Response} response a stream of server-sent events
 * @returns {AsyncGenerator<any>} the JSON of each `data:` line; what is not JSON is left out
 */
export async function* events(response) {
  for await (const line of lines(response)) {
    if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
    yield JSON.parse(line.slice(6));
  }
}

/**
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 */
export function post(path, body, signal) {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "*/*" },
    body: JSON.stringify(body),
    signal,
  });
}

/** @param {string} path */
export async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Refused(`${response.status}`);
  return response.json();
}
