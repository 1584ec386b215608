//! A file signed by one and sealed to named devices: the shape that bundles and admissions share.
//!
//! A fresh content key seals the body; each device gets the key by HPKE in a stanza of its own. The body is bound to all
//! stanzas, and the signature inside covers them too: a reader cannot pass the file on as if it had been sealed to
//! someone else. Lengths are padded as those of parcels are.

use kith_domain::id::DeviceId;
use kith_wire::{Envelope, FileKind, Stanza, unframe};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::keys::DeviceKeys;
use crate::{SyncError, cipher, padding};

const BODY: &[u8] = b"kith file body 1\0";
const STANZA: &[u8] = b"kith file key 1";

/// What a device opened: nothing in it is verified yet.
#[derive(Clone)]
pub(crate) struct Opened {
    /// Hash of the stanzas, which the signature covers.
    pub(crate) sealed_to: [u8; 32],
    pub(crate) signature: [u8; 64],
    pub(crate) contents: Zeroizing<Vec<u8>>,
}

/// Known only to who knows the device's public key, and other in each file.
fn recipient_tag(salt: &[u8; 16], device: DeviceId, seal: &[u8]) -> [u8; 16] {
    let hash = Sha256::new()
        .chain_update(b"kith file recipient 1\0")
        .chain_update(salt)
        .chain_update(device.to_bytes())
        .chain_update(seal)
        .finalize();
    hash.first_chunk().copied().unwrap_or_default()
}

fn stanza_bound(kind: FileKind, salt: &[u8; 16], recipient: &[u8; 16]) -> Vec<u8> {
    [kind.magic().as_slice(), salt, recipient].concat()
}

fn sealed_to(kind: FileKind, envelope: &Envelope) -> Result<[u8; 32], SyncError> {
    let hash = Sha256::new().chain_update(kind.magic()).chain_update(envelope.preamble()?);
    Ok(hash.finalize().into())
}

/// Writes a file. `sign` is given the hash of the stanzas and the contents. These may be large: none of its steps is held
/// beside more than the next.
pub(crate) fn write(
    kind: FileKind,
    contents: Vec<u8>,
    recipients: &[(DeviceId, Vec<u8>)],
    sign: impl FnOnce(&[u8; 32], &[u8]) -> [u8; 64],
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(cipher::random(rng));
    let salt = cipher::random(rng);
    let mut stanzas = Vec::with_capacity(recipients.len());
    for (device, seal) in recipients {
        let recipient = recipient_tag(&salt, *device, seal);
        let bound = stanza_bound(kind, &salt, &recipient);
        let sealed = cipher::seal_to(seal, STANZA, &bound, key.as_slice(), rng)?;
        stanzas.push(Stanza { recipient, sealed });
    }
    let mut envelope = Envelope { salt, stanzas, body: Vec::new() };
    let sealed_to = sealed_to(kind, &envelope)?;
    let contents = Zeroizing::new(contents);
    let signature = sign(&sealed_to, &contents);
    let length = signature.len().saturating_add(contents.len()).saturating_add(1);
    let mut plain = Vec::with_capacity(padding::class_of(length));
    plain.extend_from_slice(&signature);
    plain.extend_from_slice(&contents);
    drop(contents);
    let plain = Zeroizing::new(padding::pad(plain));
    envelope.body = cipher::seal_under(&key, &[BODY, &sealed_to].concat(), &plain, rng)?;
    drop(plain);
    Ok(envelope.to_file(kind)?)
}

/// Opens a file sealed to this device.
pub(crate) fn read(
    kind: FileKind,
    bytes: &[u8],
    device: DeviceId,
    keys: &DeviceKeys,
) -> Result<Opened, SyncError> {
    let mut envelope = Envelope::from_bytes(unframe(kind, bytes)?)?;
    let own = recipient_tag(&envelope.salt, device, &keys.public().seal);
    let stanza = envelope.stanzas.iter().find(|stanza| stanza.recipient == own);
    let stanza = stanza.ok_or(SyncError::NotForYou)?;
    let bound = stanza_bound(kind, &envelope.salt, &own);
    let key = keys.open(STANZA, &bound, &stanza.sealed).map_err(|_| SyncError::Damaged)?;
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(key.as_slice().try_into().map_err(|_| SyncError::Damaged)?);
    let sealed_to = sealed_to(kind, &envelope)?;
    let body = std::mem::take(&mut envelope.body);
    let mut contents =
        cipher::open_in_place(&key, &[BODY, &sealed_to].concat(), body).map_err(|_| SyncError::Damaged)?;
    let length = padding::unpad(&contents).ok_or(SyncError::Damaged)?.len();
    contents.truncate(length);
    let signature: [u8; 64] = *contents.first_chunk().ok_or(SyncError::Damaged)?;
    contents.drain(..signature.len());
    Ok(Opened { sealed_to, signature, contents })
}
