// Today's tally on a page: where it stands, and what it asks for. The script runs in a world of its own, as in a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { inWords, nudge } from "../../extension/tally.js";
import { root, wordsOf } from "./words.mjs";

const script = readFileSync(new URL("pill.js", root), "utf8");
const view = { width: 1200, height: 800 };

/** Only what the script asks of an element. */
function node() {
  const styles = {};
  return Object.assign(new EventTarget(), {
    dataset: {},
    isConnected: false,
    clientWidth: view.width,
    style: { setProperty: (name, value) => (styles[name] = value), removeProperty: (name) => delete styles[name] },
    styles,
    children: [],
    append(...children) {
      for (const child of children) this.children.push(Object.assign(child, { isConnected: true }));
    },
    replaceChildren() {},
    remove() {
      this.isConnected = false;
    },
    setAttribute() {},
    attachShadow() {
      return this;
    },
  });
}

/** @param {(message: object) => Promise<unknown>} sendMessage */
function world(sendMessage) {
  const nothing = () => {};
  const page = {
    addEventListener: nothing,
    querySelector: () => null,
    querySelectorAll: () => [],
    createElement: node,
    createElementNS: node,
    documentElement: node(),
  };
  const context = createContext({
    chrome: { runtime: { id: "x", sendMessage } },
    document: page,
    innerHeight: view.height,
    addEventListener: nothing,
    ResizeObserver: class {},
    setTimeout: nothing,
  });
  runInContext(script, context);
  return { run: (/** @type {string} */ code) => runInContext(code, context), html: page.documentElement };
}
const { run } = world(async () => null);
const [place, nearest, turns, small, large] = ["place", "nearest", "TURNS", "SMALL", "LARGE"].map((name) => run(`merciwatt.${name}`));
const hits = (at, size, box) =>
  at.left < box.right && at.left + size.width > box.left && at.top < box.bottom && at.top + size.height > box.top;

test("each corner is its own, and the arrows lead from one to the other", () => {
  const corners = [0, 1, 2, 3].map((corner) => place(corner, view, small, []));
  assert.deepEqual(new Set(corners.map(({ left, top }) => `${left} ${top}`)).size, 4);
  assert.ok(corners[0].left > 600 && corners[0].top > 400 && corners[3].left < 600 && corners[3].top < 400);
  for (const [corner, { left, top }] of corners.entries()) assert.equal(nearest(left + 10, top + 10, view), corner);
  const go = (corner, ...keys) => keys.reduce((at, key) => turns[key](at), corner);
  assert.equal(go(0, "ArrowUp", "ArrowLeft"), 3);
  assert.equal(go(3, "ArrowUp", "ArrowLeft"), 3);
  assert.equal(go(3, "ArrowDown", "ArrowRight"), 0);
});

test("it is never over the composer, wherever that is, and is not shown where there is no room", () => {
  for (const size of [small, large]) {
    for (let top = 0; top < view.height; top += 40) {
      for (let left = -100; left < view.width; left += 150) {
        const box = { left, top, right: left + 700, bottom: top + 120 };
        const send = { left: left + 640, top: top + 90, right: left + 720, bottom: top + 150 };
        for (let corner = 0; corner < 4; corner++) {
          const at = place(corner, view, size, [box, send]);
          assert.ok(at, `${corner} ${left} ${top}`);
          assert.ok(!hits(at, size, box) && !hits(at, size, send), `${corner} ${left} ${top}`);
          assert.ok(at.left >= 0 && at.top >= 0 && at.left + size.width <= view.width && at.top + size.height <= view.height);
        }
      }
    }
  }
  assert.equal(place(0, view, small, [{ left: 0, top: 0, right: 1200, bottom: 800 }]), null);
  assert.ok(large.width <= 320 - 24, "fits a window of 320");
});

test("above a composer at the bottom it keeps its corner", () => {
  const at = place(0, view, small, [{ left: 300, top: 700, right: 1190, bottom: 790 }]);
  assert.ok(at.left > 600 && at.top + small.height < 700 && at.top > 600);
});

test("it asks when it starts and when it is told, and has no timer of its own", async () => {
  const asked = [];
  const made = world(async (message) => (asked.push(message), { ok: true }));
  await made.run("merciwatt.ask()");
  assert.deepEqual(JSON.parse(JSON.stringify(asked)), [{ ask: "pill" }, { ask: "pill" }]);
  made.run(script);
  assert.equal(asked.length, 2, "a second copy does nothing");
  assert.doesNotMatch(script, /setInterval|requestAnimationFrame|MutationObserver/);
});

