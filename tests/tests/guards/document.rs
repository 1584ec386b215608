//! What changes made by hand can do to a section: they hide nothing, and take the means to answer from nobody.

use kith_document::{Document, Edit};
use kith_domain::id::DocumentId;
use kith_tests::adversary;
use kith_tests::terminal::{NOW, Phone, observed, own};
use serde_json::{Value, json};

/// A record with one person in it. Mal is an ordinary worker who has written in its sections before.
struct Record {
    aled: Phone,
    mal: Phone,
    megan: String,
    tom: String,
}

impl Record {
    fn new() -> Self {
        let aled = Phone::founded("Aled");
        let megan = aled.individual("Megan");
        let tom = aled.person(&megan, "Tom");
        let mal = aled.admitted("Mal", "worker");
        aled.hand_to(&mal);
        mal.perform("say", &json!({"individual": megan, "text": "Hello", "voice": own(), "kind": "words", "occurred": {"at": NOW}}));
        mal.perform("note", &json!({"individual": megan, "text": "A feed there"}));
        mal.hand_to(&aled);
        Self { aled, mal, megan, tom }
    }

    fn section(&self, kind: &str) -> DocumentId {
        adversary::section(&self.mal, &self.megan, kind)
    }

    fn prohibit(&self) -> String {
        let rule = json!({"individual": self.megan, "person": self.tom, "effect": "prohibit", "force": "legal",
                          "kind": "dapo", "from": "2026-01-01", "state": "active",
                          "verified": {"by": "Aled", "when": "2026-03-01"}});
        self.aled.make("set_restriction", "restriction", &rule)
    }

    fn concern(&self) -> String {
        let raise = json!({"individual": self.megan, "what": "The key is gone", "kind": "harm_to_individual",
                           "danger": "imminent", "recipients": ["manager"], "readers": [self.mal.member]});
        let concern = self.aled.make("raise_concern", "concern", &raise);
        self.aled.hand_to(&self.mal);
        let seen = self.mal.show("concern", &[("concern", &concern)])["seen"].clone();
        self.mal.perform(
            "answer_concern",
            &json!({"concern": concern, "from": "Mal", "text": "x", "seen": seen}),
        );
        self.mal.hand_to(&self.aled);
        concern
    }

    fn outcome(&self) -> Value {
        let at = [("individual", self.megan.as_str()), ("person", &self.tom), ("mode", "phone")];
        self.aled.show("check", &at)["outcome"].clone()
    }

    /// What Mal writes in a section as if nothing had been in it, handed to Aled.
    fn blind(&self, section: &str, edits: &[Edit]) {
        let document = self.section(section);
        adversary::add_changes(&self.mal, document, |feed| {
            let mut blind = Document::new(document);
            let seen = blind.heads();
            blind.edit(feed, &seen, edits).unwrap().changes
        });
        self.mal.hand_to(&self.aled);
    }

    fn fails(&self, phone: &Phone) -> Vec<String> {
        let of = ("individual", self.megan.as_str());
        let person = ("person", self.tom.as_str());
        let screens: Vec<(&str, Vec<(&str, &str)>)> = vec![
            ("today", vec![]),
            ("caseload", vec![]),
            ("needs_look", vec![]),
            ("individual", vec![of]),
            ("map", vec![of]),
            ("differences", vec![of]),
            ("timeline", vec![of]),
            ("audit", vec![of]),
            ("hash", vec![of]),
            ("person", vec![of, person]),
            ("check", vec![of, person, ("mode", "phone")]),
            ("plan_form", vec![of]),
            ("search", vec![("text", "Tom")]),
        ];
        let told = screens.into_iter().map(|(name, at)| (name, phone.look(name, &at)));
        told.filter(|(_, told)| told.status != Some(0))
            .map(|(name, told)| format!("{name}: {}", told.json))
            .collect()
    }

    fn doctor(&self) -> String {
        self.aled.run(&["doctor"], b"").json.to_string()
    }
}

