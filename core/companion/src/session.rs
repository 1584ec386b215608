//! A session: one open vault, who holds it, and what was read from it so far. Everything a command or a screen needs
//! is asked of it; it holds no rule of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kith_document::Document;
use kith_domain::card::Card;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, DeviceId, DocumentId, FeedId, IndividualId, MemberId, OrganisationId};
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_sync::{DeviceKeys, Membership, OrganisationKeys, Signatures, SignedStatement};
use kith_vault::{CardRow, ParcelState, Read, Vault};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};

use crate::audience::shares;
use crate::changed::Changed;
use crate::clock::{Clock, Reproducible, entropy};
use crate::error::KithError;
use crate::import::into_record::derived;
use crate::incarnation::Incarnation;
use crate::receive::{open_sections, settle};
use crate::seen::Seen;
use crate::settings::OpenedBy;
use crate::strings::Strings;

pub(crate) const IDENTITY: &str = "identity";
const WRITTEN: &str = "written";
const FURTHEST: &str = "furthest_clock";

/// One open vault and who holds it.
pub(crate) struct Session {
    pub(crate) vault: Vault,
    pub(crate) identity: Identity,
    pub(crate) membership: Membership,
    /// Signatures of statements that were found to hold and are noted in the vault with the next write.
    pub(crate) verified: Signatures,
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    pub(crate) clock: Clock,
    pub(crate) rng: ChaCha20Rng,
    pub(crate) strings: Strings,
    pub(crate) incarnation: Incarnation,
    /// What changed and nobody has asked about yet.
    pub(crate) changed: Changed,
    /// Whose own view this device is for now: see [`crate::together`].
    pub(crate) together: Option<IndividualId>,
    /// What opened the vault.
    pub(crate) opened_by: Option<OpenedBy>,
    /// The sheet that waits was made or shown since the vault was opened, to somebody who may open it.
    pub(crate) sheet_shown: bool,
    /// Which draft of theirs goes with what an individual is saying.
    pub(crate) own_said: Option<(IndividualId, String)>,
}

/// Who this device is. The secret keys never leave the vault but to sign, open and seal.
pub(crate) struct Identity {
    pub(crate) organisation: OrganisationId,
    pub(crate) member: MemberId,
    pub(crate) device: DeviceId,
    pub(crate) keys: DeviceKeys,
    pub(crate) root_public: [u8; 32],
    /// Only on the device of whoever founded the organisation.
    pub(crate) root: Option<OrganisationKeys>,
}

/// The identity as the vault keeps it.
#[derive(Serialize, Deserialize)]
struct StoredIdentity {
    organisation: OrganisationId,
    member: MemberId,
    device: DeviceId,
    keys: String,
    root_public: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    root: Option<String>,
}

impl Identity {
    pub(crate) fn to_setting(&self) -> Vec<u8> {
        let stored = StoredIdentity {
            organisation: self.organisation,
            member: self.member,
            device: self.device,
            keys: hex::encode(self.keys.to_secret_bytes()),
            root_public: hex::encode(self.root_public),
            root: self.root.as_ref().map(|root| hex::encode(root.to_secret_bytes())),
        };
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// Whether an identity as the vault keeps it is that of whoever founded the organisation.
    pub(crate) fn is_of_founder(bytes: &[u8]) -> bool {
        Self::from_setting(bytes).is_some_and(|identity| identity.root.is_some())
    }

    fn from_setting(bytes: &[u8]) -> Option<Self> {
        let stored: StoredIdentity = serde_json::from_slice(bytes).ok()?;
        Some(Self {
            organisation: stored.organisation,
            member: stored.member,
            device: stored.device,
            keys: DeviceKeys::from_secret_bytes(&hex::decode(stored.keys).ok()?).ok()?,
            root_public: hex::decode(stored.root_public).ok()?.try_into().ok()?,
            root: match stored.root {
                Some(root) => Some(OrganisationKeys::from_secret_bytes(&hex::decode(root).ok()?).ok()?),
                None => None,
            },
        })
    }
}

/// One section of a record that this device can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Section {
    pub(crate) document: DocumentId,
    pub(crate) individual: IndividualId,
    pub(crate) kind: SectionKind,
}