test("moved while an answer was on its way, it is not moved back; sent away, it says so and goes", async () => {
  /** @type {((answer: object) => void)[]} */
  const answers = [];
  const told = [];
  const made = world((message) => (message.ask ? new Promise((go) => answers.push(go)) : (told.push(message), Promise.resolve(null))));
  const pill = { corner: 0, line: "", today: "", keys: "", says: [], avoid: "", hidden: "gone" };
  answers[0]?.({ ok: true, pill });
  await new Promise(setImmediate);
  const [host] = made.html.children;
  const [box] = host.children;
  const press = (key) => box.dispatchEvent(Object.assign(new Event("keydown"), { key }));
  const left = host.styles.left;
  void made.run("merciwatt.ask()");
  press("ArrowLeft");
  const moved = host.styles.left;
  answers[1]?.({ ok: true, pill });
  await new Promise(setImmediate);
  assert.ok(moved !== left && host.styles.left === moved);
  void made.run("merciwatt.ask()");
  answers[2]?.({ ok: true, pill: { ...pill, corner: 0 } });
  await new Promise(setImmediate);
  assert.equal(host.styles.left, left, "a later answer counts");
  press("Escape");
  assert.deepEqual(JSON.parse(JSON.stringify(told)), [{ tell: "pill", corner: 1 }, { tell: "pill" }]);
  assert.equal(host.styles.height, "auto");
});

test("a page is given no figure: the root is closed, no attribute is set outside it, nothing is a custom element", () => {
  assert.match(script, /attachShadow\(\{ mode: "closed" \}\)/);
  assert.doesNotMatch(script, /host\??\.(setAttribute|title|textContent|append\()|customElements/);
  assert.deepEqual(script.match(/host\.dataset\.\w+ = [^;]+/g), ['host.dataset.merciwatt = ""']);
  assert.doesNotMatch(script, /innerHTML|createHTML/);
});

afterEach(() => {
  delete globalThis.chrome;
  delete globalThis.fetch;
});

for (const [language, said] of Object.entries({
  en: ["12 · about 3.1 Wh", "12 messages, about 3.1 Wh, between 0.9 and 11 Wh", 0],
  fr: ["12 · environ 3,1 Wh", "12 messages, environ 3,1 Wh, entre 0,9 et 11 Wh", 0],
  ar: ["12 · نحو 3.1 واط ساعة", "12 رسالة", 1],
})) {
  test(`${language}: the tally is put in words`, async () => {
    const entries = Object.entries(wordsFile(language));
    globalThis.fetch = async (path) => ({
      json: async () => entries.map(([key, text]) => (String(path).endsWith("keys.json") ? key : text)),
    });
    const range = { low: 0.9, central: 3.1, high: 11 };
    const tally = { messages: 12, wh: range, language, corner: null, composer: "#box", send: "" };
    const shown = await inWords(tally);
    const plain = (/** @type {string} */ text) => text.replace(/[\u00a0\u202f]/g, " ").replace(/[\u2066-\u2069\u200f\u200e]/g, "");
    assert.equal(plain(shown.line), said[0]);
    assert.ok(plain(shown.name).includes(said[1]), shown.name);
    assert.deepEqual([shown.corner, shown.avoid, shown.says.length, shown.lang], [said[2], "#box", 3, language]);
    assert.equal((await inWords({ ...tally, corner: 2 })).corner, 2);
    for (const value of Object.values(shown)) assert.doesNotMatch(String(value), /pill_|undefined|\$[A-Z]/);
  });
}

/** @param {string} language */
function wordsFile(language) {
  const messages = JSON.parse(readFileSync(new URL(`_locales/${language}/messages.json`, root), "utf8"));
  assert.ok(wordsOf(language));
  return Object.fromEntries(Object.entries(messages).map(([key, { message }]) => [key, message]));
}

test("pages are told that something has changed, never what", async () => {
  const asked = [];
  globalThis.chrome = {
    permissions: { getAll: async () => ({ origins: ["https://a.example/*"] }) },
    tabs: { query: async (what) => (asked.push(what), [{ id: 7 }, {}]) },
    scripting: { executeScript: async (what) => asked.push(what) },
  };
  await nudge();
  await nudge({});
  assert.deepEqual(asked[0], { url: ["https://a.example/*"], active: true });
  assert.deepEqual(asked[2], { url: ["https://a.example/*"] });
  assert.deepEqual([asked[1].target, asked[1].args, String(asked[1].func).includes("merciwatt?.ask()")], [{ tabId: 7 }, undefined, true]);
  globalThis.chrome.permissions.getAll = async () => ({});
  await nudge();
  assert.equal(asked.length, 4, "without any access no page is looked for");
});
