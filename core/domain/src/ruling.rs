//! A ruling: what the rules about contact say of one person, one way of contact and one instant, and why.
//!
//! Rulings form a semilattice under [`Ruling::join`]: whatever order facts arrive in, the joined ruling is the same and
//! is never weaker than any of them. So a merge can make contact stricter, never freer. Wording is not here: the screens
//! say each [`Because`] in their own words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::MemberId;
use crate::lists::lists;
use crate::section::SectionKind;
use crate::time::{Timestamp, When};

lists! {
    /// What a rule says of one way of contact, the freest first; a level of a newer app ranks strictest.
    closed Rule { Free = "free", Conditional = "conditional", Supervised = "supervised", None = "none" }
}

/// What is to be done about a contact, the freest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing stands against it.
    #[default]
    Allowed,
    /// Allowed on the conditions given.
    Conditions,
    /// To be asked about first.
    Ask,
    /// Not to be told from here: something that may hold a rule cannot be read.
    Incomplete,
    /// Refused.
    Refused,
}

impl Outcome {
    /// The stable name, as on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Conditions => "conditions",
            Self::Ask => "ask",
            Self::Incomplete => "incomplete",
            Self::Refused => "refused",
        }
    }
}

/// A reason for an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Because {
    /// No rule about contact with this person is recorded.
    NoRuleRecorded,
    /// An order or other legal rule whose original was seen.
    LegalVerified,
    /// A legal rule whose original nobody has seen: verify it by the next working day.
    LegalUnverified,
    /// What was agreed.
    Agreed,
    /// The individual's own wish.
    OwnWish,
    /// The individual's own wish is told in more than one way: ask them.
    OwnWishDiffers,
    /// A staff rule: no legal basis is recorded, and the manager is told.
    NoLegalBasisRecorded,
    /// An order requires contact: to prevent it may break the order.
    ContactRequired,
    /// Not said for this way of contact: ask first.
    ModeNotSaid,
    /// Free under this rule for this way of contact.
    FreeForThisMode,
    /// The rule ended then; its end permits nothing by itself.
    Expired {
        /// When it ended.
        until: When,
    },
    /// The rule begins only then.
    StartsLater {
        /// When it begins.
        from: When,
    },
    /// No end is recorded; the end that the law sets for this kind of order is used.
    EndSetByLaw {
        /// When it ends.
        until: When,
    },
    /// The order protects the individual: only the person bound by it can break it.
    IndividualProtected,
    /// The rule binds the individual.
    IndividualBound,
    /// People said different things of this rule; the strictest of it all holds.
    TermsDiffer,
    /// The rule was lifted by one and changed by another who had not seen that: it stays in force.
    EndedChangedMeanwhile,
    /// Something in the rule is of a newer version of Kith: the strictest reading holds.
    NotUnderstood,
    /// What the rule says is not here.
    TermsMissing,
    /// A section that may hold rules about contact cannot be read here.
    SectionNotReadable {
        /// Which kind.
        section: SectionKind,
    },
    /// Parcels that may hold rules about contact wait or are quarantined.
    ParcelsWaiting {
        /// How many.
        count: u64,
    },
    /// This device's clock is earlier than a time at which something was recorded, so an end of a rule cannot be trusted.
    ClockBehind {
        /// That time.
        newest: Timestamp,
        /// By whose clock, where it is another's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<MemberId>,
    },
}

impl Because {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRuleRecorded => "no_rule_recorded",
            Self::LegalVerified => "legal_verified",
            Self::LegalUnverified => "legal_unverified",
            Self::Agreed => "agreed",
            Self::OwnWish => "own_wish",
            Self::OwnWishDiffers => "own_wish_differs",
            Self::NoLegalBasisRecorded => "no_legal_basis_recorded",
            Self::ContactRequired => "contact_required",
            Self::ModeNotSaid => "mode_not_said",
            Self::FreeForThisMode => "free_for_this_mode",
            Self::Expired { .. } => "expired",
            Self::StartsLater { .. } => "starts_later",
            Self::EndSetByLaw { .. } => "end_set_by_law",
            Self::IndividualProtected => "individual_protected",
            Self::IndividualBound => "individual_bound",
            Self::TermsDiffer => "terms_differ",
            Self::EndedChangedMeanwhile => "ended_changed_meanwhile",
            Self::NotUnderstood => "not_understood",
            Self::TermsMissing => "terms_missing",
            Self::SectionNotReadable { .. } => "section_not_readable",
            Self::ParcelsWaiting { .. } => "parcels_waiting",
            Self::ClockBehind { .. } => "clock_behind",
        }
    }
}

