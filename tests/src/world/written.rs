//! What a command wrote, taken once from the vault of the phone that wrote it, and checked against what it was given.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use kith_domain::id::FeedId;
use kith_vault::{EntryQuery, EntryRow, Read};
use serde_json::{Value, json};

use super::World;
use super::phone::Phone;
use crate::model::{Act, Card, Contact, Entry, Fact, Held, Key, Known, LIFECYCLE, Moment, Part};

/// What a vault says was recorded at one moment.
#[derive(Default)]
struct Said {
    /// By card and field.
    facts: Vec<(String, Card, String, Value)>,
    entries: Vec<(EntryRow, Value)>,
    /// The sections it lies in: their kind, and the parcel that holds it.
    sections: BTreeMap<String, (String, Parcel)>,
}

/// The parcel that a part of an act is, and its place.
struct Parcel {
    id: [u8; 32],
    feed: FeedId,
    sequence: u64,
}

impl Said {
    fn at(read: Read<'_>, now: Moment) -> Self {
        let mut said = Self::default();
        // Looked for in the text first: to read every card of a record after every command is most of the time.
        let text = now.format("%Y-%m-%dT%H:%M:%S").to_string();
        for individual in read.individuals().unwrap() {
            for row in
                read.cards(individual, None).unwrap().into_iter().filter(|row| row.json.contains(&text))
            {
                let card: Value = serde_json::from_str(&row.json).unwrap();
                for (field, facts) in card["fields"].as_object().unwrap() {
                    for fact in facts.as_array().unwrap().iter().filter(|fact| recorded(fact) == now) {
                        let section = row.document.to_string();
                        let feed = fact["feed"].as_str().unwrap().parse().unwrap();
                        said.lies_in(read, &section, feed);
                        let individual = individual.to_string();
                        let card = Card { kind: row.kind.clone(), section, individual, facts: Vec::new() };
                        said.facts.push((row.id.to_string(), card, field.clone(), fact.clone()));
                    }
                }
            }
            for row in read.entries(&EntryQuery::of(individual)).unwrap() {
                if row.recorded_ms == now.timestamp_millis() {
                    said.lies_in(read, &row.document.to_string(), row.feeds[0]);
                    let json = serde_json::from_str(&row.json).unwrap();
                    said.entries.push((row, json));
                }
            }
        }
        said
    }

    fn lies_in(&mut self, read: Read<'_>, section: &str, feed: FeedId) {
        if !self.sections.contains_key(section) {
            let (sequence, id) = read.feed_head(feed).unwrap().unwrap();
            let parcel = Parcel { id, feed, sequence };
            let kind = read.section_of(section.parse().unwrap()).unwrap().unwrap().kind;
            self.sections.insert(section.to_owned(), (kind, parcel));
        }
    }
}

impl World {
    /// Takes what an act wrote from the vault of the phone that wrote it. What it saw is the model's to say.
    pub(super) fn learn(
        &mut self,
        phone: usize,
        act: Act,
        now: Moment,
        seen: &Known,
        arguments: &Value,
    ) -> Vec<Value> {
        let said = self.phones[phone].read(|read| Said::at(read, now));
        let mut written = Vec::new();
        for (id, card, field, fact) in said.facts {
            self.take_fact(phone, act, seen, (id, card, field), &fact);
            written.push(fact);
        }
        for (row, json) in said.entries {
            let body = &json["body"];
            self.model.entries.push(Entry {
                id: row.id.to_string(),
                kind: row.kind.clone(),
                individual: row.individual.to_string(),
                section: row.document.to_string(),
                act,
                recorded: now,
                texts: texts(&row.kind, body),
                contact: contact(&row.kind, body, &json["occurred"]["at"]),
                original: ["amendment", "disagreement"]
                    .contains(&row.kind.as_str())
                    .then(|| body["entry"].as_str().unwrap().to_owned()),
                whole: json.clone(),
            });
            written.push(json);
        }
        for (section, (kind, parcel)) in said.sections {
            if !self.individuals.is_empty() && kind == "concern" && !self.readers.contains_key(&section) {
                self.opens(phone, &section, arguments);
            }
            self.makes((act, section), parcel, phone);
        }
        written
    }

    /// A section is opened by a concern: who reads it was said with it. A copied phone is the same member.
    fn opens(&mut self, phone: usize, section: &str, arguments: &Value) {
        let named = arguments["readers"].as_array().unwrap();
        let own = &self.phones[phone].member;
        let reads = |other: &Phone| other.member == *own || named.contains(&json!(other.member));
        let readers = (0..self.phones.len()).filter(|other| reads(&self.phones[*other])).collect();
        self.readers.insert(section.to_owned(), readers);
    }

    /// A part of an act is one parcel. It rests on all that was known of the section where it was made.
    fn makes(&mut self, part: Part, parcel: Parcel, phone: usize) {
        let holds = &mut self.phones[phone].holds;
        let rests_on = holds.newest.get(&part.1).cloned().unwrap_or_default();
        holds.take(part.clone(), &rests_on);
        assert_eq!(self.parts.insert(parcel.id, part.clone()), None, "one parcel for two acts");
        if !self.places.insert((parcel.feed, parcel.sequence)) {
            assert!(self.phones[phone].indistinct, "a number of a feed was used again");
            self.forked = true;
            self.tally.add("forks");
        }
        self.ids.insert(part.clone(), parcel.id);
        self.rests_on.insert(part, rests_on);
    }

