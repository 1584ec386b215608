//! How was it?: contact that happened lately, for the individual to say how it was.

use chrono::TimeDelta;
use kith_domain::entries::contacts_of;
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;
use crate::together::{self, MyItem};

/// How far back contact is asked about.
const BACK: TimeDelta = TimeDelta::days(14);

/// Contact that happened lately.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct HowWasIt {
    /// Whose.
    individual: String,
}

impl Screen for HowWasIt {
    type Answer = Vec<MyItem>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let now = session.now();
        let query = EntryQuery {
            kinds: &["visit", "contact"],
            from_ms: Some((now - BACK).timestamp_millis()),
            ..EntryQuery::of(individual)
        };
        let names = session.shared_people(individual)?;
        let mut items: Vec<MyItem> = Vec::new();
        for read in session.shared_entries(&query)? {
            for made in contacts_of(&read.entry) {
                if !made.outcome.was_contact() || made.at.at > now || made.people.is_empty() {
                    continue;
                }
                let mode = session.strings.option("mode", made.mode.name());
                let people = (made.people.as_slice(), mode);
                items.push(session.my_item(made.entry.to_string(), made.at.at, people, &names));
            }
        }
        let strings = &session.strings;
        let lines = together::lines(&items, &strings.say("how-was-it-empty"));
        Ok((items, Outline::new(strings.say("screen-how-was-it")).block(None, lines)))
    }
}
