//! Attachments: photos and recordings that belong to an entry or to somebody on the map. An entry says that there is one, what
//! opens it and which sealed pieces it is made of; it travels with the words and is small. What has not come of the pieces is
//! told, and never waited for; how they travel is in [`crate::pieces`].
//!
//! An attachment is known by what it is made of: two that came under one entry are both here, and each is given out.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::entries::{Attachment, EntryBody};
use kith_domain::id::{AttachmentId, CardId, DocumentId, EntryId, IndividualId};
use kith_domain::lists::AttachmentKind;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_sync::{AttachmentKey, PIECE_BYTES, PieceAddress, attachment_id};
use kith_vault::{EntryQuery, Read};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::arguments::parse_id;
use crate::clock::CLOCKS_APART;
use crate::entries::ReadEntry;
use crate::error::KithError;
use crate::session::Session;
use crate::strings::Strings;

/// The longest attachment, in bytes: half an hour of speech, or a photo of 40 megapixels, several times over.
pub(crate) const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The longest small picture of a photo, in bytes: it is sent before any whole one.
pub(crate) const THUMBNAIL_BYTES: usize = 64 * 1024;
/// So many bytes are read at one go at most.
const READ_BYTES: u64 = 1024 * 1024;
/// How long a piece may be: shorter ones would be more than a phone can keep count of.
const PIECE_LENGTHS: std::ops::RangeInclusive<u64> = 64 * 1024..=READ_BYTES;
/// The place of a small picture among the pieces: the content follows it.
pub(crate) const THUMBNAIL: u32 = 0;

/// What opens an attachment and which pieces it is made of: part of its entry's body, and shown to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sealed {
    /// Its key, hexadecimal.
    pub(crate) key: String,
    /// How many bytes each piece holds but the last.
    pub(crate) piece_length: u64,
    /// The pieces of the content in their order, by hash, hexadecimal.
    pub(crate) pieces: Vec<String>,
    /// The piece that is a small picture of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) thumbnail: Option<String>,
}

/// An attachment, as screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct AttachmentItem {
    /// What its bytes are asked for by: the entry that tells of it, and which it is where that entry came with two.
    pub id: String,
    /// `photo` or `voice_note`.
    pub kind: String,
    /// Its media type, as `image/jpeg`.
    pub media_type: String,
    /// How long it is, in bytes.
    pub length: u64,
    /// What is to be seen or heard in it, as somebody said.
    pub says: Option<String>,
    /// Whether there is a small picture of it here.
    pub has_thumbnail: bool,
    /// Whether all of it is here.
    pub is_here: bool,
    /// How much of it is here, of 100.
    pub percent: u32,
}

impl AttachmentItem {
    /// In words: what it is, what somebody said of it, and how much is still to come.
    pub(crate) fn in_words(&self, strings: &Strings) -> String {
        let mut parts = vec![strings.option("attachment-kind", &self.kind)];
        parts.extend(self.says.clone());
        if !self.is_here {
            parts.push(strings.with("attachment-to-come", &[("percent", self.percent.into())]));
        }
        parts.join(" · ")
    }
}

/// Whether it is of a kind that may be taken in: whoever writes an entry with an app of their own can call it anything.
fn is_picture_or_sound(media_type: &str) -> bool {
    let is_vector = media_type.contains("svg");
    (media_type.starts_with("image/") && !is_vector)
        || media_type.starts_with("audio/")
        || media_type == "video/mp4"
}

/// One attachment as its entry tells of it.
#[derive(Debug, Clone)]
pub(crate) struct Attached {
    pub(crate) id: AttachmentId,
    pub(crate) document: DocumentId,
    pub(crate) kind: AttachmentKind,
    pub(crate) card: Option<CardId>,
    pub(crate) says: Option<String>,
    media_type: String,
    length: u64,
    piece_length: u64,
    key: AttachmentKey,
    thumbnail: Option<PieceAddress>,
    content: Vec<PieceAddress>,
    /// When it was taken, as far as is told, and never later than it was recorded.
    told_at: Timestamp,
    entry: EntryId,
    /// Whether its entry came twice, with other bytes.
    duplicated: bool,
}

