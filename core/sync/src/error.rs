//! What can be wrong with keys, files and statements. A quarantined parcel is not an error but an outcome: see
//! [`crate::Code`].

use kith_wire::WireError;

/// Why something could not be written, read or trusted. It never carries what a person wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// The bytes are not this kind of file.
    #[error("not the expected kind of file")]
    OtherKind,
    /// Written by a newer app.
    #[error("written by a newer app")]
    Newer,
    /// The bytes end too early.
    #[error("cut short")]
    Truncated,
    /// The bytes were changed since they were written, or never were what they claim.
    #[error("damaged")]
    Damaged,
    /// Larger than what is ever written.
    #[error("too large")]
    TooLarge,
    /// Sealed to other devices.
    #[error("sealed for other devices")]
    NotForYou,
    /// Signed, but not by the keys it names.
    #[error("bad signature")]
    BadSignature,
    /// From a device that is not of this organisation.
    #[error("from a stranger")]
    Stranger,
    /// From a device of another organisation.
    #[error("of another organisation")]
    ForeignOrganisation,
    /// Lacks a statement without which it means nothing.
    #[error("lacks a necessary statement")]
    Incomplete,
    /// Bytes that are no key of the expected kind, or the wrong key.
    #[error("not the right key")]
    BadKey,
    /// A recovery text with a mistyped or missing character.
    #[error("mistyped recovery text")]
    MistypedRecoveryText,
}

impl SyncError {
    /// The stable code of the error.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OtherKind => "other_kind",
            Self::Newer => "newer",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::NotForYou => "not_for_you",
            Self::BadSignature => "bad_signature",
            Self::Stranger => "stranger",
            Self::ForeignOrganisation => "foreign_organisation",
            Self::Incomplete => "incomplete",
            Self::BadKey => "bad_key",
            Self::MistypedRecoveryText => "mistyped_recovery_text",
        }
    }
}

impl From<WireError> for SyncError {
    fn from(error: WireError) -> Self {
        match error {
            WireError::OtherKind => Self::OtherKind,
            WireError::Newer => Self::Newer,
            WireError::Truncated => Self::Truncated,
            WireError::Trailing | WireError::Malformed => Self::Damaged,
            WireError::TooLarge => Self::TooLarge,
        }
    }
}
