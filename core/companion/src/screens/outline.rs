//! The one shape every screen can be read in: a title, headed blocks, lines. A screen reader, a switch, a printer and
//! the terminal get the same facts in the same order as the picture.

use schemars::JsonSchema;
use serde::Serialize;

/// A screen in words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct Outline {
    /// The screen's title.
    pub title: String,
    /// Its parts, in reading order.
    pub blocks: Vec<Block>,
}

/// A headed part of a screen.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct Block {
    /// The heading, where there is one.
    pub heading: Option<String>,
    /// The lines, in reading order.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct Line {
    /// How it is to be marked, beside its words and never instead of them.
    pub mark: Mark,
    /// The words.
    pub text: String,
    /// What stands under it.
    pub detail: Vec<String>,
    /// What an action on the line is about.
    pub id: Option<String>,
}

/// How a line is marked. Each shell has its own drawing for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// An ordinary line.
    Plain,
    /// Something to act on now.
    Alert,
    /// A guarded fact: a rule about contact, a consent, a concern.
    Guarded,
    /// The individual's own words.
    Own,
    /// Of less weight: a source, a count, a time.
    Quiet,
}

impl Outline {
    /// An outline with no blocks yet.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), blocks: Vec::new() }
    }

    /// Adds a block; one without lines is left out.
    #[must_use]
    pub fn block(mut self, heading: impl Into<Option<String>>, lines: Vec<Line>) -> Self {
        if !lines.is_empty() {
            self.blocks.push(Block { heading: heading.into(), lines });
        }
        self
    }
}

impl Line {
    /// A line with a mark.
    #[must_use]
    pub fn new(mark: Mark, text: impl Into<String>) -> Self {
        Self { mark, text: text.into(), detail: Vec::new(), id: None }
    }

    /// An ordinary line.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Mark::Plain, text)
    }

    /// With something under it.
    #[must_use]
    pub fn under(mut self, detail: impl Into<String>) -> Self {
        self.detail.push(detail.into());
        self
    }

    /// With what it is about.
    #[must_use]
    pub fn about(mut self, id: impl ToString) -> Self {
        self.id = Some(id.to_string());
        self
    }
}