impl Attached {
    /// What an entry tells, where it can be believed: its pieces have to be as many as its length needs.
    /// What it is made of is read as it was first recorded: no amendment makes other bytes of it. What it is of may have been said
    /// wrong, and is read as it was amended.
    pub(crate) fn of(read: &ReadEntry) -> Option<Self> {
        let EntryBody::Attachment(body) = EntryBody::parse(read.as_recorded()) else { return None };
        let Attachment { kind, media_type, length, sealed, card, text, .. } = *body;
        let (card, text) = match EntryBody::parse(&read.entry) {
            EntryBody::Attachment(now) => (now.card, now.text),
            _ => (card, text),
        };
        let sealed: Sealed = serde_json::from_value(Value::Object(sealed)).ok()?;
        let piece_length = sealed.piece_length;
        let fits = (1..=MOST_BYTES).contains(&length) && PIECE_LENGTHS.contains(&piece_length);
        let pieces = length.div_ceil(piece_length.max(1));
        if !fits || !is_picture_or_sound(&media_type) || u64::try_from(sealed.pieces.len()).ok()? != pieces {
            return None;
        }
        let thumbnail = match &sealed.thumbnail {
            Some(address) => Some(bytes_32(address)?),
            None => None,
        };
        let content: Vec<PieceAddress> =
            sealed.pieces.iter().map(|address| bytes_32(address)).collect::<Option<_>>()?;
        let key = AttachmentKey::from_bytes(bytes_32(&sealed.key)?);
        // One piece under several numbers opens under one of them alone.
        if content.iter().chain(&thumbnail).collect::<BTreeSet<_>>().len()
            != content.len().saturating_add(usize::from(thumbnail.is_some()))
        {
            return None;
        }
        Some(Self {
            id: attachment_id(&key, (length, piece_length), thumbnail.iter().chain(&content)),
            told_at: read.entry.occurred.at.min(read.entry.recorded),
            document: read.document,
            kind,
            card,
            says: text,
            media_type,
            length,
            piece_length,
            key,
            thumbnail,
            content,
            entry: read.entry.id,
            duplicated: read.duplicated,
        })
    }

    /// Its pieces, the small picture first.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &PieceAddress> {
        self.thumbnail.iter().chain(&self.content)
    }

    /// Whether this is its small picture.
    pub(crate) fn is_thumbnail(&self, address: &PieceAddress) -> bool {
        self.thumbnail.as_ref() == Some(address)
    }

    /// Which of its pieces are here.
    pub(crate) fn held(&self, read: &Read<'_>) -> Result<Vec<bool>, KithError> {
        self.addresses().map(|address| Ok(read.has_piece(address)?)).collect()
    }

    pub(crate) fn item(&self, read: &Read<'_>) -> Result<AttachmentItem, KithError> {
        let held = self.held(read)?;
        let here = held.iter().filter(|held| **held).count();
        let percent = here.saturating_mul(100).checked_div(held.len()).unwrap_or(0);
        Ok(AttachmentItem {
            id: if self.duplicated { format!("{}/{}", self.entry, self.id) } else { self.entry.to_string() },
            kind: self.kind.name().to_owned(),
            media_type: self.media_type.clone(),
            length: self.length,
            says: self.says.clone(),
            has_thumbnail: self.thumbnail.is_some() && held.first() == Some(&true),
            is_here: here == held.len(),
            percent: u32::try_from(percent).unwrap_or(100),
        })
    }

    /// A piece of it, opened; the number is that which it was sealed as.
    fn open(
        &self,
        read: &Read<'_>,
        address: &PieceAddress,
        number: u32,
    ) -> Result<Zeroizing<Vec<u8>>, KithError> {
        let sealed =
            read.piece(address)?.ok_or_else(|| KithError::invalid("attachment", "attachment_not_here"))?;
        self.key.open(number, &sealed).map_err(|_| KithError::Unreadable { code: "attachment_damaged" })
    }
}

