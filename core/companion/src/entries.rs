//! Entries as read for screens: the entry, who recorded it, and what was said of it later. An amendment never replaces
//! its original: both are here.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::entries::{ContactMade, amended, contacts_of};
use kith_domain::entry::Entry;
use kith_domain::id::{DocumentId, EntryId, FeedId, IndividualId, MemberId};
use kith_domain::voice::Voice;
use kith_vault::{EntryQuery, EntryRow};
use serde_json::Value;

use crate::audience::was_staff;
use crate::error::KithError;
use crate::session::Session;

/// The part of an entry that an amendment gives it where it was re-filed: the entry that it is in the other record.
pub(crate) const REFILED_TO: &str = "refiled_to";

/// What was said later of entries, each by its id in its section.
#[derive(Default)]
struct Amendments {
    by_entry: BTreeMap<(DocumentId, EntryId), Vec<Entry>>,
    /// Those that staff re-filed.
    refiled: BTreeSet<(DocumentId, EntryId)>,
}

/// An entry and where it came from.
#[derive(Debug, Clone)]
pub(crate) struct ReadEntry {
    pub(crate) entry: Entry,
    /// Every feed that carried it. Which of them wrote it first cannot be told: there is no clock that all share.
    pub(crate) feeds: Vec<FeedId>,
    pub(crate) document: DocumentId,
    pub(crate) individual: IndividualId,
    /// Set where the same id came with other bytes: a fault, both are shown.
    pub(crate) duplicated: bool,
    /// As it was first recorded, where it is read here as it was amended.
    pub(crate) first: Option<Entry>,
}

impl ReadEntry {
    pub(crate) fn of(row: &EntryRow) -> Result<Self, KithError> {
        let entry =
            serde_json::from_str(&row.json).map_err(|_| KithError::Unreadable { code: "vault_damaged" })?;
        Ok(Self {
            entry,
            feeds: row.feeds.clone(),
            document: row.document,
            individual: row.individual,
            duplicated: row.problem.is_some(),
            first: None,
        })
    }

    /// A text of the body.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        text_of(&self.entry, name)
    }

    /// As it was first recorded.
    pub(crate) fn as_recorded(&self) -> &Entry {
        self.first.as_ref().unwrap_or(&self.entry)
    }

    /// Whether it is read here as it was amended.
    pub(crate) fn is_amended(&self) -> bool {
        self.first.is_some()
    }

    /// Whether the individual said it, in their own words: not what others reported of them. No amendment makes it theirs, or
    /// takes it from them.
    pub(crate) fn is_own(&self) -> bool {
        let voice = self.as_recorded().body.get("voice").cloned().unwrap_or_default();
        serde_json::from_value::<Voice>(voice).is_ok_and(|voice| voice.is_own())
    }
}

/// A text of an entry's body.
pub(crate) fn text_of<'a>(entry: &'a Entry, name: &str) -> Option<&'a str> {
    entry.body.get(name).and_then(Value::as_str)
}

impl Session {
    /// The entries of a query. One row that cannot be read is left out of the list and told by `doctor`.
    pub(crate) fn entries(&self, query: &EntryQuery<'_>) -> Result<Vec<ReadEntry>, KithError> {
        let mut rows = self.vault.read().entries(query)?;
        let mut hidden = BTreeSet::new();
        for document in rows.iter().map(|row| row.document).collect::<BTreeSet<_>>() {
            if self.is_concerned_in(document)? {
                hidden.insert(document);
            }
        }
        rows.retain(|row| !hidden.contains(&row.document));
        let mut seen: BTreeMap<EntryId, BTreeSet<[u8; 32]>> = BTreeMap::new();
        for row in &rows {
            seen.entry(row.id).or_default().insert(row.digest);
        }
        Ok(rows
            .iter()
            .filter_map(|row| ReadEntry::of(row).ok())
            .map(|mut read| {
                read.duplicated |= seen.get(&read.entry.id).is_some_and(|digests| digests.len() > 1);
                read
            })
            .collect())
    }

    /// Every contact of a record as it now reads, whatever entry tells of it and whatever became of it, with its entry.
    pub(crate) fn contacts(
        &self,
        individual: IndividualId,
    ) -> Result<Vec<(ReadEntry, ContactMade)>, KithError> {
        let query = EntryQuery { kinds: &["visit", "contact"], ..EntryQuery::of(individual) };
        let read = self.current_entries(&query)?;
        Ok(read
            .into_iter()
            .flat_map(|read| contacts_of(&read.entry).into_iter().map(move |made| (read.clone(), made)))
            .collect())
    }

