//! Bundles: statements and parcels carried by hand, sealed to the devices of named members and signed by the sender's.
//!
//! A newcomer may not know the sender yet: the statements that say who it is may be in the bundle. So the signature is
//! verified in a second step, by [`SignedContents::verify`], once those statements, each signed for itself, have been
//! added to the membership.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::id::{AttachmentId, DeviceId, DocumentId, FeedId, IndividualId, OrganisationId};
use kith_wire::FileKind;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use sha2::{Digest, Sha256};

use crate::codec::{self, pieces};
use crate::keys::DeviceKeys;
use crate::sealed_file::{self, Opened};
use crate::signing::{self, Purpose};
use crate::statements::StatementId;
use crate::{Membership, SyncError};

/// What can be wrong with a bundle.
pub type BundleError = SyncError;

/// What a bundle carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleContents {
    /// Of which organisation.
    #[serde(rename = "o")]
    pub organisation: OrganisationId,
    /// From which device.
    #[serde(rename = "d")]
    pub sender: DeviceId,
    /// When it was made, by the sender's clock (RFC 3339).
    #[serde(rename = "t")]
    pub made_at: String,
    /// Signed statements, each as [`crate::SignedStatement::to_bytes`] wrote it.
    #[serde(rename = "s", with = "pieces")]
    pub statements: Vec<Vec<u8>>,
    /// Which statements the sender holds, in short: whoever holds the same need not send them.
    #[serde(rename = "k", default)]
    pub known: Known,
    /// Parcels, each as [`crate::Parcel::to_bytes`] wrote it.
    #[serde(rename = "p", with = "pieces")]
    pub parcels: Vec<Vec<u8>>,
    /// How far the sender holds each feed of each section: proof of receipt. As a rule one parcel a feed; the last of
    /// each branch where a feed has forked.
    #[serde(rename = "h")]
    pub heads: BTreeMap<DocumentId, BTreeMap<FeedId, Vec<Tip>>>,
    /// Whether these heads name each section that the sender knows of and the receiver reads, as they do in a bundle for one
    /// member: of any other nothing proves that it holds anything.
    #[serde(rename = "e", default, skip_serializing_if = "std::ops::Not::not")]
    pub names_all: bool,
    /// Whose record a section of these heads is of, for each whose statements were left out: the receiver may not hold them
    /// after all, and knows then in whose record something is missing.
    #[serde(rename = "w", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub whose: BTreeMap<IndividualId, BTreeSet<DocumentId>>,
    /// Sealed pieces of attachments: each is known by its hash alone, and whoever wants it knows that.
    #[serde(rename = "b", with = "pieces", default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Vec<u8>>,
    /// How much of an attachment the sender holds, where that is news: proof of receipt.
    #[serde(rename = "a", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attachments: BTreeMap<DocumentId, BTreeMap<AttachmentId, PiecesHeld>>,
}

/// Which pieces of an attachment are held: a bit each, in their order, from the highest bit of the first byte; no byte at all
/// for all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PiecesHeld(#[serde(with = "serde_bytes")] Vec<u8>);

impl PiecesHeld {
    /// From whether each is held.
    #[must_use]
    pub fn of(held: &[bool]) -> Self {
        if held.iter().all(|held| *held) {
            return Self::default();
        }
        let byte = |bits: &[bool]| {
            bits.iter()
                .enumerate()
                .fold(0, |byte, (at, held)| byte | (u8::from(*held) << 7_usize.saturating_sub(at)))
        };
        Self(held.chunks(8).map(byte).collect())
    }

    /// As it is stored.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// To be stored.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether the piece at this place is held.
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        let bit = || self.0.get(place / 8).is_some_and(|byte| byte & (0x80 >> (place % 8)) != 0);
        self.0.is_empty() || bit()
    }
}

/// Sets of statements that the receiver may have, in short, each as [`statements_digest`] gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Those about people and their devices; absent where there are none.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub people: Option<ByteArray<16>>,
    /// Those about each section.
    #[serde(rename = "s", default)]
    pub sections: BTreeMap<DocumentId, ByteArray<16>>,
}

/// A set of statements in short: the first half of SHA-256 over their sorted ids.
#[must_use]
pub fn statements_digest(ids: &BTreeSet<StatementId>) -> [u8; 16] {
    let digest =
        ids.iter().fold(Sha256::new_with_prefix(b"kith statements 1\0"), |hash, id| hash.chain_update(id));
    digest.finalize().first_chunk().copied().unwrap_or_default()
}

