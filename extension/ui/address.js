// @ts-check
// What a person types as their server's address, made into what a browser can be asked for. Pure.

/** Servers on the same computer: the only ones that may go without encryption. */
const OWN_COMPUTER = ["localhost", "127.0.0.1"];

/**
 * @param {string} typed with or without `https://`, a path or a port
 * @returns {{ ok: true, address: string, host: string, pattern: string } | { ok: false, reason: "bad_host" | "not_https" }}
 *   `pattern` is what to ask the browser for; it has no port, because not every browser knows ports in patterns
 */
export function readAddress(typed) {
  const written = typed.trim();
  const spelled = /^[a-z][a-z\d+.-]*:\/\//i.test(written);
  /** @type {URL} */
  let url;
  try {
    url = new URL(spelled ? written : `https://${written}`);
  } catch {
    return { ok: false, reason: "bad_host" };
  }
  const host = url.hostname;
  const own = OWN_COMPUTER.includes(host);
  if (!spelled && own) url.protocol = "http:";
  if (!/^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(host) || url.username !== "") return { ok: false, reason: "bad_host" };
  if (url.protocol !== "https:" && url.protocol !== "http:") return { ok: false, reason: "bad_host" };
  if (url.protocol === "http:" && !own) return { ok: false, reason: "not_https" };
  return { ok: true, address: url.origin, host, pattern: `${url.protocol}//${host}/*` };
}
