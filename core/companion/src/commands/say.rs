//! Records what somebody said: a problem, a cause, a wish, a feeling, or other words, as they were said.

use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::attach::{Belongs, Taken};
use super::observe::feelings;
use super::{Command, Done};
use crate::arguments::{OccurredArgument, VoiceArgument, name, parse_id, text, voice};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records words.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// In whose record.
    individual: String,
    /// problem, cause, wish, feeling, words; words where nothing is said.
    #[uniffi(default = None)]
    kind: Option<String>,
    /// The words, as said.
    text: String,
    /// The language they were said in, a BCP 47 tag; it is never translated in place.
    #[uniffi(default = None)]
    lang: Option<String>,
    /// Whose words.
    voice: VoiceArgument,
    /// The feelings in it: happy, calm, worried, …
    #[serde(default)]
    #[uniffi(default = [])]
    feelings: Vec<String>,
    /// The people it is about.
    #[serde(default)]
    #[uniffi(default = [])]
    people: Vec<String>,
    /// The need it belongs to.
    #[uniffi(default = None)]
    need: Option<String>,
    /// Photos and recordings that come with the words, each taken in whole before.
    #[serde(default)]
    #[uniffi(default = [])]
    attached: Vec<Taken>,
    /// When it was said; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

impl Command for Say {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let kind = self.kind.as_deref().unwrap_or("words");
        if !kith_domain::lists::StatementKind::from_name(kind).is_known() {
            return Err(KithError::invalid("kind", "not_an_option"));
        }
        let people = session.people(individual, &self.people, "people")?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut body = body([
            ("kind", json!(kind)),
            ("text", json!(text(&self.text, "text")?)),
            ("voice", json!(voice(&self.voice, "voice")?)),
            ("people", json!(people)),
        ]);
        if let Some(lang) = &self.lang {
            body.insert("lang".to_owned(), json!(name(lang, "lang")?));
        }
        if let Some(feelings) = feelings(&self.feelings)? {
            body.insert("feelings".to_owned(), feelings);
        }
        if let Some(need) = &self.need {
            let need = session.card_of_kind(individual, parse_id(need, "need")?, &["need"])?;
            body.insert("need".to_owned(), json!(need.id));
        }
        let mut change = session.begin();
        let words = session.add_entry(&mut change, shared, "statement", occurred.clone(), body)?;
        let voice = voice(&self.voice, "voice")?;
        let belongs = Belongs { document: shared, entry: Some(words), card: None, occurred, voice };
        let attached = session.attach_all(&mut change, &belongs, &self.attached)?;
        session.commit(change)?;
        Ok(Done::one("statement", words).and_all("attached", &attached))
    }
}
