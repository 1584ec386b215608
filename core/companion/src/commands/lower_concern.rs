//! Lowers a concern: less danger, or closed. It needs a reason and a second named person.

use kith_domain::concern::{
    ANSWER_DUE, DANGER, Danger, Gravity, LoweringRefused, STATUS, Status, danger_is_said, lowering_allowed,
};
use kith_domain::fields::CardKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{name, parse_id, reason, timestamp};
use crate::concern_guard::is_later;
use crate::error::KithError;
use crate::seen::Seen;
use crate::session::Session;

/// Lowers or closes a concern.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct LowerConcern {
    /// The concern.
    concern: String,
    /// sent, answered, closed; as it is where nothing is said.
    #[uniffi(default = None)]
    status: Option<String>,
    /// none, long, medium, short, imminent; as it is where nothing is said.
    #[uniffi(default = None)]
    danger: Option<String>,
    /// By when an answer is owed, RFC 3339; as it is where nothing is said.
    #[uniffi(default = None)]
    answer_due: Option<String>,
    /// Why.
    reason: String,
    /// The second person who agrees, by name.
    second_person: String,
    /// The token of the screen it was lowered on.
    seen: String,
}

impl Command for LowerConcern {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let (document, concern) = session.concern(parse_id(&self.concern, "concern")?)?;
        let heads = Seen::from_token(&self.seen)?.heads(document)?;
        let shown = session.card_at(document, concern.id, &heads)?;
        let why = reason(Some(&self.reason))?;
        let second = name(&self.second_person, "second_person")?;
        let from = Gravity::of(&shown);
        let to = Gravity {
            status: self.status.as_deref().map_or(from.status.clone(), Status::from_name),
            danger: self.danger.as_deref().map_or(from.danger.clone(), Danger::from_name),
        };
        if !to.status.is_known() {
            return Err(KithError::invalid("status", "not_an_option"));
        }
        if !to.danger.is_known() {
            return Err(KithError::invalid("danger", "not_an_option"));
        }
        let author = session.member_name(session.identity.member);
        let later = self.answer_due.as_ref().is_some_and(|due| is_later(&shown, &json!(due)));
        lowering_allowed(&from, &to, later, Some(&why), Some(&second), &author).map_err(|refused| {
            match refused {
                LoweringRefused::ReasonNeeded => KithError::invalid("reason", "reason_needed"),
                LoweringRefused::SecondPersonNeeded => {
                    KithError::invalid("second_person", "lowering_needs_second_person")
                }
            }
        })?;
        let voice = session.own_voice();
        let mut change = session.begin();
        let (id, at) = (concern.id, Some(heads));
        let because = Some(why.clone());
        let kind = CardKind::Concern;
        session.say(
            &mut change,
            document,
            id,
            kind,
            "second_person",
            json!(second),
            &voice,
            at.clone(),
            because,
        )?;
        if let Some(due) = &self.answer_due {
            let due = json!(timestamp(due, ANSWER_DUE)?.to_rfc3339());
            let (at, because) = (at.clone(), Some(why.clone()));
            session.say(&mut change, document, id, kind, ANSWER_DUE, due, &voice, at, because)?;
        }
        let said = self.danger.is_some() || danger_is_said(&shown);
        let guarded = [(STATUS, Some(json!(to.status))), (DANGER, said.then(|| json!(to.danger)))];
        for (field, value) in guarded.into_iter().filter_map(|(field, value)| Some((field, value?))) {
            let (at, because) = (at.clone(), Some(why.clone()));
            session.say_unchecked(&mut change, document, id, field.to_owned(), value, &voice, at, because);
        }
        session.commit(change)?;
        Ok(Done::one("concern", id))
    }
}