/// A parcel that is held together with everything before it in its feed. Its id says which branch: a number alone would
/// let a device that holds one branch of a fork seem to hold the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tip {
    /// Its number in the feed.
    #[serde(rename = "n")]
    pub sequence: u64,
    /// Its [`crate::parcel_id`].
    #[serde(rename = "p", with = "serde_bytes")]
    pub parcel: [u8; 32],
}

/// A bundle opened but not yet verified.
pub struct SignedContents {
    contents: BundleContents,
    opened: Opened,
}

impl SignedContents {
    /// The contents before verification, which anyone who knows this device's public key may have made up. Only what is signed for itself
    /// may be taken from here: statements and parcels.
    #[must_use]
    pub fn contents(&self) -> &BundleContents {
        &self.contents
    }

    /// The contents, once the sender is known and its signature holds.
    ///
    /// # Errors
    /// [`SyncError::ForeignOrganisation`], [`SyncError::Stranger`] when the sender is no device of the membership,
    /// [`SyncError::BadSignature`].
    pub fn verify(&self, membership: &Membership) -> Result<&BundleContents, BundleError> {
        let organisation = membership.organisation().ok_or(SyncError::Incomplete)?;
        if organisation.id != self.contents.organisation {
            return Err(SyncError::ForeignOrganisation);
        }
        let device = membership.device(self.contents.sender).ok_or(SyncError::Stranger)?;
        let Opened { sealed_to, signature, contents } = &self.opened;
        if !signing::is_signed_by(&device.sign, Purpose::Bundle, sealed_to, contents, signature) {
            return Err(SyncError::BadSignature);
        }
        Ok(&self.contents)
    }
}

