//! The long form of the fuzzing: `kith-fuzz [--seed N] [--inputs N] [--threads N]`, or what once
//! went wrong again, with its seeds: `kith-fuzz --seed N,N --inputs 1`. `kith-fuzz --seed N,N+N --keep FOLDER` writes inputs as files, to
//! stay what they are (`tests/crashers`). It fails for what no input may bring
//! about, and here also for time and memory: in the short form, among other tests, neither could be told. What does not end within a
//! minute ends the run, and its seeds are told.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "whatever it cannot do ends the run")]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use kith_tests::fuzz::{Plan, again, kept, report, run, watch};

/// The most memory that a run may ever have had.
const MEMORY_KIB: u64 = 256 << 10;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let text = |name: &str| {
        let at = words.iter().position(|word| word == name);
        at.and_then(|at| words.get(at + 1)).filter(|text| !text.is_empty())
    };
    let number =
        |name: &str, otherwise: u64| text(name).map_or(otherwise, |text| text.parse().expect("a number"));
    let groups = text("--seed").map_or("1", String::as_str).split('+');
    let numbers = |group: &str| group.split(',').map(|seed| seed.parse().expect("a seed")).collect();
    let groups: Vec<Vec<u64>> = groups.map(numbers).collect();
    if let Some(folder) = text("--keep") {
        kept::keep(&groups, Path::new(folder));
        return ExitCode::SUCCESS;
    }
    let seeds = groups.concat();
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let exactly = seeds.len() > 1 || number("--inputs", 2) == 1;
    let plan = Plan {
        seed: seeds.first().copied().unwrap_or(1),
        inputs: if exactly { seeds.len() as u64 } else { number("--inputs", 1_000_000) },
        threads: number("--threads", threads),
    };
    println!("seed {seeds:?}, {} inputs, {} threads", plan.inputs, plan.threads);
    // What panics inside the core is caught and counted there.
    if plan.inputs > 64 {
        std::panic::set_hook(Box::new(|_| {}));
    }
    watch::end_what_never_ends();
    let start = Instant::now();
    let found = if exactly { again(&seeds) } else { run(plan) };
    let took = start.elapsed();
    print!("{found}");
    let (longest, seed) = found.longest();
    let peak = peak_kib();
    println!(
        "{:.0} inputs a second; the longest took {longest:?} of a processor (seed {seed}); {} MiB at most",
        plan.inputs as f64 / took.as_secs_f64(),
        peak >> 10
    );
    let mut wrong = if plan.inputs >= 20_000 { found.shortcomings() } else { Vec::new() };
    if longest > report::HANG {
        wrong.push(format!("an input took {longest:?}: SEED={seed}"));
    }
    if peak > MEMORY_KIB {
        wrong.push(format!("{} MiB", peak >> 10));
    }
    wrong.iter().for_each(|what| println!("FAILED: {what}"));
    if wrong.is_empty() && found.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The most memory that this process ever had, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("where memory is told of");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .expect("the most memory that there was")
}
