//! Every command with each of its arguments left out, of another kind, of an unknown id and of words that cannot be:
//! whatever is refused is refused by the name of an argument that the command has. In process, since it is asked thousands
//! of times.

use kith::{Kith, KithError, Language, Opening, Reproducible, Strings, Unlock};
use kith_tests::examples;
use kith_tests::terminal::NOW;
use serde_json::{Map, Value, json};

/// A vault with something of everything, and an example of each command.
fn examples() -> (tempfile::TempDir, Kith, Vec<(&'static str, Value)>) {
    let folder = tempfile::tempdir().unwrap();
    let now = chrono::DateTime::parse_from_rfc3339(NOW).unwrap();
    let opening = Opening { language: Language::English, reproducible: Some(Reproducible { now, seed: 4 }) };
    let unlock = Unlock::KeyFile(zeroize::Zeroizing::new([7; 32]));
    let (kith, founded) = Kith::init(&folder.path().join("vault"), &unlock, "Bryn", "Aled", opening).unwrap();
    let make = |name: &str, id: &str, given: Value| -> String {
        let done = kith.perform(name, &given).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        done.ids[id].as_str().unwrap().to_owned()
    };
    let seen = |individual: &str| {
        kith.show("individual", &json!({ "individual": individual })).unwrap().data["seen"].clone()
    };
    let take = |photo: &[u8]| {
        let staged = kith.stage_attachment("photo", None).unwrap().staged;
        kith.append_attachment(&staged, photo).unwrap();
        kith.finish_attachment(&staged, None).unwrap().staged
    };
    let examples = examples::of_each_command(&founded.member, make, take, seen);
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
