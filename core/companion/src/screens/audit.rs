//! The audit trail of a record: every parcel in the order of its feed, whether its chain is unbroken, who made it, and
//! what it holds. A change to anything already recorded shows as a break.

use std::collections::{BTreeMap, BTreeSet};

use kith_document::{Document, Heads};
use kith_domain::entry::Entry;
use kith_domain::id::{DocumentId, FeedId};
use kith_domain::time::Timestamp;
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
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Of whose record.
    individual: String,
}

/// One parcel of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
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
    /// When what it holds was written down, by its author's clock, RFC 3339; absent where that cannot be read.
    pub recorded: Option<String>,
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
            let mut trail = session.trail(section.document, section.kind.name())?;
            let times = session.times(section.document)?;
            for item in &mut trail {
                item.recorded = times.get(&item.parcel).map(|at| at.to_rfc3339());
            }
            items.extend(trail);
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
                        (
                            "when",
                            item.recorded
                                .as_deref()
                                .map_or_else(|| "–".to_owned(), |at| session.time_text(at))
                                .into(),
                        ),
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
    pub(crate) fn trail(&self, document: DocumentId, section: &str) -> Result<Vec<AuditItem>, KithError> {
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
            let sound =
                kith_sync::parcel_id(&row.bytes) == row.id && (!applied || (admitted && payload.is_some()));
            let (entries, changes) =
                payload.as_ref().map_or((0, 0), |payload| (payload.entries.len(), payload.changes.len()));
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
                recorded: None,
                entries: u32::try_from(entries).unwrap_or(u32::MAX),
                changes: u32::try_from(changes).unwrap_or(u32::MAX),
            });
            if let (Some(parcel), true) = (parcel, applied || keeps_its_place(&row)) {
                links.add(row.feed, row.sequence, kith_sync::ciphertext_hash(&parcel));
            }
        }
        Ok(items)
    }

    /// When each parcel of a section was written, by its id: the latest time of what it was the first to hold. A parcel
    /// has no time of its own, what it holds has.
    fn times(&self, document: DocumentId) -> Result<BTreeMap<String, Timestamp>, KithError> {
        let read = self.vault.read();
        let Some(key) = read.section_key(document, 1)?.map(|key| SectionKey::from_bytes(*key)) else {
            return Ok(BTreeMap::new());
        };
        let rows = read.parcels(document)?.into_iter().filter(|row| row.state == ParcelState::Applied);
        let opened: Vec<_> = rows
            .filter_map(|row| {
                let parcel = Parcel::from_bytes(&row.bytes).ok()?;
                Some((row, kith_sync::open(&parcel, &key).ok()?))
            })
            .collect();
        let changes: Vec<kith_document::Parcel> =
            opened.iter().map(|(row, payload)| (row.feed, payload.changes.clone())).collect();
        let mut replayed = Document::new(document);
        let applied = replayed.apply_all(&changes);
        let (mut times, mut seen) = (BTreeMap::new(), BTreeSet::new());
        for ((row, payload), applied) in opened.iter().zip(applied) {
            let entries =
                payload.entries.iter().filter_map(|bytes| serde_json::from_slice::<Entry>(bytes).ok());
            let mut written: Vec<Timestamp> = entries.map(|entry| entry.recorded).collect();
            let touched = applied.map(|applied| applied.touched).unwrap_or_default();
            let heads = Heads::from(payload.heads.clone());
            for card in touched.iter().filter_map(|card| replayed.card_at(*card, &heads).ok().flatten()) {
                let facts = card.fields.values().flat_map(|register| register.all());
                let new = facts.filter(|fact| fact.feed == row.feed && seen.insert(fact.id));
                written.extend(new.map(|fact| fact.recorded));
            }
            if let Some(last) = written.into_iter().max() {
                times.insert(hex::encode(row.id), last);
            }
        }
        Ok(times)
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
