//! Pieces of attachments on their way: what a bundle brings of them, what it tells, and what is pending. Each is held against its
//! hash, so that they come in any order, from whomever, and a transfer that was cut off goes on where it stopped.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::id::{AttachmentId, DeviceId, DocumentId, FeedId};
use kith_sync::{PieceAddress, PiecesHeld, Tip, piece_address};
use kith_vault::{AttachmentElsewhere, EntryQuery, Read, Write};

use crate::attachments::Attached;
use crate::entries::ReadEntry;
use crate::error::KithError;
use crate::session::Session;

/// How many bytes of pieces go into one bundle: what a share sheet carries without complaint.
const BUNDLE_BYTES: usize = 24 * 1024 * 1024;

/// How much each device holds of the attachments of each section, as it said.
pub(crate) type Said = BTreeMap<DocumentId, BTreeMap<AttachmentId, PiecesHeld>>;

/// What goes into a bundle of pieces, and how many do not.
#[derive(Default)]
pub(crate) struct Chosen {
    pub(crate) pieces: Vec<Vec<u8>>,
    /// How much is held here of those of which that is news.
    pub(crate) held: Said,
    pub(crate) left_for_later: u32,
    pub(crate) damaged: u32,
}

/// Every attachment that the vault knows of, the oldest first: those too that this member is not shown, since others want them.
pub(crate) fn known(read: &Read<'_>) -> Result<Vec<Attached>, KithError> {
    let rows = read.entries(&EntryQuery { kinds: &["attachment"], ..EntryQuery::default() })?;
    Ok(rows.iter().filter_map(|row| Attached::of(&ReadEntry::of(row).ok()?)).collect())
}

impl Session {
    /// What a bundle for these devices carries of the attachments of these sections: the pieces that not all of the devices
    /// have proved to hold, all small pictures first, then the oldest attachment first.
    pub(crate) fn pieces_for(
        &self,
        documents: &BTreeSet<DocumentId>,
        devices: &BTreeSet<DeviceId>,
    ) -> Result<Chosen, KithError> {
        let read = self.vault.read();
        let mut all = known(&read)?;
        all.retain(|one| documents.contains(&one.document));
        let mut chosen = Chosen { held: held_to_tell(&read, &all, devices)?, ..Chosen::default() };
        let mut room = BUNDLE_BYTES;
        for address in unproved(&read, &all, devices)? {
            let Some(piece) = read.piece(&address)? else { continue };
            if piece_address(&piece) != address {
                chosen.damaged = chosen.damaged.saturating_add(1);
                continue;
            }
            match room.checked_sub(piece.len()) {
                Some(rest) => {
                    room = rest;
                    chosen.pieces.push(piece);
                }
                None => chosen.left_for_later = chosen.left_for_later.saturating_add(1),
            }
        }
        Ok(chosen)
    }

    /// How many attachments are whole here and, as far as is proved, on no other device; and of how many not all has come.
    pub(crate) fn attachments_pending(&self) -> Result<(u32, u32), KithError> {
        let read = self.vault.read();
        let (mut unproved, mut coming) = (0_u32, 0_u32);
        for one in known(&read)? {
            if one.held(&read)?.contains(&false) {
                coming = coming.saturating_add(1);
                continue;
            }
            let elsewhere = read.attachments_elsewhere(one.document)?;
            if !elsewhere.iter().any(|said| said.attachment == one.id && said.held.is_empty()) {
                unproved = unproved.saturating_add(1);
            }
        }
        Ok((unproved, coming))
    }
}

/// What is told to these devices: how much is here of what has not come whole, and of what one of them sent something of.
fn held_to_tell(read: &Read<'_>, all: &[Attached], devices: &BTreeSet<DeviceId>) -> Result<Said, KithError> {
    let mut owed: BTreeSet<(DocumentId, AttachmentId)> = BTreeSet::new();
    for device in devices {
        owed.extend(read.attachments_owed(*device)?);
    }
    let mut told = Said::new();
    for one in all {
        let held = one.held(read)?;
        if owed.contains(&(one.document, one.id)) || held.contains(&false) {
            told.entry(one.document).or_default().insert(one.id, PiecesHeld::of(&held));
        }
    }
    Ok(told)
}

