//! Saves a draft as it is typed. A draft is this device's alone: it is in no parcel and no search.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Command, Done};
use crate::arguments::name;
use crate::error::KithError;
use crate::session::Session;

/// Saves a draft.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The draft's name: the form and what it is about.
    draft: String,
    /// What was typed so far, as the form keeps it.
    content: Value,
}

impl Command for SaveDraft {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let draft = name(&self.draft, "draft")?;
        let content = serde_json::to_string(&self.content).map_err(|_| KithError::Bug { place: "draft" })?;
        session.vault.save_draft_now(&draft, &content)?;
        session.changed.drafts = true;
        Ok(Done::default())
    }
}