#[test]
fn a_card_made_once_more_as_something_else_is_still_what_it_was() {
    let record = Record::new();
    let (aled, megan) = (&record.aled, &record.megan);
    let rule = record.prohibit();
    let consent = json!({"individual": megan, "purpose": "Sharing photos", "decision": "withdrawn", "scope": ["photos"],
                         "recipients": ["Tom"], "voice": own()});
    let consent = aled.make("give_consent", "consent", &consent);
    let concern = record.concern();
    let own_card = aled.show("individual", &[("individual", megan)])["card"].as_str().unwrap().to_owned();
    assert_eq!((record.outcome(), record.doctor().contains("card_kind_differs")), (json!("refused"), false));
    let again = [
        ("team", &rule),
        ("shared", &consent),
        ("concern", &concern),
        ("shared", &own_card),
        ("shared", &record.tom),
    ];
    let all = again.into_iter().flat_map(|place| ["aaa", "restriction", "zzz"].map(|kind| (place, kind)));
    for (number, ((section, card), kind)) in (10..).zip(all) {
        let said = adversary::say(card, "name", number, json!("x"), &observed());
        record.blind(section, &[adversary::create(card, kind), said]);
    }
    assert_eq!(record.outcome(), "refused");
    assert_eq!(record.fails(aled), Vec::<String>::new());
    let shown = aled.show("individual", &[("individual", megan)]);
    assert_eq!(shown["card"], json!(own_card));
    assert!(shown["cards"].to_string().contains(&consent), "{shown}");
    assert_eq!(aled.look("concern", &[("concern", &concern)]).status, Some(0));
    let doctor = record.doctor();
    assert!(doctor.contains("card_kind_differs") && !doctor.contains("caches_differ"), "{doctor}");
    let seen = aled.seen(megan);
    aled.perform(
        "set_field",
        &json!({"card": record.tom, "field": "pronouns", "value": "he", "voice": observed(), "seen": seen}),
    );
}

#[test]
fn what_is_nested_too_deep_or_of_no_time_stops_no_screen() {
    let record = Record::new();
    assert_eq!(record.prohibit().len(), 36);
    record.aled.hand_to(&record.mal);
    let card = |number: u8| format!("00000000-0000-4000-8000-0000000000{number:02}");
    let deep = (0..125).fold(json!("x"), |inner, _| json!([inner]));
    let terms = |time: &str| json!({"people": [record.tom], "effect": "permit", "force": "legal_unverified", "kind": "dvpn", "from": time});
    let mut edits = vec![
        adversary::create(&card(1), "restriction"),
        adversary::say(&card(1), "note", 1, deep, &observed()),
    ];
    for (number, time) in [(2, "+262142-12-31"), (3, "-262143-01-01"), (4, "+262142-12-31T23:59:59-23:59")] {
        edits.push(adversary::create(&card(number), "restriction"));
        edits.push(adversary::say(&card(number), "terms", number, terms(time), &observed()));
        edits.push(adversary::say(&card(number), "review", number + 10, json!(time), &observed()));
        let plan = card(number + 10);
        let said = [
            ("start", json!(time)),
            ("mode", json!("phone")),
            ("people", json!([record.tom])),
            ("rrule", json!("FREQ=DAILY")),
        ];
        edits.push(adversary::create(&plan, "contact_plan"));
        for (offset, (field, value)) in (1..).zip(said) {
            edits.push(adversary::say(&plan, field, number * 10 + 20 + offset, value, &observed()));
        }
    }
    adversary::add(&record.mal, record.section("team"), &edits, &[]);
    record.mal.hand_to(&record.aled);
    assert_eq!(record.fails(&record.aled), Vec::<String>::new());
    assert_eq!(record.fails(&record.aled.at("2026-06-02T10:00:00-05:00")), Vec::<String>::new());
    assert_eq!(record.outcome(), "refused");
}
