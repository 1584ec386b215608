//! One scenario, played by every language in turn on one vault: what each does, what is refused to each and how, and that
//! each reads the same of what all of them wrote.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use kith::{Kith, KithError, Language, Opening, Reproducible, Unlock};
use kith_tests::programs;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// The key of the vault that all of them play on.
const KEY: [u8; 32] = [42; 32];

/// Where the vault is in a test's folder.
const HOME: &str = "vault";
const LIBRARY: &str = "libkith_bindings.so";
const SCENARIO: &str = "tests/interop/scenario.json";

fn tree() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().canonicalize().unwrap()
}

fn scenario() -> Value {
    serde_json::from_slice(&std::fs::read(tree().join(SCENARIO)).unwrap()).unwrap()
}

fn opening(scenario: &Value) -> Opening {
    let now = chrono::DateTime::parse_from_rfc3339(scenario["now"].as_str().unwrap()).unwrap();
    let seed = scenario["seed"].as_u64().unwrap();
    Opening { language: Language::English, reproducible: Some(Reproducible { now, seed }) }
}

fn unlock() -> Unlock {
    Unlock::KeyFile(Zeroizing::new(KEY))
}

/// The exemplar: one organisation, one person, one record.
fn found(home: &Path, scenario: &Value) {
    let (kith, _) = Kith::init(home, &unlock(), "Harbour", "Alys", opening(scenario)).unwrap();
    kith.recovery_sheet_kept().unwrap();
    kith.perform("add_individual", &json!({"name": "Mair", "languages": ["cy"]})).unwrap();
}

fn filled(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => {
            let fill =
                |text: String, (name, kept): (&String, &String)| text.replace(&format!("${name}"), kept);
            Value::String(names.iter().fold(text.clone(), fill))
        }
        Value::Array(items) => items.iter().map(|item| filled(item, names)).collect(),
        Value::Object(parts) => {
            Value::Object(parts.iter().map(|(name, part)| (name.clone(), filled(part, names))).collect())
        }
        other => other.clone(),
    }
}

/// An error as the scenario tells it.
fn told(error: &KithError) -> Value {
    let (kind, field) = match error {
        KithError::InvalidInput { field, .. } | KithError::Misshapen { field, .. } => ("InvalidInput", field),
        KithError::UnknownId { field, .. } => ("UnknownId", field),
        other => panic!("{other:?} is not of the scenario"),
    };
    json!({"kind": kind, "code": error.code(), "field": field})
}

/// The scenario in Rust, by the words in which the terminal says the same.
fn play(home: &Path, scenario: &Value) {
    let kith = Kith::open(home, &unlock(), opening(scenario)).unwrap();
    let mut names = BTreeMap::from([("language".to_owned(), "Rust".to_owned())]);
    let caseload = kith.show("caseload", &json!({})).unwrap().data;
    names.insert("individual".to_owned(), caseload[0]["individual"].as_str().unwrap().to_owned());
    for step in scenario["steps"].as_array().unwrap() {
        let done = kith.perform(step["name"].as_str().unwrap(), &filled(&step["given"], &names));
        match (done, step.get("error")) {
            (Ok(done), None) => {
                for (name, made) in step.get("keep").and_then(Value::as_object).into_iter().flatten() {
                    let id = done.ids[made.as_str().unwrap()].as_str().unwrap();
                    names.insert(name.clone(), id.to_owned());
                }
            }
            (Err(error), Some(expected)) => assert_eq!(&told(&error), expected),
            (other, _) => panic!("{step}: {other:?}"),
        }
    }
}

/// A list that is empty is left out of some JSON, and is there in every other language. What a draft holds is its own.
fn what_is_there(value: Value) -> Value {
    let is_there = |part: &Value| !part.is_null() && part.as_array().is_none_or(|items| !items.is_empty());
    match value {
        Value::Object(parts) => {
            let parts = parts.into_iter().filter(|(_, part)| is_there(part));
            let whole = |name: &str, part| if name == "content" { part } else { what_is_there(part) };
            Value::Object(parts.map(|(name, part)| (name.clone(), whole(&name, part))).collect())
        }
        Value::Array(items) => items.into_iter().map(what_is_there).collect(),
        other => other,
    }
}

/// What another language read must be what is read here, in the words of the terminal.
fn reads_the_same(home: &Path, scenario: &Value, read: &Value) {
    let names: BTreeMap<String, String> = serde_json::from_value(read["names"].clone()).unwrap();
    let kith = Kith::open(home, &unlock(), opening(scenario)).unwrap();
    let screens = scenario["screens"].as_array().unwrap();
    assert_eq!(read["screens"].as_array().unwrap().len(), screens.len());
    for (screen, there) in screens.iter().zip(read["screens"].as_array().unwrap()) {
        let name = screen["name"].as_str().unwrap();
        let here = kith.show(name, &filled(&screen["given"], &names)).unwrap().data;
        assert_eq!(what_is_there(there.clone()), what_is_there(here), "{name}");
    }
}

/// The package of a language, put together once. None where the machine cannot have the language.
fn package(language: &'static str) -> Option<PathBuf> {
    static MADE: Mutex<BTreeMap<&str, bool>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let is_there = *made.entry(language).or_insert_with(|| programs::script("bindings", &[language]));
    is_there.then(|| tree().join("target/bindings").join(language))
}

/// A language other than Rust, with its package.
struct Player {
    language: &'static str,
    package: PathBuf,
}

