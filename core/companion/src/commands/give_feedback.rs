//! Records feedback on the support, in the words and voice of whoever gives it.

use kith_domain::id::CardId;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{OccurredArgument, VoiceArgument, name, parse_id, text, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records feedback.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct GiveFeedback {
    /// In whose record.
    individual: String,
    /// The feedback, as given.
    text: String,
    /// The language it was given in, a BCP 47 tag.
    #[uniffi(default = None)]
    lang: Option<String>,
    /// Whose words.
    voice: VoiceArgument,
    /// Who gave it, by name, where it is not the individual.
    #[uniffi(default = None)]
    from: Option<String>,
    /// The agreements, plans or needs it is about.
    #[serde(default)]
    #[uniffi(default = [])]
    about: Vec<String>,
    /// When; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

impl Command for GiveFeedback {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let kinds = ["support_agreement", "contact_plan", "need", "strategy", "relationship"];
        let about = self
            .about
            .iter()
            .map(|id| Ok(session.card_of_kind(individual, parse_id(id, "about")?, &kinds)?.id))
            .collect::<Result<Vec<CardId>, KithError>>()?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut body = body([
            ("text", json!(text(&self.text, "text")?)),
            ("voice", json!(voice(&self.voice, "voice")?)),
            ("about", json!(about)),
        ]);
        for (field, given) in [("lang", &self.lang), ("from", &self.from)] {
            if let Some(given) = given {
                body.insert(field.to_owned(), json!(name(given, field)?));
            }
        }
        let mut change = session.begin();
        let feedback = session.add_entry(&mut change, shared, "feedback", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("feedback", feedback))
    }
}
