//! An entry: something that happened, recorded once and never changed.
//!
//! What is said of it later (an amendment, a disagreement) is another entry that names it. The author is not in the
//! entry: it is whoever signed the parcel that brought it, and cannot be claimed.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::id::EntryId;
use crate::time::{Occurred, Timestamp};

/// Something that happened. Its canonical bytes are the JSON of this, keys sorted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its identity, for ever.
    pub id: EntryId,
    /// What kind of entry: `visit`, `contact`, `observation`, … ; kinds of a newer app are kept.
    pub kind: String,
    /// When it happened.
    pub occurred: Occurred,
    /// When it was written down, by the recording device's clock.
    #[serde(deserialize_with = "crate::time::readable")]
    pub recorded: Timestamp,
    /// The rest, by kind.
    pub body: Map<String, Value>,
}
