//! The page: what whoever holds it must know first, and what must not be on it.

use kith_tests::terminal::{Phone, own};
use serde_json::json;

use super::newcomer::plain;

/// The page as it is written, with these options.
fn page(phone: &Phone, megan: &str, options: &[&str]) -> String {
    let out = phone.file("page.html");
    let told = phone.run(&[&["page", "--individual", megan], options, &[&out]].concat(), b"");
    assert_eq!(told.status, Some(0), "{}", told.json);
    std::fs::read_to_string(out).unwrap()
}

#[test]
fn rules_about_contact_and_plans_against_them_come_first() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    assert!(page(&phone, &megan, &[]).contains("No rule about contact is recorded here."));
    let voice = json!({"speaker": "worker", "how": "observed", "method": "writing"});
    phone.perform(
        "add_relationship",
        &json!({"individual": megan, "to": tom, "kind": "friend", "voice": voice}),
    );
    phone.perform(
        "plan_contact",
        &json!({"individual": megan, "people": [tom], "mode": "phone", "start": "2026-03-05T14:00:00+00:00"}),
    );
    phone.perform(
        "set_restriction",
        &json!({"individual": megan, "person": tom, "effect": "limit", "force": "legal", "kind": "dapo", "from": "2026-01-01",
                "until": "2026-09-01", "verified": {"by": "Aled", "when": "2026-03-01"}, "state": "active",
                "modes": {"phone": {"rule": "none"}, "letter": {"rule": "conditional", "condition": "Aled reads it"}}}),
    );
    let html = page(&phone, &megan, &[]);
    let (first, rest) = html.split_once("id=\"part-2\"").unwrap();
    for words in [
        "Rules about contact",
        "A rule forbids what is planned: Tom · Phone · Thu 5 Mar 2026, 14:00",
        "DAPO",
        "By law, papers seen",
        "Phone: Not at all",
        "Letter: With conditions (Aled reads it)",
        "until Tue 1 Sep 2026",
    ] {
        assert!(first.contains(words), "{words}");
    }
    // On the map, what may be cut from the end of a label is not what the rule does.
    let (_, label) = rest.split_once("<text class=\"rule\"").unwrap();
    assert!(label.split_once('>').unwrap().1.starts_with("Limited contact ("), "{}", &label[..80]);
}

#[test]
fn notes_of_the_team_are_on_the_page_only_where_that_was_asked_for_and_it_says_so() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    phone.perform("note", &json!({"individual": megan, "text": "Seen by the team alone", "section": "team"}));
    let said =
        json!({"individual": megan, "kind": "words", "text": "Seen by all", "lang": "en", "voice": own()});
    phone.perform("say", &said);
    for (options, with) in [(&[][..], false), (&["--with-team-notes"], true)] {
        let html = page(&phone, &megan, options);
        assert!(html.contains("Seen by all"), "{options:?}");
        assert_eq!(html.contains("Seen by the team alone"), with, "{options:?}");
        let said = if with { "may read are in this page" } else { "may read are not in this page" };
        assert!(html.contains(said), "{options:?}");
        let out = phone.file("page.html");
        let words = [&["page", "--individual", &megan], options, &[&out]].concat();
        assert!(plain(&phone, "en", &words, b"").1.contains(said), "{options:?}");
        assert_eq!(phone.run(&words, b"").data()["with_team_notes"], with);
    }
}

#[test]
fn a_rating_of_their_own_is_called_so_and_before_and_after_are_told() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    phone.perform(
        "record_visit",
        &json!({"individual": megan, "occurred": {"at": "2026-03-02T08:00:00+00:00"}, "line": "L", "worry": "no",
        "happened": {"outcome": "happened"}, "did_not_say": true,
        "contacts": [{"person": tom, "mode": "phone", "outcome": "happened", "before": 2, "after": 4}],
        "observations": [{"scale": "five_faces", "value": 3, "voice": own(), "phase": "before"}]}),
    );
    let html = page(&phone, &megan, &[]);
    let rows: Vec<&str> = html.split("<li class=").filter(|row| row.contains("Their own rating")).collect();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].contains("Before") && !rows[0].contains("Their own words"), "{}", rows[0]);
    assert!(html.contains("Before: 2 · After: 4"));
    // In the figures as well.
    assert!(html.contains("The person · <span dir=\"auto\">Before</span>"));
    assert_eq!(phone.timeline(&megan).iter().filter(|item| item["own_words"] == true).count(), 1);
}

#[test]
fn a_narrow_screen_says_that_the_map_scrolls_and_begins_at_its_middle() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let html = page(&phone, &megan, &[]);
    assert!(html.contains("<p class=\"hint\">← Move the picture sideways"));
    assert!(html.contains(".hint { display: block; }") && html.contains("scroll-snap-align: center"));
}
