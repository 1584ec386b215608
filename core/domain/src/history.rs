//! The past of a card, by its two times: what was true at a date, and what was known by then.
//!
//! A value is true from when it was recorded, until a later one replaced it. The first values of a card are true since the
//! card says so itself (`since`), because a friendship of ten years was not made on the day it was written down.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::card::{Card, LIFECYCLE, Standing};
use crate::fact::{Fact, Register};
use crate::id::FactId;
use crate::time::{Timestamp, days_of};

/// The visible facts of a field that were true `at` and known by `known_at`; `None` is now.
#[must_use]
pub fn value_at<'a>(
    card: &'a Card,
    field: &str,
    at: Option<Timestamp>,
    known_at: Option<Timestamp>,
) -> Vec<&'a Fact> {
    let register = card.field(field);
    let Some(at) = at else {
        return register.visible_among(|fact| by(fact.recorded, known_at));
    };
    let since_then =
        days(card, "since", known_at).into_iter().min().is_some_and(|(first, _)| first <= at.date_naive());
    let true_then = |fact: &Fact| fact.recorded <= at || (fact.saw.is_empty() && since_then);
    register.visible_among(|fact| by(fact.recorded, known_at) && true_then(fact))
}

/// Whether the card itself was true `at` and known by `known_at`: within its `since` and `until` where it has them, else
/// from when it was recorded until it was ended. Where people differ, the widest span holds, so that nothing is hidden.
#[must_use]
pub fn present_at(card: &Card, at: Option<Timestamp>, known_at: Option<Timestamp>) -> bool {
    let recorded = || {
        card.fields
            .values()
            .flat_map(Register::all)
            .map(|fact| fact.recorded)
            .filter(|recorded| by(*recorded, known_at))
    };
    let Some(first_recorded) = recorded().min() else {
        return false;
    };
    let Some(at) = at else {
        let standing = known_at.map_or_else(|| card.standing(), |instant| card.standing_known_at(instant));
        return standing != Standing::Ended;
    };
    let day = at.date_naive();
    let begun = match days(card, "since", known_at).into_iter().map(|(first, _)| first).min() {
        Some(first) => first <= day,
        None => first_recorded <= at,
    };
    let over = match days(card, "until", known_at).into_iter().map(|(_, last)| last).max() {
        Some(last) => last < day,
        None => {
            let instant = known_at.map_or(at, |known_at| known_at.min(at));
            card.standing_known_at(instant) == Standing::Ended
        }
    };
    begun && !over
}

/// What changed in one field between two times of knowing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The field; the lifecycle among them.
    pub field: String,
    /// What was visible at first.
    pub from: Vec<Fact>,
    /// What was visible at last.
    pub to: Vec<Fact>,
    /// The facts that are new in it.
    pub facts: BTreeSet<FactId>,
}

/// What changed on a card in what was known between two instants, field by field. A value said again by someone else
/// is a change: it is an act.
#[must_use]
pub fn changes(card: &Card, from: Timestamp, to: Timestamp) -> Vec<Change> {
    let mut changes: Vec<Change> = card
        .fields
        .iter()
        .filter_map(|(field, register)| {
            let visible = |instant| register.known_at(instant).into_iter().cloned().collect::<Vec<Fact>>();
            let (before, after) = (visible(from), visible(to));
            let ids = |facts: &[Fact]| facts.iter().map(|fact| fact.id).collect::<BTreeSet<FactId>>();
            let (old, new) = (ids(&before), ids(&after));
            (old != new).then(|| Change {
                field: field.clone(),
                from: before,
                to: after,
                facts: new.difference(&old).copied().collect(),
            })
        })
        .collect();
    // That it ended comes last, whatever its name.
    changes.sort_by_key(|change| change.field == LIFECYCLE);
    changes
}

fn by(recorded: Timestamp, known_at: Option<Timestamp>) -> bool {
    known_at.is_none_or(|known_at| recorded <= known_at)
}

