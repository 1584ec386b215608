//! Discards a draft, because a person said so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Command, Done};
use crate::error::KithError;
use crate::session::Session;

/// Discards a draft.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct DiscardDraft {
    /// The draft's name.
    draft: String,
}

impl Command for DiscardDraft {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        if session.vault.read().draft(&self.draft)?.is_none() {
            return Err(KithError::unknown("draft"));
        }
        session.vault.write(|tx| {
            tx.discard_draft(&self.draft)?;
            Ok::<(), KithError>(())
        })?;
        session.changed.drafts = true;
        Ok(Done::default())
    }
}
