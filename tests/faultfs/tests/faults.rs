//! Every fault is shown to happen, on a plain program: without these, a crash test that finds nothing proves nothing.
#![cfg(all(target_os = "linux", target_pointer_width = "64"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[allow(dead_code, unreachable_pub)]
#[path = "../../src/programs.rs"]
mod programs;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const SIGKILL: i32 = 9;
const EIO: &str = "5\n";
const ENOSPC: &str = "28\n";

/// A place with a watched directory in it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("watched")).unwrap();
        Self(place)
    }

    /// A place where these files lie already, safely.
    fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (name, text) in files {
            fs::write(place.watched().join(name), text).unwrap();
        }
        place
    }

    fn watched(&self) -> std::path::PathBuf {
        self.0.path().join("watched")
    }

    fn run(&self, plan: &[(&str, u64)], steps: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_scribe"))
            .args(steps)
            .current_dir(self.watched())
            .env("LD_PRELOAD", programs::faultfs())
            .env("FAULTFS_ROOT", self.watched())
            .env("FAULTFS_COUNT", self.0.path().join("count"))
            .envs(plan.iter().map(|(name, value)| (format!("FAULTFS_{name}"), value.to_string())))
            .output()
            .unwrap()
    }

    /// Runs up to a crash.
    fn crash(&self, plan: &[(&str, u64)], steps: &[&str]) {
        let output = self.run(plan, steps);
        assert_eq!(output.status.signal(), Some(SIGKILL), "{output:?}");
    }

    /// What lies in the watched directory.
    fn files(&self) -> BTreeMap<String, String> {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        fs::read_dir(self.watched())
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|path| (name(&path), fs::read_to_string(&path).unwrap()))
            .collect()
    }

    fn check(&self, expected: &[(&str, &str)]) {
        let expected: BTreeMap<String, String> =
            expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        assert_eq!(self.files(), expected);
    }

    fn count(&self, name: &str) -> u64 {
        let counts = fs::read_to_string(self.0.path().join("count")).unwrap();
        let line = counts.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().parse().unwrap()
    }
}

/// Four operations: a file is made, written, written again, synced.
const NOTE: [&str; 3] = ["write:note:one ", "write:note:two", "sync:note"];

#[test]
fn operations_are_counted_and_nothing_else_is_changed() {
    let place = Place::with(&[("old", "old")]);
    let steps = [
        "put:old:1:LD",
        "resize:old:2",
        "empty:old",
        "rename:old:new",
        "read:new",
        "unlink:new",
        "sync-directory",
    ];
    let output = place.run(&[], &[&NOTE[..], &steps].concat());
    assert!(output.status.success(), "{output:?}");
    place.check(&[("note", "one two")]);
    let counts =
        ["operation", "write", "sync", "resize", "rename", "unlink", "make"].map(|name| place.count(name));
    assert_eq!(counts, [10, 3, 2, 2, 1, 1, 1]);
    assert!(place.count("read") > 0);
    assert!(!place.0.path().join("watched.faultfs").exists());
}

#[test]
fn what_lies_elsewhere_is_not_touched() {
    let place = Place::new();
    let output = place.run(
        &[("CRASH_AT", 1), ("FULL_AT", 1)],
        &["write:../outside:text", "sync:../outside", "unlink:../outside"],
    );
    assert!(output.status.success(), "{output:?}");
    assert_eq!(place.count("operation"), 0);
}

#[test]
fn it_dies_before_the_chosen_operation() {
    let after: [&[(&str, &str)]; 4] = [&[], &[("note", "")], &[("note", "one ")], &[("note", "one two")]];
    for (at, expected) in (1..).zip(after) {
        let place = Place::new();
        place.crash(&[("CRASH_AT", at)], &NOTE);
        place.check(expected);
        assert_eq!(place.count("operation"), at);
    }
    let place = Place::new();
    assert!(place.run(&[("CRASH_AT", 5)], &NOTE).status.success(), "there is no fifth");
}

#[test]
fn a_torn_write_is_made_in_part() {
    for (torn, expected) in [(0, "one "), (1, "one t"), (2, "one tw"), (99, "one two")] {
        let place = Place::new();
        place.crash(&[("CRASH_AT", 3), ("TORN", torn)], &NOTE);
        place.check(&[("note", expected)]);
    }
}

#[test]
fn a_power_cut_loses_what_was_not_synced_and_nothing_else() {
    // The control: killed at the same point, without the power cut, both are there.
    let steps = ["put:a:0:AAAA", "put:b:0:BBBB", "sync:b", "put:b:2:cccc", "unlink:none"];
    let files = [("a", "aaaaaa"), ("b", "b"), ("none", "")];
    let place = Place::with(&files);
    place.crash(&[("CRASH_AT", 5)], &steps);
    place.check(&[("a", "AAAAaa"), ("b", "BBcccc"), ("none", "")]);
    let place = Place::with(&files);
    place.crash(&[("CRASH_AT", 5), ("LOSE", 0)], &steps);
    place.check(&[("a", "aaaaaa"), ("b", "BBBB"), ("none", "")]);
}

