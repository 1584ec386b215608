//! A world of several phones, each a real vault on its own folder or in memory, and the plain model beside them.
//!
//! Whatever a command wrote is read from the vault of the phone that wrote it, once, and checked against what the
//! command was given; from then on it is the model that says what must have become of it, on that phone and on every
//! other.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

pub mod carriage;
pub mod chance;
pub mod commands;
pub mod compare;
pub mod faults;
pub mod phone;
pub mod said;
mod support;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{TimeDelta, TimeZone, Utc};
use kith::{Done, Kith, Life};
use kith_domain::id::FeedId;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::model::{Act, Held, Key, Known, Model, Moment, Part, Standing};
pub use carriage::Bundle;
use chance::Chance;
use faults::{Fault, Faults, Tally};
pub use phone::Phone;
use phone::{Holding, Store, Trouble};
use written::{recorded, told};

/// A day and a time, UTC.
#[must_use]
pub fn moment(year: i32, month: u32, day: u32, hour: u32) -> Moment {
    Utc.with_ymd_and_hms(year, month, day, hour, 0, 0).unwrap()
}

/// The phones, what was ever said, and what is on its way.
pub struct World {
    folder: TempDir,
    /// The phones.
    pub phones: Vec<Phone>,
    /// What was ever said.
    pub model: Model,
    /// The individuals.
    pub individuals: Vec<String>,
    /// Who may read which section.
    pub readers: BTreeMap<String, BTreeSet<usize>>,
    /// Bundles that were made and not yet thrown away.
    pub under_way: Vec<Bundle>,
    /// What was done, for whoever looks at a failure.
    pub log: Vec<String>,
    /// What may go wrong, where anything may.
    pub faults: Option<Faults>,
    /// How often what has happened.
    pub tally: Tally,
    /// The parcel that each part of an act is.
    pub parts: BTreeMap<[u8; 32], Part>,
    /// Two parcels were made for one place of a feed.
    forked: bool,
    places: BTreeSet<(FeedId, u64)>,
    ids: BTreeMap<Part, [u8; 32]>,
    rests_on: BTreeMap<Part, BTreeSet<Part>>,
    names: BTreeMap<Key, String>,
    keys: BTreeMap<String, Key>,
    acts: Act,
    /// How many bundles were made.
    pub bundles: u64,
    times: BTreeSet<Moment>,
}

/// Refusals that follow from what the record says: whoever gave the command says whether it is one.
const BY_RULE: [&str; 3] = ["contact_restricted", "consent_is_there", "not_permitted"];

/// What a screen showed: its token, and what had reached the phone then.
#[derive(Clone)]
pub struct Look {
    /// The token.
    pub seen: String,
    /// What was there to be seen.
    pub known: Known,
}

impl World {
    /// A world of that many phones: a founder, a worker, the individual's own phone, a manager.
    #[must_use]
    pub fn new(seed: u64, phones: usize, individuals: usize) -> Self {
        // Where syncing costs nothing, if there is such a place: what a sync is worth is for `tests/faultfs` to say.
        let in_memory = std::path::Path::new("/dev/shm");
        let folder = if in_memory.is_dir() { TempDir::new_in(in_memory) } else { TempDir::new() }.unwrap();
        let start = moment(2020, 1, 1, 9);
        let mut chance = Chance::new(seed ^ 0xC10C);
        let roles = [("Aled", "founder"), ("Bethan", "worker"), ("Megan", "individual"), ("Dewi", "manager")];
        let all: Vec<Phone> = roles[..phones]
            .iter()
            .zip(0_u64..)
            .map(|((name, role), number)| Phone {
                name: (*name).to_owned(),
                member: String::new(),
                staff: *role != "individual",
                holds: Holding::default(),
                clock: moment(2021 + i32::try_from(chance.below(11)).unwrap(), 3, 1, 8),
                store: Store::Folder,
                indistinct: false,
                device: None,
                home: folder.path().join(name).join("home"),
                seed: seed.wrapping_mul(8).wrapping_add(number),
                key: u8::try_from(number).unwrap() + 1,
            })
            .collect();
        let mut world = Self {
            folder,
            phones: all,
            model: Model::default(),
            individuals: Vec::new(),
            readers: BTreeMap::new(),
            under_way: Vec::new(),
            log: Vec::new(),
            faults: None,
            tally: Tally::default(),
            parts: BTreeMap::new(),
            forked: false,
            places: BTreeSet::new(),
            ids: BTreeMap::new(),
            rests_on: BTreeMap::new(),
            bundles: 0,
            names: BTreeMap::new(),
            keys: BTreeMap::new(),
            acts: 0,
            times: BTreeSet::new(),
        };
        world.found(&roles, individuals, start);
        world
    }