pub(crate) fn bytes_32(hexadecimal: &str) -> Option<[u8; 32]> {
    hex::decode(hexadecimal).ok()?.try_into().ok()
}

impl Session {
    /// The attachments of a record, the oldest first.
    fn attachments(&self, individual: IndividualId) -> Result<Vec<Attached>, KithError> {
        let query = EntryQuery { kinds: &["attachment"], ..EntryQuery::of(individual) };
        Ok(self.current_entries(&query)?.iter().filter_map(Attached::of).collect())
    }

    /// What a screen shows of an attachment's entry; nothing where it is none.
    pub(crate) fn attachment_item(&self, read: &ReadEntry) -> Result<Option<AttachmentItem>, KithError> {
        Attached::of(read).map(|one| one.item(&self.vault.read())).transpose()
    }

    /// The newest photo of each card of a record that can be shown, as the sections that are asked for have it.
    pub(crate) fn photos(
        &self,
        individual: IndividualId,
        in_section: impl Fn(DocumentId) -> bool,
    ) -> Result<BTreeMap<CardId, Attached>, KithError> {
        let read = self.vault.read();
        let mut photos = Vec::new();
        for one in self.attachments(individual)? {
            // One that is on its way, or will never come, takes nobody's picture away.
            let is_here = match &one.thumbnail {
                Some(address) => read.has_piece(address)?,
                None => !one.held(&read)?.contains(&false),
            };
            if one.kind == AttachmentKind::Photo && in_section(one.document) && is_here {
                photos.push(one);
            }
        }
        // One of a clock that was far ahead is no newer than all that are still to be taken.
        let latest = self.now() + CLOCKS_APART;
        photos.sort_by_key(|one| (one.told_at <= latest, one.told_at, one.id));
        Ok(photos.into_iter().filter_map(|one| Some((one.card?, one))).collect())
    }

    /// The photos and recordings of one card, the newest first.
    pub(crate) fn attachments_of(
        &self,
        individual: IndividualId,
        card: CardId,
    ) -> Result<Vec<AttachmentItem>, KithError> {
        let (read, all) = (self.vault.read(), self.attachments(individual)?.into_iter());
        all.rev().filter(|one| one.card == Some(card)).map(|one| one.item(&read)).collect()
    }

    /// The attachment of this id, as [`AttachmentItem`] gives it. In together mode only what the individual sees is there.
    fn attachment(&self, id: &str) -> Result<Attached, KithError> {
        let (entry, which) = match id.split_once('/') {
            Some((entry, which)) => (entry, Some(parse_id::<AttachmentId>(which, "attachment")?)),
            None => (id, None),
        };
        let shared = match self.together {
            Some(individual) => Some(self.section(individual, SectionKind::Shared)?),
            None => None,
        };
        let mut found: BTreeMap<AttachmentId, Attached> = BTreeMap::new();
        let mut is_elsewhere = false;
        for row in self.vault.read().entry(parse_id(entry, "attachment")?)? {
            let Some(one) = Attached::of(&ReadEntry::of(&row)?) else { continue };
            if which.is_some_and(|which| which != one.id) || self.is_concerned_in(one.document)? {
                continue;
            }
            if shared.is_none_or(|shared| shared == one.document) {
                found.insert(one.id, one);
            } else {
                is_elsewhere = true;
            }
        }
        match (found.len(), found.into_values().next()) {
            (1, Some(one)) => Ok(one),
            (0, _) if is_elsewhere => Err(KithError::forbidden("together")),
            (0, _) => Err(KithError::unknown("attachment")),
            _ => Err(KithError::invalid("attachment", "ambiguous_id")),
        }
    }

