//! Attachments: photos and recordings that belong to an entry or to somebody on the map. An entry says that there is one, what
//! opens it and which sealed pieces it is made of; it travels with the words and is small. The pieces lie beside the record, come
//! when there is room, in any order, and each is held against its hash. What has not come is told, and never waited for.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::entries::{Attachment, EntryBody};
use kith_domain::id::{CardId, DeviceId, DocumentId, EntryId, IndividualId};
use kith_domain::lists::AttachmentKind;
use kith_domain::section::SectionKind;
use kith_sync::{AttachmentKey, PIECE_BYTES, PieceAddress, PiecesHeld, piece_address};
use kith_vault::{AttachmentElsewhere, EntryQuery, Read, Write};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::arguments::parse_id;
use crate::entries::ReadEntry;
use crate::error::KithError;
use crate::session::Session;
use crate::strings::Strings;

/// The longest attachment, in bytes: half an hour of speech, or a photo of 40 megapixels, several times over.
pub(crate) const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The longest small picture of a photo, in bytes: it is sent before any whole one.
pub(crate) const THUMBNAIL_BYTES: usize = 64 * 1024;
/// How many bytes of pieces go into one bundle: what a share sheet carries without complaint.
const BUNDLE_BYTES: usize = 24 * 1024 * 1024;
/// So many bytes are read at one go at most.
const READ_BYTES: u64 = 1024 * 1024;
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
    /// The entry that tells of it: what its bytes are asked for by.
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

/// One attachment as its entry tells of it.
#[derive(Debug, Clone)]
pub(crate) struct Attached {
    pub(crate) entry: EntryId,
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
}

impl Attached {
    /// What an entry tells, where it can be believed: its pieces have to be as many as its length needs.
    fn of(read: &ReadEntry) -> Option<Self> {
        let EntryBody::Attachment(body) = EntryBody::parse(&read.entry) else { return None };
        let Attachment { kind, media_type, length, sealed, card, text, .. } = *body;
        let sealed: Sealed = serde_json::from_value(Value::Object(sealed)).ok()?;
        let piece_length = sealed.piece_length;
        let fits = (1..=MOST_BYTES).contains(&length) && (1..=READ_BYTES).contains(&piece_length);
        let pieces = length.div_ceil(piece_length.max(1));
        if !fits || u64::try_from(sealed.pieces.len()).ok()? != pieces {
            return None;
        }
        Some(Self {
            entry: read.entry.id,
            document: read.document,
            kind,
            card,
            says: text,
            media_type,
            length,
            piece_length,
            key: AttachmentKey::from_bytes(bytes_32(&sealed.key)?),
            thumbnail: match &sealed.thumbnail {
                Some(address) => Some(bytes_32(address)?),
                None => None,
            },
            content: sealed.pieces.iter().map(|address| bytes_32(address)).collect::<Option<_>>()?,
        })
    }

    /// Its pieces, the small picture first.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &PieceAddress> {
        self.thumbnail.iter().chain(&self.content)
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
            id: self.entry.to_string(),
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

/// The attachments among entries, in their order: as first recorded, since no amendment makes other bytes of them. An entry
/// that came twice with other bytes is none.
fn attached(entries: &[ReadEntry]) -> impl Iterator<Item = Attached> {
    entries.iter().filter(|read| !read.duplicated).filter_map(Attached::of)
}

impl Session {
    /// The attachments of one record or of all, the oldest first.
    pub(crate) fn attachments(&self, individual: Option<IndividualId>) -> Result<Vec<Attached>, KithError> {
        let query = EntryQuery { individual, kinds: &["attachment"], ..EntryQuery::default() };
        Ok(attached(&self.entries(&query)?).collect())
    }

    /// What a screen shows of an attachment's entry; nothing where it is none.
    pub(crate) fn attachment_item(&self, read: &ReadEntry) -> Result<Option<AttachmentItem>, KithError> {
        attached(std::slice::from_ref(read)).next().map(|one| one.item(&self.vault.read())).transpose()
    }

    /// The newest photo of each card of a record that can be shown small, as the sections that are asked for have it.
    pub(crate) fn photos(
        &self,
        individual: IndividualId,
        in_section: impl Fn(DocumentId) -> bool,
    ) -> Result<BTreeMap<CardId, Attached>, KithError> {
        let all = self.attachments(Some(individual))?.into_iter();
        let photos = all.filter(|one| one.kind == AttachmentKind::Photo && in_section(one.document));
        Ok(photos.filter_map(|one| Some((one.card?, one))).collect())
    }

