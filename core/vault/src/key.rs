//! The key file: the vault's random 256-bit key, wrapped once for each way to open it. It holds nothing a person
//! wrote, and the database cannot be read without it.
//!
//! There are always four slots, one place for each way and one for a recovery sheet that nobody has put away yet: until it is,
//! the one before it opens the vault too. A slot not in use is random bytes, so the file does not tell how the vault is opened. A hash over the whole file tells changed bytes from a wrong key.
//!
//! Layout, all numbers little-endian: magic (8), format (1), flags (1), Argon2id memory in KiB, passes and lanes
//! (4 each), vault id (16), reserved (6); four slots of salt (16), nonce (24), wrapped key and tag (48); SHA-256 (32).

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::error::{Damage, VaultError};

const MAGIC: &[u8; 8] = b"kithkeys";
const FORMAT: u8 = 1;
const FLAG_TEST: u8 = 1;
const HEADER_LENGTH: usize = 44;
const SALT_LENGTH: usize = 16;
const NONCE_LENGTH: usize = 24;
const WRAPPED_LENGTH: usize = 48;
const SLOT_LENGTH: usize = SALT_LENGTH + NONCE_LENGTH + WRAPPED_LENGTH;
const HASH_LENGTH: usize = 32;

/// How many slots every key file has.
pub const SLOT_COUNT: usize = 4;

const PASSPHRASE: usize = 0;
const KEY_FILE: usize = 1;
const RECOVERY: usize = 2;
const OFFERED: usize = 3;

/// The length of every key file in bytes.
pub const KEY_FILE_LENGTH: usize = HEADER_LENGTH + SLOT_COUNT * SLOT_LENGTH + HASH_LENGTH;

/// More memory than this, in KiB, is no honest cost of ours: it would keep the vault from opening on a phone.
const MEMORY_KIB_MAX: u32 = 1 << 20;
const PASSES_MAX: u32 = 64;

/// One way to open a vault.
pub enum Unlock {
    /// A passphrase, in Unicode NFC once taken: it is stretched by Argon2id.
    Passphrase(Zeroizing<String>),
    /// A 32-byte random key that the caller keeps: in a file, a keystore or a secure element.
    KeyFile(Zeroizing<[u8; 32]>),
    /// The organisation's recovery key, 32 random bytes.
    Recovery([u8; 32]),
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "Passphrase(..)",
            Self::KeyFile(_) => "KeyFile(..)",
            Self::Recovery(_) => "Recovery(..)",
        })
    }
}

impl Drop for Unlock {
    fn drop(&mut self) {
        if let Self::Recovery(key) = self {
            key.zeroize();
        }
    }
}

impl Unlock {
    /// Where it is wrapped; a recovery key lies in the second place as long as its sheet is not put away.
    const fn slots(&self) -> &'static [usize] {
        match self {
            Self::Passphrase(_) => &[PASSPHRASE],
            Self::KeyFile(_) => &[KEY_FILE],
            Self::Recovery(_) => &[RECOVERY, OFFERED],
        }
    }
}

/// The vault's own key; overwritten when dropped.
pub(crate) type VaultKey = Zeroizing<[u8; 32]>;

/// What Argon2id costs; kept in the key file, for the life of the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// RFC 9106's choice for memory-constrained machines but for one lane, above OWASP's minimum of 19 MiB and two passes.
const COST: Cost = Cost { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

/// For test vaults only: a suite opens thousands.
const TEST_COST: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

#[derive(Clone, PartialEq, Eq)]
struct Slot {
    salt: [u8; SALT_LENGTH],
    nonce: [u8; NONCE_LENGTH],
    wrapped: [u8; WRAPPED_LENGTH],
}

/// A key file, read or to be written.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeyFile {
    test: bool,
    cost: Cost,
    vault: [u8; 16],
    slots: [Slot; SLOT_COUNT],
}

