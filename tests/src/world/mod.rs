//! A world of several phones, each a real vault on its own folder, and the plain model beside them.
//!
//! Whatever a command wrote is read from the vault of the phone that wrote it, once, and checked against what the
//! command was given; from then on it is the model that says what must have become of it, on that phone and on every
//! other.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

pub mod chance;
pub mod commands;
pub mod compare;
pub mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use kith::{Done, Kith, KithError, Language, Opening, Reproducible, Unlock};
use kith_vault::{EntryQuery, Vault};
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::model::{Act, Card, Contact, Entry, Fact, Held, Key, Known, LIFECYCLE, Model, Moment};
use chance::Chance;

/// A day and a time, UTC.
#[must_use]
pub fn moment(year: i32, month: u32, day: u32, hour: u32) -> Moment {
    Utc.with_ymd_and_hms(year, month, day, hour, 0, 0).unwrap()
}

/// One phone.
pub struct Phone {
    /// Whose, by name.
    pub name: String,
    /// Whose, by id.
    pub member: String,
    /// Whether staff, who read the rules.
    pub staff: bool,
    /// What has reached it.
    pub known: Known,
    /// What its clock says.
    pub clock: Moment,
    /// The furthest that its clock was when it wrote.
    pub furthest: Option<Moment>,
    home: PathBuf,
    seed: u64,
}

impl Phone {
    fn unlock(&self) -> Unlock {
        Unlock::KeyFile(Zeroizing::new([u8::try_from(self.seed % 200).unwrap() + 1; 32]))
    }

    fn opening(&self, now: Moment) -> Opening {
        let reproducible = Some(Reproducible { now: now.fixed_offset(), seed: self.seed });
        Opening { language: Language::English, reproducible }
    }

    /// The phone at a moment.
    #[must_use]
    pub fn at(&self, now: Moment) -> Kith {
        Kith::open(&self.home, &self.unlock(), self.opening(now)).unwrap()
    }

    /// What the vault holds, as it lies there.
    #[must_use]
    pub fn vault(&self) -> Vault {
        Vault::open(&self.home, &self.unlock()).unwrap()
    }
}

/// A bundle on its way.
#[derive(Clone)]
pub struct Bundle {
    /// To whom.
    pub to: Vec<usize>,
    bytes: Vec<u8>,
    holds: Known,
}

/// The phones, what was ever said, and what is on its way.
pub struct World {
    _folder: TempDir,
    /// The phones.
    pub phones: Vec<Phone>,
    /// What was ever said.
    pub model: Model,
    /// The individuals.
    pub individuals: Vec<String>,
    /// Who may read which section.
    pub readers: BTreeMap<String, BTreeSet<usize>>,
    /// Bundles that were made and not yet thrown away.
    pub under_way: Vec<Bundle>,
    /// What was done, for whoever looks at a failure.
    pub log: Vec<String>,
    names: BTreeMap<Key, String>,
    keys: BTreeMap<String, Key>,
    acts: Act,
    times: BTreeSet<Moment>,
}

/// What a screen showed: its token, and what had reached the phone then.
#[derive(Clone)]
pub struct Look {
    /// The token.
    pub seen: String,
    /// What was there to be seen.
    pub known: Known,
}

impl World {
    /// A world of that many phones: a founder, a worker, the individual's own phone, a manager.
    #[must_use]
    pub fn new(seed: u64, phones: usize, individuals: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let start = moment(2020, 1, 1, 9);
        let mut chance = Chance::new(seed ^ 0xC10C);
        let roles = [("Aled", "founder"), ("Bethan", "worker"), ("Megan", "individual"), ("Dewi", "manager")];
        let all: Vec<Phone> = roles[..phones]
            .iter()
            .zip(0_u64..)
            .map(|((name, role), number)| Phone {
                name: (*name).to_owned(),
                member: String::new(),
                staff: *role != "individual",
                known: Known::new(),
                furthest: None,
                clock: moment(2021 + i32::try_from(chance.below(11)).unwrap(), 3, 1, 8),
                home: folder.path().join(name),
                seed: seed.wrapping_mul(8) + number,
            })
            .collect();
        let mut world = Self {
            _folder: folder,
            phones: all,
            model: Model::default(),
            individuals: Vec::new(),
            readers: BTreeMap::new(),
            under_way: Vec::new(),
            log: Vec::new(),
            names: BTreeMap::new(),
            keys: BTreeMap::new(),
            acts: 0,
            times: BTreeSet::new(),
        };
        world.found(&roles, individuals, start);
        world
    }

