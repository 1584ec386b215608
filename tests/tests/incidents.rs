//! How others in this field lost or hid people's data, each as what must hold here, through the program that ships. The
//! numbers are names: one number is one thing that happened, here and in `crash/incidents.rs`. Crashes at single writes are in
//! `crash.rs`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kith_tests::terminal::{NOW, Phone, observed, own};
use serde_json::{Value, json};

#[path = "incidents/damage.rs"]
mod damage;
#[path = "incidents/keys.rs"]
mod keys;
#[path = "incidents/map.rs"]
mod map;

/// Two phones that hold one record with one person and one relationship.
struct Two {
    aled: Phone,
    bethan: Phone,
    megan: String,
    tom: String,
    tie: String,
}

impl Two {
    fn new() -> Self {
        let aled = Phone::founded("Aled");
        let megan = aled.individual("Megan");
        let tom = aled.person(&megan, "Tom");
        let tie =
            json!({"individual": megan, "to": tom, "kind": "friend", "circle": "friendship", "voice": own()});
        let tie = aled.make("add_relationship", "relationship", &tie);
        let bethan = aled.admitted("Bethan", "worker");
        aled.hand_to(&bethan);
        Self { aled, bethan, megan, tom, tie }
    }

    fn exchange(&self) {
        self.aled.hand_to(&self.bethan);
        self.bethan.hand_to(&self.aled);
        assert_eq!(self.aled.hash(&self.megan), self.bethan.hash(&self.megan));
    }

    fn set(&self, phone: &Phone, card: &str, field: &str, value: &Value) {
        let seen = phone.seen(&self.megan);
        phone.perform(
            "set_field",
            &json!({"card": card, "field": field, "value": value, "voice": observed(),
                                           "seen": seen, "reason": "As I saw it"}),
        );
    }

    fn differences(&self, phone: &Phone) -> Vec<Value> {
        phone.show("differences", &[("individual", &self.megan)]).as_array().unwrap().clone()
    }

    fn person(&self, phone: &Phone, id: &str) -> Value {
        phone.show("person", &[("individual", &self.megan), ("person", id)])
    }

    /// A card as the individual's screen has it; null where it is not among those in use.
    fn card(&self, phone: &Phone, id: &str) -> Value {
        let screen = phone.show("individual", &[("individual", &self.megan)]);
        let cards = screen["cards"].as_array().unwrap();
        cards.iter().find(|card| card["card"] == id).cloned().unwrap_or(Value::Null)
    }
}

fn field<'a>(card: &'a Value, name: &str) -> &'a Value {
    card["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).unwrap()
}

#[test]
fn incident_01_two_workers_edit_one_field_and_both_values_are_kept_until_a_person_settles_it() {
    let two = Two::new();
    two.set(&two.aled.at("2026-03-03T10:00:00+00:00"), &two.tom, "name", &json!("Thomas"));
    two.set(&two.bethan.at("2026-03-04T11:00:00+00:00"), &two.tom, "name", &json!("Tommy"));
    two.exchange();
    for phone in [&two.aled, &two.bethan] {
        let differences = two.differences(phone);
        assert_eq!(differences.len(), 1, "{differences:?}");
        let mut said: Vec<(&str, &str, &str)> = differences[0]["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|said| {
                let of = |name: &str| said[name].as_str().unwrap();
                (of("author"), of("value"), of("recorded"))
            })
            .collect();
        said.sort_unstable();
        assert_eq!((said[0].0, said[0].1), ("Aled", "Thomas"));
        assert_eq!((said[1].0, said[1].1), ("Bethan", "Tommy"));
        assert!(said[0].2.contains("10:00") && said[1].2.contains("11:00"), "{said:?}");
        let text = field(&two.person(phone, &two.tom), "name")["values"].to_string();
        assert!(text.contains("Thomas") && text.contains("Tommy"), "both are shown: {text}");
    }
    let found = two.differences(&two.bethan).remove(0);
    let ids: Vec<&Value> = found["values"].as_array().unwrap().iter().map(|said| &said["fact_id"]).collect();
    let mut settling = json!({"difference": found["id"], "fact_ids": ids, "value": "Tommy", "reason": ""});
    assert_eq!(two.bethan.attempt("settle", &settling).refusal(3), "reason_needed");
    settling["reason"] = json!("He told me himself");
    let mut unseen = settling.clone();
    unseen["fact_ids"] = json!([ids[0]]);
    assert_eq!(two.bethan.attempt("settle", &unseen).refusal(3), "difference_changed");
    two.bethan.perform("settle", &settling);
    two.exchange();
    for phone in [&two.aled, &two.bethan] {
        assert_eq!(two.differences(phone), Vec::<Value>::new());
        assert_eq!(field(&two.person(phone, &two.tom), "name")["values"], json!(["Tommy"]));
    }
}

