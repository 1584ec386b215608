//! The bodies of what people said, thought, were told and tried.

use serde::{Deserialize, Serialize};

use super::Body;
use super::visit::{Face, Words};
use crate::id::{CardId, EntryId};
use crate::lists::{Feeling, GoodForMe, StatementKind, ViewOf};
use crate::voice::Voice;

/// A problem, cause, wish or feeling as said, or other words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// What it tells.
    #[serde(default = "words")]
    pub kind: StatementKind,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// The people it is about.
    #[serde(default)]
    pub people: Vec<CardId>,
    /// The need it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<CardId>,
    /// The feelings in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feelings: Vec<Feeling>,
}

fn words() -> StatementKind {
    StatementKind::Words
}

impl Body for Statement {
    fn cards(&self) -> Vec<CardId> {
        self.people.iter().copied().chain(self.need).collect()
    }

    fn texts(&self) -> Vec<&str> {
        vec![&self.words.text]
    }
}

/// Whether making, being in or keeping contact in a relationship is good for me.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GoodForMeView {
    /// The person or relationship.
    pub card: CardId,
    /// Of what it is a view.
    #[serde(default = "being_in")]
    pub of: ViewOf,
    /// The view.
    pub view: GoodForMe,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The individual's own conclusion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<String>,
    /// Who speaks.
    pub voice: Voice,
}

fn being_in() -> ViewOf {
    ViewOf::BeingIn
}

impl Body for GoodForMeView {
    fn cards(&self) -> Vec<CardId> {
        vec![self.card]
    }

    fn texts(&self) -> Vec<&str> {
        [&self.text, &self.conclusion].into_iter().filter_map(|text| text.as_deref()).collect()
    }

    fn is_whole(&self) -> bool {
        self.view.is_known() && self.of.is_known()
    }
}

/// A professional note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The note.
    pub text: String,
    /// The people it is about.
    #[serde(default)]
    pub people: Vec<CardId>,
    /// The visit it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
}

impl Body for Note {
    fn cards(&self) -> Vec<CardId> {
        self.people.clone()
    }

    fn entries(&self) -> Vec<EntryId> {
        self.entry.into_iter().collect()
    }

    fn texts(&self) -> Vec<&str> {
        vec![&self.text]
    }
}

/// What someone thinks of the support.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// What it is about.
    #[serde(default)]
    pub about: Vec<CardId>,
    /// From whom, where the voice is another's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl Body for Feedback {
    fn cards(&self) -> Vec<CardId> {
        self.about.clone()
    }

    fn texts(&self) -> Vec<&str> {
        std::iter::once(self.words.text.as_str()).chain(self.from.as_deref()).collect()
    }
}

/// Information that was given, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InformationGiven {
    /// About what.
    pub topic: String,
    /// In which form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What they said back, word for word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_back: Option<String>,
    /// Whether it was understood; `None` where it could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub understood: Option<bool>,
    /// The people it was about.
    #[serde(default)]
    pub people: Vec<CardId>,
}

impl Body for InformationGiven {
    fn cards(&self) -> Vec<CardId> {
        self.people.clone()
    }

    fn texts(&self) -> Vec<&str> {
        let rest = [&self.format, &self.said_back].into_iter().filter_map(|text| text.as_deref());
        std::iter::once(self.topic.as_str()).chain(rest).collect()
    }
}

/// A strategy that was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StrategyUsed {
    /// Which.
    pub strategy: CardId,
    /// How it helped, on a scale with its voice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Face>,
    /// What it was like, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The people it was about.
    #[serde(default)]
    pub people: Vec<CardId>,
}

impl Body for StrategyUsed {
    fn cards(&self) -> Vec<CardId> {
        std::iter::once(self.strategy).chain(self.people.iter().copied()).collect()
    }

    fn texts(&self) -> Vec<&str> {
        self.text.as_deref().into_iter().collect()
    }
}
