//! Entries by kind: the typed bodies of what happened, and what each says of people, contacts and ratings.
//!
//! A body is a reading of an entry's JSON and never its truth: the entry is kept as its bytes are, and what this version
//! does not know in it is not lost by being read. A kind or a shape of a newer app reads as `Unknown`.

mod amendment;
mod attachment;
mod decision;
mod statement;
mod visit;

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

pub use amendment::{Amended, Amendment, Disagreement, InvalidAmendment, Said, amended, may_amend};
pub use attachment::Attachment;
pub use decision::{Ability, BestInterests, Decision, DecisionOption, InvalidDecision, Matter};
pub use statement::{Feedback, GoodForMeView, InformationGiven, Note, Statement, StrategyUsed};
pub use visit::{
    Behaviour, Contact, ContactInVisit, Face, Happened, Observation, ObservationInVisit, Visit, Words,
};

use crate::effect::Rating;
use crate::entry::Entry;
use crate::id::{CardId, EntryId};
use crate::lists::{ContactMode, ContactOutcome};
use crate::scale::{Phase, Scale};
use crate::section::SectionKind;
use crate::text::{InvalidText, clean_text};
use crate::time::Occurred;

/// What a body says about itself, whatever its kind.
trait Body {
    /// The cards it names.
    fn cards(&self) -> Vec<CardId> {
        Vec::new()
    }

    /// The entries it names.
    fn entries(&self) -> Vec<EntryId> {
        Vec::new()
    }

    /// What people wrote or said in it.
    fn texts(&self) -> Vec<&str>;

    /// Whether what a command needs is there, and every closed list has its option.
    fn is_whole(&self) -> bool {
        true
    }
}

/// Why an entry was refused. It never holds its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEntry {
    /// A kind or a shape this version does not write.
    #[error("not an entry of this version")]
    Unknown,
    /// Something required is missing, or an option is not of its list.
    #[error("something required is missing")]
    NotWhole,
    /// A text in it is refused.
    #[error("text: {0}")]
    Text(#[from] InvalidText),
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $kind:ident($body:ident) = $name:literal in $section:ident;)*) => {
        /// The body of an entry, read by its kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum EntryBody {
            $($(#[$doc])* $kind(Box<$body>),)*
            /// A kind of a newer app, or a shape this version cannot read. It is kept as it is.
            Unknown,
        }

        /// The kinds of entries this version writes, by name.
        pub const KINDS: &[&str] = &[$($name),*];

        /// The section in which entries of a kind live; `None` for a kind this version does not know.
        #[must_use]
        pub fn section_of(kind: &str) -> Option<SectionKind> {
            match kind {
                $($name => Some(SectionKind::$section),)*
                _ => None,
            }
        }

        impl EntryBody {
            /// Reads the body of an entry.
            #[must_use]
            pub fn parse(entry: &Entry) -> Self {
                match entry.kind.as_str() {
                    $($name => $body::deserialize(&entry.body)
                        .map_or(Self::Unknown, |body| Self::$kind(Box::new(body))),)*
                    _ => Self::Unknown,
                }
            }

            /// The section in which it lives; `None` where this version does not know its kind.
            #[must_use]
            pub fn section(&self) -> Option<SectionKind> {
                match self {
                    $(Self::$kind(_) => Some(SectionKind::$section),)*
                    Self::Unknown => None,
                }
            }

            /// What of its JSON this version reads; `null` where it cannot.
            fn read_back(&self) -> Value {
                match self {
                    $(Self::$kind(body) => serde_json::to_value(body).unwrap_or_default(),)*
                    Self::Unknown => Value::Null,
                }
            }

            fn as_body(&self) -> Option<&dyn Body> {
                match self {
                    $(Self::$kind(body) => Some(body.as_ref()),)*
                    Self::Unknown => None,
                }
            }
        }
    };
}

