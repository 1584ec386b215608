//! What is said of an entry later: a correction or a disagreement, each an entry of its own.
//!
//! The original is never changed: a corrected entry is read as its original with, field by field, what was put in place
//! of it. Two corrections of one field by people who had not seen each other's both stand.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Body, EntryBody, InvalidEntry};
use crate::entry::Entry;
use crate::id::EntryId;
use crate::lists::ContactOutcome;
use crate::voice::Voice;

/// A correction of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amendment {
    /// The entry it corrects.
    pub entry: EntryId,
    /// What replaces what, by the fields of the original's body; `null` takes one out.
    pub changes: Map<String, Value>,
    /// Why.
    pub reason: String,
    /// The amendments of the same entry that its author was shown and replaces where they change the same field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saw: Vec<EntryId>,
}

impl Body for Amendment {
    fn entries(&self) -> Vec<EntryId> {
        std::iter::once(self.entry).chain(self.saw.iter().copied()).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.reason.as_str()];
        self.changes.values().for_each(|value| strings(value, &mut texts));
        texts
    }

    fn is_whole(&self) -> bool {
        !self.changes.is_empty()
    }
}

/// The texts in a value, but not the ids.
fn strings<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if text.parse::<EntryId>().is_err() => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| strings(value, texts)),
        Value::Object(values) => values.values().for_each(|value| strings(value, texts)),
        _ => {}
    }
}

/// 'I do not agree with this entry.'
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Which entry.
    pub entry: EntryId,
    /// Who disagrees.
    pub voice: Voice,
    /// In what, word for word.
    pub text: String,
}

impl Body for Disagreement {
    fn entries(&self) -> Vec<EntryId> {
        vec![self.entry]
    }

    fn texts(&self) -> Vec<&str> {
        vec![&self.text]
    }
}

/// One value of a field of an entry, and the amendment that put it there.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The amendment.
    pub by: EntryId,
    /// Why.
    pub reason: String,
    /// The value.
    pub value: Value,
}

/// An entry with its amendments.
#[derive(Debug, Clone, PartialEq)]
pub struct Amended {
    /// As it was first written, for ever.
    pub original: Entry,
    /// What stands in place of what, by field; more than one value where people differ, in the order of their ids.
    pub changes: BTreeMap<String, Vec<Said>>,
}

impl Amended {
    /// The entry as it reads now: where people differ over a field, as the original has it. Only of a contact that somebody
    /// says was none it is no longer said that it was made: a contact that is due must not be hidden by it.
    #[must_use]
    pub fn current(&self) -> Entry {
        let mut entry = self.original.clone();
        for (field, said) in &self.changes {
            if let [first, rest @ ..] = said.as_slice()
                && rest.iter().all(|other| other.value == first.value)
            {
                entry.body.insert(field.clone(), first.value.clone());
            } else if field == "outcome"
                && let Some(none) = said.iter().find(|said| !was_contact(&said.value))
            {
                entry.body.insert(field.clone(), none.value.clone());
            }
        }
        entry.body.retain(|_, value| !value.is_null());
        entry
    }

    /// The fields over which people differ.
    pub fn differing(&self) -> impl Iterator<Item = &str> {
        let differ = |said: &[Said]| said.iter().zip(said.iter().skip(1)).any(|(a, b)| a.value != b.value);
        self.changes.iter().filter(move |(_, said)| differ(said)).map(|(field, _)| field.as_str())
    }
}

fn was_contact(outcome: &Value) -> bool {
    outcome.as_str().is_none_or(|name| ContactOutcome::from_name(name).was_contact())
}

/// An entry with those of `others` that are amendments of it.
#[must_use]
pub fn amended<'a>(entry: &Entry, others: impl IntoIterator<Item = &'a Entry>) -> Amended {
    let mut amendments: Vec<(EntryId, Amendment)> = others
        .into_iter()
        .filter_map(|other| match EntryBody::parse(other) {
            EntryBody::Amendment(amendment) if amendment.entry == entry.id => Some((other.id, *amendment)),
            _ => None,
        })
        .collect();
    amendments.sort_by_key(|(id, _)| *id);
    amendments.dedup_by_key(|(id, _)| *id);
    let mut changes: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for (by, amendment) in &amendments {
        for (field, value) in &amendment.changes {
            let replaced = amendments
                .iter()
                .any(|(id, later)| later.changes.contains_key(field) && replaces(&amendments, *id, *by));
            if !replaced {
                let said = Said { by: *by, reason: amendment.reason.clone(), value: value.clone() };
                changes.entry(field.clone()).or_default().push(said);
            }
        }
    }
    Amended { original: entry.clone(), changes }
}

/// Whether an amendment replaces another: its author was shown it. Nobody can have been shown what was made after their
/// own, so what leads back to itself is no word of anybody, and replaces nothing.
fn replaces(amendments: &[(EntryId, Amendment)], later: EntryId, earlier: EntryId) -> bool {
    let saw = |id: EntryId| {
        let found = amendments.iter().filter(move |(other, _)| *other == id);
        found.flat_map(|(_, amendment)| amendment.saw.iter().copied())
    };
    if !saw(later).any(|seen| seen == earlier) {
        return false;
    }
    let mut beneath = BTreeSet::new();
    let mut open = vec![earlier];
    while let Some(id) = open.pop() {
        if beneath.insert(id) {
            open.extend(saw(id));
        }
    }
    !beneath.contains(&later)
}

/// Why an entry may not be amended so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAmendment {
    /// Entries of its kind have no such part.
    #[error("no such part")]
    NoSuchPart(String),
    /// With the changes it would be no entry.
    #[error("changed: {0}")]
    Changed(#[from] InvalidEntry),
}

/// What an attachment is made of: nothing that is said of it later makes other bytes of it.
const FIXED: [&str; 4] = ["kind", "length", "media_type", "sealed"];

/// Whether an entry may be amended so: each change is of a part that it has, or that its kind has, and what comes of it
/// is still an entry.
///
/// # Errors
/// [`InvalidAmendment`], which names the part.
pub fn may_amend(entry: &Entry, changes: &Map<String, Value>) -> Result<(), InvalidAmendment> {
    if let Some(fixed) = FIXED.iter().find(|part| entry.kind == "attachment" && changes.contains_key(**part))
    {
        return Err(InvalidAmendment::NoSuchPart((*fixed).to_owned()));
    }
    let mut changed = entry.clone();
    changed.body.extend(changes.iter().map(|(name, value)| (name.clone(), value.clone())));
    changed.body.retain(|_, value| !value.is_null());
    let read = EntryBody::parse(&changed);
    if read != EntryBody::Unknown {
        let known = read.read_back();
        let stranger =
            changes.keys().find(|name| !entry.body.contains_key(*name) && known.get(name).is_none());
        if let Some(name) = stranger {
            return Err(InvalidAmendment::NoSuchPart(name.clone()));
        }
    }
    Ok(read.check()?)
}
