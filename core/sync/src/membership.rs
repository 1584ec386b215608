//! Who is who and who reads what: a pure function of a set of signed statements.
//!
//! Order never matters: statements are first sorted by identity, rights are the least fixpoint of the grants, and where
//! two statements about one thing contradict each other a rule on their content decides. What does not count is listed in
//! [`Membership::problems`] and changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use kith_domain::id::{DeviceId, DocumentId, FeedId, IndividualId, MemberId, OrganisationId};

use crate::statements::StatementId;

mod reckoning;
#[cfg(test)]
mod tests;

type Instant = DateTime<FixedOffset>;

/// The key that each statement was found to be signed by. A signature is a function of the statement's bytes and the key
/// alone: what held once holds for ever, and whoever keeps this need not verify again.
pub type Signatures = BTreeMap<StatementId, [u8; 32]>;

/// The organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// A member, by the latest statement about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their id.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// The name of their role.
    pub role: String,
    /// For an individual: whose record is theirs.
    pub individual: Option<IndividualId>,
    /// Since when.
    pub at: Instant,
}

/// A member's device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub device: DeviceId,
    /// Whose it is.
    pub member: MemberId,
    /// Its Ed25519 public key.
    pub sign: [u8; 32],
    /// Its X-Wing public key.
    pub seal: Vec<u8>,
    /// Since when.
    pub at: Instant,
}

/// A section of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its document.
    pub document: DocumentId,
    /// Whose record it is part of.
    pub individual: IndividualId,
    /// The name of its kind.
    pub kind: String,
    /// Who made it.
    pub by: MemberId,
    /// What its maker said of its first key.
    pub commitment: [u8; 32],
    /// When it was made.
    pub at: Instant,
}

/// A right to read a section, given by someone who had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The statement that gives it.
    pub statement: StatementId,
    /// The section.
    pub document: DocumentId,
    /// Who may read it.
    pub member: MemberId,
    /// By whose word.
    pub by: MemberId,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Option<Instant>,
    /// When it was given.
    pub at: Instant,
}

/// Why a statement does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Its bytes are no statement.
    Malformed,
    /// Its signer did not sign it.
    BadSignature,
    /// Only the root may say this.
    NotByTheRoot,
    /// Its signer is no device of this organisation, as far as is known here.
    UnknownSigner,
    /// It speaks for a member whom nothing known here names.
    UnknownMember,
    /// It is signed by a device of someone else than it speaks for.
    NotTheirs,
    /// Its id was made for something else: somebody claims what is another's.
    NotItsOwnId,
    /// It is about a section that nothing known here describes.
    UnknownSection,
    /// Its giver does not read the section, or no longer did.
    NotAReader,
    /// Another statement about the same thing stands before it.
    Superseded,
}

impl Cause {
    /// The stable code, the key of its wording.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::BadSignature => "bad_signature",
            Self::NotByTheRoot => "not_by_the_root",
            Self::UnknownSigner => "unknown_signer",
            Self::UnknownMember => "unknown_member",
            Self::NotTheirs => "not_theirs",
            Self::NotItsOwnId => "not_its_own_id",
            Self::UnknownSection => "unknown_section",
            Self::NotAReader => "not_a_reader",
            Self::Superseded => "superseded",
        }
    }
}

/// A statement that does not count, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The statement.
    pub statement: StatementId,
    /// Why it does not count.
    pub cause: Cause,
}

/// What a set of statements says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Membership {
    root: [u8; 32],
    organisation: Option<Organisation>,
    members: BTreeMap<MemberId, Member>,
    roles: BTreeMap<MemberId, BTreeSet<String>>,
    devices: BTreeMap<DeviceId, Device>,
    sections: BTreeMap<DocumentId, Section>,
    feeds: BTreeMap<FeedId, (DocumentId, DeviceId)>,
    grants: BTreeMap<DocumentId, Vec<Grant>>,
    envelopes: BTreeMap<(DocumentId, u32, DeviceId), Vec<Vec<u8>>>,
    newer: Vec<StatementId>,
    problems: Vec<Problem>,
    signatures: Signatures,
}

