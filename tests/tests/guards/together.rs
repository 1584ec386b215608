//! What the individual sees of their own record holds nothing that was not written for them.

use super::*;

const SCREENS: [&str; 7] =
    ["how_i_feel", "how_was_it", "my_day", "my_people", "my_plan", "my_words", "tell_someone"];

/// All that the individual sees, as data and in words.
fn seen_by_them(phone: &Phone, megan: &str) -> String {
    let told = SCREENS.map(|screen| {
        let told = phone.run(&["show", screen, "--individual", megan], b"");
        assert_eq!(told.status, Some(0), "{screen}");
        String::from_utf8(told.out).unwrap()
    });
    let data = SCREENS.map(|screen| phone.show(screen, &[("individual", megan)]).to_string());
    told.join("\n") + &data.join("\n")
}

#[test]
fn nothing_of_the_team_or_of_a_concern_is_on_the_individuals_own_screens() {
    let Records { aled, megan, tom, .. } = &Records::new();
    let plan = json!({"individual": megan, "people": [tom], "mode": "phone", "start": NOW});
    aled.perform("plan_contact", &plan);
    let ask_first = "Ask your support worker about this first.";
    assert!(!seen_by_them(aled, megan).contains(ask_first));
    let secret = |what: &str| format!("SECRET {what}");
    aled.perform(
        "note",
        &json!({"individual": megan, "section": "team", "text": secret("note"), "people": [tom]}),
    );
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "state": "active", "reason": secret("rule"),
                      "verified": {"by": "Aled", "when": "2026-03-01"}});
    aled.perform("set_restriction", &rule);
    let concern = json!({"individual": megan, "what": secret("concern"), "kind": "harm_to_individual",
                         "recipients": ["manager"]});
    aled.perform("raise_concern", &concern);
    let seen = seen_by_them(aled, megan);
    assert!(!seen.contains("SECRET") && !seen.contains("prohibit"), "{seen}");
    let told = &aled.show("my_plan", &[("individual", megan)])[0]["items"][0];
    assert_eq!(told["text"], "Tom: No contact for now.", "in plain words");
    assert_eq!(told["under"], json!([ask_first]), "neither which order it is nor the papers of it");
    let cards = aled.show("individual", &[("individual", megan)])["cards"].as_array().unwrap().clone();
    let title = |kind: &str| {
        let card = cards.iter().find(|card| card["kind"] == kind);
        card.unwrap()["title"].as_str().unwrap().to_owned()
    };
    assert!(!seen.contains(&title("rule_summary")) && !seen.contains(&title("restriction")), "{seen}");
    // Which rule it is stays with those who may read it; that there is something to ask does not.
    assert!(seen.contains(ask_first), "{seen}");
}