#[test]
fn incident_02_things_in_lists_have_identities_and_never_positions() {
    let two = Two::new();
    let people: Vec<String> = ["Ann", "Bob", "Cat"].map(|name| two.aled.person(&two.megan, name)).into();
    two.exchange();
    // One ends the first while the other changes the second.
    let seen = two.aled.seen(&two.megan);
    two.aled.perform("end", &json!({"card": people[0], "reason": "Added by mistake", "seen": seen}));
    two.set(&two.bethan, &people[1], "name", &json!("Bobby"));
    two.exchange();
    for phone in [&two.aled, &two.bethan] {
        assert_eq!(field(&two.person(phone, &people[1]), "name")["values"], json!(["Bobby"]));
        assert_eq!(field(&two.person(phone, &people[2]), "name")["values"], json!(["Cat"]));
        let map = phone.show("map", &[("individual", &two.megan)]);
        let names: BTreeSet<&str> =
            map["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect();
        assert_eq!(names, BTreeSet::from(["Bobby", "Cat", "Tom"]));
    }
}

#[test]
fn incident_05_an_app_that_is_killed_leaves_the_old_state_or_the_new_one() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let visit = |line: &str| {
        json!({"individual": megan, "occurred": {"at": NOW}, "happened": {"outcome": "happened"}, "line": line,
               "contacts": [{"person": tom, "mode": "phone", "outcome": "happened", "before": 2, "after": 4}],
               "observations": [{"scale": "five_faces", "value": 4, "voice": own()}],
               "words": [{"text": format!("words of {line}"), "lang": "en", "voice": own()}], "worry": "no",
               "follow_ups": [{"what": format!("call after {line}"), "who": "Aled", "when": "2026-03-09"}]})
    };
    let (mut whole, mut killed) = (0, 0);
    for round in 0..40u64 {
        let line = format!("visit number{round:03}");
        let mut child = phone.start(&["do", "record_visit"], visit(&line).to_string().as_bytes());
        // Killed a little later each time: from before it opens the vault until after it has answered.
        std::thread::park_timeout(Duration::from_micros(700 * round));
        child.kill().unwrap();
        let status = child.wait().unwrap();
        killed += u32::from(status.code().is_none());
        let timeline = phone.timeline(&megan);
        let kinds: BTreeSet<&str> = timeline
            .iter()
            .filter(|item| item["body"]["visit"].is_null() && item["body"]["line"] == line.as_str())
            .map(|item| item["kind"].as_str().unwrap())
            .collect();
        let visits: Vec<&Value> =
            timeline.iter().filter(|item| item["body"]["line"] == line.as_str()).collect();
        let parts = visits.first().map_or(0, |visit| {
            timeline.iter().filter(|item| item["body"]["visit"] == visit["entry"]).count()
        });
        let hits = phone.show("search", &[("text", &line[6..])]);
        let calls = hits.as_array().unwrap().iter().any(|hit| hit["kind"] == "card");
        let (found, rest) = (visits.len(), (parts, calls, kinds.len()));
        match found {
            0 => assert_eq!(rest, (0, false, 0), "half of {line}"),
            1 => assert_eq!(rest, (3, true, 1), "half of {line}"),
            more => panic!("{line} is there {more} times"),
        }
        whole += found;
        assert!(status.code() != Some(0) || found == 1, "{line} was said to be recorded");
    }
    assert!(killed > 5, "{killed} were killed");
    let doctor = phone.run(&["doctor"], b"");
    assert_eq!((doctor.status, &doctor.data()["problems"]), (Some(0), &json!([])));
    phone.perform("record_visit", &visit("the last"));
    assert_eq!(phone.timeline(&megan).iter().filter(|item| item["kind"] == "visit").count(), whole + 1);
}