    fn found(&mut self, roles: &[(&str, &str)], individuals: usize, start: Moment) {
        for phone in &self.phones {
            std::fs::create_dir(phone.home.parent().unwrap()).unwrap();
        }
        let founder = &self.phones[0];
        let opening = founder.opening(start);
        let (kith, founded) =
            Kith::init(&founder.home, &founder.unlock(), "Bryn", &founder.name, opening).unwrap();
        drop(kith);
        self.phones[0].member = founded.member;
        for number in 0..individuals {
            let name = ["Megan Ellis", "Idris Khan"][number];
            self.phones[0].clock = start + TimeDelta::minutes(i64::try_from(number).unwrap());
            let done =
                self.perform(0, "add_individual", json!({"name": name, "languages": ["en"]}), None).unwrap();
            self.individuals.push(done.ids["individual"].as_str().unwrap().to_owned());
        }
        for (number, (_, role)) in roles.iter().enumerate().take(self.phones.len()).skip(1) {
            let phone = &self.phones[number];
            let asked =
                Kith::request(&phone.home, &phone.unlock(), &phone.name, phone.opening(start)).unwrap();
            let of = if phone.staff { Vec::new() } else { vec![self.individuals[0].clone()] };
            let admitted = self.phones[0].at(start).admit(&asked.file, role, &of).unwrap();
            let (_, joined) =
                Kith::accept(&phone.home, &phone.unlock(), &admitted.file, phone.opening(start)).unwrap();
            self.phones[number].member = joined.member;
        }
        self.phones.iter_mut().for_each(Phone::learn_device);
        let vault = self.phones[0].vault();
        for (number, individual) in self.individuals.iter().enumerate() {
            for section in vault.read().sections(individual.parse().unwrap()).unwrap() {
                let reads = |phone: &Phone| phone.staff || (section.kind == "shared" && number == 0);
                let readers = (0..self.phones.len()).filter(|phone| reads(&self.phones[*phone])).collect();
                self.readers.insert(section.document.to_string(), readers);
            }
        }
        drop(vault);
        for number in 1..self.phones.len() {
            let bundle = self.export(0, &[number]);
            self.import(number, &bundle);
        }
        self.phones[0].clock = moment(2025, 6, 1, 8);
        self.log.clear();
    }

