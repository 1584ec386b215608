//! Signed facts about who is who and who reads what. A set of them only grows; what it says is [`crate::Membership`].
//!
//! A statement is signed as bytes and kept as bytes, so that what a newer app added to it is kept and handed on. Its
//! identity covers the signature too: else a forger could send the right bytes under a wrong signature first, and the
//! true statement would be taken for known.
//!
//! **Names that prove their maker.** A document's id and a feed's id are in the clear on every parcel, so any member could
//! claim them by a statement of their own. Half of such an id is therefore a hash of what it belongs to:
//! [`new_document`] and [`new_feed`] make them, and a claim by anyone else does not fit the id. A record's id names whoever
//! began it in the same way ([`new_individual`]), so that nobody else can set up a second place for staff to write into.
//! A device's id is a hash of its keys and its member ([`device_id`]): nobody, the root neither, can say of it later that
//! it has other keys or is somebody else's.

use chrono::{DateTime, FixedOffset};
use kith_domain::id::{DeviceId, DocumentId, FeedId, IndividualId, MemberId, OrganisationId};
use kith_wire::WireError;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::codec::{self, hashes};
use crate::keys::{DeviceKeys, DevicePublic, OrganisationKeys};
use crate::signing::{self, Purpose};
use crate::{SyncError, cipher};

/// The largest statement, in bytes (64 KiB).
pub const STATEMENT_LIMIT_BYTES: usize = 64 * 1024;
const VERSION: u8 = 1;
const SIGNER_LENGTH_BYTES: usize = 17;

/// One fact. Times are the signing device's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// The organisation and its root. Signed by the root.
    Organisation {
        /// Its id.
        organisation: OrganisationId,
        /// Its name.
        name: String,
        /// Its public root.
        #[serde(with = "serde_bytes")]
        root: [u8; 32],
    },
    /// A member, as from `at`. Signed by the root.
    Member {
        /// Their id.
        member: MemberId,
        /// Their name.
        name: String,
        /// The name of their role; it may be one of a newer app.
        role: String,
        /// For an individual: whose record is theirs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        individual: Option<IndividualId>,
        /// Since when.
        at: DateTime<FixedOffset>,
    },
    /// A member's device and its keys, which never change. Signed by the root.
    Device {
        /// Its id.
        device: DeviceId,
        /// Whose it is.
        member: MemberId,
        /// Its Ed25519 public key.
        #[serde(with = "serde_bytes")]
        sign: [u8; 32],
        /// Its X-Wing public key.
        #[serde(with = "serde_bytes")]
        seal: Vec<u8>,
        /// Since when.
        at: DateTime<FixedOffset>,
    },
    /// A section. Signed by a device of its maker; its id is from [`new_document`].
    Section {
        /// The section.
        document: DocumentId,
        /// Whose record it is part of.
        individual: IndividualId,
        /// The name of its kind; it may be one of a newer app.
        kind: String,
        /// Who made it, and so reads it.
        by: MemberId,
        /// [`crate::SectionKey::commitment`] of its first key: an envelope that holds another is passed over.
        #[serde(with = "serde_bytes")]
        commitment: [u8; 32],
        /// When it was made.
        at: DateTime<FixedOffset>,
    },
    /// A device's feed in a section. Signed by that device; its id is from [`new_feed`].
    Feed {
        /// The feed.
        feed: FeedId,
        /// The section.
        document: DocumentId,
        /// The device.
        device: DeviceId,
    },
    /// That a member may read a section. Signed by a device of `by`, who reads it.
    Grant {
        /// The section.
        document: DocumentId,
        /// Who may read it.
        member: MemberId,
        /// By whose word.
        by: MemberId,
        /// Why.
        reason: String,
        /// Until when; for good when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<DateTime<FixedOffset>>,
        /// When it was given.
        at: DateTime<FixedOffset>,
        /// The statements about the section that the giver had seen.
        #[serde(with = "hashes")]
        saw: Vec<[u8; 32]>,
    },
    /// A section's key, sealed to one device by [`crate::seal_key`]. Signed by a device of a reader.
    KeyEnvelope {
        /// The section.
        document: DocumentId,
        /// Which of its keys.
        epoch: u32,
        /// To which device.
        device: DeviceId,
        /// The sealed key.
        #[serde(with = "serde_bytes")]
        sealed: Vec<u8>,
    },
    /// A fact of a newer app: kept, handed on, and never written by this one.
    #[serde(skip)]
    Unknown {
        /// The name of its kind.
        kind: String,
    },
}

