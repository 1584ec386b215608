//! A small record, and one of each command upon it, with every argument that it has.

use kith::Kith;
use serde_json::{Value, json};

use crate::terminal::{NOW, observed, own};

/// What the record holds, by id.
pub(super) struct Record {
    pub(super) individual: String,
    pub(super) ids: Vec<(&'static str, String)>,
}

impl Record {
    /// Makes it, as the founder.
    pub(super) fn new(kith: &Kith) -> Self {
        let make = |name: &str, id: &str, given: Value| -> String {
            let done = kith.perform(name, &given).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            done.ids[id].as_str().unwrap().to_owned()
        };
        let megan = make("add_individual", "individual", json!({"name": "Megan", "languages": ["en"]}));
        let person = |name: &str| {
            make("add_person", "person", json!({"individual": megan, "name": name, "kind": "person"}))
        };
        let (tom, dilys) = (person("Tom"), person("Dilys"));
        let tie =
            json!({"individual": megan, "to": tom, "kind": "friend", "circle": "friendship", "voice": own()});
        let tie = make("add_relationship", "relationship", tie);
        let need = make("add_need", "need", json!({"individual": megan, "title": "T", "kind": "new"}));
        let strategy = json!({"individual": megan, "name": "N", "kind": "coping"});
        let strategy = make("add_strategy", "strategy", strategy);
        let place = make("add_place", "place", json!({"individual": megan, "name": "Hall"}));
        let note = make("note", "note", json!({"individual": megan, "text": "Quiet today"}));
        let rule = json!({"individual": megan, "person": dilys, "effect": "limit", "force": "agreed",
                          "kind": "agreed_plan", "from": "2026-01-01", "until": "2027-01-01", "state": "active"});
        let rule = make("set_restriction", "restriction", rule);
        let ids = vec![
            ("tom", tom),
            ("dilys", dilys),
            ("tie", tie),
            ("need", need),
            ("strategy", strategy),
            ("place", place),
            ("note", note),
            ("rule", rule),
        ];
        Self { individual: megan, ids }
    }

    fn id(&self, name: &str) -> &str {
        self.ids.iter().find(|(known, _)| *known == name).map_or("", |(_, id)| id)
    }