bodies! {
    /// A visit.
    Visit(Visit) = "visit" in Shared;
    /// A contact outside a visit.
    Contact(Contact) = "contact" in Shared;
    /// Wellbeing on a scale, behaviour, or a situation.
    Observation(Observation) = "observation" in Shared;
    /// A problem, cause, wish or feeling as said, or other words.
    Statement(Statement) = "statement" in Shared;
    /// Whether a relationship is good for me.
    GoodForMe(GoodForMeView) = "good_for_me" in Shared;
    /// A professional note.
    Note(Note) = "note" in Team;
    /// Feedback.
    Feedback(Feedback) = "feedback" in Shared;
    /// Information that was given.
    InformationGiven(InformationGiven) = "information_given" in Shared;
    /// A strategy that was used.
    StrategyUsed(StrategyUsed) = "strategy_used" in Shared;
    /// A decision.
    Decision(Decision) = "decision" in Shared;
    /// 'I do not agree with this entry.'
    Disagreement(Disagreement) = "disagreement" in Shared;
    /// A photo or a recording; it lives in the section of what it belongs to.
    Attachment(Attachment) = "attachment" in Shared;
    /// A correction of an entry; it lives in the section of the entry it corrects.
    Amendment(Amendment) = "amendment" in Shared;
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subjects {
    /// People, plans, places, strategies, needs.
    pub cards: BTreeSet<CardId>,
    /// Other entries.
    pub entries: BTreeSet<EntryId>,
}

impl EntryBody {
    /// The people, cards and entries it names.
    #[must_use]
    pub fn about(&self) -> Subjects {
        self.as_body().map_or_else(Subjects::default, |body| Subjects {
            cards: body.cards().into_iter().collect(),
            entries: body.entries().into_iter().collect(),
        })
    }

    /// What people wrote or said in it, for search.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        self.as_body().map_or_else(Vec::new, Body::texts)
    }

    /// Whether this version may write it.
    ///
    /// # Errors
    /// [`InvalidEntry`], without text.
    pub fn check(&self) -> Result<(), InvalidEntry> {
        let body = self.as_body().ok_or(InvalidEntry::Unknown)?;
        if !body.is_whole() {
            return Err(InvalidEntry::NotWhole);
        }
        body.texts().into_iter().try_for_each(|text| Ok(clean_text(text).map(drop)?))
    }
}

/// One contact, whatever entry tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactMade {
    /// The entry.
    pub entry: EntryId,
    /// When.
    pub at: Occurred,
    /// With whom.
    pub people: Vec<CardId>,
    /// How.
    pub mode: ContactMode,
    /// What came of it; only [`ContactOutcome::was_contact`] makes it one.
    pub outcome: ContactOutcome,
    /// The plan it was part of.
    pub plan: Option<CardId>,
}

/// The contacts an entry tells of, those that did not happen among them.
#[must_use]
pub fn contacts_of(entry: &Entry) -> Vec<ContactMade> {
    let made = |people: Vec<CardId>, mode: &ContactMode, outcome: &ContactOutcome, plan| ContactMade {
        entry: entry.id,
        at: entry.occurred.clone(),
        people,
        mode: mode.clone(),
        outcome: outcome.clone(),
        plan,
    };
    match EntryBody::parse(entry) {
        EntryBody::Visit(visit) => visit
            .contacts
            .iter()
            .map(|contact| {
                made(vec![contact.person], &contact.mode, &contact.outcome, contact.plan.or(visit.plan))
            })
            .collect(),
        EntryBody::Contact(contact) => {
            vec![made(contact.everyone(), &contact.mode, &contact.outcome, contact.plan)]
        }
        _ => Vec::new(),
    }
}

/// One rating, whatever entry tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RatingMade {
    /// The entry.
    pub entry: EntryId,
    /// The id of the scale.
    pub scale: String,
    /// The scale itself, where it is not built in.
    pub definition: Option<Scale>,
    /// The people it was about or with, where it says so.
    pub people: Vec<CardId>,
    /// The rating.
    pub rating: Rating,
}

/// The ratings an entry tells of. A face in a contact without a voice is the recording worker's observation, which
/// this cannot name: it is left to the caller's `observer`.
#[must_use]
pub fn ratings_of(entry: &Entry, observer: &crate::voice::Voice) -> Vec<RatingMade> {
    let observed = |observation: &ObservationInVisit, people: Vec<CardId>, with_contact: bool| {
        let scale = observation.scale.clone()?;
        Some(RatingMade {
            entry: entry.id,
            scale,
            definition: observation.definition.clone(),
            people,
            rating: Rating {
                at: entry.occurred.clone(),
                value: observation.value?,
                voice: observation.voice.clone(),
                with_contact,
                phase: observation.phase,
            },
        })
    };
    let faces = |people: &[CardId], was: bool, before: Option<&Face>, after: Option<&Face>| {
        [(before, Phase::Before), (after, Phase::After)]
            .into_iter()
            .filter_map(|(face, phase)| Some(face?.observation(observer, phase)))
            .filter_map(|observation| observed(&observation, people.to_vec(), was))
            .collect::<Vec<RatingMade>>()
    };
    match EntryBody::parse(entry) {
        EntryBody::Visit(visit) => {
            let in_contacts = visit.contacts.iter().flat_map(|contact| {
                let was = contact.outcome.was_contact();
                faces(&[contact.person], was, contact.before.as_ref(), contact.after.as_ref())
            });
            let others = visit.observations.iter().filter_map(|made| observed(made, Vec::new(), false));
            in_contacts.chain(others).collect()
        }
        EntryBody::Contact(contact) => {
            let was = contact.outcome.was_contact();
            faces(&contact.everyone(), was, contact.before.as_ref(), contact.after.as_ref())
        }
        EntryBody::Observation(made) => std::iter::once(&made.made)
            .chain(&made.ratings)
            .filter_map(|one| observed(one, made.people.clone(), false))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
