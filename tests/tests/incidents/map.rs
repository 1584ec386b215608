//! Families as they are: nobody is left out of the drawing because a form had no place for them, and nothing is made up.

use std::collections::BTreeMap;

use kith_tests::terminal::{Phone, own};
use serde_json::{Value, json};

#[test]
fn incident_12_families_are_drawn_as_they_are() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let names =
        ["Carys", "Unknown father", "Ffion", "Gwyn", "Half-brother Huw", "Ex Ifan", "Nain Jini", "Kit"];
    let people: BTreeMap<&str, String> =
        names.iter().map(|name| (*name, phone.person(&megan, name))).collect();
    let tie = |from: Option<&str>, to: &str, more: Value| {
        // long: one family, and everything that must be drawn of it.
        let mut arguments = json!({"individual": megan, "to": people[to], "voice": own()});
        let object = arguments.as_object_mut().unwrap();
        object.extend(more.as_object().unwrap().clone());
        if let Some(from) = from {
            object.insert("from".to_owned(), json!(people[from]));
        }
        phone.make("add_relationship", "relationship", &arguments)
    };
    tie(None, "Carys", json!({"kind": "birth_family", "circle": "participation", "quality": "tenuous"}));
    tie(None, "Unknown father", json!({"kind": "birth_family", "status": "unknown"}));
    tie(None, "Ffion", json!({"kind": "foster_carer", "circle": "intimacy", "quality": "strong"}));
    tie(None, "Gwyn", json!({"kind": "foster_carer", "circle": "intimacy", "quality": "ordinary"}));
    tie(None, "Half-brother Huw", json!({"kind": "half_sibling", "circle": "friendship"}));
    let lived =
        json!({"kind": "ex_partner", "status": "ended", "since": "2020-05-01", "quality": "not_in_touch"});
    tie(None, "Ex Ifan", lived);
    tie(None, "Nain Jini", json!({"kind": "grandparent", "status": "died", "circle": "intimacy"}));
    tie(Some("Carys"), "Half-brother Huw", json!({"kind": "child"}));
    tie(Some("Carys"), "Unknown father", json!({"kind": "ex_partner", "status": "unknown"}));
    let pair = tie(Some("Ffion"), "Gwyn", json!({"kind": "partner"}));

    let map = phone.show("map", &[("individual", &megan)]);
    let person = |name: &str| {
        let held = map["people"].as_array().unwrap();
        held.iter()
            .find(|person| person["id"] == people[name].as_str())
            .unwrap_or_else(|| panic!("{name} is drawn"))
    };
    let line = |from: Value, to: &str| {
        let to = people[to].as_str();
        let lines = map["lines"].as_array().unwrap();
        lines
            .iter()
            .find(|line| line["to"] == to && line["from"] == from)
            .unwrap_or_else(|| panic!("a line to {to}"))
    };
    let statuses =
        [("Carys", "existing"), ("Unknown father", "unknown"), ("Ex Ifan", "ended"), ("Nain Jini", "died")];
    for (name, status) in statuses {
        assert_eq!(person(name)["status"], status, "{name}");
    }
    // Both of two mothers, and of two sorts of parents: side by side, each with the own word for it.
    let kinds = [
        ("Carys", "birth_family"),
        ("Ffion", "foster_carer"),
        ("Gwyn", "foster_carer"),
        ("Half-brother Huw", "half_sibling"),
        ("Ex Ifan", "ex_partner"),
    ];
    for (name, kind) in kinds {
        assert_eq!(line(Value::Null, name)["kind"], kind, "{name}");
    }
    assert_eq!(line(json!(people["Carys"]), "Half-brother Huw")["kind"], "child");
    assert_eq!(line(json!(people["Ffion"]), "Gwyn")["id"], pair.as_str());
    assert_eq!(line(Value::Null, "Ex Ifan")["quality"], "not_in_touch");
    // A half-brother's mother is not made anybody else's, and nobody is made a couple.
    let between = map["lines"].as_array().unwrap().iter().filter(|line| line["from"].is_string()).count();
    assert_eq!(between, 3, "what nobody said is not drawn");
    // Somebody of whom nothing was said is there, and is said to have no place yet.
    let kit = person("Kit")["text"].as_str().unwrap();
    assert!(kit.contains("Not placed yet"), "{kit}");
    // What the picture says is in the list, person by person and tie by tie.
    let list = map["list"].as_array().unwrap();
    for name in names {
        assert!(list.contains(&person(name)["text"]), "{name}");
    }
    assert_eq!(list.len(), names.len() + between);
    for (name, words) in [("Ex Ifan", "end"), ("Nain Jini", "died")] {
        let text = person(name)["text"].as_str().unwrap().to_lowercase();
        assert!(text.contains(words), "{name}: {text}");
    }
    let father = person("Unknown father");
    assert_eq!(father["name"], "Unknown father");
}
