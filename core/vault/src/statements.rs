//! Membership statements: signed by others, kept as bytes, for ever; the vault does not look inside.

use rusqlite::params;

use crate::error::VaultError;
use crate::vault::{Read, Write};

impl Read<'_> {
    /// Every statement, by id.
    pub fn statements(&self) -> Result<Vec<Vec<u8>>, VaultError> {
        self.all("SELECT bytes FROM statement ORDER BY id", [], |row| row.get(0))
    }
}

impl Write<'_> {
    /// Keeps a statement; `false`, and nothing changed, if one of the same id is held.
    pub fn insert_statement(&mut self, id: [u8; 32], kind: &str, bytes: &[u8]) -> Result<bool, VaultError> {
        let sql = "INSERT INTO statement (id, kind, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING";
        Ok(self.change(sql, params![id, kind, bytes])? == 1)
    }
}
