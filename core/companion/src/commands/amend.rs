//! Amends an entry: what it should say, and why. The original stays readable, for ever.

use kith_domain::entries::{InvalidAmendment, may_amend};
use kith_domain::id::EntryId;
use kith_domain::time::Occurred;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Amends an entry.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Amend {
    /// The entry.
    entry: String,
    /// What each part should say, by its name.
    changes: Map<String, Value>,
    /// Why.
    reason: String,
}

impl Command for Amend {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let id = parse_id(&self.entry, "entry")?;
        let original = session.entry(id)?;
        if self.changes.is_empty() {
            return Err(KithError::invalid("changes", "empty"));
        }
        if original.entry.kind == "amendment" {
            return Err(KithError::invalid("entry", "not_amendable"));
        }
        may_amend(&original.entry, &self.changes).map_err(|problem| match problem {
            InvalidAmendment::NoSuchPart(part) => KithError::invalid(part_path(&part), "no_such_part"),
            InvalidAmendment::Changed(problem) => {
                let mut parts = self.changes.keys();
                let one = parts.next().filter(|_| parts.next().is_none());
                KithError::from(problem).about(one.map_or("changes".to_owned(), |part| part_path(part)))
            }
        })?;
        let said = session.said_of(original.individual, id)?;
        let saw: Vec<EntryId> =
            said.iter().filter(|said| said.entry.kind == "amendment").map(|said| said.entry.id).collect();
        let now = session.now();
        let body = body([
            ("entry", json!(id)),
            ("changes", Value::Object(self.changes)),
            ("reason", json!(reason(Some(&self.reason))?)),
            ("saw", json!(saw)),
        ]);
        let occurred = Occurred { at: now, precision: Default::default() };
        let mut change = session.begin();
        // It lives where the entry lives, so that whoever reads the one reads the other.
        let amendment = session.add_entry(&mut change, original.document, "amendment", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("amendment", amendment))
    }
}

/// Where the part stood among the arguments. Only what looks like the name of a part is repeated: an error carries nothing
/// that a person may have written.
fn part_path(part: &str) -> String {
    let is_name = part.len() <= 32 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if is_name { format!("changes.{part}") } else { "changes".to_owned() }
}
