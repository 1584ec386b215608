//! A key that is gone: invalidated by a new finger, forgotten, lost. What was recorded is not.

use std::path::{Path, PathBuf};

use kith_tests::terminal::{self, Phone, Told};
use serde_json::json;

use super::Two;

/// A phone whose vault is opened by something else than its key file.
fn by(phone: &Phone, option: &[&str], arguments: &[&str], input: &str) -> Told {
    let shared = phone.command(&[]);
    let mut words: Vec<_> = shared.get_args().map(ToOwned::to_owned).collect();
    let at = words.iter().position(|word| word == "--key-file").unwrap();
    words.splice(at..at + 2, option.iter().map(Into::into));
    let mut command = std::process::Command::new(shared.get_program());
    command.env_clear().env("KITH_TEST", "1").args(words).args(arguments);
    let told = terminal::finish(command, input.as_bytes());
    terminal::contract(&told);
    told
}

/// The sheet is taken away from the device, as its words say.
fn sheet(phone: &Phone) -> String {
    let away = phone.file(&format!("sheet of {}", phone.member));
    std::fs::rename(phone.home.join("recovery.txt"), &away).unwrap();
    away
}

fn with_key(phone: &Phone, key: &Path) -> Phone {
    let mut other = phone.clone();
    other.key = key.to_owned();
    other
}

#[test]
fn incident_15_a_key_that_a_new_finger_ended_costs_nothing_that_was_not_sent() {
    let two = Two::new();
    for phone in [&two.aled, &two.bethan] {
        // Whoever founded the organisation has a sheet, and so has whoever joined it.
        let sheet = sheet(phone);
        let said = format!("What {} did not send", phone.member);
        phone.perform("note", &json!({"individual": two.megan, "text": said}));
        let before = phone.state();
        let new: PathBuf = phone.file(&format!("new key of {}", phone.member)).into();
        let ended = std::fs::read(&phone.key).unwrap();
        std::fs::write(&phone.key, [0; 32]).unwrap();
        assert_eq!(phone.look("today", &[]).refusal(5), "wrong_key");
        let told =
            by(phone, &["--recovery-file", &sheet], &["rekey", "--new-key-file", new.to_str().unwrap()], "");
        assert_eq!(told.data(), &json!({"opens_by": "key_file", "others_kept": false}));
        let again = with_key(phone, &new);
        assert_eq!(again.state(), before, "nothing was lost");
        assert!(again.timeline(&two.megan).iter().any(|item| item["body"]["text"] == said.as_str()));
        // The key that was ended opens nothing, should it come back; the sheet goes on opening the vault.
        std::fs::write(&phone.key, ended).unwrap();
        assert_eq!(phone.look("today", &[]).refusal(5), "wrong_key");
        assert_eq!(by(phone, &["--recovery-file", &sheet], &["show", "today"], "").status, Some(0));
        // What was not sent goes out.
        std::fs::copy(&new, &phone.key).unwrap();
    }
    two.exchange();
}

#[test]
fn incident_15_a_key_is_changed_only_by_who_opens_the_vault() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let run = |proof: &[&str], arguments: &[&str], input: &str| by(&phone, proof, arguments, input);
    let (old, typed) = (phone.key.to_str().unwrap(), ["--passphrase-stdin"]);
    let told =
        run(&["--key-file", old], &["rekey", "--new-passphrase-stdin", "--keep-others"], "ein hafan\n");
    assert_eq!(told.data(), &json!({"opens_by": "passphrase", "others_kept": true}));
    assert_eq!(phone.look("today", &[]).status, Some(0));
    let told = run(&typed, &["rekey", "--new-passphrase-stdin"], "ein hafan\nmam a nain\n");
    assert_eq!(told.data()["others_kept"], false);
    assert_eq!(phone.look("today", &[]).refusal(5), "wrong_key", "nothing else opens it any more");
    assert_eq!(run(&typed, &["show", "today"], "ein hafan\n").refusal(5), "wrong_key");
    let shown = run(&typed, &["show", "individual", "--individual", &megan], "mam a nain\n");
    assert_eq!(shown.data()["name"], "Megan");
    let nothing = run(&typed, &["rekey", "--new-passphrase-stdin"], "mam a nain\n\n");
    assert_eq!(nothing.refusal(5), "no_key");
    assert_eq!(run(&typed, &["rekey"], "mam a nain\n").refusal(2), "usage");
    for _ in 0..5 {
        let wrong = run(&typed, &["rekey", "--new-passphrase-stdin"], "a guess\nmine now\n");
        assert_eq!(wrong.refusal(5), "wrong_key");
    }
    let waits = run(&typed, &["rekey", "--new-passphrase-stdin"], "mam a nain\nmine now\n");
    assert_eq!(waits.refusal(5), "try_later", "wrong tries count here too");
}

#[test]
fn incident_16_a_recovery_sheet_is_tried_and_a_new_one_ends_the_old() {
    let phone = Phone::founded("Aled");
    let first = sheet(&phone);
    assert_eq!(phone.run(&["recovery", "check", &first], b"").data(), &json!({"opens": true}));
    let told = phone.run(&["recovery", "new"], b"");
    let file = told.data()["recovery_file"].as_str().unwrap();
    assert_eq!(phone.run(&["recovery", "check", file], b"").data(), &json!({"opens": true}));
    assert_eq!(phone.run(&["recovery", "check", &first], b"").refusal(5), "wrong_key");
    let old = by(&phone, &["--recovery-file", &first], &["show", "today"], "");
    assert_eq!(old.refusal(5), "wrong_key");
    // The organisation's root key is on the new one too.
    let lines = |path: &str| std::fs::read_to_string(path).unwrap().lines().count();
    assert_eq!(lines(&first), lines(file));
    let wrong = phone.file("no sheet");
    std::fs::write(&wrong, "a shopping list").unwrap();
    assert_eq!(phone.run(&["recovery", "check", &wrong], b"").refusal(5), "wrong_key");
}
