//! A small record with something of everything in it, every command upon it and every screen of it.

use std::cell::RefCell;

use kith::Kith;
use serde_json::{Value, json};

use crate::examples;

/// What the record holds, and what can be done with it.
pub(super) struct Record {
    pub(super) individual: String,
    pub(super) ids: Vec<String>,
    pub(super) commands: Vec<(&'static str, Value)>,
    pub(super) screens: Vec<(&'static str, Value)>,
}

/// A command that fills the record where the examples leave it empty: a rule is what most can be wrong with.
const MORE: &str = "set_restriction";

impl Record {
    /// Makes it, as the founder, whose id as a member this is.
    pub(super) fn new(kith: &Kith, member: &str) -> Self {
        let made = RefCell::new(Vec::new());
        let make = |name: &str, id: &str, given: Value| -> String {
            let done = kith.perform(name, &given).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let id = done.ids[id].as_str().unwrap().to_owned();
            made.borrow_mut().push((given, id.clone()));
            id
        };
        let seen = |individual: &str| {
            kith.show("individual", &json!({ "individual": individual })).unwrap().data["seen"].clone()
        };
        let take = |photo: &[u8]| take(kith, photo);
        let commands = examples::of_each_command(member, make, take, seen);
        for (name, given) in commands.iter().filter(|(name, _)| *name == MORE) {
            kith.perform(name, given).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        }
        let made = made.into_inner();
        let named = |name: &str| {
            let of_it = made.iter().find(|(given, _)| given["name"] == name || given["what"] == name);
            of_it.map(|(_, id)| id.clone()).unwrap()
        };
        let screens = screens(&named);
        let ids = made.iter().map(|(_, id)| id.clone()).collect();
        Self { individual: named("Megan"), ids, commands, screens }
    }
}

/// Takes in a photo.
pub(super) fn take(kith: &Kith, photo: &[u8]) -> String {
    let staged = kith.stage_attachment("photo", None).unwrap().staged;
    kith.append_attachment(&staged, photo).unwrap();
    kith.finish_attachment(&staged, None).unwrap().staged
}

/// The same command for another phone: a photo that it records is taken in there first.
pub(super) fn elsewhere(kith: &Kith, given: &Value, taken: &[u8]) -> Value {
    let part = |(name, part): (&String, &Value)| match name.as_str() {
        "staged" => (name.clone(), Value::String(take(kith, taken))),
        _ => (name.clone(), elsewhere(kith, part, taken)),
    };
    match given {
        Value::Object(all) => Value::Object(all.iter().map(part).collect()),
        Value::Array(all) => Value::Array(all.iter().map(|part| elsewhere(kith, part, taken)).collect()),
        other => other.clone(),
    }
}

/// Every screen there is, with what it is told. All that are of somebody are told of whom; the rest is in this table.
fn screens(named: &impl Fn(&str) -> String) -> Vec<(&'static str, Value)> {
    let (tom, dilys) = (named("Tom"), named("Dilys"));
    let (from, to) = ("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
    let told = [
        ("check", json!({"person": dilys, "mode": "phone", "at": to})),
        ("concern", json!({"concern": named("W")})),
        ("effect", json!({"person": tom, "scale": "distress", "window_hours": 24})),
        ("map", json!({"changed_since": from})),
        ("person", json!({"person": tom})),
        ("relationship_form", json!({"person": tom})),
        ("search", json!({"text": "tom"})),
        ("settings", json!({"text_size": "130", "look": "dark", "motion": "less"})),
        ("timeline", json!({"limit": 20})),
        ("trends", json!({"scale": "distress", "from": from, "to": to})),
    ];
    let (megan, schema) = (named("Megan"), kith::schema());
    let given = |name: &&'static str| {
        let told = told.iter().find(|(of, _)| of == name);
        let mut given = told.map_or_else(|| json!({}), |(_, given)| given.clone());
        if schema["show"][name]["arguments"]["properties"].get("individual").is_some() {
            given["individual"] = json!(megan);
        }
        (*name, given)
    };
    kith::SCREENS.iter().map(given).collect()
}
