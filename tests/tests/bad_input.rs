//! Bad input, all of it: each a typed error or outcome in plain words with what to do next, and the vault as it was.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::os::unix::fs::PermissionsExt;

use kith_tests::terminal::{NOW, Phone, observed, own};
use serde_json::{Value, json};

#[path = "bad_input/dice.rs"]
mod dice;
#[path = "bad_input/imports.rs"]
mod imports;

/// A phone with a small record.
fn phone() -> (Phone, String, String) {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    phone.perform("note", &json!({"individual": megan, "text": "As it was"}));
    (phone, megan, tom)
}

#[test]
fn a_vault_that_is_not_what_it_should_be() {
    let (phone, ..) = phone();
    let before = phone.state();
    let bytes = std::fs::read(phone.home.join("vault.db")).unwrap();
    let slots = std::fs::read(phone.home.join("vault.key")).unwrap();
    let mut newer = slots.clone();
    newer[8] = 99;
    let flipped = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        bytes
    };
    let rows: Vec<(&str, &str, Option<Vec<u8>>)> = vec![
        ("truncated", "vault.db", Some(bytes[..bytes.len() / 2].to_vec())),
        ("cut within a page", "vault.db", Some(bytes[..bytes.len() - 1000].to_vec())),
        ("a damaged first page", "vault.db", Some(flipped(100))),
        ("foreign", "vault.db", Some(b"SQLite format 3\0".repeat(512))),
        ("text", "vault.db", Some(b"Dear diary".to_vec())),
        ("no slots", "vault.key", None),
        ("slots cut", "vault.key", Some(slots[..40].to_vec())),
        ("slots of another program", "vault.key", Some(b"PK\x03\x04 and more".to_vec())),
        ("damaged slots", "vault.key", Some(slots.iter().map(|byte| byte ^ 0x55).collect())),
    ];
    for (row, (what, file, bytes)) in rows.into_iter().enumerate() {
        let copy = phone.backup(&format!("copy-{row}"));
        match &bytes {
            Some(bytes) => std::fs::write(copy.home.join(file), bytes).unwrap(),
            None => std::fs::remove_file(copy.home.join(file)).unwrap(),
        }
        for command in [&["show", "today"][..], &["doctor"]] {
            let told = copy.run(command, b"");
            // A vault whose half is gone may open, and is then found out by the doctor.
            let found_out = command == ["doctor"] || !matches!(told.status, Some(0));
            if found_out {
                assert!(matches!(told.status, Some(5..=8)), "{what}: {}", told.json);
                assert!(
                    told.status == Some(8) || told.refusal(told.status.unwrap()) != "storage_failed",
                    "{what}"
                );
            }
        }
        if let Some(bytes) = bytes {
            assert_eq!(std::fs::read(copy.home.join(file)).unwrap(), bytes, "{what}: left as it was");
        }
    }
    let copy = phone.backup("newer");
    let codes: Vec<String> = (0..16)
        .map(|at| {
            let mut changed = slots.clone();
            changed[at] = 99;
            std::fs::write(copy.home.join("vault.key"), changed).unwrap();
            copy.run(&["doctor"], b"").json["error"]["code"].as_str().unwrap_or_default().to_owned()
        })
        .collect();
    assert!(
        codes.contains(&"vault_newer".to_owned()) && codes.contains(&"vault_foreign".to_owned()),
        "{codes:?}"
    );
    assert_eq!(phone.state(), before);
}

