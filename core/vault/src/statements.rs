//! Membership statements: signed by others, kept as bytes, for ever; the vault does not look inside.

use rusqlite::params;

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// A statement as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Its identity.
    pub id: [u8; 32],
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The key that it was found to be signed by; absent when nobody has verified it yet.
    pub signed_by: Option<[u8; 32]>,
}

impl Read<'_> {
    /// Every statement, by id.
    pub fn statements(&self) -> Result<Vec<StatementRow>, VaultError> {
        self.all("SELECT id, bytes, signed_by FROM statement ORDER BY id", [], |row| {
            Ok(StatementRow { id: row.get(0)?, bytes: row.get(1)?, signed_by: row.get(2)? })
        })
    }
}

impl Write<'_> {
    /// Keeps a statement; `false`, and nothing changed, if one of the same id is held.
    pub fn insert_statement(&mut self, id: [u8; 32], kind: &str, bytes: &[u8]) -> Result<bool, VaultError> {
        let sql = "INSERT INTO statement (id, kind, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING";
        Ok(self.change(sql, params![id, kind, bytes])? == 1)
    }

    /// Notes the key that a statement was found to be signed by.
    pub fn note_signature(&mut self, id: &[u8; 32], key: &[u8; 32]) -> Result<(), VaultError> {
        self.change("UPDATE statement SET signed_by = ?2 WHERE id = ?1", params![id, key])?;
        Ok(())
    }
}
