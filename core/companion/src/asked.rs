//! What the rules about contact were asked, in words: with whom, how and when. An answer is not read without its question,
//! and a refusal says which rule stands against what. It asks nothing by itself that the contact check does not answer.

use std::fmt;

use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::ContactMode;
use kith_domain::ruling::Outcome;
use kith_domain::time::Timestamp;

use crate::error::KithError;
use crate::session::Session;
use crate::wording::CheckAnswer;

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) individual: IndividualId,
    pub(crate) people: &'a [CardId],
    pub(crate) modes: &'a [ContactMode],
    pub(crate) times: &'a [Timestamp],
}

/// Words of the record that go with a refusal: for whoever asked, and never for a log. They are shown where the record is
/// shown, so its `Debug` has none of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Told(Vec<String>);

impl Told {
    /// The words, a sentence each.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Told({})", self.0.len())
    }
}

impl Session {
    /// The question in words; of several times, the first.
    pub(crate) fn asked_text(&self, asked: Asked<'_>) -> String {
        let names: Vec<String> =
            asked.people.iter().map(|person| self.person_name(asked.individual, *person)).collect();
        let modes: Vec<String> = asked.modes.iter().map(|mode| mode.name().to_owned()).collect();
        let when = asked.times.iter().min().map(|at| self.moment(*at)).unwrap_or_default();
        self.strings.with(
            "check-asked",
            &[
                ("person", names.join(", ").into()),
                ("mode", self.options("mode", &modes).into()),
                ("when", when.into()),
            ],
        )
    }

    /// What holds in each way of contact, where an answer rests on more than one rule: the strictest first.
    pub(crate) fn held_together(
        &self,
        asked: Asked<'_>,
        answer: &CheckAnswer,
    ) -> Result<Vec<String>, KithError> {
        if answer.sources.len() < 2 {
            return Ok(Vec::new());
        }
        let rules = self.known_rules(asked.individual)?;
        let mut ways = Vec::new();
        for mode in ContactMode::ALL {
            let modes = std::slice::from_ref(mode);
            ways.push((rules.check(asked.people, modes, asked.times)?.outcome, mode.name()));
        }
        Ok(self.by_outcome(ways))
    }

    /// The refusal of a contact: the codes of its reasons, and for whoever asked the first of what was asked that is
    /// refused, the rules against it, and where to read them.
    pub(crate) fn refusal(&self, asked: Asked<'_>) -> Result<KithError, KithError> {
        let rules = self.known_rules(asked.individual)?;
        let refused = |asked: Asked<'_>| -> Result<bool, KithError> {
            let check = rules.check(asked.people, asked.modes, asked.times)?;
            Ok(check.outcome == Outcome::Refused)
        };
        let mut first = asked;
        for time in asked.times.chunks(1) {
            if refused(Asked { times: time, ..first })? {
                first.times = time;
                break;
            }
        }
        for mode in asked.modes.chunks(1) {
            if refused(Asked { modes: mode, ..first })? {
                first.modes = mode;
                break;
            }
        }
        let mut people = Vec::new();
        for person in asked.people {
            if refused(Asked { people: &[*person], ..first })? {
                people.push(*person);
            }
        }
        let all = rules.check(asked.people, asked.modes, asked.times)?;
        let check = rules.check(&people, first.modes, first.times)?;
        let answer = self.check_answer(asked.individual, &check)?;
        let names: Vec<String> =
            people.iter().map(|person| self.person_name(asked.individual, *person)).collect();
        let args = [
            ("asked", self.asked_text(Asked { people: &people, ..first }).into()),
            ("outcome", answer.text.as_str().into()),
        ];
        let mut told = vec![self.strings.with("check-answered", &args)];
        told.extend(answer.sources.iter().map(|source| source.text.clone()));
        told.push(self.strings.with("check-read-rule", &[("person", names.join(", ").into())]));
        Ok(KithError::Restricted {
            code: "contact_restricted",
            because: all.because.iter().map(|because| because.code().to_owned()).collect(),
            told: Told(told),
        })
    }
}
