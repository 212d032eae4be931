// The person's own day and week, as the browser's calendar has them. The core gets a moment and an offset and knows no
// zones (tests/week.rs); `tests/fixtures/days.csv` is what both agree on. MERCIWATT_WRITE_DAYS=1 writes it anew.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { makeFormat } from "../../extension/ui/format.js";
import { wordsOf } from "./words.mjs";

const FILE = new URL("../fixtures/days.csv", import.meta.url);
const HOUR = 3_600_000;
// One change a year or two or none, by an hour or a half, at night, at midnight or around Ramadan; the ends of the earth.
const ZONES = [
  "Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Tokyo", "Asia/Kathmandu",
  "Asia/Kolkata", "Asia/Beirut", "Africa/Cairo", "Europe/Paris", "Europe/London", "Africa/Casablanca",
  "Atlantic/Azores", "America/St_Johns", "America/Santiago", "America/New_York", "America/Havana", "America/Los_Angeles",
  "Pacific/Honolulu", "Pacific/Pago_Pago", "Etc/GMT+12",
];
const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2028, 0, 1);

/** Runs `act` as a browser in that zone would. */
function inZone(zone, act) {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

const offset = (t) => -new Date(t).getTimezoneOffset();

/** Moments at which a zone's clock changes, to the hour; where it never does, new year. */
function changes(zone) {
  return inZone(zone, () => {
    const found = [];
    for (let t = FROM; t < TO; t += HOUR) if (offset(t) !== offset(t - HOUR)) found.push(t);
    return found.length > 0 ? found : [Date.UTC(2027, 0, 1)];
  });
}

/** The day by Intl, which reads the zone's rules itself. */
function dayOf(zone, t) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const { year, month, day } = Object.fromEntries(parts.formatToParts(t).map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}`;
}

const rows = ZONES.flatMap((zone) =>
  changes(zone).flatMap((change) =>
    [-25, -13, -2, -1, -1 / 3600, 0, 0.5, 1, 2, 12, 24].map((hours) => {
      const t = change + hours * HOUR;
      return [zone, t, inZone(zone, () => offset(t)), dayOf(zone, t)];
    }),
  ),
);

test("the file of days is what Intl says, and the core's rule gives the same day", () => {
  const text = `zone,t,off,day\n${rows.map((row) => `${row.join(",")}\n`).join("")}`;
  if (process.env.MERCIWATT_WRITE_DAYS) writeFileSync(FILE, text);
  for (const line of readFileSync(FILE, "utf8").trim().split("\n").slice(1)) {
    const [zone, t, off, day] = line.split(",");
    // Countries change their rules: a newer table of zones may disagree about an offset, never about the rule.
    assert.equal(new Date(Number(t) + Number(off) * 60_000).toISOString().slice(0, 10), day, line);
  }
  for (const [zone, t, off, day] of rows) {
    assert.equal(new Date(t + off * 60_000).toISOString().slice(0, 10), day, `${zone} at ${t}`);
  }
});

const LOCALES = ["en", "en-GB", "fr", "de", "es", "pt-BR", "ru", "tr", "pl", "ar-EG", "hi", "zh", "ja", "ko"];

test("a week's days carry their own numbers in every language, wherever the reader is", () => {
  for (const zone of ZONES) {
    inZone(zone, () => {
      for (const locale of LOCALES) {
        const format = makeFormat(wordsOf("en", locale));
        const utc = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
        for (const [start, end] of [["2026-11-23", "2026-11-29"], ["2026-12-28", "2027-01-03"], ["2026-03-23", "2026-03-29"]]) {
          const noon = (day) => new Date(`${day}T12:00Z`);
          const said = format.days(start, end);
          assert.equal(said, utc.formatRange(noon(start), noon(end)), `${locale} in ${zone}`);
          const number = (day) => new Intl.NumberFormat(locale, { useGrouping: false }).format(Number(day.slice(8)));
          assert.ok(said.includes(number(start)) && said.includes(number(end)), `${locale} in ${zone}: ${said}`);
        }
      }
    });
  }
});

test("today's name is the reader's own day", () => {
  // Every third row still meets every zone and both sides of its changes, in a third of the time.
  for (const [zone, t] of rows.filter((_, index) => index % 3 === 0)) {
    inZone(zone, () => {
      for (const locale of ["en", "fr", "ar-EG", "ja"]) {
        const options = { weekday: "long", day: "numeric", month: "long", timeZone: zone };
        const wanted = new Intl.DateTimeFormat(locale, options).format(t);
        assert.equal(makeFormat(wordsOf("en", locale)).day(new Date(t)), wanted, `${locale} in ${zone}`);
      }
    });
  }
});
