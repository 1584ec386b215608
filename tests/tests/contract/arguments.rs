//! Every command with each of its arguments left out, of another kind, of an unknown id and of words that cannot be:
//! whatever is refused is refused by the name of an argument that the command has. In process, since it is asked thousands
//! of times.

use kith::{Kith, KithError, Language, Opening, Reproducible, Strings, Unlock};
use kith_tests::terminal::{NOW, observed, own};
use serde_json::{Map, Value, json};

/// A vault with something of everything, and an example of each command.
fn examples() -> (tempfile::TempDir, Kith, Vec<(&'static str, Value)>) {
    // long: one example of each command.
    let folder = tempfile::tempdir().unwrap();
    let now = chrono::DateTime::parse_from_rfc3339(NOW).unwrap();
    let opening = Opening { language: Language::English, reproducible: Some(Reproducible { now, seed: 4 }) };
    let unlock = Unlock::KeyFile(zeroize::Zeroizing::new([7; 32]));
    let (kith, founded) = Kith::init(&folder.path().join("vault"), &unlock, "Bryn", "Aled", opening).unwrap();
    let make = |name: &str, id: &str, given: Value| -> String {
        let done = kith.perform(name, &given).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        done.ids[id].as_str().unwrap().to_owned()
    };
    let megan = make("add_individual", "individual", json!({"name": "Megan", "languages": ["en"]}));
    let other = make("add_individual", "individual", json!({"name": "Idris", "languages": ["en"]}));
    let tom = make("add_person", "person", json!({"individual": megan, "name": "Tom", "kind": "person"}));
    let dilys = make("add_person", "person", json!({"individual": megan, "name": "Dilys", "kind": "person"}));
    let tie =
        make("add_relationship", "relationship", json!({"individual": megan, "to": tom, "kind": "friend"}));
    let need = make("add_need", "need", json!({"individual": megan, "title": "T", "kind": "new"}));
    let strategy =
        make("add_strategy", "strategy", json!({"individual": megan, "name": "N", "kind": "coping"}));
    let place = make("add_place", "place", json!({"individual": megan, "name": "Hall"}));
    let note = make("note", "note", json!({"individual": megan, "text": "T"}));
    let concern = make(
        "raise_concern",
        "concern",
        json!({"individual": megan, "what": "W",
        "kind": "harm_to_individual", "recipients": ["manager"]}),
    );
    let seen = kith.show("individual", &json!({"individual": megan})).unwrap().data["seen"].clone();
    let (member, occurred) = (founded.member, json!({"at": NOW, "precision": "exact"}));
    let voice =
        json!({"speaker": "individual", "how": "own_words", "method": "spoken", "conveyed_by": "Siân"});
    let examples = vec![
        (
            "add_individual",
            json!({"name": "N", "languages": ["en"], "preferred_name": "P", "pronouns": "she",
            "how_i_say_yes": "Y", "how_i_say_no": "N", "communication_methods": ["spoken"],
            "date_of_birth": "1990-01-01", "team": [member]}),
        ),
        (
            "add_need",
            json!({"individual": megan, "title": "T", "kind": "new", "relationships": [tie],
            "effect_on_me": "E", "effect_on_others": "E", "voice": voice}),
        ),
        (
            "add_person",
            json!({"individual": megan, "name": "N", "kind": "pet", "preferred_name": "P", "cared_for_by": "C"}),
        ),
        (
            "add_place",
            json!({"individual": megan, "name": "N", "access": "A", "cost": "C", "privacy": "P",
            "supervision": "S", "safety": "S"}),
        ),
        (
            "add_relationship",
            json!({"individual": megan, "to": tom, "from": dilys, "kind": "friend", "circle": "friendship",
            "quality": "strong", "status": "existing", "gives_support": "both", "benefits": ["B"], "harms": ["H"],
            "since": "1998", "voice": voice}),
        ),
        (
            "add_strategy",
            json!({"individual": megan, "name": "N", "kind": "coping", "steps": ["S"], "need": need, "voice": voice}),
        ),
        (
            "agree_support",
            json!({"individual": megan, "purpose": "P", "support": ["listen"], "level": "L", "my_part": "M",
            "your_part": "Y", "limits": "L", "agreed": true, "how_agreed": "H", "review": "2026-06-01", "need": need,
            "voice": voice}),
        ),
        ("amend", json!({"entry": note, "changes": {"text": "T"}, "reason": "R"})),
        (
            "answer_concern",
            json!({"concern": concern, "from": "F", "text": "T", "action": "A", "seen": seen}),
        ),
        ("disagree", json!({"entry": note, "voice": voice, "text": "T"})),
        ("discard_draft", json!({"draft": "D"})),
        ("end", json!({"card": place, "reason": "R", "seen": seen, "ending": "end"})),
        ("escalate_concern", json!({"concern": concern, "to": "999", "reason": "R", "danger": "short"})),
        ("give_access", json!({"individual": megan, "member": member, "reason": "R"})),
        (
            "give_consent",
            json!({"individual": megan, "purpose": "P", "decision": "given", "scope": ["S"], "recipients": ["R"],
            "until": "2027-01-01", "explained_how": "E", "words": "W", "voice": voice}),
        ),
        (
            "give_feedback",
            json!({"individual": megan, "text": "T", "lang": "en", "voice": voice, "from": "F",
            "about": [need], "occurred": occurred}),
        ),
        (
            "give_information",
            json!({"individual": megan, "topic": "T", "format": "F", "said_back": "S", "understood": true,
            "people": [tom], "occurred": occurred}),
        ),
        (
            "lower_concern",
            json!({"concern": concern, "status": "sent", "danger": "none", "reason": "R",
            "second_person": "S", "seen": seen}),
        ),
        (
            "note",
            json!({"individual": megan, "section": "team", "text": "T", "people": [tom], "occurred": occurred}),
        ),
        (
            "observe",
            json!({"individual": megan, "occurred": occurred, "scale": "distress", "value": 3.0, "phase": "before",
            "behaviour": {"before": "B", "what": "W", "after": "A"}, "situation": "S", "person": tom, "voice": own()}),
        ),
        (
            "plan_contact",
            json!({"individual": megan, "people": [tom], "mode": "phone", "start": "2026-03-14T11:00:00Z",
            "rrule": "FREQ=DAILY;COUNT=3", "place": place, "supported_by": "S", "transport": "T", "between_contacts": "B",
            "prepare": {"fears": "F", "coping_steps": ["C"], "rehearsal": "R", "distress": 3}}),
        ),
        (
            "raise_concern",
            json!({"individual": megan, "what": "W", "their_words": "T", "kind": "harm_to_individual",
            "harms": ["financial"], "danger": "short", "danger_now": "D", "wishes": "W", "recipients": ["manager"],
            "readers": [member], "concerned": [tom], "entry": note}),
        ),
        (
            "record_decision",
            json!({"individual": megan, "what": "W", "matter": "contact", "options": [{"what": "W",
            "for": ["F"], "against": ["A"]}], "support_tried": ["S"], "understand": true, "retain": true, "weigh": true,
            "communicate": true, "choice": {"text": "T", "lang": "en", "voice": voice}, "people": [tom],
            "occurred": occurred}),
        ),
        (
            "record_visit",
            json!({"individual": megan, "occurred": occurred, "happened": {"outcome": "happened",
            "by_whom": "B", "why": "W"}, "line": "L", "support": ["listen"], "contacts": [{"person": tom, "mode": "phone",
            "outcome": "happened", "before": 3, "after": 4}], "observations": [{"scale": "distress", "value": 3.0,
            "voice": own(), "phase": "before"}], "words": [{"text": "T", "lang": "en", "voice": voice}], "worry": "no",
            "follow_ups": [{"what": "W", "who": "W", "when": "2026-04-01"}], "draft": "D"}),
        ),
        ("refile", json!({"entry": note, "to_individual": other, "reason": "R"})),
        ("reopen", json!({"card": strategy, "reason": "R", "seen": seen})),
        ("save_draft", json!({"draft": "D", "content": {"a": 1}})),
        (
            "say",
            json!({"individual": megan, "kind": "wish", "text": "T", "lang": "en", "voice": voice, "people": [tom],
            "need": need, "occurred": occurred}),
        ),
        (
            "set_field",
            json!({"card": tom, "field": "address", "value": "A", "voice": observed(), "seen": seen, "reason": "R"}),
        ),
        (
            "set_restriction",
            json!({"individual": megan, "person": dilys, "effect": "limit", "force": "agreed",
            "kind": "agreed_plan", "bound": [dilys], "protected": ["individual"], "modes": {"phone": {"rule": "conditional",
            "condition": "C", "supervised_by": "S"}}, "from": "2026-02-01", "until": "2026-12-01", "review": "2026-06-01",
            "authority": "A", "reference": "R", "exact_words": "E", "verified": {"by": "B", "when": "2026-02-01"},
            "places": ["P"], "exceptions": ["E"], "explained": "E", "state": "active", "reason": "R", "voice": voice}),
        ),
        (
            "settle",
            json!({"difference": tie, "fact_ids": [tie], "value": "V", "reason": "R", "voice": voice}),
        ),
        (
            "use_strategy",
            json!({"individual": megan, "strategy": strategy, "rating": 4, "voice": voice, "text": "T",
            "people": [tom], "occurred": occurred}),
        ),
        (
            "view_good_for_me",
            json!({"individual": megan, "card": tie, "view": "good", "of": "being_in", "text": "T",
            "conclusion": "C", "voice": voice, "occurred": occurred}),
        ),
    ];
    (folder, kith, examples)
}

/// Every place in an example, with all it leads through.
fn places(given: &Value, pointer: &str, found: &mut Vec<String>) {
    match given {
        Value::Object(parts) => {
            for (name, part) in parts {
                let place = format!("{pointer}/{name}");
                places(part, &place, found);
                found.push(place);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let place = format!("{pointer}/{at}");
                places(item, &place, found);
                found.push(place);
            }
        }
        _ => {}
    }
}

/// The example with each of its places spoilt in turn: left out, of another kind, and of words that cannot be.
fn spoilt(given: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    places(given, "", &mut found);
    let mut all = Vec::new();
    let words = [
        json!("0190c0de-0000-7000-8000-000000000000"),
        json!(""),
        json!("\u{0}"),
        json!("x".repeat(30_000)),
        json!("zzz_zzz"),
        json!(NOW),
    ];
    let strange = [json!(null), json!(-99), json!(1e9), json!([]), json!({}), json!([{}]), json!(true)];
    for place in found {
        for value in words.iter().chain(&strange) {
            let mut changed = given.clone();
            *changed.pointer_mut(&place).unwrap() = value.clone();
            all.push(changed);
        }
        let (parent, name) = place.rsplit_once('/').unwrap();
        let mut without = given.clone();
        if let Some(Value::Object(parts)) = without.pointer_mut(parent) {
            parts.remove(name);
            all.push(without);
        }
    }
    all
}

/// Whether a path leads, by names alone, to something that the schema of the arguments has.
fn leads(root: &Value, schema: &Value, path: &[&str]) -> bool {
    let schema = match schema["$ref"].as_str() {
        Some(name) => root.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    if let Some(ways) = schema["anyOf"].as_array() {
        return ways.iter().any(|way| leads(root, way, path));
    }
    match path.split_first() {
        None => true,
        Some(_) if schema.get("items").is_some() => leads(root, &schema["items"], path),
        Some((name, rest)) => match schema["properties"].get(name) {
            Some(part) => leads(root, part, rest),
            None => {
                let others = &schema["additionalProperties"];
                others == true
                    || others.is_object() && (leads(root, others, path) || leads(root, others, rest))
            }
        },
    }
}

#[test]
fn whatever_is_refused_is_refused_by_an_argument_that_the_command_has() {
    let (_folder, kith, examples) = examples();
    let names: Vec<&str> = examples.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, kith::COMMANDS, "an example of each command");
    let (schema, strings) = (kith::schema(), Strings::new(Language::English));
    let mut wrong: Map<String, Value> = Map::new();
    let (mut refused, mut bugs) = (0, Vec::new());
    for (name, given) in &examples {
        let arguments = &schema["do"][name]["arguments"];
        for changed in spoilt(given) {
            let Err(error) = kith.perform(name, &changed) else { continue };
            refused += 1;
            if matches!(error, KithError::Bug { .. }) {
                bugs.push(format!("{name}: {error:?}"));
            }
            let of_an_argument = matches!(
                error,
                KithError::InvalidInput { .. } | KithError::Misshapen { .. } | KithError::UnknownId { .. }
            );
            if !of_an_argument {
                continue;
            }
            let told = error.in_words(&strings);
            let named = |field: &String| {
                let path = field.replace(['[', ']'], ".");
                let path: Vec<&str> = path
                    .split('.')
                    .filter(|step| !step.is_empty() && step.parse::<usize>().is_err())
                    .collect();
                leads(arguments, arguments, &path)
            };
            let whole = matches!(&error, KithError::Misshapen { field, .. } if field.is_empty());
            if (told.fields.is_empty() && !whole) || !told.fields.iter().all(named) {
                wrong.insert(format!("{name}: {} {:?}", told.code, told.fields), json!(null));
            }
        }
    }
    assert!(refused > 3_000, "{refused}");
    assert!(wrong.is_empty(), "no arguments of their commands: {:#?}", wrong.keys().collect::<Vec<_>>());
    assert!(bugs.is_empty(), "{bugs:#?}");
}
