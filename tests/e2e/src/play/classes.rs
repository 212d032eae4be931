//! An awareness week by what pages ask: pupils read an invitation, say yes, chat, hand in; a teacher gathers and closes.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::durable::{Check, send};
use super::run::launch;
use crate::browser::{Browser, Kind};
use crate::stage::Stage;

/// The checks of this file with their names.
pub const ALL: [(&str, Check); 1] = [(
    "a class is gathered, and a shared computer erased",
    |dist, kind| Box::pin(gathered(dist, kind)),
)];

/// Copies today's day and rows to ten and to three days ago, and says which days are fourteen, seven and one day ago.
const AGE: &str = "
  const open = indexedDB.open('merciwatt');
  open.onsuccess = () => { const db = open.result;
    const tx = db.transaction(['messages', 'days'], 'readwrite');
    const all = store => new Promise(go => { tx.objectStore(store).getAll().onsuccess = e => go(e.target.result); });
    const ago = (day, n) => { const date = new Date(day + 'T12:00:00Z'); date.setUTCDate(date.getUTCDate() - n);
      return date.toISOString().slice(0, 10); };
    let today;
    all('days').then(async ([day]) => {
      today = day.day;
      const rows = await all('messages');
      for (const n of [10, 3]) {
        tx.objectStore('days').put({ ...day, day: ago(today, n) });
        rows.forEach((row, r) => tx.objectStore('messages').put({ ...row, day: ago(today, n), t: row.t - n * 864e5,
          key: n.toString(16).padStart(16, '0') + r.toString(16).padStart(16, '0') }));
      }
    });
    tx.oncomplete = () => { db.close(); done([14, 7, 1].map(n => ago(today, n))); }; };";

async fn gathered(dist: &Path, kind: Kind) -> Result<Result<(), String>> {
    let (stage, folder) = (Stage::start().await?, tempfile::tempdir()?);
    let browser = Browser::launch(&launch(dist, kind, &stage, folder.path())).await?;
    send(&browser, "Please, who is the quokka?", "1").await?;
    browser.until_answered(1).await?;
    send(&browser, "Thank you very much!", "2").await?;
    browser.until_answered(2).await?;
    let days = browser.in_control(AGE, &[]).await?;
    let mut wrong = Vec::new();
    let mut is = |what: &str, found: &Value, wanted: Value| {
        if *found != wanted {
            wrong.push(format!("{what}: {found} instead of {wanted}"));
        }
    };
    let ask = async |message: Value| browser.ask(message).await;

    let weeks = |awareness: &Value| json!({"ask": "class_new", "label": "5e B", "baseline": days[0], "awareness": awareness});
    is(
        "weeks that share days",
        &ask(weeks(&days[0])).await?["reason"],
        "bad_weeks".into(),
    );
    let class = ask(weeks(&days[1])).await?;
    let id = class["plan"]["id"].clone();
    let invitation = class["invitation"]["code"].clone();
    let running =
        ask(json!({"ask": "class_new", "label": "3e A", "baseline": days[0], "awareness": days[2]})).await?;

    // A yes to a week that runs; another plan is refused until the pupil has left.
    let joined = ask(json!({"ask": "class_join", "text": running["invitation"]["file"]})).await?;
    is(
        "the running week",
        &joined["plan"]["awareness"]["state"],
        "running".into(),
    );
    is(
        "handing in too early",
        &ask(json!({"ask": "hand_in"})).await?["reason"],
        "not_over".into(),
    );
    let read = ask(json!({"ask": "class_read", "text": invitation})).await?;
    is("the other plan", &read["other"], "3e A".into());
    let join = json!({"ask": "class_join", "text": format!("Hi,\n{}\nsee you", invitation.as_str().unwrap_or_default())});
    is(
        "a second plan",
        &ask(join.clone()).await?["reason"],
        "other_plan".into(),
    );

    // One browser is five pupils, one after the other: leaving and joining makes a new one.
    let (mut codes, mut sums) = (Vec::new(), Value::Null);
    for pupil in 0..5 {
        is(
            "leaving",
            &ask(json!({"ask": "class_leave"})).await?["ok"],
            true.into(),
        );
        is(
            "no plan",
            &ask(json!({"ask": "hand_in"})).await?["reason"],
            "no_plan".into(),
        );
        let joined = ask(join.clone()).await?;
        browser.stop_worker().await?;
        let erase = pupil == 4;
        let handed_in = ask(json!({"ask": "hand_in", "erase": erase})).await?;
        is("what was handed in", &handed_in["sums"], joined["sums"].clone());
        is(
            "handed in, later",
            &ask(json!({"ask": "class"})).await?["handed_in"],
            if erase { Value::Null } else { true.into() },
        );
        sums = handed_in["sums"].clone();
        codes.push(handed_in[if pupil % 2 == 0 { "code" } else { "file" }].clone());
        if pupil == 3 {
            let four = ask(json!({"ask": "class_take", "id": id, "texts": codes})).await?;
            is("four taken", &four["class"]["received"], 4.into());
            is(
                "too few",
                &ask(json!({"ask": "class_reveal", "id": id})).await?["reason"],
                "too_few".into(),
            );
        }
    }
    is("messages of a week", &sums["awareness"]["messages"], 2.into());
    is("courtesy only", &sums["baseline"]["courtesy_only"], 1.into());
    is("days", &sums["baseline"]["days"], 3.into());
    is("the badge", &browser.badge().await?.into(), "".into());
    let stored = browser.stored().await?;
    for store in ["messages", "days", "weeks"] {
        is(store, &stored[store], json!([]));
    }

    codes.push(running["invitation"]["code"].clone());
    let taken = ask(json!({"ask": "class_take", "id": id, "texts": codes})).await?;
    let outcomes = taken["taken"].as_array().context("what was taken")?;
    let outcomes: Vec<&Value> = outcomes.iter().map(|one| &one["outcome"]).collect();
    is(
        "taken again",
        &json!(outcomes),
        json!(["same", "same", "same", "same", "added", "is_invitation"]),
    );
    let shown = ask(json!({"ask": "class_reveal", "id": id})).await?;
    for week in ["baseline", "awareness"] {
        for figure in ["messages", "replies", "courtesy_only"] {
            let of_five = sums[week][figure].as_u64().unwrap_or_default() * 5;
            is(figure, &shown["figures"][week][figure], of_five.into());
        }
    }
    is("breakdown before the end", &shown["breakdown"], Value::Null);
    let closed = ask(json!({"ask": "class_close", "id": id})).await?;
    is(
        "five of a kind",
        &closed["breakdown"]["awareness"]["sites"]["assistant"],
        Value::Null,
    );
    is("hand-ins after the end", &closed["received"], 0.into());
    let late = ask(json!({"ask": "class_take", "id": id, "texts": codes})).await?;
    is("after the end", &late["reason"], "closed".into());
    let lines = ask(json!({"ask": "classes"})).await?;
    is(
        "classes",
        &lines["classes"].as_array().map(Vec::len).into(),
        2.into(),
    );
    for class in [&id, &running["plan"]["id"]] {
        ask(json!({"ask": "class_forget", "id": class})).await?;
    }
    is(
        "no class",
        &ask(json!({"ask": "class_show", "id": id})).await?["reason"],
        "no_class".into(),
    );
    browser.quit().await?;
    Ok(if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("; "))
    })
}
