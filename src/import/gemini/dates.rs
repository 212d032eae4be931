//! The moment of a record in `MyActivity.html`, as the language of the account writes it:
//! `Jan 2, 2025, 3:04:05 PM EDT`, `18.04.2026, 17:38:51 MESZ`, `2025. 1. 2. 오후 3:04:05 KST`.

use super::calendar::{MONTHS, ZONES};
use crate::import::time::{day, twelve_hours, zone_ms};

/// A date is a short line.
const LONGEST: usize = 120;

/// The moment a line tells, if the line is a moment to the second and nothing else.
pub fn of_line(line: &str) -> Option<f64> {
    let found = of_short_line(line)?;
    found.seconds.then(|| found.moment(line))?
}

/// The moment of a line that [`may_be`] one, as far as it can be read.
pub fn of_rough_line(line: &str) -> Option<f64> {
    of_short_line(line)?.moment(line)
}

/// Whether a line is a moment to the minute, or of a calendar or language that is not known: a clock, a year, and
/// little else. To be asked where no line is a moment to the second.
pub fn may_be(line: &str) -> bool {
    of_short_line(line).is_some_and(|found| {
        found.clock.is_some() && found.numbers.iter().any(|number| (1300..3000).contains(number))
    })
}

fn of_short_line(line: &str) -> Option<Parts> {
    plain_digits(line).and_then(|line| parts(&line))
}

/// The line with the digits of Arabic, Persian and Hindi as European ones, if it is short and has any.
fn plain_digits(line: &str) -> Option<String> {
    let line = line.trim();
    let bare = |byte: u8| byte.is_ascii() && !byte.is_ascii_digit();
    if line.len() > LONGEST || line.bytes().all(bare) {
        return None;
    }
    let plain = |c: char| {
        let zero = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}']
            .into_iter()
            .find(|zero| (*zero..=char::from_u32(*zero as u32 + 9).unwrap_or(*zero)).contains(&c));
        zero.and_then(|zero| char::from_digit(c as u32 - zero as u32, 10))
            .unwrap_or(c)
    };
    let line: String = line.chars().map(plain).collect();
    line.contains(|c: char| c.is_ascii_digit()).then_some(line)
}

fn parts(line: &str) -> Option<Parts> {
    let mut found = Parts::default();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            c if c.is_ascii_digit() => found.digits(rest),
            '+' | '-' | '\u{2212}' if found.clock.is_some() => found.offset(rest),
            c if c.is_alphabetic() => found.word(rest)?,
            _ => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    Some(found)
}

#[derive(Default)]
struct Parts {
    numbers: Vec<u32>,
    clock: Option<f64>,
    /// The clock has them.
    seconds: bool,
    month: Option<u32>,
    afternoon: Option<bool>,
    east_ms: f64,
    words: usize,
}

impl Parts {
    fn digits(&mut self, rest: &str) -> usize {
        // A clock has two signs of the same kind and stands after the date: 15:04:05, in some languages 15.04.05.
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
            .unwrap_or(rest.len());
        let written = rest[..end].trim_end_matches(['.', ':']);
        let sign = if written.contains(':') { ':' } else { '.' };
        let parts: Vec<Option<u32>> = written.split(sign).map(|part| part.parse().ok()).collect();
        if let [Some(hours @ 0..24), Some(minutes @ 0..60), Some(seconds @ 0..=60)] = parts[..]
            && (sign == ':' || (self.numbers.len() + usize::from(self.month.is_some()) >= 3))
        {
            self.clock = Some(f64::from(hours * 3600 + minutes * 60 + seconds) * 1000.0);
            self.seconds = true;
            return end;
        }
        if let ([Some(hours @ 0..24), Some(minutes @ 0..60)], ':', None) = (&parts[..], sign, self.clock) {
            self.clock = Some(f64::from(hours * 3600 + minutes * 60) * 1000.0);
            return end;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.numbers.push(rest[..end].parse().unwrap_or(u32::MAX));
        end
    }

    fn offset(&mut self, rest: &str) -> usize {
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| !(c.is_ascii_digit() || *c == ':'))
            .map_or(rest.len(), |(at, _)| at);
        self.east_ms = zone_ms(&rest[..end]).unwrap_or(self.east_ms);
        end
    }