impl KeyFile {
    /// A new vault key, and the key file in which only `unlock` opens it.
    pub(crate) fn create<R: CryptoRng + ?Sized>(
        unlock: &Unlock,
        test: bool,
        rng: &mut R,
    ) -> Result<(Self, VaultKey), VaultError> {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut_slice());
        let mut vault = [0; 16];
        rng.fill_bytes(&mut vault);
        let slots = std::array::from_fn(|_| random_slot(rng));
        let mut file = Self { test, cost: if test { TEST_COST } else { COST }, vault, slots };
        file.wrap(unlock, &key, rng)?;
        Ok((file, key))
    }

    pub(crate) const fn is_test(&self) -> bool {
        self.test
    }

    /// Puts `key` into the slot of `unlock`, in place of what was there.
    pub(crate) fn wrap<R: CryptoRng + ?Sized>(
        &mut self,
        unlock: &Unlock,
        key: &VaultKey,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        let slot = unlock.slots().first().copied().unwrap_or(RECOVERY);
        self.wrap_in(slot, unlock, key, rng)
    }

    /// Lets `unlock` and the recovery sheets open the vault, and nothing that a person kept or remembered before.
    pub(crate) fn wrap_alone<R: CryptoRng + ?Sized>(
        &mut self,
        unlock: &Unlock,
        key: &VaultKey,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        self.empty(PASSPHRASE, rng);
        self.empty(KEY_FILE, rng);
        self.wrap(unlock, key, rng)
    }

    /// Lets a new recovery key open the vault beside the one whose sheet was put away.
    pub(crate) fn offer<R: CryptoRng + ?Sized>(
        &mut self,
        recovery: &Unlock,
        key: &VaultKey,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        self.wrap_in(OFFERED, recovery, key, rng)
    }

    /// The sheet of `recovery` was put away: the one before it opens nothing any more.
    pub(crate) fn settle<R: CryptoRng + ?Sized>(
        &mut self,
        recovery: &Unlock,
        key: &VaultKey,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        self.empty(OFFERED, rng);
        self.wrap_in(RECOVERY, recovery, key, rng)
    }

    fn empty<R: CryptoRng + ?Sized>(&mut self, at: usize, rng: &mut R) {
        if let Some(place) = self.slots.get_mut(at) {
            *place = random_slot(rng);
        }
    }

    fn wrap_in<R: CryptoRng + ?Sized>(
        &mut self,
        at: usize,
        unlock: &Unlock,
        key: &VaultKey,
        rng: &mut R,
    ) -> Result<(), VaultError> {
        let mut slot = random_slot(rng);
        let wrapping = self.wrapping_key(unlock, &slot.salt)?;
        let mut plain = Zeroizing::new(**key);
        let tag = XChaCha20Poly1305::new((&*wrapping).into())
            .encrypt_inout_detached(
                &XNonce::from(slot.nonce),
                &self.bound_to(at, &slot.salt),
                plain.as_mut_slice().into(),
            )
            .map_err(|_| VaultError::WrongKey)?;
        for (to, from) in slot.wrapped.iter_mut().zip(plain.iter().chain(tag.iter())) {
            *to = *from;
        }
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
        Ok(())
    }

    /// The vault key, or `WrongKey`.
    pub(crate) fn open(&self, unlock: &Unlock) -> Result<VaultKey, VaultError> {
        let mut outcome = Err(VaultError::WrongKey);
        for at in unlock.slots() {
            outcome = self.open_at(*at, unlock);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    fn open_at(&self, at: usize, unlock: &Unlock) -> Result<VaultKey, VaultError> {
        let slot = self.slots.get(at).ok_or(VaultError::WrongKey)?;
        let wrapping = self.wrapping_key(unlock, &slot.salt)?;
        let mut key = Zeroizing::new([0; 32]);
        let (body, tag) = slot.wrapped.split_at(key.len());
        key.copy_from_slice(body);
        let tag = tag.try_into().map_err(|_| VaultError::WrongKey)?;
        XChaCha20Poly1305::new((&*wrapping).into())
            .decrypt_inout_detached(
                &XNonce::from(slot.nonce),
                &self.bound_to(at, &slot.salt),
                key.as_mut_slice().into(),
                &tag,
            )
            .map_err(|_| VaultError::WrongKey)?;
        Ok(key)
    }

    fn wrapping_key(&self, unlock: &Unlock, salt: &[u8]) -> Result<VaultKey, VaultError> {
        match unlock {
            Unlock::Passphrase(text) => stretched(text, salt, self.cost),
            Unlock::KeyFile(key) => Ok(derived(b"kith vault key file 1", key.as_slice(), salt)),
            Unlock::Recovery(key) => Ok(derived(b"kith vault recovery 1", key.as_slice(), salt)),
        }
    }

    /// What a wrap is bound to: this vault, its flags and costs, this slot.
    fn bound_to(&self, slot: usize, salt: &[u8]) -> Vec<u8> {
        let mut bound = self.header();
        bound.extend_from_slice(&[slot.to_le_bytes()[0]]);
        bound.extend_from_slice(salt);
        bound
    }

    fn header(&self) -> Vec<u8> {
        let mut header = Vec::with_capacity(KEY_FILE_LENGTH);
        header.extend_from_slice(MAGIC);
        header.extend_from_slice(&[FORMAT, if self.test { FLAG_TEST } else { 0 }]);
        header.extend_from_slice(&self.cost.memory_kib.to_le_bytes());
        header.extend_from_slice(&self.cost.passes.to_le_bytes());
        header.extend_from_slice(&self.cost.lanes.to_le_bytes());
        header.extend_from_slice(&self.vault);
        header.resize(HEADER_LENGTH, 0);
        header
    }

    /// The bytes of the file: `KEY_FILE_LENGTH` of them, whatever is in the slots.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header();
        for slot in &self.slots {
            bytes.extend_from_slice(&slot.salt);
            bytes.extend_from_slice(&slot.nonce);
            bytes.extend_from_slice(&slot.wrapped);
        }
        let hash = Sha256::digest(&bytes);
        bytes.extend_from_slice(&hash);
        bytes
    }

    /// Reads a key file: `Foreign`, `Newer` or `Damaged` when it is not one of ours as we wrote it.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        const DAMAGED: VaultError = VaultError::damaged(Damage::KeyFile);
        let mut rest = Reader(bytes);
        if bytes.len() < MAGIC.len() && MAGIC.starts_with(bytes) {
            return Err(DAMAGED);
        }
        if rest.take::<8>() != Some(*MAGIC) {
            return Err(VaultError::Foreign);
        }
        let [format] = rest.take().ok_or(DAMAGED)?;
        if format > FORMAT {
            return Err(VaultError::Newer { found: format.into(), supported: FORMAT.into() });
        }
        let (signed, hash) =
            bytes.len().checked_sub(HASH_LENGTH).and_then(|at| bytes.split_at_checked(at)).ok_or(DAMAGED)?;
        if bytes.len() != KEY_FILE_LENGTH || Sha256::digest(signed).as_slice() != hash {
            return Err(DAMAGED);
        }
        Self::from_sound_bytes(rest).ok_or(DAMAGED)
    }

    fn from_sound_bytes(mut rest: Reader<'_>) -> Option<Self> {
        let [flags] = rest.take()?;
        let cost = Cost {
            memory_kib: u32::from_le_bytes(rest.take()?),
            passes: u32::from_le_bytes(rest.take()?),
            lanes: u32::from_le_bytes(rest.take()?),
        };
        if cost.memory_kib > MEMORY_KIB_MAX || cost.passes > PASSES_MAX || cost.parameters().is_none() {
            return None;
        }
        let vault = rest.take()?;
        rest.take::<6>()?;
        let mut slots = Vec::with_capacity(SLOT_COUNT);
        for _ in 0..SLOT_COUNT {
            slots.push(Slot { salt: rest.take()?, nonce: rest.take()?, wrapped: rest.take()? });
        }
        Some(Self { test: flags & FLAG_TEST != 0, cost, vault, slots: slots.try_into().ok()? })
    }
}