    fn found(&mut self, roles: &[(&str, &str)], individuals: usize, start: Moment) {
        let founder = &self.phones[0];
        let opening = founder.opening(start);
        let (kith, founded) =
            Kith::init(&founder.home, &founder.unlock(), "Bryn", &founder.name, opening).unwrap();
        drop(kith);
        self.phones[0].member = founded.member;
        for number in 0..individuals {
            let name = ["Megan Ellis", "Idris Khan"][number];
            self.phones[0].clock = start + TimeDelta::minutes(i64::try_from(number).unwrap());
            let done =
                self.perform(0, "add_individual", json!({"name": name, "languages": ["en"]}), None).unwrap();
            self.individuals.push(done.ids["individual"].as_str().unwrap().to_owned());
        }
        for (number, (_, role)) in roles.iter().enumerate().take(self.phones.len()).skip(1) {
            let phone = &self.phones[number];
            let asked =
                Kith::request(&phone.home, &phone.unlock(), &phone.name, phone.opening(start)).unwrap();
            let of = if phone.staff { Vec::new() } else { vec![self.individuals[0].clone()] };
            let admitted = self.phones[0].at(start).admit(&asked.file, role, &of).unwrap();
            let (_, joined) =
                Kith::accept(&phone.home, &phone.unlock(), &admitted.file, phone.opening(start)).unwrap();
            self.phones[number].member = joined.member;
        }
        let vault = self.phones[0].vault();
        for (number, individual) in self.individuals.iter().enumerate() {
            for section in vault.read().sections(individual.parse().unwrap()).unwrap() {
                let reads = |phone: &Phone| phone.staff || (section.kind == "shared" && number == 0);
                let readers = (0..self.phones.len()).filter(|phone| reads(&self.phones[*phone])).collect();
                self.readers.insert(section.document.to_string(), readers);
            }
        }
        drop(vault);
        for number in 1..self.phones.len() {
            let bundle = self.export(0, &[number]);
            self.import(number, &bundle);
        }
        self.phones[0].clock = moment(2025, 6, 1, 8);
        self.log.clear();
    }

