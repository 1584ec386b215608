use kith_domain::id::FeedId;
use kith_wire::ParcelHeader;

use super::*;
use crate::testing::{Office, visit};
use crate::{SectionKey, ciphertext_hash, open};

const QUARANTINED: fn(Code) -> Admission = Admission::Quarantined;

#[test]
fn a_parcel_is_admitted_held_back_or_set_apart() {
    let mut office = Office::new(20);
    let [maker, colleague, outsider] = std::array::from_fn(|_| office.member());
    let document = office.section(&maker);
    let other_document = office.section(&maker);
    let key = SectionKey::generate(&mut office.rng);
    office.grant(document, &maker, &colleague, None);
    let [own, foreign] = [&maker, &outsider].map(|person| office.feed(document, person));
    let elsewhere = office.feed(other_document, &maker);
    let membership = office.membership();
    let first = office.parcel((document, own), None, &visit(1), (&key, &maker));
    let second = office.parcel((document, own), Some(&first), &visit(2), (&key, &maker));
    let third = office.parcel((document, own), Some(&second), &visit(3), (&key, &maker));
    let fork = office.parcel((document, own), None, &visit(4), (&key, &maker));
    let after_fork = office.parcel((document, own), Some(&fork), &visit(5), (&key, &maker));
    let impostor = office.parcel((document, own), None, &visit(6), (&key, &colleague));
    let not_a_reader = office.parcel((document, foreign), None, &visit(7), (&key, &outsider));
    let misplaced = office.parcel((document, elsewhere), None, &visit(8), (&key, &maker));
    let unknown = FeedId::from_bytes([9; 16]);
    let nobodys = office.parcel((document, unknown), None, &visit(9), (&key, &maker));

    let hash = |parcel: &Parcel| vec![ciphertext_hash(parcel)];
    let both = [hash(&first), hash(&fork)].concat();
    let admitted = Admission::Admitted { author: maker.member, device: maker.device };
    let waits = |sequence| Admission::Waiting(WaitingFor::Previous { feed: own, sequence });
    let rows = [
        ("the first", &first, vec![], admitted.clone()),
        ("the next", &second, hash(&first), admitted.clone()),
        ("one too far", &third, vec![], waits(2)),
        ("another first", &fork, vec![], admitted.clone()),
        ("on another first that is not held", &after_fork, hash(&first), waits(1)),
        ("on another first that is held", &after_fork, both.clone(), admitted.clone()),
        ("on the first of two", &second, both, admitted),
        ("a member on another's feed", &impostor, vec![], QUARANTINED(Code::BadSignature)),
        ("no reader", &not_a_reader, vec![], QUARANTINED(Code::NotAReader)),
        ("a feed of another section", &misplaced, vec![], QUARANTINED(Code::ForeignDocument)),
        ("an unknown feed", &nobodys, vec![], Admission::Waiting(WaitingFor::Feed(unknown))),
    ];
    for (name, parcel, before, expected) in rows {
        assert_eq!(admit(parcel, &membership, &before), expected, "{name}");
    }
    // Whatever becomes of them: those that a reader of the section signed, and no others.
    let by_readers = [&first, &third, &fork, &impostor, &misplaced, &nobodys];
    assert!(by_readers.into_iter().all(|parcel| is_by_a_reader(parcel, &membership)));
    let junk = Parcel { ciphertext: first.ciphertext.iter().rev().copied().collect(), ..first.clone() };
    assert!(![&not_a_reader, &junk].into_iter().any(|parcel| is_by_a_reader(parcel, &membership)));
}

#[test]
fn a_verdict_that_rests_on_statements_heals_when_they_come() {
    let mut office = Office::new(21);
    let [maker, colleague] = std::array::from_fn(|_| office.member());
    let document = office.section(&maker);
    let feed = office.feed(document, &colleague);
    let key = SectionKey::generate(&mut office.rng);
    let parcel = office.parcel((document, feed), None, &visit(1), (&key, &colleague));
    let before = admit(&parcel, &office.membership(), &[]);
    assert_eq!(before, Admission::Quarantined(Code::NotAReader));
    assert!(Code::NotAReader.may_heal());
    office.grant(document, &maker, &colleague, Some(3));
    let after = admit(&parcel, &office.membership(), &[]);
    assert_eq!(after, Admission::Admitted { author: colleague.member, device: colleague.device });
}

#[test]
fn a_parcel_changed_in_any_bit_is_refused_before_it_is_opened() {
    let mut office = Office::new(22);
    let maker = office.member();
    let document = office.section(&maker);
    let feed = office.feed(document, &maker);
    let key = SectionKey::generate(&mut office.rng);
    let parcel = office.parcel((document, feed), None, &visit(1), (&key, &maker));
    let membership = office.membership();
    let whole = parcel.to_bytes();
    for flipped in crate::testing::bit_flips(&whole, 1) {
        let Ok(read) = Parcel::from_bytes(&flipped) else {
            continue;
        };
        let outcome = admit(&read, &membership, &[]);
        assert!(
            matches!(
                outcome,
                Admission::Quarantined(Code::BadSignature) | Admission::Waiting(WaitingFor::Feed(_))
            ),
            "{outcome:?}"
        );
    }
    for length in 0..whole.len() {
        assert!(Parcel::from_bytes(&whole[..length]).is_err());
    }
    // Re-signed by its owner with a header that is not what was sealed: admitted, and the seal refuses it.
    let header = ParcelHeader { epoch: 2, ..parcel.header };
    let signature = maker.keys.sign(crate::signing::Purpose::Parcel, &header.to_bytes(), &parcel.ciphertext);
    let altered = Parcel { header, signature, ..parcel };
    assert!(matches!(admit(&altered, &membership, &[]), Admission::Admitted { .. }));
    assert_eq!(open(&altered, &key), Err(Code::Undecryptable));
}

#[test]
fn codes_are_stable_and_read_as_written() {
    for code in Code::ALL {
        assert_eq!(Code::from_name(code.as_str()), Some(*code));
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    }
    assert_eq!(Code::from_name("nonsense"), None);
}