impl Statement {
    const KINDS: [&'static str; 7] =
        ["organisation", "member", "device", "section", "feed", "grant", "key_envelope"];

    /// The name of its kind; `unknown` for one of a newer app.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Organisation { .. } => "organisation",
            Self::Member { .. } => "member",
            Self::Device { .. } => "device",
            Self::Section { .. } => "section",
            Self::Feed { .. } => "feed",
            Self::Grant { .. } => "grant",
            Self::KeyEnvelope { .. } => "key_envelope",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// The section it is about, if it is about one.
    #[must_use]
    pub fn document(&self) -> Option<DocumentId> {
        match self {
            Self::Section { document, .. }
            | Self::Feed { document, .. }
            | Self::Grant { document, .. }
            | Self::KeyEnvelope { document, .. } => Some(*document),
            Self::Organisation { .. } | Self::Member { .. } | Self::Device { .. } | Self::Unknown { .. } => {
                None
            }
        }
    }

    fn decode(bytes: &[u8]) -> Result<Self, SyncError> {
        let known = codec::decode(bytes);
        if known.is_ok() {
            return known;
        }
        match codec::decode::<ciborium::Value>(bytes)? {
            ciborium::Value::Map(fields) => match fields.as_slice() {
                [(ciborium::Value::Text(kind), _)] if !Self::KINDS.contains(&kind.as_str()) => {
                    Ok(Self::Unknown { kind: kind.clone() })
                }
                _ => Err(SyncError::Damaged),
            },
            _ => Err(SyncError::Damaged),
        }
    }
}

/// Who signed a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signer {
    /// The organisation's root.
    Root,
    /// A device.
    Device(DeviceId),
}

impl Signer {
    fn to_bytes(self) -> [u8; SIGNER_LENGTH_BYTES] {
        let (kind, id) = match self {
            Self::Root => (0, [0; 16]),
            Self::Device(device) => (1, device.to_bytes()),
        };
        let mut bytes = [kind; SIGNER_LENGTH_BYTES];
        for (to, from) in bytes.iter_mut().skip(1).zip(id) {
            *to = from;
        }
        bytes
    }

    fn from_bytes(bytes: &[u8; SIGNER_LENGTH_BYTES]) -> Result<Self, WireError> {
        let (kind, id) = bytes.split_last_chunk::<16>().ok_or(WireError::Truncated)?;
        match (kind, *id) {
            ([0], id) if id == [0; 16] => Ok(Self::Root),
            ([1], id) => Ok(Self::Device(DeviceId::from_bytes(id))),
            _ => Err(WireError::Malformed),
        }
    }
}

/// Identity of a signed statement: SHA-256 of its bytes, signature included.
pub type StatementId = [u8; 32];

/// A statement as signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedStatement {
    /// The statement's own encoding, verbatim.
    pub bytes: Vec<u8>,
    /// Who is said to have signed it.
    pub signer: Signer,
    /// The signature over signer and bytes.
    pub signature: [u8; 64],
}

impl SignedStatement {
    /// Signs as the organisation's root.
    ///
    /// # Errors
    /// [`SyncError::TooLarge`] beyond [`STATEMENT_LIMIT_BYTES`] or for a [`Statement::Unknown`].
    pub fn sign_by_root(statement: &Statement, keys: &OrganisationKeys) -> Result<Self, SyncError> {
        Self::make(statement, Signer::Root, |signer, bytes| keys.sign(Purpose::Statement, signer, bytes))
    }

