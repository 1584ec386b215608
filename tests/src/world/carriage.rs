//! Bundles on their way: what they carry, and what becomes of it where they arrive.

use std::collections::{BTreeMap, BTreeSet};

use kith_vault::ParcelState;

use super::phone::{Holding, Taken, Trouble};
use super::{Fault, World};
use crate::model::Part;

/// What a bundle carries, as its receiver can open it.
#[derive(Debug, Clone, Default)]
pub struct Carried {
    /// Of the acts.
    pub parts: BTreeSet<Part>,
    /// Parcels that nobody made.
    pub made_up: BTreeSet<[u8; 32]>,
    /// What its sender says that it holds: by section, the last parcels.
    pub named: BTreeMap<String, BTreeSet<[u8; 32]>>,
}

/// A bundle on its way.
#[derive(Clone)]
pub struct Bundle {
    /// By whom.
    pub from: usize,
    /// To whom.
    pub to: Vec<usize>,
    /// As it is carried.
    pub bytes: Vec<u8>,
    /// What is in it.
    pub carries: Carried,
    /// When it was made: the how-many-eth.
    pub number: u64,
    /// Changed on its way: it is refused whole.
    pub damaged: bool,
}

impl World {
    /// Makes a bundle.
    pub fn export(&mut self, phone: usize, to: &[usize]) -> Bundle {
        let now = self.tick(phone);
        let members: Vec<String> = to.iter().map(|number| self.phones[*number].member.clone()).collect();
        let bytes = self.phones[phone].export(now, &members).unwrap();
        self.log.push(format!("{} makes a bundle for {to:?}", self.phones[phone].name));
        let carries = self.carried(to[0], &bytes);
        assert_eq!(carries.made_up, BTreeSet::new(), "parcels that nobody made are handed on");
        for part in &carries.parts {
            assert!(self.phones[phone].holds.has(part), "{part:?} is not held here, and sent");
        }
        self.bundles += 1;
        Bundle { from: phone, to: to.to_vec(), bytes, carries, number: self.bundles, damaged: false }
    }

    /// Looks into a bundle with its receiver's key.
    #[must_use]
    pub fn carried(&self, to: usize, bytes: &[u8]) -> Carried {
        let contents = self.phones[to].device.as_ref().unwrap().open(bytes);
        let mut carried = Carried::default();
        for parcel in contents.parcels {
            let id = kith_sync::parcel_id(&parcel);
            match self.parts.get(&id) {
                Some(part) => carried.parts.insert(part.clone()),
                None => carried.made_up.insert(id),
            };
        }
        for (section, feeds) in contents.heads {
            let tips = feeds.into_values().flatten().map(|tip| tip.parcel);
            carried.named.insert(section.to_string(), tips.collect());
        }
        carried
    }

    /// Takes a bundle in. Whether it was taken.
    pub fn import(&mut self, phone: usize, bundle: &Bundle) -> bool {
        let now = self.tick(phone);
        let fault = self.fault();
        let what = if bundle.damaged { "damaged bundle" } else { "bundle" };
        self.log.push(format!("{} takes {what} {} in {fault:?}", self.phones[phone].name, bundle.number));
        let told = self.phones[phone].import(now, &bundle.bytes, fault.as_ref());
        if bundle.damaged {
            self.refused(phone, told.err());
            return false;
        }
        let mut next = self.phones[phone].holds.clone();
        self.arrive(phone, &mut next, bundle);
        let taken = match &told {
            Ok(_) => true,
            Err(trouble) => {
                self.went_wrong(fault.as_ref(), trouble);
                self.is_held(phone, &next, bundle)
            }
        };
        if !taken {
            return false;
        }
        if self.forked {
            self.as_applied(phone, &mut next);
        }
        if let Ok(told) = told {
            self.is_told(&next, &told);
        }
        let before = &self.phones[phone].holds;
        self.tally.more("waiting parcels", next.waiting.difference(&before.waiting).count());
        self.tally.more("quarantined parcels", next.quarantined.difference(&before.quarantined).count());
        self.phones[phone].holds = next;
        true
    }

    /// What an import tells of what waits and what is set aside. Where a feed has forked, a parcel whose number fits two
    /// may be set aside for a while instead of waiting.
    fn is_told(&self, next: &Holding, told: &Taken) {
        let waiting: BTreeSet<String> = next.waiting.iter().map(|part| hex::encode(self.ids[part])).collect();
        let set_aside: BTreeSet<String> = next.quarantined.iter().map(hex::encode).collect();
        let of = |told: &BTreeMap<String, String>| told.keys().cloned().collect::<BTreeSet<String>>();
        let (mut told_waiting, mut told_aside) = (of(&told.waiting), of(&told.quarantined));
        if self.forked {
            let for_a_while: Vec<String> = told_aside.intersection(&waiting).cloned().collect();
            for id in for_a_while {
                assert_eq!(told.quarantined[&id], "missing_dependencies");
                told_aside.remove(&id);
                told_waiting.insert(id);
            }
        }
        assert_eq!(told_waiting, waiting, "what waits: {:?}, {:?}", told.waiting, next.waiting);
        assert_eq!(told_aside, set_aside, "what is set aside: {:?}", told.quarantined);
    }

