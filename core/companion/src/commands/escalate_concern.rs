//! Escalates a concern, when nothing was done in time or the danger grew.

use kith_domain::concern::{ANSWER_DUE, DANGER, Danger, STATUS, answer_due, danger_is_said};
use kith_domain::fields::{self, CardKind};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::error::KithError;
use crate::session::Session;

/// Escalates a concern.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EscalateConcern {
    /// The concern.
    concern: String,
    /// Who is told now: safeguarding_lead, adult_social_care, 999, …
    to: String,
    /// Why.
    reason: String,
    /// The danger now, where it is another: none, long, medium, short, imminent.
    danger: Option<String>,
}

impl Command for EscalateConcern {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let (document, concern) = session.concern(parse_id(&self.concern, "concern")?)?;
        let why = reason(Some(&self.reason))?;
        let gravity = kith_domain::concern::Gravity::of(&concern);
        let danger = match self.danger.as_deref().map(Danger::from_name) {
            None => gravity.danger.clone(),
            Some(danger) if !danger.is_known() => {
                return Err(KithError::invalid("danger", "not_an_option"));
            }
            Some(danger) if danger < gravity.danger => {
                return Err(KithError::invalid("danger", "lowering_needs_second_person"));
            }
            Some(danger) => danger,
        };
        let to = json!(self.to);
        let kind = CardKind::Concern;
        fields::validate(kind, "escalated_to", &to)
            .map_err(|problem| KithError::invalid("to", problem.code()))?;
        let now = session.now();
        let voice = session.own_voice();
        let mut change = session.begin();
        let values = [
            ("escalated_to", to),
            ("sent", json!(now.to_rfc3339())),
            (ANSWER_DUE, json!(answer_due(now, &danger).to_rfc3339())),
        ];
        for (field, value) in values {
            let why = Some(why.clone());
            session.say(&mut change, document, concern.id, kind, field, value, &voice, None, why)?;
        }
        let said = self.danger.is_some() || danger_is_said(&concern);
        let guarded = [(STATUS, Some(json!("escalated"))), (DANGER, said.then(|| json!(danger)))];
        for (field, value) in guarded.into_iter().filter_map(|(field, value)| Some((field, value?))) {
            let why = Some(why.clone());
            session.say_unchecked(
                &mut change,
                document,
                concern.id,
                field.to_owned(),
                value,
                &voice,
                None,
                why,
            );
        }
        session.commit(change)?;
        Ok(Done::one("concern", concern.id))
    }
}
