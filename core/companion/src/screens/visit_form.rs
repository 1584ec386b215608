//! The form of a visit: who and when, what, next. Three steps, under a minute.

use kith_domain::id::IndividualId;
use kith_domain::lists;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, FormField, Step, field, occurred, own_words};
use crate::schema::PHASES;
use crate::session::Session;

/// The form of a visit.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct VisitForm {
    /// About whom.
    individual: String,
}

impl Screen for VisitForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-visit", "record_visit", |session, individual| {
            Ok(vec![who(session, individual)?, what(session, individual)?, next(session)])
        })
    }
}

fn who(session: &Session, individual: IndividualId) -> Result<Step, KithError> {
    let plans = session.choices_of(individual, "contact_plan")?;
    let [at, precision] = occurred(session);
    Ok(Step {
        heading: session.strings.say("visit-step-who"),
        fields: vec![
            field(session, "individual", "one").required().prefilled(json!(individual)),
            at,
            precision,
            field(session, "plan", "one").choices(plans),
            outcome(session, "happened.outcome"),
            field(session, "happened.by_whom", "text"),
            field(session, "happened.why", "text"),
        ],
    })
}

fn what(session: &Session, individual: IndividualId) -> Result<Step, KithError> {
    let people = session.people_choices(individual)?;
    let mut fields = vec![
        field(session, "line", "text").required(),
        field(session, "support", "several").options(session, lists::SupportType::LIST, "support"),
        field(session, "contacts[].person", "one").required().choices(people),
        field(session, "contacts[].mode", "one")
            .required()
            .options(session, lists::ContactMode::LIST, "mode")
            .symbols("mode"),
        outcome(session, "contacts[].outcome"),
        field(session, "contacts[].before", "faces"),
        field(session, "contacts[].after", "faces"),
        field(session, "words[].text", "text").required(),
        field(session, "words[].lang", "text").required().prefilled(session.language_value(individual)?),
    ];
    fields.extend(own_words(session, "words[].voice"));
    fields.extend([
        field(session, "did_not_say", "tick"),
        field(session, "observations[].scale", "one").required().prefilled(json!("five_faces")).names(
            session,
            &["five_faces"],
            "scale",
        ),
        field(session, "observations[].value", "faces").required(),
        field(session, "observations[].phase", "one").names(session, PHASES, "phase"),
    ]);
    fields.extend(own_words(session, "observations[].voice"));
    Ok(Step { heading: session.strings.say("visit-step-what"), fields })
}

fn next(session: &Session) -> Step {
    Step {
        heading: session.strings.say("visit-step-next"),
        fields: vec![
            field(session, "worry", "one").required().options(session, lists::Worry::LIST, "worry"),
            field(session, "follow_ups[].what", "text").required(),
            field(session, "follow_ups[].who", "text").required(),
            field(session, "follow_ups[].when", "day").required(),
        ],
    }
}

/// What came of a visit or of a contact.
fn outcome(session: &Session, path: &str) -> FormField {
    field(session, path, "one").required().options(session, lists::ContactOutcome::LIST, "outcome")
}
