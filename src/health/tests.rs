use super::*;

const GOOD: Outcome = Outcome {
    requested: true,
    shown: Some(true),
    unreadable: false,
    longer: None,
    unheard: false,
};

fn after(outcomes: &[Outcome], primary: Primary) -> Verdict {
    let mut health = Health::default();
    for (day, outcome) in outcomes.iter().enumerate() {
        health.record(*outcome, primary, &format!("2026-11-{:02}", day + 1));
    }
    health.verdict(primary, "2026-11-30")
}

#[test]
fn each_fault_is_named_with_its_first_day() {
    let unseen = Outcome {
        shown: Some(false),
        ..GOOD
    };
    let unasked = Outcome {
        requested: false,
        ..GOOD
    };
    let torn = Outcome {
        unreadable: true,
        ..GOOD
    };
    let leaky = Outcome {
        longer: Some(true),
        ..GOOD
    };
    let mute = Outcome {
        unheard: true,
        ..GOOD
    };
    let cases = [
        (
            vec![GOOD, unseen, unseen, unseen],
            Check::NetWithoutDom,
            State::Approximate,
            "2026-11-04",
        ),
        (
            vec![GOOD, unasked, unasked],
            Check::DomWithoutNet,
            State::Approximate,
            "2026-11-03",
        ),
        (
            vec![Outcome::lost(), GOOD, Outcome::lost()],
            Check::Neither,
            State::Broken,
            "2026-11-03",
        ),
        (
            vec![torn, torn],
            Check::Unreadable,
            State::Approximate,
            "2026-11-02",
        ),
        (
            vec![leaky, leaky, GOOD, leaky],
            Check::LengthRatio,
            State::Approximate,
            "2026-11-04",
        ),
        (
            vec![mute, mute, mute],
            Check::EmptyReply,
            State::Approximate,
            "2026-11-03",
        ),
    ];
    for (outcomes, check, state, since) in cases {
        let verdict = after(&outcomes, Primary::Network);
        assert_eq!(verdict.checks, [check]);
        assert_eq!(
            (verdict.state, verdict.since.as_deref()),
            (state, Some(since)),
            "{check:?}"
        );
    }
}

#[test]
fn single_mishaps_and_unwatched_sends_are_no_fault() {
    let unknown = Outcome { shown: None, ..GOOD };
    let one_off = [GOOD, Outcome::lost(), GOOD, unknown, unknown, unknown, unknown];
    assert_eq!(after(&one_off, Primary::Network).state, State::Ok);
}

#[test]
fn a_page_that_carries_the_count_needs_no_request() {
    let unasked = Outcome {
        requested: false,
        ..GOOD
    };
    assert_eq!(after(&[unasked; 5], Primary::Page).state, State::Ok);
    assert!(Health::default().page_counts(Primary::Page));
    assert!(!Health::default().page_counts(Primary::Network));
}

#[test]
fn health_comes_back() {
    let mut outcomes = vec![Outcome::lost(); 3];
    outcomes.extend([GOOD; 4]);
    let verdict = after(&outcomes, Primary::Network);
    assert_eq!((verdict.state, verdict.since), (State::Ok, None));
}

#[test]
fn a_flood_is_said_on_its_day_only() {
    let mut health = Health::default();
    health.flooded_on("2026-11-24");
    let on_the_day = health.verdict(Primary::Network, "2026-11-24");
    assert_eq!(
        (on_the_day.state, on_the_day.checks),
        (State::Flooded, vec![Check::Flooded])
    );
    assert_eq!(health.verdict(Primary::Network, "2026-11-25").state, State::Ok);
}

#[test]
fn a_record_stays_small() {
    let mut health = Health::default();
    for _ in 0..1000 {
        health.record(GOOD, Primary::Network, "2026-11-24");
    }
    assert_eq!(health.recent().len(), KEPT);
    let stored = serde_json::to_string(&health).expect("plain JSON");
    assert!(stored.len() < 1_500, "{} bytes", stored.len());
}
