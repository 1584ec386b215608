//! The form of a new individual: what they are called and how they communicate, and nothing that can wait.

use kith_domain::voice::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Screen;
use super::outline::Outline;
use crate::error::KithError;
use crate::form::{Choice, Form, Step, field};
use crate::session::Session;
use crate::strings::{Language, Strings};

/// The form of a new individual.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct IndividualForm {}

impl Screen for IndividualForm {
    type Answer = Form;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let title = session.strings.say("screen-new-individual");
        let language = |language: Language| Choice {
            name: language.code().to_owned(),
            label: Strings::new(language).say("language-name"),
        };
        let fields = vec![
            field(session, "name", "text").required(),
            field(session, "preferred_name", "text"),
            field(session, "languages", "several")
                .required()
                .choices(Language::SPOKEN.map(language).into())
                .prefilled(json!([session.strings.language().spoken().code()])),
            field(session, "communication_methods", "several").options(session, Method::LIST, "method"),
            field(session, "how_i_say_yes", "text"),
            field(session, "how_i_say_no", "text"),
            field(session, "pronouns", "text"),
        ];
        let form = Form {
            title: title.clone(),
            command: "add_individual".to_owned(),
            steps: vec![Step { heading: title, fields }],
            draft: "add_individual".to_owned(),
            seen: String::new(),
            check: None,
        };
        let outline = form.outline(session);
        Ok((form, outline))
    }
}
