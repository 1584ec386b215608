//! Ends a card, against what the screen showed. Nothing is removed; a change by someone who had not seen the ending
//! stays to be looked at.

use kith_domain::card::{Ending, Standing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Command, Done};
use crate::arguments::{parse_id, reason};
use crate::error::KithError;
use crate::rule_summary::Rule;
use crate::seen::Seen;
use crate::session::Session;

/// Ends a card.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The card.
    card: String,
    /// Why.
    reason: String,
    /// The token of the screen that it was ended on.
    seen: String,
    /// end, void (it was a mistake), archive.
    #[uniffi(default = None)]
    ending: Option<String>,
}

impl Command for End {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let seen = Seen::from_token(&self.seen)?;
        let (row, _, heads) = session.card_seen(parse_id(&self.card, "card")?, &seen)?;
        let reason = reason(Some(&self.reason))?;
        let ending = match (self.ending.as_deref(), row.kind.as_str()) {
            // A summary follows its rule, and a concern has its own way to be closed.
            (_, "concern" | "rule_summary") => return Err(KithError::invalid("card", "guarded_field")),
            (None, "restriction") => Ending::Lift,
            (None | Some("end"), _) => Ending::End,
            (Some("void"), _) => Ending::Void,
            (Some("archive"), _) => Ending::Archive,
            (Some(_), _) => return Err(KithError::invalid("ending", "not_an_option")),
        };
        let shown = session.card_at(row.document, row.id, &heads)?;
        if shown.standing() == Standing::Ended {
            return Err(KithError::invalid("card", "card_ended"));
        }
        let voice = session.own_voice();
        let mut change = session.begin();
        let (at, why) = (Some(heads), reason.clone());
        let fact = session.end_card(&mut change, row.document, &shown, ending, &voice, at, why);
        if row.kind == "restriction" {
            let (individual, id) = (row.individual, row.id);
            let seen = Some(&seen);
            session.summary_follows(&mut change, individual, id, Rule::Lifted, seen, &voice, &reason)?;
        }
        session.commit(change)?;
        Ok(Done::one("fact", fact))
    }
}
