//! Files from outside: what is wrong with one, as the error that every shell shows.

use kith_sync::SyncError;

use crate::error::KithError;

/// What is wrong with a file from outside: a request, an admission, a bundle.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FileOf {
    Request,
    Admission,
    Bundle,
}

impl KithError {
    /// The error for a file of that kind.
    pub(crate) fn of_file(file: FileOf, error: SyncError) -> Self {
        let code = match (file, error) {
            (FileOf::Request, SyncError::Newer) | (FileOf::Admission, SyncError::Newer) => "file_newer",
            (FileOf::Request, _) => "request_damaged",
            (FileOf::Admission, SyncError::NotForYou) => "admission_not_for_you",
            (FileOf::Admission, _) => "admission_damaged",
            (FileOf::Bundle, SyncError::OtherKind) => "bundle_not_a_bundle",
            (FileOf::Bundle, SyncError::Newer) => "bundle_newer",
            (FileOf::Bundle, SyncError::Truncated) => "bundle_truncated",
            (FileOf::Bundle, SyncError::NotForYou) => "bundle_not_for_you",
            (FileOf::Bundle, SyncError::Stranger | SyncError::ForeignOrganisation) => "bundle_stranger",
            (FileOf::Bundle, _) => "bundle_damaged",
        };
        Self::Unreadable { code }
    }
}
