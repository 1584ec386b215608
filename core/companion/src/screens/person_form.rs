//! The form of somebody new on a map. How they know each other is another form: a person may be on a map before that is said.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Form, Step, field};
use crate::session::Session;

/// The form of somebody new on a map.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct PersonForm {
    /// On whose map.
    individual: String,
}

impl Screen for PersonForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.form(&self.individual, "screen-new-person", "add_person", |session, individual| {
            let kinds = lists::PersonKind::LIST;
            let fields = vec![
                field(session, "individual", "one").required().prefilled(json!(individual)),
                field(session, "name", "text").required(),
                field(session, "kind", "one").required().options(session, kinds, "person-kind"),
                field(session, "preferred_name", "text"),
            ];
            Ok(vec![Step { heading: session.strings.say("screen-new-person"), fields }])
        })
    }
}