    fn take_fact(&mut self, phone: usize, act: Act, seen: &Known, at: (String, Card, String), fact: &Value) {
        let (id, card, field) = at;
        let shown = Held { model: &self.model, known: seen };
        let key = Key { card: id.clone(), field: field.clone(), act };
        let ended = field == LIFECYCLE && fact["value"]["state"] == "ended";
        let mut value = fact["value"].clone();
        if ended {
            value.as_object_mut().unwrap().remove("saw");
        }
        let fact_id = fact["id"].as_str().unwrap().to_owned();
        let taken = Fact {
            key: key.clone(),
            value,
            reason: fact["reason"].as_str().map(str::to_owned),
            recorded: recorded(fact),
            author: self.phones[phone].name.clone(),
            seen: shown.visible(&id, &field).iter().map(|fact| fact.key.clone()).collect(),
            card_seen: if ended { shown.all_visible(&id) } else { BTreeSet::new() },
        };
        self.count_guarded(&id, &card.kind, &taken);
        let before = self.keys.insert(fact_id.clone(), key.clone());
        assert_eq!(before, None, "one fact id for two facts");
        self.names.insert(key, fact_id);
        self.model.cards.entry(id).or_insert(card).facts.push(taken);
    }

    /// A guarded field is said while something of it stands, here or elsewhere, that was not seen.
    fn count_guarded(&mut self, card: &str, kind: &str, fact: &Fact) {
        let guarded = matches!(
            (kind, fact.key.field.as_str()),
            ("restriction", "terms" | LIFECYCLE)
                | ("consent", "consent" | LIFECYCLE)
                | ("concern", "status" | "danger" | LIFECYCLE)
        );
        let Some(held) = self.model.cards.get(card).filter(|_| guarded) else { return };
        let mut said = held.facts.iter().filter(|other| other.key.field == fact.key.field);
        let replaced: BTreeSet<&Key> = held.facts.iter().flat_map(|other| &other.seen).collect();
        if said.any(|other| !replaced.contains(&other.key) && !fact.seen.contains(&other.key)) {
            self.tally.add("concurrent guarded edits");
        }
    }
}

pub(super) fn recorded(fact: &Value) -> Moment {
    DateTime::parse_from_rfc3339(fact["recorded"].as_str().unwrap()).unwrap().with_timezone(&Utc)
}

/// What people wrote in an entry: the words that a search finds it by.
fn texts(kind: &str, body: &Value) -> Vec<String> {
    let pointers: &[&str] = match kind {
        "visit" => &["/line", "/happened/by_whom", "/happened/why"],
        "observation" => {
            &["/situation", "/behaviour/antecedent", "/behaviour/behaviour", "/behaviour/consequence"]
        }
        "amendment" => &["/reason", "/changes/line", "/changes/text", "/changes/situation"],
        "information_given" => &["/topic", "/format", "/said_back"],
        "decision" => &[
            "/what",
            "/options/0/what",
            "/options/0/for/0",
            "/options/0/against/0",
            "/support_tried/0",
            "/choice/text",
        ],
        _ => &["/text", "/conclusion", "/from"],
    };
    pointers.iter().filter_map(|path| body.pointer(path)?.as_str()).map(str::to_owned).collect()
}

fn contact(kind: &str, body: &Value, at: &Value) -> Option<Contact> {
    let met = ["happened", "shortened", "late", "changed_mode", "unplanned"];
    (kind == "contact").then(|| Contact {
        people: vec![body["person"].as_str().unwrap().to_owned()],
        at: DateTime::parse_from_rfc3339(at.as_str().unwrap()).unwrap().with_timezone(&Utc),
        happened: met.contains(&body["outcome"].as_str().unwrap()),
    })
}

/// Everything that a command was told is in what it wrote: each text and number of its arguments, ids apart.
pub(super) fn told(arguments: &Value, written: &[Value], command: &str) {
    let mut said = BTreeSet::new();
    written.iter().for_each(|value| leaves(value, &mut said));
    let mut asked = BTreeSet::new();
    if arguments["state"] == "lifted" {
        // What a lifted rule would have said is not written: only that it was lifted, and why.
        return assert!(written.iter().any(|fact| fact["reason"] == arguments["reason"]));
    }
    let steering = ["seen", "state", "difference", "fact_ids", "readers"];
    for (name, value) in arguments.as_object().unwrap() {
        // The papers of a rule are written again only where they changed.
        let papers = !arguments["id"].is_null() && ["verified", "review"].contains(&name.as_str());
        if !papers && !steering.contains(&name.as_str()) && (command, name.as_str()) != ("set_field", "field")
        {
            leaves(value, &mut asked);
        }
    }
    if command == "settle" {
        asked.retain(|leaf| leaf != "open");
    }
    let lost: Vec<&String> = asked.difference(&said).collect();
    assert!(lost.is_empty(), "{command} lost {lost:?}\n asked {arguments}\n wrote {written:?}");
}

fn leaves(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.len() == 36 && text.matches('-').count() == 4 => {}
        // A moment may be written in more than one way.
        Value::String(text) => {
            found.insert(text.parse::<Moment>().map_or_else(|_| text.clone(), |at| at.to_rfc3339()));
        }
        Value::Number(number) => {
            found.insert(format!("{}", number.as_f64().unwrap()));
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Object(parts) => parts.values().for_each(|part| leaves(part, found)),
        _ => {}
    }
}
