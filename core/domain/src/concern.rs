//! Concerns: where one stands, how great the danger is, who is told next, and who may never read it.
//!
//! No score decides. Status and danger are guarded: of what was said at once the most serious holds. Raising is immediate;
//! lowering needs a reason and a second named person. The person concerned is never a reader.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::fact::Fact;
use crate::lists::lists;
use crate::time::Timestamp;

/// The guarded field that says where the concern stands.
pub const STATUS: &str = "status";
/// The guarded field that says how great the danger is.
pub const DANGER: &str = "danger";
/// The field that says by when an answer is owed.
pub const ANSWER_DUE: &str = "answer_due";
/// The field that names whom the concern is about.
pub const CONCERNED: &str = "concerned";

lists! {
    /// Where a concern stands, the least serious first; one of a newer app ranks most serious.
    closed Status {
        Closed = "closed", Answered = "answered", Sent = "sent", Raised = "raised", Escalated = "escalated",
    }
    /// The danger by its horizon, the least first; one of a newer app ranks greatest.
    closed Danger { None = "none", Long = "long", Medium = "medium", Short = "short", Imminent = "imminent" }
}

/// Where a concern stands and how great the danger is: the most serious of all that was said at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gravity {
    /// Where it stands.
    pub status: Status,
    /// How great the danger is.
    pub danger: Danger,
}

impl Gravity {
    /// The graver of both, in each respect.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { status: self.status.max(other.status), danger: self.danger.max(other.danger) }
    }

    /// The gravity of a concern card, ended or not. What cannot be read ranks most serious; a status nobody said is
    /// `raised`, a danger nobody said ranks as `none`, which [`danger_is_said`] tells from one that somebody did say.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let names = |field: &str| -> Vec<String> {
            let register = card.field(field);
            let name =
                |fact: &Fact| fact.value.as_str().filter(|_| fact.voice.is_understood()).map(str::to_owned);
            register.visible().into_iter().map(|fact| name(fact).unwrap_or_default()).collect()
        };
        Self {
            status: names(STATUS).iter().map(|name| Status::from_name(name)).max().unwrap_or(Status::Raised),
            danger: names(DANGER).iter().map(|name| Danger::from_name(name)).max().unwrap_or(Danger::None),
        }
    }

    /// Whether going from this to `to` lowers a risk: less danger, a concern closed, or an escalation taken back.
    /// That a raised concern was sent, or a sent one answered, is progress and lowers nothing.
    #[must_use]
    pub fn is_lowered_by(&self, to: &Self) -> bool {
        let closed = to.status == Status::Closed && self.status != Status::Closed;
        let taken_back = self.status >= Status::Escalated && to.status < self.status;
        to.danger < self.danger || closed || taken_back
    }
}

/// Why a risk may not be lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoweringRefused {
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonNeeded,
    /// A second named person is needed, who is not the author.
    #[error("a second named person is needed")]
    SecondPersonNeeded,
}

/// Whether a change may be made: raising always, lowering with a reason and a second named person. That an answer is
/// owed `later` than before is lowering too.
///
/// # Errors
/// [`LoweringRefused`], where something is missing.
pub fn lowering_allowed(
    from: &Gravity,
    to: &Gravity,
    later: bool,
    reason: Option<&str>,
    second_person: Option<&str>,
    author: &str,
) -> Result<(), LoweringRefused> {
    if !later && !from.is_lowered_by(to) {
        return Ok(());
    }
    let said = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
    if !said(reason) {
        return Err(LoweringRefused::ReasonNeeded);
    }
    let same = |name: &str| name.trim().to_lowercase() == author.trim().to_lowercase();
    if !said(second_person) || second_person.is_some_and(same) {
        return Err(LoweringRefused::SecondPersonNeeded);
    }
    Ok(())
}

