//! The audit trail of a record: every parcel in the order of its feed, whether its chain is unbroken, who made it, and
//! what it holds. A change to anything already recorded shows as a break.

use kith_domain::id::FeedId;
use kith_sync::{Parcel, SectionKey};
use kith_vault::ParcelState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::receive::keeps_its_place;
use crate::session::Session;

/// The audit trail.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Of whose record.
    individual: String,
}

/// One parcel of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AuditItem {
    /// The parcel, hexadecimal.
    pub parcel: String,
    /// shared, team, concern.
    pub section: String,
    /// The feed it is in.
    pub feed: String,
    /// Its number in the feed, from 1.
    pub sequence: u64,
    /// Who made it.
    pub author: String,
    /// On which device.
    pub device: String,
    /// applied, waiting, quarantined.
    pub state: String,
    /// Whether bytes, signature and chain are as they were made.
    pub sound: bool,
    /// How many entries it holds.
    pub entries: u32,
    /// How many card changes it holds.
    pub changes: u32,
}

impl Screen for Audit {
    type Answer = Vec<AuditItem>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        session.individual_card(individual)?;
        let mut items = Vec::new();
        for section in session.sections(individual)? {
            items.extend(session.trail(section.document, section.kind.name())?);
        }
        let strings = &session.strings;
        let broken = items.iter().filter(|item| !item.sound).count();
        let head = if broken == 0 {
            Line::plain(strings.with("audit-sound", &[("count", items.len().into())]))
        } else {
            Line::new(Mark::Alert, strings.with("audit-broken", &[("count", broken.into())]))
        };
        let lines = items
            .iter()
            .map(|item| {
                let mark = if item.sound { Mark::Quiet } else { Mark::Alert };
                let text = strings.with(
                    "audit-line",
                    &[
                        ("author", item.author.as_str().into()),
                        ("section", strings.option("section", &item.section).into()),
                        ("number", item.sequence.into()),
                        ("entries", item.entries.into()),
                        ("changes", item.changes.into()),
                    ],
                );
                Line::new(mark, text).about(&item.parcel)
            })
            .collect();
        let outline = Outline::new(strings.say("screen-audit")).block(None, vec![head]).block(None, lines);
        Ok((items, outline))
    }
}

impl Session {
    /// Every parcel of a section in the order of its feeds, each checked anew from its bytes.
    pub(crate) fn trail(
        &self,
        document: kith_domain::id::DocumentId,
        section: &str,
    ) -> Result<Vec<AuditItem>, KithError> {
        let read = self.vault.read();
        let key = read.section_key(document, 1)?.map(|key| SectionKey::from_bytes(*key));
        let mut items = Vec::new();
        let mut links = Links::default();
        for row in read.parcels(document)? {
            let before = links.before(row.feed, row.sequence);
            let parcel = Parcel::from_bytes(&row.bytes).ok();
            let payload = match (&parcel, &key) {
                (Some(parcel), Some(key)) => kith_sync::open(parcel, key).ok(),
                _ => None,
            };
            let admitted = parcel.as_ref().is_some_and(|parcel| {
                matches!(
                    kith_sync::admit(parcel, &self.membership, &before),
                    kith_sync::Admission::Admitted { .. }
                )
            });
            let applied = row.state == ParcelState::Applied;
            let sound = kith_sync::parcel_id(&row.bytes) == row.id
                && (!applied || (admitted && payload.is_some()));
            let (entries, changes) = payload
                .as_ref()
                .map_or((0, 0), |payload| (payload.entries.len(), payload.changes.len()));
            let device = self.membership.feed(row.feed).map(|(_, device)| device.to_string());
            items.push(AuditItem {
                parcel: hex::encode(row.id),
                section: section.to_owned(),
                feed: row.feed.to_string(),
                sequence: row.sequence,
                author: self.author_name(row.feed),
                device: device.unwrap_or_default(),
                state: row.state.name().to_owned(),
                sound,
                entries: u32::try_from(entries).unwrap_or(u32::MAX),
                changes: u32::try_from(changes).unwrap_or(u32::MAX),
            });
            if let (Some(parcel), true) = (parcel, applied || keeps_its_place(&row)) {
                links.add(row.feed, row.sequence, kith_sync::ciphertext_hash(&parcel));
            }
        }
        Ok(items)
    }
}

/// The hashes of the last two numbers of a feed, as the trail goes along it: two of one number where it has forked.
#[derive(Default)]
struct Links(Vec<(FeedId, u64, [u8; 32])>);

impl Links {
    fn before(&mut self, feed: FeedId, sequence: u64) -> Vec<[u8; 32]> {
        self.0.retain(|(of, number, _)| *of == feed && number.saturating_add(1) >= sequence);
        self.0.iter().filter(|(_, number, _)| *number < sequence).map(|(_, _, hash)| *hash).collect()
    }

    fn add(&mut self, feed: FeedId, sequence: u64, hash: [u8; 32]) {
        self.0.push((feed, sequence, hash));
    }
}