/// What the rules say, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The strictest level for this way of contact.
    pub rule: Rule,
    /// Every condition, in the words of the rules.
    pub conditions: BTreeSet<String>,
    /// Everyone named to supervise, in words.
    pub supervised_by: BTreeSet<String>,
    /// What is to be done.
    pub outcome: Outcome,
    /// Why.
    pub because: BTreeSet<Because>,
}

impl Default for Ruling {
    fn default() -> Self {
        Self::of(Rule::Free, Outcome::Allowed, [])
    }
}

impl Ruling {
    /// A ruling without conditions.
    #[must_use]
    pub fn of(rule: Rule, outcome: Outcome, because: impl IntoIterator<Item = Because>) -> Self {
        Self {
            rule,
            conditions: BTreeSet::new(),
            supervised_by: BTreeSet::new(),
            outcome,
            because: because.into_iter().collect(),
        }
    }

    /// The strictest ruling, where something is not understood.
    #[must_use]
    pub fn strictest() -> Self {
        Self::of(Rule::None, Outcome::Refused, [Because::NotUnderstood])
    }

    /// Both at once: the strictest level and outcome, all conditions, all reasons.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.rule = self.rule.max(other.rule);
        self.outcome = self.outcome.max(other.outcome);
        self.conditions.extend(other.conditions);
        self.supervised_by.extend(other.supervised_by);
        self.because.extend(other.because);
        self
    }

    /// The same with one more reason, and an outcome at least this strict.
    #[must_use]
    pub fn and(self, outcome: Outcome, because: Because) -> Self {
        let rule = self.rule.clone();
        self.join(Self::of(rule, outcome, [because]))
    }

    /// Whether this asks for at least as much care as `other` in every respect.
    #[must_use]
    pub fn is_no_weaker_than(&self, other: &Self) -> bool {
        self.rule >= other.rule
            && self.outcome >= other.outcome
            && self.conditions.is_superset(&other.conditions)
            && self.supervised_by.is_superset(&other.supervised_by)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ruling() -> impl Strategy<Value = Ruling> {
        let rule = prop_oneof!["free", "conditional", "supervised", "none", "newer_[ab]"];
        let outcome = prop_oneof![
            Just(Outcome::Allowed),
            Just(Outcome::Conditions),
            Just(Outcome::Ask),
            Just(Outcome::Incomplete),
            Just(Outcome::Refused)
        ];
        let because = prop_oneof![
            Just(Because::Agreed),
            Just(Because::OwnWish),
            Just(Because::NotUnderstood),
            (0..3_u64).prop_map(|count| Because::ParcelsWaiting { count })
        ];
        let words = || proptest::collection::btree_set("[a-c]", 0..3);
        (rule, words(), words(), outcome, proptest::collection::btree_set(because, 0..3)).prop_map(
            |(rule, conditions, supervised_by, outcome, because)| Ruling {
                rule: Rule::from_name(&rule),
                conditions,
                supervised_by,
                outcome,
                because,
            },
        )
    }

    proptest! {
        #[test]
        fn join_is_a_semilattice_and_never_weaker(a in ruling(), b in ruling(), c in ruling()) {
            prop_assert_eq!(a.clone().join(a.clone()), a.clone());
            prop_assert_eq!(a.clone().join(b.clone()), b.clone().join(a.clone()));
            prop_assert_eq!(
                a.clone().join(b.clone()).join(c.clone()),
                a.clone().join(b.clone().join(c.clone()))
            );
            prop_assert_eq!(a.clone().join(Ruling::default()), a.clone());
            let joined = a.clone().join(b.clone());
            prop_assert!(joined.is_no_weaker_than(&a) && joined.is_no_weaker_than(&b));
        }
    }

    #[test]
    fn codes_are_those_of_the_json() {
        let until = When::Day(chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
        for because in [
            Because::NoRuleRecorded,
            Because::NoLegalBasisRecorded,
            Because::EndedChangedMeanwhile,
            Because::ParcelsWaiting { count: 2 },
            Because::SectionNotReadable { section: SectionKind::Team },
            Because::Expired { until },
        ] {
            let json = serde_json::to_value(because).unwrap();
            assert_eq!(json["code"], because.code());
            assert_eq!(
                serde_json::to_value(serde_json::from_value::<Because>(json.clone()).unwrap()).unwrap(),
                json
            );
        }
        for outcome in
            [Outcome::Allowed, Outcome::Conditions, Outcome::Ask, Outcome::Incomplete, Outcome::Refused]
        {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.name());
        }
    }
}
