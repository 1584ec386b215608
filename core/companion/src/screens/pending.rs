//! What is pending: parcels made here that no other device has proved to hold, and parcels from others that wait or
//! were quarantined. Nothing is called synced before it was proved.

use kith_vault::ParcelState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::error::KithError;
use crate::feeds::feed_setting;
use crate::receipts::Proved;
use crate::receive::FORKED;
use crate::session::Session;

/// What is pending.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Pending {}

/// What is pending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct PendingAnswer {
    /// How many parcels made here are on no other device as far as is proved.
    pub unproved: u32,
    /// Those parcels by section.
    pub sections: Vec<PendingSection>,
    /// Parcels that wait for another.
    pub waiting: Vec<PendingParcel>,
    /// Parcels that were set aside.
    pub quarantined: Vec<PendingParcel>,
    /// Photos and recordings that no other device has proved to hold whole.
    pub attachments: u32,
    /// Photos and recordings of which not all has come.
    pub attachments_to_come: u32,
    /// How many drafts are not saved to the record.
    pub drafts: u32,
}

/// The code of a parcel that is not here, while another device says that it holds it.
pub(crate) const ELSEWHERE: &str = "known_elsewhere";

/// One section with parcels that no other device has proved to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct PendingSection {
    /// Whose record.
    pub individual: String,
    /// shared, team, concern.
    pub section: String,
    /// How many parcels made here.
    pub made: u32,
    /// How many of them at least one other device has proved to hold.
    pub proved: u32,
}

/// One parcel that is not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct PendingParcel {
    /// Its id, hexadecimal.
    pub parcel: String,
    /// Why: a stable code.
    pub code: String,
    /// Why, in words.
    pub text: String,
}

impl Screen for Pending {
    type Answer = PendingAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let sections = session.unproved_sections()?;
        let unproved_of = |section: &PendingSection| section.made.saturating_sub(section.proved);
        let unproved = sections.iter().map(unproved_of).fold(0, u32::saturating_add);
        let drafts = session.vault.read().drafts()?.len();
        let (attachments, attachments_to_come) = session.attachments_pending()?;
        let answer = PendingAnswer {
            unproved,
            sections,
            waiting: session.parcels_set_aside(ParcelState::Waiting, "waiting")?,
            quarantined: session.parcels_set_aside(ParcelState::Quarantined, "quarantine")?,
            attachments,
            attachments_to_come,
            drafts: u32::try_from(drafts).unwrap_or(u32::MAX),
        };
        let strings = &session.strings;
        let mut lines = Vec::new();
        let head = if unproved == 0 { "pending-none" } else { "pending-unproved" };
        lines.push(Line::new(
            if unproved == 0 { Mark::Plain } else { Mark::Alert },
            strings.with(head, &[("count", unproved.into())]),
        ));
        for section in answer.sections.iter().filter(|section| section.made > section.proved) {
            let name = section
                .individual
                .parse()
                .map(|individual| session.individual_name(individual))
                .unwrap_or_default();
            lines.push(Line::new(
                Mark::Quiet,
                strings.with(
                    "pending-section",
                    &[
                        ("name", name.into()),
                        ("section", strings.option("section", &section.section).into()),
                        ("count", section.made.saturating_sub(section.proved).into()),
                    ],
                ),
            ));
        }
        let aside = answer.waiting.iter().chain(&answer.quarantined);
        lines.extend(aside.map(|parcel| Line::new(Mark::Alert, parcel.text.clone()).about(&parcel.parcel)));
        let counts =
            [("pending-attachments", attachments), ("pending-attachments-to-come", attachments_to_come)];
        for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            lines.push(Line::new(Mark::Alert, strings.with(key, &[("count", count.into())])));
        }
        if drafts > 0 {
            lines.push(Line::plain(strings.with("pending-drafts", &[("count", drafts.into())])));
        }
        Ok((answer, Outline::new(strings.say("screen-pending")).block(None, lines)))
    }
}

impl Session {
    /// For each section with a feed of ours: how much was made here, and how much some other device has proved to hold.
    fn unproved_sections(&self) -> Result<Vec<PendingSection>, KithError> {
        let read = self.vault.read();
        let mut receipts = read.receipts()?;
        receipts.retain(|receipt| receipt.device != self.identity.device);
        let mut pending = Vec::new();
        for individual in read.individuals()? {
            for section in self.sections(individual)? {
                let (mut made, mut held) = (0u64, 0u64);
                let proved = Proved::of(&read, section.document, &receipts)?;
                for (feed, (sequence, _)) in read.feed_heads(section.document)? {
                    let own =
                        self.membership.feed(feed).is_some_and(|(_, device)| device == self.identity.device);
                    if !own {
                        continue;
                    }
                    let (of_feed, proved) = proved.by_any(feed, sequence);
                    made = made.saturating_add(of_feed);
                    held = held.saturating_add(proved);
                }
                if made > 0 || read.setting(&feed_setting(section.document))?.is_some() {
                    pending.push(PendingSection {
                        individual: individual.to_string(),
                        section: section.kind.name().to_owned(),
                        made: u32::try_from(made).unwrap_or(u32::MAX),
                        proved: u32::try_from(held).unwrap_or(u32::MAX),
                    });
                }
            }
        }
        Ok(pending)
    }

    /// Where a feed forks, in every section read here.
    pub(crate) fn forks(&self) -> Result<Vec<PendingParcel>, KithError> {
        let read = self.vault.read();
        let mut forks = Vec::new();
        for individual in read.individuals()? {
            for section in self.sections(individual)? {
                let noted = read.parcels_noted(section.document)?;
                let forked = noted.iter().filter(|row| row.code.as_deref() == Some(FORKED));
                forks.extend(forked.map(|row| PendingParcel {
                    parcel: hex::encode(row.id),
                    code: FORKED.to_owned(),
                    text: self.strings.option("quarantine", FORKED),
                }));
            }
        }
        Ok(forks)
    }

    /// Parcels in a state that is not applied, with the reason in words.
    pub(crate) fn parcels_set_aside(
        &self,
        state: ParcelState,
        list: &str,
    ) -> Result<Vec<PendingParcel>, KithError> {
        let read = self.vault.read();
        let rows = read.parcels_in_state(state)?.into_iter();
        let mut aside: Vec<([u8; 32], String)> =
            rows.map(|row| (row.id, row.code.unwrap_or_default())).collect();
        if state == ParcelState::Waiting {
            for individual in read.individuals()? {
                for document in self.sections_and_named(individual)? {
                    let elsewhere = read.parcels_elsewhere(document)?;
                    aside.extend(elsewhere.into_iter().map(|parcel| (parcel, ELSEWHERE.to_owned())));
                }
            }
        }
        let told = aside.into_iter().map(|(parcel, code)| {
            let text = self.strings.option(list, &code);
            PendingParcel { parcel: hex::encode(parcel), code, text }
        });
        Ok(told.collect())
    }
}
