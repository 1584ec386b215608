//! Re-files an entry that was recorded in the wrong person's record: a new entry there that names the old, and an
//! amendment here that says where it went. Whoever saw the old one keeps what they saw, and the screen says so. A note
//! of the breach is left as something to be done.

use kith_domain::fields::CardKind;
use kith_domain::section::SectionKind;
use kith_domain::time::Occurred;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Re-files an entry.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refile {
    /// The entry.
    entry: String,
    /// Into whose record it belongs.
    to_individual: String,
    /// Why.
    reason: String,
}

/// What names people or cards of the record that the entry was in, and so does not go with it.
const BOUND_TO_RECORD: [&str; 10] =
    ["person", "people", "visit", "plan", "card", "need", "strategy", "about", "place", "entry"];

impl Command for Refile {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let id = parse_id(&self.entry, "entry")?;
        let to = parse_id(&self.to_individual, "to_individual")?;
        let why = reason(Some(&self.reason))?;
        let original = session.entry(id)?;
        if original.individual == to {
            return Err(KithError::invalid("to_individual", "same_person"));
        }
        let from_kind =
            session.vault.read().section_of(original.document)?.map(|row| row.kind).unwrap_or_default();
        let kind = SectionKind::from_name(&from_kind).ok_or(KithError::unknown("entry"))?;
        if kind == SectionKind::Concern {
            return Err(KithError::invalid("entry", "not_amendable"));
        }
        let there = session.section(to, kind)?;
        let mut moved: Map<String, Value> = original.entry.body.clone();
        moved.retain(|name, _| !BOUND_TO_RECORD.contains(&name.as_str()));
        moved.insert("refiled_from".to_owned(), json!(id));
        // What named people of the other record cannot go with it; the words can.
        let words = json!(self.words(session, &original));
        let mut change = session.begin();
        let occurred = original.entry.occurred.clone();
        let kept = session.add_entry(&mut change, there, &original.entry.kind, occurred.clone(), moved);
        let entry = match kept {
            Ok(entry) => entry,
            Err(_) => {
                let note = body([("text", words), ("refiled_from", json!(id))]);
                let team = session.section(to, SectionKind::Team)?;
                session.add_entry(&mut change, team, "note", occurred, note)?
            }
        };
        let now = Occurred { at: change.now, precision: Default::default() };
        let amendment = body([
            ("entry", json!(id)),
            ("changes", json!({ "refiled_to": entry })),
            ("reason", json!(why)),
        ]);
        session.add_entry(&mut change, original.document, "amendment", now, amendment)?;
        let values = vec![
            ("what", json!(session.strings.say("breach-task"))),
            ("when", json!(session.now().date_naive().to_string())),
        ];
        let voice = session.own_voice();
        let shared = session.section(original.individual, SectionKind::Shared)?;
        let task = session.create_card(&mut change, shared, CardKind::FollowUp, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("entry", entry).and("task", task))
    }
}

impl Refile {
    fn words(&self, session: &Session, original: &crate::entries::ReadEntry) -> String {
        session.entry_text(original.individual, &original.entry)
    }
}