#[test]
fn a_folder_that_is_not_there_or_cannot_be_written() {
    let (phone, megan, _) = phone();
    let mut nowhere = phone.clone();
    nowhere.home = phone.home.join("none");
    assert_eq!(nowhere.run(&["show", "today"], b"").refusal(7), "no_vault");
    let mut command = std::process::Command::new(kith_tests::programs::kith());
    command.env_clear().args(["--json", "--key-file"]).arg(&phone.key).args(["show", "today"]);
    assert_eq!(kith_tests::terminal::finish(command, b"").refusal(7), "no_home");
    for target in ["/proc/kith.html", "/dev/null/kith.html", "/nowhere/at/all/kith.html"] {
        let told = phone.run(&["page", "--individual", &megan, target], b"");
        assert!(matches!(told.refusal(7), "read_only" | "storage_failed" | "no_folder"), "{}", told.json);
    }
    let mut unwritable = Phone::new(4);
    unwritable.home = "/proc/kith".into();
    let told = unwritable.run(&["init", "--org", "O", "--name", "N"], b"");
    assert!(matches!(told.refusal(7), "read_only" | "storage_failed"), "{}", told.json);
    // A folder that became read-only; whoever may do everything is not stopped by that.
    let before = phone.state();
    let mode =
        |bits: u32| std::fs::set_permissions(&phone.home, std::fs::Permissions::from_mode(bits)).unwrap();
    mode(0o500);
    let bound = std::fs::write(phone.home.join("probe"), "").is_err();
    let told = phone.attempt("note", &json!({"individual": megan, "text": "T"}));
    mode(0o700);
    if bound {
        assert!(matches!(told.refusal(7), "read_only"), "{}", told.json);
        assert_eq!(phone.state(), before);
    }
}

#[test]
fn a_second_process_is_told_that_the_vault_is_in_use() {
    let (phone, megan, _) = phone();
    // The first holds the vault open while it waits for its arguments; where it came too late itself, it is started anew.
    let (first, told) = loop {
        let mut command = phone.command(&["do", "note"]);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut first = command.spawn().unwrap();
        let told = loop {
            let told = phone.run(&["show", "today"], b"");
            if told.status != Some(0) || first.try_wait().unwrap().is_some() {
                break told;
            }
        };
        if told.status != Some(0) {
            break (first, told);
        }
    };
    let mut first = first;
    assert_eq!(told.refusal(7), "vault_in_use");
    let arguments = json!({"individual": megan, "text": "From the first"}).to_string();
    std::io::Write::write_all(&mut first.stdin.take().unwrap(), arguments.as_bytes()).unwrap();
    assert!(first.wait_with_output().unwrap().status.success());
    assert_eq!(phone.timeline(&megan).len(), 2);
}

#[test]
fn bundles_that_are_not_what_they_should_be() {
    let (aled, megan, _) = phone();
    let bethan = aled.admitted("Bethan", "worker");
    let carys = aled.admitted("Carys", "manager");
    let good = aled.export(&bethan, "good.kith");
    let bytes = std::fs::read(&good).unwrap();
    let before = bethan.state();
    assert_eq!(carys.run(&["bundle", "import", &good], b"").refusal(6), "bundle_not_for_you");
    let bad = aled.file("bad.kith");
    let import = |bytes: &[u8]| {
        std::fs::write(&bad, bytes).unwrap();
        bethan.run(&["bundle", "import", &bad], b"")
    };
    // Cut anywhere, flipped anywhere: the files are small, and every place of the header is tried.
    let places = || (0..40).chain((40..bytes.len()).step_by(bytes.len() / 25));
    for at in places() {
        let code = import(&bytes[..at]).refusal(6).to_owned();
        assert!(
            matches!(&*code, "bundle_truncated" | "bundle_not_a_bundle" | "bundle_damaged"),
            "cut at {at}: {code}"
        );
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let code = import(&flipped).refusal(6).to_owned();
        assert!(code.starts_with("bundle_"), "flipped at {at}: {code}");
    }
    for (bytes, what) in [(b"".to_vec(), "empty"), ([bytes.as_slice(), b"more"].concat(), "longer")] {
        assert!(import(&bytes).refusal(6).starts_with("bundle_"), "{what}");
    }
    assert_eq!(import(&std::fs::read(aled.file("Bethan.kreq")).unwrap()).refusal(6), "bundle_not_a_bundle");
    // An organisation nobody here belongs to, with the same names.
    let mut other = Phone::new(77);
    other.found("Aled");
    let theirs = other.individual("Megan");
    other.perform("note", &json!({"individual": theirs, "text": "Not ours"}));
    let stranger = other.admitted("Bethan", "worker");
    let told = import(&std::fs::read(other.export(&stranger, "theirs.kith")).unwrap());
    assert!(matches!(told.refusal(6), "bundle_not_for_you" | "bundle_stranger"), "{}", told.json);
    assert_eq!(bethan.state(), before);
    // And the good one is good, once; replayed, it adds nothing.
    let first = bethan.import(&good);
    assert_eq!((&first["waiting"], &first["quarantined"]), (&json!([]), &json!([])));
    assert_eq!(bethan.hash(&megan), aled.hash(&megan), "{first}");
    let (hash, again) = (bethan.hash(&megan), bethan.import(&good));
    assert_eq!((&again["new"], &again["duplicate"]), (&json!(0), &first["new"]));
    assert_eq!(bethan.hash(&megan), hash);
}

