//! What is due: derived from the record each time and never stored, so that it cannot go stale.
//!
//! The next contact is reckoned from contacts that took place, whenever they were recorded. A missed contact is none. The
//! guarded facts come first: concerns, then rules about contact.

use chrono::{Days, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::concern::{Status, awaits_answer, working_days_later};
use crate::entries::ContactMade;
use crate::id::CardId;
use crate::time::{Timestamp, When};

/// What sort of thing is due, in the order of its rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// An answer to a concern.
    ConcernAnswer,
    /// A legal rule about contact whose original nobody has seen.
    RestrictionVerify,
    /// A rule about contact that ends; its end asks and permits nothing.
    RestrictionExpiry,
    /// A rule about contact to review.
    RestrictionReview,
    /// Contact, by a plan.
    Contact,
    /// Something to monitor.
    Monitoring,
    /// Something to be done after a visit.
    FollowUp,
    /// An agreement to review.
    AgreementReview,
    /// An agreement that ends.
    AgreementEnd,
    /// A consent that ends or is to be reviewed.
    Consent,
}

impl DueKind {
    /// Its rank: 0 concerns, 1 rules about contact, 2 contact, 3 the rest.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::ConcernAnswer => 0,
            Self::RestrictionVerify | Self::RestrictionExpiry | Self::RestrictionReview => 1,
            Self::Contact => 2,
            Self::Monitoring
            | Self::FollowUp
            | Self::AgreementReview
            | Self::AgreementEnd
            | Self::Consent => 3,
        }
    }
}

/// A plan as it comes round.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The plan.
    pub card: CardId,
    /// With whom.
    pub people: Vec<CardId>,
    /// When it first is to be.
    pub start: Timestamp,
    /// Its occurrences, from far enough in the past to find a missed one; any order.
    pub occurrences: Vec<Timestamp>,
    /// Or so many days after the last contact, instead of occurrences.
    pub every_days: Option<u32>,
}

/// A contact that was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// With whom.
    pub people: Vec<CardId>,
    /// As part of which plan.
    pub plan: Option<CardId>,
    /// When it was, not when it was recorded.
    pub at: Timestamp,
    /// Whether people were in contact.
    pub happened: bool,
}

impl From<&ContactMade> for Recorded {
    fn from(made: &ContactMade) -> Self {
        Self {
            people: made.people.clone(),
            plan: made.plan,
            at: made.at.at,
            happened: made.outcome.was_contact(),
        }
    }
}

/// A concern that waits for an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Concern {
    /// The concern.
    pub card: CardId,
    /// Where it stands.
    pub status: Status,
    /// When the answer is due.
    pub answer_due: Timestamp,
}

/// A legal rule about contact, unverified since then.
#[derive(Debug, Clone, PartialEq)]
pub struct Unverified {
    /// The restriction.
    pub card: CardId,
    /// When it was recorded.
    pub recorded: Timestamp,
}

/// Anything with a date of its own: a review, an end, a follow-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Dated {
    /// What it is.
    pub what: DueKind,
    /// Of which card.
    pub card: CardId,
    /// Its date.
    pub when: When,
}

/// Something to look at every so many days.
#[derive(Debug, Clone, PartialEq)]
pub struct Monitoring {
    /// The plan.
    pub card: CardId,
    /// How often, in days.
    pub every_days: u32,
    /// Since when.
    pub start: Timestamp,
    /// When it was last looked at.
    pub last: Option<Timestamp>,
}

/// Everything that could be due.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sources<'a> {
    /// Plans in use.
    pub plans: &'a [Plan],
    /// Contacts recorded, missed ones too.
    pub contacts: &'a [Recorded],
    /// Concerns not closed.
    pub concerns: &'a [Concern],
    /// Unverified legal rules.
    pub unverified: &'a [Unverified],
    /// What has a date.
    pub dated: &'a [Dated],
    /// What is monitored.
    pub monitoring: &'a [Monitoring],
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Due {
    /// What.
    pub what: DueKind,
    /// Of which card.
    pub card: CardId,
    /// When.
    pub when: When,
    /// Whether that is past.
    pub overdue: bool,
    /// Its rank; the least comes first.
    pub rank: u8,
}

/// What is overdue at `now` and what falls due until `until`: the guarded first, then by time.
#[must_use]
pub fn due(sources: &Sources<'_>, now: Timestamp, until: Timestamp) -> Vec<Due> {
    let at = When::Moment;
    let item = |what: DueKind, card, when: When| Due {
        what,
        card,
        when,
        overdue: when.is_over(now),
        rank: what.rank(),
    };
    let mut found: Vec<Due> = Vec::new();
    for concern in sources.concerns {
        if awaits_answer(&concern.status) {
            found.push(item(DueKind::ConcernAnswer, concern.card, at(concern.answer_due)));
        }
    }
    for rule in sources.unverified {
        found.push(item(DueKind::RestrictionVerify, rule.card, at(working_days_later(rule.recorded, 1))));
    }
    for plan in sources.plans {
        let times = contacts_due(plan, sources.contacts, now);
        found.extend(times.into_iter().map(|time| item(DueKind::Contact, plan.card, at(time))));
    }
    for watch in sources.monitoring {
        let next = watch.last.map_or(watch.start, |last| days_later(last, watch.every_days));
        found.push(item(DueKind::Monitoring, watch.card, at(next)));
    }
    found.extend(sources.dated.iter().map(|dated| item(dated.what, dated.card, dated.when)));
    found.retain(|due| !due.when.is_after(until));
    let offset = *now.offset();
    found.sort_by_key(|due| (due.rank, due.when.moment(offset), due.what, due.card));
    // What two people said alike of one card is one thing to do.
    found.dedup();
    found
}

