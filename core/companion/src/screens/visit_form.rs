//! The form of a visit: who and when, what, next. Three steps, under a minute.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, Step, field};
use crate::session::Session;

/// The form of a visit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitForm {
    /// About whom.
    individual: String,
}

impl Screen for VisitForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-visit", "record_visit", |session, individual| {
            let people = session.people_choices(individual)?;
            let strings = &session.strings;
            let plans = session.choices_of(individual, "contact_plan")?;
            let contacts = field(session, "contacts", "several").choices(people);
            let steps = vec![
                Step {
                    heading: strings.say("visit-step-who"),
                    fields: vec![
                        field(session, "individual", "one").required().prefilled(json!(individual)),
                        field(session, "occurred", "moment").required().prefilled(session.now_value()),
                        field(session, "plan", "one").choices(plans),
                        field(session, "happened", "one").required().options(
                            session,
                            lists::ContactOutcome::LIST,
                            "outcome",
                        ),
                    ],
                },
                Step {
                    heading: strings.say("visit-step-what"),
                    fields: vec![
                        field(session, "line", "text").required(),
                        field(session, "support", "several").options(
                            session,
                            lists::SupportType::LIST,
                            "support",
                        ),
                        contacts,
                        field(session, "words", "words").required(),
                        field(session, "observations", "faces"),
                    ],
                },
                Step {
                    heading: strings.say("visit-step-next"),
                    fields: vec![
                        field(session, "worry", "one").required().options(
                            session,
                            lists::Worry::LIST,
                            "worry",
                        ),
                        field(session, "follow_ups", "text"),
                    ],
                },
            ];
            Ok(steps)
        })
    }
}
