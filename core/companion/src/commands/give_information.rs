//! Records information that was given: topic, format, what they said back, whether it was understood.

use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{OccurredArgument, parse_id, text};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Records information given.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct GiveInformation {
    /// To whom.
    individual: String,
    /// On what.
    topic: String,
    /// In which form: a leaflet, symbols, a talk, …
    #[uniffi(default = None)]
    format: Option<String>,
    /// What they said back.
    #[uniffi(default = None)]
    said_back: Option<String>,
    /// Whether it was understood.
    #[uniffi(default = None)]
    understood: Option<bool>,
    /// The people it was about.
    #[serde(default)]
    #[uniffi(default = [])]
    people: Vec<String>,
    /// When; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

impl Command for GiveInformation {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let people = session.people(individual, &self.people, "people")?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let mut body = body([("topic", json!(text(&self.topic, "topic")?)), ("people", json!(people))]);
        for (field, words) in [("format", &self.format), ("said_back", &self.said_back)] {
            if let Some(words) = words {
                body.insert(field.to_owned(), json!(text(words, field)?));
            }
        }
        if let Some(understood) = self.understood {
            body.insert("understood".to_owned(), json!(understood));
        }
        let mut change = session.begin();
        let given = session.add_entry(&mut change, shared, "information_given", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("information", given))
    }
}
