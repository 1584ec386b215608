//! Entries as read for screens: the entry, who recorded it, and what was said of it later. An amendment never replaces
//! its original: both are here.

use std::collections::BTreeMap;

use kith_domain::entry::Entry;
use kith_domain::id::{DocumentId, EntryId, FeedId, IndividualId};
use kith_vault::{EntryQuery, EntryRow};
use serde_json::Value;

use crate::error::KithError;
use crate::session::Session;

/// An entry and where it came from.
#[derive(Debug, Clone)]
pub(crate) struct ReadEntry {
    pub(crate) entry: Entry,
    pub(crate) feed: FeedId,
    pub(crate) document: DocumentId,
    pub(crate) individual: IndividualId,
    /// Set where the same id came with other bytes: a fault, both are shown.
    pub(crate) duplicated: bool,
}

impl ReadEntry {
    fn of(row: &EntryRow) -> Result<Self, KithError> {
        let entry =
            serde_json::from_str(&row.json).map_err(|_| KithError::Unreadable { code: "vault_damaged" })?;
        Ok(Self {
            entry,
            feed: row.feed,
            document: row.document,
            individual: row.individual,
            duplicated: row.problem.is_some(),
        })
    }

    /// A text of the body.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.entry.body.get(name).and_then(Value::as_str)
    }
}

impl Session {
    /// The entries of a query. One row that cannot be read is left out of the list and told by `doctor`.
    pub(crate) fn entries(&self, query: &EntryQuery<'_>) -> Result<Vec<ReadEntry>, KithError> {
        let rows = self.vault.read().entries(query)?;
        let mut seen: BTreeMap<EntryId, u32> = BTreeMap::new();
        for row in &rows {
            *seen.entry(row.id).or_default() += 1;
        }
        Ok(rows
            .iter()
            .filter_map(|row| ReadEntry::of(row).ok())
            .map(|mut read| {
                read.duplicated |= seen.get(&read.entry.id).is_some_and(|count| *count > 1);
                read
            })
            .collect())
    }

    /// One entry, by its id; the first where a fault brought two.
    pub(crate) fn entry(&self, id: EntryId) -> Result<ReadEntry, KithError> {
        let rows = self.vault.read().entry(id)?;
        ReadEntry::of(rows.first().ok_or(KithError::unknown("entry"))?)
    }

    /// What was said of an entry later: its amendments and disagreements, the oldest first.
    pub(crate) fn said_of(&self, individual: IndividualId, id: EntryId) -> Result<Vec<ReadEntry>, KithError> {
        self.entries(&EntryQuery {
            kinds: &["amendment", "disagreement"],
            about: Some(id.to_bytes()),
            ..EntryQuery::of(individual)
        })
    }
}
