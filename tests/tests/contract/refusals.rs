//! What is refused, and in which words: every refusal names what is wrong and what to do, and none answers with an empty
//! screen.

use kith_tests::terminal::Phone;
use serde_json::{Value, json};

use super::newcomer::plain;

#[test]
fn no_screen_of_a_record_answers_for_an_id_that_is_no_record() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let schema = phone.run(&["schema"], b"").data()["show"].clone();
    let known = [("person", &*tom), ("mode", "phone"), ("scale", "five_faces"), ("text", "T")];
    let mut asked = 0;
    for (screen, parts) in schema.as_object().unwrap() {
        let takes = parts["arguments"]["properties"].as_object();
        let Some(takes) = takes.filter(|takes| takes.contains_key("individual")) else { continue };
        let others: Vec<_> = known.into_iter().filter(|(name, _)| takes.contains_key(*name)).collect();
        let look = |id: &str| phone.look(screen, &[&[("individual", id)], &*others].concat());
        assert_eq!(look(&megan).status, Some(0), "{screen}: a record that is there");
        for id in ["00000000-0000-4000-8000-000000000000", &tom] {
            let told = look(id);
            assert_eq!(
                (told.refusal(3), told.json["error"]["fields"][0].as_str()),
                ("unknown_id", Some("individual")),
                "{screen} {id}"
            );
        }
        asked += 1;
    }
    assert!(asked > 12, "{asked}");
}

/// A rule of law against any contact with a person.
fn forbidden(phone: &Phone, megan: &str, person: &str) -> String {
    phone.make(
        "set_restriction",
        "restriction",
        &json!({"individual": megan, "person": person, "effect": "prohibit", "force": "legal", "kind": "dapo",
                "from": "2026-01-01", "verified": {"by": "Aled", "when": "2026-03-01"}, "state": "active"}),
    )
}

#[test]
fn a_refused_plan_names_the_person_and_the_rule_in_words_and_nothing_of_it_on_standard_error() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let (tom, dilys) = (phone.person(&megan, "Tom"), phone.person(&megan, "Dilys"));
    forbidden(&phone, &megan, &tom);
    let plan = json!({"individual": megan, "people": [dilys, tom], "mode": "phone", "start": "2026-03-05T14:00:00+00:00"});
    let told = phone.attempt("plan_contact", &plan);
    assert_eq!(told.refusal(4), "contact_restricted");
    let error = &told.json["error"];
    assert_eq!(error["fields"], json!(["legal_verified"]), "as before");
    let words =
        ["Tom · Phone · Thu 5 Mar 2026, 14:00: Not allowed", "DAPO", "By law, papers seen", "screen of Tom"];
    let (status, out, err) = plain(&phone, "en", &["do", "plan_contact"], plan.to_string().as_bytes());
    assert_eq!(status, Some(4));
    for words in words {
        assert!(error["message"].as_str().unwrap().contains(words), "{words} in {error}");
        assert!(out.contains(words), "{words} in {out}");
    }
    assert!(!err.contains("Tom") && err.contains("A rule about contact does not allow this."), "{err}");
    assert!(!out.contains("Dilys"), "{out}");
}

#[test]
fn a_visit_with_a_forbidden_contact_is_recorded_and_says_whom_the_rule_is_about() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    forbidden(&phone, &megan, &tom);
    let visit = json!({"individual": megan, "occurred": {"at": "2026-03-02T08:00:00+00:00"}, "line": "L", "worry": "no",
        "happened": {"outcome": "happened"}, "did_not_say": true,
        "contacts": [{"person": tom, "mode": "phone", "outcome": "happened"}]});
    let (status, out, _) = plain(&phone, "en", &["do", "record_visit"], visit.to_string().as_bytes());
    assert_eq!(status, Some(0));
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("The visit is recorded. A rule does not allow this contact: Tom · "), "{out}");
}

#[test]
fn a_check_says_what_was_asked_and_what_several_rules_say_together() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    for modes in [
        json!({"phone": {"rule": "free"}, "in_person": {"rule": "none"}}),
        json!({"phone": {"rule": "conditional", "condition": "Short"}}),
    ] {
        phone.perform("set_restriction", &json!({"individual": megan, "person": tom, "effect": "limit", "force": "legal",
            "kind": "dapo", "from": "2026-01-01", "verified": {"by": "Aled", "when": "2026-03-01"}, "modes": modes, "state": "active"}));
    }
    // A day is as good as a moment, as on the map.
    let asked =
        ["show", "check", "--individual", &megan, "--person", &tom, "--mode", "phone", "--at", "2026-03-05"];
    let (status, out, err) = plain(&phone, "en", &asked, b"");
    assert_eq!(status, Some(0), "{err}");
    assert!(out.contains("Tom · Phone · Thu 5 Mar 2026, 00:00: Allowed with conditions"), "{out}");
    assert!(out.contains("Not allowed: In person"), "{out}");
    assert!(out.contains("Allowed with conditions: Phone"), "{out}");
    let told = phone
        .look("check", &[("individual", &megan), ("person", &tom), ("mode", "phone"), ("at", "2026-13-01")]);
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("bad_date", &json!(["at"])));
}

