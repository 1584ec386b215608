//! Keys: of a device, of the organisation, of a section. Secrets are wiped when dropped and never print themselves.

use ed25519_dalek::SigningKey;
use kith_domain::id::{DeviceId, DocumentId};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::SyncError;
use crate::cipher::{self, HpkeSecret};
use crate::signing::{self, Purpose};

const DEVICE_SECRET_VERSION: u8 = 1;
const KEY_ENVELOPE: &[u8] = b"kith key envelope 1";

/// What a device signs and opens with. Its secret halves leave it only by [`DeviceKeys::to_secret_bytes`].
pub struct DeviceKeys {
    signing: SigningKey,
    sealing: HpkeSecret,
    sealing_seed: Zeroizing<[u8; 32]>,
    seal: Vec<u8>,
}

/// What everyone may know of a device's keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DevicePublic {
    /// Ed25519 public key.
    pub sign: [u8; 32],
    /// X-Wing public key, 1,216 bytes.
    pub seal: Vec<u8>,
}

impl std::fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceKeys(secret)")
    }
}

impl DeviceKeys {
    /// New keys from the caller's randomness.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let signing = Zeroizing::new(cipher::random(rng));
        Self::from_seeds(&signing, Zeroizing::new(cipher::random(rng)))
    }

    fn from_seeds(signing: &[u8; 32], sealing_seed: Zeroizing<[u8; 32]>) -> Self {
        let (sealing, seal) = cipher::key_pair(&sealing_seed);
        Self { signing: SigningKey::from_bytes(signing), sealing, sealing_seed, seal }
    }

    /// The secret keys, for the vault and nowhere else.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(65));
        bytes.push(DEVICE_SECRET_VERSION);
        bytes.extend_from_slice(self.signing.as_bytes());
        bytes.extend_from_slice(self.sealing_seed.as_slice());
        bytes
    }

    /// The keys that [`DeviceKeys::to_secret_bytes`] wrote.
    ///
    /// # Errors
    /// [`SyncError::Newer`] for a newer layout, [`SyncError::BadKey`] for anything else.
    pub fn from_secret_bytes(bytes: &[u8]) -> Result<Self, SyncError> {
        let (version, seeds) = bytes.split_first().ok_or(SyncError::BadKey)?;
        if *version > DEVICE_SECRET_VERSION {
            return Err(SyncError::Newer);
        }
        let (signing, rest) = seeds.split_first_chunk::<32>().ok_or(SyncError::BadKey)?;
        let sealing: [u8; 32] = rest.try_into().map_err(|_| SyncError::BadKey)?;
        if *version != DEVICE_SECRET_VERSION {
            return Err(SyncError::BadKey);
        }
        Ok(Self::from_seeds(signing, Zeroizing::new(sealing)))
    }

    /// What everyone may know of these keys.
    #[must_use]
    pub fn public(&self) -> DevicePublic {
        DevicePublic { sign: self.signing.verifying_key().to_bytes(), seal: self.seal.clone() }
    }

    pub(crate) fn sign(&self, purpose: Purpose, first: &[u8], second: &[u8]) -> [u8; 64] {
        signing::sign(&self.signing, purpose, first, second)
    }

    pub(crate) fn open(
        &self,
        purpose: &[u8],
        bound: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SyncError> {
        cipher::open_to(&self.sealing, purpose, bound, sealed)
    }
}

/// The organisation's root: it says who is a member and which devices are theirs.
pub struct OrganisationKeys(SigningKey);

impl std::fmt::Debug for OrganisationKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrganisationKeys(secret)")
    }
}

impl OrganisationKeys {
    /// A new root from the caller's randomness.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self(SigningKey::from_bytes(&Zeroizing::new(cipher::random(rng))))
    }

    /// The secret root, 32 bytes, for escrow and the vault.
    #[must_use]
    pub fn to_secret_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.as_bytes().to_vec())
    }

    /// The root that [`OrganisationKeys::to_secret_bytes`] wrote.
    ///
    /// # Errors
    /// [`SyncError::BadKey`] unless 32 bytes.
    pub fn from_secret_bytes(bytes: &[u8]) -> Result<Self, SyncError> {
        let seed: Zeroizing<[u8; 32]> = Zeroizing::new(bytes.try_into().map_err(|_| SyncError::BadKey)?);
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// The public root, by which the organisation is known.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, purpose: Purpose, first: &[u8], second: &[u8]) -> [u8; 64] {
        signing::sign(&self.0, purpose, first, second)
    }
}

/// A secret of 32 bytes that seals: it is wiped when dropped and never prints itself.
macro_rules! sealing_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(secret)"))
            }
        }

        impl $name {
            /// A new key from the caller's randomness.
            #[must_use]
            pub fn generate(rng: &mut dyn rand_core::CryptoRng) -> Self {
                Self($crate::cipher::random(rng))
            }

            /// The key whose bytes these are.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The bytes of the key, for whoever keeps it.
            #[must_use]
            pub fn bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }
    };
}
pub(crate) use sealing_key;

sealing_key! {
    /// What seals one section in one epoch.
    SectionKey
}

