//! Re-files an entry that was recorded in the wrong person's record, with what was recorded with it: new entries there that name
//! the old, and an amendment here that says where it went. Whoever saw the old one keeps what they saw, and the screen says so. A note
//! of the breach is left as something to be done.

use kith_domain::entry::Entry;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, DocumentId, EntryId, IndividualId};
use kith_domain::section::SectionKind;
use kith_domain::time::Occurred;
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::change::Change;
use crate::entries::{REFILED_TO, ReadEntry};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Re-files an entry.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
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
/// What names a member of the organisation, who is the same in every record.
const OF_THE_ORGANISATION: &str = "member";

/// The body without anything, at any depth, that names people, cards or entries of the record it was in.
fn unbound(body: &Map<String, Value>) -> Map<String, Value> {
    let goes = |name: &str, value: &Value| {
        !BOUND_TO_RECORD.contains(&name) && (name == OF_THE_ORGANISATION || !is_id(value))
    };
    let kept = body.iter().filter(|(name, value)| goes(name, value));
    kept.map(|(name, value)| (name.clone(), unbound_value(value))).collect()
}

fn unbound_value(value: &Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(unbound(fields)),
        Value::Array(items) => items.iter().filter(|item| !is_id(item)).map(unbound_value).collect(),
        other => other.clone(),
    }
}

fn is_id(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<CardId>().is_ok())
}

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
        let mut change = session.begin();
        let entry = moved(session, &mut change, (to, there), &original, None)?;
        // What was recorded with it is of the same person.
        let all = session.entries(&EntryQuery::of(original.individual))?;
        for part in all.iter().filter(|part| part.document == original.document) {
            for name in ["visit", "entry"].into_iter().filter(|name| part.text(name) == Some(&id.to_string()))
            {
                if part.entry.kind == "attachment" || name == "visit" {
                    moved(session, &mut change, (to, there), part, Some((name, entry)))?;
                }
            }
        }
        let now = Occurred { at: change.now, precision: Default::default() };
        let amendment =
            body([("entry", json!(id)), ("changes", json!({ REFILED_TO: entry })), ("reason", json!(why))]);
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

/// An entry as it is kept in the other record: what named people of this one cannot go with it; the words can.
fn moved(
    session: &mut Session,
    change: &mut Change,
    (to, there): (IndividualId, DocumentId),
    original: &ReadEntry,
    belongs_to: Option<(&str, EntryId)>,
) -> Result<EntryId, KithError> {
    let mut moved = unbound(&original.entry.body);
    let words = json!(words(session, to, &original.entry, &moved));
    moved.insert("refiled_from".to_owned(), json!(original.entry.id));
    moved.extend(belongs_to.map(|(name, entry)| (name.to_owned(), json!(entry))));
    let occurred = original.entry.occurred.clone();
    if let Ok(entry) = session.add_entry(change, there, &original.entry.kind, occurred.clone(), moved) {
        return Ok(entry);
    }
    let note = body([("text", words), ("refiled_from", json!(original.entry.id))]);
    let team = session.section(to, SectionKind::Team)?;
    session.add_entry(change, team, "note", occurred, note)
}

/// The words of an entry for a note in another record, without anybody of the record it was in.
fn words(session: &Session, to: IndividualId, original: &Entry, moved: &Map<String, Value>) -> String {
    let said = session.entry_text(to, &Entry { body: moved.clone(), ..original.clone() });
    if said.is_empty() { session.strings.option("entry", &original.kind) } else { said }
}
