//! The main job, by two real processes with a home each and nothing between them but files.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::process::Command;

use kith_tests::programs;
use kith_tests::terminal::{Phone, observed, own};
use serde_json::{Value, json};

/// A court's order about a person.
fn forbidden(individual: &str, person: &str) -> Value {
    json!({"individual": individual, "person": person, "effect": "prohibit", "force": "legal",
           "kind": "non_molestation_order", "bound": [person], "protected": ["individual"], "modes": {},
           "from": "2026-03-01", "verified": {"by": "Aled", "when": "2026-03-02"}, "state": "active"})
}

#[test]
fn two_phones_record_apart_and_then_hold_the_same_record() {
    // long: one story, told in its order.
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let tie = aled.make(
        "add_relationship",
        "relationship",
        &json!({"individual": megan, "to": tom, "kind": "ex_partner", "circle": "friendship", "voice": own()}),
    );
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&bethan);
    assert_eq!(aled.hash(&megan), bethan.hash(&megan));

    // A week without each other, two processes at the same time.
    std::thread::scope(|apart| {
        apart.spawn(|| {
            aled.perform("set_restriction", &forbidden(&megan, &tom));
            let arguments = json!({"card": tie, "field": "status", "value": "kept_away_from", "voice": observed(),
                                   "seen": aled.seen(&megan), "reason": "The order"});
            aled.perform("set_field", &arguments);
            aled.perform("note", &json!({"individual": megan, "text": "The order is in the safe."}));
        });
        apart.spawn(|| {
            let planned = bethan.perform(
                "plan_contact",
                &json!({"individual": megan, "people": [tom], "mode": "in_person",
                        "start": "2026-03-14T11:00:00+00:00"}),
            );
            assert_eq!(planned.data()["shown"]["outcome"], "allowed", "she could not know");
            let arguments = json!({"card": tie, "field": "status", "value": "ended", "voice": observed(),
                                   "seen": bethan.seen(&megan), "reason": "They split up"});
            bethan.perform("set_field", &arguments);
            bethan.perform("say", &json!({"individual": megan, "text": "I miss him.", "voice": own()}));
        });
    });
    assert_ne!(aled.hash(&megan), bethan.hash(&megan));
    aled.hand_to(&bethan);
    bethan.hand_to(&aled);
    assert_eq!(aled.hash(&megan), bethan.hash(&megan));

    let check = [
        ("individual", &*megan),
        ("person", &*tom),
        ("mode", "in_person"),
        ("at", "2026-03-14T11:00:00+00:00"),
    ];
    for phone in [&aled, &bethan] {
        // The plan that became forbidden is said first, without being asked for.
        let alerts = phone.show("today", &[])["alerts"].clone();
        assert!(alerts.as_array().unwrap().iter().any(|alert| alert["what"] == "plan_forbidden"), "{alerts}");
        assert_eq!(phone.show("check", &check)["outcome"], "refused");
        let differences = phone.show("differences", &[("individual", &megan)]);
        let status = differences.as_array().unwrap().iter().find(|found| found["field"] == "status").unwrap();
        let mut said: Vec<(&str, &str)> = status["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| (value["author"].as_str().unwrap(), value["value"].as_str().unwrap()))
            .collect();
        said.sort_unstable();
        assert_eq!(said, [("Aled", "kept_away_from"), ("Bethan", "ended")]);
        let texts: Vec<Value> = phone.timeline(&megan).into_iter().map(|item| item["text"].clone()).collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        let doctor = phone.run(&["doctor"], b"");
        assert_eq!((doctor.status, &doctor.data()["problems"]), (Some(0), &json!([])));
    }
    // A plan against the rule is refused now, with its reasons and nothing recorded.
    let before = bethan.state();
    let again = bethan.attempt(
        "plan_contact",
        &json!({"individual": megan, "people": [tom], "mode": "in_person", "start": "2026-03-14T11:00:00+00:00"}),
    );
    assert_eq!(again.refusal(4), "contact_restricted");
    assert_eq!(bethan.state(), before);
}

