//! Sealing and opening one parcel: CBOR → zstd → pad to a size class → XChaCha20-Poly1305 with the header bound → Ed25519
//! over header and ciphertext. 193 bytes are added before padding.
//!
//! [`open`] does not look at the signature: [`crate::admit`] does, and comes first.

use kith_domain::id::{DocumentId, FeedId};
use kith_wire::parcel::CIPHERTEXT_LIMIT_BYTES;
use kith_wire::{Parcel, ParcelHeader, SUITE};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};

use crate::SyncError;
use crate::admission::Code;
use crate::cipher::{self, SEAL_LENGTH_BYTES};
use crate::codec;
use crate::compression;
use crate::keys::{DeviceKeys, SectionKey};
use crate::padding;
use crate::payload::{PAYLOAD_LIMIT_BYTES, Payload};
use crate::signing::{self, Purpose};

const SEALED: &[u8] = b"kith parcel seal 1\0";

/// Identity of a parcel: SHA-256 of its bytes.
pub type ParcelId = [u8; 32];

/// The identity of the parcel with these bytes.
#[must_use]
pub fn parcel_id(bytes: &[u8]) -> ParcelId {
    Sha256::digest(bytes).into()
}

/// SHA-256 of the parcel's ciphertext: what the next parcel of the feed names as its predecessor.
#[must_use]
pub fn ciphertext_hash(parcel: &Parcel) -> [u8; 32] {
    Sha256::digest(&parcel.ciphertext).into()
}

/// Where a new parcel goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The section.
    pub document: DocumentId,
    /// The device's own feed in it.
    pub feed: FeedId,
    /// One more than the parcel before it; 1 for the first.
    pub sequence: u64,
    /// [`ciphertext_hash`] of the parcel before it; zeros for the first.
    pub previous: [u8; 32],
    /// The epoch of the section's key.
    pub epoch: u32,
}

/// Seals and signs a payload.
///
/// # Errors
/// [`SyncError::TooLarge`] when the payload must be divided: encoded, it exceeds [`PAYLOAD_LIMIT_BYTES`].
pub fn seal(
    payload: &Payload,
    place: Place,
    key: &SectionKey,
    device: &DeviceKeys,
    rng: &mut dyn CryptoRng,
) -> Result<Parcel, SyncError> {
    let encoded = codec::encode(payload)?;
    if encoded.len() > PAYLOAD_LIMIT_BYTES {
        return Err(SyncError::TooLarge);
    }
    let compressed = compression::compress(&encoded).map_err(|_| SyncError::TooLarge)?;
    seal_padded(&padding::pad(compressed), place, key, device, rng)
}

/// Seals and signs what was padded.
///
/// # Errors
/// [`SyncError::TooLarge`].
pub fn seal_padded(
    padded: &[u8],
    place: Place,
    key: &SectionKey,
    device: &DeviceKeys,
    rng: &mut dyn CryptoRng,
) -> Result<Parcel, SyncError> {
    let header = ParcelHeader {
        suite: SUITE,
        document: place.document.to_bytes(),
        feed: place.feed.to_bytes(),
        sequence: place.sequence,
        previous: place.previous,
        epoch: place.epoch,
        bucket: u32::try_from(padded.len()).map_err(|_| SyncError::TooLarge)?,
    };
    let clear = header.to_bytes();
    let ciphertext = cipher::seal_under(key.bytes(), &[SEALED, &clear].concat(), padded, rng)?;
    if ciphertext.len() > CIPHERTEXT_LIMIT_BYTES {
        return Err(SyncError::TooLarge);
    }
    let signature = device.sign(Purpose::Parcel, &clear, &ciphertext);
    Ok(Parcel { header, ciphertext, signature })
}

/// Opens an admitted parcel. What it costs is bounded whatever the parcel claims: [`PAYLOAD_LIMIT_BYTES`] once
/// decompressed.
///
/// # Errors
/// [`Code::Undecryptable`] for another key, [`Code::Malformed`] for what no app seals.
pub fn open(parcel: &Parcel, key: &SectionKey) -> Result<Payload, Code> {
    if !has_honest_size(parcel) {
        return Err(Code::Malformed);
    }
    let bound = [SEALED, &parcel.header.to_bytes()].concat();
    let padded =
        cipher::open_under(key.bytes(), &bound, &parcel.ciphertext).map_err(|_| Code::Undecryptable)?;
    let compressed = padding::unpad(&padded).ok_or(Code::Malformed)?;
    let encoded = compression::decompress(compressed).map_err(|_| Code::Malformed)?;
    let payload: Payload = codec::decode(&encoded).map_err(|_| Code::Malformed)?;
    let own = payload.after.get(&FeedId::from_bytes(parcel.header.feed));
    // A parcel that builds on itself or on a later one of its feed could only wait for ever.
    if own.is_some_and(|own| *own >= parcel.header.sequence) {
        return Err(Code::Malformed);
    }
    Ok(payload)
}

/// Whether the device with this public key signed the parcel.
pub(crate) fn is_signed_by(parcel: &Parcel, sign: &[u8; 32]) -> bool {
    let clear = parcel.header.to_bytes();
    signing::is_signed_by(sign, Purpose::Parcel, &clear, &parcel.ciphertext, &parcel.signature)
}

/// Whether the size class is one that exists and the ciphertext has the length it says.
pub(crate) fn has_honest_size(parcel: &Parcel) -> bool {
    let bucket = usize::try_from(parcel.header.bucket).unwrap_or(usize::MAX);
    padding::class_of(bucket.min(CIPHERTEXT_LIMIT_BYTES)) == bucket
        && bucket.saturating_add(SEAL_LENGTH_BYTES) == parcel.ciphertext.len()
}

#[cfg(test)]
#[path = "parcel_tests.rs"]
mod tests;
