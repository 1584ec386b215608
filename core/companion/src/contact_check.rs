//! Asking the contact check of what is held here: which rules can be read, what cannot, and what waits.

use std::collections::BTreeSet;

use chrono::DateTime;
use kith_domain::check::{Check, Question, check};
use kith_domain::id::{CardId, DocumentId, IndividualId, MemberId};
use kith_domain::lists::ContactMode;
use kith_domain::ruling::Outcome;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_sync::{Parcel, is_by_a_reader};

use crate::clock::CLOCKS_APART;
use crate::error::KithError;
use crate::receive::is_newer;
use crate::session::Session;

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
        self.check_modes(individual, people, std::slice::from_ref(mode), times)
    }

    /// The strictest answer for contact with these people in any of these ways at any of these times.
    pub(crate) fn check_modes(
        &self,
        individual: IndividualId,
        people: &[CardId],
        modes: &[ContactMode],
        times: &[Timestamp],
    ) -> Result<Check, KithError> {
        let restrictions = self.cards(individual, "restriction")?;
        let unreadable: &[SectionKind] =
            if self.reads(individual, SectionKind::Team)? { &[] } else { &[SectionKind::Team] };
        let waiting = self.waiting_in(individual)?;
        let now = self.now();
        let newest_recorded = self
            .newest_recorded(individual)?
            .filter(|(newest, _)| newest.signed_duration_since(now) > CLOCKS_APART);
        let asked = modes.iter().flat_map(|mode| times.iter().map(move |at| (mode, *at)));
        let answers = asked.map(|(mode, at)| {
            check(&Question {
                people,
                mode,
                at,
                restrictions: &restrictions,
                unreadable,
                waiting,
                newest_recorded,
                now,
            })
        });
        answers.reduce(both).ok_or(KithError::Bug { place: "a check of nothing" })
    }

    /// The newest time that bears on this record, and whose clock said so, where it is another's: of what anybody wrote in
    /// this record, and of what this device ever wrote anywhere. So another's clock that is far ahead is told of the
    /// records that they wrote in and of no other, and a clock that was set back here is told of all.
    fn newest_recorded(
        &self,
        individual: IndividualId,
    ) -> Result<Option<(Timestamp, Option<MemberId>)>, KithError> {
        let documents: BTreeSet<DocumentId> =
            self.sections(individual)?.into_iter().map(|section| section.document).collect();
        let rows = self.vault.read().newest_recorded()?;
        let here = rows.iter().filter(|row| documents.contains(&row.document));
        let own_feed = |feed| self.membership.feed(feed).is_some_and(|(_, of)| of == self.identity.device);
        let by = |feed| self.author(feed).filter(|_| !own_feed(feed));
        let said = here.map(|row| (row.recorded_ms, by(row.feed)));
        let own = self.furthest_clock_ms()?.map(|own| (own, None));
        let offset = *self.now().offset();
        Ok(said.chain(own).max().and_then(|(newest, by)| {
            Some((DateTime::from_timestamp_millis(newest)?.with_timezone(&offset), by))
        }))
    }

    /// How many parcels by readers of this record's sections wait or are quarantined, or are only known to be held by
    /// another device, as after a vault was restored. What only names a section, and that
    /// none of its readers signed, is kept and shown as pending: it may be anybody's and changes no answer.
    pub(crate) fn waiting_in(&self, individual: IndividualId) -> Result<u64, KithError> {
        let read = self.vault.read();
        let mut count = 0;
        for document in self.sections_and_named(individual)? {
            for row in read.parcels_not_applied(document)? {
                let by_reader = || {
                    Parcel::from_bytes(&row.bytes)
                        .is_ok_and(|parcel| is_by_a_reader(&parcel, &self.membership))
                };
                if by_reader() || is_newer(&row) {
                    count += 1;
                }
            }
            count += u64::try_from(read.parcels_elsewhere(document)?.len()).unwrap_or(u64::MAX);
        }
        Ok(count)
    }
}