#[test]
fn a_power_cut_loses_changes_of_length() {
    let steps = ["resize:a:2", "resize:b:6", "empty:c", "put:c:1:x", "unlink:none"];
    let files = [("a", "aaaa"), ("b", "bbbb"), ("c", "cccc"), ("none", "")];
    let place = Place::with(&files);
    place.crash(&[("CRASH_AT", 5)], &steps);
    place.check(&[("a", "aa"), ("b", "bbbb\0\0"), ("c", "\0x"), ("none", "")]);
    let place = Place::with(&files);
    place.crash(&[("CRASH_AT", 5), ("LOSE", 0)], &steps);
    place.check(&files);
}

#[test]
fn a_power_cut_loses_names_whose_directory_was_not_synced() {
    let steps = ["write:new:new", "sync:new", "rename:a:b", "unlink:c", "unlink:none"];
    let files = [("a", "a"), ("b", "b"), ("c", "c"), ("none", "")];
    let place = Place::with(&files);
    place.crash(&[("CRASH_AT", 6), ("LOSE", 0)], &steps);
    place.check(&files);
    let synced = [&steps[..4], &["sync-directory", "unlink:none"]].concat();
    let place = Place::with(&files);
    place.crash(&[("CRASH_AT", 7), ("LOSE", 0)], &synced);
    place.check(&[("b", "a"), ("new", "new"), ("none", "")]);
}

#[test]
fn a_power_cut_keeps_any_of_the_writes_and_the_first_of_the_names() {
    let steps = ["put:a:0:1", "put:a:1:2", "write:x:", "write:y:", "unlink:none"];
    let mut seen: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for seed in 1..=60 {
        let place = Place::with(&[("a", "__"), ("none", "")]);
        place.crash(&[("CRASH_AT", 5), ("LOSE", seed)], &steps);
        let files = place.files();
        assert!(
            files.contains_key("x") || !files.contains_key("y"),
            "{seed}: a later name without the earlier"
        );
        *seen.entry((files["a"].clone(), files.len())).or_default() += 1;
        let again = Place::with(&[("a", "__"), ("none", "")]);
        again.crash(&[("CRASH_AT", 5), ("LOSE", seed)], &steps);
        assert_eq!(again.files(), files, "{seed}: not the same again");
    }
    let contents: Vec<&str> = ["1_", "12", "_2", "__"].to_vec();
    for content in contents {
        assert!(seen.keys().any(|(a, _)| a == content), "{content} never came: {seen:?}");
    }
    for files in 2..=4 {
        assert!(seen.keys().any(|(_, count)| *count == files), "{files} never came: {seen:?}");
    }
}

#[test]
fn a_torn_write_may_be_lost_too() {
    let place = Place::with(&[("a", "aaaa")]);
    place.crash(&[("CRASH_AT", 1), ("TORN", 2), ("LOSE", 0)], &["put:a:0:AAAA"]);
    place.check(&[("a", "aaaa")]);
}

#[test]
fn a_full_disk_is_full_for_every_write_from_then_on() {
    let place = Place::new();
    let output = place.run(&[("FULL_AT", 2)], &NOTE);
    assert_eq!(String::from_utf8_lossy(&output.stderr), ENOSPC);
    place.check(&[("note", "one ")]);
    assert_eq!(place.run(&[("FULL_AT", 1)], &["sync:note", "write:note:x"]).stderr, ENOSPC.as_bytes());
}

#[test]
fn a_failing_sync_says_so_once_and_does_not_sync() {
    let place = Place::with(&[("a", "aaaa")]);
    let output = place.run(&[("FAIL_FSYNC_AT", 2)], &["put:a:0:A", "sync:a", "put:a:1:A", "sync:a"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), EIO);
    place.check(&[("a", "AAaa")]);
    assert_eq!(place.count("sync"), 2);
}

#[test]
fn a_failing_read_says_so() {
    let place = Place::with(&[("a", "aaaa")]);
    let output = place.run(&[("READ_ERROR_AT", 1)], &["read:a"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), EIO);
    assert!(place.run(&[("READ_ERROR_AT", 99)], &["read:a"]).status.success());
}

#[test]
fn a_plan_that_cannot_be_read_is_no_plan_to_go_on_with() {
    let place = Place::new();
    let output = Command::new(env!("CARGO_BIN_EXE_scribe"))
        .env("LD_PRELOAD", programs::faultfs())
        .env("FAULTFS_ROOT", place.watched())
        .env("FAULTFS_CRASH_AT", "soon")
        .output()
        .unwrap();
    assert!(output.status.signal().is_some());
}
