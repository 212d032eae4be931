//! Taking hand-ins, showing figures, closing: the ways of a class.

use merciwatt::class::hand_in::{MESSAGES, ONLY, WH};
use merciwatt::class::{Class, Held, Taken, WeekSums, take_all};
use serde_json::{Value, json};

use crate::made::{Chance, class, parse, plan, pupil};

#[test]
fn hand_ins_are_added_replaced_refused_and_named() {
    let mut chance = Chance(5);
    let mut class = Class::new(plan());
    let (ana, ben) = (pupil(1, &mut chance), pupil(2, &mut chance));
    let again = merciwatt::class::HandIn {
        pupil: ana.pupil,
        ..pupil(3, &mut chance)
    };
    let mut foreign = ana.clone();
    foreign.plan += 1;
    let message = format!("Ana {} and Ben {}", ana.code(), ben.code());
    let cut = ben.code()[..60].to_owned();
    let texts = [
        message.as_str(),
        &again.file().to_string(),
        &again.code(),
        &foreign.code(),
        &cut,
        "hello",
        &plan().code(),
    ];
    let rows = take_all(&mut class, &texts, parse, false);
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {}",
                row["text"],
                row["code"],
                row["outcome"].as_str().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "0 0 added",
            "0 1 added",
            "1 0 replaced",
            "2 0 same",
            "3 0 foreign",
            "4 0 damaged",
            "5 0 no_code",
            "6 0 is_invitation"
        ]
    );
    assert!(rows[5]["place"]["short"].is_array());
    assert_eq!(class.hand_ins().len(), 2);
    let out = take_all(&mut class, &[&ana.code(), &foreign.code()], parse, true);
    assert_eq!(
        (&out[0]["outcome"], &out[1]["outcome"]),
        (&"removed".into(), &"foreign".into())
    );
    assert_eq!(class.take(ana, true), Taken::NotHere);
}

#[test]
fn figures_are_the_sums_of_the_pupils_and_stay_until_five_are_new() {
    let mut chance = Chance(6);
    let mut class = class(4, &mut chance);
    assert_eq!(class.reveal(), Err(Held::TooFew));
    assert_eq!(class.close(), Err(Held::TooFew));
    for number in 4..28 {
        class.take(pupil(number, &mut chance), false);
    }
    assert_eq!(class.reveal(), Ok(()));
    assert_eq!(class.reveal(), Err(Held::NothingNew));
    let (figures, breakdown) = class.seen();
    assert!(breakdown.is_null());
    let sum = |of: &dyn Fn(&WeekSums) -> u64| {
        class
            .hand_ins()
            .iter()
            .map(|pupil| of(&pupil.weeks[1]))
            .sum::<u64>()
    };
    let week = &figures["awareness"];
    assert_eq!(figures["pupils"], 28);
    assert_eq!(week["messages"], sum(&|week| week.get(MESSAGES)));
    assert_eq!(week["courtesy_total"], sum(&WeekSums::courtesy));
    assert_eq!(
        week["wh"]["central"],
        sum(&|week| week.get(WH + 1)) as f64 / 1000.0
    );
    let (only, all) = (
        sum(&|week| week.get(ONLY)) as f64,
        sum(&|week| week.get(MESSAGES)) as f64,
    );
    assert_eq!(week["courtesy_only_share"], only / all);
    let mean = &week["per_pupil"]["messages"];
    assert!(
        (mean["mean"].as_f64().unwrap_or_default() - all / 28.0).abs() < 0.5,
        "{mean}"
    );
    assert!(mean["low"].as_f64() < mean["mean"].as_f64() && mean["mean"].as_f64() < mean["high"].as_f64());
    let share = &week["per_pupil"]["courtesy_only_share"];
    assert!(
        share["low"].as_f64() >= Some(0.0) && share["high"].as_f64() <= Some(1.0),
        "{share}"
    );
    // Four late ones wait, and so does a fifth that is one of these again.
    for number in 28..32 {
        class.take(pupil(number, &mut chance), false);
    }
    let mut again = pupil(31, &mut chance);
    again.pupil = class.hand_ins()[0].pupil;
    assert_eq!((class.waiting(), class.held()), (4, Some(Held::TooFewChanged)));
    assert_eq!(class.reveal(), Err(Held::TooFewChanged));
    assert_eq!(class.seen().0, figures);
    assert_eq!(class.take(again, false), Taken::Replaced);
    assert_eq!(class.waiting(), 5);
    assert_eq!(class.reveal(), Ok(()));
    assert_eq!(class.seen().0["pupils"], 32);
}

#[test]
fn closing_leaves_figures_and_no_hand_in() {
    let mut chance = Chance(7);
    let mut class = class(28, &mut chance);
    assert_eq!(class.reveal(), Ok(()));
    let figures = class.seen().0;
    // Three come late: they are in no figure, and gone with the closing.
    for number in 28..31 {
        class.take(pupil(number, &mut chance), false);
    }
    assert_eq!(class.close(), Ok(()));
    let (shown, breakdown) = class.seen();
    assert_eq!(shown, figures);
    assert_eq!(
        breakdown["awareness"]["messages"].as_array().map(Vec::len),
        Some(5)
    );
    assert!(class.hand_ins().is_empty());
    assert_eq!((class.counts(), class.held()), ((0, 28), Some(Held::Closed)));
    assert_eq!(class.close(), Err(Held::Closed));
    let stored = class.record().to_string();
    assert!(!stored.contains("MERCIWATT-H"), "{stored}");
}

#[test]
fn a_class_is_read_as_it_was_stored() {
    let mut chance = Chance(8);
    let mut class = class(12, &mut chance);
    for closing in [false, true] {
        let _ = if closing { class.close() } else { class.reveal() };
        class.take(pupil(99, &mut chance), false);
        let mut stored = class.record();
        assert_eq!(Class::from_record(&mut stored).as_ref(), Ok(&class));
    }
    for field in ["plan", "hand_ins", "seen", "shown", "closed"] {
        let mut damaged = class.record();
        damaged[field] = Value::Null;
        assert_eq!(Class::from_record(&mut damaged), Err(field));
    }
    // What comes from somebody's file may hold no text, neither as a figure nor as its name.
    for field in ["figures", "breakdown"] {
        for text in [
            json!("a quokka"),
            json!({"pupils": ["a quokka"]}),
            json!({"a quokka": 1}),
        ] {
            let mut hostile = class.record();
            hostile[field] = text;
            assert_eq!(Class::from_record(&mut hostile), Err(field));
        }
    }
}

/// Every number in the figures is a number, even where nobody did anything.
#[test]
fn a_class_without_messages_has_figures() {
    let mut class = Class::new(plan());
    for number in 0..5 {
        let mut none = pupil(number, &mut Chance(9));
        none.weeks = [WeekSums::default(); 2];
        class.take(none, false);
    }
    assert_eq!(class.close(), Ok(()));
    let (figures, _) = class.seen();
    assert_eq!(figures["change"]["messages"]["mean"], 0.0);
    assert!(figures["baseline"]["courtesy_only_share"].is_null());
    assert!(figures["change"]["courtesy_only_share"].is_null());
    assert_eq!(figures["what_if"][1]["awareness"]["wh"]["high"], 0.0);
}