#[test]
fn the_individual_sees_what_they_said_and_chose_and_whom_they_saw() {
    let Records { aled, megan, tom, idris, .. } = &Records::new();
    let tie =
        json!({"individual": megan, "to": tom, "kind": "friend", "circle": "friendship", "voice": own()});
    let tie = aled.make("add_relationship", "relationship", &tie);
    let feel = json!({"card": tie, "field": "quality/individual", "value": "stressful", "voice": own(),
                      "seen": aled.seen(megan)});
    aled.perform("set_field", &feel);
    let reported = json!({"speaker": "individual", "how": "reported", "method": "spoken"});
    let words = json!({"individual": megan, "text": "She said so", "voice": reported});
    aled.perform("say", &words);
    for (value, voice) in [(4.0, own()), (1.0, observed())] {
        aled.perform(
            "observe",
            &json!({"individual": megan, "occurred": {"at": NOW}, "scale": "five_faces", "value": value,
                    "voice": voice}),
        );
    }
    let visit = json!({"individual": megan, "occurred": {"at": NOW}, "happened": {"outcome": "happened"}, "line": "Tea",
                       "did_not_say": true, "worry": "no",
                       "contacts": [{"person": tom, "mode": "in_person", "outcome": "happened"}]});
    aled.perform("record_visit", &visit);
    let of = |screen: &str| aled.show(screen, &[("individual", megan)]);
    let felt = of("how_i_feel")["felt"]["items"].as_array().unwrap().clone();
    assert_eq!(
        felt.iter().map(|felt| &felt["text"]).collect::<Vec<_>>(),
        ["Good"],
        "a worker's is not theirs"
    );
    assert_eq!(of("how_i_feel")["faces"].as_array().unwrap().len(), 5);
    let people = &of("my_people")["people"];
    let text = people[0]["text"].as_str().unwrap();
    assert_eq!(people[0]["circle"], 1);
    assert!(text.contains("Tom") && text.contains("Friend") && people[0]["feel"].is_string(), "{people}");
    let placed = &of("my_people")["figure"]["people"][0];
    assert_eq!((&placed["name"], &placed["circle"]), (&json!("Tom"), &json!("friendship")), "{placed}");
    let said = of("my_words");
    assert_eq!((said["items"].as_array().unwrap().len(), &said["items"][0]["text"]), (1, &json!("Hello")));
    let other =
        json!({"individual": megan, "to": tom, "kind": "partner", "quality": "strong", "voice": own()});
    aled.make("add_relationship", "relationship", &other);
    let feel = of("my_people")["people"][0]["feel"].as_str().unwrap().to_owned();
    assert!(feel.contains("Strong") && feel.contains("Hard"), "of two ties both are told: {feel}");
    let hide = json!({"card": tie, "field": "hidden_from_my_map", "value": true, "voice": own(), "seen": aled.seen(megan)});
    aled.perform("set_field", &hide);
    let shown = of("my_people");
    assert_eq!(
        (&shown["people"], &shown["figure"]["people"]),
        (&json!([]), &json!([])),
        "whom they asked to hide"
    );
    let met = of("how_was_it");
    assert_eq!((met.as_array().unwrap().len(), &met[0]["people"][0]), (1, &json!(tom)), "{met}");
    let of_another = aled.show("how_was_it", &[("individual", idris)]);
    assert_eq!(of_another, json!([]));
    let numbers = of("tell_someone");
    assert_eq!(numbers["numbers"][0]["name"], "999");
    assert!(numbers["also_read_by"].as_str().unwrap().contains("Aled"));
}

#[test]
fn a_rule_is_told_to_the_individual_in_the_ways_that_it_leaves_them() {
    let Records { aled, megan, tom, .. } = &Records::new();
    let rule = json!({"individual": megan, "person": tom, "effect": "limit", "force": "legal", "kind": "child_arrangements_order",
                      "from": "2026-01-01", "until": "2026-12-24", "state": "active", "explained": "With pictures",
                      "modes": {"phone": {"rule": "free"}, "in_person": {"rule": "supervised", "supervised_by": "Ann"},
                                "text": {"rule": "none"}}, "verified": {"by": "Aled", "when": "2026-03-01"}});
    aled.perform("set_restriction", &rule);
    let told = &aled.show("my_plan", &[("individual", megan)])[0]["items"][0];
    assert_eq!(told["text"], "Tom: You can have contact in some ways.");
    let under: Vec<&str> =
        told["under"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert_eq!(under[..3], ["You can: Phone", "Only with someone there: In person", "Not at all: Text"]);
    assert_eq!(under[3], "Until Thu 24 Dec 2026");
    assert_eq!(told["people"], json!([tom]));
    let data = told.to_string();
    assert!(!data.contains("law") && !data.contains("order") && !data.contains("papers"), "{data}");
}

/// What the individual is told of rules, line by line.
fn told_of_rules(phone: &Phone, megan: &str) -> Vec<String> {
    let parts = phone.show("my_plan", &[("individual", megan)]);
    let items = parts.as_array().unwrap().iter().flat_map(|part| part["items"].as_array().unwrap());
    items.map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_rule_that_could_be_told_more_weakly_than_it_is_is_only_told_to_be_there() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let ask = "Tom: There is a rule about contact.";
    let rule = json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
                      "from": "2026-01-01", "until": "2026-12-24", "state": "active",
                      "modes": {"phone": {"rule": "free"}, "in_person": {"rule": "none"}}});
    let id = aled.make("set_restriction", "restriction", &rule);
    assert_eq!(told_of_rules(aled, megan), ["Tom: You can have contact in some ways."]);
    // The same rule before it begins, and after it has ended.
    for day in ["2025-12-31T12:00:00+00:00", "2026-12-26T12:00:00+00:00"] {
        assert_eq!(told_of_rules(&aled.at(day), megan), [ask], "{day}");
    }
    // Two workers who cannot reach each other change it in two ways.
    aled.hand_to(bethan);
    let changed = |phone: &Phone, mode: &str| {
        let mut changed = rule.clone();
        changed["id"] = json!(id);
        changed["seen"] = json!(phone.seen(megan));
        changed["reason"] = json!("It was agreed anew");
        changed["modes"] = json!({"phone": {"rule": "free"}, mode: {"rule": "none"}});
        phone.perform("set_restriction", &changed);
    };
    changed(aled, "text");
    changed(bethan, "video");
    assert_eq!(told_of_rules(aled, megan), ["Tom: You can have contact in some ways."], "alone it is plain");
    bethan.hand_to(aled);
    assert_eq!(told_of_rules(aled, megan), [ask], "neither of the two is told as if all said so");
    let under = aled.show("my_plan", &[("individual", megan)])[0]["items"][0]["under"].to_string();
    assert!(!under.contains("You can: "), "{under}");
}

