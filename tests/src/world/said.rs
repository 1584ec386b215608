//! What the people of such a world say: voices, dates and the terms of rules, by chance.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::chance::Chance;
use super::commands::MODES;
use super::moment;

pub(super) fn voice(chance: &mut Chance) -> Value {
    chance.pick(&[
        json!({"speaker": "individual", "how": "own_words", "method": "spoken"}),
        json!({"speaker": "worker", "how": "observed", "method": "behaviour"}),
        json!({"speaker": "key_person", "how": "reported", "method": "writing"}),
    ])
}

pub(super) fn day(chance: &mut Chance) -> String {
    (moment(2025, 12, 20, 0) + TimeDelta::days(i64::try_from(chance.below(60)).unwrap()))
        .date_naive()
        .to_string()
}

/// One of the cards, the first of them more often than any other: so people meet in what they write of.
pub(super) fn favourite(chance: &mut Chance, cards: &[String]) -> String {
    if chance.one_in(2) { cards[0].clone() } else { chance.pick(cards) }
}

pub(super) fn visit_time(chance: &mut Chance) -> String {
    let hour = u32::try_from(8 + chance.below(10)).unwrap();
    let days = TimeDelta::days(i64::try_from(chance.below(25)).unwrap());
    (moment(2026, 1, 3, hour) + days).to_rfc3339()
}

/// The terms of a rule, as arguments.
#[must_use]
pub fn terms(chance: &mut Chance) -> Value {
    let mut modes = serde_json::Map::new();
    for mode in MODES {
        let rule = match chance.below(5) {
            0 => Value::Null,
            1 => json!({"rule": "free"}),
            2 => json!({"rule": "conditional", "condition": format!("not after {}", 5 + chance.below(3))}),
            3 => json!({"rule": "supervised", "supervised_by": chance.pick(&["a worker", "an aunt"])}),
            _ => json!({"rule": "none"}),
        };
        if !rule.is_null() {
            modes.insert(mode.to_owned(), rule);
        }
    }
    let force = chance.pick(&["legal_verified", "legal_unverified", "agreed", "own_wish", "staff_rule"]);
    let mut terms = json!({
        "effect": chance.pick(&["require", "permit", "limit", "prohibit"]),
        "force": force,
        "kind": chance.pick(&["non_molestation_order", "dvpo", "agreed_plan"]),
        "modes": modes,
        "from": day(chance),
        "state": "active",
    });
    if force == "legal_verified" {
        terms["verified"] = json!({"by": "Aled", "when": "2026-01-02"});
    }
    if chance.one_in(3) {
        terms["until"] = json!("2026-02-20");
    } else if chance.one_in(3) {
        // Ends on the day it begins.
        terms["until"] = terms["from"].clone();
    }
    if chance.one_in(4) {
        terms["review"] = json!(day(chance));
    }
    if chance.one_in(3) {
        terms["protected"] = json!(["individual"]);
    }
    if chance.one_in(5) {
        terms["bound"] = json!(["individual"]);
    }
    terms
}

pub(super) fn with(mut value: Value, parts: Value) -> Value {
    value.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    value
}

/// Where an entry of this kind keeps its words.
pub(super) fn words_of(kind: &str) -> Option<&'static str> {
    match kind {
        "visit" => Some("line"),
        "note" | "statement" => Some("text"),
        _ => None,
    }
}