#[test]
fn incident_06_an_end_stays_an_end_unless_someone_changed_it_unseen() {
    // A stale phone that hands over what it had before brings nothing back.
    let two = Two::new();
    let stale = two.bethan.backup("stale");
    let seen = two.aled.seen(&two.megan);
    two.aled.perform("end", &json!({"card": two.tie, "reason": "They fell out", "seen": seen}));
    two.exchange();
    stale.perform("say", &json!({"individual": two.megan, "text": "Hello", "voice": own()}));
    stale.hand_to(&two.aled);
    assert_eq!(
        two.card(&two.aled, &two.tie)["standing"],
        Value::Null,
        "ended, and so not among those in use"
    );
    let person = two.aled.show("person", &[("individual", &two.megan), ("person", &two.tom)]);
    assert_eq!(person["relationships"][0]["standing"], "ended", "and yet nothing is removed");
    // To change it again takes an explicit reopening.
    let edit = json!({"card": two.tie, "field": "status", "value": "existing", "voice": own(),
                      "seen": two.aled.seen(&two.megan), "reason": "Friends again"});
    assert_eq!(two.aled.attempt("set_field", &edit).refusal(3), "card_ended");

    // Somebody who had not seen the end changed it: that is said, on both phones.
    let two = Two::new();
    let seen = two.aled.seen(&two.megan);
    two.aled.perform("end", &json!({"card": two.tie, "reason": "They fell out", "seen": seen}));
    two.set(&two.bethan, &two.tie, "kind", &json!("partner"));
    two.exchange();
    for phone in [&two.aled, &two.bethan] {
        let person = phone.show("person", &[("individual", &two.megan), ("person", &two.tom)]);
        assert_eq!(person["relationships"][0]["standing"], "ended_changed_meanwhile");
    }
}

#[test]
fn incident_07_nothing_is_called_received_before_another_device_proved_it() {
    let two = Two::new();
    two.exchange();
    let unproved = |phone: &Phone| {
        let (pending, today) = (phone.show("pending", &[]), phone.show("today", &[]));
        assert_eq!(pending["unproved"], today["unproved"]);
        let sections = pending["sections"].as_array().unwrap().iter();
        let open: u64 = sections
            .map(|section| section["made"].as_u64().unwrap() - section["proved"].as_u64().unwrap())
            .sum();
        assert_eq!(pending["unproved"], json!(open));
        open
    };
    assert_eq!(unproved(&two.aled), 0);
    two.aled.perform("note", &json!({"individual": two.megan, "text": "One more"}));
    assert_eq!(unproved(&two.aled), 1);
    let bundle = two.aled.export(&two.bethan, "not-sent.kith");
    assert_eq!(unproved(&two.aled), 1, "written to a file is nowhere else yet");
    let older = two.bethan.export(&two.aled, "older.kith");
    two.bethan.import(&bundle);
    assert_eq!(unproved(&two.aled), 1);
    two.aled.import(&older);
    assert_eq!(unproved(&two.aled), 1, "a bundle made before proves nothing of what came later");
    two.bethan.hand_to(&two.aled);
    assert_eq!(unproved(&two.aled), 0);
}

