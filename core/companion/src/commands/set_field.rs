//! Sets one field of a card, against what the screen showed. Replacing what somebody said needs a reason; no path
//! skips it.

use kith_domain::card::Standing;
use kith_domain::fields::{self, CardKind};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, reason, voice};
use crate::error::KithError;
use crate::seen::Seen;
use crate::session::Session;

/// Sets a field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetField {
    /// The card.
    card: String,
    /// The field's name.
    field: String,
    /// The new value, in the field's shape.
    value: Value,
    /// Whose view or words.
    voice: VoiceArgument,
    /// The token of the screen that the edit was made on.
    seen: String,
    /// Why; needed where the screen showed a value.
    reason: Option<String>,
}

impl Command for SetField {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let (row, _) = session.card(parse_id(&self.card, "card")?)?;
        let kind = CardKind::from_name(&row.kind).ok_or(KithError::unknown("card"))?;
        let spec = kind.field(&self.field).ok_or(KithError::invalid("field", "unknown_field"))?;
        if spec.guarded {
            return Err(KithError::invalid("field", "guarded_field"));
        }
        let voice = voice(&self.voice, "voice")?;
        let heads = Seen::from_token(&self.seen)?.heads(row.document)?;
        let shown = session.card_at(row.document, row.id, &heads)?;
        if shown.standing() == Standing::Ended {
            return Err(KithError::invalid("card", "card_ended"));
        }
        let register =
            if spec.per_voice { fields::slot(&self.field, &voice) } else { self.field.clone() };
        let replaces = !shown.field(&register).visible().is_empty();
        let reason = match (&self.reason, replaces) {
            (None, false) => None,
            (given, _) => Some(reason(given.as_deref())?),
        };
        let mut change = session.begin();
        let fact = session.say(
            &mut change,
            row.document,
            row.id,
            kind,
            &self.field,
            self.value,
            &voice,
            Some(heads),
            reason,
        )?;
        session.commit(change)?;
        Ok(Done::one("fact", fact))
    }
}
