//! Adds a relationship, between the individual and somebody or between two people, in the voice of whoever sees it so.

use kith_domain::fields::CardKind;
use kith_domain::id::CardId;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, voice};
use crate::error::KithError;
use crate::session::Session;

/// Adds a relationship.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AddRelationship {
    /// In whose record.
    individual: String,
    /// The person it goes to.
    to: String,
    /// The person it goes from; the individual where nothing is said.
    #[uniffi(default = None)]
    from: Option<String>,
    /// The relationship kind: partner, parent, sibling, friend, paid_worker, …
    kind: String,
    /// intimacy, friendship, participation, exchange.
    #[uniffi(default = None)]
    circle: Option<String>,
    /// strong, ordinary, tenuous, stressful, not_in_touch.
    #[uniffi(default = None)]
    quality: Option<String>,
    /// existing, wanted, ended, estranged, kept_away_from, died, unknown.
    #[uniffi(default = None)]
    status: Option<String>,
    /// Who gives support: to_me, from_me, both, neither.
    #[uniffi(default = None)]
    gives_support: Option<String>,
    /// What is good about it, in words.
    #[uniffi(default = None)]
    benefits: Option<Vec<String>>,
    /// What is hard or harmful about it, in words.
    #[uniffi(default = None)]
    harms: Option<Vec<String>>,
    /// Since when, YYYY-MM-DD.
    #[uniffi(default = None)]
    since: Option<String>,
    /// Whose view circle and quality are; whoever records where nothing is said.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
}

impl Command for AddRelationship {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let person = |field: &str, id: &str| -> Result<CardId, KithError> {
            Ok(session.card_of_kind(individual, parse_id(id, field)?, &["person"])?.id)
        };
        let to = person("to", &self.to)?;
        let from = self.from.as_deref().map(|from| person("from", from)).transpose()?;
        if from == Some(to) {
            return Err(KithError::invalid("from", "same_person"));
        }
        let voice = match &self.voice {
            Some(given) => voice(given, "voice")?,
            None => session.own_voice(),
        };
        let text = Value::String;
        let optional = [
            ("from", from.map(|from| json!(from))),
            ("circle", self.circle.map(text)),
            ("quality", self.quality.map(text)),
            ("gives_support", self.gives_support.map(text)),
            ("benefits", self.benefits.map(|all| json!(all))),
            ("harms", self.harms.map(|all| json!(all))),
            ("since", self.since.map(text)),
        ];
        let status = self.status.unwrap_or_else(|| "existing".to_owned());
        let mut values = vec![("to", json!(to)), ("kind", text(self.kind)), ("status", text(status))];
        values.extend(optional.into_iter().filter_map(|(field, value)| Some((field, value?))));
        let mut change = session.begin();
        let relationship =
            session.create_card(&mut change, shared, CardKind::Relationship, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("relationship", relationship))
    }
}
