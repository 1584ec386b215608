//! Attachments: a photo or a recording is sealed piece by piece, under a key of its own, and each piece is known by the
//! hash of what was sealed. So a piece can be kept, passed on and asked for by whoever cannot open it, a transfer that was
//! cut off goes on where it stopped, and no other key of the record ever seals as much.
//!
//! What says which pieces belong together, and holds the key, is an entry: it is sealed and signed as every other.

use kith_domain::id::AttachmentId;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::SyncError;
use crate::keys::sealing_key;
use crate::{cipher, padding};

/// How much of an attachment goes into one piece, in bytes: a second's sending on a poor line, and so few pieces that their
/// hashes fit into the entry.
pub const PIECE_BYTES: usize = 256 * 1024;
const PURPOSE: &[u8] = b"kith attachment 1";

/// What a sealed piece is known by: SHA-256 of it.
pub type PieceAddress = [u8; 32];

sealing_key! {
    /// What seals the pieces of one attachment.
    AttachmentKey
}

impl AttachmentKey {
    /// Seals the piece of this number. Its length falls into a size class.
    ///
    /// # Errors
    /// [`SyncError::TooLarge`] beyond [`PIECE_BYTES`].
    pub fn seal(&self, number: u32, plain: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, SyncError> {
        if plain.len() > PIECE_BYTES {
            return Err(SyncError::TooLarge);
        }
        let padded = Zeroizing::new(padding::pad(plain.to_vec()));
        cipher::seal_under(&self.0, &bound(number), &padded, rng)
    }

    /// Opens the piece of this number.
    ///
    /// # Errors
    /// [`SyncError::Truncated`], and [`SyncError::Damaged`] for another number, another key or other bytes.
    pub fn open(&self, number: u32, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SyncError> {
        let padded = cipher::open_under(&self.0, &bound(number), sealed)?;
        padding::unpad(&padded).map(|plain| Zeroizing::new(plain.to_vec())).ok_or(SyncError::Damaged)
    }
}

fn bound(number: u32) -> Vec<u8> {
    [PURPOSE, &number.to_be_bytes()].concat()
}

/// What a sealed piece is known by.
#[must_use]
pub fn piece_address(sealed: &[u8]) -> PieceAddress {
    Sha256::digest(sealed).into()
}

/// What an attachment is known by: the first half of SHA-256 over what opens it, how long it and each of its pieces are, in bytes,
/// and their hashes in their order. Whoever tells of another under the same entry, or of the same pieces under a key that opens
/// nothing, tells of another id.
#[must_use]
pub fn attachment_id<'a>(
    key: &AttachmentKey,
    (length, piece_length): (u64, u64),
    pieces: impl Iterator<Item = &'a PieceAddress>,
) -> AttachmentId {
    let hash = Sha256::new_with_prefix(b"kith attachment id 1\0")
        .chain_update(key.bytes())
        .chain_update(length.to_le_bytes())
        .chain_update(piece_length.to_le_bytes());
    let digest = pieces.fold(hash, |hash, piece| hash.chain_update(piece)).finalize();
    AttachmentId::from_bytes(digest.first_chunk().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    #[test]
    fn a_piece_opens_in_its_place_under_its_key_and_as_it_was_sealed() {
        let mut rng = ChaCha20Rng::from_seed([7; 32]);
        let [key, other] = std::array::from_fn(|_| AttachmentKey::generate(&mut rng));
        for length in [0, 1, 1000, PIECE_BYTES] {
            let plain = vec![0x80; length];
            let sealed = key.seal(3, &plain, &mut rng).unwrap();
            assert_eq!(key.open(3, &sealed).unwrap().as_slice(), plain);
            assert_eq!(key.open(4, &sealed).err(), Some(SyncError::Damaged));
            assert_eq!(other.open(3, &sealed).err(), Some(SyncError::Damaged));
            let mut bent = sealed.clone();
            *bent.last_mut().unwrap() ^= 1;
            assert_eq!(key.open(3, &bent).err(), Some(SyncError::Damaged));
            assert_ne!(piece_address(&bent), piece_address(&sealed));
            assert_ne!(
                key.seal(3, &plain, &mut rng).unwrap(),
                sealed,
                "the same twice shows nobody that it is"
            );
        }
        assert_eq!(key.seal(0, &vec![0; PIECE_BYTES + 1], &mut rng).err(), Some(SyncError::TooLarge));
        assert_eq!(key.open(0, &[1; 23]).err(), Some(SyncError::Truncated));
        let length = |plain: usize| key.clone().seal(1, &vec![1; plain], &mut rng).unwrap().len();
        let lengths: std::collections::BTreeSet<usize> = [2000, 2010, 2020, 2030].map(length).into();
        assert_eq!(lengths.len(), 1, "what is about as long is just as long when sealed");
    }
}