#[test]
fn a_field_of_a_rule_that_was_said_alone_is_not_told_as_if_it_were_said_with_the_others() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let rule = json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
                      "from": "2026-01-01", "state": "active", "modes": {"phone": {"rule": "free"}}});
    aled.at("2026-03-01T09:00:00+00:00").perform("set_restriction", &rule);
    aled.hand_to(bethan);
    let told = aled.show("my_plan", &[("individual", megan)]);
    let summary = told[0]["items"][0]["id"].as_str().unwrap();
    // A field that nothing was said of: of each there is one value, but they were not said at one go.
    let alone = adversary::say(summary, "ways_supervised", 1, json!(["in_person"]), &observed());
    adversary::add(bethan, adversary::section(bethan, megan, "shared"), &[alone], &[]);
    bethan.hand_to(aled);
    assert_eq!(told_of_rules(aled, megan), ["Tom: There is a rule about contact."]);
}

#[test]
fn of_two_rules_about_one_person_the_weaker_is_not_told_as_if_it_were_alone() {
    let Records { aled, megan, tom, .. } = &Records::new();
    let rule = |effect: &str, kind: &str, force: &str| {
        json!({"individual": megan, "person": tom, "effect": effect, "force": force, "kind": kind, "from": "2026-01-01",
               "state": "active", "modes": {"phone": {"rule": "free"}}, "verified": {"by": "Aled", "when": "2026-03-01"}})
    };
    aled.perform("set_restriction", &rule("permit", "agreed_plan", "agreed"));
    assert_eq!(told_of_rules(aled, megan), ["Tom: You can have contact."]);
    let mut order = rule("prohibit", "dapo", "legal");
    order.as_object_mut().unwrap().remove("modes");
    aled.perform("set_restriction", &order);
    let mut told = told_of_rules(aled, megan);
    told.sort();
    assert_eq!(told, ["Tom: No contact for now.", "Tom: There is a rule about contact."]);
}

/// Of each summary of a rule, whether its card has ended for whoever asks no further.
fn summaries_ended(phone: &Phone, megan: &str) -> Vec<bool> {
    let rows = adversary::vault(phone).read().cards(megan.parse().unwrap(), Some("rule_summary")).unwrap();
    rows.iter().map(|row| row.ended).collect()
}

