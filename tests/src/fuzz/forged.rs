//! Inputs of a valid member: spoilt first, then sealed and signed with keys that are right. Signature, seal and checksum
//! hold, so what is spoilt is reached.

use ciborium::Value;
use kith_document::{Edit, NewFact};
use kith_domain::id::{AttachmentId, CardId, DocumentId, FactId, FeedId};
use kith_sync::{BundleContents, Parcel, Payload, PiecesHeld, Place, forged};
use kith_wire::FileKind;
use rand_core::Rng;
use serde::Serialize;

use super::dice::Dice;
use super::inputs::{Input, Made, Target, atoms};
use super::office::{Office, Photo};
use super::spoil;

/// A value in the encoding of the record.
fn encoded(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

/// What was encoded, spoilt: as a tree as a rule, now and then as bytes.
fn spoilt(dice: &mut Dice, mut bytes: Vec<u8>, others: &[&[u8]]) -> Vec<u8> {
    if dice.one_in(4) {
        spoil::bytes(dice, &mut bytes, others);
        return bytes;
    }
    let Ok(mut tree) = ciborium::from_reader::<Value, _>(bytes.as_slice()) else { return bytes };
    drop(bytes);
    spoil::tree(dice, &mut tree, &atoms());
    encoded(&tree)
}

fn id(dice: &mut Dice) -> [u8; 16] {
    let mut bytes = [0; 16];
    dice.rng().fill_bytes(&mut bytes);
    bytes
}

/// A parcel whose content is spoilt.
pub(super) fn parcel(office: &Office, dice: &mut Dice) -> Made {
    let next = dice.pick(&office.next);
    let (mut place, mut payload) = (next.place, next.payload.clone());
    let own = office.own.get(&place.document);
    if let Some(own) = own.filter(|_| payload.changes.is_empty()) {
        place = *own;
    }
    let made = |payload: &Payload| forged::padded(forged::compressed(&encoded(payload)).unwrap());
    let (good, good_place) = (made(&payload), place);
    match dice.below(16) {
        0..=4 => entries(office, dice, &mut payload),
        5 => changes(office, dice, &mut payload),
        6..=10 => edits(office, dice, &mut place, &mut payload),
        11 => rests_on(office, dice, &mut payload),
        12 => elsewhere(office, dice, &mut place),
        _ => {}
    }
    let mut bytes = encoded(&payload);
    if dice.one_in(6) {
        bytes = spoilt(dice, bytes, &[]);
    }
    let mut bytes = if dice.one_in(300) { office.bomb.clone() } else { forged::compressed(&bytes).unwrap() };
    if dice.one_in(16) {
        spoil::bytes(dice, &mut bytes, &[]);
    }
    let mut bytes = forged::padded(bytes);
    if dice.one_in(20) {
        spoil::bytes(dice, &mut bytes, &[]);
    }
    let key = office.keys.get(&place.document).unwrap_or(&office.keys[&next.place.document]);
    let mut parcel = forged::sealed(&bytes, place, key, &office.sender.keys, dice.rng()).unwrap();
    let sealed = (parcel.header, parcel.ciphertext.clone());
    if dice.one_in(16) {
        header(dice, &mut parcel);
        forged::sign_again(&mut parcel, &office.sender.keys);
    }
    let spoilt = (bytes, place) != (good, good_place) || (parcel.header, parcel.ciphertext.clone()) != sealed;
    Made::signed(Target::Parcel, Input::Parcel(parcel.to_bytes()), spoilt)
}

fn entries(office: &Office, dice: &mut Dice, payload: &mut Payload) {
    if payload.entries.is_empty() || dice.one_in(12) {
        let other = dice.pick(&office.next).payload.entries.clone();
        payload.entries.extend(other);
    }
    for entry in &mut payload.entries {
        match serde_json::from_slice(entry) {
            Ok(value) if !dice.one_in(6) => {
                *entry = spoil::json(dice, &value, &atoms()).to_string().into_bytes();
            }
            _ => spoil::bytes(dice, entry, &[]),
        }
    }
}

fn changes(office: &Office, dice: &mut Dice, payload: &mut Payload) {
    let other = dice.pick(&office.next).payload.changes.clone();
    match dice.below(4) {
        0 => payload.changes.extend(other),
        1 => payload.changes = other,
        2 => payload.changes.reverse(),
        _ => {
            let others: Vec<&[u8]> = other.iter().map(Vec::as_slice).collect();
            for change in &mut payload.changes {
                spoil::bytes(dice, change, &others);
                // Under the actor that is its own it gets as far as what it holds.
                if !dice.one_in(4) {
                    *change = kith_document::own(change).unwrap_or_else(|| change.clone());
                }
            }
        }
    }
}

/// Facts of any shape about cards that are there and cards that are not, in changes that hold together.
fn edits(office: &Office, dice: &mut Dice, place: &mut Place, payload: &mut Payload) {
    *place = office.own.get(&place.document).copied().unwrap_or(*place);
    let Some(mut document) = office.document(place.document) else { return };
    let cards: Vec<_> = document.cards().cards.into_values().collect();
    let mut edits = Vec::new();
    for _ in 0..=dice.below(3) {
        let card = dice.pick(&cards);
        let fields: Vec<&String> = card.fields.keys().collect();
        let field = if dice.one_in(6) { "unheard_of".to_owned() } else { (*dice.pick(&fields)).clone() };
        let said = card.fields.get(&field).and_then(|register| register.all().first().cloned());
        let voice = said.as_ref().map(|fact| fact.voice.clone());
        let value = said.map_or(serde_json::json!("Something"), |fact| fact.value);
        let value = spoil::json(dice, &value, &atoms());
        let id = if dice.one_in(20) { CardId::from_random(id(dice)) } else { card.id };
        if dice.one_in(5) {
            let kind =
                (*dice.pick(&["person", "restriction", "concern", "consent", "unheard_of"])).to_owned();
            edits.push(Edit::Create { card: id, kind });
        }
        let Some(voice) = voice.or_else(|| serde_json::from_value(crate::terminal::own()).ok()) else {
            continue;
        };
        let fact = NewFact {
            id: FactId::from_random(self::id(dice)),
            value,
            voice,
            recorded: crate::terminal::NOW.parse().unwrap(),
            reason: dice.one_in(2).then(|| "Because".to_owned()),
            unknown: std::collections::BTreeMap::new(),
        };
        edits.push(Edit::Say { card: id, field, fact });
    }
    let heads = document.heads();
    if let Ok(edited) = document.edit(place.feed, &heads, &edits) {
        (payload.changes, payload.heads) = (edited.changes, edited.heads);
    }
}

/// Says of itself that it builds on other parcels and ends in another state.
fn rests_on(office: &Office, dice: &mut Dice, payload: &mut Payload) {
    let feed = match dice.below(3) {
        0 => FeedId::from_random(id(dice)),
        _ => dice.pick(&office.next).place.feed,
    };
    payload.after.insert(feed, dice.number());
    payload.heads.push([dice.byte(); 32]);
}

/// Another place in the feed, in another feed, or in another section.
fn elsewhere(office: &Office, dice: &mut Dice, place: &mut Place) {
    match dice.below(6) {
        0 => place.sequence = dice.number(),
        1 => place.previous = [dice.byte(); 32],
        2 => place.epoch = u32::try_from(dice.number() & 0xffff_ffff).unwrap(),
        3 => {
            place.feed = if dice.one_in(2) {
                FeedId::from_random(id(dice))
            } else {
                dice.pick(&office.next).place.feed
            }
        }
        4 => place.document = dice.pick(&office.next).place.document,
        _ => place.document = DocumentId::from_random(id(dice)),
    }
}

fn header(dice: &mut Dice, parcel: &mut Parcel) {
    match dice.below(4) {
        0 => parcel.header.bucket = u32::try_from(dice.number() & 0xffff_ffff).unwrap(),
        1 => parcel.header.epoch ^= 1 << dice.below(32),
        2 => parcel.header.sequence = dice.number(),
        _ => spoil::bytes(dice, &mut parcel.ciphertext, &[]),
    }
}

/// A statement that its device, or the root, did sign.
pub(super) fn statement(office: &Office, dice: &mut Dice) -> Made {
    let others: Vec<&[u8]> = office.statements.iter().map(|statement| statement.bytes.as_slice()).collect();
    let good = &dice.pick(&office.statements).bytes;
    let bytes = spoilt(dice, good.clone(), &others);
    let spoilt = bytes != *good;
    let statement = if dice.one_in(2) {
        forged::statement_by_device(bytes, office.sender.id, &office.sender.keys)
    } else {
        forged::statement_by_root(bytes, &office.root)
    };
    Made::signed(Target::Statement, Input::Statement(statement.to_bytes()), spoilt)
}

/// A bundle whose contents are spoilt.
pub(super) fn bundle(office: &Office, dice: &mut Dice) -> Made {
    let mut contents = office.contents.clone();
    if dice.one_in(4) {
        let Photo { pieces, said, .. } = &office.photo;
        (contents.pieces, contents.attachments) = (pieces.clone(), said.clone());
        let good = encoded(&contents);
        with_photo(office, dice, &mut contents);
        return sealed_bundle(office, dice, encoded(&contents), &good);
    }
    let good = encoded(&contents);
    if dice.one_in(2) {
        contents.parcels.push(dice.pick(&office.next).bytes.clone());
    }
    if dice.one_in(8) {
        contents.sender = office.newcomer.id;
    }
    let contents = spoilt(dice, encoded(&contents), &[]);
    sealed_bundle(office, dice, contents, &good)
}

/// Pieces of a photo that are spoilt, left out, or come twice, and what is said of those that are held. Not as a tree with the rest:
/// that would spoil one of them hardly ever, and copy it thousands of times then.
fn with_photo(office: &Office, dice: &mut Dice, contents: &mut BundleContents) {
    let pieces = &office.photo.pieces;
    let at = dice.below(pieces.len());
    match dice.below(8) {
        0..=2 => spoil::bytes(dice, &mut contents.pieces[at], &[&pieces[1 - at]]),
        3 => drop(contents.pieces.remove(at)),
        4 => contents.pieces.extend_from_within(..),
        5 => contents.pieces.reverse(),
        6 => contents.pieces.clear(),
        _ => {}
    }
    for (document, held) in std::mem::take(&mut contents.attachments) {
        let held = held.into_iter().map(|(attachment, held)| {
            let mut held = held.bytes().to_vec();
            spoil::bytes(dice, &mut held, &[&[0xff; 40]]);
            let attachment = if dice.one_in(6) { AttachmentId::from_bytes(id(dice)) } else { attachment };
            (attachment, PiecesHeld::from_bytes(held))
        });
        let held = held.collect();
        let document = if dice.one_in(6) { dice.pick(&office.next).place.document } else { document };
        contents.attachments.insert(document, held);
    }
}

fn sealed_bundle(office: &Office, dice: &mut Dice, contents: Vec<u8>, good: &[u8]) -> Made {
    let spoilt = contents != good;
    let to = [(office.receiver.id, office.receiver.keys.public().seal)];
    let file = forged::bundle(contents, &to, &office.sender.keys, dice.rng()).unwrap();
    Made::signed(Target::Bundle, Input::Bundle(file), spoilt)
}

/// An answer to the newcomer whose contents are spoilt.
pub(super) fn admission(office: &Office, dice: &mut Dice) -> Made {
    let good = encoded(&office.admitted);
    let contents = spoilt(dice, good.clone(), &[]);
    let spoilt = contents != good;
    let to = [(office.newcomer.id, office.newcomer.keys.public().seal)];
    let file = forged::admission(contents, &to, &office.root, dice.rng()).unwrap();
    Made::signed(Target::Admission, Input::Admission(file), spoilt)
}

/// A request whose body is spoilt.
pub(super) fn request(office: &Office, dice: &mut Dice) -> Made {
    let content = kith_wire::unframe(FileKind::Request, &office.request).unwrap();
    let body = spoilt(dice, content[64..].to_vec(), &[]);
    let spoilt = body != content[64..];
    let file = forged::request(&body, &office.newcomer.keys).unwrap();
    Made::signed(Target::Request, Input::Request(file), spoilt)
}
