//! How the database engine is set up: cipher, durability and secrecy, in one place, the same for every connection.
//!
//! Durability: write-ahead log with `synchronous=FULL`, so a commit appends to the log and syncs it once. The log is
//! copied into the database only by `checkpoint`, never inside a command and never on closing; a checkpoint ends by
//! laying the header of the next log, so that the first command after it does not pay a second sync for that. (The first
//! commit after opening also syncs the directory, once: the engine makes sure of the log's name.)
//!
//! Secrecy: every page is encrypted, temporary storage stays in memory, deleted content is overwritten, no file is
//! mapped into memory, and with an exclusive lock the log's index lives in memory instead of a file.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::key::VaultKey;

/// The length of a page of the database in bytes, for the life of a vault.
pub(crate) const PAGE_LENGTH: u64 = 4096;

/// How much of the database is held in memory, decrypted, in KiB.
const CACHE_KIB: i64 = 16 << 10;

static KEYING: Mutex<()> = Mutex::new(());

/// Opens the file, which must exist, with the key. What is on disk is not touched by this.
pub(crate) fn open(path: &Path, key: &VaultKey) -> Result<Connection, VaultError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Attaching keys on several threads at the same instant can fail for one of them.
    let _one_at_a_time = KEYING.lock().unwrap_or_else(PoisonError::into_inner);
    let connection = Connection::open_with_flags(path, flags)?;
    // What the cipher has to say comes back as a result; on its own it would write to the terminal. Keys are wiped by it
    // in any case. Wiping and locking all other memory too would make every query several times as slow: it is left off.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&key_statement(key))?;
    connection.execute_batch(&format!("PRAGMA cipher_page_size = {PAGE_LENGTH}"))?;
    // On closing after a failure the log must stay as it is: it may be what the record can be rescued from.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    harden(&connection)?;
    Ok(connection)
}

/// A database in memory, with no key.
pub(crate) fn open_in_memory() -> Result<Connection, VaultError> {
    let connection = Connection::open_in_memory()?;
    harden(&connection)?;
    Ok(connection)
}

pub(crate) fn harden(connection: &Connection) -> Result<(), VaultError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA temp_store = MEMORY;
         PRAGMA mmap_size = 0;
         PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA secure_delete = ON;
         PRAGMA synchronous = FULL;",
    )?)
}

/// Goes over to the write-ahead log; the database has been recognised as ours by now.
pub(crate) fn use_log(connection: &Connection) -> Result<(), VaultError> {
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode == "wal" { Ok(()) } else { Err(VaultError::ReadOnly) }
}

/// Gives the pages of an open vault more room in memory. A page that is not there any more is read, verified and decrypted
/// anew, which costs more than all else that a command or a screen does; the engine's own 2 MiB do not hold what one screen
/// of a caseload reads. Not before the database has been recognised: to be told this the engine reads it.
pub(crate) fn hold_pages(connection: &Connection) -> Result<(), VaultError> {
    Ok(connection.pragma_update(None, "cache_size", -CACHE_KIB)?)
}

/// For a database that is still being made: a journal left beside it by a killed attempt must not be replayed into the
/// next one.
pub(crate) fn use_no_journal_file(connection: &Connection) -> Result<(), VaultError> {
    Ok(connection.pragma_update(None, "journal_mode", "MEMORY")?)
}

/// Copies the log into the database and empties it. `length` then measures the database file, and noting that lays the
/// header of the next log.
pub(crate) fn checkpoint(
    connection: &Connection,
    length: impl FnOnce() -> Result<u64, VaultError>,
) -> Result<(), VaultError> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        return Err(VaultError::InUse);
    }
    let length = i64::try_from(length()?).unwrap_or(i64::MAX);
    let sql = "INSERT INTO checkpoint (only, length) VALUES (1, ?1)
               ON CONFLICT (only) DO UPDATE SET length = excluded.length";
    connection.execute(sql, [length])?;
    Ok(())
}

/// The length of the database file after the last checkpoint, in bytes; 0 if there was none.
pub(crate) fn checkpointed_length(connection: &Connection) -> Result<u64, VaultError> {
    let length: Option<i64> =
        connection.query_row("SELECT max(length) FROM checkpoint", [], |row| row.get(0))?;
    Ok(length.map_or(0, i64::unsigned_abs))
}

fn key_statement(key: &VaultKey) -> Zeroizing<String> {
    const START: &str = "PRAGMA key = \"x'";
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    // Room for the whole from the start: growing would leave copies of the key behind.
    let mut statement = Zeroizing::new(String::with_capacity(START.len() + 68));
    statement.push_str(START);
    for byte in key.iter() {
        for half in [byte >> 4, byte & 15] {
            statement.extend(HEX.get(usize::from(half)));
        }
    }
    statement.push_str("'\";");
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_given_raw() {
        let key: VaultKey = Zeroizing::new(std::array::from_fn(|at| u8::try_from(at * 8 + 1).unwrap()));
        let statement = key_statement(&key);
        assert!(statement.starts_with("PRAGMA key = \"x'0109111921"), "{}", *statement);
        assert_eq!(statement.len(), "PRAGMA key = \"x''\";".len() + 64);
        assert!(statement.capacity() >= statement.len() && statement.capacity() <= 16 + 68);
    }
}
