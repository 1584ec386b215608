//! A fact as the one scalar a field holds, and back.
//!
//! It is the canonical JSON of the fact without its feed: the feed follows from the actor of the operation and so
//! cannot be claimed. Bytes and not a string, because some of the library's migrations rewrite strings.

use std::collections::BTreeSet;

use automerge::{ActorId, ScalarValue};
use kith_domain::fact::Fact;
use kith_domain::id::FactId;
use kith_domain::time::is_readable;
use serde_json::{Map, Value};

use crate::actor::feed_of;
use crate::write::NewFact;

const FEED: &str = "feed";
/// The keys of a fact that are ours; unknown ones may not stand in for them.
const OURS: [&str; 7] = ["feed", "id", "reason", "recorded", "saw", "value", "voice"];

/// How deep what is said may be: less than what a reader follows once it stands in a card, and far more than any field needs.
const DEPTH: usize = 64;

/// Whether a value is nested no deeper than a reader can follow.
pub fn is_shallow(value: &Value) -> bool {
    fn within(value: &Value, left: usize) -> bool {
        match value {
            Value::Array(items) => left > 0 && items.iter().all(|item| within(item, left - 1)),
            Value::Object(fields) => left > 0 && fields.values().all(|item| within(item, left - 1)),
            _ => true,
        }
    }
    within(value, DEPTH)
}

/// The scalar of a new fact whose author was shown these facts; `None` if it cannot be written.
pub(crate) fn write(fact: &NewFact, saw: &BTreeSet<FactId>) -> Option<ScalarValue> {
    let mut keys: Map<String, Value> =
        fact.unknown.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    keys.retain(|key, _| !OURS.contains(&key.as_str()));
    keys.insert("id".into(), serde_json::to_value(fact.id).ok()?);
    keys.insert("recorded".into(), serde_json::to_value(fact.recorded).ok()?);
    keys.insert("value".into(), fact.value.clone());
    keys.insert("voice".into(), serde_json::to_value(&fact.voice).ok()?);
    if let Some(reason) = &fact.reason {
        keys.insert("reason".into(), Value::String(reason.clone()));
    }
    if !saw.is_empty() {
        keys.insert("saw".into(), serde_json::to_value(saw).ok()?);
    }
    serde_json::to_vec(&Value::Object(keys)).ok().map(ScalarValue::Bytes)
}

/// The fact a scalar holds, said by this actor; `None` for what this app does not know as a fact.
pub(crate) fn read(scalar: &ScalarValue, actor: &ActorId) -> Option<Fact> {
    let json: &[u8] = match scalar {
        ScalarValue::Bytes(bytes) => bytes,
        ScalarValue::Str(text) => text.as_bytes(),
        _ => return None,
    };
    let mut keys: Map<String, Value> = serde_json::from_slice(json).ok()?;
    if !keys.values().all(is_shallow) {
        return None;
    }
    keys.insert(FEED.into(), serde_json::to_value(feed_of(actor)?).ok()?);
    let fact: Fact = serde_json::from_value(Value::Object(keys)).ok()?;
    is_readable(&fact.recorded).then_some(fact)
}
