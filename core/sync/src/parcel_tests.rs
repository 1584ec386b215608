use std::collections::BTreeMap;

use ciborium::Value;
use proptest::prelude::*;

use super::*;
use crate::testing::{bytes, rng};

fn place(sequence: u64) -> Place {
    Place {
        document: DocumentId::from_bytes([1; 16]),
        feed: FeedId::from_bytes([2; 16]),
        sequence,
        previous: if sequence == 1 { [0; 32] } else { [3; 32] },
        epoch: 1,
    }
}

/// Seals a plaintext that [`seal`] would not write.
fn seal_plain(padded: &[u8], key: &SectionKey) -> Parcel {
    let mut rng = rng(31);
    let device = DeviceKeys::generate(&mut rng);
    let good = seal(&Payload::default(), place(1), key, &device, &mut rng).unwrap();
    let header = ParcelHeader { bucket: u32::try_from(padded.len()).unwrap(), ..good.header };
    let bound = [SEALED, &header.to_bytes()].concat();
    let ciphertext = cipher::seal_under(key.bytes(), &bound, padded, &mut rng).unwrap();
    Parcel { header, ciphertext, ..good }
}

fn compressed(encoded: &[u8]) -> Vec<u8> {
    padding::pad(zstd::bulk::compress(encoded, 1).unwrap())
}

