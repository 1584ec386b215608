//! Concerns: who may be named in one that is there, when its answer is due, and what nobody has said.

use super::*;

/// A concern that a manager reads and a worker does not.
struct Concern {
    aled: Phone,
    dewi: Phone,
    bethan: Phone,
    megan: String,
    id: String,
}

impl Concern {
    fn new(danger: Option<&str>) -> Self {
        let aled = Phone::founded("Aled");
        let megan = aled.individual("Megan");
        let (dewi, bethan) = (aled.admitted("Dewi", "manager"), aled.admitted("Bethan", "worker"));
        let mut raise = json!({"individual": megan, "what": "The key is gone", "kind": "harm_to_individual",
                               "recipients": ["manager"]});
        if let Some(danger) = danger {
            raise["danger"] = json!(danger);
        }
        let id = aled.make("raise_concern", "concern", &raise);
        Self { aled, dewi, bethan, megan, id }
    }

    fn shown(&self) -> Value {
        self.aled.show("concern", &[("concern", &self.id)])
    }

    fn set(&self, field: &str, value: Value) -> kith_tests::terminal::Told {
        let change = json!({"card": self.id, "field": field, "value": value, "voice": observed(),
                            "seen": self.shown()["seen"], "reason": "It came out later"});
        self.aled.attempt("set_field", &change)
    }
}

#[test]
fn nobody_who_reads_a_concern_can_be_named_in_it_later() {
    let concern = Concern::new(Some("short"));
    for reader in [&concern.dewi, &concern.aled] {
        assert_eq!(concern.set("concerned", json!([reader.member])).refusal(4), "concerned_reads_already");
    }
    let nobody = "6f1c2c7e-3f63-4a6b-8f0d-0b7c2a5e9d10";
    assert_eq!(concern.set("concerned", json!([nobody])).refusal(3), "unknown_member");
    assert_eq!(concern.set("concerned", json!([concern.bethan.member, "individual"])).status, Some(0));
    let raise = json!({"individual": concern.megan, "what": "Again", "kind": "harm_to_individual",
                       "recipients": ["manager"], "concerned": [nobody]});
    assert_eq!(concern.aled.attempt("raise_concern", &raise).refusal(3), "unknown_member");
}

#[test]
fn an_answer_falls_due_later_only_with_a_second_person() {
    let concern = Concern::new(Some("short"));
    let due = concern.shown()["answer_due"].as_str().unwrap().to_owned();
    for later in [json!("2026-06-01T09:00:00+00:00"), Value::Null] {
        assert_eq!(concern.set("answer_due", later).refusal(3), "lowering_needs_second_person");
    }
    assert_eq!(concern.shown()["answer_due"], due.as_str());
    assert_eq!(concern.set("answer_due", json!("2026-03-02T12:00:00+00:00")).status, Some(0));
    let mut lower = json!({"concern": concern.id, "answer_due": "2026-03-05T12:00:00+00:00", "second_person": "Aled",
                           "reason": "The key was found", "seen": concern.shown()["seen"]});
    assert_eq!(concern.aled.attempt("lower_concern", &lower).refusal(3), "lowering_needs_second_person");
    lower["second_person"] = json!("Dewi");
    concern.aled.perform("lower_concern", &lower);
    let shown = concern.shown();
    assert!(shown["answer_due"].as_str().unwrap().starts_with("2026-03-05"), "{shown}");
    assert_eq!((&shown["status"], &shown["danger"]), (&json!("raised"), &json!("short")));
}

#[test]
fn a_concern_is_answered_on_the_screen_that_showed_it() {
    let concern = Concern::new(None);
    let mut answer = json!({"concern": concern.id, "from": "Dewi", "text": "I have rung her"});
    assert_eq!(concern.aled.attempt("answer_concern", &answer).status, Some(3));
    answer["seen"] = concern.shown()["seen"].clone();
    concern.aled.perform("answer_concern", &answer);
    assert_eq!(concern.shown()["status"], "answered");
}

#[test]
fn a_danger_that_nobody_spoke_of_is_not_called_none() {
    let concern = Concern::new(None);
    assert_eq!(concern.shown()["danger"], "unsaid");
    let escalate = json!({"concern": concern.id, "to": "safeguarding_lead", "reason": "No answer came"});
    concern.aled.perform("escalate_concern", &escalate);
    assert_eq!(concern.shown()["danger"], "unsaid", "escalating says nothing of the danger");
    assert!(!concern.shown()["fields"].to_string().contains("No danger"));
    let escalate = json!({"concern": concern.id, "to": "safeguarding_lead", "reason": "He is at the door",
                          "danger": "imminent"});
    concern.aled.perform("escalate_concern", &escalate);
    assert_eq!(concern.shown()["danger"], "imminent");
    assert_eq!(Concern::new(Some("none")).shown()["danger"], "none");
}

