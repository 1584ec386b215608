//! Drafts: what a person has typed and not saved. Device state; never sent, never part of the record. Those of an individual in
//! their own view lie in a table of their own, so that no question about the others ever finds one.

use kith_domain::id::IndividualId;
use rusqlite::params;

use crate::error::VaultError;
use crate::vault::{Read, Vault, Write};

const SAVE: &str = "INSERT INTO draft (key, json) VALUES (?1, ?2)
                    ON CONFLICT (key) DO UPDATE SET json = excluded.json";

const SAVE_OWN: &str = "INSERT INTO own_draft (individual, key, json) VALUES (?1, ?2, ?3)
                        ON CONFLICT (individual, key) DO UPDATE SET json = excluded.json";

impl Read<'_> {
    /// The draft kept under this key.
    pub fn draft(&self, key: &str) -> Result<Option<String>, VaultError> {
        self.first("SELECT json FROM draft WHERE key = ?1", [key], |row| row.get(0))
    }

    /// Every draft with its key, by key.
    pub fn drafts(&self) -> Result<Vec<(String, String)>, VaultError> {
        self.all("SELECT key, json FROM draft ORDER BY key", [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Every draft that an individual began in their own view, with its key, by key.
    pub fn own_drafts(&self, individual: IndividualId) -> Result<Vec<(String, String)>, VaultError> {
        self.all(
            "SELECT key, json FROM own_draft WHERE individual = ?1 ORDER BY key",
            [individual.to_bytes()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }
}

impl Write<'_> {
    /// Keeps a draft, in place of the one under the same key.
    pub fn save_draft(&mut self, key: &str, json: &str) -> Result<(), VaultError> {
        self.change(SAVE, params![key, json]).map(drop)
    }

    /// Drops a draft; `false` if there was none.
    pub fn discard_draft(&mut self, key: &str) -> Result<bool, VaultError> {
        Ok(self.change("DELETE FROM draft WHERE key = ?1", [key])? == 1)
    }

    /// Drops a draft that an individual began in their own view; `false` if there was none.
    pub fn discard_own_draft(&mut self, individual: IndividualId, key: &str) -> Result<bool, VaultError> {
        let own = params![individual.to_bytes(), key];
        Ok(self.change("DELETE FROM own_draft WHERE individual = ?1 AND key = ?2", own)? == 1)
    }
}

impl Vault {
    /// Keeps a draft without waiting for the disk, as someone types.
    pub fn save_draft_now(&mut self, key: &str, json: &str) -> Result<(), VaultError> {
        self.write_soon(|write| write.save_draft(key, json))
    }

    /// Keeps what an individual is writing in their own view, as [`Vault::save_draft_now`].
    pub fn save_own_draft_now(
        &mut self,
        individual: IndividualId,
        key: &str,
        json: &str,
    ) -> Result<(), VaultError> {
        self.write_soon(|write| write.change(SAVE_OWN, params![individual.to_bytes(), key, json]).map(drop))
    }
}
