//! A whole run: everything that is compared is measured in turns, so that what else the machine does falls on all alike.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;

use crate::caseload::now;
use crate::device::Device;
use crate::figures::Figures;
use crate::measure::{Spread, children_cpu_ms};
use crate::peers::Peers;
use crate::places::{bench_folder, built, copy};
use crate::plan::Plan;
use crate::{goals, report, vaults};

/// Visits in one run of the step that records them.
const VISITS: &str = "40";
/// One visit carried to the other device, so often in one run of that step.
const EXCHANGES: &str = "10";

/// Measures everything and writes the report.
pub(crate) fn run(plan: &Plan) {
    let mut figures = Figures::default();
    let peers = (plan.peers_to > 0).then(Peers::install);
    merge(&mut figures, plan, peers.as_ref());
    maps(&mut figures, plan);
    for size in &plan.sizes {
        let folder = vaults::caseload(plan, *size);
        let beside = peers.as_ref().filter(|_| *size <= plan.peers_to);
        if let Some(peers) = beside {
            peers.build(&folder);
        }
        sizes(&mut figures, &folder, *size);
        open(&mut figures, plan, &folder, *size, beside);
        record(&mut figures, plan, &folder, *size, beside);
        syncs(&mut figures, &folder, *size);
        search(&mut figures, plan, &folder, *size);
        exchange(&mut figures, plan, &folder, *size, beside);
        // After each size: the largest takes the longest, and what was measured until then is not to be lost with it.
        report::write(plan, &figures, &goals::outcomes(&figures, plan.maps));
    }
}

/// Takes a step as a process of its own.
fn step(words: &[&str]) -> Value {
    let mut command = Command::new(std::env::current_exe().unwrap());
    answer(command.arg("step").args(words))
}

/// What a program says, which is one line of JSON.
pub(crate) fn answer(command: &mut Command) -> Value {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{command:?} failed");
    serde_json::from_slice(&output.stdout).expect("one line of JSON")
}

