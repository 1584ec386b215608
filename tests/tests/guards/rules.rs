//! Rules about contact after merges: what the individual is told of a rule follows it, a plan against it is raised, and a
//! phone that lacks something does not answer as if it had all.

use std::collections::BTreeMap;

use kith_domain::id::FeedId;
use kith_sync::Tip;

use super::*;

fn prohibit(phone: &Phone, megan: &str, person: &str) -> String {
    let rule = json!({"individual": megan, "person": person, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "state": "active", "verified": {"by": "Aled", "when": "2026-03-01"}});
    phone.make("set_restriction", "restriction", &rule)
}

fn summaries(phone: &Phone, megan: &str) -> Vec<Value> {
    let cards = phone.show("individual", &[("individual", megan)])["cards"].as_array().unwrap().clone();
    cards.into_iter().filter(|card| card["kind"] == "rule_summary").collect()
}

fn check(phone: &Phone, megan: &str, person: &str) -> String {
    let asked =
        phone.show("check", &[("individual", megan), ("person", person), ("mode", "phone"), ("at", NOW)]);
    asked["outcome"].as_str().unwrap().to_owned()
}

#[test]
fn a_rule_that_stays_in_force_keeps_its_summary() {
    let records = Records::new();
    let (aled, bethan, megan) = (&records.aled, &records.bethan, &records.megan);
    let rule = prohibit(aled, megan, &records.tom);
    aled.hand_to(bethan);
    // One lifts it while the other says when it is to be reviewed.
    let review = json!({"card": rule, "field": "review", "value": "2026-06-01", "voice": observed(),
                        "seen": bethan.seen(megan)});
    bethan.perform("set_field", &review);
    aled.perform("end", &json!({"card": rule, "reason": "A mistake", "seen": aled.seen(megan)}));
    assert_eq!(summaries(aled, megan).len(), 0);
    bethan.hand_to(aled);
    aled.hand_to(bethan);
    for phone in [aled, bethan] {
        assert_eq!(
            check(phone, megan, &records.tom),
            "refused",
            "it was changed by somebody who did not see the end"
        );
        assert_eq!(summaries(phone, megan).len(), 1, "and the individual is still told of it");
    }
}

#[test]
fn what_the_individual_is_told_of_a_rule_is_changed_by_the_rule_alone() {
    let records = Records::new();
    let (aled, megan) = (&records.aled, &records.megan);
    let rule = prohibit(aled, megan, &records.tom);
    let summary = summaries(aled, megan)[0]["card"].clone();
    let seen = || aled.seen(megan);
    let text = json!({"card": summary, "field": "text", "value": "Tom may visit", "voice": observed(),
                      "seen": seen(), "reason": "x"});
    assert_eq!(aled.attempt("set_field", &text).refusal(3), "guarded_field");
    let end = json!({"card": summary, "reason": "x", "seen": seen()});
    assert_eq!(aled.attempt("end", &end).refusal(3), "guarded_field");
    aled.perform("end", &json!({"card": rule, "reason": "It is over", "seen": seen()}));
    let reopen = json!({"card": summary, "reason": "x", "seen": seen()});
    assert_eq!(aled.attempt("reopen", &reopen).refusal(3), "guarded_field");
}

#[test]
fn a_second_summary_takes_nothing_from_the_first() {
    let records = Records::new();
    let (aled, bethan, megan) = (&records.aled, &records.bethan, &records.megan);
    let permit = json!({"individual": megan, "person": records.tom, "effect": "permit", "force": "legal",
                        "kind": "child_arrangements_order", "from": "2026-01-01", "state": "active", "until": "2026-12-01",
                        "verified": {"by": "Aled", "when": "2026-03-01"}});
    let rule = aled.make("set_restriction", "restriction", &permit);
    aled.hand_to(bethan);
    let impostor = "00000000-0000-4000-8000-0000000000aa";
    adversary::add(
        bethan,
        adversary::section(bethan, megan, "shared"),
        &[
            adversary::create(impostor, "rule_summary"),
            adversary::say(impostor, "restriction", 1, json!(rule), &observed()),
        ],
        &[],
    );
    bethan.hand_to(aled);
    let mut prohibit = permit;
    for (name, value) in [
        ("effect", json!("prohibit")),
        ("id", json!(rule)),
        ("seen", json!(aled.seen(megan))),
        ("reason", json!("A new order")),
    ] {
        prohibit[name] = value;
    }
    prohibit.as_object_mut().unwrap().remove("until");
    aled.perform("set_restriction", &prohibit);
    let told = summaries(aled, megan);
    assert_eq!(told.len(), 2);
    for summary in told {
        let fields = summary["fields"].as_array().unwrap();
        assert!(
            fields.iter().any(|field| field["text"].as_str().unwrap().contains("No contact")),
            "{summary}"
        );
        assert!(fields.iter().all(|field| field["field"] != "until"), "it does not end any more: {summary}");
    }
}

