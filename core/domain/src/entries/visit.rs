//! The bodies of visits, contacts and observations.

use serde::{Deserialize, Serialize};

use super::Body;
use crate::id::{CardId, EntryId};
use crate::lists::{ContactMode, ContactOutcome, Feeling, SupportType, Worry};
use crate::scale::{Phase, Scale};
use crate::voice::Voice;

/// What was said, by whom, in which language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Word for word.
    pub text: String,
    /// The language, as a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Who speaks.
    pub voice: Voice,
}

/// Whether it happened; if not, by whom and why, without blame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// What came of it.
    pub outcome: ContactOutcome,
    /// Who changed or cancelled it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_whom: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A face before or after a contact: a number from 1 to 5, or a rating on any scale with its voice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Face {
    /// One of the five faces, as observed by whoever records.
    Seen(f64),
    /// A rating with its scale and voice.
    Rated {
        /// The id of the scale; the five faces where it is not said.
        #[serde(default = "five_faces")]
        scale: String,
        /// The rating.
        value: f64,
        /// Who rates.
        voice: Voice,
    },
}

fn five_faces() -> String {
    "five_faces".to_owned()
}

impl Face {
    pub(super) fn observation(&self, observer: &Voice, phase: Phase) -> ObservationInVisit {
        let (scale, value, voice) = match self {
            Self::Seen(value) => (five_faces(), *value, observer.clone()),
            Self::Rated { scale, value, voice } => (scale.clone(), *value, voice.clone()),
        };
        ObservationInVisit {
            scale: Some(scale),
            definition: None,
            value: Some(value),
            voice,
            phase: Some(phase),
            situation: None,
            feelings: Vec::new(),
            behaviour: None,
        }
    }
}

/// A contact within a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactInVisit {
    /// With whom.
    pub person: CardId,
    /// How.
    pub mode: ContactMode,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// Who changed or cancelled it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_whom: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The face before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Face>,
    /// The face after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Face>,
    /// The plan it was part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<CardId>,
}

/// What was observed: a rating, a situation, feelings, behaviour; each where it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObservationInVisit {
    /// The id of the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The scale itself, where it is not built in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Scale>,
    /// The rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Who rates or observes.
    pub voice: Voice,
    /// Before or after a contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// The situation, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// The feelings told or shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feelings: Vec<Feeling>,
    /// What came before, what was done, what followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<Behaviour>,
}

/// Behaviour as antecedent, behaviour, consequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Behaviour {
    /// What came before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<String>,
    /// What was done.
    pub behaviour: String,
    /// What followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consequence: Option<String>,
}

impl ObservationInVisit {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let behaviour = self.behaviour.iter().flat_map(|behaviour| {
            let around = behaviour.antecedent.iter().chain(&behaviour.consequence);
            around.chain(std::iter::once(&behaviour.behaviour))
        });
        self.situation.iter().chain(behaviour).map(String::as_str)
    }

    fn is_whole(&self) -> bool {
        let scale = match (&self.scale, self.value) {
            (Some(id), Some(value)) => Scale::built_in(id)
                .or_else(|| self.definition.clone().filter(|scale| scale.id == *id))
                .is_some_and(|scale| scale.accepts(value).is_ok() && scale.allows(&self.voice, None).is_ok()),
            (None, None) => self.texts().next().is_some() || !self.feelings.is_empty(),
            _ => false,
        };
        scale && self.feelings.iter().all(|feeling| !feeling.name().is_empty())
    }
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Whether it happened.
    pub happened: Happened,
    /// The one line; required unless there is a reason why it did not happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Support given.
    #[serde(default)]
    pub support: Vec<SupportType>,
    /// People contacted.
    #[serde(default)]
    pub contacts: Vec<ContactInVisit>,
    /// What was observed.
    #[serde(default)]
    pub observations: Vec<ObservationInVisit>,
    /// Their words.
    #[serde(default)]
    pub words: Vec<Words>,
    /// 'Did not say.'
    #[serde(default)]
    pub did_not_say: bool,
    /// The answer to 'Anything worrying?'.
    pub worry: Worry,
    /// The follow-up cards.
    #[serde(default)]
    pub follow_ups: Vec<CardId>,
    /// The plan it was part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<CardId>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CardId>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ContactMode>,
    /// Who else was there, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<String>,
    /// Whether a private talk was possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_talk: Option<bool>,
    /// The way there, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<String>,
}

impl Body for Visit {
    fn cards(&self) -> Vec<CardId> {
        let contacts =
            self.contacts.iter().flat_map(|contact| std::iter::once(contact.person).chain(contact.plan));
        contacts.chain(self.follow_ups.iter().copied()).chain(self.plan).chain(self.place).collect()
    }

    fn texts(&self) -> Vec<&str> {
        let visit = [&self.line, &self.happened.by_whom, &self.happened.why, &self.present, &self.travel];
        let contacts = self.contacts.iter().flat_map(|contact| [&contact.by_whom, &contact.why]);
        visit
            .into_iter()
            .chain(contacts)
            .filter_map(|text| text.as_deref())
            .chain(self.words.iter().map(|words| words.text.as_str()))
            .chain(self.observations.iter().flat_map(ObservationInVisit::texts))
            .collect()
    }

    fn is_whole(&self) -> bool {
        let told =
            self.line.is_some() || (!self.happened.outcome.was_contact() && self.happened.why.is_some());
        told && self.worry.is_known()
            && (self.words.is_empty() || !self.did_not_say)
            && self.observations.iter().all(ObservationInVisit::is_whole)
    }
}

/// A contact outside a visit, recorded by a worker or by the individual.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// With whom.
    #[serde(default)]
    pub people: Vec<CardId>,
    /// With whom, where it was one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<CardId>,
    /// How.
    pub mode: ContactMode,
    /// What came of it.
    pub outcome: ContactOutcome,
    /// Who changed or cancelled it, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_whom: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// One line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// The face before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Face>,
    /// The face after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Face>,
    /// The plan it was part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<CardId>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CardId>,
    /// How long, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

impl Contact {
    pub(super) fn everyone(&self) -> Vec<CardId> {
        self.people.iter().copied().chain(self.person).collect()
    }
}

impl Body for Contact {
    fn cards(&self) -> Vec<CardId> {
        self.everyone().into_iter().chain(self.plan).chain(self.place).collect()
    }

    fn texts(&self) -> Vec<&str> {
        [&self.line, &self.by_whom, &self.why].into_iter().filter_map(|text| text.as_deref()).collect()
    }
}

/// An observation on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// What was observed.
    #[serde(flatten)]
    pub made: ObservationInVisit,
    /// The people it was with.
    #[serde(default)]
    pub people: Vec<CardId>,
    /// The visit or contact it was made in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// What else there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Further ratings made at the same time, as a diary asks them together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<ObservationInVisit>,
}

impl Body for Observation {
    fn cards(&self) -> Vec<CardId> {
        self.people.clone()
    }

    fn entries(&self) -> Vec<EntryId> {
        self.entry.into_iter().collect()
    }

    fn texts(&self) -> Vec<&str> {
        let further = self.ratings.iter().flat_map(ObservationInVisit::texts);
        self.made.texts().chain(further).chain(self.text.as_deref()).collect()
    }

    fn is_whole(&self) -> bool {
        let nothing_of_its_own = self.made.scale.is_none() && self.made.value.is_none();
        let told_otherwise = nothing_of_its_own && (self.text.is_some() || !self.ratings.is_empty());
        (self.made.is_whole() || told_otherwise) && self.ratings.iter().all(ObservationInVisit::is_whole)
    }
}
