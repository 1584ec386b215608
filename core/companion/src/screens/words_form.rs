//! The form of words: a problem, a cause, a wish, a feeling, as they were said.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, Step, feelings, field, own_words};
use crate::session::Session;

/// The form of words.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct WordsForm {
    /// About whom.
    individual: String,
}

impl Screen for WordsForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-words", "say", |session, individual| {
            let people = session.people_choices(individual)?;
            let strings = &session.strings;
            let [speaker, how, method] = own_words(session, "voice");
            let steps = vec![Step {
                heading: strings.say("screen-words"),
                fields: vec![
                    field(session, "individual", "one").required().prefilled(json!(individual)),
                    field(session, "kind", "one").options(session, lists::StatementKind::LIST, "statement"),
                    field(session, "text", "text").required(),
                    feelings(session),
                    field(session, "people", "several").choices(people),
                    field(session, "lang", "text").prefilled(session.language_value(individual)?),
                    speaker,
                    how,
                    method,
                ],
            }];
            Ok(steps)
        })
    }
}
