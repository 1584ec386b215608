//! Who is told about whom: which signed statements go to a member. Staff need to know each other, to hand on a section or
//! to answer for one. Everybody else learns of the sections that they read, and of the people who share them; that
//! somebody else gets support here is not theirs to know.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::id::{DeviceId, DocumentId, IndividualId, MemberId};
use kith_domain::role::Role;
use kith_domain::section::SectionKind;
use kith_domain::time::Timestamp;
use kith_sync::membership::{Membership, Section};
use kith_sync::{SignedStatement, Statement, StatementId};

use crate::error::KithError;
use crate::session::{Identity, Session};

impl Session {
    /// The statements that these members may have, about these sections and the people in them.
    pub(crate) fn statements_for(
        &self,
        members: &[MemberId],
        documents: &BTreeSet<DocumentId>,
    ) -> Result<Statements, KithError> {
        let is_staff = |member| is_staff(&self.membership, member);
        let among_staff = members.iter().all(|member| is_staff(*member));
        let sharing: BTreeSet<MemberId> = self
            .membership
            .members()
            .map(|member| member.id)
            .filter(|member| documents.iter().any(|document| self.membership.reads(*member, *document)))
            .chain(members.iter().copied())
            .chain([self.identity.member])
            .collect();
        let about = |member: &MemberId| sharing.contains(member) || (among_staff && is_staff(*member));
        let is_theirs = |statement: &Statement| match statement {
            Statement::Organisation { .. } => true,
            Statement::Member { member, .. } | Statement::Device { member, .. } => about(member),
            // What it tells is not known here; staff's apps hand it on.
            Statement::Unknown { .. } => among_staff,
            Statement::Section { document, .. }
            | Statement::Feed { document, .. }
            | Statement::Grant { document, .. }
            | Statement::KeyEnvelope { document, .. } => documents.contains(document),
        };
        let mut statements = Statements::default();
        for row in self.vault.read().statements()? {
            let said =
                SignedStatement::from_bytes(&row.bytes).ok().and_then(|signed| signed.statement().ok());
            if let Some(said) = said.filter(|said| is_theirs(said)) {
                let member = match &said {
                    Statement::Member { member, .. } | Statement::Device { member, .. } => Some(*member),
                    _ => None,
                };
                let candidate = Candidate { member, bytes: row.bytes };
                statements.0.entry(said.document()).or_default().insert(row.id, candidate);
            }
        }
        Ok(statements)
    }

    /// The statements without which nothing that these devices said they hold is missing to them. What is about the sections
    /// that parcels are carried of, and about the people who read them, goes along whatever they said: a device that was
    /// put back since would have to wait with those parcels until it had spoken again.
    pub(crate) fn needed(
        &self,
        mut statements: Statements,
        digests: &StatementDigests,
        devices: &BTreeSet<DeviceId>,
        carried: &BTreeSet<DocumentId>,
    ) -> Result<Statements, KithError> {
        let read = self.vault.read();
        let mut unknown: BTreeSet<Option<DocumentId>> = BTreeSet::new();
        for device in devices {
            let said = read.statements_elsewhere(*device)?;
            let other = digests.iter().filter(|(about, digest)| said.get(about) != Some(digest));
            unknown.extend(other.map(|(about, _)| *about));
        }
        let reads =
            |member: MemberId| carried.iter().any(|document| self.membership.reads(member, *document));
        statements.0.retain(|about, chosen| {
            if unknown.contains(about) || about.is_some_and(|document| carried.contains(&document)) {
                return true;
            }
            chosen.retain(|_, chosen| about.is_none() && chosen.member.is_some_and(reads));
            !chosen.is_empty()
        });
        Ok(statements)
    }

    /// Whose record the sections are of that no statement here tells of.
    pub(crate) fn untold(
        &self,
        told: &Statements,
        documents: &BTreeSet<DocumentId>,
    ) -> BTreeMap<IndividualId, BTreeSet<DocumentId>> {
        let mut untold: BTreeMap<IndividualId, BTreeSet<DocumentId>> = BTreeMap::new();
        for document in documents.iter().filter(|document| !told.0.contains_key(&Some(**document))) {
            if let Some(section) = self.membership.section(*document) {
                untold.entry(section.individual).or_default().insert(*document);
            }
        }
        untold
    }
}

/// Statements in short, by the section that they are about; those about people under none.
pub(crate) type StatementDigests = BTreeMap<Option<DocumentId>, [u8; 16]>;

/// Statements by the section that they are about; those about people under none.
#[derive(Default)]
pub(crate) struct Statements(BTreeMap<Option<DocumentId>, BTreeMap<StatementId, Candidate>>);

/// A statement that somebody may have.
struct Candidate {
    /// Whom it is about, or whose device.
    member: Option<MemberId>,
    bytes: Vec<u8>,
}

impl Statements {
    /// All of them, as stored.
    pub(crate) fn into_bytes(self) -> Vec<Vec<u8>> {
        self.0.into_values().flat_map(BTreeMap::into_values).map(|chosen| chosen.bytes).collect()
    }

    /// In short.
    pub(crate) fn digests(&self) -> StatementDigests {
        let ids = |chosen: &BTreeMap<StatementId, Candidate>| chosen.keys().copied().collect();
        self.0.iter().map(|(about, chosen)| (*about, kith_sync::statements_digest(&ids(chosen)))).collect()
    }
}