    /// One of each command that adds to it, in the order of the list of commands.
    pub(super) fn commands(&self, seen: &str) -> Vec<(&'static str, Value)> {
        // long: one table, a row for each command.
        let (megan, tom, dilys) = (&self.individual, self.id("tom"), self.id("dilys"));
        let (tie, need, strategy) = (self.id("tie"), self.id("need"), self.id("strategy"));
        let (place, note) = (self.id("place"), self.id("note"));
        let (voice, occurred) = (own(), json!({"at": NOW, "precision": "exact"}));
        vec![
            ("add_individual", json!({"name": "N", "languages": ["en"], "date_of_birth": "1990-01-01"})),
            (
                "add_need",
                json!({"individual": megan, "title": "T", "kind": "new", "relationships": [tie], "voice": voice}),
            ),
            ("add_person", json!({"individual": megan, "name": "N", "kind": "pet", "cared_for_by": "C"})),
            ("add_place", json!({"individual": megan, "name": "N", "access": "A", "safety": "S"})),
            (
                "add_relationship",
                json!({"individual": megan, "to": tom, "from": dilys, "kind": "friend", "quality": "strong",
                       "gives_support": "both", "benefits": ["B"], "since": "1998", "voice": voice}),
            ),
            (
                "agree_support",
                json!({"individual": megan, "purpose": "P", "support": ["listen"], "level": "L", "my_part": "M",
                       "your_part": "Y", "agreed": true, "how_agreed": "H", "review": "2026-06-01", "voice": voice}),
            ),
            ("amend", json!({"entry": note, "changes": {"text": "T"}, "reason": "R"})),
            ("disagree", json!({"entry": note, "voice": voice, "text": "T"})),
            ("end", json!({"card": place, "reason": "R", "seen": seen, "ending": "end"})),
            (
                "give_consent",
                json!({"individual": megan, "purpose": "P", "decision": "given", "scope": ["S"],
                       "recipients": ["R"], "until": "2027-01-01", "voice": voice}),
            ),
            (
                "give_feedback",
                json!({"individual": megan, "text": "T", "voice": voice, "about": [need], "occurred": occurred}),
            ),
            (
                "give_information",
                json!({"individual": megan, "topic": "T", "format": "F", "understood": true, "people": [tom]}),
            ),
            ("note", json!({"individual": megan, "section": "team", "text": "T", "people": [tom]})),
            (
                "observe",
                json!({"individual": megan, "occurred": occurred, "scale": "distress", "value": 3.0,
                       "phase": "before", "behaviour": {"before": "B", "what": "W", "after": "A"}, "person": tom,
                       "voice": voice}),
            ),
            (
                "plan_contact",
                json!({"individual": megan, "people": [tom], "mode": "phone", "start": "2026-03-14T11:00:00Z",
                       "rrule": "FREQ=DAILY;COUNT=3", "place": place, "prepare": {"fears": "F", "distress": 3}}),
            ),
            (
                "raise_concern",
                json!({"individual": megan, "what": "W", "kind": "harm_to_individual", "harms": ["financial"],
                       "danger": "short", "recipients": ["manager"], "concerned": [dilys], "entry": note}),
            ),
            (
                "record_decision",
                json!({"individual": megan, "what": "W", "matter": "contact", "options": [{"what": "W",
                       "for": ["F"], "against": ["A"]}], "support_tried": ["S"], "understand": true, "retain": true,
                       "weigh": true, "communicate": true, "choice": {"text": "T", "voice": voice}, "people": [tom]}),
            ),
            (
                "record_visit",
                json!({"individual": megan, "occurred": occurred, "happened": {"outcome": "happened"}, "line": "L",
                       "support": ["listen"], "contacts": [{"person": tom, "mode": "phone", "outcome": "happened",
                       "before": 3, "after": 4}], "observations": [{"scale": "distress", "value": 3.0,
                       "voice": voice, "phase": "before"}], "words": [{"text": "T", "lang": "en", "voice": voice}],
                       "worry": "no", "follow_ups": [{"what": "W", "who": "W", "when": "2026-04-01"}]}),
            ),
            ("save_draft", json!({"draft": "D", "content": {"a": 1}})),
            (
                "say",
                json!({"individual": megan, "kind": "wish", "text": "T", "voice": voice, "people": [tom]}),
            ),
            (
                "set_field",
                json!({"card": tom, "field": "name", "value": "Tomos", "voice": observed(), "seen": seen,
                       "reason": "R"}),
            ),
            (
                "set_restriction",
                json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed",
                       "kind": "agreed_plan", "bound": [tom], "modes": {"phone": {"rule": "conditional",
                       "condition": "C"}}, "from": "2026-02-01", "until": "2026-12-01", "review": "2026-06-01",
                       "exact_words": "E", "places": ["P"], "state": "active", "voice": voice}),
            ),
            (
                "use_strategy",
                json!({"individual": megan, "strategy": strategy, "rating": 4, "voice": voice, "text": "T"}),
            ),
            (
                "view_good_for_me",
                json!({"individual": megan, "card": tie, "view": "good", "of": "being_in", "text": "T",
                       "voice": voice}),
            ),
        ]
    }
}

/// The screens, with what each must be told, of a record.
pub(super) fn screens(record: &Record) -> Vec<(&'static str, Value)> {
    let (megan, tom) = (&record.individual, record.id("tom"));
    let whole =
        ["audit", "differences", "hash", "individual", "map", "timeline", "visit_form", "who_can_see"];
    let mut screens: Vec<(&str, Value)> =
        whole.into_iter().map(|name| (name, json!({ "individual": megan }))).collect();
    screens.extend([
        ("caseload", json!({})),
        ("effect", json!({"individual": megan, "person": tom, "scale": "distress"})),
        ("check", json!({"individual": megan, "person": record.id("dilys"), "mode": "phone"})),
        ("needs_look", json!({})),
        ("pending", json!({})),
        ("person", json!({"individual": megan, "person": tom})),
        ("search", json!({"text": "tom"})),
        ("today", json!({})),
        ("trends", json!({"individual": megan, "scale": "distress"})),
    ]);
    screens
}