    /// Signs as a device.
    ///
    /// # Errors
    /// [`SyncError::TooLarge`] beyond [`STATEMENT_LIMIT_BYTES`] or for a [`Statement::Unknown`].
    pub fn sign_by_device(
        statement: &Statement,
        device: DeviceId,
        keys: &DeviceKeys,
    ) -> Result<Self, SyncError> {
        let signer = Signer::Device(device);
        Self::make(statement, signer, |signer, bytes| keys.sign(Purpose::Statement, signer, bytes))
    }

    fn make(
        statement: &Statement,
        signer: Signer,
        sign: impl FnOnce(&[u8], &[u8]) -> [u8; 64],
    ) -> Result<Self, SyncError> {
        let bytes = codec::encode(statement)?;
        if bytes.len() > STATEMENT_LIMIT_BYTES {
            return Err(SyncError::TooLarge);
        }
        Ok(Self::sign_bytes(bytes, signer, sign))
    }

    pub(crate) fn sign_bytes(
        bytes: Vec<u8>,
        signer: Signer,
        sign: impl FnOnce(&[u8], &[u8]) -> [u8; 64],
    ) -> Self {
        let signature = sign(&signer.to_bytes(), &bytes);
        Self { bytes, signer, signature }
    }

    /// Identity of the statement.
    #[must_use]
    pub fn id(&self) -> StatementId {
        Sha256::digest(self.to_bytes()).into()
    }

    /// What it says.
    ///
    /// # Errors
    /// [`SyncError::Damaged`] for bytes that are no statement.
    pub fn statement(&self) -> Result<Statement, SyncError> {
        Statement::decode(&self.bytes)
    }

    /// The name of its kind; `unknown` also for bytes that are no statement.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.statement().map_or("unknown", |statement| statement.kind())
    }

    /// The section it is about, if it is about one that this app knows.
    #[must_use]
    pub fn document(&self) -> Option<DocumentId> {
        self.statement().ok()?.document()
    }

    /// Whether the holder of this Ed25519 key signed it.
    #[must_use]
    pub fn is_signed_by(&self, key: &[u8; 32]) -> bool {
        signing::is_signed_by(key, Purpose::Statement, &self.signer.to_bytes(), &self.bytes, &self.signature)
    }

    /// The one encoding of the signed statement: version, signer, signature, length, statement.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
        [&[VERSION], self.signer.to_bytes().as_slice(), &self.signature, &length, &self.bytes].concat()
    }

    /// Reads what [`SignedStatement::to_bytes`] wrote, and nothing else. The signature is not looked at.
    ///
    /// # Errors
    /// [`WireError`], by what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let (version, rest) = bytes.split_first().ok_or(WireError::Truncated)?;
        match *version {
            0 => return Err(WireError::Malformed),
            VERSION => {}
            _ => return Err(WireError::Newer),
        }
        let (signer, rest) = rest.split_first_chunk().ok_or(WireError::Truncated)?;
        let (signature, rest) = rest.split_first_chunk().ok_or(WireError::Truncated)?;
        let (length, rest) = rest.split_first_chunk().ok_or(WireError::Truncated)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| WireError::TooLarge)?;
        if length > STATEMENT_LIMIT_BYTES {
            return Err(WireError::TooLarge);
        }
        match rest.len().cmp(&length) {
            std::cmp::Ordering::Less => Err(WireError::Truncated),
            std::cmp::Ordering::Greater => Err(WireError::Trailing),
            std::cmp::Ordering::Equal => {
                let signer = Signer::from_bytes(signer)?;
                Ok(Self { bytes: rest.to_vec(), signer, signature: *signature })
            }
        }
    }
}