impl Membership {
    /// The statements that do not count here, and why. Some count once others have come.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The statements whose signature holds, and under which key: to be kept, and given to [`Membership::knowing`].
    #[must_use]
    pub fn signatures(&self) -> &Signatures {
        &self.signatures
    }

    /// The statements of a kind only a newer app knows.
    #[must_use]
    pub fn newer(&self) -> &[StatementId] {
        &self.newer
    }

    /// The organisation's public root.
    #[must_use]
    pub fn root(&self) -> &[u8; 32] {
        &self.root
    }

    /// The organisation, once its statement is known.
    #[must_use]
    pub fn organisation(&self) -> Option<&Organisation> {
        self.organisation.as_ref()
    }

    /// The member with this id.
    #[must_use]
    pub fn member(&self, member: MemberId) -> Option<&Member> {
        self.members.get(&member)
    }

    /// Every member, by id.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// Every role that a member was ever given. What they did in one is not undone when they have another.
    pub fn roles(&self, member: MemberId) -> impl Iterator<Item = &str> {
        self.roles.get(&member).into_iter().flatten().map(String::as_str)
    }

    /// The device with this id.
    #[must_use]
    pub fn device(&self, device: DeviceId) -> Option<&Device> {
        self.devices.get(&device)
    }

    /// A member's devices, by id.
    pub fn devices_of(&self, member: MemberId) -> impl Iterator<Item = &Device> {
        self.devices.values().filter(move |device| device.member == member)
    }

    /// The section and the device that a feed belongs to.
    #[must_use]
    pub fn feed(&self, feed: FeedId) -> Option<(DocumentId, DeviceId)> {
        self.feeds.get(&feed).copied()
    }

    /// Whose feed it is.
    #[must_use]
    pub fn author(&self, feed: FeedId) -> Option<MemberId> {
        let (_, device) = self.feed(feed)?;
        self.device(device).map(|device| device.member)
    }

    /// The section with this document.
    #[must_use]
    pub fn section(&self, document: DocumentId) -> Option<&Section> {
        self.sections.get(&document)
    }

    /// Every section, by document.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.values()
    }

    /// The grants of a section that count, run out or not, by statement.
    #[must_use]
    pub fn grants(&self, document: DocumentId) -> &[Grant] {
        self.grants.get(&document).map_or(&[], Vec::as_slice)
    }

    /// Who may read a section at an instant: its maker and those whose grant has not run out.
    #[must_use]
    pub fn readers(&self, document: DocumentId, at: Instant) -> BTreeSet<MemberId> {
        let granted = self.grants(document).iter().filter(|grant| grant.until.is_none_or(|until| at < until));
        let maker = self.section(document).map(|section| section.by);
        granted.map(|grant| grant.member).chain(maker).collect()
    }

    /// Whether a member reads a section or once did. For admission, which knows no clock; who is to be given more is
    /// [`Membership::readers`].
    #[must_use]
    pub fn reads(&self, member: MemberId, document: DocumentId) -> bool {
        self.section(document).is_some_and(|section| section.by == member)
            || self.grants(document).iter().any(|grant| grant.member == member)
    }

    /// A sealed section key for a device; the first of [`Membership::envelopes`].
    #[must_use]
    pub fn envelope(&self, document: DocumentId, epoch: u32, device: DeviceId) -> Option<&[u8]> {
        self.envelopes(document, epoch, device).next()
    }

    /// Every sealed section key for a device: one that does not open must not hide one that does.
    pub fn envelopes(
        &self,
        document: DocumentId,
        epoch: u32,
        device: DeviceId,
    ) -> impl Iterator<Item = &[u8]> {
        self.envelopes.get(&(document, epoch, device)).into_iter().flatten().map(Vec::as_slice)
    }
}