    /// The photos and recordings of one card, the newest first.
    pub(crate) fn attachments_of(
        &self,
        individual: IndividualId,
        card: CardId,
    ) -> Result<Vec<AttachmentItem>, KithError> {
        let (read, all) = (self.vault.read(), self.attachments(Some(individual))?.into_iter());
        all.rev().filter(|one| one.card == Some(card)).map(|one| one.item(&read)).collect()
    }

    /// The attachment that an entry tells of. In together mode only what the individual sees is there.
    fn attachment(&self, id: &str) -> Result<Attached, KithError> {
        let id: EntryId = parse_id(id, "attachment")?;
        let unknown = || KithError::unknown("attachment");
        let one = attached(&[self.entry(id).map_err(|_| unknown())?]).next().ok_or_else(unknown)?;
        match self.together {
            Some(individual) if self.section(individual, SectionKind::Shared)? != one.document => {
                Err(KithError::forbidden("together"))
            }
            _ => Ok(one),
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

    /// The pieces for a bundle that not all of these devices have proved to hold: all small pictures first, then the oldest
    /// attachment first; and how many pieces there is no room for.
    pub(crate) fn unproved_pieces(
        &self,
        documents: &BTreeSet<DocumentId>,
        devices: &BTreeSet<DeviceId>,
    ) -> Result<(Vec<Vec<u8>>, u32), KithError> {
        let read = self.vault.read();
        let mut elsewhere: BTreeMap<(DeviceId, EntryId), PiecesHeld> = BTreeMap::new();
        for document in documents {
            for said in read.attachments_elsewhere(*document)? {
                elsewhere.insert((said.device, said.entry), PiecesHeld::from_bytes(said.held));
            }
        }
        let mut wanted: BTreeSet<(bool, usize, usize, PieceAddress)> = BTreeSet::new();
        let all = self.attachments(None)?;
        for (order, one) in all.iter().enumerate().filter(|(_, one)| documents.contains(&one.document)) {
            for (place, address) in one.addresses().enumerate() {
                let has = |device: &DeviceId| {
                    elsewhere.get(&(*device, one.entry)).is_some_and(|held| held.has(place))
                };
                if !devices.iter().all(has) {
                    wanted.insert((one.thumbnail.as_ref() != Some(address), order, place, *address));
                }
            }
        }
        let (mut pieces, mut room, mut left) = (Vec::new(), BUNDLE_BYTES, 0_u32);
        for (.., address) in wanted {
            let Some(piece) = read.piece(&address)? else { continue };
            match room.checked_sub(piece.len()) {
                Some(rest) => {
                    room = rest;
                    pieces.push(piece);
                }
                None => left = left.saturating_add(1),
            }
        }
        Ok((pieces, left))
    }

    /// What a bundle for these devices tells of the attachments here: of those that have not come whole, and of those that
    /// one of the devices sent something of.
    pub(crate) fn attachments_to_tell(
        &self,
        documents: &BTreeSet<DocumentId>,
        devices: &BTreeSet<DeviceId>,
    ) -> Result<BTreeMap<DocumentId, BTreeMap<EntryId, PiecesHeld>>, KithError> {
        let read = self.vault.read();
        let mut owed: BTreeSet<(DocumentId, EntryId)> = BTreeSet::new();
        for device in devices {
            owed.extend(read.attachments_owed(*device)?);
        }
        let mut told: BTreeMap<DocumentId, BTreeMap<EntryId, PiecesHeld>> = BTreeMap::new();
        for one in self.attachments(None)?.iter().filter(|one| documents.contains(&one.document)) {
            let held = one.held(&read)?;
            if owed.contains(&(one.document, one.entry)) || held.iter().any(|held| !held) {
                told.entry(one.document).or_default().insert(one.entry, PiecesHeld::of(&held));
            }
        }
        Ok(told)
    }

    /// How many attachments that were recorded here no other device has proved to hold whole, and how many that others
    /// recorded have not come whole.
    pub(crate) fn attachments_pending(&self) -> Result<(u32, u32), KithError> {
        let read = self.vault.read();
        let (mut unproved, mut coming) = (0_u32, 0_u32);
        for one in self.attachments(None)? {
            let elsewhere = read.attachments_elsewhere(one.document)?;
            let whole = |said: &&AttachmentElsewhere| said.entry == one.entry && said.held.is_empty();
            if one.held(&read)?.contains(&false) {
                coming = coming.saturating_add(1);
            } else if elsewhere.iter().find(whole).is_none() {
                unproved = unproved.saturating_add(1);
            }
        }
        Ok((unproved, coming))
    }
}

/// The attachments that the vault knows of: as [`Session::attachments`], in the midst of writing.
fn known(tx: &Read<'_>) -> Result<Vec<Attached>, KithError> {
    let rows = tx.entries(&EntryQuery { kinds: &["attachment"], ..EntryQuery::default() })?;
    let read: Vec<ReadEntry> = rows.iter().filter_map(|row| ReadEntry::of(row).ok()).collect();
    Ok(attached(&read).collect())
}

/// Keeps the pieces of a bundle that an attachment here is made of, and what its sender holds: what it sent, and what it says;
/// how many pieces were new. What nobody here knows of is not kept: its sender has no receipt, and sends it again.
pub(crate) fn take_in(
    tx: &mut Write<'_>,
    sender: DeviceId,
    pieces: &[Vec<u8>],
    said: &BTreeMap<DocumentId, BTreeMap<EntryId, PiecesHeld>>,
) -> Result<u32, KithError> {
    let known = if pieces.is_empty() && said.is_empty() { Vec::new() } else { known(tx)? };
    let sent: BTreeMap<PieceAddress, &Vec<u8>> =
        pieces.iter().map(|piece| (piece_address(piece), piece)).collect();
    let (mut new, mut owed) = (0_u32, BTreeSet::new());
    for one in &known {
        let of_it: Vec<bool> = one.addresses().map(|address| sent.contains_key(address)).collect();
        if of_it.contains(&true) {
            owed.insert((one.document, one.entry));
            for (address, piece) in one.addresses().filter_map(|address| Some((address, sent.get(address)?)))
            {
                new = new.saturating_add(u32::from(tx.put_piece(address, piece)?));
            }
        }
        let says = said.get(&one.document).and_then(|entries| entries.get(&one.entry));
        if of_it.contains(&true) || says.is_some() {
            let before = tx.attachments_elsewhere(one.document)?.into_iter();
            let before = before.filter(|held| (held.device, held.entry) == (sender, one.entry));
            let before = before.map(|held| PiecesHeld::from_bytes(held.held)).next();
            let held = |(place, sent): (usize, &bool)| {
                *sent || says.or(before.as_ref()).is_some_and(|held| held.has(place))
            };
            let held: Vec<bool> = of_it.iter().enumerate().map(held).collect();
            let held = PiecesHeld::of(&held).bytes().to_vec();
            let said = AttachmentElsewhere { device: sender, entry: one.entry, held };
            tx.put_attachment_elsewhere(one.document, &said)?;
        }
    }
    tx.owe_attachments(sender, &owed)?;
    Ok(new)
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
            amended: false,
        }
    }

