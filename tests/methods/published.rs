//! Every published figure that names a model of the catalogue lies inside the calibrated range, or says why not.

use std::collections::{BTreeMap, BTreeSet};

use merciwatt::energy::{Effort, Exchange, Method, Output, Reasoning, find_model};
use serde_json::Value;

use super::{block, data, figure, printed, tokens, watt_hours};

/// What a page of text without a stated question is taken to answer.
const QUESTION_NOT_TOLD: u64 = 100;

/// Figures of one study and model that lie outside for one reason: one row of the table.
#[derive(Default)]
struct Outside<'a> {
    head: String,
    reason: &'a str,
    tokens: Vec<String>,
    published: Vec<String>,
    ours: Vec<String>,
}

impl Outside<'_> {
    fn row(&self) -> String {
        let [tokens, published, ours] =
            [&self.tokens, &self.published, &self.ours].map(|cells| cells.join("<br>"));
        format!(
            "{} {tokens} | {published} | {ours} | {} |\n",
            self.head, self.reason
        )
    }
}

fn effort(figure: &Value) -> Effort {
    match figure["effort"].as_str() {
        None => Effort::None,
        Some("light") => Effort::Light,
        Some("standard") => Effort::Standard,
        Some("extended") => Effort::Extended,
        Some(other) => panic!("{other} is no effort"),
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is no text in {value}"))
}

#[test]
fn published_figures_lie_inside_or_say_why() {
    let studies = data("studies");
    let overhead = data("energy")["calibrated"]["overhead"]
        .as_f64()
        .expect("a number");
    let figures = studies["figures"].as_array().expect("a list");
    let (mut inside, mut wrong) = (BTreeMap::<&str, u32>::new(), Vec::new());
    let (mut outside, mut reasons) = (Vec::<Outside>::new(), BTreeSet::new());
    for row in figures {
        let study = &studies["studies"][text(row, "study")];
        let model = find_model(text(row, "model"), None).unwrap_or_else(|| panic!("no such model: {row}"));
        let count = |key: &str| row[key].as_u64();
        let exchange = Exchange {
            model: Some(model.name()),
            provider: Some(model.provider().key()),
            new_tokens: count("in").unwrap_or(QUESTION_NOT_TOLD),
            context_tokens: count("context").unwrap_or(0),
            output: Output::Tokens(count("out").expect("tokens")),
            reasoning: Reasoning::Hidden(effort(row)),
            minutes_since_last: study["read_again"].as_bool().unwrap_or(false).then_some(60.0),
            ..Exchange::default()
        };
        let wh = watt_hours(Method::Calibrated, &exchange).expect("an estimate");
        // A figure with a narrower boundary is compared with the same share of ours.
        let pue = model.provider().central_pue();
        let share = match text(study, "boundary") {
            "accelerator" => overhead * pue,
            "server" => pue,
            "site" => 1.0,
            other => panic!("{other} is no boundary"),
        };
        let published = row["wh"].as_f64().expect("a number");
        let (low, high) = (wh.low / share, wh.high / share);
        let is_inside = low <= published && published <= high;
        let reason = row["outside"].as_str();
        if is_inside {
            *inside.entry(text(study, "title")).or_default() += 1;
        }
        if is_inside == reason.is_some() {
            let range = format!("{low:.4} to {high:.4}");
            wrong.push(format!(
                "{}|{}|{published} in {range}, outside: {reason:?}",
                text(row, "study"),
                text(row, "as")
            ));
        }
        let Some(reason) = reason.filter(|_| !is_inside) else {
            continue;
        };
        reasons.insert(reason);
        let asked = count("in").map_or("?".to_owned(), |new| tokens(new + count("context").unwrap_or(0)));
        let head = format!("| {} | {} |", text(study, "title"), text(row, "as"));
        if outside
            .last()
            .is_none_or(|last| last.head != head || last.reason != reason)
        {
            outside.push(Outside {
                head,
                reason,
                ..Outside::default()
            });
        }
        let last = outside.last_mut().expect("just pushed");
        last.tokens
            .push(format!("{asked} / {}", tokens(count("out").expect("tokens"))));
        last.published.push(printed(published));
        last.ours.push(format!("{} to {}", figure(low), figure(high)));
    }
    assert!(
        wrong.is_empty(),
        "reason missing or not needed:\n{}",
        wrong.join("\n")
    );
    let named = studies["reasons"].as_object().expect("reasons");
    assert_eq!(
        reasons,
        named.keys().map(String::as_str).collect(),
        "every reason is named, every name used"
    );

    let within: u32 = inside.values().sum();
    let list: Vec<_> = inside
        .iter()
        .map(|(title, count)| format!("{title} ({count})"))
        .collect();
    let mut made = format!(
        "{within} of {} published figures for a chat exchange with a model of the catalogue lie inside the calibrated range: \
         {}. Outside lie:\n\n\
         | study | model | tokens in / out | published Wh | our range, same boundary | why |\n|---|---|--:|--:|--:|---|\n{}\n",
        figures.len(),
        list.join(", "),
        outside.iter().map(Outside::row).collect::<String>(),
    );
    for (name, why) in named {
        made += &format!("* **{name}**: {}\n", why.as_str().expect("a text"));
    }
    block::check("published", &made);
}
