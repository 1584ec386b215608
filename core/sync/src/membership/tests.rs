use kith_domain::id::{DeviceId, DocumentId, FeedId};
use proptest::prelude::*;

use super::{Cause, Membership, Signatures};
use crate::statements::{SignedStatement, Signer, Statement, new_document, new_feed};
use crate::testing::{Office, Person, bytes, grant_statement, section_statement, time};
use crate::{SectionKey, SyncError, open_key, seal_key};

fn causes(membership: &Membership, of: &SignedStatement) -> Vec<Cause> {
    membership.problems().iter().filter(|p| p.statement == of.id()).map(|p| p.cause).collect()
}

/// An office with a chain of grants, an expired one, a rename and a stranger's attempts.
fn busy_office() -> Office {
    let mut office = Office::new(3);
    let [maker, colleague, relief, late] = std::array::from_fn(|_| office.member());
    let stranger = office.stranger();
    let document = office.section(&maker);
    office.feed(document, &maker);
    office.feed(document, &relief);
    office.grant(document, &maker, &colleague, None);
    office.grant(document, &colleague, &relief, Some(9));
    office.grant(document, &relief, &late, None);
    office.grant(document, &stranger, &stranger, None);
    office.root_says(&Statement::Member {
        member: relief.member,
        name: "Bron".to_owned(),
        role: "manager".to_owned(),
        individual: None,
        at: time(5),
    });
    let key = SectionKey::generate(&mut office.rng);
    let (device, public) = relief.recipient();
    let sealed = seal_key(&key, document, 1, device, &public, &mut office.rng).unwrap();
    office.statements.push(maker.says(&Statement::KeyEnvelope { document, epoch: 1, device, sealed }));
    office
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_and_number_of_statements_does_not_matter(
        shuffled in Just(busy_office().statements).prop_shuffle(), repeated in 0_usize..10,
    ) {
        let office = busy_office();
        let again = shuffled.get(repeated).into_iter();
        let membership = Membership::new(office.root.public(), shuffled.iter().chain(again));
        prop_assert_eq!(membership, office.membership());
    }
}

#[test]
fn a_signature_that_is_known_to_hold_is_not_verified_again() {
    let mut office = Office::new(5);
    let [maker, other] = std::array::from_fn(|_| office.member());
    let document = office.section(&maker);
    let mut forged = office.statements.pop().unwrap();
    forged.signature = [7; 64];
    office.statements.push(forged.clone());
    let knowing = |known| Membership::knowing(known, office.root.public(), &office.statements);
    // What is noted is believed, under the very key that it was noted for.
    let noted = knowing(Signatures::from([(forged.id(), maker.keys.public().sign)]));
    assert!(noted.section(document).is_some());
    for known in [Signatures::new(), Signatures::from([(forged.id(), other.keys.public().sign)])] {
        assert_eq!(causes(&knowing(known), &forged), [Cause::BadSignature]);
    }
    // What was verified is told, to be noted: with it nothing else comes out.
    let all = busy_office();
    let found = all.membership();
    assert!(!found.signatures().is_empty());
    let again = Membership::knowing(found.signatures().clone(), all.root.public(), &all.statements);
    assert_eq!(again, found);
}

#[test]
fn rights_spread_along_grants_and_run_out() {
    let mut office = Office::new(4);
    let [maker, colleague, relief, outsider] = std::array::from_fn(|_| office.member());
    let document = office.section(&maker);
    office.grant(document, &colleague, &relief, Some(9));
    office.grant(document, &maker, &colleague, None);
    let membership = office.membership();
    let readers = |day| membership.readers(document, time(day)).into_iter().collect::<Vec<_>>();
    let sorted = |mut members: Vec<_>| {
        members.sort_unstable();
        members
    };
    assert_eq!(readers(8), sorted(vec![maker.member, colleague.member, relief.member]));
    assert_eq!(readers(9), sorted(vec![maker.member, colleague.member]));
    assert!(membership.reads(relief.member, document), "what was written under the grant stays admitted");
    assert!(!membership.reads(outsider.member, document));
    assert_eq!(membership.grants(document).len(), 2);
    assert_eq!(membership.problems(), []);
}

