//! The terminal's contract, line by line, from outside. It stands here and in `contract/schema.rs`: the tables were typed
//! from the design, not made from the program.
// long: one contract, in one piece.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use kith_sync::RecoveryKey;
use kith_tests::programs;
use kith_tests::terminal::{self, NOW, Phone, Told, observed, own};
use kith_vault::{Unlock, Vault};
use serde_json::{Value, json};

#[path = "contract/arguments.rs"]
mod arguments;
#[path = "contract/files.rs"]
mod files;
#[path = "contract/forms.rs"]
mod forms;
#[path = "contract/newcomer.rs"]
mod newcomer;
#[path = "contract/page.rs"]
mod page;
#[path = "contract/refusals.rs"]
mod refusals;
#[path = "contract/schema.rs"]
mod schema;
#[path = "contract/terminal.rs"]
mod terminal_page;
use schema::{DO, SHOW};

#[test]
fn every_command_line_of_the_contract_answers_with_what_it_says() {
    let has = |told: Told, fields: &[&str]| {
        // long: the command lines of the contract in its own order.
        for field in fields {
            assert!(told.data().get(field).is_some(), "{field} in {}", told.json);
        }
        told
    };
    let mut aled = Phone::new(1);
    let told = has(
        aled.run(&["init", "--org", "Bryn", "--name", "Aled", "--language", "cy"], b""),
        &["member", "device", "recovery_file"],
    );
    aled.member = told.data()["member"].as_str().unwrap().to_owned();
    let megan = aled.individual("Megan");
    let (asked, answer) = (aled.file("b.kreq"), aled.file("b.kadm"));
    let roles = ["worker", "manager", "safeguarding_lead", "individual", "key_person", "advocate"];
    for (seed, role) in (10..).zip(roles) {
        let mut bethan = Phone::new(seed);
        let told = bethan.run(&["join", "request", &asked, "--name", role], b"");
        assert_eq!(told.status, Some(0));
        let told = aled.run(&["join", "admit", &asked, "--role", role, "--individual", &megan, &answer], b"");
        has(told, &["member", "fingerprint"]);
        let told = has(bethan.run(&["join", "accept", &answer], b""), &["member", "device", "recovery_file"]);
        bethan.member = told.data()["member"].as_str().unwrap().to_owned();
        let bundle = aled.file("out.kith");
        has(aled.run(&["bundle", "export", "--to", &bethan.member, &bundle], b""), &["parcels", "bytes"]);
        let told = bethan.run(&["bundle", "import", &bundle], b"");
        has(told, &["new", "duplicate", "waiting", "quarantined"]);
        assert_eq!(bethan.show("caseload", &[])[0]["name"], "Megan", "{role}");
    }
    for (name, _) in DO {
        // With nothing said, a command says what is missing and does nothing.
        assert_eq!(aled.attempt(name, &json!({})).status, Some(3), "{name}");
    }
    let tom = aled.person(&megan, "Tom");
    let given = |arguments: &str| -> Vec<(&'static str, String)> {
        let of = [
            ("individual", &*megan),
            ("person", &tom),
            ("mode", "phone"),
            ("scale", "five_faces"),
            ("text", "T"),
        ];
        let asked: BTreeSet<&str> = arguments.split_whitespace().collect();
        of.into_iter()
            .filter(|(name, _)| asked.contains(name))
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    };
    for (name, arguments, answer) in SHOW {
        let given = given(arguments);
        let pairs: Vec<(&str, &str)> = given.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let shown = aled.show(name, &pairs);
        for field in answer.split_whitespace().filter(|path| !path.contains(['.', '?', '['])) {
            assert!(shown.get(field).is_some(), "{name}: {field}");
        }
    }
    let (map, rows) = (aled.file("map.toml"), aled.file("rows.csv"));
    std::fs::write(&map, include_str!("../../cli/mappings/emotion-diary.toml")).unwrap();
    let header = "date,time,with_1,with_2,with_3,company_pleasant,doing_together,prefer_alone,mood_relaxed,mood_down,\
                  mood_irritat,mood_satisfi,mood_lonely,mood_anxious,mood_enthus,mood_suspic,mood_cheerf,mood_guilty,\
                  mood_doubt,mood_strong,event_pleas,mor_qualsleep";
    let row = "2012-08-13,08:58,partner,nobody,,5,4,1,5,3,1,5,3,-1,4,1,5,-1,1,5,5,5";
    std::fs::write(&rows, format!("{header}\n{row}\n{}\n", row.replace("08:58", "nine"))).unwrap();
    let told = aled.run(&["import", "diary", "--mapping", &map, "--individual", &megan, &rows], b"");
    assert_eq!(told.status, Some(8), "one row of two");
    let told = has(told, &["added", "unchanged", "refused"]);
    assert_eq!((&told.data()["added"], &told.data()["refused"][0]["line"]), (&json!(1), &json!(3)));
    for field in ["column", "code"] {
        assert!(told.data()["refused"][0][field].is_string());
    }
    let told = has(aled.run(&["recovery", "new"], b""), &["recovery_file"]);
    let sheet = told.data()["recovery_file"].as_str().unwrap().to_owned();
    has(aled.run(&["recovery", "check", &sheet], b""), &["opens"]);
    let key = aled.file("another.key");
    has(aled.run(&["rekey", "--new-key-file", &key], b""), &["opens_by", "others_kept"]);
    aled.key = key.into();
    let told = has(aled.run(&["doctor"], b""), &["parcels", "problems", "caches_equal"]);
    assert_eq!((&told.data()["problems"], &told.data()["caches_equal"]), (&json!([]), &json!(true)));
    let page = aled.file("megan.html");
    let told = has(aled.run(&["page", "--individual", &megan, &page], b""), &["warning"]);
    assert!(told.data()["warning"].as_str().unwrap().len() > 20);
    let text = std::fs::read_to_string(&page).unwrap();
    for outside in ["http://", "https://", "<script", "<link", "src=\"/", "url("] {
        let found = text.replace("http://www.w3.org/", "");
        assert!(!found.contains(outside), "a page that holds all it needs has no {outside}");
    }
}

