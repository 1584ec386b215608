//! Entries in the read model: what happened, one row each, in the shape in which it is asked for.
//!
//! An entry is known by its id, the digest of its bytes and the document it is in. Two with one id and different bytes
//! are both kept: which of them is right is not for storage to say. The same entry arriving through several feeds of
//! one document is one row with all of them: who wrote it first cannot be told, so none stands for the others.

use std::collections::BTreeSet;

use kith_domain::id::{DocumentId, EntryId, FeedId, IndividualId};
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// The entry's id.
    pub id: EntryId,
    /// The digest of the entry's bytes.
    pub digest: [u8; 32],
    /// The document that holds it.
    pub document: DocumentId,
    /// The individual whose record it is in.
    pub individual: IndividualId,
    /// Its kind: `visit`, `observation`, …
    pub kind: String,
    /// When it happened, milliseconds since 1970 UTC.
    pub occurred_ms: i64,
    /// When it was recorded, milliseconds since 1970 UTC.
    pub recorded_ms: i64,
    /// Every feed of the document that carried it, in the order of their ids.
    pub feeds: Vec<FeedId>,
    /// The visit it is part of.
    pub visit: Option<EntryId>,
    /// The people, cards and entries it is about, as given.
    pub about: Vec<[u8; 16]>,
    /// The entry itself, canonical JSON.
    pub json: String,
    /// A stable code for what is wrong with it.
    pub problem: Option<String>,
}

/// Which entries, and in which order. Every part left out selects all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryQuery<'a> {
    /// Of this individual.
    pub individual: Option<IndividualId>,
    /// Of one of these kinds; empty for all.
    pub kinds: &'a [&'a str],
    /// About this person, card or entry.
    pub about: Option<[u8; 16]>,
    /// Part of this visit.
    pub visit: Option<EntryId>,
    /// Happened at or after, milliseconds since 1970 UTC.
    pub from_ms: Option<i64>,
    /// Happened before, milliseconds since 1970 UTC.
    pub to_ms: Option<i64>,
    /// Before this (`occurred_ms`, id): the last row of the page before, when the newest come first.
    pub before: Option<(i64, EntryId)>,
    /// At most so many, but that rows of one id are never torn apart.
    pub limit: Option<u32>,
    /// The newest first, else the oldest first.
    pub newest_first: bool,
}

impl EntryQuery<'_> {
    /// Everything of one individual.
    #[must_use]
    pub fn of(individual: IndividualId) -> Self {
        Self { individual: Some(individual), ..Self::default() }
    }
}

const COLUMNS: &str = "SELECT id, digest, document, individual, kind, occurred_ms, recorded_ms, feeds, visit, about, \
                       json, problem FROM entry";

fn entry_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    let visit: Option<[u8; 16]> = row.get(8)?;
    let about: Vec<u8> = row.get(9)?;
    let feeds: Vec<u8> = row.get(7)?;
    Ok(EntryRow {
        id: EntryId::from_bytes(row.get(0)?),
        digest: row.get(1)?,
        document: DocumentId::from_bytes(row.get(2)?),
        individual: IndividualId::from_bytes(row.get(3)?),
        kind: row.get(4)?,
        occurred_ms: row.get(5)?,
        recorded_ms: row.get(6)?,
        feeds: feeds.as_chunks::<16>().0.iter().copied().map(FeedId::from_bytes).collect(),
        visit: visit.map(EntryId::from_bytes),
        about: about.as_chunks::<16>().0.to_vec(),
        json: row.get(10)?,
        problem: row.get(11)?,
    })
}

/// The kinds that have an index of their own.
const INDEXED: [&str; 2] = ["amendment", "attachment"];

