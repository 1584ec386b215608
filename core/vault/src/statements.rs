//! Membership statements: signed by others, kept as bytes, for ever; the vault does not look inside.

use std::collections::BTreeMap;

use kith_domain::id::{DeviceId, DocumentId};
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

    /// Which statements another device said that it holds, in short: by the section that they are about, and about people
    /// where none is named.
    pub fn statements_elsewhere(
        &self,
        device: DeviceId,
    ) -> Result<BTreeMap<Option<DocumentId>, [u8; 16]>, VaultError> {
        let sql = "SELECT document, digest FROM statements_elsewhere WHERE device = ?1";
        let said = self.all(sql, [device.to_bytes()], |row| {
            let document: Vec<u8> = row.get(0)?;
            Ok((document.try_into().ok().map(DocumentId::from_bytes), row.get(1)?))
        })?;
        Ok(said.into_iter().collect())
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

    /// Notes which statements another device says that it holds, in place of all that it said before: a device that was
    /// put back says nothing of a section that it does not know any more.
    pub fn put_statements_elsewhere(
        &mut self,
        device: DeviceId,
        said: &BTreeMap<Option<DocumentId>, [u8; 16]>,
    ) -> Result<(), VaultError> {
        self.change("DELETE FROM statements_elsewhere WHERE device = ?1", params![device.to_bytes()])?;
        for (about, digest) in said {
            let document = about.map(DocumentId::to_bytes);
            let document = document.as_ref().map_or(&[][..], |id| id.as_slice());
            let sql = "INSERT INTO statements_elsewhere (device, document, digest) VALUES (?1, ?2, ?3)";
            self.change(sql, params![device.to_bytes(), document, digest])?;
        }
        Ok(())
    }
}
