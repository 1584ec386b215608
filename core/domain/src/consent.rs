//! Consent: what the individual allows, for one purpose, to whom, until when.
//!
//! It is guarded: what is in force is the intersection of everything said at once. A withdrawal wins over a consent
//! given elsewhere at the same time, and consents for two purposes permit neither.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::card::{Card, Standing};
use crate::id::FactId;
use crate::lists::lists;
use crate::text::{InvalidText, clean_name};
use crate::time::When;

/// The guarded field of a consent card.
pub const CONSENT: &str = "consent";

lists! {
    /// What was decided, the least strict first. Only `given` permits; one of a newer app ranks strictest.
    closed Decision { Given = "given", Unknown = "unknown", Withdrawn = "withdrawn", Refused = "refused" }
}

/// One statement of consent, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentValue {
    /// What for, in words.
    pub purpose: String,
    /// What was decided.
    pub decision: Decision,
    /// What may be shared or done, by name.
    #[serde(default)]
    pub scope: BTreeSet<String>,
    /// To or by whom, by name.
    #[serde(default)]
    pub recipients: BTreeSet<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
}

impl ConsentValue {
    /// Whether this version may write it.
    ///
    /// # Errors
    /// A text that is refused; a decision no list has is refused as empty.
    pub fn check(&self) -> Result<(), InvalidText> {
        if !self.decision.is_known() {
            return Err(InvalidText::Empty);
        }
        std::iter::once(&self.purpose)
            .chain(&self.scope)
            .chain(&self.recipients)
            .try_for_each(|name| clean_name(name).map(drop))
    }
}

/// Consent as it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consented {
    /// What for; `None` where different purposes were said, which permits nothing.
    pub purpose: Option<String>,
    /// The strictest decision.
    pub decision: Decision,
    /// What everyone's statement has in common.
    pub scope: BTreeSet<String>,
    /// Whom everyone's statement has in common.
    pub recipients: BTreeSet<String>,
    /// Every end; it ends with the first.
    pub until: BTreeSet<When>,
}

impl From<ConsentValue> for Consented {
    fn from(value: ConsentValue) -> Self {
        Self {
            purpose: Some(value.purpose),
            decision: value.decision,
            scope: value.scope,
            recipients: value.recipients,
            until: value.until.into_iter().collect(),
        }
    }
}

impl Consented {
    /// What permits nothing, where something is not understood.
    #[must_use]
    pub fn strictest() -> Self {
        Self {
            purpose: None,
            decision: Decision::Other(String::new()),
            scope: BTreeSet::new(),
            recipients: BTreeSet::new(),
            until: BTreeSet::new(),
        }
    }

    /// What both permit.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self {
            purpose: self.purpose.filter(|purpose| Some(purpose) == other.purpose.as_ref()),
            decision: self.decision.max(other.decision),
            scope: self.scope.intersection(&other.scope).cloned().collect(),
            recipients: self.recipients.intersection(&other.recipients).cloned().collect(),
            until: self.until.union(&other.until).copied().collect(),
        }
    }
}

/// What a consent card permits, and the facts it rests on; `None` where it was ended, so that nothing is permitted.
#[must_use]
pub fn in_force(card: &Card) -> Option<(Consented, BTreeSet<FactId>)> {
    let standing = card.standing();
    let register = card.field(CONSENT);
    let visible = register.visible();
    let sources = visible.iter().map(|fact| fact.id).collect();
    let mut consented = visible
        .into_iter()
        .map(|fact| {
            let consented = ConsentValue::deserialize(&fact.value).map(Consented::from);
            consented.ok().filter(|_| fact.voice.is_understood()).unwrap_or_else(Consented::strictest)
        })
        .reduce(Consented::join)?;
    match standing {
        Standing::Ended => return None,
        Standing::Open => {}
        // Somebody ended it: whatever else was said, it is not known to be given.
        Standing::EndedChangedMeanwhile => consented.decision = consented.decision.max(Decision::Unknown),
    }
    Some((consented, sources))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample;

    fn consented() -> impl Strategy<Value = Consented> {
        let decision = prop_oneof!["given", "unknown", "withdrawn", "refused", "newer"];
        let words = || proptest::collection::btree_set("[a-c]", 0..4);
        (
            proptest::option::of("[pq]"),
            decision,
            words(),
            words(),
            proptest::collection::btree_set(0..4_u32, 0..2),
        )
            .prop_map(|(purpose, decision, scope, recipients, days)| Consented {
                purpose,
                decision: Decision::from_name(&decision),
                scope,
                recipients,
                until: days.into_iter().map(|day| When::Day(sample::day(day))).collect(),
            })
    }

    proptest! {
        #[test]
        fn join_is_a_semilattice_and_permits_no_more(
            a in consented(), b in consented(), c in consented()
        ) {
            prop_assert_eq!(a.clone().join(a.clone()), a.clone());
            prop_assert_eq!(a.clone().join(b.clone()), b.clone().join(a.clone()));
            prop_assert_eq!(
                a.clone().join(b.clone()).join(c.clone()),
                a.clone().join(b.clone().join(c))
            );
            prop_assert_eq!(a.clone().join(Consented::strictest()), Consented {
                until: a.until.clone(), ..Consented::strictest()
            }.join(Consented { decision: a.decision.clone(), ..Consented::strictest() }));
            let both = a.clone().join(b.clone());
            for one in [&a, &b] {
                prop_assert!(both.decision >= one.decision && both.until.is_superset(&one.until));
                prop_assert!(both.scope.is_subset(&one.scope) && both.recipients.is_subset(&one.recipients));
                prop_assert!(both.purpose.is_none() || both.purpose == one.purpose);
            }
        }
    }

    #[test]
    fn a_withdrawal_elsewhere_wins_and_what_cannot_be_read_permits_nothing() {
        let given =
            serde_json::json!({"purpose": "p", "decision": "given", "scope": ["a"], "recipients": ["b"]});
        let withdrawn =
            serde_json::json!({"purpose": "p", "decision": "withdrawn", "scope": ["a"], "recipients": ["b"]});
        let decision = |values: &[&serde_json::Value]| {
            in_force(&sample::card("consent", CONSENT, values)).unwrap().0.decision
        };
        assert_eq!(decision(&[&given]), Decision::Given);
        assert_eq!(decision(&[&given, &withdrawn]), Decision::Withdrawn);
        assert!(!decision(&[&given, &serde_json::json!("?")]).is_known());
        let mut card = sample::card("consent", CONSENT, &[&given]);
        sample::end(&mut card, &[]);
        assert_eq!(in_force(&card).unwrap().0.decision, Decision::Unknown);
        let mut card = sample::card("consent", CONSENT, &[&given]);
        sample::end_seeing_all(&mut card);
        assert_eq!(in_force(&card), None);
    }
}
