//! How a membership is reckoned from statements: people, then devices, then what devices say, each resting only on
//! what was reckoned before it.

use std::collections::BTreeMap;

use kith_domain::id::{DeviceId, MemberId};
use kith_domain::section::SectionKind;

use super::{Cause, Device, Grant, Member, Membership, Organisation, Problem, Section, Signatures};
use crate::statements::{
    SignedStatement, Signer, Statement, StatementId, is_device_of, is_document_of, is_feed_of,
    is_individual_of,
};

/// A statement whose bytes could be read, with its identity.
struct Read<'a> {
    id: StatementId,
    signed: &'a SignedStatement,
    says: Statement,
}

/// A statement signed by a device of a member.
struct Vouched<'a> {
    id: StatementId,
    says: &'a Statement,
    device: DeviceId,
    member: MemberId,
}

impl Membership {
    /// What the statements say, for the organisation with this root. Every signature is verified.
    #[must_use]
    pub fn new<'a>(root: [u8; 32], statements: impl IntoIterator<Item = &'a SignedStatement>) -> Self {
        Self::knowing(Signatures::new(), root, statements)
    }

    /// The same as [`Membership::new`], where some signatures were found to hold before, by whoever keeps them: only the
    /// others are verified.
    #[must_use]
    pub fn knowing<'a>(
        mut known: Signatures,
        root: [u8; 32],
        statements: impl IntoIterator<Item = &'a SignedStatement>,
    ) -> Self {
        let by_id: BTreeMap<StatementId, &SignedStatement> =
            statements.into_iter().map(|signed| (signed.id(), signed)).collect();
        known.retain(|id, _| by_id.contains_key(id));
        let mut membership = Self { root, signatures: known, ..Self::default() };
        let mut read = Vec::new();
        for (id, signed) in by_id {
            match signed.statement() {
                Ok(says) => read.push(Read { id, signed, says }),
                Err(_) => membership.reject(id, Cause::Malformed),
            }
        }
        membership.learn_people(&read);
        membership.learn_devices(&read);
        let vouched = membership.vouched(&read);
        membership.learn_sections(&vouched);
        membership.learn_feeds(&vouched);
        membership.learn_grants(&vouched);
        membership.learn_envelopes(&vouched);
        membership.problems.sort_unstable();
        membership
    }

    fn reject(&mut self, statement: StatementId, cause: Cause) {
        self.problems.push(Problem { statement, cause });
    }

    /// Whether the holder of this key signed it.
    fn is_signed_by(&mut self, read: &Read<'_>, key: [u8; 32]) -> bool {
        if self.signatures.get(&read.id) == Some(&key) {
            return true;
        }
        let holds = read.signed.is_signed_by(&key);
        if holds {
            self.signatures.insert(read.id, key);
        }
        holds
    }

    /// Whether the root signed it; if not, that is noted.
    fn is_by_root(&mut self, read: &Read<'_>) -> bool {
        let cause = match read.signed.signer {
            Signer::Device(_) => Cause::NotByTheRoot,
            Signer::Root if self.is_signed_by(read, self.root) => return true,
            Signer::Root => Cause::BadSignature,
        };
        self.reject(read.id, cause);
        false
    }

    /// The organisation, and of each member the latest statement. Ties fall to the greater identity.
    fn learn_people(&mut self, read: &[Read<'_>]) {
        let mut latest: BTreeMap<MemberId, (StatementId, Member)> = BTreeMap::new();
        for statement in read {
            match &statement.says {
                Statement::Organisation { organisation, name, root } if self.is_by_root(statement) => {
                    if *root != self.root {
                        self.reject(statement.id, Cause::NotItsOwnId);
                    } else if self.organisation.is_some() {
                        self.reject(statement.id, Cause::Superseded);
                    } else {
                        self.organisation = Some(Organisation { id: *organisation, name: name.clone() });
                    }
                }
                Statement::Member { member, name, role, individual, at } if self.is_by_root(statement) => {
                    let said = Member {
                        id: *member,
                        name: name.clone(),
                        role: role.clone(),
                        individual: *individual,
                        at: *at,
                    };
                    self.roles.entry(*member).or_default().insert(role.clone());
                    let is_later = latest.get(member).is_none_or(|(_, known)| known.at <= said.at);
                    let older = if is_later {
                        latest.insert(*member, (statement.id, said)).map(|(older, _)| older)
                    } else {
                        Some(statement.id)
                    };
                    if let Some(older) = older {
                        self.reject(older, Cause::Superseded);
                    }
                }
                _ => {}
            }
        }
        self.members = latest.into_iter().map(|(id, (_, member))| (id, member)).collect();
    }

    /// Of each device the earliest statement. Its id admits of one member and one pair of keys, so that nothing the root
    /// says later takes back what the device has signed; of a device with a random id, as they were before, the later
    /// statement does not count.
    fn learn_devices(&mut self, read: &[Read<'_>]) {
        let mut first: BTreeMap<DeviceId, (StatementId, Device)> = BTreeMap::new();
        for statement in read {
            let Statement::Device { device, member, sign, seal, at } = &statement.says else {
                continue;
            };
            if !self.is_by_root(statement) {
                continue;
            }
            if !is_device_of(*device, *member, sign, seal) {
                self.reject(statement.id, Cause::NotItsOwnId);
                continue;
            }
            if !self.members.contains_key(member) {
                self.reject(statement.id, Cause::UnknownMember);
                continue;
            }
            let said = Device { device: *device, member: *member, sign: *sign, seal: seal.clone(), at: *at };
            let is_earlier = first.get(device).is_none_or(|(_, known)| said.at < known.at);
            let later = if is_earlier {
                first.insert(*device, (statement.id, said)).map(|(later, _)| later)
            } else {
                Some(statement.id)
            };
            if let Some(later) = later {
                self.reject(later, Cause::Superseded);
            }
        }
        self.devices = first.into_iter().map(|(id, (_, device))| (id, device)).collect();
    }

    /// The statements that a device of a member signed.
    fn vouched<'a>(&mut self, read: &'a [Read<'a>]) -> Vec<Vouched<'a>> {
        let mut vouched = Vec::new();
        for statement in read {
            let is_for_devices = match &statement.says {
                Statement::Section { .. }
                | Statement::Feed { .. }
                | Statement::Grant { .. }
                | Statement::KeyEnvelope { .. } => true,
                Statement::Unknown { .. } => {
                    self.newer.push(statement.id);
                    false
                }
                Statement::Organisation { .. } | Statement::Member { .. } | Statement::Device { .. } => false,
            };
            if !is_for_devices {
                continue;
            }
            let device = match statement.signed.signer {
                Signer::Device(device) => self.devices.get(&device),
                Signer::Root => None,
            };
            let Some(&Device { device, member, sign, .. }) = device else {
                self.reject(statement.id, Cause::UnknownSigner);
                continue;
            };
            if self.is_signed_by(statement, sign) {
                vouched.push(Vouched { id: statement.id, says: &statement.says, device, member });
            } else {
                self.reject(statement.id, Cause::BadSignature);
            }
        }
        vouched
    }

    fn learn_sections(&mut self, vouched: &[Vouched<'_>]) {
        for statement in vouched {
            let Statement::Section { document, individual, kind, by, commitment, at } = statement.says else {
                continue;
            };
            if *by != statement.member {
                self.reject(statement.id, Cause::NotTheirs);
            } else if !is_document_of(*document, *individual, kind, *by)
                || (is_begun_with_the_record(kind) && !is_individual_of(*individual, *by))
            {
                self.reject(statement.id, Cause::NotItsOwnId);
            } else if self.sections.contains_key(document) {
                self.reject(statement.id, Cause::Superseded);
            } else {
                let section = Section {
                    document: *document,
                    individual: *individual,
                    kind: kind.clone(),
                    by: *by,
                    commitment: *commitment,
                    at: *at,
                };
                self.sections.insert(*document, section);
            }
        }
    }

    fn learn_feeds(&mut self, vouched: &[Vouched<'_>]) {
        for statement in vouched {
            let Statement::Feed { feed, document, device } = statement.says else {
                continue;
            };
            if *device != statement.device {
                self.reject(statement.id, Cause::NotTheirs);
            } else if !is_feed_of(*feed, *document, *device) {
                self.reject(statement.id, Cause::NotItsOwnId);
            } else {
                // The id admits of one document and one device, so that saying it twice says the same.
                self.feeds.insert(*feed, (*document, *device));
            }
        }
    }

    /// Rights spread from the makers: a grant counts when its giver, by grants that count, read the section when it was
    /// given. Each round only adds, so the outcome is the least fixpoint whatever the order. When a grant was given is
    /// its giver's own word; a right that has run out can so be passed on by a false date, and is seen in the grant.
    fn learn_grants(&mut self, vouched: &[Vouched<'_>]) {
        let mut open: Vec<Grant> = Vec::new();
        for statement in vouched {
            let Some(grant) = grant_of(statement) else {
                continue;
            };
            if grant.by != statement.member {
                self.reject(statement.id, Cause::NotTheirs);
            } else if !self.sections.contains_key(&grant.document) {
                self.reject(statement.id, Cause::UnknownSection);
            } else {
                open.push(grant);
            }
        }
        loop {
            let (counts, rest): (Vec<Grant>, Vec<Grant>) = open
                .into_iter()
                .partition(|grant| self.readers(grant.document, grant.at).contains(&grant.by));
            open = rest;
            if counts.is_empty() {
                break;
            }
            for grant in counts {
                self.grants.entry(grant.document).or_default().push(grant);
            }
        }
        for grants in self.grants.values_mut() {
            grants.sort_unstable_by_key(|grant| grant.statement);
        }
        for grant in open {
            self.reject(grant.statement, Cause::NotAReader);
        }
    }

    fn learn_envelopes(&mut self, vouched: &[Vouched<'_>]) {
        for statement in vouched {
            let Statement::KeyEnvelope { document, epoch, device, sealed } = statement.says else {
                continue;
            };
            if !self.sections.contains_key(document) {
                self.reject(statement.id, Cause::UnknownSection);
                continue;
            }
            let Some(to) = self.devices.get(device).map(|device| device.member) else {
                self.reject(statement.id, Cause::UnknownMember);
                continue;
            };
            if self.reads(statement.member, *document) && self.reads(to, *document) {
                self.envelopes.entry((*document, *epoch, *device)).or_default().push(sealed.clone());
            } else {
                self.reject(statement.id, Cause::NotAReader);
            }
        }
    }
}

/// Whether a section of this kind is set up when a record is begun, by whoever begins it and nobody else.
fn is_begun_with_the_record(kind: &str) -> bool {
    matches!(SectionKind::from_name(kind), Some(SectionKind::Shared | SectionKind::Team))
}

fn grant_of(statement: &Vouched<'_>) -> Option<Grant> {
    let Statement::Grant { document, member, by, reason, until, at, saw: _ } = statement.says else {
        return None;
    };
    Some(Grant {
        statement: statement.id,
        document: *document,
        member: *member,
        by: *by,
        reason: reason.clone(),
        until: *until,
        at: *at,
    })
}
