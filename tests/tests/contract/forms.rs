//! Every form, filled in by its own paths, shapes and choices alone: its command takes what comes of it.

use kith_tests::terminal::{NOW, Phone, own};
use serde_json::{Value, json};

use super::newcomer::plain;

const FORMS: [&str; 9] = [
    "concern_form",
    "individual_form",
    "observation_form",
    "person_form",
    "plan_form",
    "relationship_form",
    "rule_form",
    "visit_form",
    "words_form",
];

/// What a person who knows nothing but the form would fill in.
fn filled(field: &Value) -> Option<Value> {
    if !field["prefilled"].is_null() {
        return Some(field["prefilled"].clone());
    }
    let first = field["choices"].get(0).map(|choice| choice["name"].clone());
    match field["shape"].as_str().unwrap() {
        "text" => Some(json!("T")),
        "one" => first,
        "several" => Some(json!(first.into_iter().collect::<Vec<_>>())),
        "moment" => Some(json!(NOW)),
        "day" => Some(json!("2026-04-01")),
        "faces" | "number" => Some(json!(4)),
        "tick" => Some(json!(true)),
        other => panic!("{other}"),
    }
}

/// Puts a value at a path; of a list, into its first item.
fn put(into: &mut Value, path: &str, value: Value) {
    let mut at = into;
    for step in path.split('.') {
        at = match step.strip_suffix("[]") {
            Some(list) => {
                let items = &mut at[list];
                if items.is_null() {
                    *items = json!([null]);
                }
                &mut items[0]
            }
            None => &mut at[step],
        };
    }
    *at = value;
}

#[test]
fn what_a_form_asks_for_is_what_its_command_takes() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    phone.perform("add_place", &json!({"individual": megan, "name": "Hall"}));
    phone.perform(
        "plan_contact",
        &json!({"individual": megan, "people": [tom], "mode": "phone", "start": NOW}),
    );
    for name in FORMS {
        let form = match name {
            "individual_form" => phone.show(name, &[]),
            "relationship_form" => phone.show(name, &[("individual", &megan), ("person", &tom)]),
            _ => phone.show(name, &[("individual", &megan)]),
        };
        let fields: Vec<&Value> = form["steps"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|step| step["fields"].as_array().unwrap())
            .collect();
        for field in &fields {
            let (path, label) = (field["name"].as_str().unwrap(), field["label"].as_str().unwrap());
            assert!(label.starts_with(char::is_uppercase), "{name}: {path} has no words: {label}");
        }
        // What the rules are asked of while it is filled in is asked for.
        let asked = form["check"].as_object();
        assert_eq!(asked.is_some(), matches!(name, "plan_form" | "visit_form"), "{name}");
        for path in asked.into_iter().flatten().map(|(_, path)| path) {
            assert!(fields.iter().any(|field| field["name"] == *path), "{name}: {path}");
        }
        for all in [true, false] {
            let mut arguments = json!({});
            for field in &fields {
                let asked = all || field["required"] == true || !field["prefilled"].is_null();
                if let (true, Some(value)) = (asked, filled(field)) {
                    put(&mut arguments, field["name"].as_str().unwrap(), value);
                }
            }
            // An observation needs one thing that was observed, whichever.
            if name == "observation_form" && !all {
                put(&mut arguments, "behaviour.what", json!("T"));
            }
            let told = phone.attempt(form["command"].as_str().unwrap(), &arguments);
            assert_eq!(told.status, Some(0), "{name}: {arguments} {}", told.json);
        }
    }
}

#[test]
fn feelings_are_asked_with_their_symbols_and_told_in_words() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    for (name, command) in [("observation_form", "observe"), ("words_form", "say")] {
        let form = phone.show(name, &[("individual", &megan)]);
        let steps = form["steps"].as_array().unwrap();
        let mut fields = steps.iter().flat_map(|step| step["fields"].as_array().unwrap());
        let feelings = fields.find(|field| field["name"] == "feelings").unwrap();
        assert_eq!(feelings["symbols"], "feeling");
        let names: Vec<&str> =
            feelings["choices"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert!(names.len() == 12 && names.contains(&"numb"), "{names:?}");
        let mut said = json!({"individual": megan, "voice": own(), "feelings": ["worried", "happy"]});
        if command == "say" {
            said["text"] = json!("T");
        }
        phone.perform(command, &said);
        said["feelings"] = json!(["worried", "hungry"]);
        let told = phone.attempt(command, &said);
        assert_eq!(told.json["error"]["code"], "not_an_option", "{}", told.json);
        assert_eq!(told.json["error"]["fields"][0], "feelings[1]", "{}", told.json);
    }
    let told = phone.timeline(&megan);
    let with = |kind: &str| {
        told.iter()
            .filter(|item| item["kind"] == kind)
            .all(|item| item["what"].as_str().unwrap().contains("Worried, Happy"))
    };
    assert!(told.len() == 2 && with("observation") && with("statement"), "{told:?}");
}

#[test]
fn a_form_in_lines_names_each_choice_as_its_command_takes_it_and_people_by_their_names() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let rule = json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
        "from": "2026-01-01", "state": "active"});
    let rule = phone.make("set_restriction", "restriction", &rule);
    let arguments = ["show", "rule_form", "--individual", &megan, "--rule", &rule[..8]];
    let (status, form, err) = plain(&phone, "en", &arguments, b"");
    assert_eq!(status, Some(0), "{err}");
    assert!(
        form.contains("Limited contact (limit)") && form.contains("Tom") && !form.contains("Tom ("),
        "{form}"
    );
}
