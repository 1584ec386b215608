//! What somebody needs who has nothing but the README: options anywhere, ids to type, words for what is wrong.

use std::process::{Command, Stdio};

use kith_tests::programs;
use kith_tests::terminal::{self, NOW, Phone, Told, own};
use serde_json::{Value, json};

/// A command line for people: without --json.
pub(crate) fn plain(
    phone: &Phone,
    language: &str,
    arguments: &[&str],
    input: &[u8],
) -> (Option<i32>, String, String) {
    let mut command = Command::new(programs::kith());
    command.env_clear().env("KITH_TEST", "1").env("KITH_HOME", &phone.home).env("COLUMNS", "100");
    command.arg("--key-file").arg(&phone.key).args(["--now", NOW, "--seed", "9", "--lang", language]);
    let told = terminal::finish(command_with(command, arguments), input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (told.status, text(told.out), text(told.err))
}

fn command_with(mut command: Command, arguments: &[&str]) -> Command {
    command.args(arguments);
    command
}

/// The short id in brackets at the end of the line that has these words.
fn short_id(screen: &str, words: &str) -> String {
    let line =
        screen.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {screen}"));
    line.rsplit_once('[').unwrap().1.trim_end_matches(']').to_owned()
}

#[test]
fn options_of_every_command_stand_anywhere() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let (home, key) = (phone.home.to_str().unwrap(), phone.key.to_str().unwrap());
    let run = |arguments: &[&str]| -> Told {
        let mut command = Command::new(programs::kith());
        command.env_clear().env("KITH_TEST", "1");
        terminal::finish(command_with(command, arguments), b"")
    };
    let key_file = format!("--key-file={key}");
    for arguments in [
        &[
            "show",
            "map",
            "--individual",
            &megan,
            "--json",
            "--home",
            home,
            "--key-file",
            key,
            "--now",
            NOW,
            "--seed",
            "3",
        ][..],
        &[
            "show",
            "--home",
            home,
            "map",
            "--json",
            "--individual",
            &megan,
            &key_file,
            "--lang",
            "cy",
            "--now",
            NOW,
            "--seed=3",
        ],
        &[
            "--json",
            "--seed=3",
            "show",
            "map",
            "--now",
            NOW,
            "--home",
            home,
            "--individual",
            &megan,
            &key_file,
        ],
    ] {
        let told = run(arguments);
        terminal::contract(&told);
        assert_eq!(told.data()["individual"], megan.as_str(), "{arguments:?}");
    }
    let told = run(&["show", "map", "--individual", "--json", "--home", home, "--key-file", key]);
    assert_eq!(told.refusal(2), "usage", "an argument without its value");
    let help = run(&["show", "map", "--help"]);
    assert_eq!((help.status, help.out.is_empty()), (Some(0), false));
}

#[test]
fn every_id_that_a_next_command_needs_is_printed_and_its_beginning_is_enough() {
    let phone = Phone::founded("Aled");
    let input = json!({"name": "Megan", "languages": ["en"]}).to_string();
    let (status, made, _) = plain(&phone, "en", &["do", "add_individual"], input.as_bytes());
    assert_eq!(status, Some(0));
    let line = made.lines().find(|line| line.contains("Individual: ")).unwrap_or_else(|| panic!("{made}"));
    let megan = line.rsplit_once(' ').unwrap().1;
    let show = |screen: &str, arguments: &[&str]| -> String {
        let (status, out, err) = plain(&phone, "en", &[&["show", screen], arguments].concat(), b"");
        assert_eq!(status, Some(0), "{screen}: {err}");
        out
    };
    let short = short_id(&show("caseload", &[]), "Megan");
    assert_eq!((short.len(), megan.starts_with(&short)), (8, true));
    let input = json!({"individual": short, "name": "Tom", "kind": "person"}).to_string();
    assert_eq!(plain(&phone, "en", &["do", "add_person"], input.as_bytes()).0, Some(0));
    let tom = short_id(&show("map", &["--individual", &short]), "Tom");
    let input = json!({"individual": short, "to": tom, "kind": "friend", "voice": own()}).to_string();
    assert_eq!(plain(&phone, "en", &["do", "add_relationship"], input.as_bytes()).0, Some(0));
    let relationship = short_id(&show("individual", &["--individual", &short.to_uppercase()]), "Tom");
    let person = show("person", &["--individual", &short, "--person", &tom]);
    assert_eq!(short_id(&person, "Friend: Tom"), relationship);
    let page = phone.file("megan.html");
    assert_eq!(plain(&phone, "en", &["page", "--individual", &short, &page], b"").0, Some(0));
    // Whole ids are what is recorded, and a beginning that nothing has is no id.
    assert_eq!(phone.show("map", &[("individual", megan)])["people"][0]["id"].as_str().unwrap().len(), 36);
    assert_eq!(phone.look("map", &[("individual", "ffffffff0")]).refusal(3), "unknown_id");
    assert_eq!(phone.look("map", &[("individual", &megan[..7])]).refusal(3), "not_an_id");
}

