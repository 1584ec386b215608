//! Reopens a card that was ended.

use kith_domain::card::{LIFECYCLE, Lifecycle, Standing};
use kith_domain::fields::CardKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::error::KithError;
use crate::rule_summary::Rule;
use crate::seen::Seen;
use crate::session::Session;

/// Reopens a card.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Reopen {
    /// The card.
    card: String,
    /// Why.
    reason: String,
    /// The token of the screen that it was reopened on.
    seen: String,
}

impl Command for Reopen {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let seen = Seen::from_token(&self.seen)?;
        let (row, _, heads) = session.card_seen(parse_id(&self.card, "card")?, &seen)?;
        let reason = reason(Some(&self.reason))?;
        if row.kind == CardKind::RuleSummary.name() {
            return Err(KithError::invalid("card", "guarded_field"));
        }
        let shown = session.card_at(row.document, row.id, &heads)?;
        if shown.standing() == Standing::Open {
            return Err(KithError::invalid("card", "not_ended"));
        }
        let voice = session.own_voice();
        let mut change = session.begin();
        let fact = session.say_unchecked(
            &mut change,
            row.document,
            row.id,
            LIFECYCLE.to_owned(),
            json!(Lifecycle::Reopened),
            &voice,
            Some(heads),
            Some(reason.clone()),
        );
        if row.kind == "restriction" {
            let (individual, id) = (row.individual, row.id);
            let seen = Some(&seen);
            session.summary_follows(&mut change, individual, id, Rule::Reopened, seen, &voice, &reason)?;
        }
        session.commit(change)?;
        Ok(Done::one("fact", fact))
    }
}
