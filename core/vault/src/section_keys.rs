//! The keys of sections, by document and epoch: device state, without which the parcels cannot be opened.

use kith_domain::id::DocumentId;
use rusqlite::params;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// A section's document, the epoch, and the key in it; the key is overwritten when dropped.
pub type SectionKey = (DocumentId, u32, Zeroizing<[u8; 32]>);

impl Read<'_> {
    /// The key of a document in an epoch.
    pub fn section_key(
        &self,
        document: DocumentId,
        epoch: u32,
    ) -> Result<Option<Zeroizing<[u8; 32]>>, VaultError> {
        self.first(
            "SELECT key FROM section_key WHERE document = ?1 AND epoch = ?2",
            params![document.to_bytes(), epoch],
            |row| Ok(Zeroizing::new(row.get(0)?)),
        )
    }

    /// Every key held, by document and epoch.
    pub fn section_keys(&self) -> Result<Vec<SectionKey>, VaultError> {
        self.all("SELECT document, epoch, key FROM section_key ORDER BY document, epoch", [], |row| {
            Ok((DocumentId::from_bytes(row.get(0)?), row.get(1)?, Zeroizing::new(row.get(2)?)))
        })
    }
}

impl Write<'_> {
    /// Keeps a key. `KeyConflict` if another is held for this document and epoch: what it sealed would be lost.
    pub fn put_section_key(
        &mut self,
        document: DocumentId,
        epoch: u32,
        key: &[u8; 32],
    ) -> Result<(), VaultError> {
        if let Some(held) = self.section_key(document, epoch)? {
            return if *held == *key { Ok(()) } else { Err(VaultError::KeyConflict) };
        }
        let sql = "INSERT INTO section_key (document, epoch, key) VALUES (?1, ?2, ?3)";
        self.change(sql, params![document.to_bytes(), epoch, key]).map(drop)
    }
}
