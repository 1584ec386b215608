//! Receipts: what other devices have proved to hold, and what this one can prove. A device proves a parcel, and with it
//! everything before it in its feed, by naming it in a bundle that it signed. A number alone would prove nothing where a
//! feed has forked, since it fits two parcels.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::id::{DeviceId, DocumentId, FeedId};
use kith_sync::{Parcel, Tip};
use kith_vault::{ParcelRow, ParcelState, Read, Receipt, Write};

use crate::error::KithError;
use crate::receive::FORKED;

/// So many parcels of one section that are not here a device is remembered to have named, when it no longer names them.
const REMEMBERED: u32 = 64;

/// What other devices have proved to hold of one section.
pub(crate) struct Proved {
    /// Feeds of which no second branch is here: up to which number.
    reached: BTreeMap<FeedId, BTreeMap<DeviceId, u64>>,
    /// Feeds that have forked, or may have: which parcels.
    branches: BTreeMap<FeedId, Branches>,
}

/// A feed that has forked.
struct Branches {
    /// How many parcels all branches have together.
    length: usize,
    held: BTreeMap<DeviceId, BTreeSet<[u8; 32]>>,
}

impl Proved {
    /// What these receipts prove of a section. One that names a parcel which is not applied here proves nothing yet: it
    /// cannot be told what comes before it.
    pub(crate) fn of(read: &Read<'_>, document: DocumentId, receipts: &[Receipt]) -> Result<Self, KithError> {
        let mut proved = Self { reached: BTreeMap::new(), branches: BTreeMap::new() };
        let receipts: Vec<&Receipt> = receipts.iter().filter(|receipt| receipt.sequence > 0).collect();
        let mut forked = forked_feeds(read, document)?;
        // What waits below a feed's head may be of a branch whose beginning has not come: no number proves it.
        let waiting = read.parcels_in_state(ParcelState::Waiting)?;
        forked.extend(waiting.iter().filter(|row| row.document == document).map(|row| row.feed));
        for feed in forked {
            let chain = Chain::of(read, document, feed)?;
            let mut held: BTreeMap<DeviceId, BTreeSet<[u8; 32]>> = BTreeMap::new();
            for receipt in receipts.iter().filter(|receipt| receipt.feed == feed) {
                held.entry(receipt.device).or_default().extend(chain.up_to(receipt.parcel));
            }
            proved.branches.insert(feed, Branches { length: chain.links.len(), held });
        }
        for receipt in receipts.iter().filter(|receipt| receipt.document == document) {
            if proved.branches.contains_key(&receipt.feed) {
                continue;
            }
            let here = read.parcel(&receipt.parcel)?;
            if here.is_some_and(|row| row.state == ParcelState::Applied && row.feed == receipt.feed) {
                let reached = proved.reached.entry(receipt.feed).or_default();
                let known = reached.entry(receipt.device).or_default();
                *known = (*known).max(receipt.sequence);
            }
        }
        Ok(proved)
    }

    /// Whether a device has proved to hold a parcel.
    pub(crate) fn holds(&self, device: DeviceId, row: &ParcelRow) -> bool {
        match self.branches.get(&row.feed) {
            Some(branches) => branches.held.get(&device).is_some_and(|held| held.contains(&row.id)),
            None => self.reached_by(device, row.feed) >= row.sequence,
        }
    }

    /// Up to which number of a feed each of these devices holds everything, whatever the branch; 0 for nothing.
    pub(crate) fn all_hold(&self, devices: &BTreeSet<DeviceId>, feed: FeedId) -> u64 {
        if self.branches.contains_key(&feed) {
            return 0;
        }
        devices.iter().map(|device| self.reached_by(*device, feed)).min().unwrap_or(0)
    }

    /// Of a feed that reaches this number: how many parcels it has, and how many of them some device has proved to hold.
    pub(crate) fn by_any(&self, feed: FeedId, number: u64) -> (u64, u64) {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        match self.branches.get(&feed) {
            Some(branches) => {
                let held: BTreeSet<&[u8; 32]> = branches.held.values().flatten().collect();
                (count(branches.length), count(held.len()))
            }
            None => {
                let best = self.reached.get(&feed).and_then(|by| by.values().max());
                (number, best.copied().unwrap_or(0).min(number))
            }
        }
    }

    fn reached_by(&self, device: DeviceId, feed: FeedId) -> u64 {
        self.reached.get(&feed).and_then(|by| by.get(&device)).copied().unwrap_or(0)
    }
}

/// What this device holds of a section: the last applied parcel of each feed, and of each branch where it has forked.
pub(crate) fn tips(read: &Read<'_>, document: DocumentId) -> Result<BTreeMap<FeedId, Vec<Tip>>, KithError> {
    let mut tips = BTreeMap::new();
    let forked = forked_feeds(read, document)?;
    for (feed, (sequence, parcel)) in read.feed_heads(document)? {
        let of_feed = if forked.contains(&feed) {
            Chain::of(read, document, feed)?.tips()
        } else {
            vec![Tip { sequence, parcel }]
        };
        tips.insert(feed, of_feed);
    }
    Ok(tips)
}

/// Keeps what another device says that it holds, in place of what it said before: it may have been restored and hold less
/// than it once did, and sending something twice costs nothing. Where it `names_all`, nothing
/// proves any more that it holds anything of a section that it does not name.
pub(crate) fn note(
    tx: &mut Write<'_>,
    device: DeviceId,
    said: &BTreeMap<DocumentId, BTreeMap<FeedId, Vec<Tip>>>,
    names_all: bool,
) -> Result<(), KithError> {
    let before = tx.receipts()?.into_iter().filter(|receipt| receipt.device == device);
    let before: BTreeSet<DocumentId> = before.map(|receipt| receipt.document).collect();
    for document in before.into_iter().filter(|document| names_all || said.contains_key(document)) {
        tx.clear_receipts(device, document, REMEMBERED)?;
    }
    for (document, feeds) in said {
        for (feed, tips) in feeds {
            for Tip { sequence, parcel } in tips {
                let (document, feed) = (*document, *feed);
                tx.put_receipt(&Receipt { device, document, feed, sequence: *sequence, parcel: *parcel })?;
            }
        }
    }
    Ok(())
}

