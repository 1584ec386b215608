//! The caseload: what a service writes down, made from a seed. Every visit has five entries: the visit itself, one
//! contact, two ratings and the individual's words. Words come as often as words do (Zipf's law), so that neither
//! compression nor search has it easier than with real writing.

use chrono::{DateTime, FixedOffset, TimeDelta};
use kith_tests::world::chance::Chance;
use serde_json::{Value, json};

/// Entries in one visit.
pub(crate) const ENTRIES_IN_A_VISIT: usize = 5;
/// People on each individual's map.
pub(crate) const PEOPLE: usize = 8;
/// Different words in the caseload.
const WORDS: u64 = 6000;

/// The moment at which the whole bench takes place.
pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-02T09:00:00+00:00").unwrap()
}

/// A rank of a word, the rarer the higher it is.
fn rank(chance: &mut Chance) -> u64 {
    const PARTS: usize = 1 << 53;
    let part = chance.below(PARTS) as f64 / PARTS as f64;
    (WORDS as f64).powf(part) as u64 - 1
}

fn words(chance: &mut Chance, least: usize, most: usize) -> String {
    let count = least + chance.below(most - least + 1);
    let words: Vec<String> = (0..count).map(|_| word(rank(chance))).collect();
    words.join(" ")
}

/// The word of a rank: the commonest are the shortest.
pub(crate) fn word(rank: u64) -> String {
    const STARTS: [&str; 18] =
        ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "br", "ll", "tr", "st"];
    const ENDS: [&str; 12] = ["a", "e", "i", "o", "u", "an", "er", "in", "on", "wy", "ai", "el"];
    let mut made = Chance::new(rank ^ 0x0057_4F52_4453);
    let syllables = 1 + usize::from(rank > 40) + usize::from(rank > 600) + made.below(2);
    (0..syllables).map(|_| format!("{}{}", made.pick(&STARTS), made.pick(&ENDS))).collect()
}

/// An individual's name.
pub(crate) fn name(chance: &mut Chance) -> String {
    let mut name = String::new();
    for part in [word(700 + rank(chance)), word(900 + rank(chance))] {
        let mut letters = part.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters);
        name.push(' ');
    }
    name.trim_end().to_owned()
}

/// One individual's record, by its ids.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) individual: String,
    pub(crate) people: Vec<String>,
}

impl Record {
    pub(crate) fn to_json(&self) -> Value {
        json!({ "individual": self.individual, "people": self.people })
    }

    pub(crate) fn from_json(value: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            individual: text(&value["individual"]),
            people: value["people"].as_array().unwrap().iter().map(text).collect(),
        }
    }
}

fn own_words() -> Value {
    json!({"speaker": "individual", "how": "own_words", "method": "spoken"})
}

/// The commands that begin a record, but for its people: a plan, a rule, support, a consent and things to be done.
pub(crate) fn beginnings(chance: &mut Chance, record: &Record) -> Vec<(&'static str, Value)> {
    let (individual, people) = (&record.individual, &record.people);
    let day = |days: i64| (now() + TimeDelta::days(days)).date_naive().to_string();
    let start = (now() - TimeDelta::days(21 + chance.below(7) as i64)).to_rfc3339();
    let mut begun = vec![
        (
            "plan_contact",
            json!({"individual": individual, "people": [people[0]], "mode": "phone", "start": start,
                   "rrule": "FREQ=WEEKLY;COUNT=52"}),
        ),
        (
            "set_restriction",
            json!({"individual": individual, "person": people[1], "effect": "limit", "force": "agreed",
                   "kind": "agreed_plan", "from": "2026-02-01", "state": "active", "review": day(30),
                   "modes": {"phone": {"rule": "conditional", "condition": words(chance, 4, 8)}}}),
        ),
        (
            "agree_support",
            json!({"individual": individual, "purpose": words(chance, 4, 10), "support": ["listen", "practise"],
                   "level": words(chance, 2, 4), "agreed": true, "how_agreed": words(chance, 2, 5),
                   "review": day(chance.below(60) as i64), "voice": own_words()}),
        ),
        (
            "give_consent",
            json!({"individual": individual, "purpose": words(chance, 3, 6), "decision": "given",
                   "scope": ["map", "contacts"], "recipients": ["GP"], "until": day(200), "voice": own_words()}),
        ),
    ];
    for person in people {
        let tie = json!({"individual": individual, "to": person, "kind": chance.pick(&["friend", "sibling", "parent"]),
            "circle": chance.pick(&["intimacy", "friendship", "participation", "exchange"]),
            "quality": chance.pick(&["strong", "ordinary", "tenuous", "stressful"]), "voice": own_words()});
        begun.push(("add_relationship", tie));
    }
    begun
}

/// Somebody on a map.
pub(crate) fn person(chance: &mut Chance, individual: &str) -> Value {
    json!({"individual": individual, "name": name(chance), "kind": "person"})
}

/// A visit, of so many hours ago.
pub(crate) fn visit(chance: &mut Chance, record: &Record, hours_ago: i64) -> Value {
    let at = (now() - TimeDelta::hours(hours_ago) - TimeDelta::minutes(chance.below(50) as i64)).to_rfc3339();
    let face = |chance: &mut Chance| 1 + chance.below(5);
    let seen = json!({"speaker": "worker", "how": "observed", "method": "behaviour"});
    let rating = |value: usize, phase: &str, voice: &Value| json!({"scale": "five_faces", "value": value, "phase": phase, "voice": voice});
    json!({
        "individual": record.individual,
        "occurred": {"at": at},
        "happened": {"outcome": chance.pick(&["happened", "happened", "happened", "late", "shortened"])},
        "line": words(chance, 6, 18),
        "support": [chance.pick(&["listen", "plan", "practise", "information"])],
        "contacts": [{"person": record.people[chance.below(record.people.len())],
                      "mode": chance.pick(&["in_person", "phone", "video"]), "outcome": "happened",
                      "before": face(chance), "after": face(chance)}],
        "observations": [rating(face(chance), "before", &seen), rating(face(chance), "after", &own_words())],
        "words": [{"text": words(chance, 4, 16), "lang": "en", "voice": own_words()}],
        "worry": "no",
    })
}

/// What is searched for, as typed: each of these, one more letter at a time.
pub(crate) fn typed() -> Vec<String> {
    let texts = [word(3), word(60), word(1500), format!("{} {}", word(9), word(200))];
    texts
        .iter()
        .flat_map(|text| (1..=text.len()).map(|length| text[..length].to_owned()))
        .filter(|typed| !typed.ends_with(' '))
        .collect()
}