#[test]
fn a_wrong_command_line_says_what_is_missing_and_what_there_is_to_type() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let rows: [(&[&str], &[&str], &[&str]); 8] = [
        (&["show", "map", &megan], &[], &["needs its name", "--individual", "[--at]"]),
        (&["show", "map", "--individual"], &["--individual"], &["A value is missing after --individual"]),
        (&["show", "map", "-individual", &megan], &["--individual"], &["needs its name", "--individual"]),
        (&["init", "--org", "O"], &["--name <NAME>"], &["missing: --name"]),
        (
            &["import", "diary", "--individual", &megan, "d.csv"],
            &["--mapping <MAP.toml>"],
            &["missing: --mapping"],
        ),
        (&["join", "admit", "b.kreq", "b.kadm"], &["--role <ROLE>"], &["missing: --role"]),
        (&["--lang", "Zanzibar", "show", "today"], &["--lang <LANG>"], &["--lang", "en, en-simple, cy"]),
        (&["show", "map", "Zanzibar", "Zanzibar"], &[], &["needs its name"]),
    ];
    for (line, fields, words) in rows {
        let told = phone.run(line, b"");
        let error = &told.json["error"];
        assert_eq!((told.refusal(2), &error["fields"]), ("usage", &json!(fields)), "{line:?}");
        // Of two languages the one that is typed last is a slip of its own.
        let (status, out, err) = match line[0] {
            "--lang" => (Some(2), String::new(), error["message"].as_str().unwrap().to_owned()),
            _ => plain(&phone, "en", line, b""),
        };
        assert_eq!((status, out.as_str()), (Some(2), ""), "{line:?}");
        for words in words {
            assert!(error["message"].as_str().unwrap().contains(words), "{line:?}: {words} in {error}");
            assert!(err.contains(words), "{line:?}: {words} in {err}");
        }
        assert!(!err.contains("Zanzibar") && !err.contains(&megan), "what was typed is not repeated: {err}");
    }
}

#[test]
fn what_is_not_an_option_is_told_with_the_options() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let rule = |modes: Value| {
        json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
               "from": "2026-01-01", "modes": modes, "state": "active"})
    };
    let concern = json!({"individual": megan, "what": "W", "kind": "practice", "recipients": ["boss"]});
    let friend = json!({"individual": megan, "to": tom, "kind": "ex_partnr"});
    let rows = [
        ("set_restriction", rule(json!({"fax": {"rule": "none"}})), "modes", "in_person, phone"),
        ("raise_concern", concern, "recipients[0]", "safeguarding_lead"),
        ("add_relationship", friend, "kind", "ex_partner"),
    ];
    for (command, given, field, options) in rows {
        let told = phone.attempt(command, &given);
        let error = &told.json["error"];
        assert_eq!((told.refusal(3), &error["fields"]), ("not_an_option", &json!([field])), "{command}");
        assert!(error["message"].as_str().unwrap().contains(options), "{error}");
        assert!(!error["next"].as_str().unwrap().contains("'other'"), "{error}");
    }
    let bethan = Phone::new(2);
    let asked = phone.file("b.kreq");
    assert_eq!(bethan.run(&["join", "request", &asked, "--name", "Bethan"], b"").status, Some(0));
    let told = phone.run(&["join", "admit", &asked, "--role", "boss", "b.kadm"], b"");
    assert_eq!(told.refusal(3), "not_an_option");
    assert!(told.json["error"]["message"].as_str().unwrap().contains("worker, manager"), "{}", told.json);
}

