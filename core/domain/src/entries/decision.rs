//! Decisions and capacity: about one decision at one time, never a mark on a person.

use serde::{Deserialize, Serialize};

use super::{Body, Words};
use crate::id::CardId;
use crate::lists::lists;

lists! {
    /// What a decision is about, as far as the law treats it apart. The first seven are matters that no one may decide
    /// for another: Mental Capacity Act 2005, section 27, and voting, section 29.
    open Matter {
        MarriageOrCivilPartnership = "marriage_or_civil_partnership", SexualRelations = "sexual_relations",
        PlacingChildForAdoption = "placing_child_for_adoption", AdoptionOrder = "adoption_order",
        ParentalResponsibility = "parental_responsibility", FertilisationAndEmbryology = "fertilisation_and_embryology",
        Voting = "voting", Contact = "contact", Living = "living",
    }
}

impl Matter {
    /// Whether no one may decide it for another.
    #[must_use]
    pub fn is_for_oneself_alone(&self) -> bool {
        !matches!(self, Self::Contact | Self::Living | Self::Other(_))
    }
}

/// One option that was weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionOption {
    /// What.
    pub what: String,
    /// What speaks for it.
    #[serde(default, rename = "for")]
    pub in_favour: Vec<String>,
    /// What speaks against it.
    #[serde(default)]
    pub against: Vec<String>,
}

/// Whether the person could, with the support tried, do what the decision takes; `None` where it was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ability {
    /// Understand what bears on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub understand: Option<bool>,
    /// Retain it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retain: Option<bool>,
    /// Weigh it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weigh: Option<bool>,
    /// Communicate the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub communicate: Option<bool>,
}

impl Ability {
    /// Whether something was found that the person could not do.
    #[must_use]
    pub fn lacks(&self) -> bool {
        [self.understand, self.retain, self.weigh, self.communicate].contains(&Some(false))
    }
}

/// A decision made for a person who could not make it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BestInterests {
    /// The person's wishes and feelings.
    pub wishes: String,
    /// Who was consulted.
    #[serde(default)]
    pub consulted: Vec<String>,
    /// The less restrictive option that was considered.
    pub less_restrictive: String,
    /// Who decides.
    pub decision_maker: String,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What is to be decided, in words.
    pub what: String,
    /// As the law sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<Matter>,
    /// What there was to choose from.
    #[serde(default)]
    pub options: Vec<DecisionOption>,
    /// The support tried so that the person could decide.
    #[serde(default)]
    pub support_tried: Vec<String>,
    /// What the person could do.
    #[serde(flatten)]
    pub ability: Ability,
    /// The choice in the person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<Words>,
    /// Or what was decided for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_interests: Option<BestInterests>,
    /// The people it is about.
    #[serde(default)]
    pub people: Vec<CardId>,
    /// The need it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<CardId>,
}

/// Why a decision may not be recorded so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDecision {
    /// No one may decide this for another.
    #[error("no one may decide this for another")]
    ForOneselfAlone,
    /// A person who can decide decides: best interests need something found that the person could not do.
    #[error("nothing shows that the person could not decide")]
    AbleToDecide,
    /// Support to decide comes before deciding for somebody.
    #[error("no support to decide was tried")]
    NoSupportTried,
    /// Both a choice and a decision for them.
    #[error("both a choice and best interests")]
    TwoOutcomes,
    /// Under 16 it is Gillick competence and parental responsibility, not the Mental Capacity Act.
    #[error("not for people under 16")]
    UnderSixteen,
}

impl Decision {
    /// Whether the law lets it be recorded so, for a person of this age in years where it is known.
    ///
    /// # Errors
    /// [`InvalidDecision`]; a choice of the person's own is never refused.
    pub fn check(&self, age: Option<u32>) -> Result<(), InvalidDecision> {
        if self.best_interests.is_none() {
            return Ok(());
        }
        let refused = [
            (
                self.matter.as_ref().is_some_and(Matter::is_for_oneself_alone),
                InvalidDecision::ForOneselfAlone,
            ),
            (age.is_some_and(|age| age < 16), InvalidDecision::UnderSixteen),
            (self.choice.is_some(), InvalidDecision::TwoOutcomes),
            (!self.ability.lacks(), InvalidDecision::AbleToDecide),
            (self.support_tried.is_empty(), InvalidDecision::NoSupportTried),
        ];
        refused.into_iter().find_map(|(holds, refused)| holds.then_some(refused)).map_or(Ok(()), Err)
    }
}

impl Body for Decision {
    fn cards(&self) -> Vec<CardId> {
        self.people.iter().copied().chain(self.need).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let options = self
            .options
            .iter()
            .flat_map(|option| std::iter::once(&option.what).chain(&option.in_favour).chain(&option.against));
        let best = self.best_interests.iter().flat_map(|best| {
            [&best.wishes, &best.less_restrictive, &best.decision_maker]
                .into_iter()
                .chain(&best.consulted)
                .chain(&best.decided)
        });
        std::iter::once(&self.what)
            .chain(options)
            .chain(&self.support_tried)
            .chain(self.choice.iter().map(|words| &words.text))
            .chain(best)
            .map(String::as_str)
            .collect()
    }

    fn is_whole(&self) -> bool {
        self.check(None).is_ok()
    }
}