#[test]
fn a_beginning_that_two_ids_have_is_refused() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    // Two people whose ids begin alike, as only the vault below can make them.
    let tom = phone.person(&megan, "Tom");
    kith_tests::adversary::vault(&phone)
        .write(|tx| {
            let mut row = tx.cards_with_id(tom.parse().unwrap())?.remove(0);
            let twin = format!("{}{}", &tom[..35], if tom.ends_with('0') { '1' } else { '0' });
            row.json = row.json.replace(&tom, &twin);
            row.id = twin.parse().unwrap();
            tx.put_card(&row)
        })
        .unwrap();
    let look = |id: &str| phone.look("person", &[("individual", &megan), ("person", id)]);
    let told = look(&tom[..12]);
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("ambiguous_id", &json!(["person"])));
    assert_eq!(look(&tom).status, Some(0));
}

#[test]
fn an_argument_that_does_not_fit_is_named_with_what_was_expected_and_never_with_what_was_written() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let rows = [
        (json!({"name": "T", "kind": "person"}), json!(["individual"]), "Expected: an id"),
        (
            json!({"individual": megan, "name": 7, "kind": "person"}),
            json!(["name"]),
            "Expected: text. Received: a number",
        ),
        (
            json!({"individual": megan, "name": "T", "kind": "Zanzibar"}),
            json!(["kind"]),
            "person, group, pet",
        ),
        (json!({"individual": megan, "name": "T", "knid": "Zanzibar"}), json!([]), "cared_for_by, kind"),
        (json!(["Zanzibar"]), json!([]), "Expected: an object. Received: a list"),
    ];
    for (given, fields, expected) in rows {
        let told = phone.attempt("add_person", &given);
        assert_eq!(told.status, Some(3));
        let error = &told.json["error"];
        assert_eq!(error["fields"], fields, "{error}");
        assert!(error["message"].as_str().unwrap().contains(expected), "{error}");
        assert!(!error.to_string().contains("Zanzibar"), "{error}");
    }
    let told = phone.run(&["do", "add_person"], b"{\"individual\": \"Zanzibar\",\n \"name\" \"T\"}");
    assert_eq!(told.refusal(3), "invalid_input");
    assert_eq!(told.json["error"]["fields"], json!(["line 2", "column 9"]));
    assert!(told.json["error"]["message"].as_str().unwrap().contains("line 2, column 9"));
}

#[test]
fn lists_say_what_each_does_and_the_schema_of_one_can_be_asked_for() {
    let phone = Phone::new(1);
    let (_, list, _) = plain(&phone, "en", &["do", "--list"], b"");
    assert!(list.contains("add_person – Adds somebody to a map."), "{list}");
    assert!(list.contains("    individual kind name [cared_for_by] [preferred_name]"), "{list}");
    let (_, list, _) = plain(&phone, "en", &["show", "--list"], b"");
    assert!(
        list.contains("today – Today.")
            && list.contains("    individual [at] [changed_since] [known_at] [voice]"),
        "{list}"
    );
    let told = phone.run(&["schema", "say"], b"");
    let kinds = &told.data()["do"]["say"]["arguments"]["properties"]["kind"];
    assert_eq!(kinds["enum"], json!(["problem", "cause", "wish", "feeling", "words", null]));
    assert_eq!(told.data().as_object().unwrap().len(), 1);
    assert!(phone.run(&["schema", "check"], b"").data()["show"]["check"]["answer"].is_object());
    assert_eq!(phone.run(&["schema", "dance"], b"").refusal(3), "unknown_command");
}

