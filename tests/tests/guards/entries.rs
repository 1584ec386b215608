//! Entries: who wrote them, what they may be amended to, and what goes with one that is re-filed.

use super::*;

#[test]
fn an_entry_that_another_posted_again_shows_everybody_who_did_and_stays_where_it_is() {
    let records = Records::new();
    let (aled, bethan, megan) = (&records.aled, &records.bethan, &records.megan);
    let said = |individual: &str, text: &str| json!({"individual": individual, "text": text, "voice": own(), "kind": "words", "occurred": {"at": NOW}});
    let by_aled = aled.make("say", "statement", &said(megan, "By Aled"));
    let of_idris = aled.make("say", "statement", &said(&records.idris, "In the record of Idris"));
    aled.hand_to(bethan);
    let copies = [entry(bethan, &by_aled), entry(bethan, &of_idris)];
    for individual in [megan, &records.idris] {
        adversary::add(bethan, records.shared(individual), &[], &copies);
    }
    bethan.hand_to(aled);
    for (individual, id) in [(megan, &by_aled), (&records.idris, &of_idris)] {
        let timeline = aled.timeline(individual);
        let item = timeline.iter().find(|item| item["entry"] == id.as_str()).unwrap();
        let author = item["author"].as_str().unwrap();
        for name in ["Aled", "Bethan", "several"] {
            assert!(author.contains(name), "{author}");
        }
        assert_eq!(item["problem"], Value::Null, "the same bytes are no fault");
    }
    assert_eq!(aled.run(&["doctor"], b"").status, Some(0));
}

fn entry(phone: &Phone, id: &str) -> Vec<u8> {
    adversary::entry_bytes(phone, id)
}

#[test]
fn an_entry_is_amended_only_in_parts_that_it_can_have() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let rating = json!({"individual": megan, "occurred": {"at": NOW}, "scale": "five_faces", "value": 2,
                        "voice": own()});
    let rating = aled.make("observe", "observation", &rating);
    let amend = |changes: Value| {
        aled.attempt("amend", &json!({"entry": rating, "changes": changes, "reason": "Typed wrong"}))
    };
    let refused = amend(json!({"colour": "blue"}));
    assert_eq!(refused.refusal(3), "no_such_part");
    assert_eq!(refused.json["error"]["fields"], json!(["changes.colour"]));
    let written = amend(json!({"What she said to me": "blue"}));
    assert_eq!((written.refusal(3), &written.json["error"]["fields"]), ("no_such_part", &json!(["changes"])));
    assert_eq!(amend(json!({"value": 99})).refusal(3), "not_an_option");
    assert_eq!(amend(json!({"situation": "On the bus", "phase": "before"})).status, Some(0));
}

#[test]
fn an_amendment_counts_in_the_section_of_its_entry_and_in_no_other() {
    let records = Records::new();
    let (aled, bethan, megan) = (&records.aled, &records.bethan, &records.megan);
    let rating = json!({"individual": megan, "occurred": {"at": NOW}, "scale": "five_faces", "value": 5, "voice": own()});
    let rating = aled.make("observe", "observation", &rating);
    aled.hand_to(bethan);
    bethan.perform("note", &json!({"individual": megan, "text": "A feed in the section of the team"}));
    let amendment = |n: u8| {
        let mut amendment: Value = serde_json::from_slice(&entry(bethan, &rating)).unwrap();
        amendment["id"] = json!(kith_domain::id::EntryId::from_random([n; 16]));
        amendment["kind"] = json!("amendment");
        amendment["body"] =
            json!({"entry": rating, "changes": {"value": n}, "reason": "She did not mean it"});
        serde_json::to_vec(&amendment).unwrap()
    };
    let value = || {
        let trend = aled.show("trends", &[("individual", megan), ("scale", "five_faces")]);
        trend["runs"][0][0]["value"].as_f64()
    };
    adversary::add(bethan, adversary::section(bethan, megan, "team"), &[], &[amendment(1)]);
    bethan.hand_to(aled);
    assert_eq!(value(), Some(5.0), "who reads the shared section alone would read something else");
    adversary::add(bethan, records.shared(megan), &[], &[amendment(2)]);
    bethan.hand_to(aled);
    assert_eq!(value(), Some(2.0));
}

#[test]
fn an_entry_whose_id_is_used_in_another_section_too_is_not_guessed_at() {
    let records = Records::new();
    let Records { aled, bethan, megan, .. } = &records;
    let words = json!({"individual": megan, "text": "The door was open", "voice": own(), "kind": "words",
                       "occurred": {"at": NOW}});
    let id = aled.make("say", "statement", &words);
    aled.hand_to(bethan);
    let amend = json!({"entry": id, "changes": {"text": "The door was shut"}, "reason": "She told me again"});
    bethan.perform("note", &json!({"individual": megan, "text": "A feed in the section of the team"}));
    adversary::add(bethan, adversary::section(bethan, megan, "team"), &[], &[entry(bethan, &id)]);
    bethan.hand_to(aled);
    let told = aled.attempt("amend", &amend);
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("ambiguous_id", &json!(["entry"])));
    let texts = json!(aled.timeline(megan)).to_string();
    assert!(texts.contains("The door was open") && !texts.contains("The door was shut"), "{texts}");
}