    /// Some bytes of an attachment, from `offset` on: at most 1 MiB, and none behind its end.
    pub(crate) fn attachment_bytes(&self, id: &str, offset: u64, most: u64) -> Result<Vec<u8>, KithError> {
        let one = self.attachment(id)?;
        let read = self.vault.read();
        let end = one.length.min(offset.saturating_add(most.min(READ_BYTES)));
        let (mut at, mut bytes) = (offset, Vec::new());
        while at < end {
            let place = at
                .checked_div(one.piece_length)
                .and_then(|place| u32::try_from(place).ok())
                .unwrap_or(u32::MAX);
            let address = usize::try_from(place).ok().and_then(|place| one.content.get(place));
            let address = address.ok_or(KithError::Unreadable { code: "attachment_damaged" })?;
            let piece = one.open(&read, address, place.saturating_add(1))?;
            let start = u64::from(place).saturating_mul(one.piece_length);
            let part =
                |at: u64| usize::try_from(at.saturating_sub(start)).unwrap_or(usize::MAX).min(piece.len());
            let part = piece.get(part(at)..part(end)).unwrap_or_default();
            if part.is_empty() {
                return Err(KithError::Unreadable { code: "attachment_damaged" });
            }
            bytes.extend_from_slice(part);
            at = at.saturating_add(u64::try_from(part.len()).unwrap_or(0));
        }
        Ok(bytes)
    }

    /// The small picture of a photo; nothing where it has none.
    pub(crate) fn attachment_thumbnail(&self, id: &str) -> Result<Option<Vec<u8>>, KithError> {
        let one = self.attachment(id)?;
        let Some(address) = &one.thumbnail else { return Ok(None) };
        Ok(Some(one.open(&self.vault.read(), address, THUMBNAIL)?.to_vec()))
    }
}

/// How much goes into one piece.
pub(crate) fn piece_length() -> u64 {
    u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use kith_domain::entry::Entry;
    use kith_domain::id::{FeedId, MemberId};
    use kith_domain::time::Timestamp;
    use kith_domain::voice::Voice;
    use serde_json::json;

    use super::*;

    /// An attachment of so many pieces, as somebody's entry tells of it.
    fn told(length: u64, piece_length: u64, pieces: usize) -> ReadEntry {
        let voice = Voice::worker(MemberId::from_bytes([1; 16]));
        let sealed = json!({"key": "07".repeat(32), "piece_length": piece_length,
                            "pieces": (0..pieces).map(|n| format!("{n:064x}")).collect::<Vec<_>>()});
        let body = json!({"kind": "photo", "media_type": "image/png", "length": length, "sealed": sealed, "voice": voice});
        let at = Timestamp::parse_from_rfc3339("2026-03-02T09:00:00+00:00").unwrap();
        ReadEntry {
            entry: Entry {
                id: EntryId::from_bytes([2; 16]),
                kind: "attachment".to_owned(),
                occurred: kith_domain::time::Occurred { at, precision: Default::default() },
                recorded: at,
                body: body.as_object().unwrap().clone(),
            },
            feeds: vec![FeedId::from_bytes([3; 16])],
            document: DocumentId::from_bytes([4; 16]),
            individual: IndividualId::from_bytes([5; 16]),
            duplicated: false,
            first: None,
        }
    }

    #[test]
    fn what_an_entry_tells_is_believed_only_where_it_fits_together() {
        let rows = [
            (1, piece_length(), 1, true),
            (MOST_BYTES, piece_length(), 256, true),
            (MOST_BYTES, *PIECE_LENGTHS.start(), 1024, true),
            (1, 1, 1, false),
            (MOST_BYTES + 1, piece_length(), 257, false),
            (0, 1, 0, false),
            (10, 0, 1, false),
            (250_000, 100_000, 2, false),
            (250_000, 100_000, 4, false),
            (250_000, 100_000, 3, true),
            (10, READ_BYTES + 1, 1, false),
        ];
        for (length, piece_length, pieces, believed) in rows {
            let read = told(length, piece_length, pieces);
            assert_eq!(Attached::of(&read).is_some(), believed, "{length} {piece_length} {pieces}");
        }
    }
}