#[test]
fn who_admits_is_told_both_fingerprints_and_what_to_compare() {
    let aled = Phone::founded("Aled");
    let bethan = Phone::new(2);
    let (asked, answer) = (aled.file("b.kreq"), aled.file("b.kadm"));
    let theirs =
        bethan.run(&["join", "request", &asked, "--name", "Bethan"], b"").data()["fingerprint"].clone();
    let (status, out, _) = plain(&aled, "en", &["join", "admit", &asked, "--role", "worker", &answer], b"");
    assert_eq!(status, Some(0));
    let joined = bethan.run(&["join", "accept", &answer], b"").data().clone();
    for number in [&theirs, &joined["organisation_fingerprint"], &joined["member"]] {
        assert!(out.contains(number.as_str().unwrap()), "{number} in {out}");
    }
    assert!(out.contains("read these numbers aloud"), "{out}");
}

#[test]
fn output_that_cannot_be_written_is_told_and_a_reader_that_left_is_not() {
    let phone = Phone::founded("Aled");
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    for arguments in [&["show", "today"][..], &["--json", "show", "today"], &["schema"], &["--help"]] {
        let mut command = Command::new(programs::kith());
        command
            .env_clear()
            .env("KITH_TEST", "1")
            .env("KITH_HOME", &phone.home)
            .arg("--key-file")
            .arg(&phone.key);
        let told = command.args(arguments).stdout(full()).output().unwrap();
        assert_eq!(told.status.code(), Some(7), "{arguments:?}");
        assert!(String::from_utf8(told.stderr).unwrap().starts_with("kith: "), "{arguments:?}");
    }
    // The reader's end is closed before anything is written.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let told = Command::new(programs::kith()).env_clear().arg("schema").stdout(writer).output().unwrap();
    assert_eq!((told.status.code(), &*told.stderr), (Some(0), &b""[..]));
}

#[test]
fn bare_kith_shows_what_there_is_to_type() {
    for bare in [&[][..], &["join"]] {
        let told = Command::new(programs::kith()).env_clear().args(bare).output().unwrap();
        assert_eq!((told.status.code(), &*told.stdout), (Some(2), &b""[..]));
        let help = String::from_utf8(told.stderr).unwrap();
        assert!(help.contains("Usage: kith") && help.contains("Commands:"), "{help}");
    }
}

#[test]
fn what_is_planned_for_today_says_whether_the_rules_allow_it() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let (tom, dilys) = (phone.person(&megan, "Tom"), phone.person(&megan, "Dilys"));
    for person in [&tom, &dilys] {
        let plan = json!({"individual": megan, "people": [person], "mode": "phone", "start": "2026-03-02T18:00:00+00:00"});
        phone.perform("plan_contact", &plan);
    }
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "verified": {"by": "Aled", "when": "2026-03-01"}, "state": "active"});
    phone.perform("set_restriction", &rule);
    let planned = phone.show("today", &[])["planned"].clone();
    let of = |name: &str| {
        let all = planned.as_array().unwrap();
        all.iter().find(|item| item["text"].as_str().unwrap().contains(name)).unwrap()["check"].clone()
    };
    assert_eq!((&of("Tom")["outcome"], &of("Dilys")["outcome"]), (&json!("refused"), &json!("allowed")));
    for item in planned.as_array().unwrap() {
        let stands_out = item["check"]["outcome"] == "refused";
        assert_eq!((&item["is_alert"], &item["check"]["is_alert"]), (&json!(stands_out), &json!(stands_out)));
    }
    let cards = phone.show("individual", &[("individual", &megan)])["cards"].clone();
    for card in cards.as_array().unwrap() {
        let is_rule = card["kind"] == "restriction" || card["kind"] == "rule_summary";
        assert_eq!(card["is_guarded"], is_rule, "{card}");
    }
    let staff: Vec<Value> = phone.show("staff_roles", &[]).as_array().unwrap().clone();
    let staff: Vec<&Value> = staff.iter().map(|role| &role["name"]).collect();
    assert_eq!(staff, ["worker", "manager", "safeguarding_lead"]);
    let (_, out, _) = plain(&phone, "en", &["show", "today"], b"");
    let (_, told) = out.split_once("Planned for today").unwrap();
    for reason in of("Tom")["because"].as_array().unwrap() {
        assert!(told.contains(reason.as_str().unwrap()), "{reason} in {told}");
    }
    assert!(told.contains("Not allowed") && told.contains("Allowed"), "{told}");
}

