//! What is due today, written anew: from what is held here and one clock, and from nothing that was stored for it.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};

use super::{Held, Moment, Standing};
use crate::model::rules::last_day;

/// One thing due: what, of which card, when (a day, or a moment in UTC), and whether that is past.
pub type Due = (String, String, String, bool);

/// The next working day at the same time.
fn working_day_after(from: Moment) -> Moment {
    let mut at = from + Days::new(1);
    while matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
        at = at + Days::new(1);
    }
    at
}

fn moment(text: &str) -> Option<Moment> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc))
}

/// The times of a plan. Only the two shapes of rule that the worlds of these tests make.
fn times(start: Moment, rule: Option<&str>) -> Vec<Moment> {
    let Some(rule) = rule else { return vec![start] };
    let days = if rule.starts_with("FREQ=DAILY") { 1 } else { 7 };
    let count: u64 = rule.rsplit('=').next().and_then(|count| count.parse().ok()).unwrap();
    (0..count).map(|number| start + Days::new(number * days)).collect()
}

impl<'a> Held<'a> {
    /// When a plan comes round.
    #[must_use]
    pub fn occurrences(self, plan: &str) -> BTreeSet<Moment> {
        let rules = self.texts(plan, "rrule");
        let rules: Vec<Option<&str>> =
            if rules.is_empty() { vec![None] } else { rules.into_iter().map(Some).collect() };
        let starts: Vec<Moment> = self.texts(plan, "start").into_iter().filter_map(moment).collect();
        starts.iter().flat_map(|start| rules.iter().flat_map(|rule| times(*start, *rule))).collect()
    }

    /// The people of a plan.
    #[must_use]
    pub fn planned_with(self, plan: &str) -> BTreeSet<String> {
        let said = self.values(plan, "people");
        let names = said.iter().filter_map(|value| value.as_array()).flatten();
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    /// Everything due in a record: what is overdue, what falls on the day of `now`, and rules that end within a
    /// fortnight.
    #[must_use]
    pub fn due(self, individual: &str, now: Moment) -> BTreeSet<Due> {
        let mut found = BTreeSet::new();
        let today = now.date_naive();
        let mut at_moment = |what: &str, card: &str, when: Moment| {
            if when.date_naive() <= today {
                found.insert((what.to_owned(), card.to_owned(), when.to_rfc3339(), when < now));
            }
        };
        for (id, _) in self.cards(individual, Some("concern")) {
            let answered = matches!(self.gravest(id, "status"), "answered" | "closed");
            let due = self.texts(id, "answer_due").into_iter().filter_map(moment).min();
            if let (Some(due), false) = (due, answered || self.visible(id, "status").is_empty()) {
                at_moment("concern_answer", id, due);
            }
        }
        for (id, _) in self.in_use(individual, "restriction") {
            for fact in self.visible(id, "terms") {
                if fact.value["force"] == "legal_unverified" {
                    at_moment("restriction_verify", id, working_day_after(fact.recorded));
                }
            }
        }
        for (id, _) in self.in_use(individual, "contact_plan") {
            let times: Vec<Moment> = self.occurrences(id).into_iter().collect();
            let near = |time: &&Moment| (**time - now).abs() <= TimeDelta::days(60);
            let open = times.iter().filter(near).filter(|time| self.is_open(individual, id, **time));
            for (number, time) in open.enumerate() {
                if number == 0 || *time >= now {
                    at_moment("contact", id, *time);
                }
            }
        }
        self.dated_due(individual, now, &mut found);
        found
    }

    fn in_use(self, individual: &str, kind: &str) -> Vec<(&'a String, &'a super::Card)> {
        let cards = self.cards(individual, Some(kind));
        cards.into_iter().filter(|(id, _)| self.standing(id) != Standing::Ended).collect()
    }

    /// Whether no contact has taken place on that day or later.
    fn is_open(self, individual: &str, plan: &str, time: Moment) -> bool {
        let people = self.planned_with(plan);
        let contacts = self.entries(individual).into_iter().filter_map(|entry| entry.contact.as_ref());
        let mut met = contacts.filter(|contact| {
            contact.happened && contact.people.iter().any(|person| people.contains(person))
        });
        !met.any(|contact| contact.at.date_naive() >= time.date_naive())
    }

    fn dated_due(self, individual: &str, now: Moment, found: &mut BTreeSet<Due>) {
        let today = now.date_naive();
        let mut on_day = |what: &str, card: &str, day: &str, ahead: i64, back: Option<i64>| {
            let Ok(date) = day.parse::<NaiveDate>() else { return };
            if date <= today + TimeDelta::days(ahead)
                && back.is_none_or(|back| date >= today - TimeDelta::days(back))
            {
                found.insert((what.to_owned(), card.to_owned(), day.to_owned(), date < today));
            }
        };
        for (id, _) in self.in_use(individual, "restriction") {
            for fact in self.visible(id, "terms") {
                if let Some(last) = last_day(&fact.value) {
                    on_day("restriction_expiry", id, &last, 14, Some(60));
                }
            }
            self.texts(id, "review").iter().for_each(|day| on_day("restriction_review", id, day, 0, None));
        }
        for (id, _) in self.in_use(individual, "consent") {
            for value in self.values(id, "consent").into_iter().filter(|value| value["decision"] == "given") {
                on_day("consent", id, value["until"].as_str().unwrap_or_default(), 0, None);
            }
        }
        for (kind, field, what) in
            [("support_agreement", "review", "agreement_review"), ("follow_up", "when", "follow_up")]
        {
            for (id, _) in self.in_use(individual, kind) {
                let done = self.values(id, "done").contains(&&serde_json::Value::Bool(true));
                for day in self.texts(id, field).iter().filter(|_| !done) {
                    on_day(what, id, day, 0, None);
                }
            }
        }
    }
}
