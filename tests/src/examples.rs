//! A record with something of everything in it, and an example of each command.

use serde_json::{Value, json};

use crate::terminal::{NOW, observed, own, photo};

/// Fills a vault that is empty by `make`, which performs a command and tells an id that it made, and gives an example of
/// each command. `seen` is what a screen of a record shows, `member` who holds the vault, and `take` takes in a photo.
pub fn of_each_command(
    member: &str,
    make: impl Fn(&str, &str, Value) -> String,
    take: impl Fn(&[u8]) -> String,
    seen: impl Fn(&str) -> Value,
) -> Vec<(&'static str, Value)> {
    // long: one example of each command.
    let megan = make("add_individual", "individual", json!({"name": "Megan", "languages": ["en"]}));
    let other = make("add_individual", "individual", json!({"name": "Idris", "languages": ["en"]}));
    let tom = make("add_person", "person", json!({"individual": megan, "name": "Tom", "kind": "person"}));
    let dilys = make("add_person", "person", json!({"individual": megan, "name": "Dilys", "kind": "person"}));
    let tie =
        make("add_relationship", "relationship", json!({"individual": megan, "to": tom, "kind": "friend"}));
    let need = make("add_need", "need", json!({"individual": megan, "title": "T", "kind": "new"}));
    let strategy =
        make("add_strategy", "strategy", json!({"individual": megan, "name": "N", "kind": "coping"}));
    let place = make("add_place", "place", json!({"individual": megan, "name": "Hall"}));
    let note = make("note", "note", json!({"individual": megan, "text": "T"}));
    let concern = make(
        "raise_concern",
        "concern",
        json!({"individual": megan, "what": "W",
        "kind": "harm_to_individual", "recipients": ["manager"]}),
    );
    let (seen, occurred) = (seen(&megan), json!({"at": NOW, "precision": "exact"}));
    let voice =
        json!({"speaker": "individual", "how": "own_words", "method": "spoken", "conveyed_by": "Siân"});
    vec![
        (
            "add_individual",
            json!({"name": "N", "languages": ["en"], "preferred_name": "P", "pronouns": "she",
            "how_i_say_yes": "Y", "how_i_say_no": "N", "communication_methods": ["spoken"],
            "date_of_birth": "1990-01-01", "team": [member]}),
        ),
        (
            "add_need",
            json!({"individual": megan, "title": "T", "kind": "new", "relationships": [tie],
            "effect_on_me": "E", "effect_on_others": "E", "voice": voice}),
        ),
        (
            "add_person",
            json!({"individual": megan, "name": "N", "kind": "pet", "preferred_name": "P", "cared_for_by": "C"}),
        ),
        (
            "add_place",
            json!({"individual": megan, "name": "N", "access": "A", "cost": "C", "privacy": "P",
            "supervision": "S", "safety": "S"}),
        ),
        (
            "add_relationship",
            json!({"individual": megan, "to": tom, "from": dilys, "kind": "friend", "circle": "friendship",
            "quality": "strong", "status": "existing", "gives_support": "both", "benefits": ["B"], "harms": ["H"],
            "since": "1998", "voice": voice}),
        ),
        (
            "add_strategy",
            json!({"individual": megan, "name": "N", "kind": "coping", "steps": ["S"], "need": need, "voice": voice}),
        ),
        (
            "agree_support",
            json!({"individual": megan, "purpose": "P", "support": ["listen"], "level": "L", "my_part": "M",
            "your_part": "Y", "limits": "L", "agreed": true, "how_agreed": "H", "review": "2026-06-01", "need": need,
            "voice": voice}),
        ),
        ("amend", json!({"entry": note, "changes": {"text": "T"}, "reason": "R"})),
        (
            "answer_concern",
            json!({"concern": concern, "from": "F", "text": "T", "action": "A", "seen": seen}),
        ),
        (
            "attach",
            json!({"individual": megan, "staged": take(&photo(900)), "entry": note, "card": tom, "text": "T",
            "voice": voice}),
        ),
        ("change_setting", json!({"setting": "lock_after", "value": "now"})),
        ("disagree", json!({"entry": note, "voice": voice, "text": "T"})),
        ("discard_draft", json!({"draft": "D"})),
        ("end", json!({"card": place, "reason": "R", "seen": seen, "ending": "end"})),
        ("escalate_concern", json!({"concern": concern, "to": "999", "reason": "R", "danger": "short"})),
        ("give_access", json!({"individual": megan, "member": member, "reason": "R"})),
        (
            "give_consent",
            json!({"individual": megan, "purpose": "P", "decision": "given", "scope": ["S"], "recipients": ["R"],
            "until": "2027-01-01", "explained_how": "E", "words": "W", "voice": voice}),
        ),
        (
            "give_feedback",
            json!({"individual": megan, "text": "T", "lang": "en", "voice": voice, "from": "F",
            "about": [need], "occurred": occurred}),
        ),
        (
            "give_information",
            json!({"individual": megan, "topic": "T", "format": "F", "said_back": "S", "understood": true,
            "people": [tom], "occurred": occurred}),
        ),
        (
            "lower_concern",
            json!({"concern": concern, "status": "sent", "danger": "none", "reason": "R",
            "second_person": "S", "seen": seen}),
        ),
        (
            "note",
            json!({"individual": megan, "section": "team", "text": "T", "people": [tom], "occurred": occurred}),
        ),
        (
            "observe",
            json!({"individual": megan, "occurred": occurred, "scale": "distress", "value": 3.0, "phase": "before",
            "behaviour": {"before": "B", "what": "W", "after": "A"}, "feelings": ["calm"], "situation": "S", "person": tom, "voice": own()}),
        ),
        (
            "plan_contact",
            json!({"individual": megan, "people": [tom], "mode": "phone", "start": "2026-03-14T11:00:00Z",
            "rrule": "FREQ=DAILY;COUNT=3", "place": place, "supported_by": "S", "transport": "T", "between_contacts": "B",
            "prepare": {"fears": "F", "coping_steps": ["C"], "rehearsal": "R", "distress": 3}}),
        ),
        (
            "raise_concern",
            json!({"individual": megan, "what": "W", "their_words": "T", "kind": "harm_to_individual",
            "harms": ["financial"], "danger": "short", "danger_now": "D", "wishes": "W", "recipients": ["manager"],
            "readers": [member], "concerned": [tom], "entry": note}),
        ),
        (
            "record_decision",
            json!({"individual": megan, "what": "W", "matter": "contact", "options": [{"what": "W",
            "for": ["F"], "against": ["A"]}], "support_tried": ["S"], "understand": true, "retain": true, "weigh": true,
            "communicate": true, "choice": {"text": "T", "lang": "en", "voice": voice}, "people": [tom],
            "occurred": occurred}),
        ),
        (
            "record_visit",
            json!({"individual": megan, "occurred": occurred, "happened": {"outcome": "happened",
            "by_whom": "B", "why": "W"}, "line": "L", "support": ["listen"], "contacts": [{"person": tom, "mode": "phone",
            "outcome": "happened", "before": 3, "after": 4}], "observations": [{"scale": "distress", "value": 3.0,
            "voice": own(), "phase": "before"}], "words": [{"text": "T", "lang": "en", "voice": voice}], "worry": "no",
            "follow_ups": [{"what": "W", "who": "W", "when": "2026-04-01"}], "draft": "D",
            "attached": [{"staged": take(&photo(900)), "text": "T"}]}),
        ),
        ("refile", json!({"entry": note, "to_individual": other, "reason": "R"})),
        ("reopen", json!({"card": strategy, "reason": "R", "seen": seen})),
        ("save_draft", json!({"draft": "D", "content": {"a": 1}})),
        (
            "say",
            json!({"individual": megan, "kind": "wish", "text": "T", "lang": "en", "voice": voice, "people": [tom],
            "feelings": ["proud"], "need": need, "occurred": occurred, "attached": [{"staged": take(&photo(900)), "text": "T"}]}),
        ),
        (
            "set_field",
            json!({"card": tom, "field": "address", "value": "A", "voice": observed(), "seen": seen, "reason": "R"}),
        ),
        (
            "set_restriction",
            json!({"individual": megan, "person": dilys, "effect": "limit", "force": "agreed",
            "kind": "agreed_plan", "bound": [dilys], "protected": ["individual"], "modes": {"phone": {"rule": "conditional",
            "condition": "C", "supervised_by": "S"}}, "from": "2026-02-01", "until": "2026-12-01", "review": "2026-06-01",
            "authority": "A", "reference": "R", "exact_words": "E", "verified": {"by": "B", "when": "2026-02-01"},
            "places": ["P"], "exceptions": ["E"], "explained": "E", "state": "active", "reason": "R", "voice": voice}),
        ),
        (
            "settle",
            json!({"difference": tie, "fact_ids": [tie], "value": "V", "reason": "R", "voice": voice}),
        ),
        (
            "use_strategy",
            json!({"individual": megan, "strategy": strategy, "rating": 4, "voice": voice, "text": "T",
            "people": [tom], "occurred": occurred}),
        ),
        (
            "view_good_for_me",
            json!({"individual": megan, "card": tie, "view": "good", "of": "being_in", "text": "T",
            "conclusion": "C", "voice": voice, "occurred": occurred}),
        ),
    ]
}
