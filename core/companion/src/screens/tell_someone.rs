//! Tell someone: whom to ring in danger, whom Kith can tell, and who would know of it through this device.

use kith_domain::lists::ConcernRecipient;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::form::Choice;
use crate::session::Session;

/// Numbers to ring in England and Wales, with their words: emergency, police, health advice, somebody who listens.
const NUMBERS: [&str; 4] = ["999", "101", "111", "116 123"];
/// Whom Kith can tell of a concern: no one who has to be rung.
const TOLD: [ConcernRecipient; 2] = [ConcernRecipient::Manager, ConcernRecipient::SafeguardingLead];

/// Whom to tell.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct TellSomeone {
    /// Who tells.
    individual: String,
}

/// Who there is to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct TellSomeoneAnswer {
    /// Numbers to ring, the most urgent first, each with what it is for.
    pub numbers: Vec<Choice>,
    /// Whom a concern can be sent to from here.
    pub recipients: Vec<Choice>,
    /// Whose device this is, and so who would read it: to be known before anything is written.
    pub also_read_by: String,
}

impl Screen for TellSomeone {
    type Answer = TellSomeoneAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        session.individual_card(parse_id(&self.individual, "individual")?)?;
        let strings = &session.strings;
        let number = |number: &&str| Choice {
            name: (*number).to_owned(),
            label: strings.option("ring", &number.replace(' ', "_")),
        };
        let recipient = |recipient: &ConcernRecipient| Choice {
            name: recipient.name().to_owned(),
            label: strings.option("recipient", recipient.name()),
        };
        let name = session.member_name(session.identity.member);
        let answer = TellSomeoneAnswer {
            numbers: NUMBERS.iter().map(number).collect(),
            recipients: TOLD.iter().map(recipient).collect(),
            also_read_by: strings.with("tell-also-read", &[("name", name.into())]),
        };
        let ring = answer.numbers.iter().map(|number| Line::plain(number.label.clone()).about(&number.name));
        let told = answer.recipients.iter().map(|told| Line::plain(told.label.clone()).about(&told.name));
        let outline = Outline::new(strings.say("screen-tell-someone"))
            .block(strings.say("tell-ring"), ring.collect())
            .block(strings.say("concern-tell"), told.collect())
            .block(None, vec![Line::new(Mark::Guarded, answer.also_read_by.clone())]);
        Ok((answer, outline))
    }
}
