//! The lock on a vault: one process, and one opener in it, at a time. The operating system drops it when the holder
//! ends, however it ends, so there is no stale lock to remove. The file `vault.lock` itself is empty and stays.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::VaultError;
use crate::files;

/// Held as long as the vault is open.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says `InUse` at once.
    pub(crate) fn take(path: &Path) -> Result<Self, VaultError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        files::owner_only(&mut options);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