    /// Where a feed has forked, a number fits two parcels. One may be applied without the one that it rests on, if it
    /// needs nothing of it; and one may be set aside before what it rests on is applied, until more arrives. Which, the
    /// vault says; at the end nothing may be left.
    fn as_applied(&mut self, phone: usize, holds: &mut Holding) {
        let before = &self.phones[phone].holds.known;
        let (early, late): (Vec<Part>, Vec<Part>) = self.phones[phone].read(|read| {
            let row = |part: &Part| read.parcel(&self.ids[part]).unwrap();
            let is_applied = |part: &Part| row(part).is_some_and(|row| row.state == ParcelState::Applied);
            let new = holds.known.parts().filter(|part| !before.has(part.0, &part.1));
            (
                holds.waiting.iter().filter(|part| is_applied(part)).cloned().collect(),
                new.filter(|part| !is_applied(part)).collect(),
            )
        });
        for part in early {
            holds.waiting.remove(&part);
            holds.take(part.clone(), &self.rests_on[&part]);
        }
        self.tally.more("parcels set aside with all they rest on here", late.len());
        for part in late {
            holds.known.remove(part.0, &part.1);
            holds.waiting.insert(part);
        }
    }

    /// What was changed on its way is refused, by a code of its own.
    fn refused(&mut self, phone: usize, trouble: Option<Trouble>) {
        match trouble {
            Some(Trouble::Refused(code)) => {
                let by_a_fault = self.faults.is_some()
                    && ["storage_failed", "disk_full", "read_only", "vault_damaged"].contains(&code.as_str());
                assert!(code.starts_with("bundle_") || by_a_fault, "{code}");
            }
            Some(Trouble::Died { .. }) => {}
            None => panic!("{} took a damaged bundle", self.phones[phone].name),
        }
    }

    /// The model of an arrival: a part is known once all that it rests on is; until then it waits.
    fn arrive(&self, phone: usize, holds: &mut Holding, bundle: &Bundle) {
        let reads = |part: &&Part| self.readers[&part.1].contains(&phone);
        for part in bundle.carries.parts.iter().filter(reads) {
            if !holds.known.has(part.0, &part.1) {
                holds.waiting.insert(part.clone());
            }
        }
        holds.quarantined.extend(&bundle.carries.made_up);
        let sender = self.phones[bundle.from].device.as_ref().unwrap().id;
        for (section, named) in &bundle.carries.named {
            // What it named before and is not here may still exist.
            let missing = |id: &[u8; 32]| self.parts.get(id).is_none_or(|part| !holds.has(part));
            let at = (sender, section.clone());
            let before: Vec<[u8; 32]> =
                holds.named.get(&at).into_iter().flatten().copied().filter(missing).collect();
            holds.named.insert(at, named.iter().copied().chain(before).collect());
        }
        // What a part rests on was made before it: in that order, once through is enough.
        let mut still = BTreeSet::new();
        for part in std::mem::take(&mut holds.waiting) {
            let rests_on = &self.rests_on[&part];
            if self.is_known(rests_on, holds) {
                holds.take(part, rests_on);
            } else {
                still.insert(part);
            }
        }
        holds.waiting = still;
    }

    /// Whether these parts are known, and, where one may have been applied before what it rests on, all before them.
    fn is_known(&self, parts: &BTreeSet<Part>, holds: &Holding) -> bool {
        let mut looked = BTreeSet::new();
        let mut next: Vec<&Part> = parts.iter().collect();
        while let Some(part) = next.pop() {
            if !holds.known.has(part.0, &part.1) {
                return false;
            }
            if self.forked && looked.insert(part) {
                next.extend(&self.rests_on[part]);
            }
        }
        true
    }

    /// After an import that was cut off: all that the bundle brought is here, or nothing of it.
    fn is_held(&self, phone: usize, next: &Holding, bundle: &Bundle) -> bool {
        let before = &self.phones[phone].holds;
        let expected =
            next.waiting.iter().cloned().chain(next.known.parts()).filter(|part| !before.has(part));
        let mut new: Vec<[u8; 32]> = expected.map(|part| self.ids[&part]).collect();
        new.extend(bundle.carries.made_up.difference(&before.quarantined));
        let here =
            self.phones[phone].read(|read| new.iter().filter(|id| read.has_parcel(id).unwrap()).count());
        assert!(here == 0 || here == new.len(), "half of a bundle: {here} of {}", new.len());
        here > 0
    }

    /// Everybody gives everything to everybody.
    pub fn exchange(&mut self) -> Vec<Bundle> {
        let mut made = Vec::new();
        for phone in 0..self.phones.len() {
            for to in 0..self.phones.len() {
                if self.phones[to].is_device(&self.phones[phone]) {
                    continue;
                }
                let bundle = self.export(phone, &[to]);
                self.import(to, &bundle);
                made.push(bundle);
            }
        }
        made
    }

    /// What goes wrong this time.
    pub(super) fn fault(&mut self) -> Option<Fault> {
        self.faults.as_mut().and_then(super::faults::Faults::strike)
    }

    /// Something was not done: it must be because of what went wrong, and is counted.
    pub(super) fn went_wrong(&mut self, fault: Option<&Fault>, trouble: &Trouble) {
        let Some(fault) = fault else { panic!("{trouble:?}, and nothing went wrong") };
        match trouble {
            Trouble::Died { torn } => {
                self.tally.add("kills");
                self.tally.more("torn writes", usize::from(*torn));
                self.tally
                    .more("power cuts", usize::from(fault.plan().iter().any(|(name, _)| *name == "LOSE")));
            }
            Trouble::Refused(code) => {
                let expected: &[&str] = match fault.plan().first() {
                    Some(("FULL_AT", _)) => &["disk_full"],
                    Some(("FAIL_FSYNC_AT", _)) => &["storage_failed"],
                    Some(("READ_ERROR_AT", _)) => &["storage_failed", "read_only"],
                    _ => &[],
                };
                assert!(expected.contains(&code.as_str()), "{code} by {fault:?}");
                self.tally.add(match fault.plan()[0].0 {
                    "FULL_AT" => "full disks",
                    "FAIL_FSYNC_AT" => "failed syncs",
                    _ => "failed reads",
                });
            }
        }
    }
}
