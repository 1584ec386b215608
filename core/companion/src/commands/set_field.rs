//! Sets one field of a card, against what the screen showed. Replacing what somebody said needs a reason; no path
//! skips it.

use kith_domain::card::Standing;
use kith_domain::fields::{self, CardKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, reason, voice};
use crate::contact_plan::Planned;
use crate::error::KithError;
use crate::rule_summary::Rule;
use crate::seen::Seen;
use crate::session::Session;

/// Sets a field.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
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
    #[uniffi(default = None)]
    reason: Option<String>,
}

impl Command for SetField {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let seen = Seen::from_token(&self.seen)?;
        let (row, held, heads) = session.card_seen(parse_id(&self.card, "card")?, &seen)?;
        let kind = CardKind::from_name(&row.kind).ok_or(KithError::unknown("card"))?;
        let spec = kind.field(&self.field).ok_or(KithError::invalid("field", "unknown_field"))?;
        if spec.guarded || kind == CardKind::RuleSummary {
            return Err(KithError::invalid("field", "guarded_field"));
        }
        let voice = voice(&self.voice, "voice")?;
        let shown = session.card_at(row.document, row.id, &heads)?;
        if shown.standing() == Standing::Ended {
            return Err(KithError::invalid("card", "card_ended"));
        }
        let register = if spec.per_voice { fields::slot(spec.name, &voice) } else { spec.name.to_owned() };
        let replaces = !shown.field(&register).visible().is_empty();
        let reason = match (&self.reason, replaces) {
            (None, false) => None,
            (given, _) => Some(reason(given.as_deref())?),
        };
        fields::validate(kind, spec.name, &self.value)
            .map_err(|problem| KithError::invalid("value", problem.code()))?;
        if kind == CardKind::Concern {
            session.may_say_of_concern(&row, &held, spec.name, &self.value)?;
        }
        let checked = if kind == CardKind::ContactPlan && Planned::FIELDS.contains(&spec.name) {
            let planned = Planned::once_said(&held, &shown, spec.name, &self.value);
            Some(session.check_plan(row.individual, &planned)?)
        } else {
            None
        };
        let mut change = session.begin();
        let (document, card, value) = (row.document, row.id, self.value);
        let at = Some(heads);
        let why = reason.clone();
        let fact =
            session.say(&mut change, document, card, kind, spec.name, value, &voice, at.clone(), why)?;
        let mut done = Done::one("fact", fact);
        if let Some(checked) = checked {
            let kept = checked.kept;
            session.say(&mut change, document, card, kind, "check", kept, &voice, at, reason)?;
            done = done.showing(json!(checked.shown));
        }
        if kind == CardKind::Restriction {
            let (told, why) = (Some(&seen), self.reason.as_deref().unwrap_or_default());
            session.summary_follows(&mut change, row.individual, card, Rule::Touched, told, &voice, why)?;
        }
        session.commit(change)?;
        Ok(done)
    }
}