#[test]
fn what_is_written_can_be_read_by_its_owner_alone() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let bethan = aled.admitted("Bethan", "worker");
    let bundle = aled.export(&bethan, "out.kith");
    let page = aled.file("megan.html");
    // A page that lay open to all before is not open after.
    assert_eq!(aled.run(&["page", "--individual", &megan, &page], b"").status, Some(0));
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(aled.run(&["page", "--individual", &megan, &page], b"").status, Some(0));
    let mut files = vec![page, bundle, aled.key.to_str().unwrap().to_owned()];
    files.extend(["Bethan.kreq", "Bethan.kadm"].map(|name| aled.file(name)));
    let held = std::fs::read_dir(&aled.home).unwrap().map(|entry| entry.unwrap().path());
    files.extend(held.map(|path| path.to_str().unwrap().to_owned()));
    assert!(files.iter().any(|file| file.ends_with("recovery.txt")) && files.len() > 8, "{files:?}");
    for file in files {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file}");
    }
    let mode = std::fs::metadata(&aled.home).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
}

#[test]
fn each_exit_status_means_what_the_contract_says() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let nobody = "00000000-0000-4000-8000-000000000000";
    let before = aled.state();

    assert_eq!(aled.run(&["doctor"], b"").status, Some(0));
    for wrong in
        [&["dance"][..], &[], &["init"], &["do"], &["bundle", "export", "x"], &["--lang", "fr", "doctor"]]
    {
        assert_eq!(aled.run(wrong, b"").refusal(2), "usage", "{wrong:?}");
    }
    let rows: [(&str, Value, &str); 6] = [
        ("add_person", json!({"individual": megan, "name": "", "kind": "person"}), "empty"),
        ("add_person", json!({"individual": nobody, "name": "Tom", "kind": "person"}), "unknown_id"),
        ("add_person", json!({"individual": "Megan", "name": "Tom", "kind": "person"}), "not_an_id"),
        ("note", json!({"individual": megan, "text": "T", "colour": "red"}), "invalid_input"),
        ("dance", json!({}), "unknown_command"),
        ("amend", json!({"entry": nobody, "changes": {"text": "T"}, "reason": "R"}), "unknown_id"),
    ];
    for (name, arguments, code) in rows {
        assert_eq!(aled.attempt(name, &arguments).refusal(3), code, "{name} {arguments}");
    }
    assert_eq!(aled.run(&["do", "note"], b"{\"individual\": ").refusal(3), "invalid_input");
    assert_eq!(aled.look("dance", &[]).refusal(3), "unknown_screen");
    assert_eq!(aled.look("hash", &[("individual", nobody)]).refusal(3), "unknown_id");
    assert_eq!(aled.run(&["bundle", "import", "not-here.kith"], b"").refusal(3), "file_not_found");

    let damaged = aled.file("damaged.kith");
    std::fs::write(&damaged, "not a bundle").unwrap();
    assert_eq!(aled.run(&["bundle", "import", &damaged], b"").refusal(6), "bundle_not_a_bundle");
    assert_eq!(aled.state(), before);

    aled.perform("set_restriction", &json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal",
        "kind": "dapo", "from": "2026-01-01", "verified": {"by": "Aled", "when": "2026-03-01"}, "state": "active"}));
    let plan = json!({"individual": megan, "people": [tom], "mode": "phone", "start": NOW});
    assert_eq!(aled.attempt("plan_contact", &plan).refusal(4), "contact_restricted");
    let bethan = aled.admitted("Bethan", "worker");
    let request = aled.file("Bethan.kreq");
    let told = bethan.run(&["join", "admit", &request, "--role", "worker", &aled.file("x.kadm")], b"");
    assert_eq!(told.refusal(4), "not_founder");

    let mut stranger = aled.clone();
    stranger.key = aled.file("other.key").into();
    std::fs::write(&stranger.key, [9; 32]).unwrap();
    assert_eq!(stranger.run(&["doctor"], b"").refusal(5), "wrong_key");
    std::fs::write(&stranger.key, "short").unwrap();
    assert_eq!(stranger.run(&["doctor"], b"").refusal(5), "no_key");

    let mut nowhere = aled.clone();
    nowhere.home = aled.home.join("nowhere");
    assert_eq!(nowhere.run(&["doctor"], b"").refusal(7), "no_vault");
    assert_eq!(aled.run(&["init", "--org", "O", "--name", "N"], b"").refusal(7), "vault_exists");
    assert_eq!(aled.run(&["page", "--individual", &megan, "/proc/none/page.html"], b"").status, Some(7));
}

