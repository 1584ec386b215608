//! The API by name, as JSON Schema: what every command and every screen takes, and what it answers with.

use serde_json::{Value, json};

use crate::{commands, screens};

/// The JSON Schema of each `do` and each `show`.
#[must_use]
pub fn schema() -> Value {
    let done = json!(schemars::schema_for!(commands::Done));
    let commands: serde_json::Map<String, Value> = commands::schemas()
        .into_iter()
        .map(|(name, arguments)| (name.to_owned(), json!({ "arguments": arguments, "answer": done })))
        .collect();
    let screens: serde_json::Map<String, Value> = screens::schemas()
        .into_iter()
        .map(|(name, (arguments, answer))| {
            (name.to_owned(), json!({ "arguments": arguments, "answer": answer }))
        })
        .collect();
    json!({ "do": commands, "show": screens })
}