#[test]
fn incident_10_no_editing_path_skips_the_reason() {
    // long: one table of every path that replaces something.
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let idris = phone.individual("Idris");
    let tom = phone.person(&megan, "Tom");
    let entry =
        phone.make("say", "statement", &json!({"individual": megan, "text": "Hello", "voice": own()}));
    let rule = json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
                      "modes": {"phone": {"rule": "none"}}, "from": "2026-01-01", "state": "active"});
    let restriction = phone.make("set_restriction", "restriction", &rule);
    let consent = json!({"individual": megan, "purpose": "Photos", "decision": "given", "voice": own()});
    let consent_id = phone.make("give_consent", "consent", &consent);
    let concern = json!({"individual": megan, "what": "Bruises", "kind": "harm_to_individual",
                         "recipients": ["manager"], "danger": "short"});
    let concern = phone.make("raise_concern", "concern", &concern);
    let ended = phone.person(&megan, "Ann");
    phone.perform("end", &json!({"card": ended, "reason": "Moved away", "seen": phone.seen(&megan)}));
    let seen = phone.seen(&megan);
    let concern_seen = phone.show("concern", &[("concern", &concern)])["seen"].clone();
    let with = |given: &Value, more: Value| {
        let mut given = given.as_object().unwrap().clone();
        given.extend(more.as_object().unwrap().clone());
        Value::Object(given)
    };
    // Every command that replaces, ends or settles something, but for its reason. Settling is in incident 1.
    let edits: [(&str, Value); 11] = [
        (
            "set_field",
            json!({"card": tom, "field": "name", "value": "Thomas", "voice": observed(), "seen": seen}),
        ),
        ("end", json!({"card": tom, "seen": seen})),
        ("reopen", json!({"card": ended, "seen": seen})),
        ("set_restriction", with(&rule, json!({"id": restriction, "seen": seen}))),
        ("set_restriction", with(&rule, json!({"id": restriction, "seen": seen, "state": "lifted"}))),
        ("give_consent", with(&consent, json!({"id": consent_id, "decision": "withdrawn", "seen": seen}))),
        ("amend", json!({"entry": entry, "changes": {"text": "Hullo"}})),
        ("refile", json!({"entry": entry, "to_individual": idris})),
        ("escalate_concern", json!({"concern": concern, "to": "adult_social_care"})),
        (
            "lower_concern",
            json!({"concern": concern, "danger": "long", "second_person": "Bethan", "seen": concern_seen}),
        ),
        ("give_access", json!({"individual": megan, "member": phone.member})),
    ];
    let before = phone.state();
    for (name, edit) in &edits {
        for none in [Value::Null, json!(""), json!("  \n ")] {
            let told = phone.attempt(name, &with(edit, json!({ "reason": none })));
            assert_eq!(told.status, Some(3), "{name} with {none}: {}", told.json);
            let fields =
                told.json["error"]["fields"].to_string() + told.json["error"]["code"].as_str().unwrap();
            assert!(fields.contains("reason") || fields.contains("invalid_input"), "{name}: {}", told.json);
        }
        assert_eq!(phone.attempt(name, edit).status, Some(3), "{name} without one");
    }
    assert_eq!(phone.state(), before);
    // The list is whole: whatever takes the token of a screen, or names what it changes, is on it or adds only.
    let schema = phone.run(&["schema"], b"").data().clone();
    let listed: BTreeSet<&str> =
        edits.iter().map(|(name, _)| *name).chain(["settle", "answer_concern"]).collect();
    for (name, found) in schema["do"].as_object().unwrap() {
        let takes = |field: &str| found["arguments"]["properties"].get(field).is_some();
        if takes("seen") || takes("reason") || takes("id") || takes("card") && takes("value") {
            assert!(listed.contains(name.as_str()), "{name} edits, and is not on this list");
        }
    }
    for (name, edit) in &edits {
        if !matches!(*name, "give_access") {
            let seen = if *name == "lower_concern" {
                phone.show("concern", &[("concern", &concern)])["seen"].clone()
            } else {
                json!(phone.seen(&megan))
            };
            let mut edit = with(edit, json!({"reason": "Because I was told so"}));
            if edit["seen"].is_string() {
                edit["seen"] = seen;
            }
            let told = phone.attempt(name, &edit);
            let fine = told.status == Some(0) || matches!(told.refusal(3), "card_ended");
            assert!(fine, "{name} with a reason: {}", told.json);
        }
    }
}

