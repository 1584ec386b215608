//! Consents and amendments that two people recorded without having seen each other.

use super::*;

#[test]
fn a_withdrawal_recorded_elsewhere_is_of_the_same_consent_and_holds() {
    let records = Records::new();
    let (aled, bethan, megan) = (&records.aled, &records.bethan, &records.megan);
    let consent = |decision: &str, purpose: &str| {
        json!({"individual": megan, "purpose": purpose, "decision": decision, "scope": ["photos"],
               "recipients": ["Tom"], "voice": own()})
    };
    let given = aled.make("give_consent", "consent", &consent("given", "Sharing photos"));
    let withdrawn = bethan.make("give_consent", "consent", &consent("withdrawn", "sharing photos "));
    assert_eq!(given, withdrawn, "what was asked, of whom, is one thing");
    assert_eq!(
        aled.attempt("give_consent", &consent("given", "Sharing photos")).refusal(3),
        "consent_is_there"
    );
    bethan.hand_to(aled);
    aled.hand_to(bethan);
    for phone in [aled, bethan] {
        let differences = phone.show("differences", &[("individual", megan)]);
        let told = differences
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["guarded"] == true && one["card"] == given.as_str());
        assert!(told, "{differences}");
    }
    assert_eq!(aled.hash(megan), bethan.hash(megan));
}

#[test]
fn a_consent_that_was_ended_is_given_again() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let mut consent = json!({"individual": megan, "purpose": "Photos", "decision": "given", "scope": ["photos"],
                             "recipients": ["Tom"], "voice": own()});
    let id = aled.make("give_consent", "consent", &consent);
    aled.perform("end", &json!({"card": id, "reason": "It is over", "seen": aled.seen(&megan)}));
    for (name, value) in
        [("id", json!(id)), ("seen", json!(aled.seen(&megan))), ("reason", json!("She asked"))]
    {
        consent[name] = value;
    }
    aled.perform("give_consent", &consent);
    assert_eq!(aled.show("differences", &[("individual", &megan)]), json!([]));
    let cards = aled.show("individual", &[("individual", &megan)])["cards"].as_array().unwrap().clone();
    assert!(cards.iter().any(|card| card["card"] == id.as_str()), "{cards:?}");
}

#[test]
fn two_amendments_that_differ_are_told_and_hide_no_contact_that_is_due() {
    let aled = Phone::founded("Aled").at("2026-03-02T09:00:00+00:00");
    let megan = aled.individual("Megan");
    let mum = aled.person(&megan, "Mum");
    let plan =
        json!({"individual": megan, "people": [mum], "mode": "phone", "start": "2026-02-28T10:00:00+00:00"});
    aled.perform("plan_contact", &plan);
    let visit = json!({"individual": megan, "occurred": {"at": "2026-03-01T10:00:00+00:00"},
                       "happened": {"outcome": "happened"}, "line": "We rang.", "did_not_say": true, "worry": "no",
                       "contacts": [{"person": mum, "mode": "phone", "outcome": "happened"}]});
    let ids = aled.perform("record_visit", &visit).data()["ids"].clone();
    let contact = ids["contacts"][0].as_str().unwrap().to_owned();
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&bethan);
    let due = |phone: &Phone| {
        let today = phone.show("today", &[]);
        today["due"].as_array().unwrap().iter().filter(|item| item["what"] == "contact").count()
    };
    assert_eq!(due(&aled), 0);
    for (phone, outcome) in [(&aled, "did_not_attend"), (&bethan, "cancelled_by_other_person")] {
        let amend = json!({"entry": contact, "changes": {"outcome": outcome}, "reason": "It was not so"});
        phone.perform("amend", &amend);
    }
    bethan.hand_to(&aled);
    aled.hand_to(&bethan);
    for phone in [&aled, &bethan] {
        assert_eq!(due(phone), 1, "both say that there was no contact");
        let apart = phone.show("needs_look", &[])["amended_apart"].clone();
        assert_eq!((apart[0]["entry"].as_str(), &apart[0]["parts"]), (Some(&*contact), &json!(["outcome"])));
    }
    let last = json!({"entry": contact, "changes": {"outcome": "did_not_attend"}, "reason": "We asked her"});
    aled.perform("amend", &last);
    assert_eq!(aled.show("needs_look", &[])["amended_apart"], json!([]));
}
