//! Voice: who speaks, how, by which method, and who conveyed it. It stands on every statement, rating, view and
//! piece of feedback, so that the individual's view and a worker's view of one relationship stay two facts.

use serde::{Deserialize, Serialize};

use crate::id::MemberId;
use crate::lists::lists;

lists! {
    /// Who speaks. One whom only a newer app knows is kept and handed on.
    closed Speaker { Individual = "individual", KeyPerson = "key_person", Worker = "worker", Professional = "other" }
    /// How what is said came about: in the speaker's own words, by observation, or as reported by another.
    closed How { OwnWords = "own_words", Observed = "observed", Reported = "reported" }
    /// The communication method; `behaviour` is what the person did.
    open Method {
        Spoken = "spoken", Bsl = "bsl", Makaton = "makaton", Symbols = "symbols", Pictures = "pictures",
        Writing = "writing", ObjectsOfReference = "objects_of_reference",
        CommunicationPassport = "communication_passport", Technology = "technology", Behaviour = "behaviour",
    }
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

    /// Whether this version knows who speaks and how. What is said in a voice that it does not know is shown as any
    /// other; where it guards something, it ranks strictest.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.speaker.is_known() && self.how.is_known()
    }
}
