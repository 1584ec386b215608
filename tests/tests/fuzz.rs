//! The short form of the fuzzing. `make fuzz` is the long one, which also looks at time and memory.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use kith_tests::fuzz::{Plan, kept, office::Office, run};

/// The seed of the short form: the same inputs every time.
const SEED: u64 = 20_260_302;

#[test]
fn twenty_thousand_inputs_bring_no_fault_about_and_change_nothing_that_is_not_admitted() {
    let threads =
        std::thread::available_parallelism().map_or(1, |threads| u64::try_from(threads.get()).unwrap());
    let plan = Plan { seed: SEED, inputs: 20_000, threads };
    println!("seed {SEED}");
    let found = run(plan);
    println!("{found}");
    assert!(found.failures.is_empty(), "{} failures", found.failures.len());
    assert_eq!(found.shortcomings(), Vec::<String>::new());
    assert_eq!(found.counts().0, plan.inputs, "every input ended somewhere");
}

#[test]
fn every_screen_and_every_command_is_given() {
    let office = Office::new();
    let named = |given: &[(&'static str, serde_json::Value)]| -> Vec<&'static str> {
        given.iter().map(|(name, _)| *name).collect()
    };
    assert_eq!(named(&office.screens), kith::SCREENS);
    assert_eq!(named(&office.commands), kith::COMMANDS);
}

/// What once went wrong, as the bytes that a phone was given or found on its disk: they stay what they are, however inputs are made.
/// Each has a test of its own beside the mend.
#[test]
fn what_is_kept_of_what_once_went_wrong_changes_nothing() {
    let mut given = 0;
    for folder in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("crashers")).unwrap() {
        let folder = folder.unwrap().path();
        given += kept::give(&folder).unwrap_or_else(|what| panic!("{}: {what}", folder.display()));
    }
    assert!(given >= 9, "{given} files");
}
