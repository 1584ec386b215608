//! What goes wrong while a phone does something, and how often things of each kind have happened.

use std::collections::BTreeMap;

use super::chance::Chance;

/// One thing that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// In memory: the process dies after so much work.
    Killed {
        /// The work, as the vault measures it.
        after: u64,
    },
    /// On files: the plan of `tests/faultfs`.
    Files(Vec<(&'static str, u64)>),
}

impl Fault {
    pub(super) fn plan(&self) -> Vec<(&'static str, u64)> {
        match self {
            Self::Killed { .. } => Vec::new(),
            Self::Files(plan) => plan.clone(),
        }
    }
}

/// How often something goes wrong: once in so many times, by its own chance, so that a world without faults is the same.
#[derive(Debug, Clone)]
pub struct Faults {
    /// Where the numbers come from.
    pub chance: Chance,
    /// Once in so many times.
    pub one_in: usize,
    /// On the files of a program, or in memory.
    pub files: bool,
}

impl Faults {
    /// What goes wrong this time.
    pub fn strike(&mut self) -> Option<Fault> {
        let chance = &mut self.chance;
        if !chance.one_in(self.one_in) {
            return None;
        }
        let number = |below: usize, chance: &mut Chance| u64::try_from(1 + chance.below(below)).unwrap();
        if !self.files {
            // Every size of work, small as often as large.
            let size = chance.below(9);
            return Some(Fault::Killed { after: number(2 << size, chance) });
        }
        let at = number(40, chance);
        Some(Fault::Files(match chance.below(8) {
            0 | 1 => vec![("CRASH_AT", at)],
            2 | 3 => vec![("CRASH_AT", at), ("TORN", number(4096, chance))],
            4 => vec![("CRASH_AT", at), ("LOSE", number(1 << 20, chance) - 1)],
            5 => vec![("FULL_AT", number(20, chance))],
            6 => vec![("FAIL_FSYNC_AT", number(4, chance))],
            _ => vec![("READ_ERROR_AT", number(100, chance))],
        }))
    }
}

/// How often something of each kind has happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    /// It happened once more.
    pub fn add(&mut self, what: &'static str) {
        self.more(what, 1);
    }

    /// It happened so many times more.
    pub fn more(&mut self, what: &'static str, times: usize) {
        *self.0.entry(what).or_default() += u64::try_from(times).unwrap();
    }

    /// How often.
    #[must_use]
    pub fn of(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// With what happened elsewhere.
    pub fn join(&mut self, other: &Self) {
        for (what, times) in &other.0 {
            *self.0.entry(what).or_default() += times;
        }
    }

    /// Each with its number.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(what, times)| (*what, *times))
    }
}
