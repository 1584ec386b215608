//! Fuzzing: inputs that no app writes, into everything that takes something in. Not coverage-guided, as that wants a
//! nightly compiler (`fuzz_targets` in `tests/fuzz` are for whoever has one): it starts from files that are good, spoils
//! them as bytes and as trees, and for every third input or more has a valid member seal and sign what was spoilt, so
//! that most of it gets past the first gate. Why with a mutator of its own is in decision 34.
//!
//! An input follows from its seed alone. Inputs are given in rounds, and those of a round that arrive as parcels or as
//! statements arrive in one bundle: opening a bundle costs more than what is in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

mod damage;
pub mod dice;
mod forged;
mod gates;
pub mod inputs;
pub mod kept;
pub mod office;
pub mod report;
pub mod spoil;
mod story;
pub mod watch;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use dice::Dice;
use inputs::{Input, Made, Target};
use office::Office;
use report::{Failure, Report};

/// How many inputs a round has.
pub const ROUND: u64 = 64;

/// What is to be run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The seed of the first input; the next has the next.
    pub seed: u64,
    /// How many.
    pub inputs: u64,
    /// On how many threads, each with an office of its own.
    pub threads: u64,
}

/// Gives every input of a plan to the core.
///
/// # Panics
/// Where a thread cannot be started.
#[must_use]
pub fn run(plan: Plan) -> Report {
    let rounds = plan.inputs.div_ceil(ROUND);
    let work = |thread: u64| {
        let mut office = made();
        let mut report = Report::default();
        for round in (thread..rounds).step_by(usize::try_from(plan.threads).unwrap()) {
            let first = plan.seed.wrapping_add(round * ROUND);
            let count = ROUND.min(plan.inputs - round * ROUND);
            let seeds: Vec<u64> = (0..count).map(|number| first.wrapping_add(number)).collect();
            give(&mut office, &seeds, false, &mut report);
        }
        report
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..plan.threads).map(|thread| scope.spawn(move || work(thread))).collect();
        threads.into_iter().fold(Report::default(), |all, thread| all.and(thread.join().unwrap()))
    })
}

/// Gives the inputs of these seeds, as one round: what once went wrong, again.
#[must_use]
pub fn again(seeds: &[u64]) -> Report {
    let mut report = Report::default();
    give(&mut made(), seeds, true, &mut report);
    report
}

fn made() -> Office {
    let _no_input_yet = watch::hold(&[]);
    Office::new()
}

thread_local! {
    static OFFICE: RefCell<Office> = RefCell::new(Office::new());
}

/// Gives any bytes, for a fuzzer that chooses them itself.
///
/// # Panics
/// Where they bring something about that no input may.
pub fn bytes(target: Target, bytes: &[u8]) {
    let input = inputs::of(target, bytes);
    OFFICE.with_borrow_mut(|office| {
        let mut dice = Dice::new(0);
        let piece = vec![bytes.to_vec()];
        let ended = match target {
            Target::Parcel => gates::parcels(office, &mut dice, &piece, true).map(drop),
            Target::Statement => gates::statements(office, &mut dice, &piece, true).map(drop),
            _ => gates::give(office, &mut dice, &input).map(drop),
        };
        ended.unwrap_or_else(|what| panic!("{what}"));
    });
}

/// Gives the input of a seed, sealed and signed by a member as a rule, for a fuzzer that chooses the seed.
///
/// # Panics
/// Where it brings something about that no input may.
pub fn seed(seed: u64) {
    let mut report = Report::default();
    OFFICE.with_borrow_mut(|office| give(office, &[seed], true, &mut report));
    assert!(report.failures.is_empty(), "{report}");
}

/// Gives the inputs of one round.
fn give(office: &mut Office, seeds: &[u64], thorough: bool, report: &mut Report) {
    let mut made: Vec<(u64, Dice, Made)> = seeds
        .iter()
        .map(|&seed| {
            let mut dice = Dice::new(seed);
            let input = inputs::make(office, &mut dice);
            (seed, dice, input)
        })
        .collect();
    for target in [Target::Parcel, Target::Statement] {
        let (together, rest): (Vec<_>, Vec<_>) =
            made.into_iter().partition(|(.., made)| made.target == target);
        made = rest;
        if !together.is_empty() {
            give_together(office, target, together, thorough, report);
        }
    }
    for (seed, mut dice, made) in made {
        match guarded(office, &[seed], |office| gates::give(office, &mut dice, &made.input)) {
            (Ok(stage), took) => report.note(&made, stage, took, seed),
            (Err(what), _) => report.failures.push(Failure { seeds: vec![seed], target: made.target, what }),
        }
    }
}

/// Gives parcels, or statements, in one bundle. Where something is wrong, those that have no part in it are left out one
/// by one.
fn give_together(
    office: &mut Office,
    target: Target,
    given: Vec<(u64, Dice, Made)>,
    thorough: bool,
    report: &mut Report,
) {
    let mut attempt = |pieces: &[(u64, Vec<u8>)], thorough: bool| {
        let mut dice = Dice::new(pieces.first().map_or(0, |(seed, _)| *seed));
        let bytes: Vec<Vec<u8>> = pieces.iter().map(|(_, bytes)| bytes.clone()).collect();
        let seeds: Vec<u64> = pieces.iter().map(|(seed, _)| *seed).collect();
        guarded(office, &seeds, |office| match target {
            Target::Parcel => gates::parcels(office, &mut dice, &bytes, thorough),
            _ => gates::statements(office, &mut dice, &bytes, thorough),
        })
    };
    let mut pieces: Vec<(u64, Vec<u8>)> =
        given.iter().map(|(seed, _, made)| (*seed, piece(&made.input))).collect();
    let thorough = thorough || pieces.first().is_some_and(|(seed, _)| Dice::new(!seed).one_in(2));
    match attempt(&pieces, thorough) {
        (Ok(ended), took) => {
            for ((seed, _, made), stage) in given.into_iter().zip(ended) {
                // Where all of them together took long, it is asked which of them does.
                let mut alone = || attempt(&[(seed, piece(&made.input))], false).1;
                let took = if took > report::HANG { alone() } else { took };
                report.note(&made, stage, took, seed);
            }
        }
        (Err(mut what), _) => {
            let mut at = 0;
            while at < pieces.len() && pieces.len() > 1 {
                let left_out = pieces.remove(at);
                match attempt(&pieces, true) {
                    (Err(still), _) => what = still,
                    (Ok(_), _) => {
                        pieces.insert(at, left_out);
                        at += 1;
                    }
                }
            }
            let seeds = pieces.into_iter().map(|(seed, _)| seed).collect();
            report.failures.push(Failure { seeds, target, what });
        }
    }
}

fn piece(input: &Input) -> Vec<u8> {
    match input {
        Input::Parcel(bytes) | Input::Statement(bytes) => bytes.clone(),
        _ => Vec::new(),
    }
}

/// Gives something, and how long the longest call took; a panic that got past the core is a failure.
fn guarded<T>(
    office: &mut Office,
    seeds: &[u64],
    act: impl FnOnce(&mut Office) -> Result<T, String>,
) -> (Result<T, String>, Duration) {
    let _in_hand = watch::hold(seeds);
    let ended = catch_unwind(AssertUnwindSafe(|| act(office)));
    let panicked = |panic: Box<dyn std::any::Any + Send>| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
        Err(format!("a panic past the core's edge: {}", said.unwrap_or_default()))
    };
    let ended = ended.unwrap_or_else(panicked);
    if ended.is_err() {
        office.wear();
    }
    (ended, watch::longest())
}
