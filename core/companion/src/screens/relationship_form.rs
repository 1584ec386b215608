//! The form of a relationship with somebody on the map: what it is, how close and how it is, and what it gives.

use kith_domain::lists;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::form::{Form, Step, field};
use crate::session::Session;

/// The form of a relationship.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct RelationshipForm {
    /// About whom.
    individual: String,
    /// With whom.
    person: String,
}

impl Screen for RelationshipForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let person = parse_id(&self.person, "person")?;
        session.form(
            &self.individual,
            "screen-new-relationship",
            "add_relationship",
            |session, individual| {
                let person = session.card_of_kind(individual, person, &["person"])?.id;
                let fields = vec![
                    field(session, "individual", "one").required().prefilled(json!(individual)),
                    field(session, "to", "one").required().prefilled(json!(person)),
                    field(session, "kind", "one").required().options(
                        session,
                        lists::RelationshipKind::LIST,
                        "relationship-kind",
                    ),
                    field(session, "circle", "one").options(session, lists::Circle::LIST, "circle"),
                    field(session, "quality", "one").options(session, lists::Quality::LIST, "quality"),
                    field(session, "gives_support", "one").options(
                        session,
                        lists::GivesSupport::LIST,
                        "gives",
                    ),
                    field(session, "status", "one")
                        .options(session, lists::RelationshipStatus::LIST, "status")
                        .prefilled(json!("existing")),
                    field(session, "benefits[]", "text"),
                    field(session, "harms[]", "text"),
                ];
                Ok(vec![Step { heading: session.strings.say("screen-new-relationship"), fields }])
            },
        )
    }
}