    /// `None` if a line has more words than a date.
    fn word(&mut self, rest: &str) -> Option<usize> {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = &rest[..end];
        let small = super::prompt::small(word);
        self.words += 1;
        if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
            self.east_ms = hours * 3_600_000.0;
        } else if matches!(small.as_str(), "am" | "오전" | "上午" | "午前" | "ص") {
            self.afternoon = Some(false);
        } else if matches!(small.as_str(), "pm" | "오후" | "下午" | "午後" | "م") {
            self.afternoon = Some(true);
        } else if self.month.is_none()
            && let Some(month) = MONTHS
                .iter()
                .position(|names| names.iter().any(|name| small.starts_with(name)))
        {
            self.month = u32::try_from(month + 1).ok();
        }
        (self.words <= 7).then_some(end)
    }

    fn moment(mut self, line: &str) -> Option<f64> {
        let (clock, numbers) = (self.clock?, &self.numbers);
        let midnight = match (self.month, numbers.as_slice()) {
            (Some(month), [a, b]) if *a > 31 => day(*a, month, *b),
            (Some(month), [a, b]) => day(*b, month, *a),
            (None, [a, b, c]) if *a > 31 => day(*a, *b, *c),
            // Americans write the month first, and so do only they beside AM and PM.
            (None, [a, b, c]) if line.contains('/') && (self.afternoon.is_some() || *b > 12) => {
                day(*c, *a, *b)
            }
            (None, [a, b, c]) => day(*c, *b, *a),
            _ => None,
        }?;
        // CST is China's too.
        if line.contains('年') && line.contains("CST") {
            self.east_ms = 8.0 * 3_600_000.0;
        }
        let clock = self
            .afternoon
            .map_or(clock, |afternoon| twelve_hours(clock, afternoon));
        Some(midnight + clock - self.east_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::{may_be, of_line, of_rough_line};
    use crate::import::time;

    #[test]
    fn dates_of_many_languages_are_read() {
        for (line, iso) in [
            ("Jan 2, 2025, 3:04:05 PM EDT", "2025-01-02T19:04:05Z"),
            (
                "Jan 2, 2025, 12:04:05\u{202f}AM GMT+05:30",
                "2025-01-01T18:34:05Z",
            ),
            ("2 Jan 2025, 15:04:05 GMT", "2025-01-02T15:04:05Z"),
            ("18.04.2026, 17:38:51 MESZ", "2026-04-18T15:38:51Z"),
            ("1. 1. 2026 10:00:00 SEČ", "2026-01-01T09:00:00Z"),
            ("2 janv. 2025, 15:04:05 CET", "2025-01-02T14:04:05Z"),
            ("15 août 2025, 15:04:05 CEST", "2025-08-15T13:04:05Z"),
            ("2 de jan. de 2025, 15:04:05 BRT", "2025-01-02T18:04:05Z"),
            ("2 ene 2025, 15:04:05 CET", "2025-01-02T14:04:05Z"),
            ("2025. 1. 2. 오후 3:04:05 KST", "2025-01-02T06:04:05Z"),
            ("2025/01/02 15:04:05 JST", "2025-01-02T06:04:05Z"),
            ("2025年1月2日 15:04:05 CST", "2025-01-02T07:04:05Z"),
            ("2 янв. 2025 г., 15:04:05 MSK", "2025-01-02T12:04:05Z"),
            ("2.1.2025 klo 15.04.05 EET", "2025-01-02T13:04:05Z"),
            ("2 Oca 2025 15:04:05 GMT+3", "2025-01-02T12:04:05Z"),
            ("٢ يناير ٢٠٢٥، ٣:٠٤:٠٥ م GMT+3", "2025-01-02T12:04:05Z"),
            ("2 січ. 2025 р., 15:04:05 EET", "2025-01-02T13:04:05Z"),
            ("2025. ápr. 2. 15:04:05 CEST", "2025-04-02T13:04:05Z"),
        ] {
            assert_eq!(of_line(line), time::of_text(iso), "{line}");
        }
    }

    #[test]
    fn a_moment_of_another_calendar_is_one_all_the_same() {
        let thai = "2 ม.ค. 2568 15:04:05 GMT+7";
        assert!(of_line(thai).is_none() && may_be(thai));
        let minute = "2026年8月2日 下午3:05";
        assert!(of_line(minute).is_none() && may_be(minute));
        assert_eq!(of_rough_line(minute), time::of_text("2026-08-02T15:05:00Z"));
        for other in ["at 10:00:00", "in 2025", "2025 was it", "10:11:12 and 13:14:15"] {
            assert!(!may_be(other), "{other}");
        }
    }

    #[test]
    fn other_lines_are_no_dates() {
        for line in [
            "",
            "hello",
            "at 10:00",
            "3 apples, 4 pears and 12 plums",
            "99.99.2025, 17:38:51",
            "Meet me on Jan 2, 2025 at 3:04:05 PM because the train to Berlin is late again today",
            "é12",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }
}