/// The conditions of a query as SQL and the values that go with them.
fn conditions(query: &EntryQuery<'_>) -> (Vec<String>, Vec<Value>) {
    let mut terms = Vec::new();
    let mut values = Vec::new();
    let mut require = |term: &str, value: Value| {
        terms.push(term.to_owned());
        values.push(value);
    };
    if let Some(individual) = query.individual {
        // The plus keeps the engine from going through all that the individual has where few are asked for.
        let few = query.about.is_some() || query.visit.is_some();
        let term = if few { "+individual = ?" } else { "individual = ?" };
        require(term, Value::Blob(individual.to_bytes().to_vec()));
    }
    if let Some(about) = query.about {
        require(
            "(id, digest, document) IN (SELECT id, digest, document FROM entry_about WHERE about = ?)",
            Value::Blob(about.to_vec()),
        );
    }
    if let Some(visit) = query.visit {
        require("visit = ?", Value::Blob(visit.to_bytes().to_vec()));
    }
    if let Some(from) = query.from_ms {
        require("occurred_ms >= ?", Value::Integer(from));
    }
    if let Some(to) = query.to_ms {
        require("occurred_ms < ?", Value::Integer(to));
    }
    if let Some((occurred, id)) = query.before {
        require("(occurred_ms, id) < (?, ?)", Value::Integer(occurred));
        values.push(Value::Blob(id.to_bytes().to_vec()));
    }
    if let [kind] = query.kinds
        && INDEXED.contains(kind)
    {
        // Named in the text, or the engine does not know that its index of them holds all that is asked for.
        terms.push(format!("kind = '{kind}'"));
    } else if !query.kinds.is_empty() {
        terms.push(format!("kind IN ({})", vec!["?"; query.kinds.len()].join(", ")));
        values.extend(query.kinds.iter().map(|kind| Value::Text((*kind).to_owned())));
    }
    (terms, values)
}

/// A query as SQL and the values that go with it.
fn selection(query: &EntryQuery<'_>) -> (String, Vec<Value>) {
    let (terms, values) = conditions(query);
    let filter = if terms.is_empty() { String::new() } else { format!("WHERE {}", terms.join(" AND ")) };
    let way = if query.newest_first { "DESC" } else { "ASC" };
    (format!("{COLUMNS} {filter} ORDER BY occurred_ms {way}, id {way}, digest, document"), values)
}

impl Read<'_> {
    /// The entries of this id, by document and digest: more than one if the id came with different bytes, or in
    /// several documents.
    pub fn entry(&self, id: EntryId) -> Result<Vec<EntryRow>, VaultError> {
        self.all(&format!("{COLUMNS} WHERE id = ?1 ORDER BY document, digest"), [id.to_bytes()], entry_row)
    }

    /// The entries asked for, by when they happened, then id, digest and document.
    pub fn entries(&self, query: &EntryQuery<'_>) -> Result<Vec<EntryRow>, VaultError> {
        let (sql, values) = selection(query);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let limit = query.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let mut entries: Vec<EntryRow> = Vec::new();
        // Cut off here and not by the engine: a page that ended between two rows of one id would lose the second.
        while let Some(row) = rows.next()? {
            let entry = entry_row(row)?;
            let same = entries
                .last()
                .is_some_and(|last| (last.occurred_ms, last.id) == (entry.occurred_ms, entry.id));
            if entries.len() >= limit && !same {
                break;
            }
            entries.push(entry);
        }
        Ok(entries)
    }

    /// How many entries an individual's record has.
    pub fn entry_count(&self, individual: IndividualId) -> Result<u64, VaultError> {
        self.count("SELECT count(*) FROM entry WHERE individual = ?1", [individual.to_bytes()])
    }
}