impl Session {
    /// The session over an opened vault. A vault whose owner has not joined an organisation yet is refused.
    pub(crate) fn start(
        mut vault: Vault,
        home: &Path,
        strings: Strings,
        reproducible: Option<Reproducible>,
    ) -> Result<Self, KithError> {
        if reproducible.is_some() && !vault.is_test() {
            return Err(KithError::Vault { code: "not_a_test_vault" });
        }
        let stored = vault.read().setting(IDENTITY)?.ok_or(KithError::Vault { code: "not_joined" })?;
        let identity =
            Identity::from_setting(&stored).ok_or(KithError::Unreadable { code: "vault_damaged" })?;
        let Reckoned { membership, verified } = Reckoned::of(&vault.read(), identity.root_public)?;
        if vault.read().read_model_is_stale()? {
            rebuild(&mut vault, &membership, &identity)?;
        }
        let rng = entropy(reproducible, written(&vault.read())?)?;
        let incarnation = Incarnation::read(home, &vault.read())?;
        Ok(Self {
            incarnation,
            vault,
            identity,
            membership,
            verified,
            documents: BTreeMap::new(),
            clock: Clock::new(reproducible),
            rng,
            strings,
            changed: Changed::default(),
            together: None,
            opened_by: None,
            sheet_shown: false,
            own_said: None,
        })
    }

    /// Stores who this device is, as part of founding or joining.
    pub(crate) fn store_identity(
        tx: &mut kith_vault::Write<'_>,
        identity: &Identity,
    ) -> Result<(), KithError> {
        tx.put_setting(IDENTITY, &identity.to_setting())?;
        Ok(())
    }

    /// The time by the device's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The sections of a record that this device reads, the shared one first.
    pub(crate) fn sections(&self, individual: IndividualId) -> Result<Vec<Section>, KithError> {
        let mut sections: Vec<Section> = self
            .vault
            .read()
            .sections(individual)?
            .into_iter()
            .filter_map(|row| {
                let kind = SectionKind::from_name(&row.kind)?;
                Some(Section { document: row.document, individual, kind })
            })
            .collect();
        sections.sort_by_key(|section| (section.kind, section.document));
        Ok(sections)
    }

    /// The sections of a record that have their place here, and those that are only named by somebody who shares the record:
    /// their statements, or what opens them, have not come.
    pub(crate) fn sections_and_named(
        &self,
        individual: IndividualId,
    ) -> Result<BTreeSet<DocumentId>, KithError> {
        let named = self.vault.read().sections_elsewhere(individual)?;
        let by: BTreeSet<DeviceId> = named.iter().map(|(_, by)| *by).collect();
        let shares = |device: &DeviceId| {
            let member = self.membership.device(*device).map(|device| device.member);
            member.is_some_and(|member| shares(&self.membership, member, individual, self.now()))
        };
        let believed: BTreeSet<DeviceId> = by.into_iter().filter(shares).collect();
        let named = named.into_iter().filter(|(_, by)| believed.contains(by)).map(|(document, _)| document);
        let here = self.sections(individual)?.into_iter().map(|section| section.document);
        Ok(here.chain(named).collect())
    }

    /// The section of that kind, or why there is none to write to.
    pub(crate) fn section(
        &self,
        individual: IndividualId,
        kind: SectionKind,
    ) -> Result<DocumentId, KithError> {
        if kind == SectionKind::Private {
            return Err(KithError::forbidden("private_not_yet"));
        }
        let sections = self.sections(individual)?;
        if sections.is_empty() {
            return Err(KithError::unknown("individual"));
        }
        sections
            .iter()
            .find(|section| section.kind == kind)
            .map(|section| section.document)
            .ok_or(KithError::forbidden("section_not_readable"))
    }

    /// Whether the section of that kind can be read here.
    pub(crate) fn reads(&self, individual: IndividualId, kind: SectionKind) -> Result<bool, KithError> {
        Ok(self.sections(individual)?.iter().any(|section| section.kind == kind))
    }

    /// Every card of this id that may be shown here. An id is no proof of which card is meant, since whoever writes in one
    /// section may use an id of another: what lies in a section where cards of its kind belong comes first. A card that
    /// was made under several kinds is here once for each.
    pub(crate) fn cards_of(&self, id: CardId) -> Result<Vec<(CardRow, Card)>, KithError> {
        let read = self.vault.read();
        let mut cards = Vec::new();
        for row in read.cards_with_id(id)? {
            let card = card_of(&row)?;
            let section = read.section_of(row.document)?.and_then(|held| SectionKind::from_name(&held.kind));
            let home = CardKind::from_name(&row.kind).map(CardKind::section);
            if !self.is_concerned(row.document, &card) {
                cards.push((home.is_none() || home != section, row, card));
            }
        }
        cards.sort_by_key(|(strayed, row, _)| (*strayed, row.document));
        Ok(cards.into_iter().map(|(_, row, card)| (row, card)).collect())
    }

    /// The card of this id that is meant, as far as `meant` can tell.
    pub(crate) fn card_where(
        &self,
        id: CardId,
        meant: impl Fn(&CardRow) -> bool,
    ) -> Result<(CardRow, Card), KithError> {
        self.cards_of(id)?.into_iter().find(|(row, _)| meant(row)).ok_or(KithError::unknown("card"))
    }