#[test]
fn a_returned_bundle_proves_receipt_and_nothing_else_does() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    aled.person(&megan, "Tom");
    let bethan = aled.admitted("Bethan", "worker");
    let pending = |phone: &Phone| phone.show("pending", &[])["unproved"].as_u64().unwrap();
    let made = pending(&aled);
    assert!(made > 0);
    aled.hand_to(&bethan);
    assert_eq!(pending(&aled), made, "handed over is not received");
    bethan.hand_to(&aled);
    assert_eq!(pending(&aled), 0);
    let out = aled.file("nothing-new.kith");
    let told = aled.run(&["bundle", "export", "--to", &bethan.member, &out], b"");
    assert_eq!(told.data()["parcels"], 0, "what she proved to hold does not travel again");
}

#[test]
fn the_demonstration_says_that_all_hashes_are_equal() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        Command::new(programs::kith())
            .env_clear()
            .args(arguments)
            .args(["--data", "/nothing/here", "--out"])
            .arg(folder.path())
            .output()
            .unwrap()
    };
    let told = run(&["--json", "demo"]);
    assert_eq!((told.status.code(), &*told.stderr), (Some(0), &b""[..]));
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let hashes = told["data"]["hashes"].as_object().unwrap();
    assert_eq!(hashes.len(), 2);
    for (name, hash) in hashes {
        assert_eq!((&hash["equal"], &hash["aled"]), (&json!(true), &hash["bethan"]), "{name}");
        assert_eq!(hash["aled"].as_str().unwrap().len(), 64);
    }
    for page in told["data"]["pages"].as_array().unwrap() {
        let page = std::fs::read_to_string(page.as_str().unwrap()).unwrap();
        assert!(page.contains("<svg") && page.contains("Megan") && !page.contains("http-equiv=\"refresh"));
    }
    // For people: the same story in words, on phones of its own beside those of the first run.
    let told = run(&["demo"]);
    let story = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told.status.code(), Some(0));
    assert_eq!(story.matches("the same on both phones").count(), 2, "{story}");
    assert!(!story.contains("NOT"), "{story}");
    // And in Welsh no sentence of it is English.
    let told = run(&["--lang", "cy", "demo"]);
    let story = String::from_utf8(told.stdout).unwrap();
    assert_eq!(story.matches("yr un fath ar y ddau ffôn").count(), 2, "{story}");
    for english in ["Wednesday", "Both now", "phones", "parcels", "Anyone", "set aside", "fingerprint"] {
        assert!(!story.contains(english), "{english}: {story}");
    }
}

#[test]
fn the_map_tells_what_changed_between_two_dates() {
    let monday = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let megan = monday.individual("Megan");
    let tom = monday.person(&megan, "Tom");
    let tie =
        json!({"individual": megan, "to": tom, "kind": "friend", "quality": "strong", "voice": observed()});
    let tie = monday.make("add_relationship", "relationship", &tie);
    let friday = monday.at("2026-03-06T09:00:00+00:00");
    let hard = json!({"card": tie, "field": "quality", "value": "stressful", "voice": observed(),
                      "seen": friday.seen(&megan), "reason": "They fell out"});
    friday.perform("set_field", &hard);
    let changes = |since: &str, until: &str| {
        let map =
            friday.show("map", &[("individual", &megan), ("changed_since", since), ("known_at", until)]);
        map["changes"].as_array().cloned().unwrap_or_default()
    };
    let week = changes("2026-03-03", "2026-03-07");
    assert_eq!(week.len(), 1, "{week:?}");
    assert_eq!((&week[0]["card"], &week[0]["field"]), (&json!(tie), &json!("quality/worker")));
    assert_eq!((&week[0]["before"], &week[0]["after"]), (&json!(["Strong"]), &json!(["Hard"])));
    assert_eq!(changes("2026-03-03", "2026-03-04"), [json!(null); 0]);
    let new = changes("2026-03-01", "2026-03-03");
    assert!(
        new.iter().any(|change| change["card"] == tom.as_str() && change["before"] == json!([])),
        "{new:?}"
    );
}