impl Cost {
    fn parameters(self) -> Option<Params> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }
}

fn random_slot<R: CryptoRng + ?Sized>(rng: &mut R) -> Slot {
    let mut slot = Slot { salt: [0; SALT_LENGTH], nonce: [0; NONCE_LENGTH], wrapped: [0; WRAPPED_LENGTH] };
    rng.fill_bytes(&mut slot.salt);
    rng.fill_bytes(&mut slot.nonce);
    rng.fill_bytes(&mut slot.wrapped);
    slot
}

/// Two keyboards may write one letter in two ways; NFC makes them one passphrase.
fn stretched(text: &str, salt: &[u8], cost: Cost) -> Result<VaultKey, VaultError> {
    let text: Zeroizing<String> = Zeroizing::new(text.nfc().collect());
    let parameters = cost.parameters().ok_or(VaultError::damaged(Damage::KeyFile))?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(text.as_bytes(), salt, key.as_mut_slice())
        .map_err(|error| match error {
            argon2::Error::OutOfMemory => VaultError::OutOfMemory,
            _ => VaultError::WrongKey,
        })?;
    Ok(key)
}

/// A key that is random already needs no stretching, only to be of no use in another place.
fn derived(domain: &[u8], key: &[u8], salt: &[u8]) -> VaultKey {
    let mut hash = Sha256::new();
    hash.update(domain);
    hash.update(key);
    hash.update(salt);
    Zeroizing::new(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(7)
    }

    fn ways() -> [Unlock; 3] {
        [
            Unlock::Passphrase(Zeroizing::new("ŵy ac ôl".to_owned())),
            Unlock::KeyFile(Zeroizing::new([7; 32])),
            Unlock::Recovery([7; 32]),
        ]
    }

    #[test]
    fn each_way_opens_its_own_slot_and_no_other() {
        for (own, way) in ways().iter().enumerate() {
            let (file, key) = KeyFile::create(way, true, &mut rng()).unwrap();
            let read = KeyFile::from_bytes(&file.to_bytes()).unwrap();
            assert!(read.is_test());
            for (other, way) in ways().iter().enumerate() {
                let opened = read.open(way);
                if own == other {
                    assert_eq!(opened.unwrap(), key);
                } else {
                    assert_eq!(opened, Err(VaultError::WrongKey));
                }
            }
        }
    }

    #[test]
    fn every_key_file_has_the_same_length_and_full_slots() {
        let [passphrase, key_file, recovery] = ways();
        let (mut file, key) = KeyFile::create(&passphrase, true, &mut rng()).unwrap();
        let mut lengths = vec![file.to_bytes().len()];
        for way in [&key_file, &recovery] {
            file.wrap(way, &key, &mut rng()).unwrap();
            lengths.push(file.to_bytes().len());
        }
        assert_eq!(lengths, [KEY_FILE_LENGTH; 3]);
        for way in [&passphrase, &key_file, &recovery] {
            assert_eq!(file.open(way).unwrap(), key);
        }
        assert_eq!(file.slots.len(), SLOT_COUNT);
        let fresh = KeyFile::create(&passphrase, true, &mut rng()).unwrap().0;
        for slot in fresh.slots {
            assert!(slot.wrapped.iter().any(|byte| *byte != 0));
        }
    }

    #[test]
    fn one_letter_written_in_two_ways_is_one_passphrase() {
        let composed = Unlock::Passphrase(Zeroizing::new("\u{f4}l".to_owned()));
        let decomposed = Unlock::Passphrase(Zeroizing::new("o\u{302}l".to_owned()));
        let (file, key) = KeyFile::create(&composed, true, &mut rng()).unwrap();
        assert_eq!(file.open(&decomposed).unwrap(), key);
    }

    #[test]
    fn a_real_vault_pays_the_full_cost() {
        let [passphrase, ..] = ways();
        let (file, _) = KeyFile::create(&passphrase, false, &mut rng()).unwrap();
        assert_eq!(KeyFile::from_bytes(&file.to_bytes()).unwrap().cost, COST);
        const { assert!(COST.memory_kib >= 19 * 1024 && COST.passes >= 2) };
    }

    #[test]
    fn a_changed_byte_is_damage_or_foreign_and_never_a_wrong_key() {
        let [_, key_file, _] = ways();
        let bytes = KeyFile::create(&key_file, true, &mut rng()).unwrap().0.to_bytes();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x40;
            let expected = match at {
                0..8 => VaultError::Foreign,
                8 => VaultError::Newer { found: 0x41, supported: 1 },
                _ => VaultError::damaged(Damage::KeyFile),
            };
            assert_eq!(KeyFile::from_bytes(&changed).err(), Some(expected), "byte {at}");
        }
        for length in 0..bytes.len() {
            assert_eq!(
                KeyFile::from_bytes(&bytes[..length]).err(),
                Some(VaultError::damaged(Damage::KeyFile)),
                "{length}"
            );
        }
    }
}