/// Eight random bytes and eight that bind them to an owner. To claim another's id, one would have to find an owner of
/// one's own with the same hash: 2⁶⁴ tries for each id.
fn owned_id(purpose: &[u8], random: &[u8], owner: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new().chain_update(purpose).chain_update(random);
    for part in owner {
        hash.update(part);
    }
    let hash = hash.finalize();
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(random.iter().take(8).chain(hash.iter().take(8))) {
        *to = *from;
    }
    id
}

fn individual_from(random: &[u8], by: MemberId) -> IndividualId {
    IndividualId::from_bytes(owned_id(b"kith individual 1\0", random, &[&by.to_bytes()]))
}

fn document_from(random: &[u8], individual: IndividualId, kind: &str, by: MemberId) -> DocumentId {
    let owner = [individual.to_bytes().as_slice(), &by.to_bytes(), kind.as_bytes()].map(<[u8]>::to_vec);
    let owner: Vec<&[u8]> = owner.iter().map(Vec::as_slice).collect();
    DocumentId::from_bytes(owned_id(b"kith document 1\0", random, &owner))
}

fn feed_from(random: &[u8], document: DocumentId, device: DeviceId) -> FeedId {
    FeedId::from_bytes(owned_id(b"kith feed 1\0", random, &[&document.to_bytes(), &device.to_bytes()]))
}

/// The id of a device with these keys, of this member: whatever else is said of it does not fit.
#[must_use]
pub fn device_id(member: MemberId, public: &DevicePublic) -> DeviceId {
    device_from(member, &public.sign, &public.seal)
}

fn device_from(member: MemberId, sign: &[u8; 32], seal: &[u8]) -> DeviceId {
    let hash = Sha256::new()
        .chain_update(b"kith device 1\0")
        .chain_update(member.to_bytes())
        .chain_update(sign)
        .chain_update(seal)
        .finalize();
    let mut id = [0; 16];
    id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    DeviceId::from_digest(id)
}

/// Whether a device may have this id. One that was made before ids were made of the keys has a random one, which fits
/// whatever is said.
pub(crate) fn is_device_of(device: DeviceId, member: MemberId, sign: &[u8; 32], seal: &[u8]) -> bool {
    !device.is_from_digest() || device_from(member, sign, seal) == device
}

/// A new record's id, which only sections by this member fit.
#[must_use]
pub fn new_individual(by: MemberId, rng: &mut dyn CryptoRng) -> IndividualId {
    individual_from(&cipher::random::<8>(rng), by)
}

/// A new section's id, which only a statement of this maker about this individual and kind fits.
#[must_use]
pub fn new_document(
    individual: IndividualId,
    kind: &str,
    by: MemberId,
    rng: &mut dyn CryptoRng,
) -> DocumentId {
    document_from(&cipher::random::<8>(rng), individual, kind, by)
}

/// A new feed's id, which only a statement of this device about this section fits.
#[must_use]
pub fn new_feed(document: DocumentId, device: DeviceId, rng: &mut dyn CryptoRng) -> FeedId {
    feed_from(&cipher::random::<8>(rng), document, device)
}

pub(crate) fn is_individual_of(individual: IndividualId, by: MemberId) -> bool {
    let id = individual.to_bytes();
    id.first_chunk::<8>().is_some_and(|random| individual_from(random, by) == individual)
}

pub(crate) fn is_document_of(
    document: DocumentId,
    individual: IndividualId,
    kind: &str,
    by: MemberId,
) -> bool {
    let id = document.to_bytes();
    id.first_chunk::<8>().is_some_and(|random| document_from(random, individual, kind, by) == document)
}

pub(crate) fn is_feed_of(feed: FeedId, document: DocumentId, device: DeviceId) -> bool {
    let id = feed.to_bytes();
    id.first_chunk::<8>().is_some_and(|random| feed_from(random, document, device) == feed)
}
