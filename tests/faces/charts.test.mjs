import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LANGUAGES } from "../../extension/ui/i18n.js";
import { inLines } from "../../extension/dashboard/rows.js";
import { each, seriesOf } from "../../extension/dashboard/series.js";
import { readPeriod, readWeeks } from "../../extension/ui/ask_period.js";
import { csv } from "../../extension/ui/csv.js";
import { makeFormat } from "../../extension/ui/format.js";
import { every, marks, SHADES, shadeBounds, shadeOf } from "../../extension/ui/scale.js";
import { regionOf, zoneNames } from "../../extension/ui/zones.js";
import { wordsOf } from "./words.mjs";

test("marks are round, begin at zero, reach the value and are few", () => {
  assert.deepEqual(marks(35, 3), [0, 20, 40]);
  assert.deepEqual(marks(0.3, 3), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(marks(1, 3, true), [0, 1]);
  for (const nothing of [0, NaN, Infinity, -3]) assert.deepEqual(marks(nothing), [0, 1]);
  for (let most = 1e-6; most < 1e9; most *= 1.7) {
    const found = marks(most, 3);
    assert.ok(found[0] === 0 && found.at(-1) >= most * 0.999 && found.length <= 5, `${most}: ${found}`);
    assert.ok(found.every((mark) => String(mark).length < 14), `${found}`);
  }
});

test("shades hold about as many days each, and nothing is a shade of its own", () => {
  const values = [0, 0, 1, 2, 3, 4, 5, 6, 7, 800];
  const bounds = shadeBounds(values);
  assert.deepEqual(bounds, [1, 3, 5, 7]);
  assert.deepEqual(values.map((value) => shadeOf(value, bounds)), [0, 0, 1, 1, 2, 2, 3, 3, 4, SHADES]);
  assert.deepEqual([shadeBounds([]), shadeOf(0, []), shadeOf(3, [3])], [[], 0, 1]);
  assert.deepEqual([every(10, 1000, 60), every(100, 600, 60), every(5, 0, 60)], [1, 10, 300]);
});

test("a file's fields are quoted, and none is a formula", () => {
  assert.equal(csv(["a", "b"], [["x,y", 'say "hi"']]), 'a,b\r\n"x,y","say ""hi"""\r\n');
  for (const odd of ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]) {
    assert.match(csv(["m"], [[odd]]).split("\r\n").slice(1).join("\r\n"), /^"?'/, odd);
  }
  assert.equal(csv(["n"], [[-1.5], [0.1 + 0.2], [null], [NaN], [true]]), "n\r\n-1.5\r\n0.3\r\n\r\n\r\ntrue\r\n");
});

test("every zone has a name in every language, no two the same region", () => {
  const { zones } = JSON.parse(readFileSync(new URL("../../data/grid.json", import.meta.url), "utf8"));
  const codes = zones.map(({ zone }) => zone);
  assert.equal(new Set(codes.map(regionOf)).size, codes.length);
  for (const language of LANGUAGES) {
    const name = zoneNames(language);
    for (const code of codes) assert.notEqual(name(code), regionOf(code), code);
  }
  assert.deepEqual(["FRA", "USA", "DNK", "WOR"].map(zoneNames("en")), ["France", "United States", "Denmark", "world"]);
  assert.equal(zoneNames("en")("?"), "?");
});

const range = (central) => ({ low: central / 2, central, high: central * 2 });
const bar = (at, messages) => ({ at, messages, replies: messages, courtesies: 1, courtesyOnly: 0, doubtful: false,
  used: { wh: range(messages), led: range(messages), gco2e: range(messages), water: range(messages) } });

test("a series has no gaps, begins with the first counted day and ends with today", () => {
  const about = { first: "2026-11-01", last: "2026-11-30", since: "2026-11-20", today: "2026-11-26", unit: "day" };
  const { series } = seriesOf({ ...about, bars: [bar("2026-11-20", 3), bar("2026-11-24", 5)] });
  assert.deepEqual(series.map(({ messages }) => messages), [3, 0, 0, 0, 5, 0, 0]);
  assert.deepEqual(seriesOf({ ...about, first: "2027-01-01", last: "2027-01-02", bars: [] }).series, []);
});

test("few days over many years become months, and their ranges are added", () => {
  const { unit, series } = seriesOf({ first: "2016-01-01", last: "2026-11-26", since: "2016-01-05", today: "2026-11-26", unit: "day",
    bars: [bar("2016-01-05", 2), bar("2016-01-06", 3), bar("2026-11-01", 1)] });
  assert.deepEqual([unit, series.length, series[0].messages, series[0].used.wh], ["month", 131, 5, range(5)]);
  assert.deepEqual([each(range(6), 3), each(range(6), 0)], [range(2), null]);
});

test("words of a row that are too long for a phone break between words", () => {
  assert.deepEqual(inLines("about 12 Wh", 300), ["about 12 Wh"]);
  const lines = inLines("примерно 120 минут, диапазон 32 минуты – 8,9 часа", 288);
  assert.deepEqual(lines, ["примерно 120 минут, диапазон 32 минуты –", "8,9 часа"]);
  // Letters that fill a square count for two.
  assert.equal(inLines("気づかいだけへの返答 約41 Wh（12～140 Whの範囲）", 288).length, 2);
  assert.deepEqual(inLines("unbreakableword", 20), ["unbreakableword"]);
});

test("a period that is none is an answer, and impossible figures are not drawn", () => {
  assert.equal(readPeriod({ ok: true, first: "x" }).reason, "unclear_answer");
  const raw = { ok: true, first: "2026-11-01", last: "2026-11-02", today: "2026-11-02", counted_since: "soon",
    total: { messages: -4, wh: { low: 3, central: 2, high: 1 } }, bars: [{ at: "2026-11-01", messages: 2.5 }], sites: null,
    models: [{ model: 7 }], doubtful_days: ["2026-11-01", "<b>"], sources: [{ title: "t", url: "javascript:1" }], settings: { zone: 3 } };
  const { period } = readPeriod(raw);
  assert.deepEqual([period.total.messages, period.total.used.wh.high, period.bars[0].messages], [0, 0, 0]);
  assert.deepEqual([period.since, period.zone, period.doubtful, period.sources[0].url], [null, null, ["2026-11-01"], ""]);
  assert.equal(readWeeks({ weeks: 3 }).reason, "unclear_answer");
  assert.deepEqual(readWeeks({ weeks: [{ start: "x" }], sites: [] }).view.weeks, []);
});

test("carbon and water take the unit that fits, and hours are the reader's", () => {
  const plain = (said) => said.replace(/[\u00a0\u202f]/g, " ");
  const [en, fr] = [makeFormat(wordsOf("en")), makeFormat(wordsOf("fr"))];
  assert.equal(plain(en.sentence("gco2e", { low: 100, central: 370, high: 1300 })), "about 370 g CO₂e, between 100 g CO₂e and 1.3 kg CO₂e");
  assert.equal(plain(en.sentence("water", { low: 0, central: 0, high: 0 })), "0 l");
  assert.equal(plain(fr.sentence("water", { low: 200, central: 500, high: 900 })), "environ 500 ml, entre 200 et 900 ml");
  assert.deepEqual([plain(en.hour(13)), plain(fr.hour(13))], ["1 PM", "13 h"]);
  assert.equal(plain(en.tick(20, { name: "watt_hour", size: 1, from: 0 })), "20 Wh");
});