    /// What of the model has reached a phone.
    #[must_use]
    pub fn held(&self, phone: usize) -> Held<'_> {
        Held { model: &self.model, known: &self.phones[phone].holds.known }
    }

    /// The id that the record gave to a fact.
    #[must_use]
    pub fn name_of(&self, key: &Key) -> String {
        self.names[key].clone()
    }

    /// Looks at a record: the token of the screen, and what it could show.
    #[must_use]
    pub fn look(&self, phone: usize, individual: &str) -> Look {
        let kith = self.phones[phone].at(self.phones[phone].clock);
        let shown = kith.show("individual", &json!({ "individual": individual })).unwrap().data;
        Look {
            seen: shown["seen"].as_str().unwrap().to_owned(),
            known: self.phones[phone].holds.known.clone(),
        }
    }

    /// The cards of a kind that a screen showed, in use or not.
    fn shown(&self, look: &Look, individual: &str, kind: &str, ended: bool) -> Vec<String> {
        let held = Held { model: &self.model, known: &look.known };
        let cards = held.cards(individual, Some(kind)).into_iter();
        cards
            .filter(|(id, _)| (held.standing(id) == Standing::Ended) == ended)
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// A moment by this phone's clock at which nothing else was ever recorded.
    fn tick(&mut self, phone: usize) -> Moment {
        let mut now = self.phones[phone].clock + TimeDelta::minutes(1);
        while !self.times.insert(now) {
            now += TimeDelta::minutes(1);
        }
        self.phones[phone].clock = now;
        now
    }

    /// Carries out a command, on a screen that was looked at before (`None`: on what is held now), and takes into the
    /// model what it wrote.
    ///
    /// # Errors
    /// As the command; then the model is as it was.
    pub fn perform(
        &mut self,
        phone: usize,
        command: &str,
        arguments: Value,
        look: Option<&Look>,
    ) -> Result<Done, Trouble> {
        let now = self.tick(phone);
        self.acts += 1;
        let act = self.acts;
        let fault = self.fault();
        self.log.push(format!("act {act}: {} {command} {arguments} in {fault:?}", self.phones[phone].name));
        let seen = look.map_or_else(|| self.phones[phone].holds.known.clone(), |look| look.known.clone());
        let outcome = self.phones[phone].perform(now, command, &arguments, fault.as_ref());
        match &outcome {
            Ok(_) => {}
            Err(Trouble::Refused(code)) if BY_RULE.contains(&code.as_str()) => return outcome,
            Err(Trouble::Refused(code)) if code == "seen_unknown" && self.came_since(phone, &seen) => {
                self.tally.add("commands refused because the rule's summary came since");
            }
            Err(trouble) => self.went_wrong(fault.as_ref(), trouble),
        }
        // What was not acknowledged is there whole or not at all.
        let written = self.learn(phone, act, now, &seen, &arguments);
        if outcome.is_ok() || !written.is_empty() {
            let holds = &mut self.phones[phone].holds;
            holds.furthest = holds.furthest.max(Some(now));
            told(&arguments, &written, command);
        }
        outcome
    }

    /// Whether something may be left undone for it: where things fail, but never by a rule that nobody expected.
    fn excuses(&self, trouble: &Trouble) -> bool {
        let by_rule = matches!(trouble, Trouble::Refused(code) if BY_RULE.contains(&code.as_str()));
        self.faults.is_some() && !by_rule
    }

    /// Whether the summary of some rule came after what was seen: a change of that rule is then not taken.
    fn came_since(&self, phone: usize, seen: &Known) -> bool {
        let (before, now) = (Held { model: &self.model, known: seen }, self.held(phone));
        let summaries = self.model.cards.iter().filter(|(_, card)| card.kind == "rule_summary");
        summaries.into_iter().any(|(id, _)| before.facts(id).is_empty() && !now.facts(id).is_empty())
    }

    /// Carries out what writes nothing into the record. Whether it was acknowledged.
    pub fn attempt(&mut self, phone: usize, command: &str, arguments: &Value) -> bool {
        let now = self.tick(phone);
        let fault = self.fault();
        self.log.push(format!("{} {command} {arguments} in {fault:?}", self.phones[phone].name));
        let outcome = self.phones[phone].perform(now, command, arguments, fault.as_ref());
        if let Err(trouble) = &outcome {
            self.went_wrong(fault.as_ref(), trouble);
        }
        outcome.is_ok()
    }

    /// What was typed on a phone and not saved.
    #[must_use]
    pub fn drafts(&self, phone: usize) -> BTreeMap<String, Value> {
        let kith = self.phones[phone].at(self.phones[phone].clock);
        let shown = kith.show("drafts", &json!({})).unwrap().data;
        let drafts = shown.as_array().unwrap().iter();
        drafts.map(|draft| (draft["draft"].as_str().unwrap().to_owned(), draft["content"].clone())).collect()
    }

    /// Whether two parcels were made for one place of a feed.
    #[must_use]
    pub fn is_forked(&self) -> bool {
        self.forked
    }

    /// The parcel of a part of an act.
    #[must_use]
    pub fn id_of(&self, part: &Part) -> &[u8; 32] {
        &self.ids[part]
    }

    /// A phone with a copy of this one's vault.
    #[must_use]
    pub fn copied(&self, phone: usize, life: Life, number: u64) -> Phone {
        let phone = &self.phones[phone];
        let seed = phone.seed.wrapping_add(number.wrapping_mul(0x0001_0000_0001));
        let home = self.folder.path().join(format!("{} {number}", phone.name)).join("home");
        phone.twin(life, seed, home)
    }

    /// The hash of a record on a phone, whole and by section.
    #[must_use]
    pub fn hash(&self, phone: usize, individual: &str) -> (String, BTreeMap<String, String>) {
        let kith = self.phones[phone].at(self.phones[phone].clock);
        let shown = kith.show("hash", &json!({ "individual": individual })).unwrap().data;
        let sections = shown["sections"].as_array().unwrap().iter().map(|section| {
            (section["document"].as_str().unwrap().to_owned(), section["hash"].as_str().unwrap().to_owned())
        });
        (shown["hash"].as_str().unwrap().to_owned(), sections.collect())
    }
}
