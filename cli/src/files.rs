//! Files in and out: the core gives and takes bytes, the terminal keeps them where it is told.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use kith::{KithError, Sort};

use crate::arguments::CommandLine;

/// A file that is to be written where a person said. What lies there already is replaced only where it is of the same
/// sort: nothing tells a slip of the hand from a wish, and what may be lost is the vault, its key or a recovery sheet.
#[derive(Debug)]
pub(crate) struct Out<'a> {
    file: &'a Path,
    sort: Sort,
}

impl<'a> Out<'a> {
    /// The file, where nothing would be lost that Kith needs or that is of another sort. To be asked before anything is
    /// changed, so that a refusal leaves everything as it is.
    pub(crate) fn new(line: &CommandLine, file: &'a Path, sort: Sort) -> Result<Self, KithError> {
        let at = real(file);
        let vault = line.home.as_deref().map(real);
        if vault.is_some_and(|vault| at.starts_with(vault)) {
            return Err(KithError::InvalidInput { field: "out".to_owned(), code: "out_in_vault" });
        }
        let keys = [&line.key_file, &line.recovery_file];
        if keys.into_iter().flatten().any(|key| real(key) == at) {
            return Err(KithError::InvalidInput { field: "out".to_owned(), code: "out_is_key" });
        }
        let out = Self { file, sort };
        out.replaceable()?;
        Ok(out)
    }

    /// Writes it, whole or not at all.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), KithError> {
        // Once more: between the two, a key file may have been made there.
        self.replaceable()?;
        write_private(self.file, bytes)
    }

    fn replaceable(&self) -> Result<(), KithError> {
        let other = || KithError::InvalidInput { field: "out".to_owned(), code: "out_is_other" };
        match std::fs::symlink_metadata(self.file) {
            Ok(held) if held.is_file() => {
                let mut beginning = Vec::new();
                let opened = std::fs::File::open(self.file);
                let read = opened.and_then(|file| file.take(Sort::READ_BYTES).read_to_end(&mut beginning));
                read.map_err(|error| storage(error.kind()))?;
                if self.sort.begins(&beginning) { Ok(()) } else { Err(other()) }
            }
            Ok(_) => Err(other()),
            // Whatever else keeps it from being looked at keeps it from being written, and says so there.
            Err(_) => Ok(()),
        }
    }
}

/// Where a path leads, links and dots followed as far as there is anything.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest = PathBuf::new();
    for folder in whole.ancestors() {
        if let Ok(found) = folder.canonicalize() {
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
        if let Some(name) = folder.file_name() {
            rest = if rest.as_os_str().is_empty() { name.into() } else { Path::new(name).join(rest) };
        }
    }
    whole
}

/// Reads a file whole. `argument` says which one it was given as.
pub(crate) fn read(file: &Path, argument: &str) -> Result<Vec<u8>, KithError> {
    std::fs::read(file).map_err(|error| not_read(error.kind(), argument))
}

/// Opens a file to be read in portions.
pub(crate) fn to_read(file: &Path, argument: &str) -> Result<std::fs::File, KithError> {
    std::fs::File::open(file).map_err(|error| not_read(error.kind(), argument))
}

fn not_read(kind: std::io::ErrorKind, argument: &str) -> KithError {
    match kind {
        std::io::ErrorKind::NotFound => {
            KithError::InvalidInput { field: argument.to_owned(), code: "file_not_found" }
        }
        kind => storage(kind),
    }
}

/// Writes a file that only its owner can read: first beside it, then in its place, so that it is never half there.
pub(crate) fn write_private(file: &Path, bytes: &[u8]) -> Result<(), KithError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        temporary.persist(file).map_err(|failed| failed.error)?;
        // Without this the file's name may be lost in a power cut, though its content is safe.
        std::fs::File::open(folder)?.sync_all()
    };
    write().map_err(|error| storage(error.kind()))
}

/// The error for what the storage said.
pub(crate) fn storage(kind: std::io::ErrorKind) -> KithError {
    use std::io::ErrorKind;
    let code = match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk_full",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "read_only",
        ErrorKind::NotFound | ErrorKind::NotADirectory => "no_folder",
        ErrorKind::OutOfMemory => "out_of_memory",
        _ => "storage_failed",
    };
    KithError::Storage { code }
}
