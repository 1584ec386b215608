//! Damage inside the seal: a database whose pages are all whole and whose rows are not what any app writes. The cipher
//! turns away bytes that were changed from outside, so what lies behind it is reached by nothing else. For the fuzzing in
//! other crates, built only with the feature `spoilt`; the shipped programs do not have it.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::types::Value;

use crate::error::VaultError;
use crate::key::Unlock;
use crate::vault::Vault;

impl Vault {
    /// Opens a vault and leaves its schema as it is, however old.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_as_it_is(home: &Path, unlock: &Unlock) -> Result<Self, VaultError> {
        Self::open_at(home, unlock, 0)
    }

    /// Spoils one thing. `draw` gives a number below its argument, `change` what some bytes become.
    ///
    /// # Errors
    /// Where the engine would not have it; then nothing was changed.
    pub fn spoil(
        &mut self,
        draw: &mut dyn FnMut(usize) -> usize,
        change: &mut dyn FnMut(Vec<u8>) -> Vec<u8>,
    ) -> Result<(), VaultError> {
        self.connection.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")?;
        let objects: Vec<(String, String)> = self.read().all(
            "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let Some((kind, name)) = objects.get(draw(objects.len())) else { return Ok(()) };
        match draw(8) {
            0 => self.connection.execute_batch(&format!("DROP {kind} {name}"))?,
            1 => {
                self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
                self.connection.execute_batch("PRAGMA writable_schema = ON")?;
                self.connection.execute("DELETE FROM sqlite_schema WHERE name = ?1", [name])?;
            }
            2 => {
                let number = [0, 1, 2, 3, 4, 6, 99, -1].get(draw(8)).copied().unwrap_or(-2_i32);
                self.connection.pragma_update(None, "user_version", number)?;
            }
            3 if draw(4) == 0 => self.connection.pragma_update(None, "application_id", 7)?,
            _ => {
                let tables: Vec<&String> =
                    objects.iter().filter(|(kind, _)| kind == "table").map(|(_, name)| name).collect();
                if let Some(table) = tables.get(draw(tables.len())) {
                    self.spoil_row(table, draw, change)?;
                }
            }
        }
        Ok(())
    }

    /// Changes a value of a row, or takes the row away.
    fn spoil_row(
        &mut self,
        table: &str,
        draw: &mut dyn FnMut(usize) -> usize,
        change: &mut dyn FnMut(Vec<u8>) -> Vec<u8>,
    ) -> Result<(), VaultError> {
        let columns: Vec<String> =
            self.read().all("SELECT name FROM pragma_table_info(?1)", [table], |row| row.get(0))?;
        let Some(column) = columns.get(draw(columns.len())) else { return Ok(()) };
        let values: Vec<Value> =
            self.read().all(&format!("SELECT {column} FROM {table}"), [], |row| row.get(0))?;
        let Some(value) = values.get(draw(values.len())) else { return Ok(()) };
        if draw(6) == 0 {
            self.connection.execute(&format!("DELETE FROM {table} WHERE {column} IS ?1"), [value])?;
            return Ok(());
        }
        let spoilt = match value.clone() {
            Value::Text(text) => {
                Value::Text(String::from_utf8_lossy(&change(text.into_bytes())).into_owned())
            }
            Value::Blob(bytes) => Value::Blob(change(bytes)),
            Value::Integer(number) => {
                let others = [0, -1, i64::MAX, i64::MIN, number.wrapping_add(1), 1 << 32];
                Value::Integer(others.get(draw(others.len())).copied().unwrap_or(number))
            }
            other => other,
        };
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE {column} IS ?2");
        self.connection.execute(&sql, [&spoilt, value])?;
        Ok(())
    }
}
