//! The contact check as a question: may contact with this person, in this way, at this moment, be planned?

use kith_domain::lists::ContactMode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::{moment_or_day, parse_id};
use crate::asked::Asked;
use crate::error::KithError;
use crate::session::Session;
use crate::wording::CheckAnswer;

/// The contact check.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct CheckScreen {
    /// Whose contact.
    individual: String,
    /// With whom.
    person: String,
    /// in_person, phone, video, text, …
    mode: String,
    /// A day, or a moment in RFC 3339; now where nothing is said.
    #[uniffi(default = None)]
    at: Option<String>,
}

impl Screen for CheckScreen {
    type Answer = CheckAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let person = session.card_of_kind(individual, parse_id(&self.person, "person")?, &["person"])?.id;
        let mode = ContactMode::from_name(&self.mode);
        if !mode.is_known() {
            return Err(KithError::invalid("mode", "not_an_option"));
        }
        let now = session.now();
        let at = self.at.as_deref().map_or(Ok(now), |at| moment_or_day(at, "at", now))?;
        let check = session.known_rules(individual)?.check(&[person], std::slice::from_ref(&mode), &[at])?;
        let answer = session.check_answer(individual, &check)?;
        let asked = Asked { individual, people: &[person], modes: std::slice::from_ref(&mode), times: &[at] };
        let (together, asked) = (session.held_together(asked, &answer)?, session.asked_text(asked));
        let answer = CheckAnswer { asked, together, ..answer };
        let outline = Outline::new(session.strings.say("screen-check")).block(None, answer.lines(session));
        Ok((answer, outline))
    }
}

impl CheckAnswer {
    /// The answer as lines: the outcome, why, on which conditions, resting on what.
    pub(crate) fn lines(&self, session: &Session) -> Vec<Line> {
        let mark = if self.is_alert { Mark::Guarded } else { Mark::Plain };
        let mut lines = vec![Line::new(mark, self.answered(&session.strings))];
        lines.extend(self.because.iter().map(|why| Line::plain(why.clone())));
        lines.extend(self.together.iter().map(|held| Line::new(Mark::Guarded, held.clone())));
        lines.extend(self.conditions.iter().map(|condition| Line::new(Mark::Guarded, condition.clone())));
        for source in &self.sources {
            let said = session.strings.with(
                "check-source",
                &[("author", source.author.as_str().into()), ("date", source.recorded_text.as_str().into())],
            );
            lines.push(Line::new(Mark::Quiet, source.text.clone()).under(said));
        }
        lines
    }
}
