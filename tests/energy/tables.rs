//! Figures worked out by hand or printed in the project's research table (November 2026), rounded as printed.

use merciwatt::energy::{Exchange, Method, Output, Reasoning, led_minutes};

use super::{close, priced};

fn exchange(model: Option<&'static str>, new: u64, context: u64, output: u64) -> Exchange<'static> {
    Exchange {
        model,
        new_tokens: new,
        context_tokens: context,
        output: Output::Tokens(output),
        ..Exchange::default()
    }
}

/// Within half a unit of the last printed digit.
fn printed(found: f64, text: &str) {
    let decimals = text.split_once('.').map_or(0, |(_, tail)| tail.len()) as i32;
    let wanted: f64 = text.parse().expect("a number");
    let half = 0.5 * 10f64.powi(-decimals);
    assert!(
        (found - wanted).abs() <= half * 1.001,
        "found {found}, printed {text}"
    );
}

#[test]
fn calibrated_gives_the_printed_ranges() {
    // thanks: 1,190 tokens of conversation, 10 new, 50 back; typical: 200 in, 400 out; long: 8,000 + 2,000, 1,500.
    let rows = [
        (Some("gpt-4o"), 10, 1190, 50, ["0.039", "0.118", "0.646"]),
        (Some("gpt-4o"), 200, 0, 400, ["0.129", "0.391", "1.30"]),
        (Some("gpt-4o"), 2000, 8000, 1500, ["0.79", "2.40", "8.3"]),
        (None, 10, 1190, 50, ["0.007", "0.093", "0.56"]),
        (None, 200, 0, 400, ["0.023", "0.33", "2.0"]),
        (None, 2000, 8000, 1500, ["0.14", "2.0", "12"]),
        (Some("llama-3-8b"), 200, 0, 400, ["0.008", "0.023", "0.08"]),
    ];
    for (model, new, context, output, [low, central, high]) in rows {
        let wh = priced(Method::Calibrated, &exchange(model, new, context, output)).wh;
        printed(wh.low, low);
        printed(wh.central, central);
        printed(wh.high, high);
    }
}

#[test]
fn reasoning_that_was_guessed_widens_the_range() {
    let mut asked = exchange(Some("gpt-4o"), 200, 0, 400);
    asked.reasoning = Reasoning::Measured(1500);
    let measured = priced(Method::Calibrated, &asked).wh;
    asked.reasoning = Reasoning::Estimated(1500);
    let estimated = priced(Method::Calibrated, &asked).wh;
    printed(estimated.central, "1.7");
    printed(estimated.low, "0.3");
    printed(estimated.high, "16");
    assert_eq!(measured.central, estimated.central);
    assert!(estimated.low < measured.low && measured.high < estimated.high);
}

#[test]
fn a_conversation_older_than_ten_minutes_is_read_again() {
    let mut thanks = exchange(Some("gpt-4o"), 10, 1190, 50);
    let recent = priced(Method::Calibrated, &thanks).wh;
    thanks.minutes_since_last = Some(10.0);
    assert_eq!(priced(Method::Calibrated, &thanks).wh, recent);
    thanks.minutes_since_last = Some(10.5);
    printed(priced(Method::Calibrated, &thanks).wh.central, "0.242");
}

#[test]
fn ecologits_gives_the_printed_ranges() {
    for (new, context, output, [low, central, high]) in [
        (10, 1190, 50, ["0.079", "0.103", "0.127"]),
        (200, 0, 400, ["0.579", "0.771", "0.964"]),
        (2000, 8000, 1500, ["2.15", "2.87", "3.59"]),
    ] {
        let wh = priced(Method::Ecologits, &exchange(Some("gpt-4o"), new, context, output)).wh;
        printed(wh.low, low);
        printed(wh.central, central);
        printed(wh.high, high);
    }
}

#[test]
fn the_study_is_a_constant_for_courtesy_alone() {
    let mut thanks = exchange(Some("gpt-4o"), 10, 1190, 50);
    assert_eq!(merciwatt::energy::estimate(Method::Study, &thanks), Ok(None));
    thanks.courtesy_only = true;
    let wh = priced(Method::Study, &thanks).wh;
    assert_eq!((wh.low, wh.central, wh.high), (0.125, 0.245, 0.365));
    close(led_minutes(wh.central), 2.94, 1e-12, "minutes of a 5 W LED");
}

#[test]
fn a_please_inside_a_message_costs_next_to_nothing_beside_another_turn() {
    let bare = priced(Method::Calibrated, &exchange(Some("gpt-4o"), 200, 0, 400))
        .wh
        .central;
    let polite = priced(Method::Calibrated, &exchange(Some("gpt-4o"), 201, 0, 400))
        .wh
        .central;
    let turn = priced(Method::Calibrated, &exchange(Some("gpt-4o"), 10, 1190, 50))
        .wh
        .central;
    let ratio = turn / (polite - bare);
    assert!(
        (700.0..900.0).contains(&ratio),
        "a thank-you turn is {ratio} times a please"
    );
}

#[test]
fn a_mode_spans_the_models_it_may_mean() {
    for (mode, provider, small, large) in [
        ("auto", "openai", "gpt-5.4-mini", "gpt-5.5"),
        (
            "Rapide",
            "gemini",
            "gemini-3.1-flash-lite",
            "gemini-3.1-pro-preview",
        ),
        (
            "Fast",
            "google",
            "gemini-3.1-flash-lite",
            "gemini-3.1-pro-preview",
        ),
        ("auto", "mistral", "mistral-small-latest", "mistral-large-latest"),
    ] {
        let asked = |label| Exchange {
            provider: Some(provider),
            ..exchange(Some(label), 200, 0, 400)
        };
        let of = |label| priced(Method::Calibrated, &asked(label)).wh;
        let (mode, small, large) = (of(mode), of(small), of(large));
        // The low end of the smaller sibling to the high end of the larger, as near as one factor for all can come.
        assert!(
            mode.low < 2.0 * small.low && mode.low > small.low / 2.0,
            "{mode:?} {small:?}"
        );
        assert!(
            mode.high > 0.9 * large.high && mode.high < 2.0 * large.high,
            "{mode:?} {large:?}"
        );
        assert!(small.low < mode.central && mode.central < large.high);
    }
    let family = priced(Method::Calibrated, &exchange(Some("gpt-5.5-auto"), 200, 0, 400)).wh;
    assert!(
        family.high < 4.0 * family.central,
        "a named family is no mode: {family:?}"
    );
}

#[test]
fn searches_and_images_are_counted_where_they_are_told() {
    let plain = exchange(Some("gpt-4o"), 200, 0, 400);
    let of = |asked: Exchange| priced(Method::Calibrated, &asked).wh;
    let (bare, searched) = (of(plain), of(Exchange { searches: 1, ..plain }));
    // The research table prints 1.1; that leaves out that a reply with more before it costs more to write.
    let more = searched.central - bare.central;
    assert!((1.1..1.4).contains(&more), "{more}");
    let drawn = of(Exchange { images: 2, ..plain });
    close(drawn.low - bare.low, 0.4, 1e-9, "low");
    close(drawn.central - bare.central, 4.0, 1e-9, "central");
    close(drawn.high - bare.high, 20.0, 1e-9, "high");
}

#[test]
fn carbon_and_water_follow_the_servers_grid() {
    let mut typical = exchange(Some("gpt-4o"), 200, 0, 400);
    let usa = priced(Method::Calibrated, &typical);
    close(
        usa.gco2e.central,
        usa.wh.central * 0.3844,
        1e-12,
        "gCO2e in the USA",
    );
    close(
        usa.water_ml.central,
        usa.wh.central / 1.2 * (0.569 + 1.2 * 3.1321),
        1e-12,
        "water in the USA",
    );
    typical.zone = Some("fra");
    let france = priced(Method::Calibrated, &typical);
    close(
        france.gco2e.high,
        france.wh.high * 0.0414,
        0.002,
        "gCO2e in France",
    );
    let sweden = priced(
        Method::Calibrated,
        &exchange(Some("mistral-large-4"), 200, 0, 400),
    );
    close(
        sweden.gco2e.central,
        sweden.wh.central * 0.0353,
        0.01,
        "Mistral serves from Sweden",
    );
}