#[test]
fn a_fault_of_ours_has_the_status_70_and_words_of_its_own() {
    // No command line is known that brings one about: what is tested is what would be told.
    let bug = kith::KithError::Bug { place: "here" };
    assert_eq!((bug.exit_status(), bug.code()), (70, "bug"));
    for language in [kith::Language::English, kith::Language::Welsh] {
        let words = bug.in_words(&kith::Strings::new(language));
        assert!(words.message.contains(' ') && words.next.contains(' '), "{words:?}");
    }
}

#[test]
fn the_recovery_file_opens_what_it_is_for() {
    let phone = Phone::new(1);
    let told = phone.run(&["init", "--org", "Bryn", "--name", "Aled"], b"");
    let sheet = std::fs::read_to_string(told.data()["recovery_file"].as_str().unwrap()).unwrap();
    let key = sheet.lines().find_map(|line| RecoveryKey::from_text(line).ok()).expect("a recovery key");
    let sealed: String = sheet.lines().filter(|line| line.bytes().all(|c| c.is_ascii_hexdigit())).collect();
    let sealed: Vec<u8> = sealed
        .as_bytes()
        .chunks(2)
        .map(|digits| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap())
        .collect();
    let root = key.open(&sealed).expect("the sealed root key opens");
    assert!(root.len() >= 32);
    let mut other = *key.bytes();
    other[0] ^= 1;
    let vault = Vault::open(&phone.home, &Unlock::Recovery(*key.bytes())).expect("the vault opens");
    drop(vault);
    assert!(Vault::open(&phone.home, &Unlock::Recovery(other)).is_err(), "and to no other key");
    for (name, bytes) in [("stdout", &told.out), ("stderr", &told.err)] {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(key.to_text().as_str()), "the key is in the file and not on {name}");
    }
}

