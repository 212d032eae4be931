import assert from "node:assert/strict";
import { test } from "node:test";
import { countChange, ENERGY, energyChange, LIGHT, makeFormat, measure, round, ruler } from "../../extension/ui/format.js";
import { wordsOf } from "./words.mjs";

const en = makeFormat(wordsOf("en"));
const fr = makeFormat(wordsOf("fr"));
const range = (low, central, high) => ({ low, central, high });
const plain = (said) => [said.about, said.between].map((part) => part?.replace(/[\u00a0\u202f]/g, " ") ?? null);

test("energy takes the unit that fits, and shares it where both bounds read well in it", () => {
  assert.deepEqual(plain(en.energy(range(0.9, 3.1, 11))), ["about 3.1 Wh", "between 0.9 and 11 Wh"]);
  assert.deepEqual(plain(en.energy(range(0.021, 0.118, 0.65))), ["about 0.12 Wh", "between 0.021 and 0.65 Wh"]);
  assert.deepEqual(plain(en.energy(range(0.0091, 0.0312, 0.11))), ["about 31 mWh", "between 9.1 and 110 mWh"]);
  assert.deepEqual(plain(en.energy(range(150, 500, 1700))), ["about 500 Wh", "between 150 Wh and 1.7 kWh"]);
  assert.deepEqual(plain(en.energy(range(2.1e5, 7e5, 2.2e6))), ["about 700 kWh", "between 210 kWh and 2.2 MWh"]);
  assert.deepEqual(plain(fr.energy(range(0.9, 3.1, 11))), ["environ 3,1 Wh", "entre 0,9 et 11 Wh"]);
});

test("light goes from seconds to years", () => {
  assert.deepEqual(plain(en.light(range(10.8, 37.2, 132))), ["about 37 minutes", "between 11 and 130 minutes"]);
  assert.deepEqual(plain(en.light(range(0.01, 0.05, 0.2))), ["about 3 seconds", "between 0.6 and 12 seconds"]);
  assert.deepEqual(plain(en.light(range(0.2, 1.42, 8))), ["about 1.4 minutes", "between 12 seconds and 8 minutes"]);
  assert.deepEqual(plain(en.light(range(90, 300, 1000))), ["about 5 hours", "between 1.5 and 17 hours"]);
  assert.deepEqual(plain(fr.light(range(1, 1, 1))), ["environ 1 minute", null]);
  assert.deepEqual(plain(fr.light(range(0.72, 4.2, 22.8))), ["environ 4,2 minutes", "entre 0,72 et 23 minutes"]);
});

test("nothing is exactly nothing, and next to nothing is not", () => {
  assert.deepEqual(plain(en.energy(range(0, 0, 0))), ["0 Wh", null]);
  assert.deepEqual(plain(en.light(range(0, 0, 0))), ["0 minutes", null]);
  assert.deepEqual(plain(en.energy(range(0, 1e-7, 1e-6))), ["less than 0.01 mWh", null]);
  assert.deepEqual(plain(en.energy(range(0, 1e-7, 0.02))), ["less than 0.01 mWh", "between 0 and 20 mWh"]);
  assert.deepEqual(plain(en.energy(range(0, 2, 5))), ["about 2 Wh", "between 0 and 5 Wh"]);
});

test("rounding never yields a third digit, nor a fourth place", () => {
  assert.equal(round(0), 0);
  assert.equal(round(0.1249), 0.12);
  assert.equal(round(1349), 1300);
  for (const ladder of [ENERGY, LIGHT]) {
    for (let value = 1e-4; value < 1e9; value *= 1.037) {
      const { value: shown, step } = measure(value, ladder);
      assert.ok(shown < 1000 || step === ladder.at(-1), `${value} reads ${shown} ${step.name}`);
      assert.ok(Math.abs((shown * step.size) / value - 1) <= 0.051, `${value} became ${shown} ${step.name}`);
    }
  }
});

test("no text of any size shows four digits, NaN or a bare point", () => {
  for (const format of [en, fr]) {
    for (let central = 1e-7; central < 1e13; central *= 1.31) {
      for (const say of [format.energy, format.light]) {
        const { about, between } = say(range(central / 3.1, central, central * 3.3));
        const text = `${about} ${between}`;
        assert.doesNotMatch(text.replace(/[\s,.\u00a0\u202f](?=\d{3})/g, ""), /[1-9]\d{3}|\d[.,]\d{4}|NaN|undefined|\$/, text);
        assert.ok(between !== null || central < 1e-4, text);
      }
    }
  }
});

