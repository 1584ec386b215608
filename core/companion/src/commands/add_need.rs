//! Adds a need: what one piece of work is about, titled in the individual's words.

use kith_domain::fields::CardKind;
use kith_domain::id::CardId;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, name, parse_id, voice};
use crate::error::KithError;
use crate::session::Session;

/// Adds a need.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AddNeed {
    /// Whose need.
    individual: String,
    /// Its title, in the individual's words.
    title: String,
    /// new, maintain, difficult, ending.
    kind: String,
    /// The relationships it is about.
    #[uniffi(default = None)]
    relationships: Option<Vec<String>>,
    /// The effect on me, in words.
    #[uniffi(default = None)]
    effect_on_me: Option<String>,
    /// The effect on others, in words.
    #[uniffi(default = None)]
    effect_on_others: Option<String>,
    /// Whose words; whoever records where nothing is said.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
}

impl Command for AddNeed {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let voice = match &self.voice {
            Some(given) => voice(given, "voice")?,
            None => session.own_voice(),
        };
        let mut values = vec![
            ("title", Value::String(name(&self.title, "title")?)),
            ("kind", Value::String(self.kind)),
            ("status", json!("open")),
        ];
        if let Some(relationships) = &self.relationships {
            let cards = relationships
                .iter()
                .map(|id| {
                    let id = parse_id(id, "relationships")?;
                    Ok(session.card_of_kind(individual, id, &["relationship"])?.id)
                })
                .collect::<Result<Vec<CardId>, KithError>>()?;
            values.push(("relationships", json!(cards)));
        }
        values.extend(self.effect_on_me.map(|effect| ("effect_on_me", Value::String(effect))));
        values.extend(self.effect_on_others.map(|effect| ("effect_on_others", Value::String(effect))));
        let mut change = session.begin();
        let need = session.create_card(&mut change, shared, CardKind::Need, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("need", need))
    }
}
