//! The one error that crosses: the kinds of [`KithError`], each with its stable code, its fields, and its words. A kind
//! is here only where a shell acts differently on it.

use crate::error::{ErrorInWords, Fault, KithError};
use crate::strings::Strings;

/// What went wrong. `words` say it in the language of whoever asked; `code` is stable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[uniffi(name = "KithError")]
#[error("{}", self.code())]
pub enum Failure {
    /// An argument is not what is taken.
    InvalidInput {
        /// Which code.
        code: String,
        /// The argument's path, in our words; empty for the arguments as a whole.
        field: String,
        /// What was expected, where its shape is wrong: kinds or options.
        expected: Option<String>,
        /// In words.
        words: ErrorInWords,
    },
    /// Nothing here has that id.
    UnknownId {
        /// Which code.
        code: String,
        /// What was looked for.
        kind: String,
        /// The argument that it was given as.
        field: String,
        /// In words.
        words: ErrorInWords,
    },
    /// The member may not do this.
    NotPermitted {
        /// Which code.
        code: String,
        /// In words.
        words: ErrorInWords,
    },
    /// A rule about contact stands against it.
    Restricted {
        /// Which code.
        code: String,
        /// The codes of the reasons.
        because: Vec<String>,
        /// Whom and which rule it is about, in words of the record: to be shown, and never logged.
        told: Vec<String>,
        /// In words.
        words: ErrorInWords,
    },
    /// The key does not open this, or there is none.
    Key {
        /// Which code.
        code: String,
        /// In words.
        words: ErrorInWords,
    },
    /// There is nothing to open, or something is in the way of making it.
    Vault {
        /// Which code.
        code: String,
        /// In words.
        words: ErrorInWords,
    },
    /// The bytes are damaged, of another program, or of a newer Kith. They were left as they are.
    Unreadable {
        /// Which code.
        code: String,
        /// In words.
        words: ErrorInWords,
    },
    /// The storage refused. What was recorded before is as it was.
    Storage {
        /// Which code.
        code: String,
        /// In words.
        words: ErrorInWords,
    },
    /// A fault of ours. The vault is as it was.
    Bug {
        /// Which code.
        code: String,
        /// Where, as a name in the code.
        place: String,
        /// In words.
        words: ErrorInWords,
    },
}

impl Failure {
    pub(super) fn of(error: &KithError, strings: &Strings) -> Self {
        let (code, words) = (error.code().to_owned(), error.in_words(strings));
        match error {
            KithError::InvalidInput { field, .. } => {
                Self::InvalidInput { code, field: field.clone(), expected: None, words }
            }
            KithError::Misshapen { field, fault, .. } => {
                Self::InvalidInput { code, field: field.clone(), expected: Some(expected(fault)), words }
            }
            KithError::NotJson { .. } => {
                Self::InvalidInput { code, field: String::new(), expected: None, words }
            }
            KithError::UnknownId { kind, field } => {
                Self::UnknownId { code, kind: (*kind).to_owned(), field: field.clone(), words }
            }
            KithError::NotPermitted { .. } => Self::NotPermitted { code, words },
            KithError::Restricted { because, told, .. } => {
                Self::Restricted { code, because: because.clone(), told: told.words().to_vec(), words }
            }
            KithError::Key { .. } | KithError::KeyFile { .. } => Self::Key { code, words },
            KithError::Vault { .. } => Self::Vault { code, words },
            KithError::Unreadable { .. } => Self::Unreadable { code, words },
            KithError::Storage { .. } => Self::Storage { code, words },
            KithError::Bug { place } => Self::Bug { code, place: (*place).to_owned(), words },
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::InvalidInput { code, .. }
            | Self::UnknownId { code, .. }
            | Self::NotPermitted { code, .. }
            | Self::Restricted { code, .. }
            | Self::Key { code, .. }
            | Self::Vault { code, .. }
            | Self::Unreadable { code, .. }
            | Self::Storage { code, .. }
            | Self::Bug { code, .. } => code,
        }
    }
}

fn expected(fault: &Fault) -> String {
    match fault {
        Fault::Missing { expected }
        | Fault::Unknown { expected }
        | Fault::Options { expected }
        | Fault::Kind { expected, .. } => expected.clone(),
    }
}