    /// One entry that is to be written about, by its id; the first where a fault brought two. An id is no proof of which is meant,
    /// since whoever writes in one section may use an id of another: of which section is then for nobody here to guess.
    pub(crate) fn entry(&self, id: EntryId) -> Result<ReadEntry, KithError> {
        let mut rows = self.vault.read().entry(id)?;
        let documents: BTreeSet<DocumentId> = rows.iter().map(|row| row.document).collect();
        for document in documents {
            if self.is_concerned_in(document)? {
                rows.retain(|row| row.document != document);
            }
        }
        let first = rows.first().ok_or(KithError::unknown("entry"))?;
        if rows.iter().any(|row| row.document != first.document) {
            return Err(KithError::invalid("entry", "ambiguous_id"));
        }
        ReadEntry::of(first)
    }

    /// One entry as one section has it.
    pub(crate) fn entry_in(&self, document: DocumentId, id: EntryId) -> Result<ReadEntry, KithError> {
        let rows = self.vault.read().entry(id)?;
        let row = rows.iter().find(|row| row.document == document);
        ReadEntry::of(row.ok_or(KithError::unknown("entry"))?)
    }

    /// Everybody in whose feeds an entry came, in the order of their ids.
    pub(crate) fn authors_of(&self, read: &ReadEntry) -> BTreeSet<MemberId> {
        read.feeds.iter().filter_map(|feed| self.author(*feed)).collect()
    }

    /// The names of everybody in whose feeds an entry came, and that it was more than one.
    pub(crate) fn author_names(&self, read: &ReadEntry) -> String {
        let names: Vec<String> =
            self.authors_of(read).into_iter().map(|member| self.member_name(member)).collect();
        match names.as_slice() {
            [] => String::new(),
            [only] => only.clone(),
            _ => self.strings.with("entry-authors", &[("names", names.join(", ").into())]),
        }
    }

    /// The entries asked for as they read now, with their amendments, without those that were re-filed into the record in which they
    /// belong. What each said first stays in the timeline, and so does what was re-filed.
    pub(crate) fn current_entries(&self, query: &EntryQuery<'_>) -> Result<Vec<ReadEntry>, KithError> {
        let amendments = self.amendments(query.individual)?;
        let mut entries = self.entries(query)?;
        for read in &mut entries {
            if let Some(said) = amendments.by_entry.get(&(read.document, read.entry.id)) {
                let current = amended(&read.entry, said).current();
                if current.body != read.entry.body {
                    read.first = Some(std::mem::replace(&mut read.entry, current));
                }
            }
        }
        entries.retain(|read| !amendments.refiled.contains(&(read.document, read.entry.id)));
        Ok(entries)
    }

    /// The entries that people amended in different ways without having seen each other, with the parts that differ. Until
    /// somebody amends such an entry again, having seen both, it reads as it was first written.
    pub(crate) fn amended_apart(
        &self,
        individual: IndividualId,
    ) -> Result<Vec<(ReadEntry, Vec<String>)>, KithError> {
        let mut apart = Vec::new();
        for ((document, id), said) in self.amendments(Some(individual))?.by_entry {
            let [_, _, ..] = said.as_slice() else { continue };
            for row in self.vault.read().entry(id)?.iter().filter(|row| row.document == document) {
                let read = ReadEntry::of(row)?;
                let differing: Vec<String> =
                    amended(&read.entry, &said).differing().map(str::to_owned).collect();
                if !differing.is_empty() {
                    apart.push((read, differing));
                }
            }
        }
        Ok(apart)
    }

    /// The amendments of a record: what somebody writes into another section than the entry's changes nothing for those who do
    /// not read that one.
    fn amendments(&self, individual: Option<IndividualId>) -> Result<Amendments, KithError> {
        let mut amendments = Amendments::default();
        for read in
            self.entries(&EntryQuery { individual, kinds: &["amendment"], ..EntryQuery::default() })?
        {
            if let Some(original) = read.text("entry").and_then(|id| id.parse().ok()) {
                let of = (read.document, original);
                let changes = read.entry.body.get("changes");
                let by_staff = || self.authors_of(&read).iter().any(|by| was_staff(&self.membership, *by));
                if changes.is_some_and(|changes| changes.get(REFILED_TO).is_some()) && by_staff() {
                    amendments.refiled.insert(of);
                }
                amendments.by_entry.entry(of).or_default().push(read.entry);
            }
        }
        Ok(amendments)
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
