//! The state of this device: settings, and how far other devices are known to have received. Neither rebuilt nor
//! part of the read model's digest.

use kith_domain::id::{DeviceId, DocumentId, FeedId};
use rusqlite::params;

use crate::error::VaultError;
use crate::sequence;
use crate::vault::{Read, Write};

/// Proof that a device has received a feed of a document up to a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receipt {
    /// The device that received.
    pub device: DeviceId,
    /// The document.
    pub document: DocumentId,
    /// The feed of it.
    pub feed: FeedId,
    /// The number of the parcel that it holds with all before it; 0 where it named the parcel once, and what it holds now is not
    /// known.
    pub sequence: u64,
    /// That parcel's id: where the feed has forked, the number fits two.
    pub parcel: [u8; 32],
}

impl Read<'_> {
    /// The value of a setting.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        self.first("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
    }

    /// Every receipt, by device, document, feed and parcel.
    pub fn receipts(&self) -> Result<Vec<Receipt>, VaultError> {
        self.all(
            "SELECT device, document, feed, sequence, parcel FROM receipt
             ORDER BY device, document, feed, parcel",
            [],
            |row| {
                Ok(Receipt {
                    device: DeviceId::from_bytes(row.get(0)?),
                    document: DocumentId::from_bytes(row.get(1)?),
                    feed: FeedId::from_bytes(row.get(2)?),
                    sequence: sequence::read(row.get(3)?),
                    parcel: row.get(4)?,
                })
            },
        )
    }

    /// The parcels of a section that another device names as held and that are not here, by id, each once.
    pub fn parcels_elsewhere(&self, document: DocumentId) -> Result<Vec<[u8; 32]>, VaultError> {
        self.all(
            "SELECT DISTINCT parcel FROM receipt
             WHERE document = ?1 AND NOT EXISTS (SELECT 1 FROM parcel WHERE parcel.id = receipt.parcel)
             ORDER BY parcel",
            [document.to_bytes()],
            |row| row.get(0),
        )
    }
}

impl Write<'_> {
    /// Sets a setting, in place of its earlier value.
    pub fn put_setting(&mut self, name: &str, value: &[u8]) -> Result<(), VaultError> {
        let sql = "INSERT INTO setting (name, value) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.change(sql, params![name, value]).map(drop)
    }

    /// Removes a setting; one that is not there is no error.
    pub fn remove_setting(&mut self, name: &str) -> Result<(), VaultError> {
        self.change("DELETE FROM setting WHERE name = ?1", params![name]).map(drop)
    }

    /// Forgets what a device was known to hold of a section: what it now says of itself takes its place. That there is a parcel
    /// which is not here is not forgotten with it, however old the file that says less: of those, `most` stay, and prove nothing.
    pub fn clear_receipts(
        &mut self,
        device: DeviceId,
        document: DocumentId,
        most: u32,
    ) -> Result<(), VaultError> {
        let of = (device.to_bytes(), document.to_bytes());
        let missing = "SELECT parcel FROM receipt AS named WHERE device = ?1 AND document = ?2
                       AND NOT EXISTS (SELECT 1 FROM parcel WHERE parcel.id = named.parcel) ORDER BY parcel LIMIT ?3";
        let sql =
            format!("DELETE FROM receipt WHERE device = ?1 AND document = ?2 AND parcel NOT IN ({missing})");
        self.change(&sql, params![of.0, of.1, most])?;
        let sql = "UPDATE receipt SET sequence = ?3 WHERE device = ?1 AND document = ?2";
        self.change(sql, params![of.0, of.1, sequence::stored(0)]).map(drop)
    }

    /// Notes a receipt, beside those of other branches of the same feed.
    pub fn put_receipt(&mut self, receipt: &Receipt) -> Result<(), VaultError> {
        let Receipt { device, document, feed, sequence, parcel } = receipt;
        let sql = "INSERT INTO receipt (device, document, feed, sequence, parcel) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (device, document, feed, parcel) DO UPDATE SET sequence = excluded.sequence";
        let sequence = sequence::stored(*sequence);
        let parameters = params![device.to_bytes(), document.to_bytes(), feed.to_bytes(), sequence, parcel];
        self.change(sql, parameters).map(drop)
    }
}
