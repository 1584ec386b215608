//! Whether a received parcel may be believed: a pure function of the parcel, the membership statements and what is held
//! before it in its feed. No clock: a parcel written under a grant is admitted after the grant has run out, since no receiver
//! can know when it was written. The signature comes first, and nothing is decrypted here.

use kith_domain::id::{DeviceId, DocumentId, FeedId, MemberId};
use kith_wire::Parcel;

use crate::Membership;
use crate::parcel::{has_honest_size, is_signed_by};

/// What becomes of a received parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// To be opened and applied.
    Admitted {
        /// Whose it is.
        author: MemberId,
        /// The device that signed it.
        device: DeviceId,
    },
    /// To be kept until something named has come.
    Waiting(WaitingFor),
    /// To be kept and shown; the record stays as it was.
    Quarantined(Code),
}

/// What a waiting parcel waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitingFor {
    /// The statement that says whose feed this is.
    Feed(FeedId),
    /// The statement that says what section this is.
    Section(DocumentId),
    /// The parcel before it in its feed.
    Previous {
        /// The feed.
        feed: FeedId,
        /// Its number.
        sequence: u64,
    },
    /// The parcels its author had read: each feed up to that number.
    Parcels(Vec<(FeedId, u64)>),
    /// The section's key.
    Key {
        /// The section.
        document: DocumentId,
        /// The epoch of the key.
        epoch: u32,
    },
}

impl WaitingFor {
    /// The stable code of what is waited for.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Feed(_) => "waiting_for_feed",
            Self::Section(_) => "waiting_for_section",
            Self::Previous { .. } => "waiting_for_previous",
            Self::Parcels(_) => "waiting_for_parcels",
            Self::Key { .. } => "waiting_for_key",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Why a parcel is set apart. The text of a code is stored and never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable text of the code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The code of that text.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

codes! {
    /// Not signed by the device that owns the feed.
    BadSignature = "bad_signature",
    /// Signed by a device that is not of this organisation.
    Stranger = "stranger",
    /// Written by a member who may not read the section. Decided anew when statements come.
    NotAReader = "not_a_reader",
    /// In a feed that belongs to another section.
    ForeignDocument = "foreign_document",
    /// Carries a number at which its feed holds another parcel. Both are applied, and this is noted.
    Forked = "forked",
    /// Does not open with the section's key.
    Undecryptable = "undecryptable",
    /// Holds what no app writes.
    Malformed = "malformed",
    /// Holds changes by an actor that is not the feed's own.
    ForeignActor = "foreign_actor",
    /// Holds changes that automerge refuses.
    UndecodableChanges = "undecodable_changes",
    /// Its changes give a document that does not survive saving and loading.
    UnfaithfulChanges = "unfaithful_changes",
}

impl Code {
    /// Whether a later statement can change the verdict: such parcels are to be admitted again when statements come.
    #[must_use]
    pub fn may_heal(self) -> bool {
        matches!(self, Self::Stranger | Self::NotAReader)
    }
}

/// Decides on a parcel; `before` are the [`crate::ciphertext_hash`]es of those admitted with the number before it in its feed.
///
/// As a rule there is one. Two are a fork: one device's vault went on twice, from a copy or a restored backup. Both
/// branches are what its holder recorded, so both are admitted; that there are two is told by the caller. A parcel whose
/// predecessor is not here waits for it. The caller adds what only it can know: [`WaitingFor::Key`] before opening, and
/// [`WaitingFor::Parcels`] after.
#[must_use]
pub fn admit(parcel: &Parcel, membership: &Membership, before: &[[u8; 32]]) -> Admission {
    let feed = FeedId::from_bytes(parcel.header.feed);
    let document = DocumentId::from_bytes(parcel.header.document);
    let owner = membership.feed(feed).and_then(|(of, device)| Some((of, membership.device(device)?)));
    let Some((feed_document, device)) = owner else {
        return Admission::Waiting(WaitingFor::Feed(feed));
    };
    if !is_signed_by(parcel, &device.sign) {
        return Admission::Quarantined(Code::BadSignature);
    }
    if feed_document != document {
        return Admission::Quarantined(Code::ForeignDocument);
    }
    if !has_honest_size(parcel) {
        return Admission::Quarantined(Code::Malformed);
    }
    if membership.section(document).is_none() {
        return Admission::Waiting(WaitingFor::Section(document));
    }
    if !membership.reads(device.member, document) {
        return Admission::Quarantined(Code::NotAReader);
    }
    match parcel.header.sequence.checked_sub(1) {
        Some(sequence) if sequence > 0 && !before.contains(&parcel.header.previous) => {
            Admission::Waiting(WaitingFor::Previous { feed, sequence })
        }
        _ => Admission::Admitted { author: device.member, device: device.device },
    }
}

/// Whether a device of a member who reads the parcel's section, or once did, signed it, whatever its feed. Anybody can
/// name a section in a clear header; only these could have added to it.
#[must_use]
pub fn is_by_a_reader(parcel: &Parcel, membership: &Membership) -> bool {
    let document = DocumentId::from_bytes(parcel.header.document);
    membership
        .members()
        .filter(|member| membership.reads(member.id, document))
        .flat_map(|member| membership.devices_of(member.id))
        .any(|device| is_signed_by(parcel, &device.sign))
}

#[cfg(test)]
#[path = "admission_tests.rs"]
mod tests;