fn forked_feeds(read: &Read<'_>, document: DocumentId) -> Result<BTreeSet<FeedId>, KithError> {
    let noted = read.parcels_noted(document)?;
    Ok(noted.iter().filter(|row| row.code.as_deref() == Some(FORKED)).map(|row| row.feed).collect())
}

/// The applied parcels of a feed that has forked, each with the one before it.
struct Chain {
    by_hash: BTreeMap<[u8; 32], [u8; 32]>,
    links: BTreeMap<[u8; 32], (u64, [u8; 32])>,
}

impl Chain {
    fn of(read: &Read<'_>, document: DocumentId, feed: FeedId) -> Result<Self, KithError> {
        let mut chain = Self { by_hash: BTreeMap::new(), links: BTreeMap::new() };
        for row in read.parcels_after(document, feed, 0)? {
            if let (ParcelState::Applied, Ok(parcel)) = (row.state, Parcel::from_bytes(&row.bytes)) {
                chain.by_hash.insert(kith_sync::ciphertext_hash(&parcel), row.id);
                chain.links.insert(row.id, (row.sequence, parcel.header.previous));
            }
        }
        Ok(chain)
    }

    fn up_to(&self, tip: [u8; 32]) -> BTreeSet<[u8; 32]> {
        let mut held = BTreeSet::new();
        let mut next = Some(tip);
        while let Some((id, (_, previous))) = next.and_then(|id| Some((id, self.links.get(&id)?))) {
            held.insert(id);
            next = self.by_hash.get(previous).copied();
        }
        held
    }

    fn tips(&self) -> Vec<Tip> {
        let followed: BTreeSet<&[u8; 32]> =
            self.links.values().filter_map(|(_, previous)| self.by_hash.get(previous)).collect();
        let last = self.links.iter().filter(|(id, _)| !followed.contains(id));
        last.map(|(parcel, (sequence, _))| Tip { sequence: *sequence, parcel: *parcel }).collect()
    }
}

#[cfg(test)]
mod tests {
    use kith_sync::{DeviceKeys, Payload, Place, SectionKey};
    use kith_vault::Vault;
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    fn document() -> DocumentId {
        DocumentId::from_bytes([1; 16])
    }

    fn feed() -> FeedId {
        FeedId::from_bytes([2; 16])
    }

    fn parcel(after: Option<&ParcelRow>, note: u8, state: ParcelState) -> ParcelRow {
        let mut rng = ChaCha20Rng::from_seed([note; 32]);
        let (keys, key) = (DeviceKeys::generate(&mut rng), SectionKey::generate(&mut rng));
        let before = after.map(|row| Parcel::from_bytes(&row.bytes).unwrap());
        let sequence = after.map_or(1, |row| row.sequence + 1);
        let previous = before.as_ref().map_or([0; 32], kith_sync::ciphertext_hash);
        let place = Place { document: document(), feed: feed(), sequence, previous, epoch: 1 };
        let bytes = kith_sync::seal(&Payload::default(), place, &key, &keys, &mut rng).unwrap().to_bytes();
        let (id, code) = (kith_sync::parcel_id(&bytes), None);
        ParcelRow { id, document: document(), feed: feed(), sequence, bytes, state, code }
    }

    #[test]
    fn a_number_proves_nothing_of_a_branch_that_waits_for_its_beginning() {
        let first = parcel(None, 1, ParcelState::Applied);
        let second = parcel(Some(&first), 2, ParcelState::Applied);
        let third = parcel(Some(&second), 3, ParcelState::Applied);
        // Of the other branch its second parcel is not here: what follows on it waits.
        let other = parcel(Some(&first), 4, ParcelState::Waiting);
        let waiting = parcel(Some(&other), 5, ParcelState::Waiting);
        let (known, unknown) = (DeviceId::from_bytes([3; 16]), DeviceId::from_bytes([4; 16]));
        let receipt = |device, row: &ParcelRow| Receipt {
            device,
            document: document(),
            feed: feed(),
            sequence: row.sequence,
            parcel: row.id,
        };
        let receipts = [receipt(known, &third), receipt(unknown, &other)];
        let mut vault = Vault::scratch().unwrap();
        let proved = |vault: &Vault| Proved::of(&vault.read(), document(), &receipts).unwrap();
        vault
            .write(|tx| {
                [&first, &second, &third].into_iter().try_for_each(|row| tx.insert_parcel(row).map(drop))
            })
            .unwrap();
        assert_eq!(proved(&vault).all_hold(&BTreeSet::from([known]), feed()), 3);
        assert_eq!(
            proved(&vault).all_hold(&BTreeSet::from([unknown]), feed()),
            0,
            "it names what is not here"
        );
        vault.write(|tx| tx.insert_parcel(&waiting)).unwrap();
        let proved = proved(&vault);
        assert!(proved.holds(known, &third) && proved.holds(known, &first));
        assert!(!proved.holds(known, &waiting), "the third of one branch is not the third of the other");
        assert_eq!(
            proved.all_hold(&BTreeSet::from([known]), feed()),
            0,
            "so that it is looked at one by one"
        );
        assert_eq!(proved.by_any(feed(), 3), (3, 3));
    }
}
