//! A small organisation for tests: a root, members with one device each, sections, feeds and what binds them.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use kith_domain::id::{DeviceId, DocumentId, FeedId, IndividualId, MemberId, OrganisationId};
use kith_wire::Parcel;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::statements::{SignedStatement, Statement, device_id, new_document, new_feed, new_individual};
use crate::{DeviceKeys, Membership, OrganisationKeys, Payload, Place, SectionKey, ciphertext_hash, seal};

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn time(day: u32) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-03-{day:02}T09:00:00+00:00")).unwrap()
}

/// A member with a device.
pub(crate) struct Person {
    pub(crate) member: MemberId,
    pub(crate) device: DeviceId,
    pub(crate) keys: DeviceKeys,
}

impl Person {
    pub(crate) fn says(&self, statement: &Statement) -> SignedStatement {
        SignedStatement::sign_by_device(statement, self.device, &self.keys).unwrap()
    }

    pub(crate) fn recipient(&self) -> (DeviceId, Vec<u8>) {
        (self.device, self.keys.public().seal)
    }
}

/// An organisation and everything signed in it so far.
pub(crate) struct Office {
    pub(crate) rng: ChaCha20Rng,
    pub(crate) id: OrganisationId,
    pub(crate) root: OrganisationKeys,
    pub(crate) statements: Vec<SignedStatement>,
    records: BTreeMap<MemberId, IndividualId>,
}

impl Office {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = rng(seed);
        let root = OrganisationKeys::generate(&mut rng);
        let id = OrganisationId::from_random(bytes(&mut rng));
        let mut office = Self { rng, id, root, statements: Vec::new(), records: BTreeMap::new() };
        let said = Statement::Organisation {
            organisation: id,
            name: "Harbour".to_owned(),
            root: office.root.public(),
        };
        office.root_says(&said);
        office
    }

    pub(crate) fn root_says(&mut self, statement: &Statement) {
        self.statements.push(SignedStatement::sign_by_root(statement, &self.root).unwrap());
    }

    /// A person with keys whom nobody has admitted.
    pub(crate) fn stranger(&mut self) -> Person {
        let member = MemberId::from_random(bytes(&mut self.rng));
        let keys = DeviceKeys::generate(&mut self.rng);
        Person { member, device: device_id(member, &keys.public()), keys }
    }

    pub(crate) fn member(&mut self) -> Person {
        let person = self.stranger();
        self.admit(&person);
        person
    }

    pub(crate) fn admit(&mut self, person: &Person) {
        let public = person.keys.public();
        self.root_says(&Statement::Member {
            member: person.member,
            name: "Amira".to_owned(),
            role: "worker".to_owned(),
            individual: None,
            at: time(1),
        });
        self.root_says(&Statement::Device {
            device: person.device,
            member: person.member,
            sign: public.sign,
            seal: public.seal,
            at: time(1),
        });
    }

    /// The record that this person began.
    pub(crate) fn individual(&mut self, by: &Person) -> IndividualId {
        *self.records.entry(by.member).or_insert_with(|| new_individual(by.member, &mut self.rng))
    }

    pub(crate) fn section(&mut self, by: &Person) -> DocumentId {
        let individual = self.individual(by);
        let document = new_document(individual, "shared", by.member, &mut self.rng);
        let said = section_statement(document, individual, by.member);
        self.statements.push(by.says(&said));
        document
    }

    pub(crate) fn feed(&mut self, document: DocumentId, of: &Person) -> FeedId {
        let feed = new_feed(document, of.device, &mut self.rng);
        self.statements.push(of.says(&Statement::Feed { feed, document, device: of.device }));
        feed
    }

    pub(crate) fn grant(&mut self, document: DocumentId, by: &Person, to: &Person, until: Option<u32>) {
        self.statements.push(by.says(&grant_statement(document, by, to, until)));
    }

    pub(crate) fn membership(&self) -> Membership {
        Membership::new(self.root.public(), &self.statements)
    }

    pub(crate) fn parcel(
        &mut self,
        (document, feed): (DocumentId, FeedId),
        before: Option<&Parcel>,
        payload: &Payload,
        (key, by): (&SectionKey, &Person),
    ) -> Parcel {
        let place = Place {
            document,
            feed,
            sequence: before.map_or(1, |parcel| parcel.header.sequence + 1),
            previous: before.map_or([0; 32], ciphertext_hash),
            epoch: 1,
        };
        seal(payload, place, key, &by.keys, &mut self.rng).unwrap()
    }
}

pub(crate) fn grant_statement(
    document: DocumentId,
    by: &Person,
    to: &Person,
    until: Option<u32>,
) -> Statement {
    Statement::Grant {
        document,
        member: to.member,
        by: by.member,
        reason: "covers the weekend".to_owned(),
        until: until.map(time),
        at: time(2),
        saw: vec![[1; 32]],
    }
}

pub(crate) fn section_statement(document: DocumentId, individual: IndividualId, by: MemberId) -> Statement {
    Statement::Section {
        document,
        individual,
        kind: "shared".to_owned(),
        by,
        commitment: [8; 32],
        at: time(2),
    }
}

pub(crate) fn bytes<const N: usize>(rng: &mut ChaCha20Rng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

pub(crate) fn visit(number: u32) -> Payload {
    Payload { entries: vec![format!("{{\"visit\":{number}}}").into_bytes()], ..Payload::default() }
}

/// Every one-bit change of `bytes` in every `step`-th byte.
pub(crate) fn bit_flips(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).step_by(step).flat_map(move |at| {
        (0..8).map(move |bit| {
            let mut flipped = bytes.to_vec();
            flipped[at] ^= 1 << bit;
            flipped
        })
    })
}