#[test]
fn a_revision_frees_nobody_whom_the_rule_is_about() {
    let records = Records::new();
    let (aled, megan) = (&records.aled, &records.megan);
    let dan = aled.person(megan, "Dan");
    let rule = prohibit(aled, megan, &records.tom);
    let other = json!({"individual": megan, "person": dan, "effect": "prohibit", "force": "legal", "kind": "dapo",
                       "from": "2026-01-01", "state": "active", "verified": {"by": "Aled", "when": "2026-03-01"},
                       "id": rule, "seen": aled.seen(megan), "reason": "Another name"});
    assert_eq!(aled.attempt("set_restriction", &other).refusal(3), "leaves_out_somebody");
    assert_eq!(check(aled, megan, &records.tom), "refused");
}

#[test]
fn a_restored_phone_does_not_answer_as_if_it_had_all_that_others_say_they_hold() {
    let records = Records::new();
    let (aled, megan) = (&records.aled, &records.megan);
    let ben = aled.admitted("Benedict", "worker");
    aled.hand_to(&ben);
    ben.perform("note", &json!({"individual": megan, "text": "Ben"}));
    ben.hand_to(aled);
    let old = ben.backup("ben-old");
    prohibit(aled, megan, &records.tom);
    aled.hand_to(&ben);
    ben.hand_to(aled);
    assert_eq!(check(&ben, megan, &records.tom), "refused");
    // His phone is put back to the backup, and he takes in what Aled makes for him now.
    aled.hand_to(&old);
    assert_eq!(check(&old, megan, &records.tom), "incomplete");
    let waiting = old.show("pending", &[])["waiting"].as_array().unwrap().clone();
    assert!(waiting.iter().any(|parcel| parcel["code"] == "known_elsewhere"), "{waiting:?}");
    old.hand_to(aled);
    aled.hand_to(&old);
    assert_eq!(check(&old, megan, &records.tom), "refused");
    assert_eq!(old.show("pending", &[])["waiting"], json!([]));
}

#[test]
fn a_copied_phone_is_told_that_a_section_of_its_other_life_is_missing() {
    let records = Records::new();
    let (aled, megan) = (&records.aled, &records.megan);
    let ben = aled.admitted("Benedict", "worker");
    aled.hand_to(&ben);
    ben.hand_to(aled);
    let copy = ben.backup("ben-copy");
    assert_eq!(check(&copy, megan, &records.tom), "allowed");
    let concern = json!({"individual": megan, "what": "The key is gone", "kind": "harm_to_individual",
                         "recipients": ["manager"], "readers": [aled.member]});
    ben.perform("raise_concern", &concern);
    ben.hand_to(aled);
    // Aled leaves out what this device said that it holds: its other life did.
    aled.hand_to(&copy);
    assert_eq!(check(&copy, megan, &records.tom), "incomplete");
    let waiting = copy.show("pending", &[])["waiting"].as_array().unwrap().clone();
    assert!(waiting.iter().any(|parcel| parcel["code"] == "known_elsewhere"), "{waiting:?}");
    // First it says that it knows nothing of the section, then that it holds nothing of it.
    for _ in 0..2 {
        copy.hand_to(aled);
        aled.hand_to(&copy);
    }
    assert_eq!(check(&copy, megan, &records.tom), "allowed");
    assert_eq!(copy.show("pending", &[])["waiting"], json!([]));
    assert_eq!(copy.hash(megan), ben.hash(megan));
}