test("changes are told in words", () => {
  assert.deepEqual(countChange(31, 43), { key: "change_fewer", by: 12 });
  assert.deepEqual(countChange(24, 21), { key: "change_more", by: 3 });
  assert.deepEqual(countChange(5, 5), { key: "change_same", by: 0 });
  const week = (central) => range(central / 3, central, central * 3);
  const told = [0, 4, 7, 10, 15, 25].map((now) => energyChange(week(now), week(10)));
  assert.deepEqual(told, [
    "energy_under_half",
    "energy_under_half",
    "energy_less",
    "energy_same",
    "energy_more",
    "energy_over_double",
  ]);
  assert.equal(energyChange(week(0), week(0)), "energy_same");
  assert.equal(energyChange(week(1), week(0)), "energy_more");
});

test("the ruler keeps its ends until a range reaches further", () => {
  const usual = ruler(range(10.8, 37.2, 132));
  assert.deepEqual([usual.from * 60, usual.to], [10, 600]);
  assert.deepEqual(usual.marks.map((mark) => Math.round(mark.minutes * 60)), [10, 60, 600, 3600, 36_000]);
  assert.ok(0 < usual.low && usual.low < usual.central && usual.central < usual.high && usual.high < 1);
  assert.deepEqual(ruler(range(0, 0, 0)).marks, usual.marks);
  for (const light of [range(0, 0.01, 1), range(1, 1e4, 1e6), range(1, 1, 1e12)]) {
    const wide = ruler(light);
    assert.ok(wide.high <= 1 && wide.low >= 0 && wide.marks.length <= 5 && wide.marks.length >= 3);
    assert.ok(wide.marks.every(({ at }) => at >= 0 && at <= 1));
  }
});

test("every unit has a ruler of its own, with round marks", () => {
  const said = (unit, light) => ruler(light, unit).marks.map(({ minutes }) => en.mark(minutes, unit).replace(/\s/g, " "));
  assert.deepEqual(said("wh", range(0.9, 3.1, 11)), ["10 mWh", "0.1 Wh", "1 Wh", "10 Wh", "100 Wh"]);
  assert.deepEqual(said("water", range(0, 0, 0)).at(-1), "1 l");
  for (const unit of ["wh", "gco2e", "water", "led"]) {
    for (const amount of [range(0, 1e-9, 1e-7), range(1, 10, 100), range(1, 1e5, 1e9)]) {
      const drawn = ruler(amount, unit);
      assert.ok(drawn.high <= 1 && drawn.low >= 0 && drawn.marks.length <= 5 && drawn.marks.length >= 3, unit);
      assert.ok(drawn.from <= Math.max(amount.low, drawn.from) && drawn.to >= amount.high, unit);
      for (const { minutes } of drawn.marks) assert.doesNotMatch(en.mark(minutes, unit), /NaN|undefined|\$/);
    }
  }
});

test("an amount says what it is of where its unit does not", () => {
  assert.equal(en.named("water", "about 48 ml"), "about 48 ml of water");
  assert.equal(fr.named("led", "environ 2 heures").replace(/\s/g, " "), "environ 2 heures de LED 5 W");
  for (const unit of ["wh", "gco2e"]) assert.equal(en.named(unit, "about 3"), "about 3");
});

test("dates follow the reader's language, and an odd date stays as written", () => {
  assert.equal(fr.days("2026-11-23", "2026-11-29"), "23–29 nov.");
  assert.equal(makeFormat(wordsOf("en", "en-GB")).sourceDate("2026-01"), "January 2026");
  assert.equal(fr.sourceDate("2026-11-24"), "24 novembre 2026");
  assert.equal(en.sourceDate("2026"), "2026");
  assert.equal(en.sourceDate("spring"), "spring");
});

test("a sentence begins with a capital where the script has them", () => {
  assert.equal(fr.capital("à peu près"), "À peu près");
  assert.equal(en.capital("0 minutes"), "0 minutes");
  assert.equal(en.capital("حوالي"), "حوالي");
});
