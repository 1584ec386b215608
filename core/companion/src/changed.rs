//! What a session has changed, for whoever watches it.

use std::collections::BTreeSet;

use kith_domain::id::{DocumentId, IndividualId};

use crate::session::Session;

/// What changed since the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct Changed {
    /// The records in which something was recorded or came, or that were opened to this member, by id.
    pub individuals: Vec<String>,
    /// Whether something came from others.
    pub received: bool,
    /// Whether a draft was saved or discarded.
    pub drafts: bool,
}

impl Changed {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Both at once.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.individuals.extend(other.individuals);
        self.individuals.sort();
        self.individuals.dedup();
        Self { received: self.received || other.received, drafts: self.drafts || other.drafts, ..self }
    }
}

impl Session {
    /// Notes that something was recorded in these sections. It was: so nothing that fails here may say otherwise.
    pub(crate) fn note_changed(&mut self, documents: &BTreeSet<DocumentId>) {
        let read = self.vault.read();
        let sections = documents.iter().filter_map(|document| read.section_of(*document).ok()?);
        let individuals: BTreeSet<IndividualId> = sections.map(|section| section.individual).collect();
        let individuals = individuals.iter().map(ToString::to_string).collect();
        let changed = std::mem::take(&mut self.changed);
        self.changed = changed.and(Changed { individuals, ..Changed::default() });
    }
}