#[test]
fn a_bundle_whose_dependency_is_missing_waits_and_then_applies_by_itself() {
    let (aled, megan, _) = phone();
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&bethan);
    bethan.hand_to(&aled);
    let behind = bethan.backup("behind");
    aled.perform("note", &json!({"individual": megan, "text": "First"}));
    let first = aled.export(&bethan, "first.kith");
    bethan.import(&first);
    bethan.hand_to(&aled);
    aled.perform("note", &json!({"individual": megan, "text": "Second"}));
    let second = aled.export(&bethan, "second.kith");
    let hash = behind.hash(&megan);
    let imported = behind.import(&second);
    assert_eq!(imported["waiting"].as_array().unwrap().len(), 1, "{imported}");
    assert_eq!(behind.hash(&megan), hash);
    assert_eq!(behind.show("pending", &[])["waiting"].as_array().unwrap().len(), 1, "said, and not hidden");
    assert!(!behind.show("map", &[("individual", &megan)])["warnings"].as_array().unwrap().is_empty());
    let imported = behind.import(&first);
    assert_eq!((&imported["new"], &imported["waiting"]), (&json!(1), &json!([])), "{imported}");
    assert_eq!(behind.hash(&megan), aled.hash(&megan));
    assert_eq!(behind.run(&["doctor"], b"").status, Some(0));
}