/// The sections that this member may read, by what is signed.
pub(crate) fn readable_sections<'a>(
    membership: &'a Membership,
    identity: &Identity,
) -> impl Iterator<Item = (&'a Section, SectionKind)> {
    let member = identity.member;
    membership.sections().filter_map(move |section| {
        let kind = SectionKind::from_name(&section.kind)?;
        let readable = may_open(membership, section) && membership.reads(member, section.document);
        readable.then_some((section, kind))
    })
}

/// Whether a section was opened by somebody who may open one of its kind. Only staff set up a place for staff to write
/// into; but whoever is in a record at all may raise a concern about it, an advocate or a key person too.
pub(crate) fn may_open(membership: &Membership, section: &Section) -> bool {
    let shares = |held: &Section| {
        held.individual == section.individual
            && held.kind == SectionKind::Shared.name()
            && was_staff(membership, held.by)
            && membership.reads(section.by, held.document)
    };
    match SectionKind::from_name(&section.kind) {
        Some(SectionKind::Concern) => was_staff(membership, section.by) || membership.sections().any(shares),
        Some(SectionKind::Shared | SectionKind::Team) => was_staff(membership, section.by),
        Some(SectionKind::Private) | None => false,
    }
}

/// Whose record a section is of that a bundle names: as its statement says, or, where that is not here, the bundle's sender.
/// Nobody's where it was opened by somebody who may not.
pub(crate) fn whose(
    membership: &Membership,
    document: DocumentId,
    said: &BTreeMap<DocumentId, IndividualId>,
) -> Option<IndividualId> {
    match membership.section(document) {
        Some(section) => may_open(membership, section).then_some(section.individual),
        None => said.get(&document).copied(),
    }
}

/// Whether a member shares a record at a time: reads one of its sections, and not only one that was opened by somebody who may
/// not.
pub(crate) fn shares(
    membership: &Membership,
    member: MemberId,
    individual: IndividualId,
    at: Timestamp,
) -> bool {
    let of_record = |section: &&Section| section.individual == individual && may_open(membership, section);
    let mut sections = membership.sections().filter(of_record);
    sections.any(|section| membership.readers(section.document, at).contains(&member))
}

/// Whether a member is known, and of the staff.
pub(crate) fn is_staff(membership: &Membership, member: MemberId) -> bool {
    membership.member(member).and_then(|member| Role::from_name(&member.role)).is_some_and(Role::is_staff)
}

/// Whether a member is of the staff, or once was: their role may have changed since, and what they set up then stays.
pub(crate) fn was_staff(membership: &Membership, member: MemberId) -> bool {
    membership.roles(member).filter_map(Role::from_name).any(Role::is_staff)
}

#[cfg(test)]
mod tests {
    use kith_domain::id::OrganisationId;
    use kith_sync::{DeviceKeys, OrganisationKeys, SectionKey, device_id, new_document, new_individual};
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    /// A record that a worker began, who was said to have these roles, one after the other.
    fn with_roles(roles: &[&str]) -> (Membership, MemberId) {
        let mut rng = ChaCha20Rng::from_seed([5; 32]);
        let root = OrganisationKeys::generate(&mut rng);
        let (keys, key) = (DeviceKeys::generate(&mut rng), SectionKey::generate(&mut rng));
        let member = MemberId::from_random([6; 16]);
        let (public, device) = (keys.public(), device_id(member, &keys.public()));
        let individual = new_individual(member, &mut rng);
        let document = new_document(individual, "team", member, &mut rng);
        let at = |day: usize| {
            Timestamp::parse_from_rfc3339(&format!("2026-03-{:02}T09:00:00+00:00", day + 1)).unwrap()
        };
        let organisation = OrganisationId::from_random([7; 16]);
        let name = "Harbour".to_owned();
        let mut said = vec![Statement::Organisation { organisation, name, root: root.public() }];
        said.extend(roles.iter().enumerate().map(|(day, role)| {
            let (name, role) = ("Ceri".to_owned(), (*role).to_owned());
            Statement::Member { member, name, role, individual: None, at: at(day) }
        }));
        said.push(Statement::Device { device, member, sign: public.sign, seal: public.seal, at: at(0) });
        let mut signed: Vec<SignedStatement> =
            said.iter().map(|said| SignedStatement::sign_by_root(said, &root).unwrap()).collect();
        let (kind, commitment) = ("team".to_owned(), key.commitment(document));
        let section = Statement::Section { document, individual, kind, by: member, commitment, at: at(0) };
        signed.push(SignedStatement::sign_by_device(&section, device, &keys).unwrap());
        (Membership::new(root.public(), &signed), member)
    }

    #[test]
    fn what_somebody_opened_as_one_of_the_staff_stays_open_when_their_role_is_another() {
        let opens = |roles: &[&str]| {
            let (membership, member) = with_roles(roles);
            let opens = membership.sections().all(|section| may_open(&membership, section));
            assert_eq!(membership.sections().count(), 1);
            (opens, is_staff(&membership, member))
        };
        assert_eq!(opens(&["worker"]), (true, true));
        assert_eq!(opens(&["worker", "advocate"]), (true, false));
        assert_eq!(opens(&["advocate"]), (false, false), "only staff set up a place for staff");
    }
}
