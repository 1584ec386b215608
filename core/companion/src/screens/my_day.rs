//! My day: contact that is planned for today and the days after, for the individual.

use chrono::TimeDelta;
use kith_domain::card::Standing;
use kith_domain::fields::CardKind;
use kith_domain::id::IndividualId;
use kith_domain::ruling::Outcome;
use kith_domain::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::plans::HeldPlan;
use crate::session::Session;
use crate::together::{self, MyItem};
use crate::view::View;

/// How far ahead a day is shown.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// The individual's day.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct MyDay {
    /// Whose.
    individual: String,
}

/// What is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct MyDayAnswer {
    /// What the individual is called.
    pub name: String,
    /// The day, YYYY-MM-DD.
    pub day: String,
    /// What is planned for today, in order.
    pub today: Vec<MyItem>,
    /// What is planned for the seven days after, in order.
    pub soon: Vec<MyItem>,
}

impl Screen for MyDay {
    type Answer = MyDayAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let now = session.now();
        let (mut today, mut soon) = (Vec::new(), Vec::new());
        for (at, item) in session.my_plans(individual, now)? {
            if at.date_naive() == now.date_naive() { today.push(item) } else { soon.push(item) }
        }
        let name = session.individual_name(individual);
        let answer = MyDayAnswer { name, day: now.date_naive().to_string(), today, soon };
        let strings = &session.strings;
        let mut outline = Outline::new(strings.say("screen-my-day"))
            .block(strings.date(now), together::lines(&answer.today, &strings.say("my-day-empty")));
        if !answer.soon.is_empty() {
            outline = outline.block(strings.say("my-day-soon"), together::lines(&answer.soon, ""));
        }
        Ok((answer, outline))
    }
}

impl Session {
    /// The contacts planned from the beginning of today on, as the shared section has them, in order. The rules are asked,
    /// and which rule it is stays with those who may read it.
    fn my_plans(
        &self,
        individual: IndividualId,
        now: Timestamp,
    ) -> Result<Vec<(Timestamp, MyItem)>, KithError> {
        let plans = HeldPlan::all(self.shared_cards(individual, CardKind::ContactPlan)?, now);
        let (names, due) = (self.shared_people(individual)?, self.due_of(individual, now, &plans)?);
        let rules = self.known_rules(individual)?;
        let mut found = Vec::new();
        for held in &plans {
            let here = |at: &Timestamp| at.with_timezone(now.offset());
            let mut times: Vec<Timestamp> = match held.plan.every_days {
                // Due so many days after the last contact: what is due by the end of today is of today.
                Some(_) if due.iter().any(|due| due.card == held.card.id) => vec![now],
                Some(_) => Vec::new(),
                None => held.plan.occurrences.iter().chain(&held.coming).map(here).collect(),
            };
            times.retain(|at| at.date_naive() >= now.date_naive() && *at <= now + AHEAD);
            times.sort();
            times.dedup();
            for at in times {
                let mode = self.options("mode", &View::default().names(&held.card, "mode"));
                let people = (held.plan.people.as_slice(), mode);
                let mut item = self.my_item(held.card.id.to_string(), at, people, &names);
                // One of this morning is not made in the past: it is asked of the rules as of now.
                let check = rules.check_plan(held, &[at.max(now)])?;
                if check.is_some_and(|check| check.outcome != Outcome::Allowed) {
                    item.under.push(self.strings.say("my-ask-first"));
                }
                if held.card.standing() == Standing::EndedChangedMeanwhile {
                    item.under.push(self.strings.say("my-may-change"));
                }
                found.push((at, item));
            }
        }
        found.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
        Ok(found)
    }
}
