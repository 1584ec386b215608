//! A card: something in the record that changes over time, as one register for each field.
//!
//! Reading a card never takes one winner. Whether it has ended is itself a register, so that an ending and a change
//! made by someone who had not seen it are both kept and both told.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::fact::{Fact, Register};
use crate::id::{CardId, FactId};
use crate::time::Timestamp;

/// The name of the field that says whether a card has ended.
pub const LIFECYCLE: &str = "lifecycle";

/// A card with everything that was ever said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its identity.
    pub id: CardId,
    /// What kind of card: `person`, `relationship`, `restriction`, …; kinds of a newer app are kept.
    pub kind: String,
    /// The registers by field name, the lifecycle among them.
    pub fields: BTreeMap<String, Register>,
}

/// How a card was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It came to its end.
    End,
    /// It was a mistake.
    Void,
    /// It is kept out of sight.
    Archive,
    /// A restriction was lifted.
    Lift,
}

/// The value of the lifecycle field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Lifecycle {
    /// Ended, by someone who had seen these facts of the card.
    Ended {
        /// How.
        ending: Ending,
        /// The visible facts of the whole card that its author was shown.
        saw: BTreeSet<FactId>,
    },
    /// In use again.
    Reopened,
}

/// Whether a card is in use, as a reader is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In use.
    Open,
    /// Ended by everyone who said anything of it.
    Ended,
    /// Ended by one, changed or reopened by another who had not seen that: to be looked at. A guarded card stays in
    /// force.
    EndedChangedMeanwhile,
}

impl Card {
    /// The register of a field; empty where nobody said anything.
    #[must_use]
    pub fn field(&self, name: &str) -> &Register {
        static NOTHING_SAID: Register = Register::EMPTY;
        self.fields.get(name).unwrap_or(&NOTHING_SAID)
    }

    /// The visible facts of every field but the lifecycle.
    #[must_use]
    pub fn visible_facts(&self) -> BTreeSet<FactId> {
        self.visible_among(Register::visible)
    }

    /// Whether the card is in use.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing_among(Register::visible)
    }

    /// Whether the card was in use as known at `instant`.
    #[must_use]
    pub fn standing_known_at(&self, instant: Timestamp) -> Standing {
        self.standing_among(|register| register.known_at(instant))
    }

    fn visible_among(&self, visible: impl Fn(&Register) -> Vec<&Fact>) -> BTreeSet<FactId> {
        self.fields
            .iter()
            .filter(|(name, _)| name.as_str() != LIFECYCLE)
            .flat_map(|(_, register)| visible(register).into_iter().map(|fact| fact.id).collect::<Vec<_>>())
            .collect()
    }

    fn standing_among(&self, visible: impl Fn(&Register) -> Vec<&Fact>) -> Standing {
        let lifecycle = self.field(LIFECYCLE);
        let said: Vec<Option<Lifecycle>> = visible(lifecycle)
            .into_iter()
            .map(|fact| serde_json::from_value(fact.value.clone()).ok())
            .collect();
        let mut seen = BTreeSet::new();
        let (mut ended, mut open) = (false, said.is_empty());
        for state in said {
            match state {
                Some(Lifecycle::Ended { saw, .. }) => {
                    ended = true;
                    seen.extend(saw);
                }
                // A state of a newer app is not understood: the safe reading is that the card is in use.
                Some(Lifecycle::Reopened) | None => open = true,
            }
        }
        let unseen = !self.visible_among(visible).is_subset(&seen);
        match (ended, open || unseen) {
            (false, _) => Standing::Open,
            (true, false) => Standing::Ended,
            (true, true) => Standing::EndedChangedMeanwhile,
        }
    }
}
