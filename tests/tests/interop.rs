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
/// As long as our own version.
const OTHER_VERSION: &str = "9.9.9";
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

    /// Its player, on a vault in this folder.
    fn command(&self, folder: &Path) -> Command {
        match self.language {
            "python" => python(&self.package),
            "kotlin" => java(&self.classes()),
            _ => swift(folder, &self.package.join(".build/debug/Play")),
        }
    }

    /// What is on Java's path: the package and its player, and what they stand on.
    fn classes(&self) -> String {
        let others = std::fs::read_to_string(self.package.join("classpath")).unwrap();
        let own =
            ["maven/classes", "maven/test-classes"].map(|own| self.package.join(own).display().to_string());
        [own.join(":"), others].join(":")
    }

    /// The same with a library that lies in this folder, in the place of the package's own.
    fn with_library(&self, folder: &Path, library: &Path) -> Command {
        match self.language {
            "python" => {
                self.python_beside(folder, library);
                python(folder)
            }
            "kotlin" => {
                let mut java = java(&self.classes());
                java.env(
                    "JAVA_TOOL_OPTIONS",
                    format!("-Duniffi.component.kith.libraryOverride={}", library.display()),
                );
                java
            }
            _ => {
                let player = self.package.join(".build/debug/Play");
                let mut swift = swift(folder, Path::new("env"));
                swift.arg(format!("LD_LIBRARY_PATH={}", folder.display())).arg(player);
                swift
            }
        }
    }

    /// The same of a package that says it is of another version: it lies changed in this folder.
    fn of_another_version(&self, folder: &Path) -> Command {
        match self.language {
            "python" => {
                self.python_beside(folder, &self.package.join("kith").join(LIBRARY));
                another_version(&self.package.join("kith/__init__.py"), &folder.join("kith/__init__.py"));
                python(folder)
            }
            "kotlin" => {
                std::fs::create_dir(folder.join("kith")).unwrap();
                another_version(
                    &self.package.join("maven/classes/kith/KithKt.class"),
                    &folder.join("kith/KithKt.class"),
                );
                java(&format!("{}:{}", folder.display(), self.classes()))
            }
            _ => {
                another_version(&self.package.join(".build/debug/Play"), &folder.join("Play"));
                swift(folder, &folder.join("Play"))
            }
        }
    }

    /// The package in this folder, with this library beside it.
    fn python_beside(&self, folder: &Path, library: &Path) {
        let beside = folder.join("kith");
        std::fs::create_dir(&beside).unwrap();
        for file in ["__init__.py", "_core.py"] {
            std::fs::copy(self.package.join("kith").join(file), beside.join(file)).unwrap();
        }
        std::fs::copy(library, beside.join(LIBRARY)).unwrap();
    }

    /// Plays on the vault in this folder, or only reads where names were kept before; gives the names that it kept.
    fn plays(&self, folder: &Path, scenario: &Value, kept: Option<&Value>) -> Value {
        let (home, language) = (folder.join(HOME), self.language);
        let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut command = self.command(folder);
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

    /// Goes no further than these words.
    fn is_refused(&self, command: &mut Command, words: &str) {
        let output = command.arg(tree().join(SCENARIO)).arg(HOME).arg("00").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(words), "{}: {said}", self.language);
    }
}

fn python(path: &Path) -> Command {
    let mut python = Command::new("python3");
    python.arg(tree().join("bindings/python/tests/play.py")).env("PYTHONPATH", path);
    python
}

fn java(classes: &str) -> Command {
    let mut java = Command::new("java");
    java.arg("-cp").arg(classes).arg("kith.PlayKt");
    java
}

/// In a root folder of its own, where there is nothing but the tree and this folder.
fn swift(folder: &Path, program: &Path) -> Command {
    let mut swift = Command::new(tree().join("scripts/swift-root"));
    swift.arg("--with").arg(folder).arg(program);
    swift
}

/// A file of a package as it is, but for the version that it says. The text is as long as it was, so that what is compiled
/// stays whole.
fn another_version(file: &Path, changed: &Path) {
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let mut bytes = std::fs::read(file).unwrap();
    let at_each = bytes.windows(version.len()).enumerate().filter(|(_, found)| *found == version);
    let said: Vec<usize> = at_each.map(|(at, _)| at).collect();
    assert!(!said.is_empty(), "{} does not say its version", file.display());
    for at in said {
        bytes[at..at + version.len()].copy_from_slice(OTHER_VERSION.as_bytes());
    }
    // With what may be done with it: one of them is a program.
    std::fs::copy(file, changed).unwrap();
    std::fs::write(changed, bytes).unwrap();
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
fn a_package_of_another_version_is_refused_in_plain_words() {
    let version = env!("CARGO_PKG_VERSION");
    for player in Player::all() {
        let (_guard, folder) = folder();
        let found = if player.language == "python" { "beside it" } else { "found is" };
        let words = format!("this package is kith {OTHER_VERSION}, the library {found} {version}");
        player.is_refused(&mut player.of_another_version(&folder), &words);
    }
}

#[test]
fn a_library_that_is_not_ours_is_refused() {
    for player in Player::all() {
        let (_guard, folder) = folder();
        let library = folder.join(LIBRARY);
        std::fs::copy(programs::faultfs(), &library).unwrap();
        // In Swift the loader of the system refuses it, before anything of ours runs.
        let loader = player.language == "swift";
        let words = if loader { "undefined symbol" } else { "the library of kith cannot be loaded" };
        player.is_refused(&mut player.with_library(&folder, &library), words);
    }
}