fn payloads() -> impl Strategy<Value = Payload> {
    let pieces = || prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..6);
    let unknown = prop::collection::btree_map("[f-z][a-z]{0,4}", any::<u32>(), 0..3);
    (
        pieces(),
        pieces(),
        prop::collection::vec(any::<[u8; 32]>(), 0..3),
        prop::collection::btree_map(any::<[u8; 16]>(), any::<u64>(), 0..4),
        unknown,
    )
        .prop_map(|(entries, changes, heads, after, unknown)| Payload {
            entries,
            changes,
            heads,
            after: after.into_iter().map(|(feed, sequence)| (FeedId::from_bytes(feed), sequence)).collect(),
            unknown: unknown
                .into_iter()
                .filter(|(key, _)| key != "h")
                .map(|(key, value)| (key, Value::from(value)))
                .collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_payload_is_opened_as_sealed(payload in payloads(), seed in any::<u64>(), sequence in 1_u64..) {
        let mut rng = rng(seed);
        let (key, device) = (SectionKey::generate(&mut rng), DeviceKeys::generate(&mut rng));
        let parcel = seal(&payload, place(sequence), &key, &device, &mut rng).unwrap();
        let carried = Parcel::from_bytes(&parcel.to_bytes()).unwrap();
        prop_assert!(is_signed_by(&carried, &device.public().sign));
        prop_assert_eq!(open(&carried, &key), Ok(payload));
        prop_assert_eq!(open(&carried, &SectionKey::generate(&mut rng)), Err(Code::Undecryptable));
    }

    #[test]
    fn whatever_is_sealed_opens_or_is_refused(plain in prop::collection::vec(any::<u8>(), 0..300)) {
        let key = SectionKey::from_bytes([4; 32]);
        if let Err(code) = open(&seal_plain(&compressed(&plain), &key), &key) {
            prop_assert_eq!(code, Code::Malformed);
        }
        prop_assert_eq!(open(&seal_plain(&padding::pad(plain), &key), &key), Err(Code::Malformed));
    }
}

#[test]
fn a_visit_of_nine_hundred_bytes_is_sealed_within_seven_hundred_and_four() {
    let mut rng = rng(32);
    let ids: [String; 3] = std::array::from_fn(|_| DocumentId::from_random(bytes(&mut rng)).to_string());
    let visit = serde_json::json!({
        "id": ids[0], "kind": "visit",
        "occurred": {"at": "2026-03-04T14:30:00+00:00", "precision": "about"},
        "recorded": "2026-03-04T16:02:11+00:00",
        "body": {
            "voice": {"speaker": "worker", "how": "observed", "method": "spoken"},
            "contacts": [{"person": ids[1], "mode": "phone", "minutes": 20, "outcome": "happened"}],
            "wellbeing": {"scale": "0-10", "before": 4, "after": 6},
            "plan": ids[2],
            "line": "We went to the market on foot. Dai chose the fruit and paid himself. On the way back his sister \
                rang; he walked about while they talked and was quiet afterwards. He said he would like her to come \
                on Sunday if the bus runs. Tea at the house, he laid the table without being asked and told Meg about \
                the stall with the clocks. Left at half past four, Carys on shift.",
        },
    });
    let json = serde_json::to_vec(&visit).unwrap();
    assert!((800..1000).contains(&json.len()), "{}", json.len());
    let after = BTreeMap::from([
        (FeedId::from_random(bytes(&mut rng)), 12),
        (FeedId::from_random(bytes(&mut rng)), 7),
    ]);
    let payload = Payload { entries: vec![json], after, ..Payload::default() };
    let (key, device) = (SectionKey::generate(&mut rng), DeviceKeys::generate(&mut rng));
    let parcel = seal(&payload, place(5), &key, &device, &mut rng).unwrap();
    let packed = compression::compress(&codec::encode(&payload).unwrap()).unwrap();
    let length = parcel.to_bytes().len();
    assert!(length <= packed.len() + 200 + 64, "{length} for {}", packed.len());
    let bucket = usize::try_from(parcel.header.bucket).unwrap();
    assert!(length - bucket <= 200, "{}", length - bucket);
    assert!(length <= 704, "{length}");
}

#[test]
fn a_decompression_bomb_is_refused_at_the_limit() {
    let key = SectionKey::from_bytes([4; 32]);
    let bomb = compressed(&vec![0; 256 * 1024 * 1024]);
    assert!(bomb.len() < 64 * 1024, "{}", bomb.len());
    assert_eq!(open(&seal_plain(&bomb, &key), &key), Err(Code::Malformed));
    // A list that claims two thousand million pieces, and one that has two million.
    assert_eq!(
        open(&seal_plain(&compressed(b"\xa1\x61e\x9a\x7f\xff\xff\xff"), &key), &key),
        Err(Code::Malformed)
    );
    let many = [b"\xa1\x61e\x9a\x00\x20\x00\x00".as_slice(), &vec![0x40; 0x20_0000]].concat();
    assert_eq!(open(&seal_plain(&compressed(&many), &key), &key), Err(Code::Malformed));
    let nested = [b"\xa1\x61z".as_slice(), &vec![0x81; 100_000], b"\x01"].concat();
    assert_eq!(open(&seal_plain(&compressed(&nested), &key), &key), Err(Code::Malformed));
}

#[test]
fn what_no_app_seals_is_malformed() {
    let key = SectionKey::from_bytes([4; 32]);
    let own_feed = [b"\xa1\x61a\xa1\x50".as_slice(), &[2; 16], b"\x01"].concat();
    let rows = [
        ("not compressed", padding::pad(b"\xa0".to_vec())),
        ("nothing", vec![0; 64]),
        ("not padded", vec![1; 64]),
        ("an odd size", vec![0x80; 65]),
        ("no map", compressed(b"\x01")),
        ("a field twice", compressed(b"\xa2\x61e\x80\x61e\x80")),
        ("more after it", compressed(b"\xa0\xa0")),
        ("builds on itself", compressed(&own_feed)),
    ];
    for (name, padded) in rows {
        assert_eq!(open(&seal_plain(&padded, &key), &key), Err(Code::Malformed), "{name}");
    }
    assert_eq!(open(&seal_plain(&compressed(b"\xa0"), &key), &key), Ok(Payload::default()));
}

#[test]
fn a_payload_too_large_for_one_parcel_is_refused_before_it_is_sealed() {
    let mut rng = rng(33);
    let (key, device) = (SectionKey::generate(&mut rng), DeviceKeys::generate(&mut rng));
    let payload = Payload { entries: vec![vec![0; PAYLOAD_LIMIT_BYTES]], ..Payload::default() };
    assert_eq!(seal(&payload, place(1), &key, &device, &mut rng), Err(SyncError::TooLarge));
}