#[test]
fn incident_11_when_contact_last_happened_follows_from_contacts_alone() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let last = || phone.show("person", &[("individual", &megan), ("person", &tom)])["last_contact"].clone();
    let visit = |at: &str, outcome: &str| {
        let arguments = json!({"individual": megan, "occurred": {"at": at}, "happened": {"outcome": "happened"},
            "line": "A visit", "contacts": [{"person": tom, "mode": "phone", "outcome": outcome}],
            "did_not_say": true, "worry": "no"});
        phone.perform("record_visit", &arguments);
    };
    phone.perform("plan_contact", &json!({"individual": megan, "people": [tom], "mode": "phone",
                                          "start": "2026-02-20T10:00:00+00:00", "rrule": "FREQ=WEEKLY;COUNT=10"}));
    assert_eq!(last(), Value::Null, "a plan is no contact");
    visit("2026-02-20T10:00:00+00:00", "happened");
    assert_eq!(last(), "2026-02-20T10:00:00+00:00");
    visit("2026-02-27T10:00:00+00:00", "cancelled_by_service");
    assert_eq!(last(), "2026-02-20T10:00:00+00:00", "one that did not happen is none");
    visit("2026-02-10T10:00:00+00:00", "happened");
    assert_eq!(last(), "2026-02-20T10:00:00+00:00", "an older one that was recorded later");
    visit("2026-02-24T10:00:00+00:00", "shortened");
    assert_eq!(last(), "2026-02-24T10:00:00+00:00");
}

#[test]
fn incident_14_no_reset_discards_what_was_not_sent() {
    let two = Two::new();
    let bethan = &two.bethan;
    bethan.perform("note", &json!({"individual": two.megan, "text": "Not sent yet"}));
    bethan.perform("save_draft", &json!({"draft": "visit", "content": {"line": "Half a sentence"}}));
    let (before, pending) = (bethan.state(), bethan.show("pending", &[]));
    assert_eq!((pending["unproved"].as_u64(), pending["drafts"].as_u64()), (Some(1), Some(1)));
    // Wrong keys, many times.
    let mut wrong = bethan.clone();
    wrong.key = bethan.file("wrong.key").into();
    std::fs::write(&wrong.key, [3; 32]).unwrap();
    for _ in 0..12 {
        assert_eq!(wrong.run(&["do", "note"], b"{}").refusal(5), "wrong_key");
    }
    // Joining again, with a new key and with the same, and founding over it.
    for phone in [bethan, &wrong] {
        let request = bethan.file("again.kreq");
        let told = phone.run(&["join", "request", &request, "--name", "Bethan"], b"");
        assert!(matches!(told.status, Some(5 | 7)), "{}", told.json);
        let told = phone.run(&["join", "accept", &bethan.file("Bethan.kadm")], b"");
        assert!(matches!(told.status, Some(3..=7)), "{}", told.json);
        let told = phone.run(&["init", "--org", "Other", "--name", "Other"], b"");
        assert_eq!(told.refusal(7), "vault_exists");
    }
    // A bundle of a newer Kith.
    let bundle = two.aled.export(bethan, "newer.kith");
    let mut bytes = std::fs::read(&bundle).unwrap();
    let version = (0..16).find(|at| {
        let mut changed = bytes.clone();
        changed[*at] = 99;
        std::fs::write(&bundle, changed).unwrap();
        bethan.run(&["bundle", "import", &bundle], b"").json["error"]["code"] == "bundle_newer"
    });
    bytes[version.expect("a version in the header")] = 99;
    std::fs::write(&bundle, bytes).unwrap();
    assert_eq!(bethan.run(&["bundle", "import", &bundle], b"").refusal(6), "bundle_newer");
    assert_eq!(bethan.state(), before);
    assert_eq!(bethan.show("pending", &[]), pending);
    assert!(bethan.show("drafts", &[]).to_string().contains("Half a sentence"));
    two.exchange();
    let notes = two.aled.timeline(&two.megan);
    assert!(notes.iter().any(|item| item["body"]["text"] == "Not sent yet"), "it arrives all the same");
}

