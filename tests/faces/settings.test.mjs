import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { aimBar, aimLine } from "../../extension/ui/aim.js";
import { readMost } from "../../extension/ui/aim_choice.js";
import { readAnswer } from "../../extension/ui/ask.js";
import { LANGUAGES } from "../../extension/ui/i18n.js";
import { readPeriod, readWeeks } from "../../extension/ui/ask_period.js";
import { isShorter, KEEPS } from "../../extension/ui/keeping.js";
import { readAim, readSettings } from "../../extension/ui/settings.js";
import { isOff } from "../../extension/ui/school.js";
import { root, wordsOf } from "./words.mjs";

test("choices are read, and what is unknown is as if not chosen", () => {
  const chosen = { unit: "water", week_start: "sunday", badge: "week", look: "dark", keep: "1_year", dot: false };
  assert.deepEqual(readSettings(chosen), { unit: "water", weekStart: "sunday", badge: "week", look: "dark", keep: "1_year", dot: false, paused: false, pill: false, school: null });
  const none = { unit: null, weekStart: "", badge: "", look: "", keep: "", dot: true, paused: false, pill: false, school: null };
  for (const odd of [undefined, null, {}, { unit: "joule", look: 4, keep: null, dot: "no" }]) assert.deepEqual(readSettings(odd), none);
});

test("what a school has set is read word by word, and a part is off only if it is named", () => {
  const told = { language: "fr", method: "study", keep: null, sites: ["chatgpt"], off: ["pill", 4, ""], wrong: ["off: entry 2"] };
  const chosen = readSettings({ school: told });
  assert.deepEqual(chosen.school, { language: "fr", method: "study", keep: "", off: ["pill"], wrong: ["off: entry 2"] });
  assert.deepEqual(["pill", "import", "class"].map((part) => isOff(chosen, part)), [true, false, false]);
  for (const odd of [undefined, null, "pill", 3]) assert.equal(isOff(readSettings({ school: odd }), "pill"), false);
  assert.deepEqual(readSettings({ school: { off: "pill" } }).school.off, []);
});

test("an aim is read whole or not at all, on every page", () => {
  const aim = { of: "messages", most: 40, count: 31 };
  assert.deepEqual(readAim(aim), aim);
  for (const odd of [null, {}, { ...aim, of: "tea" }, { ...aim, most: -1 }, { ...aim, count: 1.5 }, { ...aim, most: null }]) assert.equal(readAim(odd), null);
  const popup = readAnswer({ ok: true, today: {}, week: {}, aim, week_usual: 6, summary_waits: true, settings: { look: "dark" } }).view;
  assert.deepEqual([popup.aim, popup.weekUsual, popup.summaryWaits, popup.chosen.look], [aim, 6, true, "dark"]);
  const period = readPeriod({ total: {}, first: "2026-11-01", last: "2026-11-02", today: "2026-11-02", aim, week_first: 5 }).period;
  assert.deepEqual([period.aim, period.weekFirst], [aim, 5]);
  const [week] = readWeeks({ weeks: [{ week: "2026-11-22", start: "2026-11-22", end: "2026-11-28", aim }] }).view.weeks;
  assert.deepEqual([week.aim, week.week], [aim, "2026-11-22"]);
});

test("the line of an aim says both numbers in every language, and a passed aim says so without an alarm", () => {
  const said = (language, aim) => aimLine(aim, wordsOf(language), (count) => String(count));
  assert.equal(said("en", { of: "messages", most: 40, count: 31 }), "This week: 31 of at most 40 messages");
  assert.equal(said("en", { of: "messages", most: 40, count: 47 }), "47 messages this week; the aim was 40");
  assert.equal(said("en", { of: "courtesy_only", most: 0, count: 1 }), "1 message of courtesy alone this week; the aim was 0");
  for (const language of LANGUAGES) {
    for (const of of ["messages", "courtesy_only"]) {
      for (const [most, count] of [[0, 0], [1, 1], [2, 1], [5, 3], [40, 40], [100, 7], [3, 11], [0, 2], [7, 101]]) {
        const line = said(language, { of, most, count });
        assert.doesNotMatch(line, /\$|_|!|undefined/, line);
        // A dual or a single one may be said in its word.
        if (count > 2) assert.ok(line.includes(String(count)), line);
        if (most > 2) assert.ok(line.includes(String(most)), line);
      }
    }
  }
});

test("the bar never leaves its frame, and the mark stands where the aim is", () => {
  assert.deepEqual(aimBar({ of: "messages", most: 40, count: 10 }), { filled: 0.25, mark: 1, passed: false });
  assert.deepEqual(aimBar({ of: "messages", most: 40, count: 80 }), { filled: 1, mark: 0.5, passed: true });
  assert.deepEqual(aimBar({ of: "messages", most: 0, count: 0 }), { filled: 0, mark: 1, passed: false });
  assert.deepEqual(aimBar({ of: "messages", most: 0, count: 3 }), { filled: 1, mark: 0, passed: true });
  for (const written of ["0", " 40 ", "99999"]) assert.equal(readMost(written), Number(written));
  for (const odd of ["", "-1", "1.5", "1e3", "100000", "forty"]) assert.equal(readMost(odd), null, odd);
});

test("only a shorter time asks before it erases, and the page counts the days as the core does", () => {
  const words = ["", "3_years", "1_year", "90_days"];
  for (const [one, wanted] of words.entries()) {
    for (const [other, kept] of words.entries()) assert.equal(isShorter(wanted, kept), one > other, `${wanted} after ${kept}`);
  }
  const core = readFileSync(new URL("../src/settings.rs", root), "utf8");
  for (const [keep, days] of Object.entries(KEEPS)) {
    const [, written] = core.match(new RegExp(`"${keep}" => ([0-9 *+]+),`)) ?? [];
    assert.equal(Function(`return ${written}`)(), days, keep);
  }
});

test("the look is put on before any style or module, on every page", () => {
  for (const page of ["popup", "options", "dashboard", "weeks"]) {
    const html = readFileSync(new URL(`${page}.html`, root), "utf8");
    assert.match(html, /<script src="ui\/look\.js"><\/script>\s*<link rel="stylesheet" href="ui\/base\.css">/, page);
  }
});
