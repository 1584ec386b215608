//! Documents, facts and hand-made changes for the tests.
#![allow(dead_code)] // Each test file uses its own part of it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ObjId, ReadDoc, ScalarValue, Value};
use kith_document::{Document, Edit, Edited, Heads, NewFact};
use kith_domain::fact::Register;
use kith_domain::id::{CardId, DocumentId, FactId, FeedId, MemberId};
use kith_domain::voice::Voice;
use serde_json::json;
use sha2::{Digest, Sha256};

pub(crate) fn document(byte: u8) -> Document {
    Document::new(document_id(byte))
}

pub(crate) fn document_id(byte: u8) -> DocumentId {
    DocumentId::from_random([byte; 16])
}

pub(crate) fn feed(byte: u8) -> FeedId {
    FeedId::from_random([byte; 16])
}

pub(crate) fn card(byte: u8) -> CardId {
    CardId::from_random([byte; 16])
}

pub(crate) fn fact_id(number: u64) -> FactId {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    FactId::from_random(bytes)
}

pub(crate) fn fact(number: u64, value: &str) -> NewFact {
    NewFact {
        id: fact_id(number),
        value: json!(value),
        voice: Voice::worker(MemberId::from_random([1; 16])),
        recorded: "2026-03-04T10:00:00+01:00".parse().unwrap(),
        reason: None,
        unknown: BTreeMap::new(),
    }
}

pub(crate) fn create(card: CardId) -> Edit {
    Edit::Create { card, kind: "person".into() }
}

pub(crate) fn say(card: CardId, field: &str, number: u64, value: &str) -> Edit {
    Edit::Say { card, field: field.into(), fact: fact(number, value) }
}

pub(crate) fn edit(document: &mut Document, feed: FeedId, edits: &[Edit]) -> Edited {
    let seen = document.heads();
    document.edit(feed, &seen, edits).unwrap()
}

/// A document with one card that says `low` in `risk` (fact 1, feed 1), and the changes that made it.
pub(crate) fn with_a_card() -> (Document, Vec<Vec<u8>>) {
    let mut document = document(9);
    let edited = edit(&mut document, feed(1), &[create(card(1)), say(card(1), "risk", 1, "low")]);
    (document, edited.changes)
}

pub(crate) fn register(document: &Document, card: CardId, field: &str) -> Register {
    document.card(card).map(|card| card.field(field).clone()).unwrap_or_default()
}

pub(crate) fn visible(document: &Document, card: CardId, field: &str) -> BTreeSet<FactId> {
    register(document, card, field).visible().into_iter().map(|fact| fact.id).collect()
}

pub(crate) fn facts(numbers: &[u64]) -> BTreeSet<FactId> {
    numbers.iter().copied().map(fact_id).collect()
}

/// A change made with the library alone, past this crate, in this feed and on top of this document.
pub(crate) fn by_hand(
    document: &mut Document,
    feed: FeedId,
    work: impl FnOnce(&mut AutoCommit),
) -> Vec<Vec<u8>> {
    let actor = [feed.to_bytes(), [0; 16]].concat();
    let mut by_hand = AutoCommit::load(&document.save()).unwrap().with_actor(ActorId::from(actor));
    let before = by_hand.get_heads();
    work(&mut by_hand);
    by_hand.get_changes(&before).iter().map(|change| owned(change.raw_bytes())).collect()
}

/// The change under the actor that is its own, as somebody with an app of their own would give it: after the feed's id the
/// digest of everything that follows the header, taken with zeros in its place.
pub(crate) fn owned(change: &[u8]) -> Vec<u8> {
    let mut bytes = change.to_vec();
    let header = 9 + bytes[9..].iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    let rests_on = usize::from(bytes[header]);
    assert!(rests_on < 0x80, "one byte tells how many");
    let digest = header + 1 + 32 * rests_on + 1 + 16;
    bytes[digest..digest + 16].fill(0);
    let own = Sha256::digest([b"kith change 1\0", &bytes[header..]].concat());
    bytes[digest..digest + 16].copy_from_slice(&own[..16]);
    let checksum = Sha256::digest(&bytes[8..]);
    bytes[4..8].copy_from_slice(&checksum[..4]);
    bytes
}

/// The library's object of a card.
pub(crate) fn object(by_hand: &AutoCommit, card: CardId) -> ObjId {
    let (_, cards) = by_hand.get(automerge::ROOT, "cards").unwrap().unwrap();
    by_hand.get(cards, card.to_string()).unwrap().unwrap().1
}

pub(crate) fn put(by_hand: &mut AutoCommit, card: CardId, field: &str, json: serde_json::Value) {
    let object = object(by_hand, card);
    by_hand.put(object, field, ScalarValue::Bytes(serde_json::to_vec(&json).unwrap())).unwrap();
}

/// A fact's JSON as a newer or hostile app might write it.
pub(crate) fn fact_json(number: u64, value: &str, saw: &[u64]) -> serde_json::Value {
    json!({
        "id": fact_id(number), "value": value, "recorded": "2026-03-04T10:00:00+01:00",
        "voice": {"speaker": "worker", "how": "observed", "method": "writing"},
        "saw": saw.iter().copied().map(fact_id).collect::<Vec<_>>(),
    })
}

/// For every field, the ids of the facts that the library alone tells, from the saved form.
pub(crate) fn told_by_the_library(document: &mut Document) -> BTreeMap<(CardId, String), BTreeSet<FactId>> {
    let saved = AutoCommit::load(&document.save()).unwrap();
    let (_, cards) = saved.get(automerge::ROOT, "cards").unwrap().unwrap();
    let mut told: BTreeMap<(CardId, String), BTreeSet<FactId>> = BTreeMap::new();
    for id in saved.keys(&cards) {
        for (_, map) in saved.get_all(&cards, id.as_str()).unwrap() {
            for field in saved.keys(&map).filter(|field| field != "card_kind") {
                for (value, _) in saved.get_all(&map, field.as_str()).unwrap() {
                    let Value::Scalar(scalar) = value else { panic!("not a scalar") };
                    let json: serde_json::Value = serde_json::from_slice(scalar.as_bytes().unwrap()).unwrap();
                    let fact = json["id"].as_str().unwrap().parse().unwrap();
                    told.entry((id.parse().unwrap(), field.clone())).or_default().insert(fact);
                }
            }
        }
    }
    told
}

/// In how many maps the library holds a card.
pub(crate) fn maps_of(document: &mut Document, card: CardId) -> usize {
    let saved = AutoCommit::load(&document.save()).unwrap();
    let (_, cards) = saved.get(automerge::ROOT, "cards").unwrap().unwrap();
    saved.get_all(cards, card.to_string()).unwrap().len()
}

/// For every field, the ids of the facts that the registers tell.
pub(crate) fn told_by_the_registers(document: &Document) -> BTreeMap<(CardId, String), BTreeSet<FactId>> {
    let reading = document.cards();
    let mut told = BTreeMap::new();
    for (id, card) in &reading.cards {
        for (field, register) in &card.fields {
            let visible = register.visible().into_iter().map(|fact| fact.id).collect();
            told.insert((*id, field.clone()), visible);
        }
    }
    told
}

/// The whole outward state, to compare before and after.
pub(crate) fn state(document: &mut Document) -> (Heads, kith_document::Reading, Vec<u8>) {
    (document.heads(), document.cards(), document.save())
}
