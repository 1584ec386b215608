//! The newest recorded time of each feed, in the read model: how far the clock of whoever wrote in it was. Not the state
//! of this device and not one number for all: it follows from the parcels, so that it is rebuilt and compared with them,
//! and a clock that is wrong says so only of what it wrote.

use kith_domain::id::{DocumentId, FeedId};
use rusqlite::params;

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// The newest time that anything of one feed was recorded at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewestRow {
    /// The document.
    pub document: DocumentId,
    /// The feed of it.
    pub feed: FeedId,
    /// Milliseconds since 1970 UTC, by the clock of whoever recorded it.
    pub recorded_ms: i64,
}

impl Read<'_> {
    /// The newest recorded time of each feed of a document, by feed.
    pub fn newest_recorded(&self, document: DocumentId) -> Result<Vec<NewestRow>, VaultError> {
        let sql = "SELECT feed, recorded_ms FROM newest WHERE document = ?1 ORDER BY feed";
        self.all(sql, [document.to_bytes()], |row| {
            Ok(NewestRow { document, feed: FeedId::from_bytes(row.get(0)?), recorded_ms: row.get(1)? })
        })
    }
}

impl Write<'_> {
    /// Notes when something of a feed was recorded; the newest time stays.
    pub fn note_recorded(&mut self, newest: NewestRow) -> Result<(), VaultError> {
        let sql = "INSERT INTO newest (document, feed, recorded_ms) VALUES (?1, ?2, ?3)
                   ON CONFLICT (document, feed) DO UPDATE SET recorded_ms = max(recorded_ms, excluded.recorded_ms)";
        let parameters = params![newest.document.to_bytes(), newest.feed.to_bytes(), newest.recorded_ms];
        self.change(sql, parameters).map(drop)
    }
}
