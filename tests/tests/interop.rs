//! One scenario, played by every language in turn on one vault: what each does, what is refused to each and how, and that
//! each reads the same of what all of them wrote.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use kith::{Kith, KithError, Language, Opening, Reproducible, Unlock};
use kith_tests::programs;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// The key of the vault that all of them play on.
const KEY: [u8; 32] = [42; 32];

fn tree() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn scenario() -> Value {
    serde_json::from_slice(&std::fs::read(tree().join("tests/interop/scenario.json")).unwrap()).unwrap()
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

/// The package of a language, put together once, of the library that was built for this run.
fn package(language: &'static str) -> PathBuf {
    static MADE: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if !made.contains(language) {
        let status = Command::new("bash")
            .arg(tree().join("scripts/bindings"))
            .arg(language)
            .env("KITH_BUILT_FOLDER", programs::bindings().parent().unwrap())
            .status();
        assert!(status.unwrap().success(), "the package for {language} cannot be made");
        made.insert(language);
    }
    tree().join("target/bindings").join(language)
}

fn played_by(language: &str, command: &mut Command, home: &Path, scenario: &Value) {
    let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
    let file = tree().join("tests/interop/scenario.json");
    let output = command.arg(file).arg(home).arg(key).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{language}: {said}");
    reads_the_same(home, scenario, &serde_json::from_slice(&output.stdout).unwrap());
    let kith = Kith::open(home, &unlock(), opening(scenario)).unwrap();
    assert!(kith.doctor().unwrap().problems.is_empty(), "{language}");
}

/// Java, with the package for Kotlin and its player at hand.
fn java(kotlin: &Path) -> Command {
    let classpath = std::fs::read_to_string(kotlin.join("classpath")).unwrap();
    let own = ["maven/classes", "maven/test-classes"].map(|folder| kotlin.join(folder).display().to_string());
    let mut java = Command::new("java");
    java.arg("-cp").arg([own.join(":"), classpath].join(":"));
    java
}

/// A library that is not ours in the place of ours.
fn is_refused_where_the_library_is_another(kotlin: &Path, home: &Path) {
    let other = programs::faultfs().display().to_string();
    let output = java(kotlin)
        .arg(format!("-Duniffi.component.kith.libraryOverride={other}"))
        .arg("kith.PlayKt")
        .args([&tree().join("tests/interop/scenario.json"), home])
        .arg("00")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("the library of kith cannot be loaded"), "{said}");
}

#[test]
fn every_language_does_refuses_and_reads_the_same_on_one_vault() {
    let folder = tempfile::tempdir().unwrap();
    let (home, scenario) = (folder.path().join("vault"), scenario());
    found(&home, &scenario);
    play(&home, &scenario);
    let python = package("python");
    let player = tree().join("bindings/python/tests/play.py");
    played_by("Python", Command::new("python3").arg(player).env("PYTHONPATH", python), &home, &scenario);
    let kotlin = package("kotlin");
    played_by("Kotlin", java(&kotlin).arg("kith.PlayKt"), &home, &scenario);
    is_refused_where_the_library_is_another(&kotlin, &home);
    let kith = Kith::open(&home, &unlock(), opening(&scenario)).unwrap();
    let found = kith.show("search", &json!({"text": "written"})).unwrap().data;
    assert_eq!(found.as_array().unwrap().len(), 3, "a note of each language");
}

#[test]
fn a_package_of_another_version_is_refused_in_plain_words() {
    let python = package("python");
    let other = tempfile::tempdir().unwrap();
    let beside = other.path().join("kith");
    std::fs::create_dir(&beside).unwrap();
    for file in ["_core.py", "libkith_bindings.so"] {
        std::os::unix::fs::symlink(python.join("kith").join(file), beside.join(file)).unwrap();
    }
    let own = std::fs::read_to_string(tree().join("bindings/python/kith/__init__.py")).unwrap();
    std::fs::write(beside.join("__init__.py"), own.replace("\"0.1.0\"", "\"9.9.9\"")).unwrap();
    let output =
        Command::new("python3").args(["-c", "import kith"]).env("PYTHONPATH", other.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && said.contains("this package is kith 9.9.9, the library beside it 0.1.0"),
        "{said}"
    );
}
