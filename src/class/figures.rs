//! Figures of a class: sums and means of all pupils together, and how the sums are made up. Nothing here decides whether they
//! may be shown ([`super::gather`]); a breakdown hides what is of few ([`super::cells`]).

use serde_json::{Map, Value};

use super::cells::shown_cells;
use super::hand_in::{
    COURTESY, DAYS, DOUBTFUL, HandIn, KIND, MESSAGES, ONLY, ONLY_WH, REPLIES, WH, WeekSums, name,
};
use super::plan::WEEKS;
use super::resample::{Figure, interval};
use super::tables::{BANDS, BANDS_ORDER, PEOPLE};
use crate::energy::led_minutes;
use crate::record::object;

/// Categories in the order in which they are told apart: thanks, please, greeting, praise, apology, farewell, welcome.
const COURTESY_ORDER: [usize; 7] = [1, 0, 2, 5, 4, 3, 6];

/// Bounds of a count and of its mean.
const COUNT: [f64; 2] = [0.0, f64::INFINITY];

/// Figures of these pupils, in the order of the pages' contract (`extension/class.d.ts`).
pub fn figures(class: &[HandIn]) -> Value {
    let first = class.first().map(|pupil| &pupil.data_version);
    let mixed = class.iter().any(|pupil| Some(&pupil.data_version) != first);
    let people: Vec<Value> = PEOPLE.iter().map(|people| what_if(class, *people)).collect();
    object(&mut [
        ("pupils", class.len().into()),
        (WEEKS[0], week_figures(class, 0)),
        (WEEKS[1], week_figures(class, 1)),
        (
            "change",
            per_pupil(class, f64::NEG_INFINITY, &|pupils, of| {
                Some(of(pupils, 1)? - of(pupils, 0)?)
            }),
        ),
        ("mixed_data", mixed.into()),
        ("what_if", people.into()),
    ])
}

fn week_figures(class: &[HandIn], week: usize) -> Value {
    let sum =
        |of: &dyn Fn(&WeekSums) -> u64| -> u64 { class.iter().map(|pupil| of(&pupil.weeks[week])).sum() };
    let number = |at: usize| sum(&|sums| sums.get(at));
    let (messages, only) = (number(MESSAGES), number(ONLY));
    let share = match messages {
        0 => Value::Null,
        _ => (only as f64 / messages as f64).into(),
    };
    let wh = |at: usize| [at, at + 1, at + 2].map(|at| number(at) as f64 / 1000.0);
    object(&mut [
        ("messages", messages.into()),
        ("replies", number(REPLIES).into()),
        ("courtesy_total", sum(&WeekSums::courtesy).into()),
        ("courtesy_only", only.into()),
        ("courtesy_only_share", share),
        ("wh", range(wh(WH))),
        ("led_minutes", range(wh(WH).map(led_minutes))),
        ("courtesy_only_wh", range(wh(ONLY_WH))),
        ("courtesy_only_led_minutes", range(wh(ONLY_WH).map(led_minutes))),
        ("days", number(DAYS).into()),
        ("days_doubtful", number(DOUBTFUL).into()),
        ("per_pupil", per_pupil(class, 0.0, &|pupils, of| of(pupils, week))),
    ])
}

/// A figure of pupils in a week.
type OfWeek<'a> = &'a dyn Fn(&[&HandIn], usize) -> Option<f64>;

