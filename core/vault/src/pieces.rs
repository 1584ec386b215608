//! Attachments as a vault keeps them: sealed pieces, each under its hash; what is being taken in and no entry tells of yet; and
//! how much of each other devices said to hold. The vault opens no piece.

use std::collections::BTreeSet;

use kith_domain::id::{AttachmentId, DeviceId, DocumentId};
use rusqlite::params;

use crate::error::VaultError;
use crate::vault::{Read, Vault, Write};

/// An attachment that is being taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedRow {
    /// Its id, until an entry tells of it.
    pub id: [u8; 16],
    /// What is known of it, as JSON.
    pub json: String,
    /// What came after its last whole piece, not sealed yet.
    pub rest: Vec<u8>,
}

/// What another device said of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentElsewhere {
    /// Which device.
    pub device: DeviceId,
    /// The attachment.
    pub attachment: AttachmentId,
    /// Which pieces it holds, as it said.
    pub held: Vec<u8>,
}

impl Read<'_> {
    /// The sealed piece under this hash.
    pub fn piece(&self, address: &[u8; 32]) -> Result<Option<Vec<u8>>, VaultError> {
        self.first("SELECT bytes FROM piece WHERE address = ?1", [address], |row| row.get(0))
    }

    /// Whether there is one.
    pub fn has_piece(&self, address: &[u8; 32]) -> Result<bool, VaultError> {
        Ok(self.first("SELECT 1 FROM piece WHERE address = ?1", [address], |_| Ok(()))?.is_some())
    }

    /// Hands over every piece with its hash, one at a time.
    pub fn for_each_piece(&self, mut f: impl FnMut([u8; 32], &[u8])) -> Result<(), VaultError> {
        let mut statement =
            self.connection.prepare_cached("SELECT address, bytes FROM piece ORDER BY address")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            f(row.get(0)?, row.get_ref(1)?.as_blob().unwrap_or_default());
        }
        Ok(())
    }

    /// Everything that is being taken in, by id.
    pub fn staged(&self) -> Result<Vec<StagedRow>, VaultError> {
        self.all("SELECT id, json, rest FROM staged ORDER BY id", [], |row| {
            Ok(StagedRow { id: row.get(0)?, json: row.get(1)?, rest: row.get(2)? })
        })
    }

    /// What other devices said of the attachments of a section.
    pub fn attachments_elsewhere(
        &self,
        document: DocumentId,
    ) -> Result<Vec<AttachmentElsewhere>, VaultError> {
        let sql = "SELECT device, attachment, held FROM attachment_elsewhere WHERE document = ?1
                   ORDER BY device, attachment";
        self.all(sql, [document.to_bytes()], |row| {
            Ok(AttachmentElsewhere {
                device: DeviceId::from_bytes(row.get(0)?),
                attachment: AttachmentId::from_bytes(row.get(1)?),
                held: row.get(2)?,
            })
        })
    }

    /// The attachments of which the last bundle of a device brought something.
    pub fn attachments_owed(
        &self,
        device: DeviceId,
    ) -> Result<BTreeSet<(DocumentId, AttachmentId)>, VaultError> {
        let sql = "SELECT document, attachment FROM attachment_owed WHERE device = ?1";
        let owed = self.all(sql, [device.to_bytes()], |row| {
            Ok((DocumentId::from_bytes(row.get(0)?), AttachmentId::from_bytes(row.get(1)?)))
        })?;
        Ok(owed.into_iter().collect())
    }
}

impl Write<'_> {
    /// Keeps a sealed piece under its hash; `false`, and nothing changed, if it is held.
    pub fn put_piece(&mut self, address: &[u8; 32], bytes: &[u8]) -> Result<bool, VaultError> {
        let sql = "INSERT INTO piece (address, bytes) VALUES (?1, ?2) ON CONFLICT (address) DO NOTHING";
        Ok(self.change(sql, params![address, bytes])? == 1)
    }

    /// Drops a piece, to be asked only for one that no entry tells of, or whose bytes are no longer those of its hash.
    pub fn drop_piece(&mut self, address: &[u8; 32]) -> Result<(), VaultError> {
        self.change("DELETE FROM piece WHERE address = ?1", [address]).map(drop)
    }

    /// Keeps how far taking in an attachment has come.
    pub fn put_staged(&mut self, row: &StagedRow) -> Result<(), VaultError> {
        let sql = "INSERT INTO staged (id, json, rest) VALUES (?1, ?2, ?3)
                   ON CONFLICT (id) DO UPDATE SET json = excluded.json, rest = excluded.rest";
        self.change(sql, params![row.id, row.json, row.rest]).map(drop)
    }

    /// Forgets that an attachment was being taken in; its pieces stay.
    pub fn remove_staged(&mut self, id: &[u8; 16]) -> Result<(), VaultError> {
        self.change("DELETE FROM staged WHERE id = ?1", [id]).map(drop)
    }

    /// Notes how much of an attachment a device says to hold, in place of what it said before.
    pub fn put_attachment_elsewhere(
        &mut self,
        document: DocumentId,
        said: &AttachmentElsewhere,
    ) -> Result<(), VaultError> {
        let AttachmentElsewhere { device, attachment, held } = said;
        let sql = "INSERT OR REPLACE INTO attachment_elsewhere (device, document, attachment, held)
                   VALUES (?1, ?2, ?3, ?4)";
        self.change(sql, params![device.to_bytes(), document.to_bytes(), attachment.to_bytes(), held])
            .map(drop)
    }

    /// Forgets how much of the attachments of a section a device was known to hold.
    pub fn forget_attachments_elsewhere(
        &mut self,
        device: DeviceId,
        document: DocumentId,
    ) -> Result<(), VaultError> {
        let sql = "DELETE FROM attachment_elsewhere WHERE device = ?1 AND document = ?2";
        self.change(sql, params![device.to_bytes(), document.to_bytes()]).map(drop)
    }

    /// Notes of which attachments a device's bundle brought something, in place of the one before.
    pub fn owe_attachments(
        &mut self,
        device: DeviceId,
        owed: &BTreeSet<(DocumentId, AttachmentId)>,
    ) -> Result<(), VaultError> {
        self.change("DELETE FROM attachment_owed WHERE device = ?1", [device.to_bytes()])?;
        for (document, attachment) in owed {
            let sql = "INSERT INTO attachment_owed (device, document, attachment) VALUES (?1, ?2, ?3)";
            self.change(sql, params![device.to_bytes(), document.to_bytes(), attachment.to_bytes()])?;
        }
        Ok(())
    }
}

impl Vault {
    /// As [`Vault::write`], without waiting for the disk: for what is being typed or taken in. It outlives the death of
    /// the program, and a power cut only once a later command has committed.
    pub fn write_soon<T, E: From<VaultError>>(
        &mut self,
        f: impl FnOnce(&mut Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connection.execute_batch("PRAGMA synchronous = NORMAL").map_err(VaultError::from)?;
        let written = self.write(f);
        // Whatever became of it, the next command must be durable again.
        self.connection.execute_batch("PRAGMA synchronous = FULL").map_err(VaultError::from)?;
        written
    }
}
