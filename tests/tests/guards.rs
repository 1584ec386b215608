//! What one member can do to what others wrote, by hand and by command: the guards of the merge rules, through the program
//! that ships.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use kith_domain::id::DocumentId;
use kith_tests::adversary;
use kith_tests::terminal::{NOW, Phone, observed, own, photo};
use kith_vault::{ParcelRow, ParcelState};
use serde_json::{Value, json};

#[path = "guards/admission.rs"]
mod admission;
#[path = "guards/attachments.rs"]
mod attachments;
#[path = "guards/concerns.rs"]
mod concerns;
#[path = "guards/consents.rs"]
mod consents;
#[path = "guards/document.rs"]
mod document;
#[path = "guards/entries.rs"]
mod entries;
#[path = "guards/rules.rs"]
mod rules;
#[path = "guards/together.rs"]
mod together;

/// Two phones that hold two records, with one person in each.
struct Records {
    aled: Phone,
    bethan: Phone,
    megan: String,
    idris: String,
    tom: String,
    dan: String,
}

impl Records {
    fn new() -> Self {
        let aled = Phone::founded("Aled");
        let (megan, idris) = (aled.individual("Megan"), aled.individual("Idris"));
        let (tom, dan) = (aled.person(&megan, "Tom"), aled.person(&idris, "Dan"));
        let bethan = aled.admitted("Bethan", "worker");
        aled.hand_to(&bethan);
        for individual in [&megan, &idris] {
            bethan.perform(
                "say",
                &json!({"individual": individual, "text": "Hello", "voice": own(), "kind": "words",
                                          "occurred": {"at": NOW}}),
            );
        }
        bethan.hand_to(&aled);
        Self { aled, bethan, megan, idris, tom, dan }
    }

    fn check(&self, phone: &Phone, individual: &str, person: &str) -> Value {
        let at = [("individual", individual), ("person", person), ("mode", "phone")];
        phone.show("check", &at)
    }

    fn shared(&self, individual: &str) -> DocumentId {
        adversary::section(&self.bethan, individual, "shared")
    }

    fn name(&self, individual: &str, person: &str) -> Value {
        let shown = self.aled.show("person", &[("individual", individual), ("person", person)]);
        let fields = shown["fields"].as_array().unwrap();
        fields.iter().find(|field| field["field"] == "name").unwrap()["values"].clone()
    }
}

#[test]
fn a_clock_far_ahead_is_told_of_the_records_it_wrote_in_and_of_no_other() {
    let records = Records::new();
    let (aled, bethan) = (&records.aled, &records.bethan);
    let note = json!({"individual": records.megan, "text": "By a clock far ahead"});
    bethan.at("2150-01-01T00:00:00+00:00").perform("note", &note);
    bethan.hand_to(aled);
    let here = records.check(aled, &records.megan, &records.tom);
    assert_eq!(here["outcome"], "ask", "{here}");
    let words = here["because"].to_string();
    assert!(here["codes"].to_string().contains("clock_behind") && words.contains("Bethan"), "{here}");
    let elsewhere = records.check(aled, &records.idris, &records.dan);
    assert_eq!(
        (&elsewhere["outcome"], &elsewhere["codes"]),
        (&json!("allowed"), &json!(["no_rule_recorded"]))
    );
    // Within the skew of phones, nothing is asked.
    assert_eq!(
        records.check(&aled.at("2026-03-02T08:55:00+00:00"), &records.idris, &records.dan)["outcome"],
        "allowed"
    );
    // A clock that was set back here is told of every record, also of one that this phone wrote nothing in since.
    let back = records.check(&aled.at("2025-03-02T09:00:00+00:00"), &records.idris, &records.dan);
    assert_eq!(back["outcome"], "ask", "{back}");
    aled.at("2026-04-01T09:00:00+00:00")
        .perform("note", &json!({"individual": records.megan, "text": "Later"}));
    let back = records.check(&aled.at("2026-03-20T09:00:00+00:00"), &records.idris, &records.dan);
    assert!(back["codes"].to_string().contains("clock_behind"), "{back}");
    assert!(back["because"].to_string().contains("This device"), "{back}");
    assert_eq!(aled.run(&["doctor"], b"").status, Some(0), "rebuilt from the parcels it is the same");
}