    /// What of the model has reached a phone.
    #[must_use]
    pub fn held(&self, phone: usize) -> Held<'_> {
        Held { model: &self.model, known: &self.phones[phone].known }
    }

    /// The id that the record gave to a fact.
    #[must_use]
    pub fn name_of(&self, key: &Key) -> String {
        self.names[key].clone()
    }

    /// Looks at a record: the token of the screen, and what it could show.
    #[must_use]
    pub fn look(&self, phone: usize, individual: &str) -> Look {
        let kith = self.phones[phone].at(self.phones[phone].clock);
        let shown = kith.show("individual", &json!({ "individual": individual })).unwrap().data;
        Look { seen: shown["seen"].as_str().unwrap().to_owned(), known: self.phones[phone].known.clone() }
    }

    /// A moment by this phone's clock at which nothing else was ever recorded.
    fn tick(&mut self, phone: usize) -> Moment {
        let mut now = self.phones[phone].clock + TimeDelta::minutes(1);
        while !self.times.insert(now) {
            now += TimeDelta::minutes(1);
        }
        self.phones[phone].clock = now;
        now
    }

    /// Carries out a command, on a screen that was looked at before (`None`: on what is held now), and takes into the
    /// model what it wrote.
    ///
    /// # Errors
    /// As the command; then the model is as it was.
    pub fn perform(
        &mut self,
        phone: usize,
        command: &str,
        arguments: Value,
        look: Option<&Look>,
    ) -> Result<Done, KithError> {
        let now = self.tick(phone);
        self.acts += 1;
        let act = self.acts;
        self.log.push(format!("act {act}: {} {command} {arguments}", self.phones[phone].name));
        let seen = look.map_or_else(|| self.phones[phone].known.clone(), |look| look.known.clone());
        let done = self.phones[phone].at(now).perform(command, &arguments)?;
        self.phones[phone].furthest = self.phones[phone].furthest.max(Some(now));
        let written = self.learn(phone, act, now, &seen, &done);
        told(&arguments, &written, command);
        Ok(done)
    }

    /// Takes what an act wrote from the vault of the phone that wrote it. What it saw is the model's to say.
    fn learn(&mut self, phone: usize, act: Act, now: Moment, seen: &Known, done: &Done) -> Vec<Value> {
        let vault = self.phones[phone].vault();
        let read = vault.read();
        let (mut written, mut facts, mut entries, mut sections) =
            (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        for individual in read.individuals().unwrap() {
            for row in read.cards(individual, None).unwrap() {
                let card: Value = serde_json::from_str(&row.json).unwrap();
                for (field, said) in card["fields"].as_object().unwrap() {
                    for fact in said.as_array().unwrap().iter().filter(|fact| recorded(fact) == now) {
                        let section = row.document.to_string();
                        sections
                            .insert(section.clone(), read.section_of(row.document).unwrap().unwrap().kind);
                        let card = Card {
                            kind: row.kind.clone(),
                            section,
                            individual: individual.to_string(),
                            facts: Vec::new(),
                        };
                        facts.push((row.id.to_string(), card, field.clone(), fact.clone()));
                    }
                }
            }
            for row in read.entries(&EntryQuery::of(individual)).unwrap() {
                if row.recorded_ms == now.timestamp_millis() {
                    sections.insert(
                        row.document.to_string(),
                        read.section_of(row.document).unwrap().unwrap().kind,
                    );
                    entries.push(row);
                }
            }
        }
        for (id, card, field, fact) in facts {
            written.push(fact.clone());
            self.take_fact(phone, act, seen, (id, card, field), &fact);
        }
        for row in entries {
            let json: Value = serde_json::from_str(&row.json).unwrap();
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
            });
            written.push(json);
        }
        for (section, kind) in sections {
            if !self.individuals.is_empty() && kind == "concern" && !self.readers.contains_key(&section) {
                let named: Vec<Value> = done.ids["readers"].as_array().unwrap().clone();
                let reads = |number: &usize| {
                    *number == phone || named.contains(&Value::String(self.phones[*number].member.clone()))
                };
                let readers = (0..self.phones.len()).filter(reads).collect();
                self.readers.insert(section.clone(), readers);
            }
            self.phones[phone].known.insert((act, section));
        }
        written
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
        let before = self.keys.insert(fact_id.clone(), key.clone());
        assert_eq!(before, None, "one fact id for two facts");
        self.names.insert(key, fact_id);
        self.model.cards.entry(id).or_insert(card).facts.push(taken);
    }

    /// Makes a bundle.
    pub fn export(&mut self, phone: usize, to: &[usize]) -> Bundle {
        let now = self.tick(phone);
        let members: Vec<String> = to.iter().map(|number| self.phones[*number].member.clone()).collect();
        let (bytes, exported) = self.phones[phone].at(now).export_bundle(&members).unwrap();
        assert_eq!(exported.damaged, 0);
        let reads = |section: &String| to.iter().any(|number| self.readers[section].contains(number));
        let holds: Known =
            self.phones[phone].known.iter().filter(|(_, section)| reads(section)).cloned().collect();
        self.log.push(format!("{} makes a bundle for {to:?}", self.phones[phone].name));
        Bundle { to: to.to_vec(), bytes, holds }
    }

    /// Takes a bundle in.
    pub fn import(&mut self, phone: usize, bundle: &Bundle) {
        let now = self.tick(phone);
        self.log.push(format!("{} takes a bundle in", self.phones[phone].name));
        let imported = self.phones[phone].at(now).import_bundle(&bundle.bytes).unwrap();
        assert_eq!(imported.quarantined, [], "nothing is quarantined");
        assert_eq!(imported.waiting, [], "a bundle brings all that it rests on");
        let readers = &self.readers;
        let here = bundle.holds.iter().filter(|(_, section)| readers[section].contains(&phone)).cloned();
        self.phones[phone].known.extend(here);
    }

    /// Everybody gives everything to everybody.
    pub fn exchange(&mut self) -> Vec<Bundle> {
        let mut made = Vec::new();
        for phone in 0..self.phones.len() {
            for to in (0..self.phones.len()).filter(|to| *to != phone) {
                let bundle = self.export(phone, &[to]);
                self.import(to, &bundle);
                made.push(bundle);
            }
        }
        made
    }

    /// The hash of a record on a phone, whole and by section.
    #[must_use]
    pub fn hash(&self, phone: usize, individual: &str) -> (String, BTreeMap<String, String>) {
        let kith = self.phones[phone].at(self.phones[phone].clock);
        let shown = kith.show("hash", &json!({ "individual": individual })).unwrap().data;
        let sections = shown["sections"].as_array().unwrap().iter().map(|section| {
            (section["document"].as_str().unwrap().to_owned(), section["hash"].as_str().unwrap().to_owned())
        });
        (shown["hash"].as_str().unwrap().to_owned(), sections.collect())
    }
}

fn recorded(fact: &Value) -> Moment {
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
        _ => &["/text", "/conclusion"],
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
fn told(arguments: &Value, written: &[Value], command: &str) {
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
