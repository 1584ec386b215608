//! A contact plan and the rules about contact: whatever a plan says of whom, how and when is asked of the rules before it
//! is said, when it is made and when it is changed. What the check said is kept with the plan.

use chrono::TimeDelta;
use kith_domain::card::Card;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::ContactMode;
use kith_domain::recurrence;
use kith_domain::ruling::Outcome;
use kith_domain::time::Timestamp;
use serde_json::{Value, json};

use crate::arguments::{parse_id, timestamp};
use crate::asked::Asked;
use crate::error::KithError;
use crate::session::Session;
use crate::view::View;
use crate::wording::CheckAnswer;

/// How far ahead the occurrences of a repeating plan are checked.
const CHECKED_DAYS: i64 = 92;
/// At most so many occurrences are checked when planning.
const CHECKED_OCCURRENCES: usize = 100;

/// What a plan says that the rules are asked of; more than one mode, start or rule where people say different things.
#[derive(Debug, Clone, Default)]
pub(crate) struct Planned {
    pub(crate) people: Vec<String>,
    pub(crate) modes: Vec<String>,
    pub(crate) starts: Vec<String>,
    pub(crate) rules: Vec<String>,
}

impl Planned {
    /// The fields of a plan that the rules are asked of.
    pub(crate) const FIELDS: [&str; 4] = ["people", "mode", "start", "rrule"];

    /// What a plan will say once `value` is said of a field by somebody who saw `shown`: in place of what they saw, and
    /// beside whatever else is held.
    pub(crate) fn once_said(held: &Card, shown: &Card, field: &str, value: &Value) -> Self {
        let view = View::default();
        let said = |name: &str| -> Vec<Value> {
            if name != field {
                return view.values(held, name);
            }
            let seen = shown.field(name);
            let seen: Vec<_> = seen.visible().iter().map(|fact| fact.id).collect();
            let beside = held.field(name);
            let beside = beside.visible().into_iter().filter(|fact| !seen.contains(&fact.id));
            beside.map(|fact| fact.value.clone()).chain([value.clone()]).collect()
        };
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let texts = |name: &str| said(name).iter().filter_map(text).collect();
        let people = said("people");
        Self {
            people: people.iter().filter_map(Value::as_array).flatten().filter_map(text).collect(),
            modes: texts("mode"),
            starts: texts("start"),
            rules: texts("rrule"),
        }
    }

    /// Every time that is asked about: those of each rule from each start.
    fn times(&self) -> Result<Vec<Timestamp>, KithError> {
        let rules: Vec<Option<&str>> = if self.rules.is_empty() {
            vec![None]
        } else {
            self.rules.iter().map(|rule| Some(&**rule)).collect()
        };
        let mut times = Vec::new();
        for start in &self.starts {
            let start = timestamp(start, "start")?;
            let until = start + TimeDelta::days(CHECKED_DAYS);
            for rule in &rules {
                let found = recurrence::occurrences(start, *rule, start, until, CHECKED_OCCURRENCES)
                    .map_err(|problem| KithError::invalid("rrule", problem.code()))?;
                if found.is_empty() {
                    return Err(KithError::invalid("rrule", "bad_rule"));
                }
                times.extend(found);
            }
        }
        Ok(times)
    }
}

/// A plan that the rules do not refuse.
pub(crate) struct CheckedPlan {
    /// With whom, each a person of the record.
    pub(crate) people: Vec<CardId>,
    /// What is kept with the plan.
    pub(crate) kept: Value,
    /// What is shown at once.
    pub(crate) shown: CheckAnswer,
}

impl Session {
    /// Asks the rules of a plan. A refused contact is not planned; one to be asked about is kept as held.
    pub(crate) fn check_plan(
        &self,
        individual: IndividualId,
        planned: &Planned,
    ) -> Result<CheckedPlan, KithError> {
        if planned.people.is_empty() {
            return Err(KithError::invalid("people", "empty"));
        }
        let people = planned
            .people
            .iter()
            .map(|id| Ok(self.card_of_kind(individual, parse_id(id, "people")?, &["person"])?.id))
            .collect::<Result<Vec<CardId>, KithError>>()?;
        let modes: Vec<ContactMode> = planned.modes.iter().map(|mode| ContactMode::from_name(mode)).collect();
        if modes.is_empty() || modes.iter().any(|mode| !mode.is_known()) {
            return Err(KithError::invalid("mode", "not_an_option"));
        }
        let times = planned.times()?;
        let asked = Asked { individual, people: &people, modes: &modes, times: &times };
        let check = self.known_rules(individual)?.check(&people, &modes, &times)?;
        if check.outcome == Outcome::Refused {
            return Err(self.refusal(asked)?);
        }
        let held = matches!(check.outcome, Outcome::Ask | Outcome::Incomplete);
        let kept = json!({
            "outcome": check.outcome.name(),
            "held": held,
            "at": self.now().to_rfc3339(),
            "seen": self.seen(individual)?,
        });
        let shown = self.check_answer(individual, &check)?;
        let shown = CheckAnswer { asked: self.asked_text(asked), ..shown };
        Ok(CheckedPlan { people, kept, shown })
    }
}