#[test]
fn a_fixed_clock_is_for_tests_and_for_test_vaults() {
    let real = Phone::new(1).in_earnest();
    let told = real.run(&["init", "--org", "Bryn", "--name", "Aled"], b"");
    assert_eq!(told.status, Some(0));
    for flags in [&["--now", NOW][..], &["--seed", "7"], &["--now", NOW, "--seed", "7"]] {
        let mut without = real.command(flags);
        without.args(["show", "today"]);
        assert_eq!(terminal::finish(without, b"").refusal(4), "test_only");
        for no in ["0", "true", ""] {
            let mut with = real.command(flags);
            with.env("KITH_TEST", no).args(["show", "today"]);
            assert_eq!(terminal::finish(with, b"").refusal(4), "test_only", "KITH_TEST={no}");
        }
        let mut with = real.command(flags);
        with.env("KITH_TEST", "1").args(["show", "today"]);
        assert_eq!(terminal::finish(with, b"").refusal(7), "not_a_test_vault");
    }
    assert_eq!(real.run(&["show", "today"], b"").status, Some(0));
    // With the same clock and seed the same comes of it.
    let twins = [Phone::founded("Aled"), Phone::founded("Aled")];
    let made = twins.each_ref().map(|phone| (phone.individual("Megan"), phone.member.clone()));
    assert_eq!(made[0], made[1]);
    assert_eq!(twins[0].hash(&made[0].0), twins[1].hash(&made[1].0));
    assert_eq!(twins[0].show("today", &[])["day"], "2026-03-02");
    let mut wrong = twins[0].clone();
    wrong.now = Some("yesterday".to_owned());
    assert_eq!(wrong.look("today", &[]).refusal(3), "bad_date");
}

#[test]
fn a_key_file_is_32_bytes_or_64_digits() {
    let phone = Phone::founded("Aled");
    let key = std::fs::read(&phone.key).unwrap();
    assert_eq!(key.len(), 32);
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let other = phone.file("other.key");
    let mut with = phone.clone();
    with.key = other.clone().into();
    let forms: [(Vec<u8>, Option<&str>); 8] = [
        (key.clone(), None),
        (digits.clone().into(), None),
        (format!("{}\n", digits.to_uppercase()).into(), None),
        (digits[..62].into(), Some("no_key")),
        (format!("{digits}00").into(), Some("no_key")),
        (key[..31].into(), Some("no_key")),
        (Vec::new(), Some("no_key")),
        (vec![0; 32], Some("wrong_key")),
    ];
    for (form, refused) in forms {
        std::fs::write(&other, &form).unwrap();
        let told = with.run(&["show", "today"], b"");
        match refused {
            None => assert_eq!(told.status, Some(0), "{}", form.len()),
            Some(code) => assert_eq!(told.refusal(5), code, "{}", form.len()),
        }
    }
    std::fs::remove_file(&other).unwrap();
    assert_eq!(with.run(&["show", "today"], b"").refusal(5), "no_key");
    assert!(!std::path::Path::new(&other).exists(), "a key is made for a new vault only");
}

#[test]
fn a_passphrase_comes_on_standard_input_and_the_arguments_after_it() {
    let phone = Phone::new(1);
    let run = |arguments: &[&str], input: &str| {
        let mut command = Command::new(programs::kith());
        command.env_clear().env("KITH_TEST", "1").env("KITH_HOME", &phone.home);
        command.args(["--json", "--passphrase-stdin", "--now", NOW, "--seed", "3"]).args(arguments);
        let told = terminal::finish(command, input.as_bytes());
        terminal::contract(&told);
        told
    };
    assert_eq!(run(&["init", "--org", "Bryn", "--name", "Aled"], "").refusal(5), "no_key");
    assert_eq!(run(&["init", "--org", "Bryn", "--name", "Aled"], "corr€ct horse\n").status, Some(0));
    let arguments = json!({"name": "Megan", "languages": ["cy"]}).to_string();
    let made = run(&["do", "add_individual"], &format!("corr€ct horse\r\n{arguments}"));
    let shown = run(&["show", "individual", "--individual", &made.id("individual")], "corr€ct horse");
    assert_eq!(shown.data()["name"], "Megan");
    for wrong in ["correct horse\n", "corr€ct horse \n", "Corr€ct horse\n"] {
        assert_eq!(run(&["show", "today"], wrong).refusal(5), "wrong_key", "{wrong}");
    }
    let both = ["--key-file", "x", "show", "today"];
    assert_eq!(run(&both, "corr€ct horse\n").refusal(2), "usage");
}