/// The pieces that not all of these devices have proved to hold, each once, in the order in which they are sent.
fn unproved(
    read: &Read<'_>,
    all: &[Attached],
    devices: &BTreeSet<DeviceId>,
) -> Result<Vec<PieceAddress>, KithError> {
    let mut elsewhere: BTreeMap<(DeviceId, AttachmentId), PiecesHeld> = BTreeMap::new();
    for document in all.iter().map(|one| one.document).collect::<BTreeSet<_>>() {
        for said in read.attachments_elsewhere(document)? {
            elsewhere.insert((said.device, said.attachment), PiecesHeld::from_bytes(said.held));
        }
    }
    let mut wanted: BTreeSet<(usize, bool, usize, usize, PieceAddress)> = BTreeSet::new();
    for (order, one) in all.iter().enumerate() {
        for (place, address) in one.addresses().enumerate() {
            let has =
                |device: &DeviceId| elsewhere.get(&(*device, one.id)).is_some_and(|held| held.has(place));
            // What fewest of them have comes first, so that one that never answers holds up nothing for the others.
            let holders = devices.iter().filter(|device| has(device)).count();
            if holders < devices.len() {
                wanted.insert((holders, !one.is_thumbnail(address), order, place, *address));
            }
        }
    }
    Ok(wanted.into_iter().map(|(.., address)| address).collect())
}

/// Forgets what a device said of the attachments of a section where it now holds less of it than it proved before: it was put
/// back, and what it had may be gone. What it still has it says again, or is sent again.
pub(crate) fn forget_put_back(
    tx: &mut Write<'_>,
    device: DeviceId,
    heads: &BTreeMap<DocumentId, BTreeMap<FeedId, Vec<Tip>>>,
    names_all: bool,
) -> Result<(), KithError> {
    let mut receipts = tx.receipts()?;
    receipts.retain(|one| one.device == device);
    for one in receipts.iter().filter(|one| names_all && !heads.contains_key(&one.document)) {
        tx.forget_attachments_elsewhere(device, one.document)?;
    }
    for (document, feeds) in heads {
        let mut before = receipts.iter().filter(|one| one.document == *document);
        let reaches = |feed: &FeedId| {
            let tips = feeds.get(feed).into_iter().flatten();
            tips.map(|tip| tip.sequence).max().unwrap_or(0)
        };
        if before.any(|one| reaches(&one.feed) < one.sequence) {
            tx.forget_attachments_elsewhere(device, *document)?;
        }
    }
    Ok(())
}

/// Keeps the pieces of a bundle that an attachment here is made of, and what its sender holds: what it sent, and what it says;
/// how many pieces were new. What nobody here knows of is not kept: its sender has no receipt, and sends it again.
pub(crate) fn take_in(
    tx: &mut Write<'_>,
    sender: DeviceId,
    pieces: &[Vec<u8>],
    said: &Said,
) -> Result<u32, KithError> {
    let known = if pieces.is_empty() && said.is_empty() { Vec::new() } else { known(tx)? };
    let sent: BTreeMap<PieceAddress, &Vec<u8>> =
        pieces.iter().map(|piece| (piece_address(piece), piece)).collect();
    let (mut new, mut owed) = (0_u32, BTreeSet::new());
    for one in &known {
        let of_it: Vec<bool> = one.addresses().map(|address| sent.contains_key(address)).collect();
        for (address, piece) in one.addresses().filter_map(|address| Some((address, sent.get(address)?))) {
            // One whose bytes here are no longer those of its hash is healed by one that is good.
            if tx.piece(address)?.is_some_and(|held| piece_address(&held) != *address) {
                tx.drop_piece(address)?;
            }
            new = new.saturating_add(u32::from(tx.put_piece(address, piece)?));
            owed.insert((one.document, one.id));
        }
        let says = said.get(&one.document).and_then(|all| all.get(&one.id));
        if of_it.contains(&true) || says.is_some() {
            let before = tx.attachments_elsewhere(one.document)?.into_iter();
            let before = before.filter(|held| (held.device, held.attachment) == (sender, one.id));
            let before = before.map(|held| PiecesHeld::from_bytes(held.held)).next();
            let held = |(place, sent): (usize, &bool)| {
                *sent || says.or(before.as_ref()).is_some_and(|held| held.has(place))
            };
            let held: Vec<bool> = of_it.iter().enumerate().map(held).collect();
            let held = PiecesHeld::of(&held).bytes().to_vec();
            let said = AttachmentElsewhere { device: sender, attachment: one.id, held };
            tx.put_attachment_elsewhere(one.document, &said)?;
        }
    }
    tx.owe_attachments(sender, &owed)?;
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            BTreeMap::from([(AttachmentId::from_bytes([2; 16]), PiecesHeld::default())]),
        )]);
        vault.write(|tx| take_in(tx, sender, &[], &said)).unwrap();
        assert!(vault.read().attachments_elsewhere(DocumentId::from_bytes([4; 16])).unwrap().is_empty());
    }
}