#[test]
fn what_only_names_a_section_changes_no_answer() {
    let records = Records::new();
    let (aled, megan) = (&records.aled, &records.megan);
    let outcome = || records.check(aled, megan, &records.tom)["outcome"].clone();
    let document = records.shared(megan);
    let genuine = adversary::vault(aled).read().parcels(document).unwrap().remove(0);
    let file = |bytes: Vec<u8>| {
        let parcel = kith_sync::Parcel::from_bytes(&bytes).unwrap();
        let row = ParcelRow {
            id: kith_sync::parcel_id(&bytes),
            feed: kith_domain::id::FeedId::from_bytes(parcel.header.feed),
            bytes,
            state: ParcelState::Waiting,
            code: Some("waiting_for_feed".to_owned()),
            ..genuine.clone()
        };
        adversary::vault(aled).write(|tx| tx.insert_parcel(&row)).unwrap();
    };
    let mut junk = kith_sync::Parcel::from_bytes(&genuine.bytes).unwrap();
    junk.header.feed = [7; 16];
    junk.ciphertext.reverse();
    file(junk.to_bytes());
    assert_eq!(outcome(), "allowed");
    let pending = aled.show("pending", &[]);
    assert_eq!(pending["waiting"].as_array().unwrap().len(), 1, "kept and shown: {pending}");
    assert_eq!(aled.show("map", &[("individual", megan)])["warnings"], json!([]));
    // What a reader signed may hold a rule, and is waited for.
    records.bethan.perform("note", &json!({"individual": megan, "text": "In the section of the team"}));
    adversary::add(&records.bethan, document, &[], &[]);
    let last = adversary::vault(&records.bethan).read().parcels(document).unwrap();
    let here = adversary::vault(aled).read().parcels(document).unwrap();
    let last = last.into_iter().find(|row| here.iter().all(|held| held.id != row.id)).unwrap();
    file(last.bytes);
    assert_eq!(outcome(), "incomplete");
}

#[test]
fn a_voice_of_a_newer_app_is_shown_and_guards_strictest() {
    let records = Records::new();
    let (aled, megan, tom) = (&records.aled, &records.megan, &records.tom);
    let rule = json!({"individual": megan, "person": tom, "effect": "permit", "force": "legal", "from": "2026-01-01",
                      "kind": "child_arrangements_order", "state": "active",
                      "verified": {"by": "Aled", "when": "2026-03-01"}});
    let rule = aled.make("set_restriction", "restriction", &rule);
    aled.hand_to(&records.bethan);
    assert_eq!(records.check(aled, megan, tom)["outcome"], "allowed");
    let newer = json!({"speaker": "friend_of_the_court", "how": "own_words", "method": "hologram"});
    let terms = json!({"people": [tom], "effect": "permit", "force": "legal_verified", "kind": "other",
                       "from": "2026-01-01"});
    let team = adversary::section(&records.bethan, megan, "team");
    records.bethan.perform("note", &json!({"individual": megan, "text": "A feed there"}));
    adversary::add(&records.bethan, team, &[adversary::say(&rule, "terms", 1, terms, &newer)], &[]);
    let tie =
        json!({"individual": megan, "to": tom, "kind": "friend", "circle": "friendship", "voice": own()});
    let tie = aled.make("add_relationship", "relationship", &tie);
    aled.hand_to(&records.bethan);
    let said = [
        adversary::say(tom, "name", 2, json!("Thomas"), &newer),
        adversary::say(&tie, "quality/friend_of_the_court", 3, json!("strong"), &newer),
    ];
    adversary::add(&records.bethan, records.shared(megan), &said, &[]);
    records.bethan.hand_to(aled);
    let check = records.check(aled, megan, tom);
    assert_eq!(check["outcome"], "refused", "{check}");
    assert!(check["codes"].to_string().contains("not_understood"), "{check}");
    assert!(records.name(megan, tom).to_string().contains("Thomas"), "{}", records.name(megan, tom));
    let map = aled.show("map", &[("individual", megan)])["people"].to_string();
    assert!(map.contains("somebody (in a newer version of Kith)"), "{map}");
    // Handed on, it is what it was.
    let dewi = aled.admitted("Dewi", "manager");
    aled.hand_to(&dewi);
    assert_eq!(dewi.hash(megan), aled.hash(megan));
    let held = adversary::vault(&dewi).read().cards(megan.parse().unwrap(), None).unwrap();
    assert!(held.iter().any(|row| row.json.contains("friend_of_the_court") && row.json.contains("hologram")));
}

