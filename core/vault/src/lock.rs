//! The lock on a vault: one process, and one opener in it, at a time. The operating system drops it when the holder
//! ends, however it ends, so there is no stale lock to remove. The file `vault.lock` itself is empty and stays.
//!
//! The lock belongs to what was opened, not to the process. A program that is just being started by another thread holds
//! a copy of every open file until it runs, so to close ours would not be enough: it is given back by name.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::VaultError;
use crate::files;

/// Held as long as the vault is open.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It fails only for a file that has no lock, and closing gives back whatever is left.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock, or says `InUse` at once.
    pub(crate) fn take(path: &Path) -> Result<Self, VaultError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        files::owner_only(&mut options);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_outlives_the_holder_keeps_nobody_out() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("vault.lock");
        let held = Lock::take(&path).unwrap();
        // What a program that is being started has.
        let copy = held.file.try_clone().unwrap();
        assert_eq!(Lock::take(&path).err(), Some(VaultError::InUse));
        drop(held);
        assert!(Lock::take(&path).is_ok());
        drop(copy);
    }
}
