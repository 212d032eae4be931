import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { readAddress } from "../../extension/ui/address.js";
import { askAddHost, askReport, askSites } from "../../extension/ui/ask.js";
import { hasAccess, outlinePage } from "../../extension/ui/browser.js";
import { healthSentence, readHealth, readSite, trouble } from "../../extension/ui/site.js";
import { messagesOf, wordsOf } from "./words.mjs";

afterEach(() => delete globalThis.chrome);
const background = (sendMessage) => (globalThis.chrome = { runtime: { sendMessage } });
const health = (state, checks = [], since = "2026-11-24") => readHealth({ state, checks, since });

test("of several failed checks the gravest is told", () => {
  assert.equal(trouble(health("ok", ["neither"])), null);
  assert.equal(trouble(health("broken", ["length_ratio", "neither"])), "counts");
  assert.equal(trouble(health("approximate", ["empty_reply", "unreadable"])), "page");
  assert.equal(trouble(health("approximate", ["dom_without_net"])), "wire");
  assert.equal(trouble(health("flooded", ["flooded"])), "flooded");
  assert.equal(trouble(health("broken", ["a_check_of_tomorrow"])), "counts");
  assert.equal(trouble(health("approximate")), "lengths");
});

test("an unclear health is no trouble, and an odd date is left out", () => {
  for (const odd of [undefined, null, "broken", {}, { state: "purple", checks: "neither" }]) assert.equal(trouble(readHealth(odd)), null);
  assert.equal(readHealth({ state: "broken", since: "yesterday" }).since, "");
});

test("the sentence tells since when and to what effect", () => {
  const en = wordsOf("en");
  const date = (day) => `<${day}>`;
  const say = (state, checks, since) => healthSentence({ name: "Le Chat", health: health(state, checks, since) }, en, date);
  assert.equal(say("broken", ["neither"]), "Since <2026-11-24>, Le Chat has changed: counts may be off.");
  assert.equal(say("broken", ["neither"], null), "Recently, Le Chat has changed: counts may be off.");
  assert.match(say("flooded", ["flooded"]), /^On <2026-11-24>, /);
  assert.equal(say("ok", []), null);
});

for (const language of ["en", "fr"]) {
  test(`${language}: each effect and each answer to an address has its words`, () => {
    const messages = messagesOf(language);
    for (const end of ["page", "wire", "counts", "lengths", "flooded"]) assert.ok(`health_${end}` in messages, end);
    for (const end of ["bad_host", "not_https", "known_host", "refused", "added", "removed"]) assert.ok(`own_${end}` in messages, end);
  });
}

test("a site is read as sent, and an unknown access is the strictest: the switch must be held", () => {
  const site = readSite({ id: "lumo", name: "Lumo", access: "optional", origins: ["https://lumo.proton.me/*", 3], messages_today: 2 });
  assert.deepEqual([site.access, site.origins, site.messages, site.health.state], ["optional", ["https://lumo.proton.me/*"], 2, "ok"]);
  assert.equal(readSite({ access: "by magic" }).access, "install");
});

test("sites, hosts and reports are asked for, and every failure is an answer", async () => {
  background(async () => ({ ok: true, sites: [{ id: "a", name: "A" }, {}], hosts: [{ host: "h.example", origin: "https://h.example/*" }, {}] }));
  const answer = await askSites();
  assert.deepEqual([answer.sites.length, answer.hosts.length], [1, 1]);
  background(async () => ({ ok: true }));
  assert.deepEqual([(await askSites()).reason, (await askReport("a")).reason], ["unclear_answer", "unclear_answer"]);
  background(async () => ({ ok: false, reason: "known_host", detail: "h.example" }));
  assert.deepEqual(await askAddHost("https://h.example", "librechat"), { ok: false, reason: "known_host", detail: "h.example" });
  delete globalThis.chrome;
  assert.equal((await askReport("a")).reason, "no_answer");
});

test("an address becomes one host to ask for", () => {
  const read = (typed) => (({ address, pattern, reason }) => reason ?? [address, pattern])(readAddress(typed));
  assert.deepEqual(read(" Chat.Ecole.Example "), ["https://chat.ecole.example", "https://chat.ecole.example/*"]);
  assert.deepEqual(read("https://ki.example:8443/c/1?x"), ["https://ki.example:8443", "https://ki.example/*"]);
  assert.deepEqual(read("localhost:3000"), ["http://localhost:3000", "http://localhost/*"]);
  assert.deepEqual(read("http://127.0.0.1:8080/"), ["http://127.0.0.1:8080", "http://127.0.0.1/*"]);
  assert.deepEqual(read("https://bücher.example"), ["https://xn--bcher-kva.example", "https://xn--bcher-kva.example/*"]);
  assert.equal(read("http://chat.ecole.example"), "not_https");
  for (const bad of ["", "https://", "*", "https://*.example", "ftp://a.example", "javascript:alert(1)", "https://me@a.example", "two words", "https://[::1]/"]) {
    assert.equal(read(bad), "bad_host", bad);
  }
});

test("where the browser cannot say, no access is claimed to be missing, and no outline is made up", async () => {
  assert.equal(await hasAccess(["https://a.example/*"]), true);
  globalThis.chrome = { permissions: { contains: async () => Promise.reject(new Error("no")) } };
  assert.equal(await hasAccess(["https://a.example/*"]), true);
  assert.equal(await outlinePage(["https://a.example/*"]), null);
});

test("the outline is of the page looked at last", async () => {
  let asked;
  const open = [{ id: 1, lastAccessed: 5 }, { id: 2, lastAccessed: 9 }, { id: 3 }];
  const scripting = { executeScript: async (what) => ((asked = what), [{ result: ["main"] }]) };
  globalThis.chrome = { tabs: { query: async () => open }, scripting };
  assert.deepEqual(await outlinePage(["https://a.example/*"]), ["main"]);
  assert.deepEqual(asked, { target: { tabId: 2 }, files: ["skeleton.js"] });
  globalThis.chrome = { tabs: { query: async () => [] }, scripting };
  asked = undefined;
  assert.equal(await outlinePage(["https://a.example/*"]), null);
  assert.equal(asked, undefined);
});
