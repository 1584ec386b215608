//! Asking the contact check of what is held here: which rules can be read, what cannot, and what waits.

use chrono::{DateTime, TimeDelta};
use kith_domain::card::Card;
use kith_domain::check::{Check, Question, check};
use kith_domain::id::{CardId, IndividualId};
use kith_domain::lists::ContactMode;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_vault::ParcelState;

use crate::error::KithError;
use crate::session::Session;

/// Clocks of phones differ a little: only one that is further behind is not trusted to say that a rule has ended.
const SKEW: TimeDelta = TimeDelta::minutes(10);

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
        answers
            .reduce(|a, b| if b.outcome > a.outcome { b } else { a })
            .ok_or(KithError::Bug { place: "a check of no times" })
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
