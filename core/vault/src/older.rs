//! A vault at an older schema, for the tests of migration from outside this crate. Built only with the feature `older`;
//! the shipped programs do not have it. It is no way back for a person: what a newer schema added is left behind.

use std::path::Path;

use rand_core::CryptoRng;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::error::VaultError;
use crate::key::Unlock;
use crate::vault::{CreateOptions, Vault};

impl Vault {
    /// Makes a test vault in `home` at an older schema, with the truth and the state of the device from this one. The
    /// read model is left out: it is made again from them.
    pub fn copy_at<R: CryptoRng + ?Sized>(
        &self,
        home: &Path,
        unlock: &Unlock,
        rng: &mut R,
        schema: u32,
    ) -> Result<(), VaultError> {
        let mut copy = Self::create_at(home, unlock, CreateOptions { test_vault: true }, rng, schema)?;
        let made_again = |table: &str| crate::digest::TABLES.iter().any(|(name, _)| *name == table);
        self.copy_rows(&mut copy, |table| !made_again(table))
    }

    /// Copies these tables into another vault, which is empty and has a place for each.
    pub(crate) fn copy_rows(
        &self,
        copy: &mut Self,
        is_kept: impl Fn(&str) -> bool,
    ) -> Result<(), VaultError> {
        // In the order they were made: what is referred to comes first. The index of texts is filled by its triggers.
        let tables: Vec<String> = copy.read().all(
            "SELECT name FROM sqlite_schema
             WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT IN ('checkpoint') ORDER BY rowid",
            [],
            |row| row.get(0),
        )?;
        let kept = tables.iter().filter(|table| is_kept(table));
        copy.write(|w| kept.into_iter().try_for_each(|table| self.copy_table(w, table)))
    }

    fn copy_table(&self, copy: &mut crate::Write<'_>, table: &str) -> Result<(), VaultError> {
        let columns: Vec<String> =
            copy.all("SELECT name FROM pragma_table_info(?1)", [table], |row| row.get(0))?;
        let ours: Vec<String> =
            self.read().all("SELECT name FROM pragma_table_info(?1)", [table], |row| row.get(0))?;
        // A migration made this table anew and let its rows go: nothing of today's has a place in it.
        if columns.iter().any(|column| !ours.contains(column)) {
            return Ok(());
        }
        let names = columns.join(", ");
        let rows = self.read().all(&format!("SELECT {names} FROM {table}"), [], |row| {
            (0..columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        let places = vec!["?"; columns.len()].join(", ");
        for row in rows {
            copy.change(&format!("INSERT INTO {table} ({names}) VALUES ({places})"), params_from_iter(row))?;
        }
        Ok(())
    }
}
