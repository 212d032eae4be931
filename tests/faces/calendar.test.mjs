import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, calendarGrid, daysBetween, isDay, PRESETS, spanOf, steps, weekday } from "../../extension/ui/calendar.js";
import { makeFormat } from "../../extension/ui/format.js";
import { wordsOf } from "./words.mjs";
import { readState, writeState } from "../../extension/dashboard/state.js";

test("days go over months, years and leap days, in any zone", () => {
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2028-03-01", -1), "2028-02-29");
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.deepEqual([weekday("2026-11-23"), weekday("2026-11-29")], [0, 6]);
  for (const wrong of ["2026-02-30", "2026-13-01", "26-01-01", "", null, 20261126]) assert.equal(isDay(wrong), false, String(wrong));
});

test("presets: none reaches into the future, weeks and all days are the background's to find", () => {
  const of = (preset, today) => spanOf(preset, today, null);
  assert.deepEqual(of("today", "2026-11-26"), { first: "2026-11-26", last: "2026-11-26" });
  // Where weeks begin, and which of their days are closed, only the background knows.
  assert.deepEqual(of("week", "2026-11-26"), { week: "this" });
  assert.deepEqual(of("last_week", "2027-01-04"), { week: "last" });
  assert.deepEqual(of("month", "2026-11-26"), { first: "2026-11-01", last: "2026-11-26" });
  assert.deepEqual(of("year", "2026-11-26"), { first: "2026-01-01", last: "2026-11-26" });
  assert.equal(of("all", "2026-11-26"), null);
  const chosen = { first: "2026-10-01", last: "2026-10-03" };
  assert.equal(spanOf("range", "2026-11-26", chosen), chosen);
});

test("steps are every day, or every month over the turn of a year", () => {
  assert.deepEqual(steps({ first: "2026-02-27", last: "2026-03-01" }, "day"), ["2026-02-27", "2026-02-28", "2026-03-01"]);
  assert.deepEqual(steps({ first: "2026-11-30", last: "2027-02-01" }, "month"), ["2026-11", "2026-12", "2027-01", "2027-02"]);
});

test("a calendar has each step on a square of its own, under its weekday or month", () => {
  const days = steps({ first: "2026-11-26", last: "2026-12-07" }, "day");
  const { columns, rows, cells } = calendarGrid(days, "day");
  assert.deepEqual([columns, rows, cells.length], [3, 7, 12]);
  assert.deepEqual(cells[0], { at: "2026-11-26", column: 0, row: 3 });
  assert.deepEqual(cells.at(-1), { at: "2026-12-07", column: 2, row: 0 });
  const months = calendarGrid(steps({ first: "2025-12-01", last: "2027-01-31" }, "month"), "month");
  assert.deepEqual([months.columns, months.rows], [12, 3]);
  assert.deepEqual(months.cells.at(-1), { at: "2027-01", column: 0, row: 2 });
  for (const { cells } of [calendarGrid(days, "day"), months]) {
    assert.equal(new Set(cells.map(({ column, row }) => `${column} ${row}`)).size, cells.length);
  }
  assert.deepEqual(calendarGrid([], "day"), { columns: 0, rows: 0, cells: [] });
});

test("the first row of a calendar is the day weeks begin on, by Intl's own names, from wherever the days begin", () => {
  const name = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });
  const format = makeFormat(wordsOf("en"));
  for (const first of [0, 4, 5, 6]) {
    for (let start = 0; start < 400; start += 13) {
      const days = steps({ first: addDays("2026-01-01", start), last: addDays("2026-01-01", start + 30) }, "day");
      const { cells, rows } = calendarGrid(days, "day", first);
      assert.equal(rows, 7);
      for (const { at, row } of cells) assert.equal(format.weekday(row + first), name.format(new Date(at)), `${at}, ${first}`);
      // A column is left where a week begins, and only there.
      for (const [index, { column, row }] of cells.entries()) {
        if (index > 0) assert.equal(column - cells[index - 1].column, row === 0 ? 1 : 0);
      }
      assert.equal(new Set(cells.map(({ column, row }) => `${column} ${row}`)).size, cells.length);
    }
  }
});

test("the person's unit leads where the address names none", () => {
  assert.equal(readState("#show=year", "water").unit, "water");
  assert.equal(readState("#show=year&in=led", "water").unit, "led");
});

test("what is looked at survives the address, and nonsense in the address is a month in energy", () => {
  for (const preset of PRESETS) {
    for (const unit of ["wh", "led", "gco2e", "water"]) {
      const span = preset === "range" ? { first: "2026-10-01", last: "2026-10-31" } : null;
      assert.deepEqual(readState(writeState({ preset, span, unit })), { preset, span, unit });
    }
  }
  const usual = { preset: "month", span: null, unit: "wh" };
  for (const odd of ["", "#", "#show=<b>&in=joule", "#show=range&first=2026-02-30&last=2026-03-01", "#show=range&first=2026-03-02&last=2026-03-01"]) {
    assert.deepEqual(readState(odd), usual, odd);
  }
});
