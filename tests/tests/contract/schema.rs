//! The API by name: the tables of the terminal's contract, and that the schema says the same.

use std::collections::BTreeSet;

use kith_tests::schema::plain;
use kith_tests::terminal::{Phone, Told};
use serde_json::{Value, json};

/// Every `do` with the arguments that the contract lists; `?` is one that need not be given.
pub(crate) const DO: &[(&str, &str)] = &[
    ("add_individual", "name languages[]"),
    ("add_person", "individual name kind"),
    ("add_relationship", "individual to from? kind circle? quality? status?"),
    (
        "set_field",
        "card field value voice.speaker voice.member? voice.how voice.method voice.conveyed_by? seen reason?",
    ),
    ("end", "card reason seen"),
    ("reopen", "card reason seen"),
    (
        "set_restriction",
        "individual person id? effect force kind bound? protected? modes.*.rule modes.*.condition? from until? \
         review? authority? reference? verified? verified.by verified.when state reason? seen?",
    ),
    ("plan_contact", "individual people[] mode start rrule? place? supported_by? prepare?"),
    (
        "record_visit",
        "individual occurred.at occurred.precision? happened.outcome happened.by_whom? happened.why? line \
         support[] contacts[].person contacts[].mode contacts[].outcome contacts[].before? contacts[].after? \
         observations[].scale observations[].value observations[].voice.speaker observations[].phase? words[].text \
         words[].lang words[].voice.how did_not_say? worry follow_ups[].what follow_ups[].who follow_ups[].when",
    ),
    ("observe", "individual"),
    ("say", "individual"),
    ("view_good_for_me", "individual"),
    ("note", "individual"),
    ("amend", "entry changes reason"),
    ("disagree", "entry voice.speaker text"),
    ("raise_concern", "individual"),
    ("answer_concern", "concern"),
    ("escalate_concern", "concern"),
    ("agree_support", "individual"),
    ("use_strategy", "individual"),
    ("give_consent", "individual"),
    ("settle", "difference fact_ids[] value reason"),
    ("refile", "entry to_individual reason"),
];

/// Every `show` with its arguments and what the answer holds.
pub(crate) const SHOW: &[(&str, &str, &str)] = &[
    ("today", "", ""),
    ("caseload", "", ""),
    ("individual", "individual", ""),
    ("person", "individual person", ""),
    ("timeline", "individual cursor? limit?", "items[] next"),
    (
        "map",
        "individual at? known_at? voice?",
        "people[].id people[].name people[].circle people[].x people[].y people[].text lines[].from lines[].to \
         lines[].kind lines[].quality lines[].restriction? lines[].text list[] warnings[]",
    ),
    (
        "differences",
        "individual",
        "[].id [].card [].field [].values[].fact_id [].values[].value [].values[].voice [].values[].author \
         [].values[].recorded [].in_force [].why",
    ),
    ("check", "individual person mode at?", "outcome because[] conditions[] sources[]"),
    ("trends", "individual scale from? to?", ""),
    (
        "effect",
        "individual person scale window_hours?",
        "n_with n_without nap? low? high? method too_few text",
    ),
    ("search", "text individual?", ""),
    ("pending", "", ""),
    ("who_can_see", "individual", ""),
    ("audit", "individual", ""),
    ("hash", "individual", "hash"),
];

/// Follows a path of the tables; whether the last step must be given.
fn follow(root: &Value, path: &str) -> Result<bool, String> {
    let (mut at, mut required) = (root, true);
    for step in path.split('.') {
        at = plain(root, at);
        let (name, list) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
        if name == "*" {
            at = &at["additionalProperties"];
        } else if !name.is_empty() {
            required = at["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
            at = at["properties"].get(name).ok_or_else(|| format!("no {name} of {path}"))?;
        }
        if list {
            at = plain(root, at).get("items").ok_or_else(|| format!("{name} of {path} is no list"))?;
        }
    }
    Ok(required)
}

fn holds(schema: &Value, paths: &str, of: &str) {
    for path in paths.split_whitespace() {
        let (path, may_be_left_out) = path.strip_suffix('?').map_or((path, false), |path| (path, true));
        let required = follow(schema, path).unwrap_or_else(|missing| panic!("{of}: {missing}"));
        assert!(!(may_be_left_out && required), "{of}: {path} need not be given by the contract");
    }
}

fn names(told: &Told) -> BTreeSet<String> {
    told.data().as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_schema_covers_every_do_and_show_of_the_contract() {
    let phone = Phone::new(1);
    let told = phone.run(&["schema"], b"");
    let schema = told.data();
    for (name, arguments) in DO {
        let found = &schema["do"][name];
        assert!(found.is_object(), "no do {name}");
        holds(&found["arguments"], arguments, name);
        holds(&found["answer"], "ids shown?", name);
        // What the contract lists without `?` may be left out only where nothing at all is meant by that.
        for path in arguments.split_whitespace().filter(|path| !path.contains(['?', '[', '.'])) {
            assert_eq!(follow(&found["arguments"], path), Ok(true), "{name}: {path}");
        }
    }
    for (name, arguments, answer) in SHOW {
        let found = &schema["show"][name];
        assert!(found.is_object(), "no show {name}");
        holds(&found["arguments"], arguments, name);
        holds(&found["answer"], answer, name);
        if arguments.is_empty() {
            assert_eq!(found["arguments"]["required"], Value::Null, "{name}");
        }
    }
    for (kind, listed) in
        [("do", phone.run(&["do", "--list"], b"")), ("show", phone.run(&["show", "--list"], b""))]
    {
        let described: BTreeSet<String> = schema[kind].as_object().unwrap().keys().cloned().collect();
        assert_eq!(names(&listed), described, "{kind} --list and the schema");
    }
}
