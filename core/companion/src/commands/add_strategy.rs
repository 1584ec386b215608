//! Adds a strategy: a way to help oneself, handle a conflict or cope.

use kith_domain::fields::CardKind;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, name, parse_id, voice};
use crate::error::KithError;
use crate::session::Session;

/// Adds a strategy.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AddStrategy {
    /// Whose strategy.
    individual: String,
    /// What it is called, in the individual's words.
    name: String,
    /// self_help, conflict, coping.
    kind: String,
    /// What to do, step by step.
    #[uniffi(default = None)]
    steps: Option<Vec<String>>,
    /// The need it is for.
    #[uniffi(default = None)]
    need: Option<String>,
    /// Whose words; whoever records where nothing is said.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
}

impl Command for AddStrategy {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let voice = match &self.voice {
            Some(given) => voice(given, "voice")?,
            None => session.own_voice(),
        };
        let mut values =
            vec![("name", Value::String(name(&self.name, "name")?)), ("kind", Value::String(self.kind))];
        values.extend(self.steps.map(|steps| ("steps", json!(steps))));
        if let Some(need) = &self.need {
            let need = session.card_of_kind(individual, parse_id(need, "need")?, &["need"])?;
            values.push(("need", json!(need.id)));
        }
        let mut change = session.begin();
        let strategy = session.create_card(&mut change, shared, CardKind::Strategy, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("strategy", strategy))
    }
}
