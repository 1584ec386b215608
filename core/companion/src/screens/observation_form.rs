//! The form of an observation: a scale by faces or numbers, feelings, behaviour, a situation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, Step, feelings, field, occurred, voice};
use crate::schema::PHASES;
use crate::session::Session;

/// The form of an observation.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ObservationForm {
    /// About whom.
    individual: String,
}

impl Screen for ObservationForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-observation", "observe", |session, individual| {
            let people = session.people_choices(individual)?;
            let strings = &session.strings;
            let scales = kith_domain::scale::Scale::built_in_ids()
                .map(|id| crate::form::Choice { name: id.to_owned(), label: strings.option("scale", id) })
                .collect();
            let [at, precision] = occurred(session);
            let [speaker, how, method] = voice(session, "voice");
            let steps = vec![Step {
                heading: strings.say("screen-observation"),
                fields: vec![
                    field(session, "individual", "one").required().prefilled(json!(individual)),
                    at,
                    precision,
                    field(session, "scale", "one").choices(scales),
                    field(session, "value", "number"),
                    field(session, "phase", "one").names(session, PHASES, "phase"),
                    feelings(session),
                    field(session, "behaviour.before", "text"),
                    field(session, "behaviour.what", "text"),
                    field(session, "behaviour.after", "text"),
                    field(session, "situation", "text"),
                    field(session, "person", "one").choices(people),
                    speaker,
                    how,
                    method,
                ],
            }];
            Ok(steps)
        })
    }
}