#[test]
fn a_card_that_was_ended_and_changed_says_of_each_value_what_it_is_and_why() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&bethan);
    let seen = aled.seen(&megan);
    aled.perform("end", &json!({"card": tom, "reason": "Moved away", "seen": seen}));
    let voice = json!({"speaker": "worker", "how": "observed", "method": "writing"});
    bethan.perform(
        "set_field",
        &json!({"card": tom, "field": "name", "value": "Tom Pugh", "voice": voice,
        "seen": bethan.seen(&megan), "reason": "His full name"}),
    );
    bethan.hand_to(&aled);
    let differences = aled.show("differences", &[("individual", &megan)]);
    let values = differences[0]["values"].as_array().unwrap();
    for value in values {
        assert!(value["field"].is_string() && value["field_label"].as_str().unwrap().len() > 2, "{value}");
        let recorded = value["recorded"].as_str().unwrap();
        assert!(recorded.starts_with("2026-03-02T09:00:00"), "RFC 3339: {recorded}");
        assert_eq!(value["recorded_text"], "Mon 2 Mar 2026, 09:00");
    }
    let (_, out, _) = plain(&aled, "en", &["show", "differences", "--individual", &megan], b"");
    let told = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Name: Tom Pugh (reason: His full name)"), "{told}");
    assert!(told.contains("Ended (reason: Moved away)"), "{told}");
}

#[test]
fn a_slip_in_an_option_is_refused_and_a_visit_of_a_time_to_come_is_told() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let tie = |more: Value| {
        let mut given = json!({"individual": megan, "to": tom, "kind": "friend"});
        given.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        phone.attempt("add_relationship", &given)
    };
    for more in [
        json!({"kind": "ex_partnr"}),
        json!({"quality": "in_touch"}),
        json!({"circle": "far"}),
        json!({"status": "over"}),
    ] {
        let told = tie(more.clone());
        assert_eq!(told.refusal(3), "not_an_option", "{more}");
        assert_eq!(
            told.json["error"]["fields"][0].as_str(),
            more.as_object().unwrap().keys().next().map(String::as_str)
        );
    }
    assert_eq!(tie(json!({"kind": "godmother"})).status, Some(0), "in other words");
    let visit = |at: &str, precision: &str| {
        phone.attempt(
            "record_visit",
            &json!({"individual": megan, "occurred": {"at": at, "precision": precision},
            "happened": {"outcome": "happened"}, "line": "Tea", "did_not_say": true, "worry": "no"}),
        )
    };
    for (at, precision) in [
        ("2026-03-02T09:11:00Z", "exact"),
        ("2027-03-02T09:00:00Z", "about"),
        ("2026-03-03T00:00:00Z", "day"),
    ] {
        let told = visit(at, precision);
        assert!(told.data()["shown"]["to_come"].is_string(), "recorded, and told: {}", told.json);
    }
    for (at, precision) in [("2026-03-02T09:09:00Z", "exact"), ("2026-03-02T23:00:00Z", "day")] {
        assert_eq!(visit(at, precision).data()["shown"]["to_come"], Value::Null);
    }
    let input = json!({"individual": megan, "occurred": {"at": "2026-04-02T09:00:00Z"}, "worry": "no",
                       "happened": {"outcome": "happened"}, "line": "Tea", "did_not_say": true})
    .to_string();
    let (status, told, _) = plain(&phone, "en", &["do", "record_visit"], input.as_bytes());
    assert_eq!((status, told.contains("later than now")), (Some(0), true), "{told}");
}

#[test]
fn an_import_binds_labels_to_people_and_tells_of_names_that_were_there() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    phone.person(&megan, "Dilys");
    let (map, rows) = (phone.file("map.toml"), phone.file("rows.csv"));
    let mapping = |person: &str| {
        format!(
            "source = \"d\"\nvoice = {{ speaker = \"individual\", how = \"own_words\", method = \"writing\" }}\n\
             when = {{ date = {{ column = \"day\", format = \"%Y-%m-%d\" }}, zone = \"Europe/London\" }}\n\
             [who]\ncolumns = [\"with\"]\n[who.people]\ntom = {{ person = \"{person}\" }}\n\
             dil = {{ name = \"dilys\" }}\n"
        )
    };
    let import = |person: &str| {
        std::fs::write(&map, mapping(person)).unwrap();
        phone.run(&["import", "diary", "--mapping", &map, "--individual", &megan[..8], &rows], b"")
    };
    std::fs::write(&rows, "day,with\n2026-02-01,tom\n2026-02-02,dil\n2027-02-03,tom\n").unwrap();
    let told = import("12345678-0000-4000-8000-000000000000");
    assert_eq!(told.refusal(3), "import_mapping_field");
    assert!(
        told.json["error"]["fields"][0].as_str().unwrap().contains("who.people.tom.person"),
        "{}",
        told.json
    );
    let told = import(&tom[..8]);
    assert_eq!((told.status, &told.data()["added"]), (Some(8), &json!(2)), "{}", told.json);
    let refused = json!([{"line": 4, "column": "day", "code": "in_future"}]);
    assert_eq!(told.data()["refused"], refused);
    let notices = told.data()["notices"].as_array().unwrap();
    let same = json!({"line": 3, "column": "with", "code": "same_name_as_existing"});
    assert!(notices.contains(&same), "{notices:?}");
    let people = phone.show("map", &[("individual", &megan)])["people"].as_array().unwrap().len();
    assert_eq!(people, 3, "Tom is the one who was there");
    let contacts = phone.show("person", &[("individual", &megan), ("person", &tom)])["contacts"].clone();
    assert_eq!(contacts.as_array().unwrap().len(), 1);
}

