//! Reading the JSON Schema that the program gives out of its own arguments.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

use serde_json::Value;

/// The schema itself, past references and past 'or null'.
#[must_use]
pub fn plain<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(name) = schema["$ref"].as_str() {
        return plain(root, root.pointer(name.trim_start_matches('#')).unwrap());
    }
    let options = schema["anyOf"].as_array();
    match options.and_then(|options| options.iter().find(|option| option["type"] != "null")) {
        Some(option) => plain(root, option),
        None => schema,
    }
}
