//! Voice: who speaks, how, by which method, and who conveyed it. It stands on every statement, rating, view and
//! piece of feedback, so that the individual's view and a worker's view of one relationship stay two facts.

use serde::{Deserialize, Serialize};

use crate::id::MemberId;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The person supported.
    Individual,
    /// Someone important to the individual.
    KeyPerson,
    /// A community support worker.
    Worker,
    /// A colleague or professional.
    Other,
}

impl Speaker {
    /// Every speaker.
    pub const ALL: [Self; 4] = [Self::Individual, Self::KeyPerson, Self::Worker, Self::Other];

    /// The stable name, as in JSON and in the slots of a card.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::KeyPerson => "key_person",
            Self::Worker => "worker",
            Self::Other => "other",
        }
    }

    /// The speaker of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|speaker| speaker.name() == name)
    }
}

/// How what is said came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// In the speaker's own words.
    OwnWords,
    /// By observation.
    Observed,
    /// As reported by another.
    Reported,
}

/// The communication method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Spoken language.
    Spoken,
    /// British Sign Language.
    Bsl,
    /// Makaton.
    Makaton,
    /// Symbols.
    Symbols,
    /// Pictures.
    Pictures,
    /// Writing.
    Writing,
    /// Objects of reference.
    ObjectsOfReference,
    /// A communication passport.
    CommunicationPassport,
    /// A technological aid.
    Technology,
    /// What the person did.
    Behaviour,
    /// A method this list does not name, or one of a newer app.
    #[serde(other)]
    Other,
}

/// Who speaks, how, by which method, and who conveyed it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Voice {
    /// Who speaks.
    pub speaker: Speaker,
    /// Which member, where the speaker is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// In their own words, by observation, or as reported.
    pub how: How,
    /// The communication method.
    pub method: Method,
    /// The interpreter or advocate who conveyed it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conveyed_by: Option<String>,
}

impl Voice {
    /// A worker's own observation.
    #[must_use]
    pub fn worker(member: MemberId) -> Self {
        Self {
            speaker: Speaker::Worker,
            member: Some(member),
            how: How::Observed,
            method: Method::Writing,
            conveyed_by: None,
        }
    }

    /// Whether ratings by this voice are the individual's own; self and proxy ratings are never pooled.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.speaker == Speaker::Individual && self.how == How::OwnWords
    }
}
