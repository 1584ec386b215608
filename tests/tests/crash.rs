//! Crashes, power cuts and failing storage, on the program that ships: whatever happens while a command runs, the vault
//! holds what it held before or what it holds after, never half, and what went wrong is said with its own code.
//!
//! The faults come from `tests/faultfs`, whose own tests show that each of them happens.
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "crash/fixture.rs"]
mod fixture;
#[path = "crash/incidents.rs"]
mod incidents;
#[path = "crash/trial.rs"]
mod trial;

use fixture::{Fixture, Scenario};
use trial::{EVERY_ONE, Trials, dice, sample};

/// Kills, torn writes and power cuts all through a command.
fn check(scenario: impl Fn(&Fixture) -> Scenario) {
    let fixture = Fixture::new();
    let scenario = scenario(&fixture);
    let mut trials = Trials::new(&fixture, &scenario);
    let operations = trials.counts.operations;
    let kills = sample(operations, EVERY_ONE);
    for at in &kills {
        trials.crash(&[("CRASH_AT", *at)]);
    }
    let cuts = sample(operations, 40);
    for at in &cuts {
        // Everything that was not synced is lost, or any part of it.
        let seed = if at % 2 == 0 { 0 } else { dice(*at) };
        trials.crash(&[("CRASH_AT", *at), ("LOSE", seed)]);
    }
    let torn = sample(operations, 20);
    for at in &torn {
        let bytes = 1 + dice(*at) % 4096;
        if at % 2 == 0 {
            trials.crash(&[("CRASH_AT", *at), ("TORN", bytes)]);
        } else {
            trials.crash(&[("CRASH_AT", *at), ("TORN", bytes), ("LOSE", dice(bytes))]);
        }
    }
    let (kills, cuts, torn) = (kills.len(), cuts.len(), torn.len());
    trials.report(&format!("{kills} kills, {cuts} power cuts, {torn} torn"));
    trials.expect_both();
}

#[test]
fn a_visit_is_recorded_or_it_is_not() {
    check(Fixture::visiting);
}

#[test]
fn a_bundle_is_imported_or_it_is_not() {
    check(Fixture::importing);
}

#[test]
fn a_migration_loses_nothing_wherever_it_stops() {
    check(Fixture::migrating);
}

#[test]
fn an_organisation_is_founded_or_it_is_not() {
    check(Fixture::founding);
}

#[test]
fn a_newcomer_has_joined_or_has_not() {
    check(Fixture::accepting);
}

const SCENARIOS: [fn(&Fixture) -> Scenario; 3] = [Fixture::visiting, Fixture::importing, Fixture::migrating];

#[test]
fn a_full_disk_is_said_to_be_full_and_changes_nothing() {
    let fixture = Fixture::new();
    for scenario in SCENARIOS {
        let scenario = scenario(&fixture);
        let mut trials = Trials::new(&fixture, &scenario);
        let points = sample(trials.counts.writes, 12);
        let failed =
            points.iter().filter(|at| trials.fail(&[("FULL_AT", **at)], &["disk_full"], false)).count();
        assert!(failed > 0);
        trials.report(&format!("disk full at {} writes, {failed} told", points.len()));
    }
}

/// What a failed sync left behind may be durable or not: nobody can know. So it is told as failed, and is found whole or
/// not at all.
#[test]
fn a_failing_sync_is_said_and_leaves_nothing_half() {
    let fixture = Fixture::new();
    for scenario in SCENARIOS {
        let scenario = scenario(&fixture);
        let mut trials = Trials::new(&fixture, &scenario);
        let syncs = trials.counts.syncs;
        let failed = (1..=syncs)
            .filter(|at| trials.fail(&[("FAIL_FSYNC_AT", *at)], &["storage_failed"], true))
            .count();
        assert!(failed > 0);
        trials.report(&format!("{syncs} failing syncs, {failed} told"));
    }
}