#[test]
fn what_does_not_count_is_ignored_and_named() {
    // long: one table, a row for each reason that a statement does not count.
    let mut office = Office::new(5);
    let [maker, colleague, outsider] = std::array::from_fn(|_| office.member());
    let stranger = office.stranger();
    let document = office.section(&maker);
    office.grant(document, &maker, &colleague, Some(3));
    let good = office.membership();
    let public = stranger.keys.public();
    let own_device = Statement::Device {
        device: stranger.device,
        member: maker.member,
        sign: public.sign,
        seal: public.seal,
        at: time(1),
    };
    let mut forged = maker.says(&grant_statement(document, &maker, &outsider, None));
    forged.signature = stranger.says(&grant_statement(document, &maker, &outsider, None)).signature;
    let late = Statement::Grant {
        document,
        member: outsider.member,
        by: colleague.member,
        reason: String::new(),
        until: None,
        at: time(4),
        saw: Vec::new(),
    };
    let elsewhere = DocumentId::from_random(bytes(&mut office.rng));
    let individual = office.individual(&maker);
    let second = new_document(individual, "shared", outsider.member, &mut office.rng);
    let feed = new_feed(document, maker.device, &mut office.rng);
    let rogue_root = Office::new(6);
    let mut by_another_root = rogue_root.statements[0].clone();
    by_another_root.bytes = office.statements[0].bytes.clone();
    let envelope =
        Statement::KeyEnvelope { document, epoch: 1, device: outsider.device, sealed: vec![1; 1168] };
    let rows = [
        (
            "a stranger's grant",
            stranger.says(&grant_statement(document, &maker, &stranger, None)),
            Cause::UnknownSigner,
        ),
        ("a device nobody admitted", maker.says(&own_device), Cause::NotByTheRoot),
        ("a forged signature", forged, Cause::BadSignature),
        ("another root", by_another_root, Cause::BadSignature),
        (
            "a grant by a non-reader",
            outsider.says(&grant_statement(document, &outsider, &outsider, None)),
            Cause::NotAReader,
        ),
        ("a grant after one's own ran out", colleague.says(&late), Cause::NotAReader),
        (
            "in another's name",
            outsider.says(&grant_statement(document, &maker, &outsider, None)),
            Cause::NotTheirs,
        ),
        (
            "another's section",
            outsider.says(&section_statement(document, individual, outsider.member)),
            Cause::NotItsOwnId,
        ),
        (
            "a second shared section of another's record",
            outsider.says(&section_statement(second, individual, outsider.member)),
            Cause::NotItsOwnId,
        ),
        (
            "another's feed",
            outsider.says(&Statement::Feed { feed, document, device: outsider.device }),
            Cause::NotItsOwnId,
        ),
        (
            "a feed for another device",
            outsider.says(&Statement::Feed { feed, document, device: maker.device }),
            Cause::NotTheirs,
        ),
        (
            "no such section",
            maker.says(&grant_statement(elsewhere, &maker, &outsider, None)),
            Cause::UnknownSection,
        ),
        ("a key for a non-reader", maker.says(&envelope), Cause::NotAReader),
    ];
    for (name, statement, cause) in rows {
        let with = Membership::new(office.root.public(), office.statements.iter().chain([&statement]));
        assert_eq!(causes(&with, &statement), [cause], "{name}");
        let with = Membership { problems: Vec::new(), signatures: good.signatures.clone(), ..with };
        assert_eq!(with, good, "{name}");
    }
}

/// What a root may say of a device that is there: the same again, with other keys, as somebody else's; each dated before
/// what it said first.
fn said_again(device: DeviceId, of: &Person, other: &Person) -> [Statement; 3] {
    let statement = |member, public: crate::DevicePublic| Statement::Device {
        device,
        member,
        sign: public.sign,
        seal: public.seal,
        at: time(1) - chrono::TimeDelta::days(1),
    };
    let (own, others) = (of.keys.public(), other.keys.public());
    [statement(of.member, own.clone()), statement(of.member, others), statement(other.member, own)]
}

#[test]
fn the_root_cannot_say_anything_else_of_a_device_that_is_there() {
    let mut office = Office::new(17);
    let [maker, other] = std::array::from_fn(|_| office.member());
    let document = office.section(&maker);
    office.feed(document, &maker);
    let good = office.membership();
    let causes_of = |office: &mut Office, said: &Statement| {
        office.root_says(said);
        let statement = office.statements.pop().unwrap();
        let with = Membership::new(office.root.public(), office.statements.iter().chain([&statement]));
        assert_eq!(with.sections, good.sections);
        assert_eq!(with.feeds, good.feeds);
        let device = |membership: &Membership| {
            let device = membership.device(maker.device).unwrap();
            (device.member, device.sign, device.seal.clone())
        };
        assert_eq!(device(&with), device(&good));
        causes(&with, &statement)
    };
    let [again, other_keys, another_member] = said_again(maker.device, &maker, &other);
    assert_eq!(causes_of(&mut office, &again), [], "the earlier of two dates stands; nothing rests on it");
    assert_eq!(causes_of(&mut office, &other_keys), [Cause::NotItsOwnId]);
    assert_eq!(causes_of(&mut office, &another_member), [Cause::NotItsOwnId]);
}

