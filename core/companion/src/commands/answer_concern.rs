//! Answers a concern: what was done, by whom.

use kith_domain::concern::{Gravity, STATUS, Status};
use kith_domain::fields::CardKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{name, parse_id, text};
use crate::error::KithError;
use crate::seen::Seen;
use crate::session::Session;

/// Answers a concern.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct AnswerConcern {
    /// The concern.
    concern: String,
    /// Who answered.
    from: String,
    /// The answer.
    text: String,
    /// What is done now.
    #[uniffi(default = None)]
    action: Option<String>,
    /// The token of the screen it was answered on.
    seen: String,
}

impl Command for AnswerConcern {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let (document, concern) = session.concern(parse_id(&self.concern, "concern")?)?;
        let heads = Seen::from_token(&self.seen)?.heads(document)?;
        let now = session.now();
        let mut answer = json!({
            "from": name(&self.from, "from")?,
            "at": now.to_rfc3339(),
            "text": text(&self.text, "text")?,
        });
        if let (Some(action), Some(fields)) = (&self.action, answer.as_object_mut()) {
            fields.insert("action".to_owned(), json!(text(action, "action")?));
        }
        let shown = session.card_at(document, concern.id, &heads)?;
        let heads = Some(heads);
        // Every answer that anyone gave stays in the list, also where two were given at once.
        let mut answers: Vec<Value> = Vec::new();
        for fact in shown.field("answers").visible() {
            for given in fact.value.as_array().into_iter().flatten() {
                if !answers.contains(given) {
                    answers.push(given.clone());
                }
            }
        }
        answers.push(answer);
        let voice = session.own_voice();
        let mut change = session.begin();
        let why = Some("answered".to_owned());
        session.say(
            &mut change,
            document,
            concern.id,
            CardKind::Concern,
            "answers",
            json!(answers),
            &voice,
            heads.clone(),
            why.clone(),
        )?;
        // An answer does not take back an escalation: that is lowered with a second named person.
        if Gravity::of(&concern).status < Status::Escalated {
            let (status, answered) = (STATUS.to_owned(), json!("answered"));
            session.say_unchecked(&mut change, document, concern.id, status, answered, &voice, heads, why);
        }
        session.commit(change)?;
        Ok(Done::one("concern", concern.id))
    }
}
