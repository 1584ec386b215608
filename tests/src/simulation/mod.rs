//! The simulator: worlds made from a seed, in which everything goes wrong that goes wrong with devices, and in which
//! every device must still answer as the plain model says.
//!
//! A run is many short worlds and not one long one: a failure is had again by the seed of its world alone, in seconds.
//! Most devices are in memory, where a day costs milliseconds; some worlds have theirs on files that fail, driven by the
//! program that ships. Which of the two a world is, and everything that happens in it, follows from its seed.
//!
//! A device-day is one device, at least five commands and one attempt to exchange.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

mod day;
mod exchange;
mod loss;
mod reckoning;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

pub use day::{Life, Lived};

use crate::world::faults::Tally;

/// What must have happened in a run, or it has shown too little.
pub const MUST_HAPPEN: &[&str] = &[
    "kills",
    "torn writes",
    "concurrent guarded edits",
    "waiting parcels",
    "quarantined parcels",
    "restores",
    "copies",
    "forks",
    "lost bundles",
    "duplicated bundles",
    "reordered bundles",
    "damaged bundles",
    "clock jumps",
    "devices compared with the model",
];

/// What must have happened besides where so many device-days were on files, as in each run from its beginning.
pub const MUST_HAPPEN_ON_FILES: &[&str] = &["power cuts", "full disks", "failed syncs", "failed reads"];
const ON_FILES: u64 = 200;

/// Below so many device-days a run is a replay, and nothing must have happened in it.
pub const REPLAY_BELOW_DAYS: u64 = 2_000;

/// A world that failed.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The seed of the world.
    pub seed: u64,
    /// On which device-day.
    pub day: u64,
    /// What was wrong.
    pub message: String,
    /// What was done in it.
    pub log: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for line in &self.log {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "{}", self.message)?;
        write!(f, "again: make simulate SEED={} DAYS={}", self.seed, self.day)
    }
}

/// Which worlds are on files: told by the seed, so that the seed alone is enough to have one again.
#[must_use]
pub fn is_on_files(seed: u64) -> bool {
    seed % 64 == 13
}

/// How many device-days a world has.
#[must_use]
pub fn days_of(seed: u64) -> u64 {
    if is_on_files(seed) { 12 + seed / 64 % 12 } else { 24 + seed / 64 % 32 }
}

/// The seed of a run's world of that number. The first has the seed of the run.
#[must_use]
pub fn seed_of(run: u64, number: u64) -> u64 {
    if number == 0 {
        return run;
    }
    let mut mixed = run ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    // Short enough to be typed.
    let seed = (mixed ^ (mixed >> 31)) % 1_000_000_000 * 64;
    let on_files = number % 16 == 5 && (number < 260 || number % 128 == 5);
    if on_files { seed + 13 } else { seed + number % 13 }
}

/// Lives a world of a seed to its end, or so many device-days of it.
///
/// # Errors
/// What was wrong.
pub fn world(seed: u64, days: u64) -> Result<Lived, Box<Failure>> {
    let mut life = None;
    let lived = catch_unwind(AssertUnwindSafe(|| {
        let life = life.insert(Life::new(seed));
        while life.days < days {
            life.day();
        }
        life.reckon();
    }));
    let (day, log, all) = life.map_or_else(Default::default, |life: Life| life.ended());
    lived.map(|()| all).map_err(|_| {
        let message = MESSAGE.with_borrow(Clone::clone);
        Box::new(Failure { seed, day, message, log })
    })
}

/// Lives so many device-days of a run, from that one on, on all processors: a long run may be lived in parts. A part begins with
/// the first world that begins in it. The first world to fail ends it.
///
/// # Errors
/// The failure.
pub fn run(seed: u64, from: u64, days: u64, processors: usize) -> Result<Lived, Box<Failure>> {
    std::panic::set_hook(Box::new(|panic| MESSAGE.set(panic.to_string())));
    // Each world's part of the days, in order: who lives it makes no difference.
    let mut parts = Vec::new();
    let (mut begins, mut left) = (0, days);
    for number in 0.. {
        if left == 0 {
            break;
        }
        let seed = seed_of(seed, number);
        let whole = days_of(seed);
        if begins >= from {
            parts.push((seed, whole.min(left)));
            left -= whole.min(left);
        }
        begins += whole;
    }
    let (next, failed) = (AtomicU64::new(0), AtomicBool::new(false));
    let (tally, failure) = (Mutex::new(Lived::default()), Mutex::new(None));
    thread::scope(|scope| {
        for _ in 0..processors {
            scope.spawn(|| {
                while !failed.load(Ordering::Relaxed) {
                    let number = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
                    let Some((seed, days)) = parts.get(number) else { break };
                    match world(*seed, *days) {
                        Ok(lived) => tally.lock().unwrap().join(&lived),
                        Err(found) => {
                            failed.store(true, Ordering::Relaxed);
                            failure.lock().unwrap().get_or_insert(found);
                        }
                    }
                }
            });
        }
    });
    let _default = std::panic::take_hook();
    match failure.into_inner().unwrap() {
        Some(failure) => Err(failure),
        None => Ok(tally.into_inner().unwrap()),
    }
}

thread_local! {
    /// What the last panic of this thread said.
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What has to be told of a run: its seed, how often what has happened, and what a device-day cost.
#[must_use]
pub fn report(seed: u64, days: u64, lived: &Lived) -> String {
    let mut lines = vec![format!("seed {seed}")];
    lines.extend(lived.tally.all().map(|(what, times)| format!("{times:>10} {what}")));
    let days = u32::try_from(days).unwrap().max(1);
    lines.push("milliseconds of a device-day, on one processor:".to_owned());
    lines.extend(
        lived
            .spent
            .iter()
            .map(|(what, spent)| format!("{:>10.1} {what}", (*spent / days).as_secs_f64() * 1e3)),
    );
    lines.join("\n")
}

/// What has not happened in a run long enough that it must have.
#[must_use]
pub fn missing(days: u64, tally: &Tally) -> Vec<&'static str> {
    let asked = if days < REPLAY_BELOW_DAYS { &[] } else { MUST_HAPPEN };
    let on_files = if tally.of("device-days on files") < ON_FILES { &[] } else { MUST_HAPPEN_ON_FILES };
    asked.iter().chain(on_files).copied().filter(|what| tally.of(what) == 0).collect()
}
