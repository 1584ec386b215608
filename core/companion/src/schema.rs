//! The API by name, as JSON Schema: what every command and every screen takes, and what it answers with.
//!
//! The types give the shape. What a type cannot say is put in here, from two tables: which arguments are ids, and which
//! are options of a list. A list that is open takes other words too, and its schema says so.

use kith_domain::concern::{Danger, Status};
use kith_domain::consent::Decision;
use kith_domain::lists::{
    Circle, ConcernKind, ConcernRecipient, ContactMode, ContactOutcome, Feeling, GivesSupport, GoodForMe,
    Harm, List, NeedKind, PersonKind, Quality, RelationshipKind, RelationshipStatus, RestrictionKind,
    StatementKind, StrategyKind, SupportType, ViewOf, Worry,
};
use kith_domain::restriction::Effect;
use kith_domain::ruling::Rule;
use kith_domain::scale::Scale;
use kith_domain::voice::{How, Method, Speaker};
use serde_json::{Map, Value, json};

use crate::{commands, screens};

/// Arguments that are ids in every command and screen.
const IDS: [&str; 17] = [
    "individual",
    "person",
    "people",
    "card",
    "entry",
    "concern",
    "need",
    "member",
    "plan",
    "place",
    "strategy",
    "relationships",
    "team",
    "to_individual",
    "fact_ids",
    "difference",
    "id",
];

/// Arguments that are ids in one command or screen.
const IDS_OF: [(&str, &str); 5] = [
    ("add_relationship", "to"),
    ("add_relationship", "from"),
    ("give_feedback", "about"),
    ("raise_concern", "readers"),
    ("rule_form", "rule"),
];

