//! The program `kith`, run once with a plan of faults, and what it answered. The faults are those of `tests/faultfs`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::programs;
use serde_json::Value;

/// What is to go wrong, as `tests/faultfs` takes it: names without their `FAULTFS_`.
pub type Plan<'a> = &'a [(&'a str, u64)];

/// One command line after the global options, and what goes to its standard input.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The words.
    pub words: Vec<String>,
    /// What is read.
    pub input: String,
}

impl Line {
    /// These words, and nothing to read.
    #[must_use]
    pub fn new(words: &[&str]) -> Self {
        Self { words: words.iter().map(|word| (*word).to_owned()).collect(), input: String::new() }
    }

    /// And this to read.
    #[must_use]
    pub fn with(mut self, input: &Value) -> Self {
        self.input = input.to_string();
        self
    }
}

/// When most of it takes place.
pub const NOW: &str = "2026-03-02T09:00:00+00:00";

/// Whose program it is, and when.
#[derive(Debug, Clone, Copy)]
pub struct Terminal<'a> {
    /// The file with the key.
    pub key: &'a Path,
    /// Where the randomness starts.
    pub seed: u64,
    /// What the clock says.
    pub now: &'a str,
}

/// How a run ended.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: ExitStatus,
    /// The one JSON object; null where none was printed.
    pub json: Value,
    /// How many operations, writes, syncs and reads there were.
    pub counts: Counts,
}

/// What the shim counted.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// All but reads.
    pub operations: u64,
    /// Writes.
    pub writes: u64,
    /// Syncs.
    pub syncs: u64,
    /// Reads.
    pub reads: u64,
    /// Kind and file of the last operation.
    pub last: String,
}

impl Answer {
    /// Whether it was killed, and by nothing else.
    #[must_use]
    pub fn was_killed(&self) -> bool {
        #[cfg(unix)]
        return std::os::unix::process::ExitStatusExt::signal(&self.status) == Some(9);
        #[cfg(not(unix))]
        false
    }

    /// The exit status.
    #[must_use]
    pub fn exit(&self) -> Option<i32> {
        self.status.code()
    }

    /// The data of a success, or the code of an error.
    #[must_use]
    pub fn outcome(&self) -> &Value {
        if self.json["ok"] == true { &self.json["data"] } else { &self.json["error"]["code"] }
    }

    /// The data; the command must have succeeded.
    #[must_use]
    pub fn data(&self) -> &Value {
        assert_eq!((self.exit(), &self.json["ok"]), (Some(0), &Value::Bool(true)), "{self:?}");
        &self.json["data"]
    }

    /// The code of a typed error, told as the contract says: an exit status of its kind and words with a next step.
    #[must_use]
    pub fn error(&self) -> &str {
        let error = &self.json["error"];
        let told = ["message", "next"]
            .iter()
            .all(|field| error[field].as_str().is_some_and(|text| !text.is_empty()));
        assert!(self.json["ok"] == false && told, "{self:?}");
        error["code"].as_str().unwrap()
    }
}

impl Terminal<'_> {
    /// Runs a command on the vault in `watched/home`.
    #[must_use]
    pub fn run(&self, watched: &Path, line: &Line, plan: Plan<'_>) -> Answer {
        self.run_by(Command::new(programs::kith()), watched, line, plan)
    }

    /// As `run`, with at most so many KiB of memory.
    #[must_use]
    pub fn run_within(&self, kib: u64, watched: &Path, line: &Line) -> Answer {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {kib} && exec \"$0\" \"$@\"")]).arg(programs::kith());
        self.run_by(command, watched, line, &[])
    }

    fn run_by(&self, mut command: Command, watched: &Path, line: &Line, plan: Plan<'_>) -> Answer {
        let count = watched.with_extension("count");
        command
            .args(["--json", "--now", self.now, "--seed", &self.seed.to_string()])
            .arg("--key-file")
            .arg(self.key)
            .arg("--home")
            .arg(watched.join("home"))
            .args(&line.words)
            .env_clear()
            .env("KITH_TEST", "1")
            .env("LD_PRELOAD", programs::faultfs())
            .env("FAULTFS_ROOT", watched)
            .env("FAULTFS_COUNT", &count)
            .envs(plan.iter().map(|(name, value)| (format!("FAULTFS_{name}"), value.to_string())))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // One that died before it read its input is what some of these tests are about.
        let _unread = child.stdin.take().unwrap().write_all(line.input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Answer {
            status: output.status,
            json: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
            counts: counts(&count),
        }
    }
}

fn counts(file: &Path) -> Counts {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let _gone = std::fs::remove_file(file);
    let line =
        |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0").trim().to_owned();
    let number = |name| line(name).parse().unwrap();
    Counts {
        operations: number("operation "),
        writes: number("write "),
        syncs: number("sync "),
        reads: number("read "),
        last: line("last "),
    }
}
