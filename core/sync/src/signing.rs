//! Ed25519 under a domain tag: a signature made for one purpose is worthless for another.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// What a signature was made for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Parcel,
    Statement,
    Bundle,
    Request,
    Admission,
}

impl Purpose {
    fn tag(self) -> &'static [u8] {
        match self {
            Self::Parcel => b"kith parcel 1\0",
            Self::Statement => b"kith statement 1\0",
            Self::Bundle => b"kith bundle 1\0",
            Self::Request => b"kith request 1\0",
            Self::Admission => b"kith admission 1\0",
        }
    }
}

/// `first` must be of a length fixed by the purpose or by itself, so that no two pairs read the same when joined.
fn message(purpose: Purpose, first: &[u8], second: &[u8]) -> Vec<u8> {
    [purpose.tag(), first, second].concat()
}

pub(crate) fn sign(key: &SigningKey, purpose: Purpose, first: &[u8], second: &[u8]) -> [u8; 64] {
    key.sign(&message(purpose, first, second)).to_bytes()
}

/// Whether `signature` is the key's. Strict: a weak key or a malleable encoding counts as a bad signature.
pub(crate) fn is_signed_by(
    key: &[u8; 32],
    purpose: Purpose,
    first: &[u8],
    second: &[u8],
    signature: &[u8; 64],
) -> bool {
    let signature = Signature::from_bytes(signature);
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify_strict(&message(purpose, first, second), &signature).is_ok())
}

/// Whether these bytes are an Ed25519 public key that can be trusted to sign.
pub(crate) fn is_key(key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| !key.is_weak())
}
