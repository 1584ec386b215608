//! The two seals: under a key both sides hold (XChaCha20-Poly1305, 24 random bytes of nonce in front), and to a device's
//! public key (HPKE base mode with X-Wing, so that what is carried today stays closed to tomorrow's quantum computer).

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::SyncError;

const NONCE_LENGTH_BYTES: usize = 24;
const TAG_LENGTH_BYTES: usize = 16;
/// What [`seal_under`] adds: nonce and tag, in bytes.
pub(crate) const SEAL_LENGTH_BYTES: usize = NONCE_LENGTH_BYTES + TAG_LENGTH_BYTES;
/// Length of the encapsulated key in front of what [`seal_to`] makes, in bytes.
const ENCAPSULATED_LENGTH_BYTES: usize = 1120;

pub(crate) type HpkeSecret = <XWing as Kem>::PrivateKey;

pub(crate) fn random<const N: usize>(rng: &mut dyn CryptoRng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

pub(crate) fn seal_under(
    key: &[u8; 32],
    bound: &[u8],
    plain: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    let nonce: [u8; NONCE_LENGTH_BYTES] = random(rng);
    let mut sealed = Vec::with_capacity(plain.len().saturating_add(SEAL_LENGTH_BYTES));
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let (_, body) = sealed.split_at_mut(nonce.len());
    let tag = XChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached(&XNonce::from(nonce), bound, body.into())
        .map_err(|_| SyncError::TooLarge)?;
    sealed.extend_from_slice(&tag);
    Ok(sealed)
}

pub(crate) fn open_under(
    key: &[u8; 32],
    bound: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SyncError> {
    open_in_place(key, bound, sealed.to_vec())
}

/// As [`open_under`], without a second copy of what may be large.
pub(crate) fn open_in_place(
    key: &[u8; 32],
    bound: &[u8],
    sealed: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, SyncError> {
    let mut bytes = Zeroizing::new(sealed);
    let (nonce, rest) = bytes.split_first_chunk_mut::<NONCE_LENGTH_BYTES>().ok_or(SyncError::Truncated)?;
    let (body, tag) = rest.split_last_chunk_mut::<TAG_LENGTH_BYTES>().ok_or(SyncError::Damaged)?;
    let length = body.len();
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(&XNonce::from(*nonce), bound, body.into(), &Tag::from(*tag))
        .map_err(|_| SyncError::Damaged)?;
    bytes.drain(..NONCE_LENGTH_BYTES);
    bytes.truncate(length);
    Ok(bytes)
}

pub(crate) fn seal_to(
    public: &[u8],
    purpose: &[u8],
    bound: &[u8],
    plain: &[u8],
    mut rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    let public = <XWing as Kem>::PublicKey::from_bytes(public).map_err(|_| SyncError::BadKey)?;
    let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &public,
        purpose,
        plain,
        bound,
        &mut rng,
    )
    .map_err(|_| SyncError::BadKey)?;
    Ok([encapsulated.to_bytes().as_slice(), &sealed].concat())
}

pub(crate) fn open_to(
    secret: &HpkeSecret,
    purpose: &[u8],
    bound: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SyncError> {
    let (encapsulated, sealed) =
        sealed.split_at_checked(ENCAPSULATED_LENGTH_BYTES).ok_or(SyncError::Truncated)?;
    let encapsulated =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| SyncError::Damaged)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        secret,
        &encapsulated,
        purpose,
        sealed,
        bound,
    )
    .map(Zeroizing::new)
    .map_err(|_| SyncError::Damaged)
}

/// The key pair that HPKE derives from a seed, the public half encoded.
pub(crate) fn key_pair(seed: &[u8; 32]) -> (HpkeSecret, Vec<u8>) {
    let (secret, public) = XWing::derive_keypair(seed);
    (secret, public.to_bytes().to_vec())
}

/// Whether these bytes are an X-Wing public key.
pub(crate) fn check_public(public: &[u8]) -> Result<(), SyncError> {
    <XWing as Kem>::PublicKey::from_bytes(public).map(drop).map_err(|_| SyncError::BadKey)
}
