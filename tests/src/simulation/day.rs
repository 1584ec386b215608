//! A device-day: the clock, a few commands, an attempt to exchange, and what may befall the device.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::is_on_files;
use crate::world::chance::Chance;
use crate::world::commands::WORDS;
use crate::world::faults::{Faults, Tally};
use crate::world::phone::Store;
use crate::world::{Phone, World, moment};

/// Commands carried out on a device-day, at least.
const COMMANDS_A_DAY: usize = 5;

/// A world as it is lived.
pub struct Life {
    /// How many device-days it has had.
    pub days: u64,
    pub(super) world: World,
    pub(super) chance: Chance,
    pub(super) backups: Vec<(usize, Phone)>,
    /// How many vaults were begun, copies too.
    pub(super) lives: u64,
    /// The numbers of the bundles that each phone has taken, with who made them.
    pub(super) arrived: BTreeSet<(usize, usize, u64)>,
    /// How long was spent on what.
    spent: Spent,
}

/// What a world, or a run of many, has come to.
#[derive(Debug, Clone, Default)]
pub struct Lived {
    /// How often what has happened.
    pub tally: Tally,
    /// How long was spent on what.
    pub spent: Spent,
}

impl Lived {
    pub(super) fn join(&mut self, other: &Self) {
        self.tally.join(&other.tally);
        for (what, spent) in &other.spent {
            *self.spent.entry(what).or_default() += *spent;
        }
    }
}

/// How long was spent on what, by the clock on the wall.
type Spent = BTreeMap<&'static str, Duration>;

impl Life {
    /// The world of a seed, before its first day.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let begun = Instant::now();
        let mut chance = Chance::new(seed ^ 0x0051_1101_A7E0);
        let on_files = is_on_files(seed);
        let phones = if on_files { 3 } else { 2 + chance.below(3) };
        let mut world = World::new(seed, phones, 1 + chance.below(2));
        for (phone, life) in world.phones.iter_mut().zip(0..) {
            if on_files { phone.store = Store::Program } else { phone.to_memory(life) }
        }
        let one_in = if on_files { 4 } else { 14 };
        world.faults = Some(Faults { chance: Chance::new(seed ^ 0xFA_17), one_in, files: on_files });
        let lives = u64::try_from(phones).unwrap();
        Self {
            days: 0,
            world,
            chance,
            backups: Vec::new(),
            lives,
            arrived: BTreeSet::new(),
            spent: Spent::from([("founding", begun.elapsed())]),
        }
    }

    /// One device-day.
    pub fn day(&mut self) {
        self.days += 1;
        let phone = self.chance.below(self.world.phones.len());
        self.world.log.push(format!("day {} of phone {phone}", self.days));
        self.morning(phone);
        self.timed("commands", |life| life.commands(phone));
        if self.chance.one_in(3) {
            self.draft(phone);
        }
        self.timed("exchange", |life| life.exchange(phone));
        self.timed("backups, restores and copies", |life| life.befall(phone));
        if self.chance.one_in(20) {
            self.timed("comparing with the model", |life| life.check(phone));
        }
        self.world.tally.add(if is_on_files_of(&self.world.phones[phone]) {
            "device-days on files"
        } else {
            "device-days in memory"
        });
    }

    fn commands(&mut self, phone: usize) {
        let mut done = 0;
        for attempt in 0.. {
            assert!(attempt < 60, "too little can be done");
            if done >= COMMANDS_A_DAY {
                break;
            }
            if self.world.command_on(phone, &mut self.chance).is_some() {
                done += 1;
            }
        }
        self.world.tally.more("commands", done);
    }

    /// Does it, and notes how long that took.
    pub(super) fn timed(&mut self, what: &'static str, act: impl FnOnce(&mut Self)) {
        let begun = Instant::now();
        act(self);
        *self.spent.entry(what).or_default() += begun.elapsed();
    }

    /// The clock goes on, or somewhere else; and the program is started, or goes on.
    fn morning(&mut self, phone: usize) {
        let clock = &mut self.world.phones[phone].clock;
        if self.chance.one_in(12) {
            let days = i64::try_from(self.chance.below(6 * 365)).unwrap() - 3 * 365;
            *clock = moment(2026, 1, 1, 8) + TimeDelta::days(days);
            self.world.tally.add("clock jumps");
        } else {
            *clock += TimeDelta::hours(i64::try_from(12 + self.chance.below(24)).unwrap());
        }
        if self.chance.one_in(3) {
            self.world.phones[phone].restart();
        }
    }

    /// Something is typed and not saved, or thrown away.
    fn draft(&mut self, phone: usize) {
        let name = self.chance.pick(&["visit", "concern"]);
        let (command, arguments, content) =
            if self.chance.one_in(4) && self.world.phones[phone].holds.drafts.contains_key(name) {
                ("discard_draft", json!({"draft": name}), None)
            } else {
                let content = json!({"line": format!("{} {}", self.chance.pick(&WORDS), self.days)});
                ("save_draft", json!({"draft": name, "content": content}), Some(content))
            };
        self.world.type_draft(phone, command, name, &arguments, content);
    }

    /// What the world has come to.
    #[must_use]
    pub fn ended(self) -> (u64, Vec<String>, Lived) {
        (self.days, self.world.log, Lived { tally: self.world.tally, spent: self.spent })
    }
}

fn is_on_files_of(phone: &Phone) -> bool {
    matches!(phone.store, Store::Program)
}

impl World {
    /// Types a draft, or throws it away; what was not acknowledged is as it was or as it was to be.
    fn type_draft(
        &mut self,
        phone: usize,
        command: &str,
        name: &str,
        arguments: &Value,
        content: Option<Value>,
    ) {
        let mut next = self.phones[phone].holds.drafts.clone();
        match content {
            Some(content) => next.insert(name.to_owned(), content),
            None => next.remove(name),
        };
        let acknowledged = self.attempt(phone, command, arguments);
        let found = self.drafts(phone);
        let before = &self.phones[phone].holds.drafts;
        assert!(found == next || (!acknowledged && found == *before), "drafts: {found:?}");
        self.phones[phone].holds.drafts = found;
    }
}
