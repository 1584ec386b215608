//! Adds a professional note, for the team.

use kith_domain::id::CardId;
use kith_domain::section::SectionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{OccurredArgument, occurred, parse_id, text};
use crate::entry_body::body;
use crate::error::KithError;
use crate::session::Session;

/// Adds a note.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// In whose record.
    individual: String,
    /// team; a private section has no keys yet and is refused.
    #[uniffi(default = None)]
    section: Option<String>,
    /// The note.
    text: String,
    /// The people it is about.
    #[serde(default)]
    #[uniffi(default = [])]
    people: Vec<String>,
    /// When it happened; now where nothing is said.
    #[uniffi(default = None)]
    occurred: Option<OccurredArgument>,
}

impl Command for Note {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let team = match self.section.as_deref() {
            None | Some("team") => session.section(individual, SectionKind::Team)?,
            Some("private") => session.section(individual, SectionKind::Private)?,
            Some(_) => return Err(KithError::invalid("section", "not_an_option")),
        };
        let people = session.people(individual, &self.people, "people")?;
        let occurred = session.occurred_or_now(self.occurred.as_ref())?;
        let body = body([("text", json!(text(&self.text, "text")?)), ("people", json!(people))]);
        let mut change = session.begin();
        let note = session.add_entry(&mut change, team, "note", occurred, body)?;
        session.commit(change)?;
        Ok(Done::one("note", note))
    }
}

impl Session {
    /// People of a map by their ids.
    pub(crate) fn people(
        &self,
        individual: kith_domain::id::IndividualId,
        ids: &[String],
        field: &str,
    ) -> Result<Vec<CardId>, KithError> {
        ids.iter()
            .map(|id| Ok(self.card_of_kind(individual, parse_id(id, field)?, &["person"])?.id))
            .collect()
    }

    /// When something happened, or now.
    pub(crate) fn occurred_or_now(
        &self,
        given: Option<&OccurredArgument>,
    ) -> Result<kith_domain::time::Occurred, KithError> {
        match given {
            Some(given) => occurred(given, "occurred"),
            None => Ok(kith_domain::time::Occurred { at: self.now(), precision: Default::default() }),
        }
    }
}