/// Means per pupil with their intervals, none below `least`; `seen` says of which week, or what of both.
fn per_pupil(class: &[HandIn], least: f64, seen: &dyn Fn(&[&HandIn], OfWeek<'_>) -> Option<f64>) -> Value {
    let estimate = |of: OfWeek<'_>| estimated(class, 1.0, [least, f64::INFINITY], &|pupils| seen(pupils, of));
    object(&mut [
        (
            "messages",
            estimate(&|pupils, week| mean(pupils, week, &|sums| sums.get(MESSAGES))),
        ),
        (
            "courtesy_total",
            estimate(&|pupils, week| mean(pupils, week, &WeekSums::courtesy)),
        ),
        (
            "courtesy_only",
            estimate(&|pupils, week| mean(pupils, week, &|sums| sums.get(ONLY))),
        ),
        (
            "courtesy_only_share",
            estimated(class, 1.0, [least.max(-1.0), 1.0], &|pupils| seen(pupils, &share)),
        ),
        (
            "wh",
            estimate(&|pupils, week| Some(mean(pupils, week, &|sums| sums.get(WH + 1))? / 1000.0)),
        ),
    ])
}

fn total(pupils: &[&HandIn], week: usize, of: &dyn Fn(&WeekSums) -> u64) -> f64 {
    pupils.iter().map(|pupil| of(&pupil.weeks[week])).sum::<u64>() as f64
}

fn mean(pupils: &[&HandIn], week: usize, of: &dyn Fn(&WeekSums) -> u64) -> Option<f64> {
    Some(total(pupils, week, of) / pupils.len() as f64)
}

/// Courtesy-only messages of all messages.
fn share(pupils: &[&HandIn], week: usize) -> Option<f64> {
    let messages = total(pupils, week, &|sums| sums.get(MESSAGES));
    (messages > 0.0).then(|| total(pupils, week, &|sums| sums.get(ONLY)) / messages)
}

/// `{mean, low, high}` of a figure within these bounds, for so many pupils; null where there is none.
fn estimated(class: &[HandIn], times: f64, bounds: [f64; 2], figure: Figure<'_>) -> Value {
    let Some([low, mean, high]) =
        interval(class, bounds, figure).map(|found| found.map(|figure| two_digits(figure * times)))
    else {
        return Value::Null;
    };
    object(&mut [("mean", mean.into()), ("low", low.into()), ("high", high.into())])
}

/// If so many people did as this class.
fn what_if(class: &[HandIn], people: u64) -> Value {
    let times = people as f64;
    let week = |week: usize| {
        // The range of the energy and the interval of the mean, both in one range.
        let wh = |at: usize| {
            let end = |at: usize| {
                let found = interval(class, COUNT, &|pupils| mean(pupils, week, &|sums| sums.get(at)));
                found.unwrap_or_default().map(|milli| milli * times / 1000.0)
            };
            [end(at)[0], end(at + 1)[1], end(at + 2)[2]]
        };
        let (all, only) = (wh(WH), wh(ONLY_WH));
        let rounded = |ends: [f64; 3]| range(ends.map(two_digits));
        object(&mut [
            (
                "messages",
                estimated(class, times, COUNT, &|pupils| {
                    mean(pupils, week, &|sums| sums.get(MESSAGES))
                }),
            ),
            ("wh", rounded(all)),
            ("led_minutes", rounded(all.map(led_minutes))),
            ("courtesy_only_wh", rounded(only)),
            ("courtesy_only_led_minutes", rounded(only.map(led_minutes))),
        ])
    };
    object(&mut [
        ("people", people.into()),
        (WEEKS[0], week(0)),
        (WEEKS[1], week(1)),
    ])
}

/// How the totals of both weeks are made up, without what is of few.
pub fn breakdown(class: &[HandIn]) -> Value {
    object(&mut [(WEEKS[0], made_up(class, 0)), (WEEKS[1], made_up(class, 1))])
}

fn made_up(class: &[HandIn], week: usize) -> Value {
    let shown = |order: &[usize], cells: &dyn Fn(&WeekSums) -> Vec<u64>| {
        let pupils: Vec<Vec<u64>> = class.iter().map(|pupil| cells(&pupil.weeks[week])).collect();
        shown_cells(&pupils, order)
    };
    let courtesy = shown(&COURTESY_ORDER, &|sums| sums.0[COURTESY..ONLY].to_vec());
    let kinds = shown(&[0, 1, 2, 3], &|sums| sums.0[KIND..DAYS].to_vec());
    let bands = shown(&BANDS_ORDER, &|sums| band(sums.get(MESSAGES)));
    object(&mut [
        ("courtesy", named(COURTESY, &courtesy)),
        ("sites", named(KIND, &kinds)),
        ("messages", banded(&bands)),
    ])
}

/// 1 in the class of so many messages.
fn band(messages: u64) -> Vec<u64> {
    let mut cells = vec![0; BANDS.len()];
    cells[BANDS.iter().rposition(|from| messages >= *from).unwrap_or(0)] = 1;
    cells
}

fn named(from: usize, cells: &[Option<u64>]) -> Value {
    let mut map = Map::new();
    for (at, cell) in cells.iter().enumerate() {
        map.insert(name(from + at).1.to_owned(), (*cell).into());
    }
    Value::Object(map)
}

fn banded(cells: &[Option<u64>]) -> Value {
    let rows = cells.iter().enumerate().map(|(at, pupils)| {
        let to = BANDS.get(at + 1).map(|next| next - 1);
        object(&mut [
            ("from", BANDS[at].into()),
            ("to", to.into()),
            ("pupils", (*pupils).into()),
        ])
    });
    rows.collect::<Vec<Value>>().into()
}

fn range([low, central, high]: [f64; 3]) -> Value {
    object(&mut [
        ("low", low.into()),
        ("central", central.into()),
        ("high", high.into()),
    ])
}

/// A number with the two digits that matter.
pub fn two_digits(number: f64) -> f64 {
    let (size, mut unit) = (number.abs(), 1.0);
    if size >= 100.0 {
        while size / unit >= 100.0 {
            unit *= 10.0;
        }
        return (number / unit).round() * unit;
    }
    while size > 0.0 && size * unit < 10.0 && unit < 1e12 {
        unit *= 10.0;
    }
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_matter() {
        for (number, rounded) in [
            (0.0, 0.0),
            (123_456.0, 120_000.0),
            (-99.6, -100.0),
            (12.34, 12.0),
            (0.012_34, 0.012),
            (-0.996, -1.0),
            (1e-20, 0.0),
        ] {
            assert!(
                (two_digits(number) - rounded).abs() < 1e-12,
                "{number}: {}",
                two_digits(number)
            );
        }
    }
}