impl Write<'_> {
    /// Keeps an entry; `false` if its document holds it already with the same bytes, whose feeds it then joins.
    pub fn put_entry(&mut self, entry: &EntryRow) -> Result<bool, VaultError> {
        let sql = "INSERT INTO entry (id, digest, document, individual, kind, occurred_ms, recorded_ms, feeds, visit,
                                      about, json, problem)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                   ON CONFLICT (id, digest, document) DO NOTHING";
        let added = self.change(
            sql,
            params![
                entry.id.to_bytes(),
                entry.digest,
                entry.document.to_bytes(),
                entry.individual.to_bytes(),
                entry.kind,
                entry.occurred_ms,
                entry.recorded_ms,
                joined(&entry.feeds),
                entry.visit.map(EntryId::to_bytes),
                entry.about.as_flattened(),
                entry.json,
                entry.problem,
            ],
        )?;
        if added == 0 {
            self.join_feeds(entry)?;
            return Ok(false);
        }
        for about in &entry.about {
            let sql = "INSERT INTO entry_about (about, id, digest, document) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
            self.change(sql, params![about, entry.id.to_bytes(), entry.digest, entry.document.to_bytes()])?;
        }
        Ok(true)
    }

    /// Sets or takes away what is said to be wrong with an entry; `false` if it is not held.
    pub fn set_entry_problem(
        &mut self,
        document: DocumentId,
        id: EntryId,
        digest: &[u8; 32],
        problem: Option<&str>,
    ) -> Result<bool, VaultError> {
        let sql = "UPDATE entry SET problem = ?4 WHERE id = ?1 AND digest = ?2 AND document = ?3";
        Ok(self.change(sql, params![id.to_bytes(), digest, document.to_bytes(), problem])? == 1)
    }

    /// Adds the feeds of an entry to those by which its document is known to have it.
    fn join_feeds(&mut self, entry: &EntryRow) -> Result<(), VaultError> {
        let key = params![entry.id.to_bytes(), entry.digest, entry.document.to_bytes()];
        let held: Option<Vec<u8>> = self.first(
            "SELECT feeds FROM entry WHERE id = ?1 AND digest = ?2 AND document = ?3",
            key,
            |row| row.get(0),
        )?;
        let held = held.unwrap_or_default();
        let mut feeds: Vec<FeedId> =
            held.as_chunks::<16>().0.iter().copied().map(FeedId::from_bytes).collect();
        feeds.extend(&entry.feeds);
        let sql = "UPDATE entry SET feeds = ?4 WHERE id = ?1 AND digest = ?2 AND document = ?3";
        let parameters =
            params![entry.id.to_bytes(), entry.digest, entry.document.to_bytes(), joined(&feeds)];
        self.change(sql, parameters).map(drop)
    }
}

/// Feeds as they are stored: each once, in the order of their ids.
fn joined(feeds: &[FeedId]) -> Vec<u8> {
    let feeds: BTreeSet<FeedId> = feeds.iter().copied().collect();
    feeds.into_iter().flat_map(FeedId::to_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Vault;

    /// Asked for each line of a timeline and of what a search found.
    #[test]
    fn what_is_about_one_thing_is_found_without_going_through_the_record() {
        let vault = Vault::scratch().unwrap();
        let of = EntryQuery { kinds: &["contact"], ..EntryQuery::of(IndividualId::from_bytes([1; 16])) };
        let about = EntryQuery { about: Some([2; 16]), ..of };
        let visit = EntryQuery { visit: Some(EntryId::from_bytes([2; 16])), ..of };
        let indexed = INDEXED.map(|kind| [kind]);
        let [amending, attaching] = &indexed;
        let [amending, attaching] = [amending, attaching].map(|kinds| EntryQuery { kinds, ..of });
        let rows = [(of, true), (about, false), (visit, false), (amending, false), (attaching, false)];
        for (query, through_all) in rows {
            let (sql, values) = selection(&query);
            let sql = format!("EXPLAIN QUERY PLAN {sql}");
            let plan: Vec<String> =
                vault.read().all(&sql, params_from_iter(values), |row| row.get(3)).unwrap();
            assert_eq!(plan.join(" ").contains("entry_by_time"), through_all, "{plan:?}");
            assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{plan:?}");
        }
    }
}