#[test]
fn of_a_device_with_a_random_id_the_earliest_statement_counts() {
    let mut office = Office::new(18);
    let older = office.stranger();
    let older = Person { device: DeviceId::from_random(bytes(&mut office.rng)), ..older };
    let other = office.member();
    office.admit(&older);
    assert_eq!(office.membership().device(older.device).unwrap().sign, older.keys.public().sign);
    let [_, other_keys, _] = said_again(older.device, &older, &other);
    office.root_says(&other_keys);
    assert_eq!(office.membership().device(older.device).unwrap().sign, other.keys.public().sign);
}

#[test]
fn every_role_that_a_member_had_is_known() {
    let mut office = Office::new(19);
    let member = office.member();
    office.root_says(&Statement::Member {
        member: member.member,
        name: "Amira".to_owned(),
        role: "advocate".to_owned(),
        individual: None,
        at: time(9),
    });
    let membership = office.membership();
    assert_eq!(membership.member(member.member).unwrap().role, "advocate");
    assert_eq!(membership.roles(member.member).collect::<Vec<_>>(), ["advocate", "worker"]);
}

#[test]
fn a_statement_of_a_newer_app_is_kept_and_garbage_is_named() {
    let mut office = Office::new(7);
    let maker = office.member();
    let individual = office.individual(&maker);
    let sign = |bytes: Vec<u8>| {
        let mut statement =
            maker.says(&section_statement(DocumentId::from_bytes([0; 16]), individual, maker.member));
        statement.bytes = bytes;
        statement
    };
    // {"sunset": {"at": 1}} and {"grant": 1}
    let newer = sign(b"\xa1\x66sunset\xa1\x62at\x01".to_vec());
    let garbage = sign(b"\xa1\x65grant\x01".to_vec());
    let statements = [newer.clone(), garbage.clone()];
    let membership = Membership::new(office.root.public(), office.statements.iter().chain(&statements));
    assert_eq!(membership.newer(), [newer.id()]);
    assert_eq!(causes(&membership, &garbage), [Cause::Malformed]);
    assert_eq!(newer.statement(), Ok(Statement::Unknown { kind: "sunset".to_owned() }));
    assert_eq!(SignedStatement::from_bytes(&newer.to_bytes()), Ok(newer), "handed on as it came");
}

#[test]
fn a_statement_changed_cut_or_extended_does_not_count() {
    let mut office = Office::new(8);
    let maker = office.member();
    let document = office.section(&maker);
    let public = maker.keys.public().sign;
    let feed = FeedId::from_bytes([1; 16]);
    let good = maker.says(&Statement::Feed { feed, document, device: maker.device });
    let whole = good.to_bytes();
    assert_eq!(SignedStatement::from_bytes(&whole), Ok(good.clone()));
    assert_eq!(good.signer, Signer::Device(maker.device));
    for flipped in crate::testing::bit_flips(&whole, 1) {
        if let Ok(read) = SignedStatement::from_bytes(&flipped) {
            assert_eq!(read.to_bytes(), flipped);
            assert!(!read.is_signed_by(&public));
        }
    }
    for length in 0..whole.len() {
        assert!(SignedStatement::from_bytes(&whole[..length]).is_err());
    }
    assert!(SignedStatement::from_bytes(&[whole.as_slice(), &[0]].concat()).is_err());
}

#[test]
fn a_sealed_key_opens_for_its_device_document_and_epoch_only() {
    let mut office = Office::new(9);
    let [maker, colleague] = std::array::from_fn(|_| office.member());
    let document = office.section(&maker);
    let other = office.section(&maker);
    office.grant(document, &maker, &colleague, None);
    let key = SectionKey::generate(&mut office.rng);
    let (device, public) = colleague.recipient();
    let sealed = seal_key(&key, document, 1, device, &public, &mut office.rng).unwrap();
    assert_eq!(open_key(&sealed, document, 1, device, &colleague.keys), Ok(key.clone()));
    let refused = [
        ("document", open_key(&sealed, other, 1, device, &colleague.keys)),
        ("epoch", open_key(&sealed, document, 2, device, &colleague.keys)),
        ("device", open_key(&sealed, document, 1, maker.device, &colleague.keys)),
        ("keys", open_key(&sealed, document, 1, device, &maker.keys)),
        ("cut", open_key(&sealed[..sealed.len() - 1], document, 1, device, &colleague.keys)),
    ];
    for (name, outcome) in refused {
        assert_eq!(outcome, Err(SyncError::Damaged), "{name}");
    }
    assert_eq!(open_key(b"", document, 1, device, &colleague.keys), Err(SyncError::Truncated));
    assert_eq!(seal_key(&key, document, 1, device, b"no key", &mut office.rng), Err(SyncError::BadKey));

    office.statements.push(maker.says(&Statement::KeyEnvelope {
        document,
        epoch: 1,
        device,
        sealed: sealed.clone(),
    }));
    let membership = office.membership();
    assert_eq!(membership.envelope(document, 1, device), Some(sealed.as_slice()));
    assert_eq!(membership.envelope(document, 2, device), None);
}