/// When an answer is due, by the danger: an hour where it is imminent (emergency services come first), else the first,
/// second or fifth working day after it was sent, at the same time of day. Bank holidays are not known here, which is
/// never later than it should be.
#[must_use]
pub fn answer_due(sent: Timestamp, danger: &Danger) -> Timestamp {
    match danger {
        Danger::Imminent | Danger::Other(_) => sent.checked_add_signed(TimeDelta::hours(1)).unwrap_or(sent),
        Danger::Short => working_days_later(sent, 1),
        Danger::Medium => working_days_later(sent, 2),
        Danger::Long | Danger::None => working_days_later(sent, 5),
    }
}

/// The same time of day that many working days (Monday to Friday) later.
#[must_use]
pub fn working_days_later(from: Timestamp, days: u32) -> Timestamp {
    let mut at = from;
    let mut left = days;
    while left > 0 {
        let Some(next) = at.checked_add_days(Days::new(1)) else {
            return at;
        };
        at = next;
        if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    at
}

/// When an answer is owed: of several times said at once the earliest, since one that is late by it is late.
#[must_use]
pub fn earliest_due(card: &Card) -> Option<Timestamp> {
    let register = card.field(ANSWER_DUE);
    let said = register.visible().into_iter().filter_map(|fact| fact.value.as_str());
    said.filter_map(|due| Timestamp::parse_from_rfc3339(due).ok().filter(crate::time::is_readable)).min()
}

/// Whether anybody has said how great the danger is. That nobody has is not that there is none.
#[must_use]
pub fn danger_is_said(card: &Card) -> bool {
    !card.field(DANGER).visible().is_empty()
}

/// Whether somebody still owes an answer at `now`.
#[must_use]
pub fn is_overdue(status: &Status, due: Timestamp, now: Timestamp) -> bool {
    awaits_answer(status) && due < now
}

/// Whether an answer is still owed.
#[must_use]
pub fn awaits_answer(status: &Status) -> bool {
    !matches!(status, Status::Answered | Status::Closed)
}

/// Everyone that anyone ever named as concerned, by their ids; `individual` is the individual. Naming someone cannot be
/// undone by a later value: what was once hidden from them is not shown.
#[must_use]
pub fn concerned(card: &Card) -> BTreeSet<String> {
    let register = card.field(CONCERNED);
    let names = register.all().iter().filter_map(|fact| fact.value.as_array()).flatten();
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::fact::Register;
    use crate::sample;

    fn gravity(status: &str, danger: &str) -> Gravity {
        Gravity { status: Status::from_name(status), danger: Danger::from_name(danger) }
    }

    fn any_gravity() -> impl Strategy<Value = Gravity> {
        let status = prop_oneof!["closed", "answered", "sent", "raised", "escalated", "newer"];
        let danger = prop_oneof!["none", "long", "medium", "short", "imminent", "newer"];
        (status, danger).prop_map(|(status, danger)| gravity(&status, &danger))
    }

    proptest! {
        #[test]
        fn join_is_a_semilattice_and_never_weaker(a in any_gravity(), b in any_gravity(), c in any_gravity()) {
            prop_assert_eq!(a.clone().join(a.clone()), a.clone());
            prop_assert_eq!(a.clone().join(b.clone()), b.clone().join(a.clone()));
            prop_assert_eq!(
                a.clone().join(b.clone()).join(c.clone()),
                a.clone().join(b.clone().join(c))
            );
            let both = a.clone().join(b);
            prop_assert!(both.status >= a.status && both.danger >= a.danger);
            prop_assert!(!a.is_lowered_by(&both));
        }
    }

    #[test]
    fn lowering_needs_a_reason_and_a_second_person() {
        use LoweringRefused::{ReasonNeeded, SecondPersonNeeded};
        let rows = [
            (("raised", "long"), ("raised", "imminent"), None, None, Ok(())),
            (("raised", "long"), ("escalated", "long"), None, None, Ok(())),
            (("raised", "long"), ("sent", "long"), None, None, Ok(())),
            (("sent", "long"), ("answered", "long"), None, None, Ok(())),
            (("closed", "none"), ("raised", "short"), None, None, Ok(())),
            (("raised", "short"), ("raised", "long"), None, Some("Mair"), Err(ReasonNeeded)),
            (("raised", "short"), ("raised", "long"), Some("seen safe"), None, Err(SecondPersonNeeded)),
            (
                ("raised", "short"),
                ("raised", "long"),
                Some("seen safe"),
                Some(" ANNA "),
                Err(SecondPersonNeeded),
            ),
            (("raised", "short"), ("raised", "long"), Some("seen safe"), Some("Mair"), Ok(())),
            (("answered", "none"), ("closed", "none"), None, None, Err(ReasonNeeded)),
            (("escalated", "none"), ("answered", "none"), Some(" "), Some("Mair"), Err(ReasonNeeded)),
            (("newer", "newer"), ("escalated", "newer"), None, None, Err(ReasonNeeded)),
        ];
        for (from, to, reason, second, expected) in rows {
            let (from, to) = (gravity(from.0, from.1), gravity(to.0, to.1));
            assert_eq!(
                lowering_allowed(&from, &to, false, reason, second, "Anna"),
                expected,
                "{from:?} {to:?}"
            );
            let later = lowering_allowed(&from, &to, true, reason, second, "Anna");
            assert_eq!(
                later.is_ok(),
                reason.is_some() && expected.is_ok() && second.is_some(),
                "{from:?} {to:?}"
            );
        }
    }

    #[test]
    fn of_what_was_said_at_once_the_most_serious_holds() {
        let rows = [
            (vec![json!("raised"), json!("closed")], Status::Raised),
            (vec![json!("escalated"), json!("raised"), json!("answered")], Status::Escalated),
            (vec![json!("closed")], Status::Closed),
            (vec![json!("escalated"), json!("newer")], Status::Other("newer".into())),
            (vec![json!("escalated"), json!(7)], Status::Other(String::new())),
            (vec![], Status::Raised),
        ];
        for (values, status) in rows {
            let card = sample::card("concern", STATUS, &values.iter().collect::<Vec<_>>());
            assert_eq!(Gravity::of(&card), Gravity { status, danger: Danger::None });
        }
    }

    #[test]
    fn what_is_said_in_a_voice_of_a_newer_app_ranks_most_serious() {
        let mut said = sample::fact(1, json!("closed"), sample::noon(1), &[]);
        said.voice.speaker = crate::voice::Speaker::Other("newer".into());
        let mut card = sample::card("concern", DANGER, &[&json!("none")]);
        assert!(danger_is_said(&card));
        card.fields.insert(STATUS.into(), Register::new(vec![said]));
        assert_eq!(
            Gravity::of(&card),
            Gravity { status: Status::Other(String::new()), danger: Danger::None }
        );
        card.fields.remove(DANGER);
        assert!(!danger_is_said(&card));
    }

    #[test]
    fn answers_fall_due_on_working_days() {
        let friday = sample::at("2025-06-06T16:00:00+01:00");
        let rows = [
            ("imminent", "2025-06-06T17:00:00+01:00"),
            ("newer", "2025-06-06T17:00:00+01:00"),
            ("short", "2025-06-09T16:00:00+01:00"),
            ("medium", "2025-06-10T16:00:00+01:00"),
            ("none", "2025-06-13T16:00:00+01:00"),
        ];
        for (danger, due) in rows {
            assert_eq!(answer_due(friday, &Danger::from_name(danger)), sample::at(due), "{danger}");
        }
        let due = sample::noon(1);
        for (status, overdue) in
            [("raised", true), ("sent", true), ("escalated", true), ("answered", false), ("closed", false)]
        {
            assert_eq!(is_overdue(&Status::from_name(status), due, sample::noon(2)), overdue, "{status}");
            assert!(!is_overdue(&Status::from_name(status), due, due));
        }
    }

    #[test]
    fn whoever_was_named_once_stays_concerned() {
        let mair = sample::card_id(7).to_string();
        let mut card = sample::card("concern", CONCERNED, &[&json!([mair])]);
        let facts =
            vec![card.field(CONCERNED).all()[0].clone(), sample::fact(2, json!([]), sample::noon(3), &[1])];
        card.fields.insert(CONCERNED.into(), Register::new(facts));
        assert_eq!(concerned(&card), [mair].into());
    }
}