#[test]
fn an_amended_rating_is_the_one_that_trends_and_effect_use() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let mut ids = Vec::new();
    for (day, value) in [(1, 2), (2, 3)] {
        let at = format!("2026-02-0{day}T10:00:00+00:00");
        let made = json!({"individual": megan, "occurred": {"at": at}, "scale": "five_faces", "value": value,
                          "voice": own()});
        ids.push(aled.make("observe", "observation", &made));
    }
    let change = json!({"entry": ids[0], "changes": {"value": 5}, "reason": "She pointed at the other face"});
    aled.perform("amend", &change);
    let trend = aled.show("trends", &[("individual", &megan), ("scale", "five_faces")]);
    let values: Vec<&Value> =
        trend["runs"][0].as_array().unwrap().iter().map(|point| &point["value"]).collect();
    assert_eq!(values, [&json!(5.0), &json!(3.0)], "{trend}");
    assert!(trend["list"].to_string().contains("corrected"), "{trend}");
    let effect = aled.show("effect", &[("individual", &megan), ("person", &tom), ("scale", "five_faces")]);
    assert_eq!(effect["amended"], 1, "{effect}");
    // What was said first stays to be read.
    let timeline = aled.timeline(&megan);
    let item = timeline.iter().find(|item| item["entry"] == ids[0].as_str()).unwrap();
    assert_eq!(item["body"]["value"].as_f64(), Some(2.0));
}

#[test]
fn a_re_filed_entry_takes_nobody_of_the_other_record_with_it() {
    let aled = Phone::founded("Aled");
    let (megan, idris) = (aled.individual("Megan"), aled.individual("Idris"));
    let tom = aled.person(&megan, "Tomos Penri");
    let visit = json!({"individual": megan, "occurred": {"at": NOW}, "happened": {"outcome": "happened"},
                       "line": "We went to the harbour", "support": ["listen"], "worry": "no",
                       "contacts": [{"person": tom, "mode": "phone", "outcome": "happened"}],
                       "observations": [], "words": [], "did_not_say": true, "follow_ups": []});
    let made = aled.perform("record_visit", &visit);
    let contact = aled.timeline(&megan).into_iter().find(|item| item["kind"] == "contact").unwrap();
    for id in [made.id("visit"), contact["entry"].as_str().unwrap().to_owned()] {
        aled.perform("refile", &json!({"entry": id, "to_individual": idris, "reason": "The wrong record"}));
    }
    let there = json!(aled.timeline(&idris)).to_string();
    assert!(there.contains("harbour"), "{there}");
    for private in [tom.as_str(), "Tomos", "Penri"] {
        assert!(!there.contains(private), "{private} in {there}");
    }
}

#[test]
fn what_was_re_filed_counts_in_the_record_in_which_it_belongs_with_all_that_was_recorded_with_it() {
    let Records { aled, bethan, megan, idris, tom, .. } = &Records::new();
    let staged = aled.take("photo", &photo(3_000));
    let visit = json!({"individual": megan, "occurred": {"at": NOW}, "happened": {"outcome": "happened"}, "line": "Tea with Ceri",
                       "worry": "no", "attached": [{"staged": staged, "text": "Ceri at her door"}],
                       "contacts": [{"person": tom, "mode": "in_person", "outcome": "happened"}],
                       "words": [{"text": "Idris said this", "lang": "en", "voice": own()}]});
    let visit = aled.make("record_visit", "visit", &visit);
    let said = |individual: &str, screen: &str| aled.show(screen, &[("individual", individual)]).to_string();
    assert!(said(megan, "my_words").contains("Idris said this") && said(megan, "how_was_it").contains("Tom"));
    aled.hand_to(bethan);
    let contact = aled.timeline(megan).into_iter().find(|item| item["kind"] == "contact").unwrap();
    let contact = contact["entry"].as_str().unwrap();
    for entry in [contact, &visit] {
        aled.perform(
            "refile",
            &json!({"entry": entry, "to_individual": idris, "reason": "The wrong record"}),
        );
    }
    assert!(!said(megan, "my_words").contains("Idris said this"), "it is not what Megan said");
    assert_eq!(said(megan, "how_was_it"), "[]");
    assert!(said(idris, "my_words").contains("Idris said this"));
    let there = json!(aled.timeline(idris)).to_string();
    assert!(there.contains("Tea with Ceri") && there.contains("Ceri at her door"), "{there}");
    let from = format!("\"refiled_from\":\"{contact}\"");
    assert_eq!(there.matches(&from).count(), 1, "what was re-filed before is not there twice: {there}");
    let here = json!(aled.timeline(megan)).to_string();
    assert!(
        here.contains("Idris said this") && here.contains("Ceri at her door"),
        "whoever saw it keeps what they saw"
    );
    // What somebody adds who had not seen that is nowhere else: it stays on the pages of the record that they put it into.
    let late = json!({"individual": megan, "staged": bethan.take("photo", &photo(4_000)), "entry": visit,
                      "text": "A late one", "voice": own()});
    bethan.perform("attach", &late);
    bethan.hand_to(aled);
    assert!(said(megan, "my_words").contains("A late one"), "{}", said(megan, "my_words"));
    assert_eq!(aled.run(&["doctor"], b"").status, Some(0));
}
