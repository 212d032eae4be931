// @ts-check
// What a disk that fails needs, a full one above all. A message that could not be written is lost, unless its page tells of it once
// more; its site's day is marked as doubtful as soon as something can be written again.
//
// And Chromium's database must be kept from losing everything: it goes on writing behind a record that a full disk or a power cut has
// torn, and when it opens that file again it takes the place for corrupt and empties the whole database (LevelDB #1287; seen with a
// full disk, `e2e full`). So nothing is written where a write could be torn, and what was read whole is brought out of that file, which
// happens when much is written: noise, after a failure and once in each life of the browser.
import { writeNoise } from "./noise.js";

/** Bytes of a disk below which nothing is written: the noise, its copies while they are packed, and some more. */
const ROOM = 32 * 2 ** 20;

/** Firefox's database has no such fault, and what Firefox says of its room is its own bound. */
const mayTear = () => !("getBrowserInfo" in chrome.runtime);
/** In the browser's memory: `whole` once nothing torn can be behind what is written, and what was missed, by origin and day. */
const memory = () => chrome.storage.session;
let settled = false;

/**
 * Whether something may be written. Chromium answers in half a millisecond, with what the disk has; where it cannot say, nothing is held
 * back.
 */
export async function hasRoom() {
  if (!mayTear()) return true;
  const { quota = ROOM, usage = 0 } = await navigator.storage.estimate().catch(() => /** @type {StorageEstimate} */ ({}));
  return quota - usage >= ROOM;
}

/**
 * Something could not be written.
 * @param {string} [address] if it may have been a message, of its page or request
 */
export async function failed(address) {
  settled = false;
  await memory().remove("whole");
  if (!address) return;
  const now = new Date();
  await memory().set({ [`${new URL(address).origin} ${now.toDateString()}`]: now.getTime() });
}

/**
 * Something was written: makes good what can be made good. The first time in each life of the background it looks whether there is
 * anything; no message waits for it.
 * @param {(address: string, t: number) => Promise<{ ok: boolean }>} missed marks a day
 */
export async function settle(missed) {
  if (settled) return;
  settled = true;
  const { whole, ...left } = await memory().get();
  for (const [name, t] of Object.entries(left)) {
    if ((await missed(`${name.split(" ")[0]}/`, t)).ok) await memory().remove(name);
    else settled = false;
  }
  if (whole || !mayTear()) return;
  if (await writeNoise()) await memory().set({ whole: true });
  else settled = false;
}

/** What was missed is of a history that is erased now. */
export const forgetMissed = () => memory().clear();
