//! What happened to others, by the number that `tests/tests/incidents.rs` gives it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::fixture::{Fixture, copy};
use crate::trial::{Trials, sample};
use kith_tests::faults::{Line, NOW, Terminal};

/// Every file of a vault with its bytes.
fn files(home: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(home)
        .unwrap()
        .map(Result::unwrap)
        .map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap()))
        .collect()
}

/// Killed at any write of a visit: the old state or the new one. And a part of the storage that went missing is said
/// loudly; nothing new is begun in its place.
#[test]
fn incident_05_storage_evicted_or_killed_mid_write() {
    let fixture = Fixture::new();
    let scenario = fixture.visiting();
    let mut trials = Trials::new(&fixture, &scenario);
    for at in sample(trials.counts.operations, 20) {
        trials.crash(&[("CRASH_AT", at)]);
    }
    trials.report("killed mid-write");
    trials.expect_both();
    let key = fixture.path("key");
    let terminal = Terminal { key: &key, seed: scenario.seed, now: NOW };
    for (evicted, line) in [
        ("vault.db", &scenario.command),
        ("vault.db", &scenario.question),
        ("vault.key", &scenario.command),
        ("vault.key", &scenario.question),
    ] {
        let watched = trials.fresh();
        fs::remove_file(watched.join("home").join(evicted)).unwrap();
        let left = files(&watched.join("home"));
        let answer = terminal.run(&watched, line, &[]);
        assert_eq!((answer.error(), answer.exit()), ("vault_damaged", Some(6)), "{evicted}");
        assert_eq!(files(&watched.join("home")), left, "{evicted}");
    }
}

/// A read that fails, or a machine without memory, is never taken for damage, and nothing is deleted or made anew.
#[test]
fn incident_17_out_of_memory_or_io_error_is_not_corruption() {
    let fixture = Fixture::new();
    let key = fixture.path("key");
    let scenario = fixture.visiting();
    let terminal = Terminal {
        // long: a control, then each failing read, then each lack of memory, over one vault.
        key: &key,
        seed: scenario.seed,
        now: NOW,
    };
    let watched = fixture.path("incident 17");
    copy(&scenario.before, &watched);
    let home = watched.join("home");
    let before = files(&home);
    // The control: damage that is there is called damage.
    let mut damaged = before["vault.db"].clone();
    damaged.iter_mut().skip(4096 + 1000).step_by(4096).for_each(|byte| *byte ^= 1);
    fs::write(home.join("vault.db"), &damaged).unwrap();
    fs::write(home.join("vault.db-wal"), []).unwrap();
    assert_eq!(terminal.run(&watched, &scenario.question, &[]).error(), "vault_damaged");
    for (name, bytes) in &before {
        fs::write(home.join(name), bytes).unwrap();
    }
    for line in [&scenario.question, &Line::new(&["doctor"]), &Line::new(&["show", "today"])] {
        let reads = terminal.run(&watched, line, &[]).counts.reads;
        let points = sample(reads, 40);
        let mut told = 0;
        for at in &points {
            let answer = terminal.run(&watched, line, &[("READ_ERROR_AT", *at)]);
            if answer.exit() != Some(0) {
                // Where the failed read was the one that goes over to the log, the vault is told as not to be written.
                assert!(
                    matches!((answer.error(), answer.exit()), ("storage_failed" | "read_only", Some(7))),
                    "read {at} of {line:?}: {answer:?}"
                );
                told += 1;
            }
            assert_eq!(files(&home), before, "read {at} of {line:?}");
        }
        println!("{}: {} of {reads} reads failed, {told} told", line.words.join(" "), points.len());
        assert!(told > 0);
    }
    let mut told = BTreeMap::<String, u64>::new();
    for kib in (4_000..60_000).step_by(1_000) {
        let answer = terminal.run_within(kib, &watched, &scenario.question);
        let outcome = match answer.exit() {
            Some(0) => "enough".to_owned(),
            // The loader or the language's runtime gave up before, or instead of, the core.
            _ if answer.json.is_null() => "not started, or ended".to_owned(),
            _ => answer.error().to_owned(),
        };
        *told.entry(outcome).or_default() += 1;
        assert_eq!(files(&home), before, "{kib} KiB");
    }
    println!("memory: {told:?}");
    assert!(!told.contains_key("vault_damaged") && told.contains_key("enough") && told.len() > 1, "{told:?}");
    assert_eq!(terminal.run(&watched, &scenario.question, &[]).exit(), Some(0));
}

/// Killed, or without power, at any write of a change of key: the vault opens by the old key or by the new one, always by its
/// sheet, and holds what it held.
#[test]
fn incident_15_a_key_that_is_changed_is_changed_or_is_not() {
    let fixture = Fixture::new();
    let scenario = fixture.visiting();
    let mut trials = Trials::new(&fixture, &scenario);
    let (old, new) = (fixture.path("key"), fixture.path("new key"));
    fs::write(&new, [8; 32]).unwrap();
    let by = |key: &Path, watched: &Path, line: &Line, plan: &[(&str, u64)]| {
        Terminal { key, seed: scenario.seed, now: NOW }.run(watched, line, plan)
    };
    let rekey = Line::new(&["rekey", "--new-key-file", new.to_str().unwrap()]);
    let watched = trials.fresh();
    let held = by(&old, &watched, &scenario.question, &[]).data().clone();
    let counts = by(&old, &watched, &rekey, &[]).counts;
    assert_eq!(by(&old, &watched, &scenario.question, &[]).error(), "wrong_key");
    let (mut as_before, mut as_after) = (0, 0);
    for at in 1..=counts.operations {
        for plan in
            [&[("CRASH_AT", at)][..], &[("CRASH_AT", at), ("LOSE", 0)], &[("CRASH_AT", at), ("TORN", 99)]]
        {
            let watched = trials.fresh();
            assert!(by(&old, &watched, &rekey, plan).was_killed(), "{plan:?}");
            let opened: Vec<_> = [&old, &new]
                .into_iter()
                .map(|key| by(key, &watched, &scenario.question, &[]))
                .filter(|answer| answer.json["ok"] == true || answer.error() != "wrong_key")
                .collect();
            let [only] = &opened[..] else { panic!("{plan:?}: opened by {} keys", opened.len()) };
            assert_eq!(only.data(), &held, "{plan:?}");
            let changed = by(&new, &watched, &scenario.question, &[]).json["ok"] == true;
            as_after += u64::from(changed);
            as_before += u64::from(!changed);
            assert_eq!(fs::read(watched.join("home/vault.key")).unwrap().len(), kith_vault::KEY_FILE_LENGTH);
            let sheet = fs::read_to_string(watched.join("home/recovery.txt")).unwrap();
            let sheet = kith::unlock_from_sheet(&sheet).unwrap();
            drop(kith_vault::Vault::open(&watched.join("home"), &sheet).unwrap());
        }
    }
    assert!(as_before > 0 && as_after > 0, "{as_before} as before, {as_after} as after");
}
