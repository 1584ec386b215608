//! What can go wrong with a vault, each as its own kind. It is not a place for explanations: an error carries codes
//! and numbers only, never a text, because a text from the database engine can quote what a person wrote.
//!
//! A wrong key, damage, a full disk and a lack of memory are kept apart with care: each has a different remedy, and
//! taking one for another is how records get deleted.

use std::io::ErrorKind;

use rusqlite::ErrorCode;

/// Which part of a vault is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Damage {
    /// `vault.key` is cut short or its bytes changed.
    KeyFile,
    /// `vault.db` is there and `vault.key` is not.
    KeyFileMissing,
    /// `vault.key` is there and `vault.db` is not.
    DatabaseMissing,
    /// `vault.db` is cut short.
    DatabaseTruncated,
    /// A page of `vault.db` does not read as it was written.
    Page,
    /// A row does not have the shape that the schema gives it.
    Row,
}

/// Why a vault could not do what was asked; the vault is then as it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The directory holds no vault.
    #[error("no vault")]
    NoVault,
    /// The directory holds a vault, or part of one, already.
    #[error("a vault exists already")]
    AlreadyExists,
    /// No slot opens with this passphrase or key. The vault itself is sound as far as this can be told.
    #[error("wrong key")]
    WrongKey,
    /// Another process, or another opener in this one, holds the vault.
    #[error("vault in use")]
    InUse,
    /// The vault's files are not as they were written.
    #[error("vault damaged: {detail:?}")]
    Damaged {
        /// The damaged part.
        detail: Damage,
    },
    /// The files are not a Kith vault.
    #[error("not a vault")]
    Foreign,
    /// A newer Kith wrote this vault.
    #[error("vault of version {found}, supported up to {supported}")]
    Newer {
        /// The version of the vault.
        found: u32,
        /// The newest version this build reads.
        supported: u32,
    },
    /// The disk, or the quota, is full.
    #[error("disk full")]
    Full,
    /// The files may not be written: by permission, or because the medium is read-only.
    #[error("read-only")]
    ReadOnly,
    /// The machine has no memory left; it says nothing about the vault.
    #[error("out of memory")]
    OutOfMemory,
    /// A different key is held already for the same document and epoch; the held one stays.
    #[error("a different section key is held")]
    KeyConflict,
    /// The operating system refused, for another reason than those above.
    #[error("i/o: {0:?}")]
    Io(ErrorKind),
    /// The database engine refused: an SQLite extended result code, or -1 where it gave none.
    #[error("sql: {0}")]
    Sql(i32),
}

impl VaultError {
    pub(crate) const fn damaged(detail: Damage) -> Self {
        Self::Damaged { detail }
    }
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::OutOfMemory => Self::OutOfMemory,
            kind => Self::Io(kind),
        }
    }
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _) => from_engine(failure),
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::QueryReturnedNoRows => Self::damaged(Damage::Row),
            _ => Self::Sql(-1),
        }
    }
}

fn from_engine(failure: rusqlite::ffi::Error) -> VaultError {
    match failure.code {
        ErrorCode::DiskFull => VaultError::Full,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => VaultError::ReadOnly,
        ErrorCode::OutOfMemory => VaultError::OutOfMemory,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => VaultError::InUse,
        // The key opened its slot before the database was touched, so "not a database" means changed bytes.
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => VaultError::damaged(Damage::Page),
        ErrorCode::SystemIoFailure => match failure.extended_code {
            rusqlite::ffi::SQLITE_IOERR_NOMEM => VaultError::OutOfMemory,
            rusqlite::ffi::SQLITE_IOERR_CORRUPTFS | rusqlite::ffi::SQLITE_IOERR_SHORT_READ => {
                VaultError::damaged(Damage::Page)
            }
            _ => VaultError::Io(ErrorKind::Other),
        },
        _ => VaultError::Sql(failure.extended_code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn every_engine_code_has_its_own_meaning() {
        let page = VaultError::damaged(Damage::Page);
        let rows = [
            (ffi::SQLITE_FULL, VaultError::Full),
            (ffi::SQLITE_READONLY, VaultError::ReadOnly),
            (ffi::SQLITE_READONLY_DBMOVED, VaultError::ReadOnly),
            (ffi::SQLITE_PERM, VaultError::ReadOnly),
            (ffi::SQLITE_NOMEM, VaultError::OutOfMemory),
            (ffi::SQLITE_IOERR_NOMEM, VaultError::OutOfMemory),
            (ffi::SQLITE_BUSY, VaultError::InUse),
            (ffi::SQLITE_CORRUPT, page),
            (ffi::SQLITE_CORRUPT_VTAB, page),
            (ffi::SQLITE_NOTADB, page),
            (ffi::SQLITE_IOERR_SHORT_READ, page),
            (ffi::SQLITE_IOERR_FSYNC, VaultError::Io(ErrorKind::Other)),
            (ffi::SQLITE_TOOBIG, VaultError::Sql(ffi::SQLITE_TOOBIG)),
        ];
        for (code, expected) in rows {
            let error =
                rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some("a person's words".into()));
            assert_eq!(VaultError::from(error), expected, "{code}");
        }
    }

    #[test]
    fn every_system_error_has_its_own_meaning() {
        let rows = [
            (ErrorKind::StorageFull, VaultError::Full),
            (ErrorKind::QuotaExceeded, VaultError::Full),
            (ErrorKind::PermissionDenied, VaultError::ReadOnly),
            (ErrorKind::ReadOnlyFilesystem, VaultError::ReadOnly),
            (ErrorKind::OutOfMemory, VaultError::OutOfMemory),
            (ErrorKind::NotADirectory, VaultError::Io(ErrorKind::NotADirectory)),
        ];
        for (kind, expected) in rows {
            assert_eq!(VaultError::from(std::io::Error::from(kind)), expected);
        }
    }
}
