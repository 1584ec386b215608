//! Files in and out: the core gives and takes bytes, the terminal keeps them where it is told.

use std::io::Write;
use std::path::Path;

use kith::KithError;

/// Reads a file whole.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, KithError> {
    std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            KithError::InvalidInput { field: "file".to_owned(), code: "file_not_found" }
        }
        kind => storage(kind),
    })
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
        ErrorKind::OutOfMemory => "out_of_memory",
        _ => "storage_failed",
    };
    KithError::Storage { code }
}
