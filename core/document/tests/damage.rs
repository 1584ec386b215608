//! Damage of every kind, by chance and with a repaired checksum: it never panics past the edge and never alters the
//! record.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::cast_possible_truncation)]

mod made;

use std::panic::catch_unwind;

use kith_document::Document;
use made::*;
use sha2::{Digest, Sha256};

/// A small generator, so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Makes the checksum of the first chunk right again, if its frame can still be told.
fn repair(bytes: &mut [u8]) {
    let (mut length, mut at, mut shift) = (0_usize, 9, 0_u32);
    while let Some(byte) = bytes.get(at) {
        length |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        at += 1;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    if let Some(chunk) = at.checked_add(length).and_then(|end| bytes.get(8..end)) {
        let digest = Sha256::digest(chunk);
        bytes[4..8].copy_from_slice(&digest[..4]);
    }
}

fn damaged(bytes: &[u8], dice: &mut Dice, repaired: bool) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(damaged.len());
        match dice.roll(6) {
            0 => damaged[at] = [0, 1, 0x7f, 0x80, 0xff][dice.roll(5)],
            _ => damaged[at] ^= 1 << dice.roll(8),
        }
    }
    if repaired {
        repair(&mut damaged);
        // Half of them as if they had been made that way, by an app of somebody's own.
        let whole = dice.roll(2) == 0;
        damaged = catch_unwind(|| owned(&damaged)).ok().filter(|_| whole).unwrap_or(damaged);
    }
    damaged
}

#[test]
fn damaged_changes_never_get_past_the_edge() {
    let (mut document, _) = with_a_card();
    let edits = [create(card(2)), say(card(2), "risk", 2, "high"), say(card(1), "risk", 3, "medium")];
    let change = edit(&mut document.clone(), feed(2), &edits).changes.remove(0);
    let before = state(&mut document);
    let mut dice = Dice(20_260_304);
    let mut taken_in = 0;
    for round in 0..3_000 {
        let bytes = damaged(&change, &mut dice, round % 4 != 0);
        let mut copy = document.clone();
        match copy.apply(feed(2), &[bytes]) {
            Err(_) => assert_eq!(copy.heads(), before.0),
            Ok(applied) => {
                // What is taken in is a change in its own right: it adds, survives saving, and takes nothing away.
                taken_in += usize::from(!applied.touched.is_empty());
                let loaded = Document::load(copy.id(), &copy.save()).unwrap();
                assert_eq!(loaded.cards(), copy.cards());
                let all: Vec<_> = register(&copy, card(1), "risk").all().iter().map(|fact| fact.id).collect();
                assert!(all.contains(&fact_id(1)));
                assert!(!visible(&copy, card(1), "risk").is_empty());
            }
        }
    }
    println!("{taken_in} of 3,000 were taken in");
    assert!((1..1_500).contains(&taken_in), "{taken_in}: the damage reaches all depths");
    assert_eq!(state(&mut document), before);
}

#[test]
fn damaged_documents_never_get_past_the_edge() {
    let (mut document, _) = with_a_card();
    for number in 2..12 {
        edit(&mut document, feed((number % 3) as u8), &[say(card(1), "risk", number, "value")]);
    }
    let saved = document.save();
    let mut dice = Dice(42);
    for round in 0..2_500 {
        let bytes = damaged(&saved, &mut dice, round % 4 != 0);
        if let Ok(mut loaded) = Document::load(document.id(), &bytes) {
            assert_eq!(loaded.heads(), document.heads(), "the same history or none");
            assert_eq!(loaded.cards(), document.cards());
            loaded.save();
        }
    }
}