#[test]
fn a_node_that_does_not_say_what_it_is_is_listed() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    phone.person(&megan, "Tom");
    let node = |id: &str, kind: &str, name: &str| {
        let kind = if kind.is_empty() {
            String::new()
        } else {
            format!("<data key=\"networkCanvasType\">{kind}</data>")
        };
        format!(
            "<node id=\"{id}\"><data key=\"networkCanvasUUID\">u{id}</data>{kind}<data key=\"name\">{name}</data></node>\n"
        )
    };
    let keys = ["networkCanvasUUID", "networkCanvasType", "name"]
        .map(|name| format!("<key id=\"{name}\" attr.name=\"{name}\" attr.type=\"string\" for=\"node\"/>"));
    let graph = format!(
        "<graphml>{}\n<graph>\n{}{}{}</graph>\n</graphml>\n",
        keys.concat(),
        node("1", "", "Zanzibar"),
        node("2", "dragon", "Z"),
        node("3", "person", "Tom")
    );
    let file = phone.file("session.graphml");
    std::fs::write(&file, graph).unwrap();
    let told = phone.run(&["import", "network-canvas", "--individual", &megan, &file], b"");
    assert_eq!((told.status, &told.data()["added"]), (Some(8), &json!(1)), "{}", told.json);
    let refused = json!([{"line": 3, "column": "node 1", "code": "no_type"}, {"line": 4, "column": "node 2", "code": "unknown_type"}]);
    assert_eq!(told.data()["refused"], refused);
    assert_eq!(told.data()["notices"][0]["code"], "same_name_as_existing");
    assert!(!told.json.to_string().contains("Zanzibar"));
}

#[test]
fn screens_say_nothing_as_it_is_stored() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    phone.perform(
        "add_relationship",
        &json!({"individual": megan, "to": tom, "kind": "ex_partner", "quality": "not_in_touch",
        "gives_support": "from_me", "benefits": [], "since": "2019-05", "voice": own()}),
    );
    let concern = phone.make(
        "raise_concern",
        "concern",
        &json!({"individual": megan, "what": "W", "danger": "short",
        "kind": "harm_to_individual", "harms": ["self_neglect"], "recipients": ["safeguarding_lead"]}),
    );
    phone.perform(
        "observe",
        &json!({"individual": megan, "occurred": {"at": NOW}, "voice": own(),
        "behaviour": {"before": "The bell rang", "what": "Hid", "after": "Came out"}}),
    );
    phone.perform(
        "plan_contact",
        &json!({"individual": megan, "people": [tom], "mode": "in_person",
        "start": "2026-03-14T11:00:00+00:00", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;COUNT=4"}),
    );
    let screens: [(&str, Vec<&str>); 7] = [
        ("person", vec!["--individual", &megan, "--person", &tom]),
        ("concern", vec!["--concern", &concern]),
        ("individual", vec!["--individual", &megan]),
        ("audit", vec!["--individual", &megan]),
        ("hash", vec!["--individual", &megan]),
        ("timeline", vec!["--individual", &megan]),
        ("search", vec!["--text", "Tom"]),
    ];
    let mut all = String::new();
    for (screen, arguments) in screens {
        let (status, out, _) = plain(&phone, "en", &[&["show", screen], &arguments[..]].concat(), b"");
        assert_eq!(status, Some(0), "{screen}");
        for line in out.lines() {
            assert!(!line.contains('_') && !line.contains("2026-03"), "{screen}: {line}");
            assert!(!line.trim_end().ends_with(':'), "{screen} shows an empty field: {line}");
        }
        all.push_str(&out);
    }
    for said in ["Since: May 2019", "Mon 2 Mar 2026, 09:00: Aled", "Before: The bell rang", "By section"] {
        assert!(all.contains(said), "{said}: {all}");
    }
}
