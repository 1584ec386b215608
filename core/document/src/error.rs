//! What can go wrong with a document, in words that repeat nothing a person wrote.
//!
//! The library's own errors are not carried along: they may quote keys and values of the record.

use crate::document::Heads;

/// Why a document could not be opened or edited. The document is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The saved form cannot be read; it is a cache and can be made again from the parcels.
    #[error("the saved document cannot be read")]
    Unreadable,
    /// The saved form is of another document.
    #[error("the saved document has another id")]
    OtherDocument,
    /// The heads the screen is said to have shown are not in this document, or are none.
    #[error("the edit was made against a state that is not in this document")]
    UnknownHeads,
    /// A card is to be created that was on the screen already.
    #[error("the card exists already")]
    CardExists,
    /// Something is to be said of a card that was not on the screen.
    #[error("the card is not known")]
    UnknownCard,
    /// The name of the field is empty, or is one that the document itself uses.
    #[error("the field name is reserved")]
    ReservedField,
    /// The id of the fact was used before.
    #[error("the fact id was used before")]
    FactExists,
    /// The document refused its own edit.
    #[error("the edit could not be applied: {0}")]
    Refused(#[from] ApplyError),
}

/// Why changes from outside were not taken in. The record is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// The bytes are not one well-formed change in the one permitted form.
    #[error("not a well-formed change")]
    Malformed,
    /// The change speaks for another feed, or as an actor that another change fits.
    #[error("the change speaks as an actor that is not its own")]
    ForeignActor,
    /// The change belongs to another document: it rests on nothing.
    #[error("the change rests on no other change")]
    Rootless,
    /// The changes rest on these, which are not here yet: hashes, sorted.
    #[error("{} changes are missing", missing.len())]
    MissingDependencies {
        /// The hashes of the missing changes, sorted.
        missing: Heads,
    },
    /// The change takes away or overwrites what is never taken away.
    #[error("the change would destroy part of the record")]
    Destroys,
    /// The document with the change in it does not come back from its saved form as it was.
    #[error("the changed document does not survive saving and loading")]
    Unfaithful,
}

impl ApplyError {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "undecodable_changes",
            Self::ForeignActor => "foreign_actor",
            Self::Rootless => "undecodable_changes",
            Self::MissingDependencies { .. } => "missing_dependencies",
            Self::Destroys => "destroys",
            Self::Unfaithful => "unfaithful_changes",
        }
    }
}
