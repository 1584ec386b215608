//! The form of an observation: a scale by faces or numbers, behaviour, a situation.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, Step, field};
use crate::session::Session;

/// The form of an observation.
#[derive(Debug, Deserialize, JsonSchema)]
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
            let steps = vec![Step {
                heading: strings.say("screen-observation"),
                fields: vec![
                    field(session, "individual", "one").required().prefilled(json!(individual)),
                    field(session, "occurred", "moment").required().prefilled(session.now_value()),
                    field(session, "scale", "one").choices(scales),
                    field(session, "value", "number"),
                    field(session, "behaviour", "text"),
                    field(session, "situation", "text"),
                    field(session, "person", "one").choices(people),
                    field(session, "voice", "one").required().options(
                        session,
                        lists::CommunicationMethod::LIST,
                        "method",
                    ),
                ],
            }];
            Ok(steps)
        })
    }
}