#[test]
fn only_who_shares_a_record_may_say_that_a_section_of_it_is_missing_and_of_no_more_than_64() {
    let records = Records::new();
    let (aled, megan, idris) = (&records.aled, &records.megan, &records.idris);
    let gwen = aled.admitted_to("Gwen", "key_person", &[idris]);
    aled.hand_to(&gwen);
    let named = |individual: &str, first: u8, count: u8| {
        let document = |n: u8| DocumentId::from_bytes([n; 16]);
        let documents: Vec<DocumentId> = (first..first + count).map(document).collect();
        let bytes = adversary::bundle(&gwen, aled, |contents| {
            for document in &documents {
                let tip = Tip { sequence: 1, parcel: [document.to_bytes()[0]; 32] };
                let feed = FeedId::from_bytes(document.to_bytes());
                contents.heads.insert(*document, BTreeMap::from([(feed, vec![tip])]));
            }
            contents.whose.insert(individual.parse().unwrap(), documents.into_iter().collect());
        });
        let file = aled.file("named.kith");
        std::fs::write(&file, bytes).unwrap();
        aled.import(&file);
        aled.show("pending", &[])["waiting"].as_array().unwrap().len()
    };
    assert_eq!(named(megan, 1, 3), 0, "it is no record of hers");
    assert_eq!(check(aled, megan, &records.tom), "allowed");
    assert_eq!(named(idris, 11, 2), 2);
    assert_eq!(check(aled, idris, &records.dan), "incomplete", "it may hold a rule");
    assert_eq!(check(aled, megan, &records.tom), "allowed");
    assert_eq!(named(idris, 21, 100), 64);
}

#[test]
fn a_plan_that_became_forbidden_is_raised_however_often_or_far_ahead_it_is() {
    let often = json!({"start": "2025-12-01T08:00:00+00:00", "rrule": "FREQ=DAILY;BYHOUR=8,12,16,20"});
    let far = json!({"start": "2026-05-20T08:00:00+00:00"});
    let yearly = json!({"start": "2025-06-01T08:00:00+00:00", "rrule": "FREQ=YEARLY"});
    for times in [often, far, yearly] {
        let aled = Phone::founded("Aled");
        let megan = aled.individual("Megan");
        let tom = aled.person(&megan, "Tom");
        let mut plan = json!({"individual": megan, "people": [tom], "mode": "phone"});
        plan.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
        aled.perform("plan_contact", &plan);
        prohibit(&aled, &megan, &tom);
        let alerts = aled.show("today", &[])["alerts"].as_array().unwrap().clone();
        assert!(alerts.iter().any(|alert| alert["what"] == "plan_forbidden"), "{times}: {alerts:?}");
    }
}

#[test]
fn contact_that_is_due_is_asked_of_the_rules() {
    let aled = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let plan =
        json!({"individual": megan, "people": [tom], "mode": "phone", "start": "2025-09-01T10:00:00+00:00"});
    let plan = aled.make("plan_contact", "plan", &plan);
    let days = json!({"card": plan, "field": "every_days", "value": 30, "voice": observed(),
                      "seen": aled.seen(&megan), "reason": "She asked for it"});
    aled.perform("set_field", &days);
    prohibit(&aled, &megan, &tom);
    let today = aled.show("today", &[]);
    let due: Vec<&Value> =
        today["due"].as_array().unwrap().iter().filter(|item| item["what"] == "contact").collect();
    assert_eq!(due.len(), 1, "{today}");
    assert_eq!(due[0]["check"]["outcome"], "refused");
    let alerts = today["alerts"].as_array().unwrap();
    assert!(alerts.iter().any(|alert| alert["what"] == "plan_forbidden"), "{alerts:?}");
}

#[test]
fn an_older_file_taken_in_once_more_takes_nothing_back_of_what_is_known_to_be_missing() {
    let records = Records::new();
    let (aled, bethan, megan, tom) = (&records.aled, &records.bethan, &records.megan, &records.tom);
    let older = bethan.export(aled, "older.kith");
    aled.import(&older);
    let backup = aled.backup("before-the-rule");
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "state": "active", "verified": {"by": "Bethan", "when": "2026-03-01"}});
    bethan.perform("set_restriction", &rule);
    bethan.hand_to(aled);
    aled.hand_to(bethan);
    // Aled's phone is put back; what Bethan gives him from now on leaves out what he proved to hold.
    backup.import(&bethan.export(&backup, "newer.kith"));
    assert_eq!(records.check(&backup, megan, tom)["outcome"], "incomplete");
    for file in ["older.kith", "newer.kith", "older.kith"] {
        backup.import(&bethan.file(file));
        assert_eq!(records.check(&backup, megan, tom)["outcome"], "incomplete", "after {file}");
    }
    backup.hand_to(bethan);
    bethan.hand_to(&backup);
    assert_eq!(records.check(&backup, megan, tom)["outcome"], "refused");
}
