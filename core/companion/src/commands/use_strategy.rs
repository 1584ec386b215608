//! Records that a strategy was used, and how well it worked.

use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{OccurredArgument, VoiceArgument, parse_id, text, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records the use of a strategy.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct UseStrategy {
    /// Whose record.
    individual: String,
    /// The strategy.
    strategy: String,
    /// How well it worked, five faces, 1–5.
    #[uniffi(default = None)]
    rating: Option<u8>,
    /// Whose rating; needed with it.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
    /// In words.
    #[uniffi(default = None)]
    text: Option<String>,
    /// The people it was used with.
    #[serde(default)]
    #[uniffi(default = [])]
    people: Vec<String>,
    /// When; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

impl Command for UseStrategy {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let strategy = parse_id(&self.strategy, "strategy")?;
        let strategy = session.card_of_kind(individual, strategy, &["strategy"])?;
        let people = session.people(individual, &self.people, "people")?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut body = body([("strategy", json!(strategy.id)), ("people", json!(people))]);
        match (self.rating, &self.voice) {
            (None, _) => {}
            (Some(_), None) => return Err(KithError::invalid("voice", "missing_value")),
            (Some(rating), Some(_)) if !(1..=5).contains(&rating) => {
                return Err(KithError::invalid("rating", "off_scale"));
            }
            (Some(rating), Some(given)) => {
                let rated = json!({ "value": rating, "voice": voice(given, "voice")? });
                body.insert("rating".to_owned(), rated);
            }
        }
        if let Some(words) = &self.text {
            body.insert("text".to_owned(), json!(text(words, "text")?));
        }
        let mut change = session.begin();
        let used = session.add_entry(&mut change, shared, "strategy_used", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("strategy_used", used))
    }
}