impl Player {
    /// Each language that this machine can have.
    fn all() -> Vec<Self> {
        let made = |language| Some(Self { language, package: package(language)? });
        ["python", "kotlin", "swift"].into_iter().filter_map(made).collect()
    }

    /// Its player in a folder, with the library that lies there where `another` is said, and else with the package's own.
    fn command(&self, folder: &Path, another: bool) -> Command {
        match self.language {
            "python" => self.python(folder, another),
            "kotlin" => self.java(folder, another),
            _ => self.swift(folder, another),
        }
    }

    fn python(&self, folder: &Path, another: bool) -> Command {
        let mut python = Command::new("python3");
        python.arg(tree().join("bindings/python/tests/play.py")).env("PYTHONPATH", &self.package);
        if another {
            let beside = folder.join("kith");
            std::fs::create_dir(&beside).unwrap();
            for file in ["__init__.py", "_core.py"] {
                std::os::unix::fs::symlink(self.package.join("kith").join(file), beside.join(file)).unwrap();
            }
            std::os::unix::fs::symlink(folder.join(LIBRARY), beside.join(LIBRARY)).unwrap();
            python.env("PYTHONPATH", folder);
        }
        python
    }

    fn java(&self, folder: &Path, another: bool) -> Command {
        let classpath = std::fs::read_to_string(self.package.join("classpath")).unwrap();
        let own =
            ["maven/classes", "maven/test-classes"].map(|own| self.package.join(own).display().to_string());
        let mut java = Command::new("java");
        if another {
            java.arg(format!("-Duniffi.component.kith.libraryOverride={}", folder.join(LIBRARY).display()));
        }
        java.arg("-cp").arg([own.join(":"), classpath].join(":")).arg("kith.PlayKt");
        java
    }

    /// In a root folder of its own, where there is nothing but the tree and this folder.
    fn swift(&self, folder: &Path, another: bool) -> Command {
        let mut swift = Command::new(tree().join("scripts/swift-root"));
        swift.arg("--with").arg(folder);
        if another {
            swift.arg("env").arg(format!("LD_LIBRARY_PATH={}", folder.display()));
        }
        swift.arg(self.package.join(".build/debug/Play"));
        swift
    }

    /// Plays on the vault in this folder, or only reads where names were kept before; gives the names that it kept.
    fn plays(&self, folder: &Path, scenario: &Value, kept: Option<&Value>) -> Value {
        let (home, language) = (folder.join(HOME), self.language);
        let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut command = self.command(folder, false);
        command.arg(tree().join(SCENARIO)).arg(&home).arg(key).args(kept.map(Value::to_string));
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{language}: {said}");
        let read: Value = serde_json::from_slice(&output.stdout).unwrap();
        reads_the_same(&home, scenario, &read);
        let kith = Kith::open(&home, &unlock(), opening(scenario)).unwrap();
        assert!(kith.doctor().unwrap().problems.is_empty(), "{language}");
        read["names"].clone()
    }

    /// Refuses the library that lies in a folder, in these words.
    fn refuses(&self, library: &[u8], words: &str) {
        let (_guard, folder) = folder();
        std::fs::write(folder.join(LIBRARY), library).unwrap();
        let mut command = self.command(&folder, true);
        let output = command.arg(tree().join(SCENARIO)).arg(folder.join(HOME)).arg("00").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(words), "{}: {said}", self.language);
    }
}

/// A folder for one test, by its own path: what runs in another root folder knows no links to it.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let guard = tempfile::tempdir().unwrap();
    let path = guard.path().canonicalize().unwrap();
    (guard, path)
}

#[test]
fn every_language_does_refuses_and_reads_the_same_on_one_vault() {
    let (_guard, folder) = folder();
    let (home, scenario, players) = (folder.join(HOME), scenario(), Player::all());
    found(&home, &scenario);
    play(&home, &scenario);
    let mut kept = Value::Null;
    for player in &players {
        kept = player.plays(&folder, &scenario, None);
    }
    // What those who came later wrote is read by those who came first.
    for player in &players {
        player.plays(&folder, &scenario, Some(&kept));
    }
    let kith = Kith::open(&home, &unlock(), opening(&scenario)).unwrap();
    let found = kith.show("search", &json!({"text": "written"})).unwrap().data;
    assert_eq!(found.as_array().unwrap().len(), 1 + players.len(), "a note of each language");
}

#[test]
fn a_library_of_another_version_is_refused_in_plain_words() {
    let version = env!("CARGO_PKG_VERSION");
    let other: String = version.chars().map(|sign| if sign.is_ascii_digit() { '9' } else { sign }).collect();
    // The library as it is, but that it says it is another.
    let mut library = std::fs::read(programs::bindings()).unwrap();
    let at_each =
        library.windows(version.len()).enumerate().filter(|(_, bytes)| *bytes == version.as_bytes());
    let said: Vec<usize> = at_each.map(|(at, _)| at).collect();
    assert!(!said.is_empty(), "the library does not say its version");
    for at in said {
        library[at..at + version.len()].copy_from_slice(other.as_bytes());
    }
    for player in Player::all() {
        let found = if player.language == "python" { "beside it" } else { "found is" };
        player.refuses(&library, &format!("this package is kith {version}, the library {found} {other}"));
    }
}

#[test]
fn a_library_that_is_not_ours_is_refused() {
    let library = std::fs::read(programs::faultfs()).unwrap();
    for player in Player::all() {
        // In Swift the loader of the system refuses it, before anything of ours runs.
        let words = if player.language == "swift" {
            "undefined symbol"
        } else {
            "the library of kith cannot be loaded"
        };
        player.refuses(&library, words);
    }
}