#[test]
fn a_card_of_another_section_is_neither_hidden_nor_replaced_by_its_id() {
    let records = Records::new();
    let (aled, bethan) = (&records.aled, &records.bethan);
    let people = [(&records.megan, &records.tom, "Tom"), (&records.idris, &records.dan, "Dan")];
    for (number, (individual, _, _)) in (1..).zip(&people) {
        let (_, other, _) = people.iter().find(|(record, ..)| record != individual).unwrap();
        let edits = [
            adversary::create(other, "person"),
            adversary::say(other, "name", number * 10, json!("Impostor"), &observed()),
            adversary::create("00000000-0000-4000-8000-000000000001", "individual"),
            adversary::say(
                "00000000-0000-4000-8000-000000000001",
                "name",
                number * 10 + 1,
                json!("Somebody else"),
                &observed(),
            ),
        ];
        adversary::add(bethan, records.shared(individual), &edits, &[]);
    }
    bethan.hand_to(aled);
    for (individual, person, name) in people {
        assert_eq!(records.name(individual, person), json!([name]));
        let found = aled.show("search", &[("text", name)]);
        assert!(found.to_string().contains(person.as_str()), "{found}");
        let seen = aled.seen(individual);
        let change =
            json!({"card": person, "field": "pronouns", "value": "he", "voice": observed(), "seen": seen});
        aled.perform("set_field", &change);
        let card = aled.show("person", &[("individual", individual), ("person", person)]);
        assert!(card["fields"].to_string().contains("pronouns"), "{card}");
        let end = json!({"card": person, "reason": "It was a mistake", "seen": aled.seen(individual)});
        aled.perform("end", &end);
    }
    let names: Vec<Value> =
        aled.show("caseload", &[]).as_array().unwrap().iter().map(|held| held["name"].clone()).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&json!("Megan")) && names.contains(&json!("Idris")), "{names:?}");
    assert_eq!(aled.run(&["doctor"], b"").status, Some(0));
}

#[test]
fn a_plan_that_is_changed_is_asked_of_the_rules_as_one_that_is_made() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let (tom, dan) = (aled.person(&megan, "Tom"), aled.person(&megan, "Dan"));
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "state": "active", "verified": {"by": "Aled", "when": "2026-03-01"},
                      "modes": {"letter": {"rule": "conditional", "condition": "Read before it is sent"}}});
    aled.perform("set_restriction", &rule);
    let plan =
        json!({"individual": megan, "people": [dan], "mode": "phone", "start": "2026-03-10T10:00:00+00:00"});
    let plan = aled.make("plan_contact", "plan", &plan);
    let set = |field: &str, value: Value| {
        aled.attempt(
            "set_field",
            &json!({"card": plan, "field": field, "value": value, "voice": observed(), "seen": aled.seen(&megan),
                    "reason": "It changed"}),
        )
    };
    let before = aled.hash(&megan);
    let refused = set("people", json!([dan, tom]));
    assert_eq!(refused.refusal(4), "contact_restricted", "{}", refused.json);
    assert_eq!(aled.hash(&megan), before);
    assert_eq!(set("people", json!([megan])).refusal(3), "unknown_id");
    assert_eq!(set("mode", json!("letter")).status, Some(0));
    let told = set("people", json!([tom]));
    assert_eq!(told.data()["shown"]["outcome"], "conditions", "{}", told.json);
    assert_eq!(told.data()["shown"]["conditions"], json!(["Read before it is sent"]));
    assert_eq!(set("mode", json!("phone")).refusal(4), "contact_restricted");
    assert_eq!(set("rrule", json!("FREQ=WEEKLY;COUNT=2")).data()["shown"]["outcome"], "conditions");
    assert_eq!(set("start", json!("2026-03-11T10:00:00+00:00")).data()["shown"]["outcome"], "conditions");
    let held = aled.show("individual", &[("individual", &megan)]).to_string();
    assert!(held.contains("conditions"), "what the check said is kept with the plan");
}
