//! Records whether a relationship is good for me: of making, being in, or keeping contact, with the individual's own
//! conclusion.

use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{OccurredArgument, VoiceArgument, parse_id, text, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records a view.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ViewGoodForMe {
    /// Whose record.
    individual: String,
    /// The relationship or person it is about.
    card: String,
    /// good, mixed, not_good, not_sure.
    view: String,
    /// making, being_in, keeping_contact; being in where nothing is said.
    #[uniffi(default = None)]
    of: Option<String>,
    /// Why, in words.
    #[uniffi(default = None)]
    text: Option<String>,
    /// The individual's own conclusion.
    #[uniffi(default = None)]
    conclusion: Option<String>,
    /// Whose view.
    voice: VoiceArgument,
    /// When; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

impl Command for ViewGoodForMe {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let card = parse_id(&self.card, "card")?;
        let card = session.card_of_kind(individual, card, &["relationship", "person"])?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut body = body([
            ("card", json!(card.id)),
            ("of", json!(self.of.as_deref().unwrap_or("being_in"))),
            ("view", json!(self.view)),
            ("voice", json!(voice(&self.voice, "voice")?)),
        ]);
        for (field, words) in [("text", &self.text), ("conclusion", &self.conclusion)] {
            if let Some(words) = words {
                body.insert(field.to_owned(), json!(text(words, field)?));
            }
        }
        let mut change = session.begin();
        let view = session.add_entry(&mut change, shared, "good_for_me", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("view", view))
    }
}
