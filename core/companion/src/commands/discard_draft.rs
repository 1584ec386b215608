//! Discards a draft with the photos and recordings taken for it, because a person said so.

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
        let taken_in = session.staged_of_draft(&self.draft)?;
        session.vault.write(|tx| {
            tx.discard_draft(&self.draft)?;
            taken_in.iter().try_for_each(|staged| staged.drop_in(tx))
        })?;
        session.changed.drafts = true;
        Ok(Done::default())
    }
}
