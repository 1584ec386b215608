//! Asking the contact check of what is held here: which rules can be read, what cannot, and what waits.

use chrono::{DateTime, TimeDelta};
use kith_domain::card::Card;
use kith_domain::check::{Check, Question, check};
use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::ContactMode;
use kith_domain::ruling::Outcome;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_vault::ParcelState;

use crate::error::KithError;
use crate::session::Session;

/// Clocks of phones differ a little: only one that is further behind is not trusted to say that a rule has ended.
const SKEW: TimeDelta = TimeDelta::minutes(10);

/// Two answers at once: the strictest, with all conditions, reasons and sources of both.
fn both(a: Check, b: Check) -> Check {
    let (strict, other) = if b.outcome > a.outcome { (b, a) } else { (a, b) };
    let mut joined = Check { rule: strict.rule.clone().max(other.rule.clone()), ..strict };
    let more = |held: &mut Vec<String>, more: Vec<String>| {
        held.extend(more);
        held.sort();
        held.dedup();
    };
    more(&mut joined.conditions, other.conditions);
    more(&mut joined.supervised_by, other.supervised_by);
    if other.outcome > Outcome::Allowed {
        joined.because.extend(other.because);
        joined.because.sort();
        joined.because.dedup();
    }
    joined.sources.extend(other.sources);
    joined.sources.sort();
    joined.sources.dedup();
    joined
}

impl Session {
    /// The strictest answer for contact with these people at any of these times.
    pub(crate) fn check_times(
        &self,
        individual: IndividualId,
        people: &[CardId],
        mode: &ContactMode,
        times: &[Timestamp],
    ) -> Result<Check, KithError> {
        let restrictions = self.cards(individual, "restriction")?;
        self.check_against(individual, people, mode, times, &restrictions)
    }

    /// The same, with the restriction cards already read.
    pub(crate) fn check_against(
        &self,
        individual: IndividualId,
        people: &[CardId],
        mode: &ContactMode,
        times: &[Timestamp],
        restrictions: &[Card],
    ) -> Result<Check, KithError> {
        let unreadable: &[SectionKind] =
            if self.reads(individual, SectionKind::Team)? { &[] } else { &[SectionKind::Team] };
        let waiting = self.waiting_in(individual)?;
        let now = self.now();
        let newest_recorded = self
            .newest_recorded_ms()?
            .and_then(DateTime::from_timestamp_millis)
            .map(|newest| newest.with_timezone(now.offset()))
            .filter(|newest| newest.signed_duration_since(now) > SKEW);
        let answers = times.iter().map(|at| {
            check(&Question {
                people,
                mode,
                at: *at,
                restrictions,
                unreadable,
                waiting,
                newest_recorded,
                now,
            })
        });
        answers.reduce(both).ok_or(KithError::Bug { place: "a check of no times" })
    }

    /// How many parcels wait or are quarantined in this record's sections.
    pub(crate) fn waiting_in(&self, individual: IndividualId) -> Result<u64, KithError> {
        let read = self.vault.read();
        let mut count = 0;
        let sections = self.sections(individual)?;
        for state in [ParcelState::Waiting, ParcelState::Quarantined] {
            for row in read.parcels_in_state(state)? {
                if sections.iter().any(|section| section.document == row.document) {
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}
