//! What a member is to the organisation, and so which sections they may ever be granted.

use serde::{Deserialize, Serialize};

use crate::section::SectionKind;

/// A member's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A community support worker.
    Worker,
    /// A manager.
    Manager,
    /// A safeguarding lead.
    SafeguardingLead,
    /// The person supported.
    Individual,
    /// Someone important to the individual.
    KeyPerson,
    /// An independent advocate.
    Advocate,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [
        Self::Worker,
        Self::Manager,
        Self::SafeguardingLead,
        Self::Individual,
        Self::KeyPerson,
        Self::Advocate,
    ];

    /// The stable name, as on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Manager => "manager",
            Self::SafeguardingLead => "safeguarding_lead",
            Self::Individual => "individual",
            Self::KeyPerson => "key_person",
            Self::Advocate => "advocate",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether the member is staff on the record.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Worker | Self::Manager | Self::SafeguardingLead)
    }

    /// Whether a member of this role may ever be let into a section of this kind. A grant is still needed; whoever raised
    /// a concern reads it, whatever their role.
    #[must_use]
    pub fn may_read(self, kind: SectionKind) -> bool {
        match kind {
            SectionKind::Shared => true,
            SectionKind::Team | SectionKind::Concern => self.is_staff(),
            SectionKind::Private => !self.is_staff(),
        }
    }
}