#[test]
fn who_may_not_read_a_rule_neither_tells_nor_ends_nor_parts_it_from_what_the_individual_is_told() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let carys = aled.admitted_to("Carys", "key_person", &[megan]);
    aled.hand_to(&carys);
    carys.perform("say", &json!({"individual": megan, "text": "I came on Sunday", "voice": observed()}));
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal", "kind": "dapo",
                      "from": "2026-01-01", "state": "active", "verified": {"by": "Aled", "when": "2026-03-01"}});
    let id = aled.make("set_restriction", "restriction", &rule);
    let shown = aled.show("my_plan", &[("individual", megan)]);
    let summary = shown[0]["items"][0]["id"].as_str().unwrap();
    assert_eq!(told_of_rules(aled, megan), ["Tom: No contact for now."]);
    aled.hand_to(&carys);
    let shared = adversary::section(&carys, megan, "shared");
    let said = |phone: &Phone| -> Vec<Value> {
        let rows =
            adversary::vault(phone).read().cards(megan.parse().unwrap(), Some("rule_summary")).unwrap();
        let card: Value = serde_json::from_str(&rows[0].json).unwrap();
        let fields =
            card["fields"].as_object().unwrap().values().flat_map(|said| said.as_array().unwrap().clone());
        fields.map(|fact| fact["id"].clone()).collect()
    };
    let ending = |phone: &Phone, number: u8| {
        let ended = json!({"state": "ended", "ending": "lift", "saw": said(phone)});
        adversary::say(summary, "lifecycle", number, ended, &observed())
    };
    let meddle = |number: u8| match number {
        1 => adversary::say(summary, "effect", number, json!("permit"), &observed()),
        2 => ending(&carys, number),
        _ => adversary::say(summary, "restriction", number, json!(tom), &observed()),
    };
    for number in 1..=3 {
        adversary::add(&carys, shared, &[meddle(number)], &[]);
        carys.hand_to(aled);
        assert_eq!(told_of_rules(aled, megan), ["Tom: There is a rule about contact."], "{number}");
    }
    // Staff say it anew, and it is told as it is.
    let mut again = rule.clone();
    again["id"] = json!(id);
    again["seen"] = json!(aled.seen(megan));
    again["reason"] = json!("Somebody meddled with it");
    aled.perform("set_restriction", &again);
    aled.hand_to(bethan);
    for phone in [aled, bethan] {
        assert!(told_of_rules(phone, megan).contains(&"Tom: No contact for now.".to_owned()));
    }
    // Ended by one who saw all of it, it is told to be there until staff lift the rule.
    let gwen = aled.admitted_to("Gwen", "key_person", &[megan]);
    aled.hand_to(&gwen);
    gwen.perform("say", &json!({"individual": megan, "text": "I came on Monday", "voice": observed()}));
    adversary::add(&gwen, shared, &[ending(&gwen, 4)], &[]);
    gwen.hand_to(aled);
    assert_eq!(summaries_ended(aled, megan), [true]);
    assert_eq!(told_of_rules(aled, megan), ["Tom: There is a rule about contact."]);
    aled.perform("end", &json!({"card": id, "reason": "The court ended it", "seen": aled.seen(megan)}));
    assert_eq!(told_of_rules(aled, megan), [""; 0]);
}

#[test]
fn what_others_wrote_down_later_is_under_the_individuals_words_and_not_in_their_place() {
    let Records { aled, bethan, megan, .. } = &Records::new();
    let say = json!({"individual": megan, "text": "I want to see Dad", "voice": own(), "kind": "wish"});
    let said = aled.make("say", "statement", &say);
    let face = json!({"individual": megan, "occurred": {"at": NOW}, "scale": "five_faces", "value": 1, "voice": own()});
    let face = aled.make("observe", "observation", &face);
    let seen = json!({"individual": megan, "occurred": {"at": NOW}, "scale": "five_faces", "value": 4, "voice": observed()});
    let seen = aled.make("observe", "observation", &seen);
    aled.hand_to(bethan);
    let amend = |entry: &str, changes: Value| {
        bethan.perform("amend", &json!({"entry": entry, "changes": changes, "reason": "So it was"}));
    };
    amend(&said, json!({"text": "I do not want to see Dad", "voice": observed()}));
    amend(&face, json!({"value": 5}));
    amend(&seen, json!({"voice": own()}));
    bethan.hand_to(aled);
    let items = |screen: &str, at: &str| {
        let shown = aled.show(screen, &[("individual", megan)]);
        shown.pointer(at).unwrap().as_array().unwrap().clone()
    };
    let words = items("my_words", "/items");
    let wish = words.iter().find(|item| item["id"] == json!(said)).unwrap();
    assert_eq!(wish["text"], "I want to see Dad");
    assert!(wish["under"].to_string().contains("Later written down as: I do not want to see Dad"), "{wish}");
    let felt = items("how_i_feel", "/felt/items");
    assert_eq!((felt.len(), &felt[0]["text"]), (1, &json!("Very bad")), "a worker's rating is not theirs");
    assert!(felt[0]["under"].to_string().contains("Later written down as: Very good"), "{}", felt[0]);
}
