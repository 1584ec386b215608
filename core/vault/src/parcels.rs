//! Parcels: what was made here or received, as bytes, for ever. The vault does not look inside. A parcel's bytes are
//! never changed once held; only its state moves.

use std::collections::BTreeMap;

use kith_domain::id::{DocumentId, FeedId};
use rusqlite::{Row, params};

use crate::error::{Damage, VaultError};
use crate::sequence;
use crate::vault::{Read, Write};

/// What became of a parcel here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParcelState {
    /// It is part of the record.
    Applied,
    /// It waits for others that it builds on.
    Waiting,
    /// It could not be applied; it is kept and shown.
    Quarantined,
}

impl ParcelState {
    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Waiting => "waiting",
            Self::Quarantined => "quarantined",
        }
    }

    const fn stored(self) -> i64 {
        match self {
            Self::Applied => 0,
            Self::Waiting => 1,
            Self::Quarantined => 2,
        }
    }

    const fn from_stored(stored: i64) -> Option<Self> {
        match stored {
            0 => Some(Self::Applied),
            1 => Some(Self::Waiting),
            2 => Some(Self::Quarantined),
            _ => None,
        }
    }
}

/// One parcel as held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelRow {
    /// The hash by which it is known.
    pub id: [u8; 32],
    /// The document it belongs to.
    pub document: DocumentId,
    /// The feed it is part of.
    pub feed: FeedId,
    /// Its place in the feed.
    pub sequence: u64,
    /// The parcel as made or received.
    pub bytes: Vec<u8>,
    /// What became of it.
    pub state: ParcelState,
    /// Why it waits or is quarantined: a stable code, no text.
    pub code: Option<String>,
}

const COLUMNS: &str = "SELECT id, document, feed, sequence, bytes, state, code FROM parcel";

type Stored = (ParcelRow, Option<ParcelState>);

fn parcel_row(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let state = ParcelState::from_stored(row.get(5)?);
    let parcel = ParcelRow {
        id: row.get(0)?,
        document: DocumentId::from_bytes(row.get(1)?),
        feed: FeedId::from_bytes(row.get(2)?),
        sequence: sequence::read(row.get(3)?),
        bytes: row.get(4)?,
        state: state.unwrap_or(ParcelState::Quarantined),
        code: row.get(6)?,
    };
    Ok((parcel, state))
}

fn sound((parcel, state): Stored) -> Result<ParcelRow, VaultError> {
    if state.is_some() { Ok(parcel) } else { Err(VaultError::damaged(Damage::Row)) }
}

/// The query for the parcels in a state. Few are not applied, and they have an index of their own; the engine uses it only
/// where the query says itself what the index is limited to, and where the state is given apart it plans anew each time.
fn in_state(state: ParcelState) -> String {
    let few = if state == ParcelState::Applied { "" } else { " AND state <> 0" };
    format!("{COLUMNS} WHERE state = {}{few} ORDER BY received, id", state.stored())
}

/// The query for the parcels of a document that are not applied.
fn not_applied() -> String {
    format!(
        "{COLUMNS} INDEXED BY parcel_not_applied WHERE state <> 0 AND document = ?1 ORDER BY received, id"
    )
}

