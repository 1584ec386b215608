//! Identities. Every thing that can be pointed at has its own type, so that a person can never be passed where a
//! parcel is meant. The bytes are random (version 4 layout) and are made from randomness the caller supplies; only a
//! device's follow from its keys, and an attachment's from its pieces.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::{Uuid, Variant};

/// A text that is not an id: 36 characters, hexadecimal with hyphens, were expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// An id from 16 random bytes.
            #[must_use]
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }

            /// The id whose 16 bytes these are, as stored.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The 16 bytes of the id.
            #[must_use]
            pub fn to_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )*};
}

id! {
    /// A photo or a recording by what it is made of: it follows from its pieces.
    AttachmentId;
    /// A card: something in the record that changes over time.
    CardId;
    /// A device of a member: it holds one vault and one pair of keys.
    DeviceId;
    /// The document of one section: the random name under which its parcels travel.
    DocumentId;
    /// An entry: something that happened and never changes.
    EntryId;
    /// One statement of one value, unique even where the same value is said twice.
    FactId;
    /// What one vault incarnation adds to one section, in order.
    FeedId;
    /// The individual whose record it is.
    IndividualId;
    /// A member of the organisation: a worker, an individual, a key person, an advocate.
    MemberId;
    /// The organisation.
    OrganisationId;
}

/// A device's id is made of its keys and its member: the version 8 layout tells such an id from a random one of before.
impl DeviceId {
    /// The id that 16 bytes of a digest give.
    #[must_use]
    pub fn from_digest(digest: [u8; 16]) -> Self {
        Self(uuid::Builder::from_custom_bytes(digest).into_uuid())
    }

    /// Whether it was made from a digest.
    #[must_use]
    pub fn is_from_digest(self) -> bool {
        self.0.get_version_num() == 8 && self.0.get_variant() == Variant::RFC4122
    }
}
