//! Whether a device is as it should be: by the plain model, by its own doctor, and at the end beside every other.

use std::collections::BTreeSet;

use super::Life;
use crate::model::Part;
use crate::world::World;

/// After so many rounds in which all give all to all, nothing may be missing anywhere.
const ROUNDS: usize = 4;

impl Life {
    /// One device, as it is now.
    pub(super) fn check(&mut self, phone: usize) {
        self.world.agrees_in_part(phone, &mut self.chance);
        self.world.is_sound(phone);
        self.world.tally.add("devices compared with the model");
    }

    /// The end: everybody exchanges with everybody, and all hold the same record.
    pub fn reckon(&mut self) {
        self.world.faults = None;
        self.world.log.push("the end".to_owned());
        for bundle in std::mem::take(&mut self.world.under_way) {
            for to in bundle.to.clone() {
                self.world.import(to, &bundle);
            }
        }
        for _ in 0..ROUNDS {
            self.timed("exchanging at the end", Self::meet);
            if self.lacking().is_empty() {
                break;
            }
        }
        assert_eq!(self.lacking(), [], "never got there");
        self.timed("comparing at the end", Self::compare);
        let hashes = self.world.equal_hashes();
        assert!(!hashes.is_empty(), "no record");
        self.world.tally.add("worlds");
    }

    /// One phone of those who read the rules and one of those who do not are compared with the model; every other is held to
    /// them by the hashes of its sections.
    fn compare(&mut self) {
        let phones = 0..self.world.phones.len();
        let (staff, others): (Vec<usize>, Vec<usize>) =
            phones.clone().partition(|phone| self.world.phones[*phone].staff);
        for alike in [staff, others].iter().filter(|alike| !alike.is_empty()) {
            let phone = self.chance.pick(alike);
            self.check(phone);
        }
        phones.for_each(|phone| self.world.keeps_its_drafts(phone));
    }

    /// What somebody knows and somebody else who may read it does not.
    fn lacking(&self) -> Vec<(usize, Part)> {
        let world = &self.world;
        let mut lacking = Vec::new();
        for part in world.known_to_any() {
            let readers = world.readers[&part.1].iter();
            let without = readers.filter(|reader| !world.phones[**reader].holds.known.has(part.0, &part.1));
            lacking.extend(without.map(|reader| (*reader, part.clone())));
        }
        lacking
    }

    /// Each two give each other what they hold. Of two phones with one copied vault nobody can know which of them a proof
    /// is from: there the first gives again, having heard from the other just now.
    fn meet(&mut self) {
        for one in 0..self.world.phones.len() {
            for other in 0..one {
                if self.world.phones[one].is_device(&self.world.phones[other]) {
                    continue;
                }
                for (from, to) in [(one, other), (other, one), (one, other)]
                    .into_iter()
                    .take(if self.is_copied(other) { 3 } else { 2 })
                {
                    let bundle = self.world.export(from, &[to]);
                    self.world.import(to, &bundle);
                }
            }
        }
    }

    fn is_copied(&self, phone: usize) -> bool {
        let phones = &self.world.phones;
        (0..phones.len()).any(|other| other != phone && phones[other].is_device(&phones[phone]))
    }
}

impl World {
    /// The doctor finds what is known to wait or to be set aside, and nothing else.
    fn is_sound(&self, phone: usize) {
        let found = self.phones[phone].at(self.phones[phone].clock).doctor().unwrap();
        let holds = &self.phones[phone].holds;
        // Where a feed has forked, the doctor may apply what the vault applies only once more arrives.
        let for_a_while = self.is_forked() && !holds.waiting.is_empty();
        assert!(found.caches_equal || for_a_while, "the caches are not what the parcels say");
        let expected: BTreeSet<String> = holds
            .quarantined
            .iter()
            .chain(holds.waiting.iter().map(|part| self.id_of(part)))
            .map(hex::encode)
            .collect();
        let told: Vec<&String> = found
            .problems
            .iter()
            .filter(|problem| problem.code != "caches_differ")
            .map(|problem| problem.parcel.as_ref().expect("sound storage"))
            .collect();
        assert_eq!(
            told.iter().map(|id| (*id).clone()).collect::<BTreeSet<_>>(),
            expected,
            "{:?}",
            found.problems
        );
        assert_eq!(told.len(), expected.len());
        self.keeps_its_drafts(phone);
    }

    fn keeps_its_drafts(&self, phone: usize) {
        assert_eq!(self.drafts(phone), self.phones[phone].holds.drafts);
    }
}
