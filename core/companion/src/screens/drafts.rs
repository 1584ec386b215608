//! Drafts that were not saved to the record yet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Screen;
use super::outline::{Line, Outline};
use crate::error::KithError;
use crate::session::Session;

/// Drafts on this device.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Drafts {}

/// One draft.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct Draft {
    /// Its name.
    pub draft: String,
    /// What was typed so far.
    pub content: Value,
}

impl Screen for Drafts {
    type Answer = Vec<Draft>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let rows = session.vault.read().drafts()?;
        let drafts: Vec<Draft> = rows
            .into_iter()
            .map(|(draft, content)| Draft {
                content: serde_json::from_str(&content).unwrap_or(Value::Null),
                draft,
            })
            .collect();
        let strings = &session.strings;
        let mut lines: Vec<Line> = drafts.iter().map(|draft| Line::plain(draft.draft.clone())).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("drafts-none")));
        }
        Ok((drafts, Outline::new(strings.say("screen-drafts")).block(None, lines)))
    }
}
