//! The body of an entry from its parts.

use serde_json::{Map, Value};

/// A body from names and values.
pub(crate) fn body<const N: usize>(parts: [(&str, Value); N]) -> Map<String, Value> {
    parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