    /// The card of this id that a screen showed, and the heads of its section then.
    pub(crate) fn card_seen(
        &self,
        id: CardId,
        seen: &Seen,
    ) -> Result<(CardRow, Card, kith_document::Heads), KithError> {
        let cards = self.cards_of(id)?;
        let shown = cards.iter().find(|(row, _)| seen.heads(row.document).is_ok());
        let (row, card) = shown.or(cards.first()).cloned().ok_or(KithError::unknown("card"))?;
        let heads = seen.heads(row.document)?;
        Ok((row, card, heads))
    }

    /// A card as a screen drawn from these heads showed it.
    pub(crate) fn card_at(
        &mut self,
        document: DocumentId,
        id: CardId,
        heads: &kith_document::Heads,
    ) -> Result<Card, KithError> {
        let Self { vault, documents, .. } = self;
        let held = crate::projection::load_document(&vault.read(), documents, document)?;
        held.card_at(id, heads)?.ok_or(KithError::invalid("seen", "seen_unknown"))
    }

    /// A card of one of these kinds in this individual's record.
    pub(crate) fn card_of_kind(
        &self,
        individual: IndividualId,
        id: CardId,
        kinds: &[&str],
    ) -> Result<Card, KithError> {
        let meant = |row: &CardRow| row.individual == individual && kinds.contains(&row.kind.as_str());
        Ok(self.card_where(id, meant)?.1)
    }

    /// All cards of a record of that kind, in the order of their ids.
    pub(crate) fn cards(&self, individual: IndividualId, kind: &str) -> Result<Vec<Card>, KithError> {
        let rows = self.vault.read().cards(individual, Some(kind))?;
        let mut cards = Vec::new();
        for row in &rows {
            let card = card_of(row)?;
            if !self.is_concerned(row.document, &card) {
                cards.push(card);
            }
        }
        Ok(cards)
    }

    /// Whether a card is a concern about this very member: it is never shown to them, whoever sent it. Only whom the one
    /// who raised it chose to tell cannot be named afterwards: else any reader could make it vanish from all others.
    pub(crate) fn is_concerned(&self, document: DocumentId, card: &Card) -> bool {
        let own = self.identity.member;
        let was_told_first = || {
            self.membership.section(document).is_some_and(|section| {
                let grants = self.membership.grants(document);
                section.by == own || grants.iter().any(|grant| grant.member == own && grant.by == section.by)
            })
        };
        card.kind == "concern"
            && kith_domain::concern::concerned(card).contains(&own.to_string())
            && !was_told_first()
    }

