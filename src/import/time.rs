//! Moments as exports write them: numbers, ISO 8601, MongoDB's `$date`, month/day/year. Milliseconds since 1970, UTC.

use chrono::NaiveDate;

use super::value;
use crate::observe::json::members;

const DAY_MS: f64 = 86_400_000.0;

/// The moment a JSON value tells, whatever its form; seconds, milliseconds and microseconds are told apart by size.
pub fn of(json: &str) -> Option<f64> {
    if value::is_object(json) {
        let [date, long] = members(json, ["$date", "$numberLong"]);
        return [date, long].into_iter().find_map(of);
    }
    if let Some(number) = value::number(json) {
        return Some(of_number(number));
    }
    of_text(&value::name(json)?)
}

fn of_number(number: f64) -> f64 {
    match number.abs() {
        size if size < 1e11 => number * 1000.0,
        size if size < 1e14 => number,
        size if size < 1e17 => number / 1000.0,
        _ => number / 1e6,
    }
}

/// The moment a text tells: `2026-02-17T14:36:11.5+08:00`, the same without a zone (UTC), or `2/17/2026 14:36:11 +01:00`.
pub fn of_text(text: &str) -> Option<f64> {
    let text = text.trim();
    let (date, rest) = match text.find(['T', ' ', 't']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let day = match date.contains('/') {
        true => {
            let [a, b, c] = three(date, '/')?;
            if a > 31 { day(a, b, c) } else { day(c, a, b) }?
        }
        false => {
            let [year, month, date] = three(date, '-')?;
            day(year, month, date)?
        }
    };
    if rest.is_empty() {
        return Some(day);
    }
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.' || c == ','))
        .unwrap_or(rest.len());
    let (clock, tail) = rest.split_at(end);
    let (mut ms, tail) = (clock_ms(clock)?, tail.trim());
    let upper = tail.get(..2).map(str::to_ascii_uppercase);
    let (half, tail) = match upper.as_deref() {
        Some("AM") => (Some(0.0), tail[2..].trim()),
        Some("PM") => (Some(12.0), tail[2..].trim()),
        _ => (None, tail),
    };
    if let Some(half) = half {
        ms = twelve_hours(ms, half > 0.0);
    }
    Some(day + ms - zone_ms(tail)?)
}

/// A clock of twelve hours, in milliseconds of the day.
pub fn twelve_hours(ms: f64, afternoon: bool) -> f64 {
    let half = DAY_MS / 2.0;
    ms % half + if afternoon { half } else { 0.0 }
}

/// Midnight of a day; `None` for one that no calendar has.
pub fn day(year: u32, month: u32, day: u32) -> Option<f64> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let since = date.signed_duration_since(NaiveDate::default());
    Some(since.num_days() as f64 * DAY_MS)
}

/// `15:04:05.123` in milliseconds; minutes and seconds may be missing.
fn clock_ms(clock: &str) -> Option<f64> {
    let mut ms = 0.0;
    let mut units = [3_600_000.0, 60_000.0, 1000.0].into_iter();
    for part in clock.split(':') {
        let number: f64 = value::decimal(&part.replace(',', "."))?;
        ms += number * units.next()?;
    }
    (0.0..=DAY_MS).contains(&ms).then_some(ms)
}

/// `Z`, `UTC`, nothing, `+08:00`, `-0530`, `+1`, `GMT+5:30` as milliseconds east.
pub fn zone_ms(zone: &str) -> Option<f64> {
    let zone = zone.trim_start_matches("UTC").trim_start_matches("GMT").trim();
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(0.0);
    }
    let (sign, digits) = match zone.chars().next()? {
        '+' => (1.0, &zone[1..]),
        '-' => (-1.0, &zone[1..]),
        '\u{2212}' => (-1.0, &zone['\u{2212}'.len_utf8()..]),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 15 && minutes < 60).then(|| sign * f64::from(hours * 60 + minutes) * 60_000.0)
}

fn three(text: &str, separator: char) -> Option<[u32; 3]> {
    let mut numbers = text.split(separator).map(|part| part.trim().parse().ok());
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_one_moment_is_that_moment() {
        let wanted = Some(1_737_381_600_000.0);
        for form in [
            "1737381600",
            "1737381600.0",
            "1737381600000",
            "\"1737381600000\"",
            "1737381600000000",
            "{\"$date\":{\"$numberLong\":\"1737381600000\"}}",
            "{\"$date\":\"2025-01-20T14:00:00Z\"}",
            "\"2025-01-20T14:00:00.000Z\"",
            "\"2025-01-20T14:00:00\"",
            "\"2025-01-20 14:00:00\"",
            "\"2025-01-20T22:00:00.000000+08:00\"",
            "\"2025-01-20T13:00-01:00\"",
            "\"1/20/2025 14:00:00 +00:00\"",
            "\"1/20/2025 2:00:00 PM\"",
            "\"1/20/2025 15:00:00 +01:00\"",
        ] {
            assert_eq!(of(form), wanted, "{form}");
        }
        assert_eq!(
            of("\"1/20/2025 12:30:00 AM +00:00\""),
            of("\"2025-01-20T00:30:00Z\"")
        );
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for none in [
            "null",
            "\"not a time\"",
            "\"\"",
            "{}",
            "[]",
            "true",
            "\"2025-02-30T10:00:00Z\"",
            "\"2025-01-20T99:00:00Z\"",
            "\"2025-01-20T10:00:00 tomorrow\"",
            "\"é/é/é\"",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