/// When contact by this plan is due next: the first occurrence on a day after the last contact that took place, or so
/// many days after it; `None` where the plan does not come round again.
#[must_use]
pub fn next_contact_due(plan: &Plan, contacts: &[Recorded]) -> Option<Timestamp> {
    let last = last_contact(plan, contacts);
    match (plan.every_days, last) {
        (Some(days), Some(last)) => Some(days_later(last, days)),
        (Some(_), None) => Some(plan.start),
        (None, last) => open_occurrences(plan, last).min(),
    }
}

/// The next contact due, and the occurrences after it that are still to come.
fn contacts_due(plan: &Plan, contacts: &[Recorded], now: Timestamp) -> Vec<Timestamp> {
    let next = next_contact_due(plan, contacts);
    let coming = open_occurrences(plan, last_contact(plan, contacts))
        .filter(|time| plan.every_days.is_none() && *time >= now && Some(*time) != next);
    next.into_iter().chain(coming).collect()
}

fn open_occurrences(plan: &Plan, last: Option<Timestamp>) -> impl Iterator<Item = Timestamp> + '_ {
    let later_day =
        |time: &Timestamp, last| local_day(*time, *time.offset()) > local_day(last, *time.offset());
    plan.occurrences.iter().copied().filter(move |time| last.is_none_or(|last| later_day(time, last)))
}

fn last_contact(plan: &Plan, contacts: &[Recorded]) -> Option<Timestamp> {
    let of_plan = |contact: &&Recorded| match contact.plan {
        Some(card) => card == plan.card,
        None => contact.people.iter().any(|person| plan.people.contains(person)),
    };
    contacts.iter().filter(|contact| contact.happened).filter(of_plan).map(|contact| contact.at).max()
}

fn local_day(time: Timestamp, offset: FixedOffset) -> NaiveDate {
    crate::time::day_in(time, &offset)
}

fn days_later(time: Timestamp, days: u32) -> Timestamp {
    time.checked_add_days(Days::new(days.into())).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, card_id, day, noon};

    fn weekly() -> Plan {
        Plan {
            card: card_id(50),
            people: vec![card_id(1)],
            start: noon(1),
            occurrences: vec![noon(1), noon(8), noon(15), noon(22)],
            every_days: None,
        }
    }

    fn met(number: u32) -> Recorded {
        Recorded { people: vec![card_id(1)], plan: None, at: noon(number), happened: true }
    }

    #[test]
    fn next_contact_is_reckoned_from_actual_contacts() {
        let missed = Recorded { happened: false, ..met(9) };
        let of_other_plan = Recorded { plan: Some(card_id(51)), ..met(9) };
        let with_other_person = Recorded { people: vec![card_id(2)], ..met(9) };
        let just_before_midnight = Recorded { at: at("2025-06-08T23:30:00+00:00"), ..met(0) };
        let every = |days| Plan { every_days: Some(days), ..weekly() };
        let rows = [
            (weekly(), vec![], Some(1)),
            (weekly(), vec![met(1)], Some(8)),
            // Recorded later, earlier, or in another order: reckoned anew.
            (weekly(), vec![met(8), met(1)], Some(15)),
            (weekly(), vec![met(1), met(16)], Some(22)),
            (weekly(), vec![met(1), missed], Some(8)),
            (weekly(), vec![met(1), of_other_plan], Some(8)),
            (weekly(), vec![met(1), with_other_person], Some(8)),
            (weekly(), vec![just_before_midnight], Some(15)),
            (weekly(), vec![met(22)], None),
            (every(10), vec![], Some(1)),
            (every(10), vec![met(4), met(2)], Some(14)),
        ];
        for (plan, contacts, expected) in rows {
            assert_eq!(next_contact_due(&plan, &contacts), expected.map(noon), "{contacts:?}");
        }
    }

    #[test]
    fn what_is_due_is_ranked_guarded_first() {
        let dated = |what, card, number| Dated { what, card: card_id(card), when: When::Day(day(number)) };
        let concern = |card, status: &str, number| Concern {
            card: card_id(card),
            status: Status::from_name(status),
            answer_due: noon(number),
        };
        let sources = Sources {
            plans: &[weekly()],
            contacts: &[met(1)],
            concerns: &[concern(1, "sent", 12), concern(2, "answered", 3), concern(3, "raised", 40)],
            unverified: &[Unverified { card: card_id(10), recorded: noon(5) }],
            dated: &[
                dated(DueKind::FollowUp, 20, 2),
                // Two who said the same of one card: it is told once.
                dated(DueKind::FollowUp, 20, 2),
                dated(DueKind::RestrictionReview, 11, 3),
                dated(DueKind::AgreementReview, 21, 10),
                dated(DueKind::AgreementEnd, 22, 30),
            ],
            monitoring: &[Monitoring {
                card: card_id(30),
                every_days: 2,
                start: noon(0),
                last: Some(noon(9)),
            }],
        };
        let found: Vec<_> =
            due(&sources, noon(10), noon(15)).iter().map(|due| (due.what, due.card, due.overdue)).collect();
        assert_eq!(
            found,
            [
                (DueKind::ConcernAnswer, card_id(1), false),
                (DueKind::RestrictionReview, card_id(11), true),
                (DueKind::RestrictionVerify, card_id(10), true),
                (DueKind::Contact, card_id(50), true),
                (DueKind::Contact, card_id(50), false),
                (DueKind::FollowUp, card_id(20), true),
                (DueKind::AgreementReview, card_id(21), false),
                (DueKind::Monitoring, card_id(30), false),
            ]
        );
        // A day is due until it is over.
        let today = due(&sources, noon(10), noon(10));
        assert!(today.iter().any(|due| due.what == DueKind::AgreementReview && !due.overdue));
    }
}