/// What there is to choose from.
enum Choice {
    /// An option of a list; of an open one, other words too.
    Of(&'static List),
    /// An option of a list that is open elsewhere, and here is not.
    Only(&'static List),
    /// An option of a list, or that it is none of them, for which there are no words here.
    OrOther(&'static List),
    /// An object whose keys are options of a list.
    Keys(&'static List),
    /// One of these names.
    Names(&'static [&'static str]),
}

use Choice::{Keys, Names, Of, Only, OrOther};

/// Arguments that are options of a list: of which command or screen, and their name.
const CHOICES: &[(&str, &str, Choice)] = &[
    ("add_individual", "communication_methods", Of(Method::LIST)),
    ("add_need", "kind", Of(NeedKind::LIST)),
    ("add_person", "kind", Of(PersonKind::LIST)),
    ("add_relationship", "kind", Of(RelationshipKind::LIST)),
    ("add_relationship", "circle", Of(Circle::LIST)),
    ("add_relationship", "quality", Of(Quality::LIST)),
    ("add_relationship", "status", Of(RelationshipStatus::LIST)),
    ("add_relationship", "gives_support", Of(GivesSupport::LIST)),
    ("add_strategy", "kind", Of(StrategyKind::LIST)),
    ("agree_support", "support", Of(SupportType::LIST)),
    ("check", "mode", Only(ContactMode::LIST)),
    ("end", "ending", Names(&["end", "void", "archive"])),
    ("escalate_concern", "to", Of(ConcernRecipient::LIST)),
    ("escalate_concern", "danger", Of(Danger::LIST)),
    ("give_consent", "decision", Of(Decision::LIST)),
    ("lower_concern", "status", Of(Status::LIST)),
    ("lower_concern", "danger", Of(Danger::LIST)),
    ("map", "voice", Of(Speaker::LIST)),
    ("note", "section", Names(&["team", "private"])),
    ("observe", "phase", Names(PHASES)),
    ("observe", "feelings", Only(Feeling::LIST)),
    ("plan_contact", "mode", Only(ContactMode::LIST)),
    ("raise_concern", "kind", Of(ConcernKind::LIST)),
    ("raise_concern", "harms", Of(Harm::LIST)),
    ("raise_concern", "danger", Of(Danger::LIST)),
    ("raise_concern", "recipients", Only(ConcernRecipient::LIST)),
    ("record_visit", "outcome", Only(ContactOutcome::LIST)),
    ("record_visit", "mode", Only(ContactMode::LIST)),
    ("record_visit", "phase", Names(PHASES)),
    ("record_visit", "support", Only(SupportType::LIST)),
    ("record_visit", "worry", Of(Worry::LIST)),
    ("say", "kind", Only(StatementKind::LIST)),
    ("say", "feelings", Only(Feeling::LIST)),
    ("set_restriction", "effect", Of(Effect::LIST)),
    (
        "set_restriction",
        "force",
        Names(&["legal", "legal_verified", "legal_unverified", "agreed", "own_wish", "staff_rule"]),
    ),
    ("set_restriction", "kind", Of(RestrictionKind::LIST)),
    ("set_restriction", "modes", Keys(ContactMode::LIST)),
    ("set_restriction", "rule", Of(Rule::LIST)),
    ("set_restriction", "state", Names(&["active", "lifted"])),
    ("view_good_for_me", "view", Of(GoodForMe::LIST)),
    ("view_good_for_me", "of", Of(ViewOf::LIST)),
];

/// Options of arguments that several commands share, by the type of the argument.
const SHARED: &[(&str, &str, Choice)] = &[
    ("VoiceArgument", "speaker", Of(Speaker::LIST)),
    ("VoiceArgument", "how", Of(How::LIST)),
    ("VoiceArgument", "method", OrOther(Method::LIST)),
    ("OccurredArgument", "precision", Names(PRECISIONS)),
];

pub(crate) const PHASES: &[&str] = &["before", "after"];
pub(crate) const PRECISIONS: &[&str] = &["exact", "about", "day"];

/// The JSON Schema of each `do` and each `show`.
#[must_use]
pub fn schema() -> Value {
    let one = |arguments: Option<&Value>, answer: Value| json!({ "arguments": arguments, "answer": answer });
    let done = json!(schemars::schema_for!(commands::Done));
    let commands: Map<String, Value> = commands::NAMES
        .iter()
        .map(|name| ((*name).to_owned(), one(commands::arguments(name), done.clone())))
        .collect();
    let screens: Map<String, Value> = screens::answers()
        .into_iter()
        .map(|(name, answer)| (name.to_owned(), one(screens::arguments(name), answer)))
        .collect();
    json!({ "do": commands, "show": screens })
}

/// What each command (`do`) or screen (`show`) is called, what it does, and its arguments; those that need not be given
/// stand in brackets.
#[must_use]
pub fn listed(kind: &str) -> Vec<(String, String, String)> {
    let of = |name: &str| if kind == "do" { commands::arguments(name) } else { screens::arguments(name) };
    let names = if kind == "do" { commands::NAMES } else { screens::NAMES };
    let all = names.iter().filter_map(|name| Some((name, of(name)?)));
    all.map(|(name, arguments)| {
        let does = arguments.get("description").and_then(Value::as_str).unwrap_or_default();
        let required = arguments.get("required").and_then(Value::as_array);
        let needed = |name: &String| required.is_some_and(|all| all.iter().any(|one| one == name));
        let parts = arguments.get("properties").and_then(Value::as_object);
        let names: Vec<&String> = parts.into_iter().flat_map(Map::keys).collect();
        let first = names.iter().filter(|name| needed(name)).map(|name| (*name).clone());
        let then = names.iter().filter(|name| !needed(name)).map(|name| format!("[{name}]"));
        ((*name).to_owned(), does.to_owned(), first.chain(then).collect::<Vec<_>>().join(" "))
    })
    .collect()
}

/// The schema with what its types cannot say.
pub(crate) fn told(command: &str, mut schema: Value) -> Value {
    tell_parts(command, "", &mut schema);
    let types = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (of, one) in types.into_iter().flatten() {
        tell_parts(command, of, one);
    }
    schema
}

fn tell_parts(command: &str, of: &str, schema: &mut Value) {
    let parts = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, part) in parts.into_iter().flatten() {
        let shared = SHARED.iter().find(|(holder, field, _)| *holder == of && field == name);
        let own = CHOICES.iter().find(|(holder, field, _)| *holder == command && field == name);
        if let Some((_, _, choice)) = shared.or(own) {
            choice.tell(part);
        } else if IDS.contains(&name.as_str())
            || IDS_OF.contains(&(command, name))
            || (of, &**name) == ("VoiceArgument", "member")
        {
            let part = if part.get("items").is_some() { part.get_mut("items") } else { Some(part) };
            put(part, "format", json!("uuid"));
        } else if name == "scale" {
            let names: Vec<&str> = Scale::built_in_ids().collect();
            put(Some(part), "examples", json!(names));
        }
    }
}

impl Choice {
    /// Says in the schema of an argument what there is to choose; of a list of them, for each.
    fn tell(&self, part: &mut Value) {
        let part = if part.get("items").is_some() { part.get_mut("items") } else { Some(part) };
        if let Keys(list) = self {
            put(part, "propertyNames", json!({ "enum": list.options }));
            return;
        }
        let (names, other, open) = match self {
            Of(list) => (list.options, None, list.open),
            Only(list) | Keys(list) => (list.options, None, false),
            OrOther(list) => (list.options, Some("other"), false),
            Names(names) => (*names, None, false),
        };
        let names: Vec<&str> = names.iter().copied().chain(other).collect();
        if open {
            put(part, "examples", json!(names));
            return;
        }
        let nullable = part.as_ref().and_then(|part| part.get("type")).is_some_and(Value::is_array);
        let mut options = json!(names);
        if let (true, Some(options)) = (nullable, options.as_array_mut()) {
            options.push(Value::Null);
        }
        put(part, "enum", options);
    }
}

fn put(part: Option<&mut Value>, name: &str, value: Value) {
    if let Some(part) = part.and_then(Value::as_object_mut) {
        part.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every property of a schema and of its types, with the type it is in.
    fn properties(schema: &Value) -> Vec<(String, String)> {
        let of = |holder: &str, schema: &Value| -> Vec<(String, String)> {
            let parts = schema["properties"].as_object().into_iter().flatten();
            parts.map(|(name, _)| (holder.to_owned(), name.clone())).collect()
        };
        let types = schema["$defs"].as_object().into_iter().flatten();
        of("", schema).into_iter().chain(types.flat_map(|(name, one)| of(name, one))).collect()
    }

    #[test]
    fn every_row_of_the_tables_is_an_argument_and_says_its_options() {
        let all = schema();
        let of = |name: &str| -> &Value {
            ["do", "show"].iter().find_map(|kind| all[kind].get(name)).unwrap_or_else(|| panic!("{name}"))
        };
        for (command, name) in CHOICES.iter().map(|row| (row.0, row.1)).chain(IDS_OF) {
            let found = properties(&of(command)["arguments"]);
            assert!(found.iter().any(|(_, field)| field == name), "{command} has no {name}");
        }
        assert_eq!(
            of("record_visit")["arguments"]["properties"]["worry"]["enum"],
            json!(["no", "not_sure", "yes"])
        );
        assert_eq!(of("say")["arguments"]["properties"]["kind"]["enum"][5], Value::Null);
        let kinds = &of("add_relationship")["arguments"]["properties"]["kind"];
        assert_eq!((kinds.get("enum"), &kinds["examples"][0]), (None, &json!("partner")), "an open list");
        let people = &of("plan_contact")["arguments"]["properties"]["people"];
        assert_eq!(people["items"]["format"], "uuid");
    }

    #[test]
    fn names_that_are_no_list_are_those_of_the_types_they_are_read_as() {
        for phase in PHASES {
            assert!(serde_json::from_value::<kith_domain::scale::Phase>(json!(phase)).is_ok(), "{phase}");
        }
        for precision in PRECISIONS {
            let read = serde_json::from_value::<kith_domain::time::Precision>(json!(precision));
            assert!(read.is_ok(), "{precision}");
        }
    }

    #[test]
    fn every_command_and_screen_and_each_of_its_arguments_says_what_it_is() {
        let all = schema();
        for kind in ["do", "show"] {
            for (name, does, _) in listed(kind) {
                assert!(does.ends_with('.'), "{name} says nothing of itself");
                let parts =
                    all[kind][&name]["arguments"]["properties"].as_object().cloned().unwrap_or_default();
                for (argument, part) in parts {
                    assert!(part["description"].is_string(), "{name}.{argument}");
                }
            }
        }
    }
}
