//! The laws of merging, for any edits, at any state a screen may have shown, exchanged in any order.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::cast_possible_truncation)]

mod made;

use std::collections::BTreeSet;

use kith_document::{Document, Edit, Heads, Parcel};
use kith_domain::id::FactId;
use made::*;
use proptest::prelude::*;

const REPLICAS: usize = 3;
const FIELDS: [&str; 2] = ["risk", "lifecycle"];

/// What happens at one replica.
#[derive(Debug, Clone)]
enum Act {
    /// An edit of a card's field against the state shown `ago` states before.
    Say { replica: usize, card: u8, field: usize, ago: usize, same_value: bool },
    /// One parcel arrives, perhaps again.
    Receive { replica: usize, parcel: usize },
}

fn act() -> impl Strategy<Value = Act> {
    let say = (0..REPLICAS, 0_u8..3, 0..FIELDS.len(), 0_usize..4, any::<bool>()).prop_map(
        |(replica, card, field, ago, same_value)| Act::Say { replica, card, field, ago, same_value },
    );
    let receive = (0..REPLICAS, 0_usize..64).prop_map(|(replica, parcel)| Act::Receive { replica, parcel });
    prop_oneof![3 => say, 2 => receive]
}

struct World {
    replicas: Vec<(Document, Vec<Heads>)>,
    parcels: Vec<Parcel>,
    said: BTreeSet<FactId>,
    number: u64,
}

impl World {
    fn new() -> Self {
        let replica = || (document(9), vec![document(9).heads()]);
        Self {
            replicas: vec![replica(), replica(), replica()],
            parcels: Vec::new(),
            said: BTreeSet::new(),
            number: 0,
        }
    }

    fn act(&mut self, act: &Act) {
        match *act {
            Act::Say { replica, card: number, field, ago, same_value } => {
                self.say(replica, number, FIELDS[field], ago, same_value)
            }
            Act::Receive { replica, parcel } => {
                if self.parcels.is_empty() {
                    return;
                }
                let (feed, changes) = self.parcels[parcel % self.parcels.len()].clone();
                let (document, shown) = &mut self.replicas[replica];
                // It may rest on what is not here yet: then nothing happens.
                let before = document.heads();
                if document.apply(feed, &changes).is_err() {
                    assert_eq!(document.heads(), before);
                }
                shown.push(document.heads());
            }
        }
    }

    fn say(&mut self, replica: usize, number: u8, field: &str, ago: usize, same_value: bool) {
        self.number += 1;
        let speaker = feed(u8::try_from(replica).unwrap());
        let (document, shown) = &mut self.replicas[replica];
        let seen = shown[shown.len().saturating_sub(ago + 1)].clone();
        let value = if same_value { "same".to_owned() } else { self.number.to_string() };
        let said = say(card(number), field, self.number, &value);
        let with_card: Vec<Edit> = vec![create(card(number)), said.clone()];
        let before = register(document, card(number), field).all().len();
        let edited =
            document.edit(speaker, &seen, &[said]).or_else(|_| document.edit(speaker, &seen, &with_card));
        assert_eq!(
            register(document, card(number), field).all().len(),
            before + 1,
            "saying is never a no-op"
        );
        assert!(visible(document, card(number), field).contains(&fact_id(self.number)));
        self.said.insert(fact_id(self.number));
        self.parcels.push((speaker, edited.unwrap().changes));
        shown.push(document.heads());
    }
}

fn all_facts(document: &Document) -> BTreeSet<FactId> {
    let cards = document.cards().cards;
    cards.values().flat_map(|card| card.fields.values()).flat_map(|r| r.all()).map(|fact| fact.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_replica_comes_to_tell_the_same_and_nothing_said_is_lost(
        acts in prop::collection::vec(act(), 1..24),
        order in any::<prop::sample::Index>(),
        one_by_one in any::<bool>(),
    ) {
        let mut world = World::new();
        acts.iter().for_each(|act| world.act(act));
        let World { mut replicas, mut parcels, said, .. } = world;
        if !parcels.is_empty() {
            let middle = order.index(parcels.len());
            parcels.rotate_left(middle);
        }
        for (document, _) in &mut replicas {
            if one_by_one {
                for _ in 0..=parcels.len() {
                    for (feed, changes) in &parcels {
                        let _not_yet = document.apply(*feed, changes);
                    }
                }
            } else {
                for result in document.apply_all(&parcels) {
                    prop_assert!(result.is_ok(), "{result:?}");
                }
            }
            parcels.reverse();
        }
        for (document, _) in &mut replicas {
            prop_assert_eq!(all_facts(document), said.clone());
            let (library, registers) = (told_by_the_library(document), told_by_the_registers(document));
            prop_assert!(library.keys().eq(registers.keys()));
            for (place, told) in &registers {
                prop_assert!(!told.is_empty(), "{place:?}");
                // Across the maps of a card created twice the library knows nothing of replacing and tells more.
                prop_assert!(told.is_subset(&library[place]), "{place:?}");
                if maps_of(document, place.0) == 1 {
                    prop_assert_eq!(told, &library[place]);
                }
            }
            let loaded = Document::load(document.id(), &document.save()).unwrap();
            prop_assert_eq!(loaded.cards(), document.cards());
            prop_assert_eq!(loaded.heads(), document.heads());
        }
        let (first, rest) = replicas.split_first_mut().unwrap();
        for (other, _) in rest {
            prop_assert_eq!(other.heads(), first.0.heads());
            prop_assert_eq!(other.cards(), first.0.cards());
        }
        prop_assert_eq!(first.0.cards().problems, vec![]);
    }
}
