//! Re-files an entry that was recorded in the wrong person's record, with what was recorded with it: new entries there that name
//! the old, and amendments here that say where each went. Whoever saw the old one keeps what they saw, and the screen says so. A note
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
        // What was recorded with it is of the same person; what somebody else adds to it meanwhile stays until it is seen.
        let mut parts = session.current_entries(&EntryQuery::of(original.individual))?;
        parts.retain(|part| part.document == original.document && belonging(part, id).is_some());
        let mut change = session.begin();
        let place = Place { to, there, why: &why };
        let entry = place.take(session, &mut change, &original, None)?;
        for part in &parts {
            let belongs_to = belonging(part, id).map(|name| (name, entry));
            place.take(session, &mut change, part, belongs_to)?;
        }
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

/// By which of its parts an entry belongs to this one, where it does: to a visit, or as a photo or recording of anything.
fn belonging(part: &ReadEntry, of: EntryId) -> Option<&'static str> {
    let name = if part.entry.kind == "attachment" { "entry" } else { "visit" };
    let named = part.text(name)?.parse::<EntryId>().ok()?;
    (named == of).then_some(name)
}

/// Where entries are re-filed to, and why.
struct Place<'a> {
    to: IndividualId,
    there: DocumentId,
    why: &'a str,
}

impl Place<'_> {
    /// Takes an entry there, as it was first recorded, and says so of the one that stays. What named people of its record cannot
    /// go with it; the words can.
    fn take(
        &self,
        session: &mut Session,
        change: &mut Change,
        read: &ReadEntry,
        belongs_to: Option<(&str, EntryId)>,
    ) -> Result<EntryId, KithError> {
        let original = read.as_recorded();
        let mut moved = unbound(&original.body);
        let words = json!(words(session, self.to, original, &moved));
        moved.insert("refiled_from".to_owned(), json!(original.id));
        moved.extend(belongs_to.map(|(name, entry)| (name.to_owned(), json!(entry))));
        let occurred = original.occurred.clone();
        let kept = session.add_entry(change, self.there, &original.kind, occurred.clone(), moved);
        let entry = match kept {
            Ok(entry) => entry,
            Err(_) => {
                let note = body([("text", words), ("refiled_from", json!(original.id))]);
                let team = session.section(self.to, SectionKind::Team)?;
                session.add_entry(change, team, "note", occurred, note)?
            }
        };
        let now = Occurred { at: change.now, precision: Default::default() };
        let amendment = body([
            ("entry", json!(original.id)),
            ("changes", json!({ REFILED_TO: entry })),
            ("reason", json!(self.why)),
        ]);
        session.add_entry(change, read.document, "amendment", now, amendment)?;
        Ok(entry)
    }
}

/// The words of an entry for a note in another record, without anybody of the record it was in.
fn words(session: &Session, to: IndividualId, original: &Entry, moved: &Map<String, Value>) -> String {
    let said = session.entry_text(to, &Entry { body: moved.clone(), ..original.clone() });
    if said.is_empty() { session.strings.option("entry", &original.kind) } else { said }
}
