//! Asking the contact check of what is held here: which rules can be read, what cannot, and what waits.

use chrono::DateTime;
use kith_domain::check::{Check, Question, check};
use kith_domain::id::{CardId, IndividualId, MemberId};
use kith_domain::lists::ContactMode;
use kith_domain::restriction::Reading;
use kith_domain::ruling::Outcome;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_sync::{Parcel, is_by_a_reader};

use crate::clock::CLOCKS_APART;
use crate::error::KithError;
use crate::plans::HeldPlan;
use crate::receive::is_newer;
use crate::session::Session;
use crate::view::View;

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

/// What bears on contact in one record, read once for however many questions are asked of it.
pub(crate) struct KnownRules {
    restrictions: Vec<Reading>,
    unreadable: &'static [SectionKind],
    waiting: u64,
    newest_recorded: Option<(Timestamp, Option<MemberId>)>,
    now: Timestamp,
}

impl KnownRules {
    /// The strictest answer for contact with these people in any of these ways at any of these times.
    pub(crate) fn check(
        &self,
        people: &[CardId],
        modes: &[ContactMode],
        times: &[Timestamp],
    ) -> Result<Check, KithError> {
        let asked = modes.iter().flat_map(|mode| times.iter().map(move |at| (mode, *at)));
        let answers = asked.map(|(mode, at)| {
            check(&Question {
                people,
                mode,
                at,
                restrictions: &self.restrictions,
                unreadable: self.unreadable,
                waiting: self.waiting,
                newest_recorded: self.newest_recorded,
                now: self.now,
            })
        });
        answers.reduce(both).ok_or(KithError::Bug { place: "a check of nothing" })
    }

    /// The check of a planned contact at these times, the strictest of all ways that were said at once; none where there
    /// is nothing to ask about.
    pub(crate) fn check_plan(
        &self,
        held: &HeldPlan,
        times: &[Timestamp],
    ) -> Result<Option<Check>, KithError> {
        let names = View::default().names(&held.card, "mode");
        let modes: Vec<ContactMode> = names.iter().map(|name| ContactMode::from_name(name)).collect();
        if modes.is_empty() || times.is_empty() {
            return Ok(None);
        }
        Ok(Some(self.check(&held.plan.people, &modes, times)?))
    }

    /// How many parcels that may hold rules wait or are quarantined, or are only known to be elsewhere.
    pub(crate) fn waiting(&self) -> u64 {
        self.waiting
    }

    /// Whether a plan is against the rules as they are known now: refused at any time still to come.
    pub(crate) fn forbid(&self, held: &HeldPlan) -> Result<bool, KithError> {
        let check = self.check_plan(held, &held.coming)?;
        Ok(check.is_some_and(|check| check.outcome == Outcome::Refused))
    }
}

impl Session {
    /// What bears on contact in a record, as it is held here now.
    pub(crate) fn known_rules(&self, individual: IndividualId) -> Result<KnownRules, KithError> {
        let now = self.now();
        let newest = self.newest_recorded(individual)?;
        Ok(KnownRules {
            restrictions: self.cards(individual, "restriction")?.iter().map(Reading::of).collect(),
            unreadable: if self.reads(individual, SectionKind::Team)? { &[] } else { &[SectionKind::Team] },
            waiting: self.waiting_in(individual)?,
            newest_recorded: newest.filter(|(newest, _)| newest.signed_duration_since(now) > CLOCKS_APART),
            now,
        })
    }

    /// The newest time that bears on this record, and whose clock said so, where it is another's: of what anybody wrote in
    /// this record, and of what this device ever wrote anywhere. So another's clock that is far ahead is told of the
    /// records that they wrote in and of no other, and a clock that was set back here is told of all.
    fn newest_recorded(
        &self,
        individual: IndividualId,
    ) -> Result<Option<(Timestamp, Option<MemberId>)>, KithError> {
        let read = self.vault.read();
        let mut rows = Vec::new();
        for section in self.sections(individual)? {
            rows.extend(read.newest_recorded(section.document)?);
        }
        let own_feed = |feed| self.membership.feed(feed).is_some_and(|(_, of)| of == self.identity.device);
        let by = |feed| self.author(feed).filter(|_| !own_feed(feed));
        let said = rows.iter().map(|row| (row.recorded_ms, by(row.feed)));
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
