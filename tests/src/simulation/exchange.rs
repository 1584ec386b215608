//! An attempt to exchange: a bundle is made and is lost, delayed, damaged, cut in parts or given twice; and some of what
//! is under way arrives, in any order.

use std::collections::BTreeSet;

use kith_sync::{BundleContents, DeviceKeys};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use super::Life;
use crate::world::{Bundle, World};

/// More than so many bundles are not under way: the oldest was lost.
const UNDER_WAY: usize = 12;

impl Life {
    /// One attempt to exchange.
    pub(super) fn exchange(&mut self, phone: usize) {
        let world = &mut self.world;
        let elsewhere = |other: &usize| !world.phones[*other].is_device(&world.phones[phone]);
        let others: Vec<usize> = (0..world.phones.len()).filter(elsewhere).collect();
        if others.is_empty() {
            return;
        }
        let to = self.chance.pick(&others);
        let bundle = world.export(phone, &[to]);
        match self.chance.below(10) {
            0 => world.tally.add("lost bundles"),
            1 | 2 => {
                let parts = self.parts(&bundle);
                self.world.under_way.extend(parts);
            }
            3 => {
                let damaged = self.damaged(&bundle);
                self.world.under_way.extend([damaged, bundle]);
            }
            4 if !bundle.carries.parts.is_empty() => {
                let meddled = self.meddled(&bundle);
                self.world.under_way.push(meddled);
            }
            5..=7 => world.under_way.push(bundle),
            _ => {
                self.arrive(to, &bundle);
                self.world.under_way.push(bundle);
            }
        }
        for _ in 0..self.chance.below(5) {
            let for_me = |bundle: &Bundle| bundle.to.contains(&phone);
            let places: Vec<usize> = (0..self.world.under_way.len())
                .filter(|place| for_me(&self.world.under_way[*place]))
                .collect();
            if places.is_empty() {
                break;
            }
            let place = self.chance.pick(&places);
            let bundle = self.world.under_way[place].clone();
            if !self.chance.one_in(3) {
                self.world.under_way.remove(place);
            }
            self.arrive(phone, &bundle);
        }
        while self.world.under_way.len() > UNDER_WAY {
            let bundle = self.world.under_way.remove(0);
            let came = bundle.to.iter().any(|to| self.arrived.contains(&(*to, bundle.from, bundle.number)));
            self.world.tally.more("lost bundles", usize::from(!came));
        }
    }

    fn arrive(&mut self, to: usize, bundle: &Bundle) {
        if !self.world.import(to, bundle) {
            return;
        }
        let later = (to, bundle.from, bundle.number + 1)..(to, bundle.from + 1, 0);
        if self.arrived.range(later).next().is_some() {
            self.world.tally.add("reordered bundles");
        }
        if !self.arrived.insert((to, bundle.from, bundle.number)) {
            self.world.tally.add("duplicated bundles");
        }
    }

    /// The same in two bundles, each with some of the parcels: as a transport may that sends them one by one.
    fn parts(&mut self, bundle: &Bundle) -> [Bundle; 2] {
        let contents = self.world.opened(bundle);
        let (mut first, mut second) = (contents.clone(), contents.clone());
        first.parcels.clear();
        second.parcels.clear();
        for parcel in contents.parcels {
            let part = if self.chance.one_in(2) { &mut first } else { &mut second };
            part.parcels.push(parcel);
        }
        [first, second].map(|contents| self.sealed(bundle, &contents))
    }

    /// Some parcels beside the real ones that nobody made: a bit changed, or the end cut off.
    fn meddled(&mut self, bundle: &Bundle) -> Bundle {
        let mut contents = self.world.opened(bundle);
        let mut copy = self.chance.pick(&contents.parcels);
        if self.chance.one_in(3) {
            copy.truncate(copy.len() / 2);
        } else {
            let place = copy.len() - 1 - self.chance.below(copy.len() / 2);
            copy[place] ^= 1 << self.chance.below(8);
        }
        contents.parcels.push(copy);
        self.sealed(bundle, &contents)
    }

    fn damaged(&mut self, bundle: &Bundle) -> Bundle {
        let mut bytes = bundle.bytes.clone();
        if self.chance.one_in(2) {
            bytes.truncate(self.chance.below(bytes.len()));
        } else {
            let place = self.chance.below(bytes.len());
            bytes[place] ^= 1 << self.chance.below(8);
        }
        self.world.tally.add("damaged bundles");
        Bundle { bytes, damaged: true, ..bundle.clone() }
    }

    /// Other contents in a bundle by the same sender for the same receivers.
    fn sealed(&mut self, bundle: &Bundle, contents: &BundleContents) -> Bundle {
        let world = &mut self.world;
        let device = |phone: usize| world.phones[phone].device.as_ref().unwrap();
        let recipients: Vec<_> =
            bundle.to.iter().map(|to| (device(*to).id, device(*to).keys.public().seal)).collect();
        let keys: &DeviceKeys = &device(bundle.from).keys;
        let mut rng = ChaCha20Rng::seed_from_u64(u64::try_from(self.chance.below(usize::MAX)).unwrap());
        let bytes = kith_sync::write_bundle(contents, &recipients, keys, &mut rng).unwrap();
        let carries = world.carried(bundle.to[0], &bytes);
        world.bundles += 1;
        Bundle { bytes, carries, number: world.bundles, ..bundle.clone() }
    }
}

impl World {
    fn opened(&self, bundle: &Bundle) -> BundleContents {
        self.phones[bundle.to[0]].device.as_ref().unwrap().open(&bundle.bytes)
    }

    /// What of a section is known to anybody.
    pub(super) fn known_to_any(&self) -> BTreeSet<crate::model::Part> {
        self.phones.iter().flat_map(|phone| phone.holds.known.parts()).collect()
    }
}
