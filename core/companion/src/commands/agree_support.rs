//! Agrees support with the individual: purpose, type and level, my part, your part, limits, and how they agreed.

use kith_domain::fields::CardKind;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, text, voice};
use crate::error::KithError;
use crate::session::Session;

/// Agrees support.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AgreeSupport {
    /// Whose support.
    individual: String,
    /// What it is for.
    purpose: String,
    /// Support types: listen, information, plan, practise, transport, be_there, supervise, …
    support: Vec<String>,
    /// How much, in words.
    level: String,
    /// The individual's part.
    #[uniffi(default = None)]
    my_part: Option<String>,
    /// The worker's part.
    #[uniffi(default = None)]
    your_part: Option<String>,
    /// What it does not cover.
    #[uniffi(default = None)]
    limits: Option<String>,
    /// Whether the individual agreed.
    agreed: bool,
    /// How the individual agreed or disagreed, in words.
    how_agreed: String,
    /// When it is to be looked at again, YYYY-MM-DD.
    review: String,
    /// The need it is for.
    #[uniffi(default = None)]
    need: Option<String>,
    /// Whose words.
    voice: VoiceArgument,
}

impl Command for AgreeSupport {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let voice = voice(&self.voice, "voice")?;
        let mut values = vec![
            ("purpose", Value::String(text(&self.purpose, "purpose")?)),
            ("support", json!(self.support)),
            ("level", Value::String(text(&self.level, "level")?)),
            ("agreed", json!(self.agreed)),
            ("how_agreed", Value::String(text(&self.how_agreed, "how_agreed")?)),
            ("review", Value::String(self.review)),
        ];
        let optional = [("my_part", self.my_part), ("your_part", self.your_part), ("limits", self.limits)];
        values.extend(optional.into_iter().filter_map(|(field, text)| Some((field, Value::String(text?)))));
        if let Some(need) = &self.need {
            let need = session.card_of_kind(individual, parse_id(need, "need")?, &["need"])?;
            values.push(("need", json!(need.id)));
        }
        let mut change = session.begin();
        let agreement =
            session.create_card(&mut change, shared, CardKind::SupportAgreement, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("agreement", agreement))
    }
}