/// Writes a bundle for these devices, given with their X-Wing public keys.
///
/// # Errors
/// [`SyncError::BadKey`] for a public key that is none, [`SyncError::TooLarge`] beyond 256 MiB or 4,096 devices.
pub fn write_bundle(
    contents: &BundleContents,
    recipients: &[(DeviceId, Vec<u8>)],
    keys: &DeviceKeys,
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, BundleError> {
    let encoded = codec::encode(contents)?;
    let sign = |sealed_to: &[u8; 32], contents: &[u8]| keys.sign(Purpose::Bundle, sealed_to, contents);
    sealed_file::write(FileKind::Bundle, encoded, recipients, sign, rng)
}

/// Opens a bundle sealed to this device.
///
/// # Errors
/// [`SyncError::OtherKind`], [`SyncError::Newer`], [`SyncError::Truncated`], [`SyncError::Damaged`],
/// [`SyncError::TooLarge`] or [`SyncError::NotForYou`].
pub fn read_bundle(bytes: &[u8], device: DeviceId, keys: &DeviceKeys) -> Result<SignedContents, BundleError> {
    let opened = sealed_file::read(FileKind::Bundle, bytes, device, keys)?;
    let contents = codec::decode(&opened.contents)?;
    Ok(SignedContents { contents, opened })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Office, Person, bit_flips, visit};
    use crate::{SectionKey, SignedStatement};

    fn contents(office: &mut Office, sender: &Person) -> BundleContents {
        let document = office.section(sender);
        let feed = office.feed(document, sender);
        let key = SectionKey::generate(&mut office.rng);
        let parcel = office.parcel((document, feed), None, &visit(1), (&key, sender));
        let tip = Tip { sequence: 1, parcel: crate::parcel_id(&parcel.to_bytes()) };
        BundleContents {
            organisation: office.id,
            sender: sender.device,
            made_at: "2026-03-04T16:02:11+00:00".to_owned(),
            statements: office.statements.iter().map(SignedStatement::to_bytes).collect(),
            known: Known { people: Some(ByteArray::new([1; 16])), sections: BTreeMap::default() },
            parcels: vec![parcel.to_bytes()],
            heads: BTreeMap::from([(document, BTreeMap::from([(feed, vec![tip])]))]),
            names_all: true,
            whose: BTreeMap::from([(IndividualId::from_bytes([2; 16]), BTreeSet::from([document]))]),
            pieces: vec![vec![1, 2, 3]],
            attachments: BTreeMap::from([(
                document,
                BTreeMap::from([(AttachmentId::from_bytes([5; 16]), PiecesHeld::of(&[true, false]))]),
            )]),
        }
    }

    fn read(bytes: &[u8], person: &Person) -> Result<SignedContents, BundleError> {
        read_bundle(bytes, person.device, &person.keys)
    }

    #[test]
    fn which_pieces_are_held_is_read_as_it_was_told() {
        for held in
            [vec![], vec![true; 9], vec![false], [vec![true; 8], vec![false]].concat(), vec![false; 17]]
        {
            let told = PiecesHeld::from_bytes(PiecesHeld::of(&held).bytes().to_vec());
            assert!(held.iter().enumerate().all(|(at, held)| told.has(at) == *held), "{held:?}");
        }
        assert!(!PiecesHeld::of(&[true, false]).has(900), "of what is beyond nothing is held");
    }

    #[test]
    fn a_bundle_opens_for_each_named_device_and_no_other() {
        let mut office = Office::new(40);
        let [sender, first, second, other] = std::array::from_fn(|_| office.member());
        let contents = contents(&mut office, &sender);
        let to = [first.recipient(), second.recipient()];
        let bundle = write_bundle(&contents, &to, &sender.keys, &mut office.rng).unwrap();
        for reader in [&first, &second] {
            let opened = read(&bundle, reader).unwrap();
            // All a newcomer knows is the root; the rest comes with the bundle.
            let statements: Vec<SignedStatement> = opened
                .contents()
                .statements
                .iter()
                .map(|bytes| SignedStatement::from_bytes(bytes).unwrap())
                .collect();
            let membership = Membership::new(office.root.public(), &statements);
            assert_eq!(opened.verify(&membership), Ok(&contents));
        }
        assert_eq!(read(&bundle, &other).err(), Some(SyncError::NotForYou));
        assert_eq!(read(&bundle, &sender).err(), Some(SyncError::NotForYou));
        let hidden = |needle: &[u8]| !bundle.windows(needle.len()).any(|window| window == needle);
        assert!(hidden(&first.device.to_bytes()) && hidden(&first.keys.public().seal[..32]));
    }

    #[test]
    fn a_bundle_is_believed_only_from_a_device_of_the_same_organisation() {
        let mut office = Office::new(41);
        let [sender, reader, colleague] = std::array::from_fn(|_| office.member());
        let stranger = office.stranger();
        let good = contents(&mut office, &sender);
        let membership = office.membership();
        let elsewhere = Office::new(42);
        let rows = [
            (
                "a stranger",
                BundleContents { sender: stranger.device, ..good.clone() },
                &stranger,
                SyncError::Stranger,
            ),
            ("in another's name", good.clone(), &colleague, SyncError::BadSignature),
            (
                "another organisation",
                BundleContents { organisation: elsewhere.id, ..good },
                &sender,
                SyncError::ForeignOrganisation,
            ),
        ];
        for (name, contents, signer, expected) in rows {
            let bundle =
                write_bundle(&contents, &[reader.recipient()], &signer.keys, &mut office.rng).unwrap();
            let opened = read(&bundle, &reader).unwrap();
            assert_eq!(opened.verify(&membership).err(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_bundle_sealed_anew_for_somebody_else_is_not_the_senders() {
        let mut office = Office::new(43);
        let [sender, reader, third] = std::array::from_fn(|_| office.member());
        let contents = contents(&mut office, &sender);
        let bundle = write_bundle(&contents, &[reader.recipient()], &sender.keys, &mut office.rng).unwrap();
        let opened = read(&bundle, &reader).unwrap().opened;
        let resealed = sealed_file::write(
            FileKind::Bundle,
            opened.contents.to_vec(),
            &[third.recipient()],
            |_, _| opened.signature,
            &mut office.rng,
        );
        let read = read(&resealed.unwrap(), &third).unwrap();
        assert_eq!(read.verify(&office.membership()), Err(SyncError::BadSignature));
    }

    #[test]
    fn a_bundle_changed_cut_or_extended_is_refused() {
        let mut office = Office::new(44);
        let [sender, reader, other] = std::array::from_fn(|_| office.member());
        let mut contents = contents(&mut office, &sender);
        contents.statements.clear();
        let to = [other.recipient(), reader.recipient()];
        let bundle = write_bundle(&contents, &to, &sender.keys, &mut office.rng).unwrap();
        for (at, flipped) in bit_flips(&bundle, 7).enumerate() {
            assert!(read(&flipped, &reader).is_err(), "{at}");
        }
        for length in 0..bundle.len() {
            let expected = if length == 0 { SyncError::OtherKind } else { SyncError::Truncated };
            assert_eq!(read(&bundle[..length], &reader).err(), Some(expected), "{length}");
        }
        let extended = [bundle.as_slice(), b"\n"].concat();
        assert_eq!(read(&extended, &reader).err(), Some(SyncError::Damaged));
        let mut newer = bundle.clone();
        newer[5] = 9;
        assert_eq!(read(&newer, &reader).err(), Some(SyncError::Newer));
        assert_eq!(read(b"PK\x03\x04 something else", &reader).err(), Some(SyncError::OtherKind));
        assert!(read(&bundle, &reader).is_ok());
    }
}