#[test]
fn whoever_is_in_the_record_may_raise_a_concern_and_it_reaches_those_who_must_know() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let lead = aled.admitted("Dewi", "safeguarding_lead");
    aled.hand_to(&lead);
    for (name, role) in [("Nia", "advocate"), ("Gwenllian", "key_person"), ("Megan", "individual")] {
        let told = aled.admitted_to(name, role, &[&megan]);
        aled.hand_to(&told);
        let raise = json!({"individual": megan, "what": "He shouts at her", "kind": "harm_to_individual",
                           "danger": "short", "recipients": ["safeguarding_lead"]});
        let id = told.make("raise_concern", "concern", &raise);
        for reader in [&aled, &lead] {
            told.hand_to(reader);
            assert_eq!(reader.show("concern", &[("concern", &id)])["danger"], "short", "{role}");
            assert_eq!(reader.run(&["doctor"], b"").data()["caches_equal"], true, "{role}");
        }
    }
}

#[test]
fn a_concern_that_waits_for_an_answer_stands_on_today_of_whoever_reads_it() {
    let concern = Concern::new(Some("long"));
    concern.aled.hand_to(&concern.dewi);
    let alerts = |phone: &Phone| phone.show("today", &[])["alerts"].as_array().unwrap().clone();
    let told = alerts(&concern.dewi);
    assert!(
        told.iter().any(|alert| alert["what"] == "concern" && alert["card"] == concern.id.as_str()),
        "{told:?}"
    );
    concern.aled.hand_to(&concern.bethan);
    assert!(alerts(&concern.bethan).iter().all(|alert| alert["what"] != "concern"), "she does not read it");
    let answer = json!({"concern": concern.id, "from": "Dewi", "text": "I have rung her", "seen": concern.shown()["seen"]});
    concern.aled.perform("answer_concern", &answer);
    assert!(alerts(&concern.aled).iter().all(|alert| alert["what"] != "concern"));
}

#[test]
fn no_reader_makes_a_concern_vanish_by_naming_those_who_were_told() {
    let concern = Concern::new(Some("short"));
    concern.aled.hand_to(&concern.dewi);
    let section = adversary::section(&concern.aled, &concern.megan, "concern");
    let everybody = json!([concern.dewi.member, concern.aled.member]);
    let answer = json!({"concern": concern.id, "from": "Dewi", "text": "x",
                        "seen": concern.dewi.show("concern", &[("concern", &concern.id)])["seen"]});
    concern.dewi.perform("answer_concern", &answer);
    // By hand, as the command refuses it.
    adversary::add(
        &concern.dewi,
        section,
        &[adversary::say(&concern.id, "concerned", 9, everybody, &observed())],
        &[],
    );
    concern.dewi.hand_to(&concern.aled);
    assert_eq!(concern.aled.look("concern", &[("concern", &concern.id)]).status, Some(0));
    assert_eq!(concern.dewi.look("concern", &[("concern", &concern.id)]).status, Some(0));
}

#[test]
fn a_manager_who_was_not_known_yet_is_let_in_when_the_concern_is_escalated() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let raise = json!({"individual": megan, "what": "The key is gone", "kind": "harm_to_individual",
                       "recipients": ["manager"]});
    let id = aled.make("raise_concern", "concern", &raise);
    let dewi = aled.admitted("Dewi", "manager");
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&dewi);
    assert_eq!(dewi.look("concern", &[("concern", &id)]).status, Some(3));
    let name = json!({"card": id, "field": "concerned", "value": [bethan.member], "voice": observed(),
                      "seen": aled.show("concern", &[("concern", &id)])["seen"], "reason": "It came out"});
    aled.perform("set_field", &name);
    let mut escalate =
        json!({"concern": id, "to": "manager", "reason": "No answer", "readers": [bethan.member]});
    assert_eq!(aled.attempt("escalate_concern", &escalate).refusal(4), "concern_of_reader");
    escalate["readers"] = json!([]);
    aled.perform("escalate_concern", &escalate);
    aled.hand_to(&dewi);
    assert_eq!(dewi.show("concern", &[("concern", &id)])["status"], "escalated");
}

#[test]
fn a_concern_is_never_taken_to_the_person_whom_it_is_about() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let (dewi, bethan) = (aled.admitted("Dewi", "safeguarding_lead"), aled.admitted("Bethan", "worker"));
    let raise = json!({"individual": megan, "what": "The key is gone", "kind": "harm_to_individual",
                       "recipients": ["manager"], "readers": [bethan.member], "concerned": [dewi.member]});
    let id = aled.make("raise_concern", "concern", &raise);
    let take =
        |to: &str| aled.attempt("escalate_concern", &json!({"concern": id, "to": to, "reason": "No answer"}));
    // He is the one lead there is.
    for to in [dewi.member.as_str(), "Dewi", " dewi", "safeguarding_lead"] {
        assert_eq!(take(to).refusal(4), "told_to_concerned", "{to}");
    }
    assert_eq!(take("adult_social_care").status, Some(0));
    aled.admitted("Carys", "safeguarding_lead");
    assert_eq!(take("safeguarding_lead").status, Some(0), "another may be the one who is told");
    assert_eq!(aled.show("concern", &[("concern", &id)])["status"], "escalated");
}