#[test]
fn a_clock_that_is_years_off() {
    let (phone, megan, tom) = phone();
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "until": "2027-01-01", "verified": {"by": "Aled", "when": "2026-03-01"},
                      "state": "active"});
    phone.perform("set_restriction", &rule);
    let outcome = |now: &str| {
        let asked = [("individual", &*megan), ("person", &*tom), ("mode", "phone")];
        phone.at(now).show("check", &asked)["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome("2026-06-01T00:00:00+00:00"), "refused");
    // Before the rule and before anything that is held here was recorded: that clock cannot say that nothing holds.
    for early in ["1970-01-01T00:00:00+00:00", "2019-01-01T00:00:00+00:00"] {
        assert!(matches!(&*outcome(early), "ask" | "refused"), "{early}");
    }
    // What was recorded by such a clock is kept under the time it told, and nothing breaks.
    for odd in ["1999-12-31T23:59:59-11:00", "2150-01-01T00:00:00+14:00"] {
        phone.at(odd).perform("note", &json!({"individual": megan, "text": "By an odd clock"}));
    }
    assert_eq!(phone.timeline(&megan).len(), 3);
    assert_eq!(phone.run(&["doctor"], b"").status, Some(0));
    for wrong in
        ["0000-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "2026-02-30T00:00:00+00:00", "soon"]
    {
        let told = phone.attempt(
            "observe",
            &json!({"individual": megan, "occurred": {"at": wrong}, "situation": "S",
                                                    "voice": observed()}),
        );
        assert_eq!(told.refusal(3), "bad_date", "{wrong}");
    }
}

#[test]
fn names_and_texts_that_are_not_what_they_should_be() {
    let (phone, megan, tom) = phone();
    let before = phone.state();
    let megabyte = "a".repeat(1 << 20);
    let names = [
        ("", "empty"),
        ("   ", "empty"),
        (&*megabyte, "too_long"),
        ("Tom\u{0}", "control"),
        ("Tom\u{7}", "control"),
        ("Tom\nTim", "control"),
        ("Tom\u{202e}moT", "direction"),
        ("\u{2066}Tom", "direction"),
        ("\u{1b}[31mTom", "control"),
    ];
    for (name, code) in names {
        let told = phone.attempt("add_person", &json!({"individual": megan, "name": name, "kind": "person"}));
        assert!(told.refusal(3).contains(code), "{name:.12?}: {}", told.json);
        assert_eq!(told.json["error"]["fields"], json!(["name"]));
    }
    let told = phone.attempt("note", &json!({"individual": megan, "text": "a\u{1b}]0;title\u{7}"}));
    assert!(told.refusal(3).contains("control"), "{}", told.json);
    // What comes out of a list that a person typed in is no way round it.
    let paths: [(&str, Value); 4] = [
        ("add_individual", json!({"name": "Ann", "languages": ["en"], "preferred_name": "A\u{202e}nn"})),
        ("add_individual", json!({"name": "Ann", "languages": ["en"], "pronouns": megabyte})),
        ("add_individual", json!({"name": "Ann", "languages": ["\u{0}"]})),
        (
            "set_field",
            json!({"card": tom, "field": "name", "value": "T\u{202e}om", "voice": own(),
                             "seen": phone.seen(&megan), "reason": "R"}),
        ),
    ];
    for (name, arguments) in paths {
        let told = phone.attempt(name, &arguments);
        assert_eq!(
            told.status,
            Some(3),
            "{name}: {}",
            &told.json.to_string()[..200.min(told.json.to_string().len())]
        );
    }
    assert_eq!(phone.state(), before);
    // Names of the world are names.
    for name in ["Siân Ó Súilleabháin", "محمد", "李小龍", "Zoë-Ann d'Arc", "👩🏽‍🦱 Kit"]
    {
        phone.person(&megan, name);
    }
}

#[test]
fn recurrences_without_an_end_and_without_sense() {
    let (phone, megan, tom) = phone();
    let plan = |rule: &str, start: &str| {
        phone.attempt(
            "plan_contact",
            &json!({"individual": megan, "people": [tom], "mode": "phone",
                                              "start": start, "rrule": rule}),
        )
    };
    for endless in ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=31"] {
        let told = plan(endless, NOW);
        assert_eq!(told.status, Some(0), "{endless}: {}", told.json);
    }
    let today = phone.at("2031-03-03T08:00:00+00:00").show("today", &[]);
    assert!(today["planned"].as_array().unwrap().len() <= 4, "an endless plan is drawn day by day");
    let before = phone.state();
    for bad in [
        "FREQ=SECONDLY",
        "FREQ=",
        "FREQ=DAILY;COUNT=-1",
        "every day",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "\u{0}",
        "FREQ=DAILY\nFREQ=DAILY",
    ] {
        let told = plan(bad, NOW);
        assert_eq!(told.status, Some(3), "{bad}: {}", told.json);
        assert_eq!(told.json["error"]["fields"], json!(["rrule"]), "{bad}");
    }
    assert_eq!(plan("FREQ=DAILY", "tomorrow").refusal(3), "bad_date");
    assert_eq!(phone.state(), before);
}

#[test]
fn ids_of_nothing_and_of_something_else() {
    let (phone, megan, tom) = phone();
    let before = phone.state();
    let nobody = "7f3d2c1b-0000-4000-8000-000000000000";
    let plan = |individual: &str, person: &str| json!({"individual": individual, "people": [person], "mode": "phone", "start": NOW});
    assert_eq!(phone.attempt("plan_contact", &plan(&megan, nobody)).refusal(3), "unknown_id");
    assert_eq!(phone.attempt("plan_contact", &plan(nobody, &tom)).refusal(3), "unknown_id");
    assert_eq!(phone.attempt("plan_contact", &plan(&megan, &megan)).refusal(3), "unknown_id");
    assert_eq!(phone.attempt("plan_contact", &plan(&tom, &tom)).refusal(3), "unknown_id");
    assert_eq!(phone.attempt("plan_contact", &plan(&megan, "Tom")).refusal(3), "not_an_id");
    assert_eq!(phone.look("person", &[("individual", &megan), ("person", nobody)]).refusal(3), "unknown_id");
    let told = phone.run(&["bundle", "export", "--to", nobody, &phone.file("x.kith")], b"");
    assert_eq!(told.refusal(3), "unknown_id");
    let told = phone.run(&["page", "--individual", nobody, &phone.file("x.html")], b"");
    assert_eq!(told.refusal(3), "unknown_id");
    assert_eq!(phone.state(), before);
}
