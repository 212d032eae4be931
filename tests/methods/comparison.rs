//! Three exchanges under every method: ours and the published rules of thumb.

use merciwatt::energy::{Exchange, Method, Output, Range, led_minutes};
use serde_json::Value;

use super::{block, data, figure, printed, tokens, watt_hours};

struct Case {
    name: &'static str,
    context: u64,
    new: u64,
    output: u64,
    courtesy_only: bool,
}

/// The study's mean thank-you; a question with an answer of 300 words; the tenth of ten such turns.
const CASES: [Case; 3] = [
    Case {
        name: "a thank-you alone",
        context: 1190,
        new: 10,
        output: 50,
        courtesy_only: true,
    },
    Case {
        name: "a question, 300 words back",
        context: 0,
        new: 200,
        output: 400,
        courtesy_only: false,
    },
    Case {
        name: "the tenth such turn",
        context: 9 * 600,
        new: 200,
        output: 400,
        courtesy_only: false,
    },
];

fn exchange(case: &Case, model: Option<&'static str>) -> Exchange<'static> {
    Exchange {
        model,
        new_tokens: case.new,
        context_tokens: case.context,
        output: Output::Tokens(case.output),
        courtesy_only: case.courtesy_only,
        ..Exchange::default()
    }
}

/// A cell: the middle, and the ends where there are any.
fn cell(figures: [Option<f64>; 3], write: fn(f64) -> String) -> String {
    let [low, central, high] = figures.map(|figure| figure.map(write));
    let ends = low.zip(high).map(|(low, high)| format!("{low} to {high}"));
    match (central, ends) {
        (Some(central), Some(ends)) => format!("**{central}** ({ends})"),
        (Some(central), None) => format!("**{central}**"),
        (None, Some(ends)) => ends,
        (None, None) => "–".to_owned(),
    }
}

fn ours(range: Option<Range>, write: fn(f64) -> String) -> String {
    cell(
        range.map_or([None; 3], |wh| [wh.low, wh.central, wh.high].map(Some)),
        write,
    )
}

/// One end of a published rule, applied to an exchange.
fn ruled(rule: &Value, end: &str, case: &Case) -> Option<f64> {
    let terms = rule.get(end)?.as_object().expect("terms");
    let (context, new, out) = (case.context as f64, case.new as f64, case.output as f64);
    let of = |(term, factor): (&String, &Value)| {
        let times = match term.as_str() {
            "fixed" => 1.0,
            "context" => context,
            "new" => new,
            "out" => out,
            "out_times_in" => out * (context + new),
            other => panic!("{other} is no term"),
        };
        times * factor.as_f64().expect("a number")
    };
    Some(terms.iter().map(of).sum())
}

#[test]
fn three_exchanges_under_every_method() {
    let mut table = String::from("Watt-hours, middle and (low to high):\n\n|");
    for case in &CASES {
        table += &format!(" | {}", case.name);
    }
    table += " |\n|---|---|---|---|\n| tokens: read before, new, back";
    for case in &CASES {
        let [context, new, output] = [case.context, case.new, case.output].map(tokens);
        table += &format!(" | {context}, {new}, {output}");
    }
    table += " |\n";
    let models = [
        ("GPT-4o", Some("gpt-4o")),
        ("Llama-3.1-8B", Some("llama-3-1-8b")),
        ("model unknown", None),
    ];
    for (method, name) in [
        (Method::Calibrated, "**Calibrated**"),
        (Method::Ecologits, "**EcoLogits**"),
    ] {
        for (label, model) in models {
            let cells = CASES
                .each_ref()
                .map(|case| ours(watt_hours(method, &exchange(case, model)), figure));
            table += &format!("| {name}, {label} | {} |\n", cells.join(" | "));
        }
    }
    let cells = CASES
        .each_ref()
        .map(|case| ours(watt_hours(Method::Study, &exchange(case, None)), printed));
    table += &format!("| **Study**, whatever the model | {} |\n", cells.join(" | "));
    for rule in data("studies")["rules"].as_array().expect("a list") {
        let cells = CASES.each_ref().map(|case| {
            cell(
                ["low", "central", "high"].map(|end| ruled(rule, end, case)),
                figure,
            )
        });
        let [name, date, url] = ["name", "date", "url"].map(|key| rule[key].as_str().expect("a text"));
        table += &format!("| [{name}]({url}), {date} | {} |\n", cells.join(" | "));
    }
    block::check("comparison", &table);
}

#[test]
fn what_costs_is_the_turn() {
    let wh = |case: &Case| {
        watt_hours(Method::Calibrated, &exchange(case, Some("gpt-4o")))
            .expect("an estimate")
            .central
    };
    let question = wh(&CASES[1]);
    let polite = wh(&Case {
        new: CASES[1].new + 1,
        ..CASES[1]
    });
    let thanks = wh(&CASES[0]);
    let study = watt_hours(Method::Study, &exchange(&CASES[0], None)).expect("a constant");
    let small =
        watt_hours(Method::Calibrated, &exchange(&CASES[0], Some("llama-3-1-8b"))).expect("an estimate");
    block::check(
        "turn",
        &format!(
            "A *please* inside a question to GPT-4o: {} Wh more. A *thank you* of its own after 1,190 tokens of talk: {} Wh, \
             {:.0} times as much. The study's {:.3} Wh are {:.2} minutes of a 5 W LED bulb and {:.0} times what we estimate \
             for the same small model in real service.",
            figure(polite - question),
            figure(thanks),
            // Rounded to tens: the ratio is no better known than that.
            (thanks / (polite - question) / 10.0).round() * 10.0,
            study.central,
            led_minutes(study.central),
            study.central / small.central,
        ),
    );
}

/// The classroom's half page is written by hand; its figures are held to the code.
#[test]
fn the_half_page_for_a_teacher_has_todays_figures() {
    let text = std::fs::read_to_string("METHODS.md").expect("readable");
    let half_page = text
        .split("## For a")
        .nth(1)
        .expect("the teacher's part")
        .replace('\n', " ");
    let wh = |case: &Case, model| {
        watt_hours(Method::Calibrated, &exchange(case, Some(model))).expect("an estimate")
    };
    let question = wh(&CASES[1], "gpt-4o");
    let polite = wh(
        &Case {
            new: CASES[1].new + 1,
            ..CASES[1]
        },
        "gpt-4o",
    );
    let thanks = wh(&CASES[0], "gpt-4o").central / (polite.central - question.central);
    let served = 0.245 / wh(&CASES[0], "llama-3-1-8b").central;
    for figure in [
        format!(
            "{:.2} to {:.2} Wh around {:.2} Wh",
            question.low, question.high, question.central
        ),
        format!(
            "some {:.0} times less than a separate",
            (thanks / 10.0).round() * 10.0
        ),
        format!("some {served:.0} times less; the models"),
    ] {
        assert!(
            half_page.contains(&figure),
            "METHODS.md, for a teacher: {figure:?} is not there"
        );
    }
}
