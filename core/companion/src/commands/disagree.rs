//! 'I do not agree with this entry': it stands under the entry, and neither replaces the other.

use kith_domain::time::Occurred;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, text, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Disagrees with an entry.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Disagree {
    /// The entry.
    entry: String,
    /// Who disagrees.
    voice: VoiceArgument,
    /// In words.
    text: String,
}

impl Command for Disagree {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let id = parse_id(&self.entry, "entry")?;
        let original = session.entry(id)?;
        let body = body([
            ("entry", json!(id)),
            ("voice", json!(voice(&self.voice, "voice")?)),
            ("text", json!(text(&self.text, "text")?)),
        ]);
        let occurred = Occurred { at: session.now(), precision: Default::default() };
        let mut change = session.begin();
        let document = original.document;
        let disagreement = session.add_entry(&mut change, document, "disagreement", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("disagreement", disagreement))
    }
}
