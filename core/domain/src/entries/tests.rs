use serde_json::{Value, json};

use super::*;
use crate::id::MemberId;
use crate::sample::{card_id, noon};
use crate::time::Precision;
use crate::voice::{Speaker, Voice};

fn id(number: u8) -> EntryId {
    EntryId::from_random([number; 16])
}

fn entry(number: u8, kind: &str, body: Value) -> Entry {
    Entry {
        id: id(number),
        kind: kind.to_owned(),
        occurred: Occurred { at: noon(1), precision: Precision::Exact },
        recorded: noon(2),
        body: body.as_object().unwrap().clone(),
    }
}

fn own() -> Value {
    json!({"speaker": "individual", "how": "own_words", "method": "symbols"})
}

fn attachment(kind: &str, with: Value) -> Value {
    let mut body = json!({
        "kind": kind, "media_type": "image/jpeg", "length": 9, "sealed": {"key": "k"}, "voice": own(),
    });
    body.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    body
}

fn worker() -> Voice {
    Voice::worker(MemberId::from_random([1; 16]))
}

fn visit() -> Value {
    json!({
        "happened": {"outcome": "happened"}, "line": "Tea with Nan", "support": ["listen", "be_there"],
        "contacts": [
            {"person": card_id(1), "mode": "in_person", "outcome": "happened", "before": 2, "after": {"value": 4, "voice": own()}},
            {"person": card_id(2), "mode": "phone", "outcome": "other_person_did_not_come", "why": "no answer"},
        ],
        "observations": [
            {"scale": "distress", "value": 3, "voice": own(), "situation": "on the bus"},
            {"voice": own(), "feelings": ["proud"], "behaviour": {"behaviour": "sang", "antecedent": "music"}},
        ],
        "words": [{"text": "I like it there", "lang": "en", "voice": own()}], "worry": "no",
        "follow_ups": [card_id(9)], "plan": card_id(5), "of_a_newer_app": {"kept": true},
    })
}

#[test]
fn a_visit_tells_of_people_texts_contacts_and_ratings() {
    let visit = entry(1, "visit", visit());
    let body = EntryBody::parse(&visit);
    assert_eq!(body.check(), Ok(()));
    assert_eq!(body.about().cards, [1, 2, 5, 9].map(card_id).into());
    let mut texts = body.texts();
    texts.sort_unstable();
    assert_eq!(texts, ["I like it there", "Tea with Nan", "music", "no answer", "on the bus", "sang"]);

    let contacts: Vec<_> = contacts_of(&visit)
        .into_iter()
        .map(|made| (made.people, made.outcome.was_contact(), made.plan))
        .collect();
    assert_eq!(
        contacts,
        [(vec![card_id(1)], true, Some(card_id(5))), (vec![card_id(2)], false, Some(card_id(5)))]
    );

    let ratings: Vec<_> = ratings_of(&visit, &worker())
        .into_iter()
        .map(|made| {
            (
                made.scale,
                made.rating.value,
                made.rating.voice.is_own(),
                made.rating.with_contact,
                made.rating.phase,
            )
        })
        .collect();
    assert_eq!(
        ratings,
        [
            ("five_faces".to_owned(), 2.0, false, true, Some(Phase::Before)),
            ("five_faces".to_owned(), 4.0, true, true, Some(Phase::After)),
            ("distress".to_owned(), 3.0, true, false, None),
        ]
    );
}