impl SectionKey {
    /// What the statement of a section says of its key without telling it: SHA-256 under a name of its own, bound to the
    /// section.
    #[must_use]
    pub fn commitment(&self, document: DocumentId) -> [u8; 32] {
        let hash = Sha256::new().chain_update(b"kith section key 1\0").chain_update(document.to_bytes());
        hash.chain_update(self.0).finalize().into()
    }
}

/// Whether these can be a device's public keys.
pub(crate) fn check_public(public: &DevicePublic) -> Result<(), SyncError> {
    if !signing::is_key(&public.sign) {
        return Err(SyncError::BadKey);
    }
    cipher::check_public(&public.seal)
}

impl AsRef<DevicePublic> for DevicePublic {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What two people compare by voice before one admits the other's device: six groups of five digits (about 99 bits).
#[must_use]
pub fn fingerprint(of: &impl AsRef<DevicePublic>) -> String {
    let public = of.as_ref();
    digits(Sha256::new().chain_update(b"kith device fingerprint 1").chain_update(public.sign), &public.seal)
}

/// What a newcomer compares to know that an admission comes from the organisation they asked; digits as in
/// [`fingerprint`].
#[must_use]
pub fn root_fingerprint(root: &[u8; 32]) -> String {
    digits(Sha256::new().chain_update(b"kith root fingerprint 1"), root)
}

fn digits(hash: Sha256, last: &[u8]) -> String {
    let hash = hash.chain_update(last).finalize();
    let groups = hash.as_slice().chunks_exact(5).map(|five| {
        let number = five.iter().fold(0_u64, |number, &byte| (number << 8) | u64::from(byte));
        format!("{:05}", number % 100_000)
    });
    groups.collect::<Vec<_>>().join(" ")
}

fn key_context(document: DocumentId, epoch: u32, device: DeviceId) -> Vec<u8> {
    [document.to_bytes().as_slice(), &epoch.to_be_bytes(), &device.to_bytes()].concat()
}

/// Seals a section's key to one device. It opens there only as the key of this document and epoch.
///
/// # Errors
/// [`SyncError::BadKey`] when `to` is no X-Wing public key.
pub fn seal_key(
    key: &SectionKey,
    document: DocumentId,
    epoch: u32,
    device: DeviceId,
    to: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    cipher::seal_to(to, KEY_ENVELOPE, &key_context(document, epoch, device), key.bytes(), rng)
}

/// Opens what [`seal_key`] made for this device, document and epoch.
///
/// # Errors
/// [`SyncError::Damaged`] or [`SyncError::Truncated`] for anything else.
pub fn open_key(
    sealed: &[u8],
    document: DocumentId,
    epoch: u32,
    device: DeviceId,
    keys: &DeviceKeys,
) -> Result<SectionKey, SyncError> {
    let bytes = keys.open(KEY_ENVELOPE, &key_context(document, epoch, device), sealed)?;
    bytes.as_slice().try_into().map(SectionKey).map_err(|_| SyncError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    #[test]
    fn keys_are_read_as_written_and_never_print_themselves() {
        let mut rng = rng(60);
        let (device, root) = (DeviceKeys::generate(&mut rng), OrganisationKeys::generate(&mut rng));
        let secret = device.to_secret_bytes();
        assert_eq!(DeviceKeys::from_secret_bytes(&secret).unwrap().public(), device.public());
        let secret_root = root.to_secret_bytes();
        assert_eq!(OrganisationKeys::from_secret_bytes(&secret_root).unwrap().public(), root.public());
        assert_eq!(format!("{device:?} {root:?}"), "DeviceKeys(secret) OrganisationKeys(secret)");
        assert_eq!(format!("{:?}", SectionKey::from_bytes([7; 32])), "SectionKey(secret)");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let good = DeviceKeys::generate(&mut rng(61)).to_secret_bytes();
        let newer = [&[2], &good[1..]].concat();
        let longer = [good.as_slice(), &[0]].concat();
        for (bytes, expected) in [
            (b"".as_slice(), SyncError::BadKey),
            (&good[..64], SyncError::BadKey),
            (&longer, SyncError::BadKey),
            (&newer, SyncError::Newer),
        ] {
            assert_eq!(DeviceKeys::from_secret_bytes(bytes).err(), Some(expected));
        }
        assert_eq!(OrganisationKeys::from_secret_bytes(&[0; 31]).err(), Some(SyncError::BadKey));
    }

    #[test]
    fn a_commitment_is_of_one_key_in_one_section() {
        let [one, two] = [1, 2].map(|byte| SectionKey::from_bytes([byte; 32]));
        let [here, there] = [3, 4].map(|byte| DocumentId::from_bytes([byte; 16]));
        assert_eq!(one.commitment(here), one.clone().commitment(here));
        assert_ne!(one.commitment(here), two.commitment(here));
        assert_ne!(one.commitment(here), one.commitment(there));
    }

    #[test]
    fn fingerprints_differ_with_either_key() {
        let mut rng = rng(62);
        let [one, two] = std::array::from_fn(|_| DeviceKeys::generate(&mut rng).public());
        let mixed = DevicePublic { seal: two.seal.clone(), ..one.clone() };
        let prints = [fingerprint(&one), fingerprint(&two), fingerprint(&mixed)];
        assert!(prints[0] != prints[1] && prints[0] != prints[2] && prints[1] != prints[2]);
    }
}
