//! What Today is told from: no more of the history than can change it, and all of that.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use kith_tests::terminal::{Phone, observed};
use serde_json::{Value, json};

/// The contacts that are due or planned, by card.
fn contacts(phone: &Phone) -> Vec<String> {
    let today = phone.show("today", &[]);
    let all = ["due", "planned"].into_iter().flat_map(|part| today[part].as_array().unwrap().clone());
    all.filter(|item| item["what"] == "contact")
        .map(|item| item["when"].as_str().unwrap().to_owned())
        .collect()
}

fn rang(individual: &str, person: &str, at: &str) -> Value {
    json!({"individual": individual, "occurred": {"at": at}, "happened": {"outcome": "happened"}, "line": "We rang.",
           "contacts": [{"person": person, "mode": "phone", "outcome": "happened"}], "did_not_say": true, "worry": "no"})
}

#[test]
fn a_plan_of_so_many_days_after_the_last_contact_asks_for_it_however_long_ago() {
    let aled = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let megan = aled.individual("Megan");
    let mum = aled.person(&megan, "Mum");
    let plan =
        json!({"individual": megan, "people": [mum], "mode": "phone", "start": "2025-09-01T10:00:00+00:00"});
    let plan = aled.make("plan_contact", "plan", &plan);
    let days = json!({"card": plan, "field": "every_days", "value": 150, "voice": observed(),
                      "seen": aled.seen(&megan), "reason": "She asked for it"});
    aled.perform("set_field", &days);
    assert_eq!(contacts(&aled), ["2025-09-01T10:00:00+00:00"]);
    aled.perform("record_visit", &rang(&megan, &mum, "2025-11-22T10:00:00+00:00"));
    assert_eq!(contacts(&aled), [""; 0]);
    assert_eq!(contacts(&aled.at("2026-04-22T09:00:00+00:00")), ["2026-04-21T10:00:00+00:00"]);
}

#[test]
fn a_contact_long_ago_changes_nothing_for_a_plan_with_days_of_its_own() {
    let aled = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let megan = aled.individual("Megan");
    let mum = aled.person(&megan, "Mum");
    let plan = json!({"individual": megan, "people": [mum], "mode": "phone", "start": "2025-09-01T10:00:00+00:00",
                      "rrule": "FREQ=DAILY;INTERVAL=30"});
    aled.perform("plan_contact", &plan);
    // The first of the last sixty days, at the same time by the clock on the wall.
    let missed = ["2026-01-29T11:00:00+00:00"];
    assert_eq!(contacts(&aled), missed);
    aled.perform("record_visit", &rang(&megan, &mum, "2025-11-22T10:00:00+00:00"));
    assert_eq!(contacts(&aled), missed);
    aled.perform("record_visit", &rang(&megan, &mum, "2026-02-01T10:00:00+00:00"));
    assert_eq!(contacts(&aled), ["2026-02-28T11:00:00+00:00"]);
}

#[test]
fn a_contact_that_was_amended_to_none_leaves_the_plan_open() {
    let aled = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let megan = aled.individual("Megan");
    let mum = aled.person(&megan, "Mum");
    let plan =
        json!({"individual": megan, "people": [mum], "mode": "phone", "start": "2026-02-20T10:00:00+00:00"});
    aled.perform("plan_contact", &plan);
    assert_eq!(contacts(&aled), ["2026-02-20T10:00:00+00:00"]);
    let made = aled.perform("record_visit", &rang(&megan, &mum, "2026-02-20T10:00:00+00:00"));
    assert_eq!(contacts(&aled), [""; 0]);
    let contact = made.data()["ids"]["contacts"][0].as_str().unwrap();
    let slip = json!({"entry": contact, "changes": {"outcome": "prevented"}, "reason": "Nobody answered"});
    aled.perform("amend", &slip);
    assert_eq!(contacts(&aled), ["2026-02-20T10:00:00+00:00"]);
}

#[test]
fn what_must_be_known_first_stands_first_whoever_it_is_about() {
    let aled = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let (megan, idris) = (aled.individual("Megan"), aled.individual("Idris"));
    let of_first = aled.show("caseload", &[])[0]["individual"].as_str().unwrap().to_owned();
    let of_second = if of_first == megan { &idris } else { &megan };
    let mum = aled.person(&of_first, "Mum");
    let rule = json!({"individual": of_first, "person": mum, "effect": "limit", "force": "staff_rule", "kind": "agreed_plan",
                      "from": "2026-01-01", "modes": {"phone": {"rule": "none"}}, "state": "active"});
    aled.perform("set_restriction", &rule);
    let concern = json!({"individual": of_second, "what": "W", "kind": "harm_to_individual", "recipients": ["manager"]});
    aled.perform("raise_concern", &concern);
    let today = aled.show("today", &[]);
    let alerts: Vec<&str> =
        today["alerts"].as_array().unwrap().iter().map(|alert| alert["what"].as_str().unwrap()).collect();
    assert_eq!(alerts, ["concern", "no_legal_basis"]);
}
