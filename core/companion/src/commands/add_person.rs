//! Adds somebody or something to an individual's map: a person, a group, a pet, a service, a place of faith.

use kith_domain::fields::CardKind;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Command, Done};
use crate::arguments::{name, parse_id};
use crate::error::KithError;
use crate::session::Session;

/// Adds somebody to a map.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    /// Whose map.
    individual: String,
    /// The name, at most 200 characters.
    name: String,
    /// person, group, pet, service, place_of_faith, online_only.
    kind: String,
    /// What the individual calls them.
    #[uniffi(default = None)]
    preferred_name: Option<String>,
    /// Who cares for them, where it is a pet.
    #[uniffi(default = None)]
    cared_for_by: Option<String>,
}

impl Command for AddPerson {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let shared = session.section(parse_id(&self.individual, "individual")?, SectionKind::Shared)?;
        let mut values =
            vec![("name", Value::String(name(&self.name, "name")?)), ("kind", Value::String(self.kind))];
        values.extend(self.preferred_name.map(|name| ("preferred_name", Value::String(name))));
        values.extend(self.cared_for_by.map(|who| ("cared_for_by", Value::String(who))));
        let voice = session.own_voice();
        let mut change = session.begin();
        let person = session.create_card(&mut change, shared, CardKind::Person, values, &voice)?;
        session.commit(change)?;
        Ok(Done::one("person", person))
    }
}
