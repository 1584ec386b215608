//! The digest of the read model: one hash over every row that is a function of the parcels, in the order of the keys.
//! Two vaults with the same digest give the same answers. Row numbers and the order of insertion do not enter into
//! it, nor does device state, nor the bytes of an assembled document, for which its heads stand.

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// The tables of the read model, in the order in which they can be emptied, each with the query that lists it.
pub(crate) const TABLES: [(&str, &str); 7] = [
    ("section", "SELECT document, individual, kind FROM section ORDER BY document"),
    ("document_cache", "SELECT document, heads FROM document_cache ORDER BY document"),
    (
        "entry_about",
        "SELECT about, id, digest, document FROM entry_about ORDER BY about, id, digest, document",
    ),
    (
        "entry",
        "SELECT id, digest, document, individual, kind, occurred_ms, recorded_ms, feeds, visit, about, json,
                problem
         FROM entry ORDER BY id, digest, document",
    ),
    (
        "card",
        "SELECT id, document, individual, kind, ended, differs, json FROM card ORDER BY id, document, kind",
    ),
    (
        "text",
        "SELECT ref_kind, ref_id, individual, document, words FROM text ORDER BY ref_kind, ref_id, document",
    ),
    ("newest", "SELECT document, feed, recorded_ms FROM newest ORDER BY document, feed"),
];

/// The setting by which a migration says that the read model is to be made again from the parcels.
const STALE: &str = "read_model_stale";

impl Read<'_> {
    /// Whether a migration emptied the read model, so that it is to be made again before anything is asked of it.
    pub fn read_model_is_stale(&self) -> Result<bool, VaultError> {
        Ok(self.setting(STALE)?.is_some())
    }

    /// The digest of the read model.
    pub fn read_model_digest(&self) -> Result<[u8; 32], VaultError> {
        let mut hash = Sha256::new();
        hash.update(b"kith read model 2");
        for (table, sql) in TABLES {
            part(&mut hash, b'T', table.as_bytes());
            let mut statement = self.connection.prepare_cached(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    value(&mut hash, row.get_ref(column)?);
                }
            }
        }
        Ok(hash.finalize().into())
    }
}

impl Write<'_> {
    /// Empties the read model; parcels, statements and device state stay.
    pub fn clear_read_model(&mut self) -> Result<(), VaultError> {
        for (table, _) in TABLES {
            self.change(&format!("DELETE FROM {table}"), [])?;
        }
        Ok(())
    }

    /// The read model was made again: it is no longer to be.
    pub fn read_model_is_made(&mut self) -> Result<(), VaultError> {
        self.remove_setting(STALE)
    }
}

fn value(hash: &mut Sha256, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => part(hash, b'n', &[]),
        ValueRef::Integer(number) => part(hash, b'i', &number.to_le_bytes()),
        ValueRef::Real(number) => part(hash, b'r', &number.to_bits().to_le_bytes()),
        ValueRef::Text(text) => part(hash, b't', text),
        ValueRef::Blob(bytes) => part(hash, b'b', bytes),
    }
}

/// Each part with its kind and length before it, so that no two rows run together into the same bytes.
fn part(hash: &mut Sha256, kind: u8, bytes: &[u8]) {
    hash.update([kind]);
    hash.update(bytes.len().to_le_bytes());
    hash.update(bytes);
}
