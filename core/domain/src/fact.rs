//! A fact: one value that somebody said of one field of one card, and a register: all that was ever said of it.
//!
//! A register is computed from its facts alone: what is visible is what no other fact names in `saw`. So the register
//! needs neither clock nor order of arrival, and the past can be asked the same question as the present.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{FactId, FeedId};
use crate::time::Timestamp;
use crate::voice::Voice;

/// One value, said once. Equal values said twice are two facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Unique even where the same value is said again, so that reaffirming is an act and not a no-op.
    pub id: FactId,
    /// The value; its shape is the field's.
    pub value: Value,
    /// Who speaks.
    pub voice: Voice,
    /// By the recording device's clock.
    pub recorded: Timestamp,
    /// The feed it came in: it tells the device and the member, and cannot be claimed by another.
    pub feed: FeedId,
    /// Why it was changed; required wherever it replaces something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The facts of this field that the author was shown and replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saw: Vec<FactId>,
    /// What a newer app wrote beside it: kept and handed on.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

impl Fact {
    /// The fixed order in which concurrent facts are shown: the individual's own words first, then by whose voice it
    /// is, then by id. Never by a clock, and never a reason to hide the others.
    #[must_use]
    pub fn shown_before(&self, other: &Self) -> std::cmp::Ordering {
        (!self.voice.is_own(), &self.voice.speaker, &self.voice.how, self.id).cmp(&(
            !other.voice.is_own(),
            &other.voice.speaker,
            &other.voice.how,
            other.id,
        ))
    }
}

/// All facts ever said of one field.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Register(Vec<Fact>);

impl Register {
    /// Nothing was said.
    pub const EMPTY: Self = Self(Vec::new());

    /// A register of these facts, in the fixed order.
    #[must_use]
    pub fn new(mut facts: Vec<Fact>) -> Self {
        facts.sort_by(Fact::shown_before);
        Self(facts)
    }

    /// Every fact, replaced ones too.
    #[must_use]
    pub fn all(&self) -> &[Fact] {
        &self.0
    }

    /// The facts that nobody who saw them has replaced, in the fixed order.
    #[must_use]
    pub fn visible(&self) -> Vec<&Fact> {
        self.visible_among(|_| true)
    }

    /// The visible facts as known at `instant`: what was recorded by then, minus what was replaced by then.
    #[must_use]
    pub fn known_at(&self, instant: Timestamp) -> Vec<&Fact> {
        self.visible_among(|fact| fact.recorded <= instant)
    }

    /// Whether visible facts say different things. Equal contents are one value with several authors.
    #[must_use]
    pub fn differs(&self) -> bool {
        let visible = self.visible();
        visible.windows(2).any(|pair| matches!(pair, [a, b] if a.value != b.value))
    }

    /// The same among those facts alone that count.
    pub(crate) fn visible_among(&self, counts: impl Fn(&Fact) -> bool) -> Vec<&Fact> {
        let replaced: BTreeSet<FactId> =
            self.0.iter().filter(|fact| counts(fact)).flat_map(|fact| fact.saw.iter().copied()).collect();
        self.0.iter().filter(|fact| counts(fact) && !replaced.contains(&fact.id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sample;

    #[test]
    fn no_clock_hides_what_was_said_at_once_or_puts_it_first() {
        for (one, other) in [(1, 9), (9, 1), (5, 5)] {
            let facts = vec![
                sample::fact(2, json!("Tomos"), sample::noon(other), &[]),
                sample::fact(1, json!("Tom"), sample::noon(one), &[]),
            ];
            let register = Register::new(facts);
            let said: Vec<&Value> = register.visible().into_iter().map(|fact| &fact.value).collect();
            assert_eq!(said, [&json!("Tom"), &json!("Tomos")], "by clocks at {one} and {other}");
            assert!(register.differs());
        }
    }
}
