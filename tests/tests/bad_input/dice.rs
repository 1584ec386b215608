//! Any JSON at all, into every `do` and every `show`: an answer or a refusal with words, never a fault of ours, and a
//! refusal changes nothing.

use std::collections::BTreeSet;

use kith_tests::terminal::{Phone, own};
use serde_json::{Map, Value, json};

/// A small generator: what it draws follows from its seed alone.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The ids of a small record, and words that mean something somewhere.
fn atoms(phone: &Phone) -> Vec<Value> {
    // long: one list of everything that is thrown at the commands.
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let tie = json!({"individual": megan, "to": tom, "kind": "friend", "voice": own()});
    let tie = phone.make("add_relationship", "relationship", &tie);
    let said = phone.make("say", "statement", &json!({"individual": megan, "text": "Hello", "voice": own()}));
    let concern = json!({"individual": megan, "what": "W", "kind": "data_breach", "recipients": ["manager"]});
    let concern = phone.make("raise_concern", "concern", &concern);
    let seen = phone.seen(&megan);
    let mut atoms = vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(-1),
        json!(0),
        json!(3),
        json!(1e300),
        json!(u64::MAX),
        json!(0.5),
        json!([]),
        json!({}),
        json!("x".repeat(5_000)),
        json!([[[[[[[["deep"]]]]]]]]),
        json!({"a": {"b": [1, null, {"c": "\u{0}"}]}}),
        own(),
        json!({"at": "2026-03-01T08:00:00+00:00"}),
        json!({"outcome": "happened"}),
        json!({"phone": {"rule": "none"}}),
        json!({"text": "changed"}),
    ];
    let words = [
        "",
        " ",
        "person",
        "friend",
        "phone",
        "in_person",
        "five_faces",
        "good",
        "yes",
        "no",
        "active",
        "lifted",
        "legal",
        "prohibit",
        "agreed_plan",
        "own_wish",
        "individual",
        "name",
        "status",
        "terms",
        "lifecycle",
        "2026-03-01",
        "2026-03-01T08:00:00+00:00",
        "FREQ=DAILY",
        "FREQ=YEARLY;COUNT=99999999",
        "\u{202e}",
        "\u{0}",
        "' OR ''='",
        "\"*",
        "NEAR(",
        "-",
        "given",
        "withdrawn",
        "imminent",
        "self_help",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ];
    atoms.extend(words.map(|word| json!(word)));
    atoms.extend([&megan, &tom, &tie, &said, &concern, &seen, &phone.member].map(|id| json!(id)));
    atoms
}

/// Arguments of the right names, with anything in them.
fn arguments(dice: &mut Dice, schema: &Value, atoms: &[Value]) -> Value {
    let mut drawn = Map::new();
    let names: Vec<&String> =
        schema["properties"].as_object().map(|all| all.keys().collect()).unwrap_or_default();
    let required: BTreeSet<&str> =
        schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()).collect();
    for name in names {
        if required.contains(name.as_str()) || dice.below(3) == 0 {
            // Mostly something that fits by its name, so that more than the first check is reached.
            let fitting: Vec<&Value> = match name.as_str() {
                "individual" | "to_individual" => vec![&atoms[atoms.len() - 7]],
                "person" | "to" => vec![&atoms[atoms.len() - 6]],
                "card" | "id" => {
                    vec![&atoms[atoms.len() - 6], &atoms[atoms.len() - 5], &atoms[atoms.len() - 3]]
                }
                "entry" => vec![&atoms[atoms.len() - 4]],
                "concern" => vec![&atoms[atoms.len() - 3]],
                "seen" => vec![&atoms[atoms.len() - 2]],
                "voice" => vec![&atoms[14]],
                "occurred" => vec![&atoms[15]],
                "happened" => vec![&atoms[16]],
                _ => Vec::new(),
            };
            let value = match (fitting.is_empty(), dice.below(5)) {
                (false, 0..=3) => (*dice.pick(&fitting)).clone(),
                (_, 1) => json!([dice.pick(atoms), dice.pick(atoms)]),
                _ => dice.pick(atoms).clone(),
            };
            drawn.insert(name.clone(), value);
        }
    }
    if dice.below(8) == 0 {
        drawn.insert("unheard_of".to_owned(), dice.pick(atoms).clone());
    }
    Value::Object(drawn)
}

#[test]
fn no_json_at_all_brings_a_fault_about_or_changes_what_it_does_not_say() {
    let phone = Phone::founded("Aled");
    let atoms = atoms(&phone);
    let megan = atoms[atoms.len() - 7].as_str().unwrap();
    let schema = phone.run(&["schema"], b"").data().clone();
    let mut dice = Dice(20_260_302);
    let (mut done, mut refused) = (0, 0);
    let mut hash = phone.hash(megan);
    for (name, found) in schema["do"].as_object().unwrap() {
        for _ in 0..8 {
            let given = arguments(&mut dice, &found["arguments"], &atoms);
            let told = phone.attempt(name, &given);
            let after = phone.hash(megan);
            match told.status {
                Some(0) => done += 1,
                Some(status) => {
                    let text = given.to_string();
                    assert!(
                        matches!(status, 3 | 4),
                        "{status} {name} {}: {}",
                        &text[..text.len().min(900)],
                        told.json
                    );
                    let _has_words = told.refusal(status);
                    assert_eq!(after, hash, "{name} was refused and did something");
                    refused += 1;
                }
                None => panic!("{name} was killed"),
            }
            hash = after;
        }
        for whole in ["", "null", "[]", "{\"individual\":", "{}{}"] {
            let told = phone.run(&["do", name], whole.as_bytes());
            assert!(matches!(told.status, Some(0 | 3)), "{name} {whole}: {}", told.json);
        }
    }
    for (name, found) in schema["show"].as_object().unwrap() {
        for _ in 0..5 {
            let mut words = vec!["show".to_owned(), name.clone()];
            for (argument, value) in arguments(&mut dice, &found["arguments"], &atoms).as_object().unwrap() {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                words.extend([format!("--{argument}"), text.replace('\0', "")]);
            }
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let told = phone.run(&words, b"");
            assert!(matches!(told.status, Some(0 | 3 | 4)), "{words:?}: {}", told.json);
        }
    }
    assert_eq!(phone.hash(megan), hash, "looking changes nothing");
    assert!(done > 10 && refused > 100, "{done} done, {refused} refused");
    let doctor = phone.run(&["doctor"], b"");
    assert_eq!((doctor.status, &doctor.data()["problems"]), (Some(0), &json!([])));
}