#[test]
fn no_secret_is_taken_from_arguments_or_environment() {
    let phone = Phone::founded("Aled");
    let digits: String =
        std::fs::read(&phone.key).unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
    let bare = || {
        let mut command = Command::new(programs::kith());
        command.env_clear().args(["--json", "--home"]).arg(&phone.home);
        command
    };
    for flag in ["--key", "--passphrase", "--password", "--recovery", "--secret"] {
        let mut command = bare();
        command.args([flag, &digits, "show", "today"]);
        assert_eq!(terminal::finish(command, b"").refusal(2), "usage", "{flag}");
    }
    let mut command = bare();
    for name in ["KITH_KEY", "KITH_PASSPHRASE", "KITH_PASSWORD", "KITH_SECRET", "KITH_RECOVERY"] {
        command.env(name, &digits);
    }
    command.env("KITH_KEY_FILE", &phone.key).args(["show", "today"]);
    assert_eq!(terminal::finish(command, b"").refusal(5), "no_key");
    let mut command = bare();
    command.env("KITH_NEW_PASSPHRASE", "a secret").arg("--key-file").arg(&phone.key).arg("rekey");
    assert_eq!(terminal::finish(command, b"").refusal(2), "usage");
    for page in [&["--help"][..], &["do", "--help"], &["init", "--help"], &["rekey", "--help"]] {
        let told = terminal::finish(
            {
                let mut command = Command::new(programs::kith());
                command.env_clear().args(page);
                command
            },
            b"",
        );
        let text = String::from_utf8(told.out).unwrap();
        assert!(text.contains("Usage") && !text.contains("<PASS") && !text.contains("<KEY>"), "{text}");
    }
}

#[test]
fn standard_error_never_repeats_what_was_written() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let canary = "Zanzibar canary";
    let runs: [(&[&str], String); 12] = [
        (&["do", "note"], json!({"individual": megan, "text": canary, canary: 1}).to_string()),
        (&["do", "note"], format!("{{\"individual\": \"{canary}")),
        (&["do", "note"], json!({"individual": canary, "text": "T"}).to_string()),
        (
            &["do", "add_person"],
            json!({"individual": megan, "name": canary.repeat(30), "kind": canary}).to_string(),
        ),
        (&["do", "add_person"], json!({"individual": megan, "name": "T", "kind": canary}).to_string()),
        (&["do", canary], "{}".to_owned()),
        (&["do", "note", canary], "{}".to_owned()),
        (&["show", canary], String::new()),
        (&["show", "search", canary], String::new()),
        (&["show", "individual", "--individual", canary], String::new()),
        (&["bundle", "import", canary], String::new()),
        (&[canary], String::new()),
    ];
    for (arguments, input) in runs {
        let mut command = Command::new(programs::kith());
        command.env_clear().arg("--home").arg(&aled.home).arg("--key-file").arg(&aled.key).args(arguments);
        let told = terminal::finish(command, input.as_bytes());
        assert!(matches!(told.status, Some(2..=4)), "{arguments:?} {:?}", told.status);
        let said = String::from_utf8(told.err).unwrap();
        assert!(!said.contains("Zanzibar"), "{arguments:?}: {said}");
        assert!(said.contains("kith"), "words for people: {said}");
        assert_eq!(told.out, b"");
    }
    aled.perform("say", &json!({"individual": megan, "text": canary, "voice": own()}));
    aled.perform(
        "observe",
        &json!({"individual": megan, "occurred": {"at": NOW}, "situation": canary,
                                    "voice": observed()}),
    );
    for language in ["en", "cy"] {
        let mut command = Command::new(programs::kith());
        command.env_clear().env("KITH_HOME", &aled.home).arg("--key-file").arg(&aled.key);
        command.args(["--lang", language, "show", "timeline", "--individual", &megan]);
        let told = terminal::finish(command, b"");
        assert_eq!(told.status, Some(0));
        // In Welsh it says there that no Welsh speaker has read the words yet.
        assert!(!String::from_utf8(told.err).unwrap().contains("Zanzibar"));
        assert_eq!(String::from_utf8(told.out).unwrap().matches(canary).count(), 2);
    }
}
