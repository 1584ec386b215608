//! Who makes a change, in the library's terms: an actor is a feed's id followed by a digest of the one change that it makes.
//!
//! The library tells operations apart by actor and number, and takes whichever of two changes with one actor and number
//! comes first. Were actors free to choose, somebody with an app of their own could send two such changes to two people, and
//! what the one holds could never reach the other. As it is, an actor fits one change, and everybody refuses any other.

use automerge::{ActorId, Change};
use kith_domain::id::FeedId;
use sha2::{Digest, Sha256};

use crate::apply::guarded;
use crate::error::ApplyError;

const PURPOSE: &[u8] = b"kith change 1\0";
/// To find two changes with one digest takes about 2⁶⁴ tries.
const DIGEST_BYTES: usize = 16;
const FEED_BYTES: usize = 16;
/// Where a chunk's length begins: after its mark, its checksum and its type.
const LENGTH_AT: usize = 9;
const CHECKSUM: std::ops::Range<usize> = 4..8;
/// What the checksum covers begins with the type.
const CHECKED_FROM: usize = 8;
const HASH_BYTES: usize = 32;

/// The feed an actor speaks for.
pub(crate) fn feed_of(actor: &ActorId) -> Option<FeedId> {
    actor.to_bytes().first_chunk().map(|bytes| FeedId::from_bytes(*bytes))
}

/// The actor of a change that is still being written: its digest is all zeros.
pub(crate) fn unsigned(feed: FeedId) -> ActorId {
    ActorId::from([feed.to_bytes().as_slice(), &[0; DIGEST_BYTES]].concat())
}

/// The change with its own actor, of one that was written by [`unsigned`].
pub(crate) fn sign(unsigned: &Change) -> Result<Change, ApplyError> {
    let signed = own(unsigned.raw_bytes()).ok_or(ApplyError::Malformed)?;
    guarded(|| Change::try_from(signed.as_slice()).ok())
}

/// The bytes of a change under the actor that is its own; `None` for what is no change with room for one.
pub fn own(change: &[u8]) -> Option<Vec<u8>> {
    let place = Place::of(change)?;
    place.put(change, &place.digest(change)?)
}

/// Whether a change in its uncompressed form is by this feed, and by the actor that is its own.
pub(crate) fn is_own(bytes: &[u8], feed: FeedId) -> bool {
    Place::of(bytes).is_some_and(|place| {
        let actor = bytes.get(place.actor..place.actor + FEED_BYTES + DIGEST_BYTES).unwrap_or_default();
        let digest = place.digest(bytes);
        actor.starts_with(&feed.to_bytes()) && digest.is_some_and(|digest| actor.ends_with(&digest))
    })
}

/// Where in a change its parts lie.
struct Place {
    /// The first byte of the content: after the chunk's header.
    content: usize,
    /// The first byte of the actor.
    actor: usize,
}

impl Place {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (_, content) = number(bytes, LENGTH_AT)?;
        let (rests_on, hashes) = number(bytes, content)?;
        let (length, actor) = number(bytes, hashes.checked_add(rests_on.checked_mul(HASH_BYTES)?)?)?;
        let end = actor.checked_add(length)?;
        (length == FEED_BYTES + DIGEST_BYTES && end <= bytes.len()).then_some(Self { content, actor })
    }

    /// The digest of the content as it is with zeros for a digest.
    fn digest(&self, bytes: &[u8]) -> Option<[u8; DIGEST_BYTES]> {
        let from = self.actor.checked_add(FEED_BYTES)?;
        let digest = Sha256::new()
            .chain_update(PURPOSE)
            .chain_update(bytes.get(self.content..from)?)
            .chain_update([0; DIGEST_BYTES])
            .chain_update(bytes.get(from.checked_add(DIGEST_BYTES)?..)?)
            .finalize();
        digest.first_chunk().copied()
    }

    fn put(&self, bytes: &[u8], digest: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = bytes.to_vec();
        let from = self.actor.checked_add(FEED_BYTES)?;
        bytes.get_mut(from..from.checked_add(DIGEST_BYTES)?)?.copy_from_slice(digest);
        let checksum = Sha256::digest(bytes.get(CHECKED_FROM..)?);
        bytes.get_mut(CHECKSUM)?.copy_from_slice(checksum.get(..CHECKSUM.len())?);
        Some(bytes)
    }
}

/// A number as a change writes it, seven bits to a byte, and where the next thing begins.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut number = 0_usize;
    for shift in [0, 7, 14, 21, 28] {
        let byte = *bytes.get(at)?;
        at = at.checked_add(1)?;
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((number, at));
        }
    }
    None
}
