//! Adds a place where contact can happen.

use kith_domain::fields::CardKind;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Command, Done};
use crate::arguments::{name, parse_id};
use crate::error::KithError;
use crate::session::Session;

/// Adds a place.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AddPlace {
    /// In whose record.
    individual: String,
    /// What it is called.
    name: String,
    /// How to get in and about.
    #[uniffi(default = None)]
    access: Option<String>,
    /// What it costs.
    #[uniffi(default = None)]
    cost: Option<String>,
    /// Whether one can talk in private.
    #[uniffi(default = None)]
    privacy: Option<String>,
    /// Who keeps an eye on things there.
    #[uniffi(default = None)]
    supervision: Option<String>,
    /// What makes it safe or not.
    #[uniffi(default = None)]
    safety: Option<String>,
}

impl Command for AddPlace {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let shared = session.section(parse_id(&self.individual, "individual")?, SectionKind::Shared)?;
        let optional = [
            ("access", self.access),
            ("cost", self.cost),
            ("privacy", self.privacy),
            ("supervision", self.supervision),
            ("safety", self.safety),
        ];
        let mut values = vec![("name", Value::String(name(&self.name, "name")?))];
        values.extend(optional.into_iter().filter_map(|(field, text)| Some((field, Value::String(text?)))));
        let voice = session.own_voice();
        let mut change = session.begin();
        let place = session.create_card(&mut change, shared, CardKind::Place, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("place", place))
    }
}