#[test]
fn every_kind_is_read_with_what_it_is_about() {
    // long: one table, a row for each kind of entry.
    let (people, words) = (json!([card_id(1)]), json!({"text": "words", "voice": own()}));
    let with = |mut value: Value, more: Value| {
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    // (kind, body, cards, entries, texts)
    let rows = [
        (
            "contact",
            json!({"people": people, "mode": "letter", "outcome": "happened", "line": "a card"}),
            1,
            0,
            1,
        ),
        ("contact", json!({"person": card_id(1), "mode": "letter", "outcome": "late"}), 1, 0, 0),
        (
            "observation",
            json!({"scale": "five_faces", "value": 4, "voice": own(), "people": people}),
            1,
            0,
            0,
        ),
        ("observation", json!({"text": "quiet all day", "voice": own(), "entry": id(7)}), 0, 1, 1),
        (
            "statement",
            with(words.clone(), json!({"kind": "wish", "people": people, "need": card_id(2)})),
            2,
            0,
            1,
        ),
        (
            "good_for_me",
            json!({"card": card_id(1), "of": "keeping_contact", "view": "mixed", "text": "t", "voice": own()}),
            1,
            0,
            1,
        ),
        ("note", json!({"text": "n", "people": people, "entry": id(7)}), 1, 1, 1),
        ("feedback", with(words, json!({"about": people, "from": "Nan"})), 1, 0, 2),
        (
            "information_given",
            json!({"topic": "bus", "format": "pictures", "said_back": "bus", "understood": true}),
            0,
            0,
            3,
        ),
        ("strategy_used", json!({"strategy": card_id(3), "rating": 4, "text": "helped"}), 1, 0, 1),
        (
            "decision",
            json!({"what": "where to meet", "options": [{"what": "café", "for": ["near"], "against": []}]}),
            0,
            0,
            3,
        ),
        (
            "attachment",
            attachment("photo", json!({"entry": id(7), "card": card_id(1), "text": "us"})),
            1,
            1,
            1,
        ),
        ("attachment", attachment("voice_note", json!({})), 0, 0, 0),
        ("disagreement", json!({"entry": id(7), "voice": own(), "text": "not so"}), 0, 1, 1),
        (
            "amendment",
            json!({"entry": id(7), "changes": {"line": "new", "people": people}, "reason": "typo"}),
            0,
            1,
            2,
        ),
    ];
    for (kind, body, cards, entries, texts) in rows {
        let body = EntryBody::parse(&entry(1, kind, body));
        assert_ne!(body, EntryBody::Unknown, "{kind}");
        assert_eq!(body.check(), Ok(()), "{kind}");
        let about = body.about();
        assert_eq!(
            (about.cards.len(), about.entries.len(), body.texts().len()),
            (cards, entries, texts),
            "{kind}"
        );
    }
    assert!(KINDS.iter().all(|kind| section_of(kind).is_some()));
    assert_eq!(section_of("note"), Some(SectionKind::Team));
    assert_eq!(section_of("visit"), Some(SectionKind::Shared));
    assert_eq!(section_of("hologram"), None);
    let note = entry(1, "note", json!({"text": "n"}));
    assert_eq!(EntryBody::parse(&note).section(), Some(SectionKind::Team));
}

#[test]
fn what_is_of_a_newer_app_is_unknown_and_what_is_not_whole_is_refused() {
    use InvalidEntry::{NotWhole, Unknown};
    let change = |field: &str, value: Value| {
        let mut visit = visit();
        visit.as_object_mut().unwrap().insert(field.to_owned(), value);
        visit
    };
    let rating =
        |scale: &str, value: f64, voice: Value| json!({"scale": scale, "value": value, "voice": voice});
    let observed = serde_json::to_value(worker()).unwrap();
    let custom = json!({"id": "mood", "low": 0, "high": 7, "higher_is_better": true});
    let rows = [
        ("hologram", json!({}), Err(Unknown)),
        ("visit", change("support", json!({"by": "position"})), Err(Unknown)),
        ("visit", change("line", Value::Null), Err(NotWhole)),
        ("visit", change("worry", json!("perhaps")), Err(NotWhole)),
        ("visit", change("did_not_say", json!(true)), Err(NotWhole)),
        ("visit", change("line", json!("a\u{0}")), Err(InvalidText::ControlCharacter.into())),
        (
            "visit",
            json!({"happened": {"outcome": "cancelled_by_service", "why": "ill"}, "worry": "no"}),
            Ok(()),
        ),
        ("visit", json!({"happened": {"outcome": "cancelled_by_service"}, "worry": "no"}), Err(NotWhole)),
        ("visit", json!({"happened": {"outcome": "happened"}, "line": "x"}), Err(Unknown)),
        ("observation", rating("five_faces", 6.0, own()), Err(NotWhole)),
        ("observation", rating("mood", 6.0, own()), Err(NotWhole)),
        (
            "observation",
            {
                let mut made = rating("mood", 6.5, own());
                made.as_object_mut().unwrap().insert("definition".into(), custom);
                made
            },
            Ok(()),
        ),
        ("observation", rating("ons4_happiness", 6.0, own()), Ok(())),
        ("observation", rating("ons4_happiness", 6.0, observed), Err(NotWhole)),
        ("observation", json!({"voice": own()}), Err(NotWhole)),
        ("good_for_me", json!({"card": card_id(1), "view": "splendid", "voice": own()}), Err(NotWhole)),
        ("amendment", json!({"entry": id(1), "changes": {}, "reason": "r"}), Err(NotWhole)),
        ("attachment", attachment("hologram", json!({})), Err(NotWhole)),
        ("attachment", attachment("photo", json!({"length": 0})), Err(NotWhole)),
        ("attachment", attachment("photo", json!({"sealed": {}})), Err(NotWhole)),
    ];
    for (kind, body, expected) in rows {
        assert_eq!(EntryBody::parse(&entry(1, kind, body.clone())).check(), expected, "{kind} {body}");
    }
}

#[test]
fn best_interests_have_bounds() {
    use InvalidDecision::{AbleToDecide, ForOneselfAlone, NoSupportTried, TwoOutcomes, UnderSixteen};
    let best = json!({"wishes": "w", "consulted": ["Nan"], "less_restrictive": "l", "decision_maker": "d"});
    let decision = |matter: &str, weigh: Value, tried: Value, choice: Value, best: &Value| -> Decision {
        serde_json::from_value(json!({
            "what": "w", "matter": matter, "weigh": weigh, "support_tried": tried, "choice": choice, "best_interests": best,
        }))
        .unwrap()
    };
    let choice = json!({"text": "I choose", "voice": own()});
    let (no, tried) = (json!(false), json!(["pictures"]));
    let rows = [
        (decision("contact", no.clone(), tried.clone(), Value::Null, &best), Some(40), Ok(())),
        (decision("contact", no.clone(), tried.clone(), Value::Null, &best), None, Ok(())),
        (decision("contact", no.clone(), tried.clone(), Value::Null, &best), Some(15), Err(UnderSixteen)),
        (
            decision("sexual_relations", no.clone(), tried.clone(), Value::Null, &best),
            Some(40),
            Err(ForOneselfAlone),
        ),
        (decision("voting", no.clone(), tried.clone(), Value::Null, &best), None, Err(ForOneselfAlone)),
        (decision("contact", json!(true), tried.clone(), Value::Null, &best), None, Err(AbleToDecide)),
        (decision("contact", Value::Null, tried.clone(), Value::Null, &best), None, Err(AbleToDecide)),
        (decision("contact", no.clone(), json!([]), Value::Null, &best), None, Err(NoSupportTried)),
        (decision("contact", no, tried, choice.clone(), &best), None, Err(TwoOutcomes)),
        (decision("sexual_relations", json!(true), json!([]), choice, &Value::Null), Some(15), Ok(())),
    ];
    for (decision, age, expected) in rows {
        assert_eq!(decision.check(age), expected, "{:?}", decision.matter);
    }
}

fn amendment(number: u8, changes: Value, saw: &[u8]) -> Entry {
    let saw: Vec<EntryId> = saw.iter().map(|number| id(*number)).collect();
    entry(number, "amendment", json!({"entry": id(1), "changes": changes, "reason": "r", "saw": saw}))
}

#[test]
fn amendments_are_read_beside_the_original() {
    let original = entry(1, "visit", visit());
    let line = |text: &str| json!({"line": text});
    // (amendments, the line as it reads now, fields that differ)
    let rows = [
        (vec![], "Tea with Nan", 0),
        (vec![amendment(2, line("Coffee"), &[])], "Coffee", 0),
        (vec![amendment(2, line("Coffee"), &[]), amendment(3, line("Cake"), &[2])], "Cake", 0),
        (vec![amendment(3, line("Cake"), &[2])], "Cake", 0),
        (vec![amendment(2, line("Coffee"), &[]), amendment(3, line("Cake"), &[])], "Tea with Nan", 1),
        (vec![amendment(2, line("Cake"), &[]), amendment(3, line("Cake"), &[])], "Cake", 0),
        (vec![amendment(2, line("Cake"), &[]), amendment(3, json!({"worry": "yes"}), &[2])], "Cake", 0),
        (vec![amendment(2, line("Cake"), &[]), amendment(2, line("Cake"), &[])], "Cake", 0),
        // To have seen oneself says nothing, and two that say they saw each other replace nothing.
        (vec![amendment(2, line("Cake"), &[]), amendment(3, line("x"), &[2, 3])], "x", 0),
        (vec![amendment(2, line("Cake"), &[2])], "Cake", 0),
        (vec![amendment(2, line("Cake"), &[3]), amendment(3, line("x"), &[2])], "Tea with Nan", 1),
    ];
    for (amendments, text, differing) in rows {
        let mut reversed = amendments.clone();
        reversed.reverse();
        let found = amended(&original, &amendments);
        assert_eq!(found, amended(&original, &reversed), "{text}: any order");
        assert_eq!(found.original, original);
        assert_eq!(found.current().body["line"], text);
        assert_eq!(found.differing().count(), differing, "{text}");
    }
    let taken_out = amended(&original, &[amendment(2, json!({"line": null}), &[])]);
    assert!(!taken_out.current().body.contains_key("line") && taken_out.original.body.contains_key("line"));
}

#[test]
fn voices_of_faces_are_told_apart() {
    let contact = entry(
        1,
        "contact",
        json!({"person": card_id(1), "mode": "phone", "outcome": "prevented", "after": 1}),
    );
    let made = ratings_of(&contact, &worker());
    assert_eq!(made.len(), 1);
    assert!(
        made.iter().all(|made| !made.rating.with_contact && made.rating.voice.speaker == Speaker::Worker)
    );
}