    /// Whether a section is of a concern about this very member: nothing in it is shown to them, as the concern is not.
    pub(crate) fn is_concerned_in(&self, document: DocumentId) -> Result<bool, KithError> {
        let section = self.membership.section(document);
        let Some(section) = section.filter(|section| section.kind == SectionKind::Concern.name()) else {
            return Ok(false);
        };
        let rows = self.vault.read().cards(section.individual, Some(CardKind::Concern.name()))?;
        for row in rows.iter().filter(|row| row.document == document) {
            if self.is_concerned(document, &card_of(row)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The individual's own card: in the record's own shared section, under the id that only it has; whatever else is
    /// called an individual there comes after it.
    pub(crate) fn individual_card(&self, individual: IndividualId) -> Result<Card, KithError> {
        let unknown = || KithError::unknown("individual");
        let shared =
            self.sections(individual)?.into_iter().find(|section| section.kind == SectionKind::Shared);
        let shared = shared.ok_or_else(unknown)?.document;
        let rows = self.vault.read().cards(individual, Some("individual"))?;
        let own = own_card_id(individual);
        let held = rows.iter().filter(|row| row.document == shared);
        card_of(held.min_by_key(|row| (row.id != own, row.id)).ok_or_else(unknown)?)
    }

    /// What a screen of this record showed, as a token for the edit that is made on it.
    pub(crate) fn seen(&self, individual: IndividualId) -> Result<String, KithError> {
        let read = self.vault.read();
        let mut seen = Seen::default();
        for section in self.sections(individual)? {
            seen.put(section.document, read.document_heads(section.document)?);
        }
        Ok(seen.to_token())
    }

    /// Who recorded what came in a feed.
    pub(crate) fn author(&self, feed: FeedId) -> Option<MemberId> {
        self.membership.author(feed)
    }

    /// A member's name, for showing; empty where the member is not known here.
    pub(crate) fn member_name(&self, member: MemberId) -> String {
        self.membership.member(member).map(|member| member.name.clone()).unwrap_or_default()
    }

    /// The name of whoever recorded what came in a feed.
    pub(crate) fn author_name(&self, feed: FeedId) -> String {
        self.author(feed).map(|member| self.member_name(member)).unwrap_or_default()
    }

    /// The furthest that this device's own clock has been when it wrote, in milliseconds since 1970.
    pub(crate) fn furthest_clock_ms(&self) -> Result<Option<i64>, KithError> {
        furthest(&self.vault.read())
    }

    /// Reads the statements again, after some were added. Signatures that were not verified before are noted with the next
    /// write.
    pub(crate) fn refresh_membership(&mut self) -> Result<(), KithError> {
        let reckoned = Reckoned::of(&self.vault.read(), self.identity.root_public)?;
        (self.membership, self.verified) = (reckoned.membership, reckoned.verified);
        Ok(())
    }
}

/// The id of an individual's own card. It follows from the record, so that no later card can take its place.
pub(crate) fn own_card_id(individual: IndividualId) -> CardId {
    CardId::from_random(derived(individual, "individual", ""))
}

/// The card in a row of the read model.
pub(crate) fn card_of(row: &CardRow) -> Result<Card, KithError> {
    serde_json::from_str(&row.json).map_err(|_| KithError::Unreadable { code: "vault_damaged" })
}

/// Makes the read model again from every parcel held, as an import would.
fn rebuild(vault: &mut Vault, membership: &Membership, identity: &Identity) -> Result<(), KithError> {
    let mut readable = Vec::new();
    vault.read().for_each_parcel(|row| {
        readable.extend(kith_sync::Parcel::from_bytes(&row.bytes).is_ok().then_some(row.id));
        Ok::<(), KithError>(())
    })?;
    vault.write(|tx| {
        tx.clear_read_model()?;
        open_sections(tx, membership, identity)?;
        for id in &readable {
            tx.set_parcel_state(id, ParcelState::Waiting, None)?;
        }
        settle(tx, membership, &mut BTreeMap::new())?;
        tx.read_model_is_made()?;
        Ok(())
    })
}

/// What the statements say, and which of their signatures were verified just now.
pub(crate) struct Reckoned {
    pub(crate) membership: Membership,
    /// Found to hold, and not noted in the vault yet.
    pub(crate) verified: Signatures,
}

impl Reckoned {
    /// As the statements in the vault give it.
    pub(crate) fn of(read: &Read<'_>, root: [u8; 32]) -> Result<Self, KithError> {
        Self::with(read, root, &[])
    }

    /// As it will be once the vault holds these statements too.
    pub(crate) fn with(
        read: &Read<'_>,
        root: [u8; 32],
        coming: &[SignedStatement],
    ) -> Result<Self, KithError> {
        let rows = read.statements()?;
        let known: Signatures = rows.iter().filter_map(|row| Some((row.id, row.signed_by?))).collect();
        let held: Vec<SignedStatement> =
            rows.iter().filter_map(|row| SignedStatement::from_bytes(&row.bytes).ok()).collect();
        let membership = Membership::knowing(known.clone(), root, held.iter().chain(coming));
        let mut verified = membership.signatures().clone();
        verified.retain(|id, key| known.get(id) != Some(key));
        Ok(Self { membership, verified })
    }
}

/// Notes in the vault which signatures were found to hold, so that no later opening verifies them again.
pub(crate) fn note_verified(tx: &mut kith_vault::Write<'_>, verified: &Signatures) -> Result<(), KithError> {
    verified.iter().try_for_each(|(id, key)| Ok(tx.note_signature(id, key)?))
}

/// How often this vault has written: what makes each command's seed its own under a fixed one.
fn written(read: &Read<'_>) -> Result<u64, KithError> {
    Ok(read.setting(WRITTEN)?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes))
}

fn furthest(read: &Read<'_>) -> Result<Option<i64>, KithError> {
    Ok(read.setting(FURTHEST)?.and_then(|bytes| bytes.try_into().ok()).map(i64::from_le_bytes))
}

/// Counts a write, and keeps how far this device's own clock was: where it is behind that later, it is not trusted to
/// say that a rule has expired. State of the device, since no parcel tells it of sections that are not written in.
pub(crate) fn note_written(tx: &mut kith_vault::Write<'_>, clock_ms: Option<i64>) -> Result<(), KithError> {
    let count = tx.setting(WRITTEN)?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_le_bytes);
    tx.put_setting(WRITTEN, &count.wrapping_add(1).to_le_bytes())?;
    if let Some(furthest) = clock_ms.max(furthest(tx)?) {
        tx.put_setting(FURTHEST, &furthest.to_le_bytes())?;
    }
    Ok(())
}
