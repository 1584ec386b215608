//! What is refused, and in which words: every refusal names what is wrong and what to do, and none answers with an empty
//! screen.

use kith_tests::terminal::Phone;
use serde_json::json;

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
