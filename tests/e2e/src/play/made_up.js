// Made-up days for photographs, written past the extension's own code: a person who chats on most days, more on
// workdays, with two sites, four models, and three days on which a site had changed. The same days each time.
const [today, count, version] = args;
let seed = 20261126;
const chance = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
const upTo = (n) => Math.floor(chance() * (n + 1));
const priced = (replies, each) =>
  [[0.09, 0.32, 1.1], [0.4, 0.9, 2.2], [0.2, 0.25, 0.3]].map((range) => range.map((wh) => Math.round(wh * each * replies * 1e6)));
const none = () => [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
const tally = () => ({ messages: 0, replies: 0, stopped: 0, failed: 0, chars: 0, new_tokens: 0, output_tokens: 0,
  courtesy: [0, 0, 0, 0, 0, 0, 0], courtesy_only: 0, wh: none(), courtesy_only_wh: none(), cooling: none(), made: [0, 0, 0] });
const into = (sum, part) => {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === "number") sum[key] += value;
    else if (Array.isArray(value)) into(sum[key], value);
  }
};
const SITES = { chatgpt: ["gpt-5", "gpt-5-thinking"], claude: ["claude-sonnet-4-5", ""] };
const days = [];
for (let n = count - 1; n >= 0; n--) {
  const date = new Date(Date.parse(`${today}T00:00Z`) - n * 86_400_000);
  const weekend = date.getUTCDay() % 6 === 0;
  if (n > 0 && chance() < (weekend ? 0.5 : 0.08)) continue;
  const day = { day: date.toISOString().slice(0, 10), data_version: version, sums: 1, total: tally(), sites: {}, models: {},
    hours: Array(24).fill(0), lengths: Array.from({ length: 5 }, () => ({ messages: 0, replies: 0, wh: none() })) };
  for (const [site, models] of Object.entries(SITES)) {
    const messages = upTo(weekend ? 8 : site === "chatgpt" ? 26 : 12);
    if (messages === 0) continue;
    const part = tally();
    for (const model of models) {
      const share = model === models[0] ? Math.ceil(messages * 0.7) : messages - Math.ceil(messages * 0.7);
      if (share === 0) continue;
      const replies = share + upTo(1);
      const wh = priced(replies, model.endsWith("thinking") ? 3.1 : 1);
      day.models[model] = { messages: share, replies, wh };
      into(part, { messages: share, replies, wh });
      for (let sent = 0; sent < share; sent++) {
        day.hours[Math.min(23, 8 + upTo(5) + upTo(6) + (chance() < 0.2 ? 4 : 0))]++;
        const length = Math.min(4, upTo(2) + upTo(2));
        into(day.lengths[length], { messages: 1, replies: 1, wh: priced(1, 0.6 + length * 0.5) });
      }
    }
    part.courtesy = [3, 4, 2, 0, 1, 1, 0].map((most) => Math.min(upTo(most), messages));
    part.courtesy_only = Math.min(part.courtesy[1], upTo(3));
    part.courtesy_only_wh = priced(part.courtesy_only, 0.4);
    part.cooling = none().map(() => [messages * 2e5, messages * 4e5, messages * 9e5]);
    day.sites[site] = part;
    into(day.total, part);
  }
  const phrases = day.total.courtesy.reduce((sum, count) => sum + count, 0);
  const [french, shared] = [Math.round(phrases * 0.6), Math.round(phrases * 0.15)];
  day.languages = { "": shared, en: phrases - french - shared, fr: french };
  if (n === 2 || n === 9 || n === 10) day.doubtful = ["chatgpt"];
  days.push(day);
}
const open = indexedDB.open("merciwatt");
open.onerror = () => done("the database does not open");
open.onsuccess = () => {
  const db = open.result;
  const tx = db.transaction(["days", "months", "weeks", "meta"], "readwrite");
  tx.objectStore("days").clear();
  tx.objectStore("months").clear();
  tx.objectStore("weeks").clear();
  for (const day of days) tx.objectStore("days").put(day);
  // The weeks are then closed by the extension itself, each held to an aim.
  const aims = [{ from: "2020-01-01", of: "messages", most: 110 }];
  tx.objectStore("meta").get("core").onsuccess = ({ target }) =>
    tx.objectStore("meta").put({ ...target.result, weeks_closed_before: null, settings: { ...target.result.settings, aims } });
  tx.oncomplete = () => { db.close(); done(null); };
  tx.onabort = () => done(String(tx.error));
};
