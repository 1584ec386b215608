//! The files of a vault on disk: their names, their modes, and how one is replaced so that a power cut leaves the old
//! one or the new one. SQLite writes its own files; nothing here touches these but to name and to make them.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::VaultError;

/// Where the files of one vault are.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    directory: PathBuf,
}

impl Home {
    pub(crate) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned() }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.directory.join("vault.db")
    }

    /// A database that was never part of a finished vault: creation makes it here and renames it as its last step.
    pub(crate) fn unfinished_database(&self) -> PathBuf {
        self.directory.join("vault.db.new")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.directory.join("vault.key")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.directory.join("vault.lock")
    }

    /// Makes the directory, for its owner only, and those above it.
    pub(crate) fn make(&self) -> Result<(), VaultError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        Ok(builder.create(&self.directory)?)
    }

    /// Makes renames in the directory durable.
    pub(crate) fn sync(&self) -> Result<(), VaultError> {
        #[cfg(unix)]
        File::open(&self.directory)?.sync_all()?;
        Ok(())
    }

    /// Replaces the key file as a whole.
    pub(crate) fn write_key(&self, bytes: &[u8]) -> Result<(), VaultError> {
        self.replace("vault.key", bytes)
    }

    /// Replaces a file as a whole: written beside it, synced, renamed, the rename synced.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        let beside = self.directory.join(format!("{name}.new"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        owner_only(&mut options);
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, self.directory.join(name))?;
        self.sync()
    }
}

/// The bytes of a file, or nothing when there is no such file.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The length of a file in bytes, or nothing when there is no such file.
pub(crate) fn length_if_there(path: &Path) -> Result<Option<u64>, VaultError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(metadata.len())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Makes an empty file for its owner only, in place of one that is there.
pub(crate) fn make_empty(path: &Path) -> Result<(), VaultError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    owner_only(&mut options);
    options.open(path)?.sync_all()?;
    Ok(())
}

/// A file made with these options is its owner's only.
pub(crate) fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}
