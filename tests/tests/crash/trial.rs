//! One interruption of a command after another, each on a fresh copy of the same state: afterwards the vault is as it
//! was before the command or as it is after it, never anything else, and the command can be given again.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::fixture::{Fixture, Scenario, copy};
use kith_tests::faults::{Answer, Counts, Line, NOW, Plan, Terminal};

/// Above so many operations not every one is tried, but a sample.
pub(crate) const EVERY_ONE: u64 = 59;
const SEED: u64 = 20_260_302;

/// The trials of one scenario, and what the command does when nothing goes wrong.
pub(crate) struct Trials<'a> {
    scenario: &'a Scenario,
    key: PathBuf,
    place: PathBuf,
    before: Value,
    after: Value,
    pub(crate) counts: Counts,
    tried: u64,
    found_before: u64,
    found_after: u64,
}

impl<'a> Trials<'a> {
    pub(crate) fn new(fixture: &Fixture, scenario: &'a Scenario) -> Self {
        let place = fixture.path(&format!("trials of {}", scenario.name));
        fs::create_dir(&place).unwrap();
        let mut trials = Self {
            scenario,
            key: fixture.path("key"),
            place,
            before: Value::Null,
            after: Value::Null,
            counts: Counts::default(),
            tried: 0,
            found_before: 0,
            found_after: 0,
        };
        let watched = trials.fresh();
        trials.before = trials.look(&watched);
        let watched = trials.fresh();
        let run = trials.run(&watched, &scenario.command, &[]);
        let _done = run.data();
        trials.counts = run.counts;
        assert!(
            trials.counts.writes > 0 && trials.counts.syncs > 0,
            "{}: the shim sees nothing",
            scenario.name
        );
        trials.after = trials.look(&watched);
        // Every other state found is compared with these two, so these two must be sound.
        assert_eq!(trials.after["doctor"]["problems"], json!([]), "{}", scenario.name);
        assert_eq!(trials.after["doctor"]["caches_equal"], json!(true), "{}", scenario.name);
        trials
    }

    /// A fresh copy of the state before.
    pub(crate) fn fresh(&mut self) -> PathBuf {
        self.tried += 1;
        let watched = self.place.join(self.tried.to_string());
        copy(&self.scenario.before, &watched);
        watched
    }

    fn run(&self, watched: &std::path::Path, line: &Line, plan: Plan<'_>) -> Answer {
        Terminal { key: &self.key, seed: self.scenario.seed, now: NOW }.run(watched, line, plan)
    }

    /// What state the vault is in: what the doctor finds, and what is recorded.
    fn look(&self, watched: &std::path::Path) -> Value {
        let doctor = self.run(watched, &Line::new(&["doctor"]), &[]);
        let content = self.run(watched, &self.scenario.question, &[]);
        // A vault in which nobody has been founded or admitted yet holds nothing, as no vault does.
        let outcome = |answer: &Answer| match answer.outcome() {
            code if *code == json!("not_joined") && self.scenario.nothing_before => json!("no_vault"),
            other => other.clone(),
        };
        json!({ "doctor": outcome(&doctor), "content": outcome(&content) })
    }

    /// Runs the command up to a crash, and sees what is left.
    pub(crate) fn crash(&mut self, plan: Plan<'_>) {
        let watched = self.fresh();
        let run = self.run(&watched, &self.scenario.command, plan);
        assert!(run.was_killed(), "{} {plan:?}: {run:?}", self.scenario.name);
        let trial = format!("{} {plan:?}, died at: {}", self.scenario.name, run.counts.last);
        self.settle(&watched, &trial);
    }

    /// Runs the command into a fault that it is told of. It answers with one of these codes, if it fails, and has then
    /// changed nothing; or, where `told_late` is so, may be found done all the same.
    pub(crate) fn fail(&mut self, plan: Plan<'_>, codes: &[&str], told_late: bool) -> bool {
        let watched = self.fresh();
        let run = self.run(&watched, &self.scenario.command, plan);
        let trial = format!("{} {plan:?}, last: {}", self.scenario.name, run.counts.last);
        let failed = run.json["ok"] != true;
        if failed {
            assert!(codes.contains(&run.error()) && run.exit() == Some(7), "{trial}: {run:?}");
        }
        let (before, after) = (self.found_before, self.found_after);
        self.settle(&watched, &trial);
        let is_after = self.found_after > after && (self.before != self.after || self.found_before == before);
        if failed && !told_late {
            assert!(!is_after, "{trial}: told as failed, and done");
        }
        if !failed {
            assert!(is_after || self.before == self.after, "{trial}: told as done, and not done");
        }
        failed
    }

    /// Before or after, never anything else; and the command can be given again.
    fn settle(&mut self, watched: &std::path::Path, trial: &str) {
        let seen = self.look(watched);
        let is_before = seen == self.before;
        assert!(
            is_before || seen == self.after,
            "{trial}: found {seen}, neither before {} nor after {}",
            self.before,
            self.after
        );
        self.found_before += u64::from(is_before);
        self.found_after += u64::from(!is_before);
        let again = self.run(watched, &self.scenario.command, &[]);
        match self.scenario.refused_again {
            // Founding that is done and whose sheet was not kept yet gives the same answer once more.
            Some(_) if self.scenario.nothing_before && again.json["ok"] == true => {}
            Some(code) if !is_before => assert_eq!(again.error(), code, "{trial}"),
            _ => assert_eq!(again.exit(), Some(0), "{trial}: not to be repeated: {again:?}"),
        }
        let finally = self.look(watched);
        if is_before {
            assert_eq!(finally, self.after, "{trial}: repeated, it did something else");
        }
        fs::remove_dir_all(watched).unwrap();
        let _none = fs::remove_dir_all(watched.with_extension("faultfs"));
    }

    /// Says how much was tried.
    pub(crate) fn report(&self, what: &str) {
        println!(
            "{}: {what}; seed {SEED}; {} operations ({} writes, {} syncs); found as before {}, as after {}",
            self.scenario.name,
            self.counts.operations,
            self.counts.writes,
            self.counts.syncs,
            self.found_before,
            self.found_after
        );
    }

    /// Both states must have been found, or too little was tried.
    pub(crate) fn expect_both(&self) {
        assert!(self.found_before > 0, "never found as before");
        assert!(self.found_after > 0 || self.before == self.after, "never found as after");
    }
}

/// Numbers from 1 to `last`: every one, or a sample of `most` with the first and the last in it.
pub(crate) fn sample(last: u64, most: u64) -> Vec<u64> {
    if last <= most {
        return (1..=last).collect();
    }
    let mut chosen = std::collections::BTreeSet::from([1, last]);
    let mut state = SEED ^ last;
    while u64::try_from(chosen.len()).unwrap() < most {
        state = dice(state);
        chosen.insert(1 + state % last);
    }
    chosen.into_iter().collect()
}

/// The next number after this one (SplitMix64).
pub(crate) fn dice(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