/// The spans of days that the visible values of a date field name.
fn days(card: &Card, field: &str, known_at: Option<Timestamp>) -> Vec<(NaiveDate, NaiveDate)> {
    let visible = card.field(field).visible_among(|fact| by(fact.recorded, known_at));
    visible.into_iter().filter_map(|fact| days_of(fact.value.as_str()?)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sample::{self, at, fact, noon};

    /// Friends on day 1, by someone else 'partner' on day 3 instead; neighbour beside it since day 5.
    fn relationship(since: Option<&str>) -> Card {
        let mut card = sample::card("relationship", "to", &[&json!(sample::card_id(1))]);
        let kinds = vec![
            fact(11, json!("friend"), noon(1), &[]),
            fact(12, json!("partner"), noon(3), &[11]),
            fact(13, json!("neighbour"), noon(5), &[11]),
        ];
        card.fields.insert("kind".into(), Register::new(kinds));
        if let Some(since) = since {
            card.fields.insert("since".into(), Register::new(vec![fact(21, json!(since), noon(1), &[])]));
        }
        card
    }

    fn kinds(card: &Card, at: Option<Timestamp>, known_at: Option<Timestamp>) -> Vec<String> {
        let mut found: Vec<String> = value_at(card, "kind", at, known_at)
            .iter()
            .map(|fact| fact.value.as_str().unwrap().to_owned())
            .collect();
        found.sort();
        found
    }

    #[test]
    fn at_a_date_and_as_known_then() {
        let long_ago = Some(at("2015-07-01T12:00:00+01:00"));
        let (both, none): (&[&str], &[&str]) = (&["neighbour", "partner"], &[]);
        let rows = [
            (None, None, None, both),
            (None, Some(noon(0)), None, none),
            (None, Some(noon(2)), None, &["friend"]),
            (None, Some(noon(4)), None, &["partner"]),
            (None, None, Some(noon(4)), &["partner"]),
            (None, Some(noon(6)), Some(noon(2)), &["friend"]),
            (None, long_ago, None, none),
            (Some("2014"), long_ago, None, &["friend"]),
            (Some("2014"), long_ago, Some(noon(0)), none),
            (Some("2015-08"), long_ago, None, none),
            (Some("2014"), Some(noon(6)), None, both),
        ];
        for (since, at, known_at, expected) in rows {
            assert_eq!(kinds(&relationship(since), at, known_at), expected, "{since:?} {at:?} {known_at:?}");
        }
    }

    #[test]
    fn whether_it_was_there() {
        let long_ago = at("2015-07-01T12:00:00+01:00");
        let plain = relationship(None);
        assert!(present_at(&plain, None, None) && present_at(&plain, Some(noon(0)), None));
        assert!(!present_at(&plain, Some(long_ago), None) && !present_at(&plain, None, Some(long_ago)));

        let mut dated = relationship(Some("2014"));
        assert!(present_at(&dated, Some(long_ago), None));
        assert!(!present_at(&dated, Some(long_ago), Some(at("2016-01-01T00:00:00+00:00"))));
        dated.fields.insert("until".into(), Register::new(vec![fact(31, json!("2020-05"), noon(2), &[])]));
        assert!(present_at(&dated, Some(at("2020-05-31T23:00:00+01:00")), None));
        assert!(!present_at(&dated, Some(at("2020-06-01T00:00:00+01:00")), None));

        let mut ended = sample::card("relationship", "to", &[&json!(sample::card_id(1))]);
        sample::end_seeing_all(&mut ended);
        assert!(present_at(&ended, Some(noon(0)), None) && !present_at(&ended, Some(noon(2)), None));
        assert!(!present_at(&ended, None, None) && present_at(&ended, None, Some(noon(0))));
    }

    #[test]
    fn what_changed() {
        let mut card = relationship(Some("2014"));
        sample::end(&mut card, &[]);
        let fields = |from, to| {
            changes(&card, noon(from), noon(to))
                .into_iter()
                .map(|change| (change.field.clone(), change.from.len(), change.to.len(), change.facts.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            fields(0, 1),
            [("kind".into(), 0, 1, 1), ("since".into(), 0, 1, 1), (LIFECYCLE.to_owned(), 0, 1, 1)]
        );
        assert_eq!(fields(1, 5), [("kind".to_owned(), 1, 2, 2)]);
        assert_eq!(fields(3, 5), [("kind".to_owned(), 1, 2, 1)]);
        assert_eq!(fields(5, 9), []);
    }
}