    #[test]
    fn what_an_entry_tells_is_believed_only_where_it_fits_together() {
        let rows = [
            (1, 1, 1, true),
            (MOST_BYTES, piece_length(), 256, true),
            (MOST_BYTES + 1, piece_length(), 257, false),
            (0, 1, 0, false),
            (10, 0, 1, false),
            (10, 4, 2, false),
            (10, 4, 4, false),
            (10, 4, 3, true),
            (10, READ_BYTES + 1, 1, false),
        ];
        for (length, piece_length, pieces, believed) in rows {
            let read = told(length, piece_length, pieces);
            assert_eq!(Attached::of(&read).is_some(), believed, "{length} {piece_length} {pieces}");
        }
        let twice = ReadEntry { duplicated: true, ..told(10, 4, 3) };
        assert_eq!(attached(&[twice]).count(), 0, "which of two entries of one id is right is not known");
    }

    #[test]
    fn a_piece_that_nothing_here_is_made_of_is_not_kept_and_its_sender_is_not_owed() {
        let mut vault = kith_vault::Vault::scratch().unwrap();
        let sender = DeviceId::from_bytes([9; 16]);
        let pieces = vec![vec![1; 100]];
        let taken = vault.write(|tx| take_in(tx, sender, &pieces, &BTreeMap::new())).unwrap();
        assert_eq!(taken, 0);
        assert!(!vault.read().has_piece(&piece_address(&pieces[0])).unwrap());
        assert!(vault.read().attachments_owed(sender).unwrap().is_empty());
        // Nor is what somebody says of attachments that are not here.
        let said = BTreeMap::from([(
            DocumentId::from_bytes([4; 16]),
            BTreeMap::from([(EntryId::from_bytes([2; 16]), PiecesHeld::default())]),
        )]);
        vault.write(|tx| take_in(tx, sender, &[], &said)).unwrap();
        assert!(vault.read().attachments_elsewhere(DocumentId::from_bytes([4; 16])).unwrap().is_empty());
    }
}
