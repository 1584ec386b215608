//! Sections of a record: a set of facts with one reader list and one chain of keys.

use serde::{Deserialize, Serialize};

/// Which part of an individual's record a fact lives in. A fact never moves from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The individual and their support team.
    Shared,
    /// Staff on the record.
    Team,
    /// One concern: named people, never the person concerned.
    Concern,
    /// The individual and whom they invite; never the organisation.
    Private,
}

impl SectionKind {
    /// The stable name, as stored and shown in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Team => "team",
            Self::Concern => "concern",
            Self::Private => "private",
        }
    }

    /// The kind of that name, or `None` for one this version does not know.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Shared, Self::Team, Self::Concern, Self::Private].into_iter().find(|kind| kind.name() == name)
    }
}
