//! The form of a concern: what was seen, how great the danger is, whom to tell. Emergency numbers come first.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, Step, field};
use crate::session::Session;

/// The form of a concern.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ConcernForm {
    /// About whom.
    individual: String,
}

impl Screen for ConcernForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-concern", "raise_concern", |session, individual| {
            let people = session.people_choices(individual)?;
            let strings = &session.strings;
            let steps = vec![
                Step {
                    heading: strings.say("concern-emergency"),
                    fields: vec![field(session, "danger", "one").required().options(
                        session,
                        kith_domain::concern::Danger::LIST,
                        "danger",
                    )],
                },
                Step {
                    heading: strings.say("screen-concern"),
                    fields: vec![
                        field(session, "individual", "one").required().prefilled(json!(individual)),
                        field(session, "kind", "one").required().options(
                            session,
                            lists::ConcernKind::LIST,
                            "concern-kind",
                        ),
                        field(session, "what", "text").required(),
                        field(session, "their_words", "text"),
                        field(session, "harms", "several").options(session, lists::Harm::LIST, "harm"),
                        field(session, "wishes", "text"),
                        field(session, "concerned", "several").choices(people),
                    ],
                },
                Step {
                    heading: strings.say("concern-tell"),
                    fields: vec![field(session, "recipients", "several").required().options(
                        session,
                        lists::ConcernRecipient::LIST,
                        "recipient",
                    )],
                },
            ];
            Ok(steps)
        })
    }
}