/// The numbers of a list in an answer.
pub(crate) fn numbers(answer: &Value, name: &str) -> Vec<f64> {
    answer[name].as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn median(answer: &Value, name: &str) -> f64 {
    Spread::of(&numbers(answer, name)).median
}

fn mean(answer: &Value, name: &str) -> f64 {
    let all = numbers(answer, name);
    all.iter().sum::<f64>() / all.len() as f64
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path that is text")
}

/// How long a process takes from its start to its end, in milliseconds.
fn lifetime(command: &mut Command) -> f64 {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status().unwrap();
    let taken = start.elapsed().as_secs_f64() * 1e3;
    assert!(status.success(), "{command:?} failed");
    taken
}

fn sizes(figures: &mut Figures, folder: &Path, size: usize) {
    let noted = vaults::sizes(folder);
    let number = |name: &str| noted[name].as_f64().unwrap();
    let entries = number("entries");
    for (who, name) in [
        ("kith", "vault_bytes"),
        ("sqlite", "plain_bytes"),
        ("json", "json_bytes"),
        ("zstd-19", "zstd_bytes"),
    ] {
        figures.add("entry_bytes", who, size, "bytes", &[number(name) / entries]);
    }
    figures.add("first_exchange", "kith", size, "s", &[number("first_exchange_s")]);
}

fn open(figures: &mut Figures, plan: &Plan, folder: &Path, size: usize, peers: Option<&Peers>) {
    let one = Device::at(&folder.join("one"));
    let kith = built("KITH_BENCH_KITH", "kith");
    let plain = folder.join("plain.db");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut cpu_ms = [0.0, 0.0];
    for _ in 0..=plan.repeat * 3 {
        let before = children_cpu_ms();
        let mut command = Command::new(&kith);
        command.env("KITH_TEST", "1").arg("--home").arg(&one.home).arg("--key-file").arg(one.key_file());
        command.args([
            "--now",
            &now().to_rfc3339(),
            "--seed",
            &one.seed().to_string(),
            "--json",
            "show",
            "today",
        ]);
        ours.push(lifetime(&mut command));
        let between = children_cpu_ms();
        let mut command = Command::new(std::env::current_exe().unwrap());
        theirs.push(lifetime(command.args(["step", "plain-open", text(&plain)])));
        cpu_ms[0] += between - before;
        cpu_ms[1] += children_cpu_ms() - between;
    }
    let others = peers.map_or_else(Vec::new, |peers| peers.open(folder, plan.repeat, lifetime));
    // The first of each found nothing in the file system's cache.
    figures.add("today", "kith", size, "ms", &ours[1..]);
    figures.add("today", "sqlite", size, "ms", &theirs[1..]);
    for (who, taken) in others {
        figures.add("today", who, size, "ms", &taken);
    }
    // Told in hundredths of a second: only the mean of all is fine enough.
    for (who, all) in [("kith", cpu_ms[0]), ("sqlite", cpu_ms[1])] {
        figures.add("today_cpu", who, size, "ms", &[all / ours.len() as f64]);
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..plan.repeat {
        ours.push(step(&["open", text(&one.home)])["peak_mib"].as_f64().unwrap());
        theirs.push(step(&["plain-open", text(&plain)])["peak_mib"].as_f64().unwrap());
    }
    figures.add("open_memory", "kith", size, "MiB", &ours);
    figures.add("open_memory", "sqlite", size, "MiB", &theirs);
}

/// A copy of one device's vault and what is noted beside it.
fn working_copy(folder: &Path, devices: &[&str]) -> TempDir {
    let place = TempDir::new_in(bench_folder()).unwrap();
    for name in devices {
        let from = copy(&folder.join(name));
        fs::rename(from.keep(), place.path().join(name)).unwrap();
    }
    for name in ["records.json", "members.json"] {
        fs::copy(folder.join(name), place.path().join(name)).unwrap();
    }
    place
}

/// The figures of one thing done by one of them, over the repetitions.
#[derive(Default)]
struct Measured {
    ms: Vec<f64>,
    cpu_ms: Vec<f64>,
    memory: Vec<f64>,
}

impl Measured {
    fn note(&mut self, answer: &Value) {
        self.ms.push(median(answer, "ms"));
        self.cpu_ms.push(mean(answer, "cpu_ms"));
        self.memory.push(answer["peak_mib"].as_f64().unwrap());
    }

    fn add(&self, figures: &mut Figures, who: &'static str, size: usize) {
        figures.add("visit", who, size, "ms", &self.ms);
        figures.add("visit_cpu", who, size, "ms", &self.cpu_ms);
        figures.add("visit_memory", who, size, "MiB", &self.memory);
    }
}

fn record(figures: &mut Figures, plan: &Plan, folder: &Path, size: usize, peers: Option<&Peers>) {
    let place = working_copy(folder, &["one"]);
    let home = place.path().join("one");
    let plain = place.path().join("plain.db");
    fs::copy(folder.join("plain.db"), &plain).unwrap();
    let (mut ours, mut theirs, mut with_card) = (Measured::default(), Measured::default(), Vec::new());
    for _ in 0..plan.repeat {
        ours.note(&step(&["record", text(&home), VISITS]));
        theirs.note(&step(&["plain-record", text(&plain), text(folder), VISITS]));
        with_card.push(median(&step(&["record-follow-up", text(&home), "10"]), "ms"));
    }
    ours.add(figures, "kith", size);
    theirs.add(figures, "sqlite", size);
    figures.add("visit_follow_up", "kith", size, "ms", &with_card);
    if let Some(peers) = peers {
        for (who, answers) in peers.record(folder, plan.repeat, VISITS) {
            let mut measured = Measured::default();
            answers.iter().for_each(|answer| measured.note(answer));
            measured.add(figures, who, size);
        }
    }
}

/// How often a visit is synced: counted in the calls themselves, as what thirty visits take more than ten.
fn syncs(figures: &mut Figures, folder: &Path, size: usize) {
    let place = working_copy(folder, &["one"]);
    let count = TempDir::new_in(bench_folder()).unwrap();
    let counts = count.path().join("count");
    let synced = |visits: &str| {
        let home = place.path().join("one");
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.env("LD_PRELOAD", built("KITH_BENCH_FAULTFS", "libkith_faultfs.so"));
        command.env("FAULTFS_ROOT", &home).env("FAULTFS_COUNT", &counts);
        answer(command.args(["step", "record", text(&home), visits]));
        let told = fs::read_to_string(&counts).unwrap();
        let line = told.lines().find_map(|line| line.strip_prefix("sync ")).unwrap();
        line.trim().parse::<f64>().unwrap()
    };
    // The first to write to a copy begins a new life of it.
    synced("1");
    let (some, more) = (synced("10"), synced("30"));
    figures.add("visit_syncs", "kith", size, "syncs", &[(more - some) / 20.0]);
}

fn search(figures: &mut Figures, plan: &Plan, folder: &Path, size: usize) {
    let (home, plain, cipher) = (folder.join("one"), folder.join("plain.db"), folder.join("cipher.db"));
    let steps = [
        ("kith", "search", &home),
        ("sqlcipher", "cipher-search", &cipher),
        ("sqlite", "plain-search", &plain),
    ];
    let mut taken = [Vec::new(), Vec::new(), Vec::new()];
    let mut memory = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..plan.repeat {
        for (place, (_, name, path)) in steps.iter().enumerate() {
            let answer = step(&[name, text(path)]);
            taken[place].push(mean(&answer, "ms"));
            memory[place].push(answer["peak_mib"].as_f64().unwrap());
        }
    }
    for (place, (who, ..)) in steps.iter().enumerate() {
        figures.add("search", who, size, "ms", &taken[place]);
        figures.add("search_memory", who, size, "MiB", &memory[place]);
    }
}

fn exchange(figures: &mut Figures, plan: &Plan, folder: &Path, size: usize, peers: Option<&Peers>) {
    let place = working_copy(folder, &["one", "other"]);
    let (one, other) = (place.path().join("one"), place.path().join("other"));
    let (mut bytes, mut exports, mut imports) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.repeat {
        let answer = step(&["exchange", text(&one), text(&other), EXCHANGES]);
        bytes.push(median(&answer, "bytes"));
        exports.push(median(&answer, "ms"));
        imports.push(median(&answer, "import_ms"));
    }
    figures.add("visit_bytes", "kith", size, "bytes", &bytes);
    figures.add("visit_export", "kith", size, "ms", &exports);
    figures.add("visit_import", "kith", size, "ms", &imports);
    if let Some(peers) = peers {
        peers.exchange(figures, folder, size, plan.repeat);
    }
}

fn merge(figures: &mut Figures, plan: &Plan, peers: Option<&Peers>) {
    let folder = vaults::two_weeks(plan);
    let entries = (plan.workers * plan.worker_visits * crate::caseload::ENTRIES_IN_A_VISIT) as f64;
    let (mut rates, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..plan.repeat {
        let place = copy(&folder.join("fresh"));
        let home = place.path().with_file_name("fresh");
        // The device is known by its folder's name.
        let aside = place.keep();
        if home.exists() {
            fs::remove_dir_all(&home).unwrap();
        }
        fs::rename(aside, &home).unwrap();
        let answer = step(&["merge", text(&home), text(&folder.join("bundles"))]);
        rates.push(entries / answer["total_ms"].as_f64().unwrap() * 1e3);
        memory.push(answer["peak_mib"].as_f64().unwrap());
        fs::remove_dir_all(&home).unwrap();
    }
    figures.add("merge_rate", "kith", 0, "entries/s", &rates);
    figures.add("merge_memory", "kith", 0, "MiB", &memory);
    if let Some(peers) = peers {
        peers.merge(figures, &folder, entries, plan.repeat);
    }
}

fn maps(figures: &mut Figures, plan: &Plan) {
    let (folder, individuals) = vaults::maps(plan);
    let home = folder.join("one");
    for (id, individual) in ["map_small", "map_large"].into_iter().zip(&individuals) {
        let mut taken = Vec::new();
        for _ in 0..plan.repeat {
            taken.push(median(&step(&["map", text(&home), individual, "9"]), "ms"));
        }
        figures.add(id, "kith", 0, "ms", &taken);
    }
}
