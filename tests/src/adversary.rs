//! Somebody of the organisation who writes by hand what no app writes: parcels that pass every gate, because the key and
//! the signature are right, and that say what a command would refuse.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

use std::collections::BTreeMap;

use kith_document::{Document, Edit, NewFact};
use kith_domain::id::{CardId, DocumentId, FactId, FeedId};
use kith_domain::voice::Voice;
use kith_sync::{BundleContents, DeviceKeys, Known, Parcel, Payload, Place, SectionKey};
use kith_vault::{ParcelRow, ParcelState, Unlock, Vault, VaultError, Write};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::terminal::Phone;

/// What a phone holds, as it lies there.
///
/// Another test of this process may be starting a program at this instant: for a moment that one has inherited the lock of a
/// vault that was closed here, and lets it go by itself.
#[must_use]
pub fn vault(phone: &Phone) -> Vault {
    let key: [u8; 32] = std::fs::read(&phone.key).unwrap().try_into().unwrap();
    let unlock = Unlock::KeyFile(Zeroizing::new(key));
    for _ in 0..10_000 {
        match Vault::open(&phone.home, &unlock) {
            Err(VaultError::InUse) => std::thread::yield_now(),
            other => return other.unwrap(),
        }
    }
    Vault::open(&phone.home, &unlock).unwrap()
}

/// The section of a record, by its kind.
#[must_use]
pub fn section(phone: &Phone, individual: &str, kind: &str) -> DocumentId {
    let sections = vault(phone).read().sections(individual.parse().unwrap()).unwrap();
    sections.into_iter().find(|row| row.kind == kind).unwrap().document
}

/// Adds to a section, as the holder of this phone, who has written there before.
pub fn add(phone: &Phone, document: DocumentId, edits: &[Edit], entries: &[Vec<u8>]) {
    add_payload(phone, document, |tx, feed, payload| {
        payload.entries = entries.to_vec();
        if !edits.is_empty() {
            let mut held = Document::load(document, &tx.document_cache(document)?.unwrap()).unwrap();
            let edited = held.edit(feed, &held.heads(), edits).unwrap();
            (payload.changes, payload.heads) = (edited.changes, edited.heads);
        }
        Ok(())
    });
}

/// Adds changes of the adversary's own making to a section, in the feed of this phone's holder.
pub fn add_changes(phone: &Phone, document: DocumentId, made: impl FnOnce(FeedId) -> Vec<Vec<u8>>) {
    add_payload(phone, document, |_, feed, payload| {
        payload.changes = made(feed);
        Ok(())
    });
}

/// A bundle from one phone's holder to another's, with whatever `fill` puts into it.
pub fn bundle(from: &Phone, to: &Phone, fill: impl FnOnce(&mut BundleContents)) -> Vec<u8> {
    let (sender, receiver) = (identity(from), identity(to));
    let id = |identity: &Value, name: &str| identity[name].as_str().unwrap().to_owned();
    let mut contents = BundleContents {
        organisation: id(&sender, "organisation").parse().unwrap(),
        sender: id(&sender, "device").parse().unwrap(),
        made_at: crate::terminal::NOW.to_owned(),
        statements: Vec::new(),
        known: Known::default(),
        parcels: Vec::new(),
        heads: BTreeMap::new(),
        names_all: false,
        whose: BTreeMap::new(),
        pieces: Vec::new(),
        attachments: BTreeMap::new(),
    };
    fill(&mut contents);
    let to = [(id(&receiver, "device").parse().unwrap(), keys_of(&receiver).public().seal)];
    let mut rng = ChaCha20Rng::seed_from_u64(from.seed);
    kith_sync::write_bundle(&contents, &to, &keys_of(&sender), &mut rng).unwrap()
}

fn identity(phone: &Phone) -> Value {
    serde_json::from_slice(&vault(phone).read().setting("identity").unwrap().unwrap()).unwrap()
}

fn keys_of(identity: &Value) -> DeviceKeys {
    DeviceKeys::from_secret_bytes(&bytes_of(identity["keys"].as_str().unwrap())).unwrap()
}

fn add_payload(
    phone: &Phone,
    document: DocumentId,
    fill: impl FnOnce(&Write<'_>, FeedId, &mut Payload) -> Result<(), VaultError>,
) {
    let keys = keys_of(&identity(phone));
    let mut vault = vault(phone);
    vault
        .write(|tx| {
            let feed = tx.setting(&format!("feed/{document}"))?.unwrap();
            let feed = FeedId::from_bytes(feed.try_into().unwrap());
            let (sequence, last) = tx.feed_head(feed)?.unwrap();
            let last = Parcel::from_bytes(&tx.parcel(&last)?.unwrap().bytes).unwrap();
            let key = SectionKey::from_bytes(*tx.section_key(document, 1)?.unwrap());
            let heads = tx.feed_heads(document)?.into_iter().filter(|(other, _)| *other != feed);
            let after = heads.map(|(other, (sequence, _))| (other, sequence)).collect();
            let mut payload = Payload { after, ..Payload::default() };
            fill(tx, feed, &mut payload)?;
            let previous = kith_sync::ciphertext_hash(&last);
            let place = Place { document, feed, sequence: sequence + 1, previous, epoch: 1 };
            let mut rng = ChaCha20Rng::seed_from_u64(phone.seed);
            let bytes = kith_sync::seal(&payload, place, &key, &keys, &mut rng).unwrap().to_bytes();
            tx.insert_parcel(&ParcelRow {
                id: kith_sync::parcel_id(&bytes),
                document,
                feed,
                sequence: sequence + 1,
                bytes,
                state: ParcelState::Applied,
                code: None,
            })
        })
        .unwrap();
}

/// One value of one field, in a voice.
#[must_use]
pub fn say(card: &str, field: &str, number: u8, value: Value, voice: &Value) -> Edit {
    say_with(card, field, number, value, voice, &[])
}

/// The same with keys that this app does not know.
#[must_use]
pub fn say_with(
    card: &str,
    field: &str,
    number: u8,
    value: Value,
    voice: &Value,
    unknown: &[(&str, Value)],
) -> Edit {
    let fact = NewFact {
        id: FactId::from_random([number; 16]),
        value,
        voice: serde_json::from_value::<Voice>(voice.clone()).unwrap(),
        recorded: crate::terminal::NOW.parse().unwrap(),
        reason: None,
        unknown: unknown.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
    };
    Edit::Say { card: card.parse().unwrap(), field: field.to_owned(), fact }
}

/// A card under an id of the adversary's choice.
#[must_use]
pub fn create(card: &str, kind: &str) -> Edit {
    Edit::Create { card: card.parse::<CardId>().unwrap(), kind: kind.to_owned() }
}

/// The bytes of an entry, as the phone holds it.
#[must_use]
pub fn entry_bytes(phone: &Phone, entry: &str) -> Vec<u8> {
    vault(phone).read().entry(entry.parse().unwrap()).unwrap().remove(0).json.into_bytes()
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect()
}
