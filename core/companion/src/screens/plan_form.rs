//! The form of a contact plan: when, how, where, who supports, and getting ready. The rules are asked at once.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Choice, Form, Step, field};
use crate::session::Session;

/// How contact repeats as a rule; a shell may send any other RFC 5545 rule.
const REPEATS: [&str; 4] = ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY"];

/// The form of a contact plan.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct PlanForm {
    /// About whom.
    individual: String,
}

impl Screen for PlanForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-plan", "plan_contact", |session, individual| {
            let people = session.people_choices(individual)?;
            let strings = &session.strings;
            let places = session.choices_of(individual, "place")?;
            let repeats =
                REPEATS.map(|rule| Choice { name: rule.to_owned(), label: session.repeats(rule) }).into();
            let steps = vec![
                Step {
                    heading: strings.say("screen-plan"),
                    fields: vec![
                        field(session, "individual", "one").required().prefilled(json!(individual)),
                        field(session, "people", "several").required().choices(people),
                        field(session, "mode", "one")
                            .required()
                            .options(session, lists::ContactMode::LIST, "mode")
                            .symbols("mode"),
                        field(session, "start", "moment").required().prefilled(session.now_value()),
                        field(session, "rrule", "one").choices(repeats),
                        field(session, "place", "one").choices(places),
                        field(session, "supported_by", "text"),
                    ],
                },
                Step {
                    heading: strings.say("plan-getting-ready"),
                    fields: vec![
                        field(session, "prepare.fears", "text"),
                        field(session, "prepare.coping_steps[]", "text"),
                        field(session, "prepare.rehearsal", "text"),
                        field(session, "prepare.distress", "number"),
                    ],
                },
            ];
            Ok(steps)
        })
    }
}