#[test]
fn incident_17_what_is_called_damage_is_verified_and_nothing_is_deleted_for_it() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    phone.perform("note", &json!({"individual": megan, "text": "Keep me"}));
    let before = phone.state();
    let database = phone.home.join("vault.db");
    let whole = std::fs::read(&database).unwrap();
    let page = 4096 * 3 + 100;
    let mut bytes = whole.clone();
    bytes[page] ^= 0x40;
    std::fs::write(&database, &bytes).unwrap();
    let told = phone.run(&["doctor"], b"");
    assert!(matches!(told.status, Some(6 | 8)), "{}", told.json);
    for command in [&["show", "today"][..], &["doctor"], &["show", "caseload"]] {
        let told = phone.run(command, b"");
        assert!(told.status != Some(70) && told.status != Some(7), "{}", told.json);
    }
    assert_eq!(std::fs::read(&database).unwrap().len(), bytes.len(), "nothing was cut away");
    assert_eq!(std::fs::read(&database).unwrap()[..4096], whole[..4096], "nor made anew");
    // The same bytes as before are the same vault as before: looking at damage did none.
    for rest in ["vault.db-wal", "vault.db-shm"] {
        let _absent = std::fs::remove_file(phone.home.join(rest));
    }
    std::fs::write(&database, &whole).unwrap();
    assert_eq!(phone.state(), before);
}

#[test]
fn incident_20_the_record_grows_and_nothing_in_it_is_altered() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let late = phone.at("2026-03-05T09:00:00+00:00");
    let said = json!({"individual": megan, "occurred": {"at": "2026-03-01T08:00:00+00:00"}, "scale": "five_faces",
                      "value": 2, "voice": own()});
    let entry = late.make("observe", "observation", &said);
    let find = |entry: &str| late.timeline(&megan).into_iter().find(|item| item["entry"] == entry).unwrap();
    let original = find(&entry);
    assert_eq!(original["occurred"], "2026-03-01T08:00:00+00:00");
    assert_eq!(original["recorded"], "2026-03-05T09:00:00+00:00");
    assert_eq!(original["late"], true, "recorded long after, and shown so");
    let hash = late.hash(&megan);
    late.perform("amend", &json!({"entry": entry, "changes": {"value": 3}, "reason": "I misread the card"}));
    late.perform("disagree", &json!({"entry": entry, "voice": own(), "text": "I was fine"}));
    let amended = find(&entry);
    assert_eq!((&amended["body"], &amended["recorded"]), (&original["body"], &original["recorded"]));
    assert_eq!(
        amended["later"].as_array().unwrap().len(),
        2,
        "the amendment and the disagreement stand beside it"
    );
    assert_ne!(late.hash(&megan), hash);
    let audit = late.show("audit", &[("individual", &megan)]);
    let audit = audit.as_array().unwrap();
    assert!(audit.len() >= 4);
    for item in audit {
        assert_eq!(
            (&item["sound"], &item["author"], &item["state"]),
            (&json!(true), &json!("Aled"), &json!("applied"))
        );
    }
    let mut feeds: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for item in audit {
        feeds.entry(item["feed"].as_str().unwrap()).or_default().push(item["sequence"].as_u64().unwrap());
    }
    for (feed, mut sequences) in feeds {
        sequences.sort_unstable();
        assert!(sequences.iter().copied().eq(1..=sequences.len() as u64), "{feed}: {sequences:?}");
    }
    // There is no command that takes anything out.
    let names = phone.run(&["do", "--list"], b"").data().to_string();
    for word in ["delete", "remove", "purge", "erase", "reset", "overwrite"] {
        assert!(!names.contains(word), "{names}");
    }
}