#[test]
fn a_refusal_names_what_it_is_about_in_its_own_words() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "agreed", "kind": "agreed_plan",
                      "from": "2026-03-01", "until": "2026-02-01", "state": "active"});
    let told = phone.attempt("set_restriction", &rule);
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("until_before_from", &json!(["until"])));
    let visit = json!({"individual": megan, "occurred": {"at": "2026-03-02T08:00:00+00:00"}, "line": "L", "worry": "no",
                       "happened": {"outcome": "happened"}});
    let told = phone.attempt("record_visit", &visit);
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("missing_value", &json!(["words"])));
    assert!(told.json["error"]["message"].as_str().unwrap().contains("did_not_say"), "{}", told.json);
    // The name of a date's argument is told although the words for it have the same letters in them.
    let (_, _, err) =
        plain(&phone, "en", &["show", "map", "--individual", &megan, "--at", "2026-13-01"], b"");
    assert!(err.contains("(at)"), "{err}");
    // Which file, and that it is the folder that is not there.
    let map = phone.file("map.toml");
    let diary = ["import", "diary", "--mapping", &map, "--individual", &megan, "none.csv"];
    assert_eq!(phone.run(&diary, b"").json["error"]["fields"], json!(["mapping"]));
    std::fs::write(&map, "source = 1\n[[[").unwrap();
    assert_eq!(phone.run(&diary, b"").json["error"]["fields"], json!(["file"]));
    std::fs::write(phone.file("none.csv"), "a,b\n1,2\n").unwrap();
    let told = phone.run(&diary, b"");
    assert!(told.json["error"]["fields"][0].as_str().unwrap().starts_with("line "), "{}", told.json);
    let told = phone.run(&["join", "accept", "none.kadm"], b"");
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("file_not_found", &json!(["admission"])));
    let out = phone.file("none/page.html");
    assert_eq!(phone.run(&["page", "--individual", &megan, &out], b"").refusal(7), "no_folder");
    // What is wrong with a key file is said of the file.
    let mut other = phone.clone();
    for (content, words) in [(None, "not there"), (Some("short"), "holds no key")] {
        other.key = phone.file("other.key").into();
        content.into_iter().for_each(|content| std::fs::write(&other.key, content).unwrap());
        let told = other.run(&["doctor"], b"");
        assert_eq!((told.refusal(5), &told.json["error"]["fields"]), ("no_key", &json!(["key_file"])));
        assert!(told.json["error"]["message"].as_str().unwrap().contains(words), "{}", told.json);
    }
    for (line, list) in [(["show", "nope"], "kith show --list"), (["do", "nope"], "kith do --list")] {
        assert!(phone.run(&line, b"").json["error"]["next"].as_str().unwrap().contains(list), "{line:?}");
    }
}

#[test]
fn a_difference_that_is_settled_is_called_so_and_a_concern_takes_the_beginning_of_an_id() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&bethan);
    let voice = json!({"speaker": "worker", "how": "observed", "method": "writing"});
    for (phone, name) in [(&aled, "Tom Pugh"), (&bethan, "Tom Rees")] {
        phone.perform(
            "set_field",
            &json!({"card": tom, "field": "name", "value": name, "voice": voice, "seen": phone.seen(&megan), "reason": "R"}),
        );
    }
    bethan.hand_to(&aled);
    let found = aled.show("differences", &[("individual", &megan)])[0].clone();
    let facts: Vec<_> =
        found["values"].as_array().unwrap().iter().map(|value| value["fact_id"].clone()).collect();
    let settle =
        json!({"difference": found["id"], "fact_ids": facts, "value": "Tom Pugh", "reason": "Asked him"});
    aled.perform("settle", &settle);
    assert_eq!(aled.attempt("settle", &settle).refusal(3), "difference_settled");
    let never = json!({"difference": megan, "fact_ids": [megan], "value": "Tom", "reason": "R"});
    assert_eq!(aled.attempt("settle", &never).refusal(3), "unknown_id");
    let concern = json!({"individual": megan, "what": "W", "kind": "practice", "recipients": ["manager"],
                         "concerned": [&bethan.member[..13], &tom[..13]]});
    let concern = aled.make("raise_concern", "concern", &concern);
    let shown = aled.show("concern", &[("concern", &concern)]).to_string();
    assert!(shown.contains(&bethan.member) && shown.contains(&tom), "{shown}");
}

#[test]
fn a_scale_that_the_record_does_not_have_is_answered_with_those_that_it_has() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let rated = json!({"individual": megan, "occurred": {"at": "2026-03-02T08:00:00Z"}, "scale": "distress",
                       "value": 3.0, "voice": kith_tests::terminal::own()});
    phone.perform("observe", &rated);
    let asked = |scale: &str| phone.look("trends", &[("individual", &megan), ("scale", scale)]);
    let told = asked("cheerful");
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("not_an_option", &json!(["scale"])));
    assert!(told.json["error"]["message"].as_str().unwrap().contains("distress"), "{}", told.json);
    assert_eq!(asked("distress").status, Some(0));
}

#[test]
fn whoever_admits_is_told_which_records_were_opened_and_the_doctor_tells_of_its_caches() {
    let aled = Phone::founded("Aled");
    for name in ["Megan", "Idris"] {
        assert_eq!(aled.individual(name).len(), 36);
    }
    let (request, admission) = (aled.file("b.kreq"), aled.file("b.kadm"));
    let bethan = Phone::new(9);
    assert_eq!(bethan.run(&["join", "request", &request, "--name", "Bethan"], b"").status, Some(0));
    let (_, told, _) = plain(&aled, "en", &["join", "admit", &request, "--role", "worker", &admission], b"");
    assert!(told.contains("Megan") && told.contains("Idris"), "{told}");
    let (_, told, _) = plain(&aled, "en", &["doctor"], b"");
    assert!(told.contains("caches are equal"), "{told}");
}