impl Read<'_> {
    /// The parcel of this id.
    pub fn parcel(&self, id: &[u8; 32]) -> Result<Option<ParcelRow>, VaultError> {
        self.first(&format!("{COLUMNS} WHERE id = ?1"), [id], parcel_row)?.map(sound).transpose()
    }

    /// Whether the parcel of this id is held, in whatever state.
    pub fn has_parcel(&self, id: &[u8; 32]) -> Result<bool, VaultError> {
        Ok(self.first("SELECT 1 FROM parcel WHERE id = ?1", [id], |_| Ok(()))?.is_some())
    }

    /// The parcels of a document, of every state, by feed, sequence and id.
    pub fn parcels(&self, document: DocumentId) -> Result<Vec<ParcelRow>, VaultError> {
        let sql = format!("{COLUMNS} WHERE document = ?1 ORDER BY feed, sequence, id");
        self.all(&sql, [document.to_bytes()], parcel_row)?.into_iter().map(sound).collect()
    }

    /// The parcels of one feed behind `after`, of every state, by sequence and id.
    pub fn parcels_after(
        &self,
        document: DocumentId,
        feed: FeedId,
        after: u64,
    ) -> Result<Vec<ParcelRow>, VaultError> {
        let sql =
            format!("{COLUMNS} WHERE document = ?1 AND feed = ?2 AND sequence > ?3 ORDER BY sequence, id");
        let parameters = params![document.to_bytes(), feed.to_bytes(), sequence::stored(after)];
        self.all(&sql, parameters, parcel_row)?.into_iter().map(sound).collect()
    }

    /// The parcels in one state, in the order in which they arrived.
    pub fn parcels_in_state(&self, state: ParcelState) -> Result<Vec<ParcelRow>, VaultError> {
        self.all(&in_state(state), [], parcel_row)?.into_iter().map(sound).collect()
    }

    /// The parcels of a document that are not applied, in the order in which they arrived.
    pub fn parcels_not_applied(&self, document: DocumentId) -> Result<Vec<ParcelRow>, VaultError> {
        self.all(&not_applied(), [document.to_bytes()], parcel_row)?.into_iter().map(sound).collect()
    }

    /// Hands over every parcel, one at a time, by document, feed, sequence and id; stops at the first error.
    pub fn for_each_parcel<E: From<VaultError>>(
        &self,
        mut f: impl FnMut(ParcelRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let engine = |error: rusqlite::Error| E::from(error.into());
        let sql = format!("{COLUMNS} ORDER BY document, feed, sequence, id");
        let mut statement = self.connection.prepare_cached(&sql).map_err(engine)?;
        let mut rows = statement.query([]).map_err(engine)?;
        while let Some(row) = rows.next().map_err(engine)? {
            f(sound(parcel_row(row).map_err(engine)?)?)?;
        }
        Ok(())
    }

    /// The parcels of one number of a feed, of every state, by id.
    pub fn parcels_at(
        &self,
        document: DocumentId,
        feed: FeedId,
        sequence: u64,
    ) -> Result<Vec<ParcelRow>, VaultError> {
        let sql = format!("{COLUMNS} WHERE document = ?1 AND feed = ?2 AND sequence = ?3 ORDER BY id");
        let parameters = params![document.to_bytes(), feed.to_bytes(), sequence::stored(sequence)];
        self.all(&sql, parameters, parcel_row)?.into_iter().map(sound).collect()
    }

    /// The applied parcels of a document of which there is something to tell, by feed and sequence.
    pub fn parcels_noted(&self, document: DocumentId) -> Result<Vec<ParcelRow>, VaultError> {
        let sql = format!(
            "{COLUMNS} INDEXED BY parcel_noted WHERE document = ?1 AND state = 0 AND code IS NOT NULL
             ORDER BY feed, sequence, id"
        );
        self.all(&sql, [document.to_bytes()], parcel_row)?.into_iter().map(sound).collect()
    }

    /// The highest applied parcel of a feed: its sequence and id; of two with one sequence, the lower id.
    pub fn feed_head(&self, feed: FeedId) -> Result<Option<(u64, [u8; 32])>, VaultError> {
        self.first(
            "SELECT sequence, id FROM parcel WHERE feed = ?1 AND state = 0 ORDER BY sequence DESC, id LIMIT 1",
            [feed.to_bytes()],
            |row| Ok((sequence::read(row.get(0)?), row.get(1)?)),
        )
    }

    /// The feeds that a document has parcels of, of every state. Steps from one to the next, so that it costs the same
    /// however long they are.
    pub fn feeds(&self, document: DocumentId) -> Result<Vec<FeedId>, VaultError> {
        let sql = "WITH RECURSIVE next (feed) AS (
                       SELECT min(feed) FROM parcel WHERE document = ?1
                       UNION ALL
                       SELECT (SELECT min(feed) FROM parcel WHERE document = ?1 AND feed > next.feed)
                       FROM next WHERE next.feed IS NOT NULL
                   )
                   SELECT feed FROM next WHERE feed IS NOT NULL";
        self.all(sql, [document.to_bytes()], |row| Ok(FeedId::from_bytes(row.get(0)?)))
    }

    /// For each feed of a document that has applied parcels the highest of them, as [`Read::feed_head`].
    pub fn feed_heads(&self, document: DocumentId) -> Result<BTreeMap<FeedId, (u64, [u8; 32])>, VaultError> {
        let mut heads = BTreeMap::new();
        for feed in self.feeds(document)? {
            if let Some(head) = self.feed_head(feed)? {
                heads.insert(feed, head);
            }
        }
        Ok(heads)
    }
}

impl Write<'_> {
    /// Keeps a parcel, numbered as the last that came; `false`, and nothing changed, if one of the same id is held.
    pub fn insert_parcel(&mut self, parcel: &ParcelRow) -> Result<bool, VaultError> {
        let added = self.change(
            "INSERT INTO parcel (id, document, feed, sequence, bytes, state, code, received)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT coalesce(max(received), 0) + 1 FROM parcel))
             ON CONFLICT (id) DO NOTHING",
            params![
                parcel.id,
                parcel.document.to_bytes(),
                parcel.feed.to_bytes(),
                sequence::stored(parcel.sequence),
                parcel.bytes,
                parcel.state.stored(),
                parcel.code,
            ],
        )?;
        Ok(added == 1)
    }

    /// Moves a parcel to another state; `false` if none of this id is held.
    pub fn set_parcel_state(
        &mut self,
        id: &[u8; 32],
        state: ParcelState,
        code: Option<&str>,
    ) -> Result<bool, VaultError> {
        let sql = "UPDATE parcel SET state = ?2, code = ?3 WHERE id = ?1";
        Ok(self.change(sql, params![id, state.stored(), code])? == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Vault;

    /// Every contact check asks this: it must not read the whole history.
    #[test]
    fn what_is_not_applied_is_found_without_reading_what_is() {
        let vault = Vault::scratch().unwrap();
        for state in [ParcelState::Waiting, ParcelState::Quarantined] {
            let sql = format!("EXPLAIN QUERY PLAN {}", in_state(state));
            let plan: Vec<String> = vault.read().all(&sql, [], |row| row.get(3)).unwrap();
            assert_eq!(plan, ["SEARCH parcel USING INDEX parcel_not_applied (state=?)"]);
        }
        let sql = format!("EXPLAIN QUERY PLAN {}", not_applied());
        let plan: Vec<String> = vault.read().all(&sql, [[0; 16]], |row| row.get(3)).unwrap();
        assert_eq!(plan.first().map(String::as_str), Some("SCAN parcel USING INDEX parcel_not_applied"));
    }
}
