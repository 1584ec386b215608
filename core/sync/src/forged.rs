//! What a member seals and signs who writes no app of ours: bytes of their own choice, at each depth, under keys that are
//! right. For the fuzzing in other crates, which must get past seal and signature to what lies behind them. Built only
//! with the feature `forged`; the shipped programs do not have it. It gives nobody a key: whoever forges here is somebody.

use kith_domain::id::DeviceId;
use kith_wire::{FileKind, Parcel, frame};
use rand_core::CryptoRng;

use crate::keys::{DeviceKeys, OrganisationKeys};
/// A parcel around whatever was padded.
pub use crate::parcel::seal_padded as sealed;
use crate::signing::Purpose;
use crate::statements::{SignedStatement, Signer};
use crate::{SyncError, compression, padding, sealed_file};

/// What an encoded payload becomes next.
///
/// # Errors
/// [`SyncError::TooLarge`].
pub fn compressed(encoded: &[u8]) -> Result<Vec<u8>, SyncError> {
    compression::compress(encoded).map_err(|_| SyncError::TooLarge)
}

/// What a compressed payload becomes next.
#[must_use]
pub fn padded(compressed: Vec<u8>) -> Vec<u8> {
    padding::pad(compressed)
}

/// Signs a parcel as it is now, whatever its header and its content.
pub fn sign_again(parcel: &mut Parcel, device: &DeviceKeys) {
    parcel.signature = device.sign(Purpose::Parcel, &parcel.header.to_bytes(), &parcel.ciphertext);
}

/// Signs any bytes as a device's statement.
#[must_use]
pub fn statement_by_device(bytes: Vec<u8>, device: DeviceId, keys: &DeviceKeys) -> SignedStatement {
    SignedStatement::sign_bytes(bytes, Signer::Device(device), |signer, bytes| {
        keys.sign(Purpose::Statement, signer, bytes)
    })
}

/// Signs any bytes as the root's statement.
#[must_use]
pub fn statement_by_root(bytes: Vec<u8>, keys: &OrganisationKeys) -> SignedStatement {
    SignedStatement::sign_bytes(bytes, Signer::Root, |signer, bytes| {
        keys.sign(Purpose::Statement, signer, bytes)
    })
}

/// A bundle around any contents.
///
/// # Errors
/// As [`crate::write_bundle`].
pub fn bundle(
    contents: Vec<u8>,
    recipients: &[(DeviceId, Vec<u8>)],
    keys: &DeviceKeys,
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    let sign = |sealed_to: &[u8; 32], contents: &[u8]| keys.sign(Purpose::Bundle, sealed_to, contents);
    sealed_file::write(FileKind::Bundle, contents, recipients, sign, rng)
}

/// An admission around any contents.
///
/// # Errors
/// As [`crate::write_admission`], but for what it says of the contents.
pub fn admission(
    contents: Vec<u8>,
    recipients: &[(DeviceId, Vec<u8>)],
    root: &OrganisationKeys,
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    let sign = |sealed_to: &[u8; 32], contents: &[u8]| root.sign(Purpose::Admission, sealed_to, contents);
    sealed_file::write(FileKind::Admission, contents, recipients, sign, rng)
}

/// A request around any body.
///
/// # Errors
/// [`SyncError::TooLarge`].
pub fn request(body: &[u8], keys: &DeviceKeys) -> Result<Vec<u8>, SyncError> {
    let signature = keys.sign(Purpose::Request, &[], body);
    Ok(frame(FileKind::Request, &[signature.as_slice(), body].concat())?)
}

/// Whether the seal of a file opens for this device, whatever is inside.
#[must_use]
pub fn opens(kind: FileKind, bytes: &[u8], device: DeviceId, keys: &DeviceKeys) -> bool {
    sealed_file::read(kind, bytes, device, keys).is_ok()
}
