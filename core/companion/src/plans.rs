//! The contact plans of a record as they stand: when they come round, as far back as a missed contact is looked for, and
//! what the rules say of them is in `contact_check`. Where two people said different things of a plan, it may come round by
//! either. What is asked before a plan is made or changed is in `contact_plan`.

use chrono::TimeDelta;
use kith_domain::card::{Card, Standing};
use kith_domain::due::Plan;
use kith_domain::fact::Fact;
use kith_domain::id::IndividualId;
use kith_domain::recurrence;
use kith_domain::time::{Timestamp, When};
use serde_json::Value;

use crate::error::KithError;
use crate::session::Session;
use crate::view::View;

/// How far back a missed occurrence of a plan is looked for.
pub(crate) const LOOK_BACK: TimeDelta = TimeDelta::days(60);
/// At most so many occurrences of one plan that are past.
const PAST: usize = 1_000;
/// How far ahead the rules are asked, and of how many occurrences at most.
const AHEAD: (TimeDelta, usize) = (TimeDelta::days(732), 100);

/// A plan in use.
pub(crate) struct HeldPlan {
    pub(crate) card: Card,
    /// With its occurrences from some weeks ago until tomorrow.
    pub(crate) plan: Plan,
    /// The next times at which it comes round, from now on; for one that is due so many days after the last contact, now.
    pub(crate) coming: Vec<Timestamp>,
}

impl Session {
    /// The plans in use.
    pub(crate) fn plans(&self, individual: IndividualId, now: Timestamp) -> Result<Vec<HeldPlan>, KithError> {
        Ok(HeldPlan::all(self.cards(individual, "contact_plan")?, now))
    }
}

impl HeldPlan {
    /// Those of these cards that are in use.
    pub(crate) fn all(cards: Vec<Card>, now: Timestamp) -> Vec<Self> {
        let used = cards.into_iter().filter(|card| card.standing() != Standing::Ended);
        used.filter_map(|card| Self::read(card, now)).collect()
    }

    /// A plan as its card says; `None` where nobody said when it begins.
    fn read(card: Card, now: Timestamp) -> Option<Self> {
        let view = View::default();
        let people = view.items(&card, "people").iter().filter_map(|id| id.parse().ok()).collect();
        let starts: Vec<Timestamp> = view
            .names(&card, "start")
            .iter()
            .filter_map(|at| Timestamp::parse_from_rfc3339(at).ok())
            .collect();
        let rules = view.names(&card, "rrule");
        let rules: Vec<Option<&str>> = if rules.is_empty() {
            vec![None]
        } else {
            rules.iter().map(|rule| Some(rule.as_str())).collect()
        };
        let every_days = view
            .values(&card, "every_days")
            .iter()
            .filter_map(Value::as_u64)
            .filter_map(|days| u32::try_from(days).ok())
            .min()
            .filter(|_| !is_over(&card, now));
        let (mut past, mut coming) = (Vec::new(), Vec::new());
        for start in &starts {
            for rule in &rules {
                // A rule that this version cannot read gives no times; its card still shows.
                let times = |from, to, most| {
                    recurrence::occurrences(*start, *rule, from, to, most).unwrap_or_default()
                };
                past.extend(times(now - LOOK_BACK, now + TimeDelta::days(1), PAST));
                coming.extend(times(now, now + AHEAD.0, AHEAD.1));
            }
            // The first time is asked about however far ahead it is.
            coming.extend(Some(*start).filter(|start| *start > now));
            coming.extend(every_days.map(|_| now.max(*start)));
        }
        let start = *starts.iter().min()?;
        for times in [&mut past, &mut coming] {
            times.retain(|at| !is_over(&card, *at));
            times.sort();
            times.dedup();
        }
        let plan = Plan { card: card.id, people, start, occurrences: past, every_days };
        Some(Self { card, plan, coming })
    }
}

/// Whether a plan has ended by then. Of several ends said at once the last holds, and none is later than any: a contact
/// that is due is not hidden by one of them.
fn is_over(plan: &Card, at: Timestamp) -> bool {
    let until = plan.field("until");
    let ends = until.visible();
    let over = |fact: &&Fact| {
        fact.value.as_str().and_then(|end| end.parse::<When>().ok()).is_some_and(|end| end.is_over(at))
    };
    !ends.is_empty() && ends.iter().all(over)
}
