//! Whether a phone answers as the model says, about everything that has reached it and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use kith::Kith;
use kith_vault::{EntryQuery, Read};
use serde_json::{Value, json};

use super::chance::Chance;
use super::commands::{MODES, WORDS};
use super::{World, moment};
use crate::model::rules::{Asked, LEVELS, OUTCOMES, Said};
use crate::model::{Key, LIFECYCLE, Moment, Standing};

fn texts(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The moments that contact is asked about.
#[must_use]
pub fn instants() -> [Moment; 4] {
    [moment(2025, 12, 24, 12), moment(2026, 1, 12, 12), moment(2026, 2, 20, 12), moment(2027, 6, 1, 12)]
}

/// Later than anything that is recorded in these worlds: no clock is behind.
#[must_use]
pub fn far_off() -> Moment {
    moment(2099, 1, 1, 12)
}

/// Which of many ways to ask are taken: all, or some by chance.
struct Asking<'a>(Option<&'a mut Chance>);

impl Asking<'_> {
    fn one_in(&mut self, times: usize) -> bool {
        self.0.as_mut().is_none_or(|chance| chance.one_in(times))
    }
}

impl World {
    /// Everything a phone shows equals the model, restricted to what has reached that phone.
    pub fn agrees(&self, phone: usize) {
        self.agrees_on(phone, &mut Asking(None));
    }

    /// The same, but of questions that can be asked in many ways only some, by chance.
    pub fn agrees_in_part(&self, phone: usize, chance: &mut Chance) {
        self.agrees_on(phone, &mut Asking(Some(chance)));
    }

    fn agrees_on(&self, phone: usize, asking: &mut Asking<'_>) {
        for individual in &self.individuals {
            let known = &self.phones[phone].holds.known;
            if known.sections().all(|section| self.individual_of(section) != Some(individual)) {
                continue;
            }
            self.facts_agree(phone, individual);
            let now = far_off();
            let kith = self.phones[phone].at(now);
            self.timeline_agrees(phone, individual, &kith);
            self.audit_agrees(phone, individual, &kith);
            self.differences_agree(phone, individual, &kith, now);
            self.concerns_agree(phone, individual, &kith);
            self.checks_agree(phone, individual, &kith, now, asking);
            self.search_agrees(phone, individual, &kith, asking);
            drop(kith);
            // By its own clock, which may be years behind what others wrote.
            let now = self.phones[phone].clock;
            let kith = self.phones[phone].at(now);
            self.checks_agree(phone, individual, &kith, now, asking);
        }
        for day in [10, 20, 31].into_iter().filter(|_| asking.one_in(2)) {
            self.today_agrees(phone, moment(2026, 1, day, 12));
        }
    }

    /// Whoever reads the same section holds the same of it, to the hash; all the hashes.
    #[must_use]
    pub fn equal_hashes(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (number, individual) in self.individuals.iter().enumerate() {
            let reads = |phone: &usize| self.phones[*phone].staff || number == 0;
            let phones: Vec<usize> = (0..self.phones.len()).filter(reads).collect();
            let hashes: Vec<_> = phones.iter().map(|phone| self.hash(*phone, individual)).collect();
            for (section, hash) in hashes.iter().flat_map(|(_, sections)| sections) {
                let readers = &self.readers[section];
                for (phone, (_, sections)) in phones.iter().zip(&hashes) {
                    let expected = readers.contains(phone).then_some(hash);
                    assert_eq!(sections.get(section), expected, "a section of phone {phone}");
                }
            }
            for (one, whole) in phones.iter().zip(&hashes) {
                for (other, also) in phones.iter().zip(&hashes) {
                    let same = |(_, readers): (&String, &BTreeSet<usize>)| {
                        readers.contains(one) == readers.contains(other)
                    };
                    if self.readers.iter().all(same) {
                        assert_eq!(whole.0, also.0, "phones {one} and {other}");
                    }
                }
            }
            all.extend(hashes.into_iter().map(|(whole, _)| whole));
        }
        all
    }

    fn individual_of(&self, section: &str) -> Option<&String> {
        self.model.cards.values().find(|card| card.section == section).map(|card| &card.individual)
    }

    /// Whether anything of a record is on a phone that could not be applied, or is named as held by another phone and is
    /// not here.
    #[must_use]
    pub fn waits(&self, phone: usize, individual: &str) -> bool {
        let holds = &self.phones[phone].holds;
        let of = |section: &String| {
            self.readers[section].contains(&phone)
                && self.individual_of(section).is_some_and(|of| of == individual)
        };
        let missing = |ids: &BTreeSet<[u8; 32]>| {
            ids.iter().any(|id| self.parts.get(id).is_none_or(|part| !holds.has(part)))
        };
        holds.waiting.iter().any(|(_, section)| of(section))
            || holds.named.iter().any(|((_, section), ids)| of(section) && missing(ids))
    }

    /// Whether the same was asked of the same people before, as far as is known here.
    pub(super) fn was_asked(&self, phone: usize, consent: &Value) -> bool {
        let held = self.held(phone);
        let consents = held.cards(consent["individual"].as_str().unwrap(), Some("consent"));
        let mut facts = consents.into_iter().flat_map(|(id, _)| held.facts(id));
        facts.any(|fact| {
            fact.value["purpose"] == consent["purpose"] && fact.value["recipients"] == consent["recipients"]
        })
    }

    fn fact_names(&self, keys: &BTreeSet<Key>) -> BTreeSet<String> {
        keys.iter().map(|key| self.name_of(key)).collect()
    }

    /// Every fact ever said that has reached the phone is in its vault, as it was said and seen; and every entry.
    fn facts_agree(&self, phone: usize, individual: &str) {
        self.phones[phone].read(|read| self.facts_of(phone, individual, read));
    }

    fn facts_of(&self, phone: usize, individual: &str, read: Read<'_>) {
        let held = self.held(phone);
        let mut found: BTreeMap<String, (Value, Value)> = BTreeMap::new();
        let mut standings = BTreeMap::new();
        for row in read.cards(individual.parse().unwrap(), None).unwrap() {
            let card: Value = serde_json::from_str(&row.json).unwrap();
            standings.insert(row.id.to_string(), row.ended);
            for (field, said) in card["fields"].as_object().unwrap() {
                for fact in said.as_array().unwrap() {
                    let at = json!([row.id.to_string(), field, row.kind, row.document.to_string()]);
                    found.insert(fact["id"].as_str().unwrap().to_owned(), (at, fact.clone()));
                }
            }
        }
        let cards = held.cards(individual, None);
        for (id, card) in &cards {
            assert_eq!(
                standings.get(*id),
                Some(&(held.standing(id) == Standing::Ended)),
                "{} {id} ended",
                card.kind
            );
            for fact in held.facts(id) {
                let (at, said) =
                    found.remove(&self.name_of(&fact.key)).unwrap_or_else(|| panic!("lost: {fact:?}"));
                assert_eq!(at, json!([id, fact.key.field, card.kind, card.section]));
                assert_eq!(super::recorded(&said), fact.recorded);
                assert_eq!(said["reason"].as_str(), fact.reason.as_deref());
                assert_eq!(texts(&said["saw"]), self.fact_names(&fact.seen), "seen by {fact:?}");
                let mut value = said["value"].clone();
                if fact.key.field == LIFECYCLE && value["state"] == "ended" {
                    let saw = value.as_object_mut().unwrap().remove("saw").unwrap();
                    assert_eq!(
                        texts(&saw),
                        self.fact_names(&fact.card_seen),
                        "seen in ending {} {fact:?}",
                        card.kind
                    );
                }
                assert_eq!(value, fact.value);
            }
        }
        assert!(found.is_empty(), "made up: {found:?}");
        assert_eq!(standings.len(), cards.len());
        let rows = read.entries(&EntryQuery::of(individual.parse().unwrap())).unwrap();
        let mut told: BTreeMap<String, Value> = BTreeMap::new();
        for row in rows {
            let entry = serde_json::from_str(&row.json).unwrap();
            assert_eq!(told.insert(row.id.to_string(), entry), None, "an entry kept twice");
        }
        for entry in held.entries(individual) {
            let told = told.remove(&entry.id).unwrap_or_else(|| panic!("lost: {entry:?}"));
            assert_eq!(told, entry.whole, "another entry than {} wrote", entry.act);
        }
        assert!(told.is_empty(), "made up: {told:?}");
    }

    fn timeline_agrees(&self, phone: usize, individual: &str, kith: &Kith) {
        let (mut found, mut cursor) = (Vec::new(), Value::Null);
        // Where a feed has forked, an amendment may be applied before what it amends.
        let here: BTreeMap<&String, Option<&String>> = self
            .held(phone)
            .entries(individual)
            .iter()
            .map(|entry| (&entry.id, entry.original.as_ref()))
            .collect();
        let is_early =
            |original: &Option<&String>| original.is_some_and(|original| !here.contains_key(original));
        let early: BTreeSet<String> =
            here.iter().filter(|(_, original)| is_early(original)).map(|(id, _)| (*id).clone()).collect();
        loop {
            let mut asked = json!({"individual": individual, "limit": 7});
            if !cursor.is_null() {
                asked["cursor"] = cursor;
            }
            let page = kith.show("timeline", &asked).unwrap().data;
            for item in page["items"].as_array().unwrap() {
                let entry = item["entry"].as_str().unwrap().to_owned();
                assert_eq!(!item["problem"].is_null(), early.contains(&entry), "{item}");
                found.push(entry);
            }
            cursor = page["next"].clone();
            if cursor.is_null() {
                break;
            }
        }
        let all: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(all.len(), found.len(), "an entry shown twice");
        let expected = self.held(phone).entries(individual).iter().map(|entry| entry.id.clone()).collect();
        assert_eq!(all, expected, "timeline");
    }

    /// Every act that has reached the phone is one sound parcel of the trail, under its author's name.
    fn audit_agrees(&self, phone: usize, individual: &str, kith: &Kith) {
        let trail = kith.show("audit", &json!({"individual": individual})).unwrap().data;
        let mut found: Vec<&str> = Vec::new();
        for item in trail.as_array().unwrap().iter().filter(|item| item["state"] == "applied") {
            assert_eq!(item["sound"], json!(true));
            found.push(item["author"].as_str().unwrap());
        }
        let mut expected: BTreeMap<(u32, &str), &str> = BTreeMap::new();
        let held = self.held(phone);
        for (id, card) in held.cards(individual, None) {
            for fact in held.facts(id) {
                expected.insert((fact.key.act, &card.section), &fact.author);
            }
        }
        let of_entries = held
            .entries(individual)
            .into_iter()
            .filter(|entry| !expected.contains_key(&(entry.act, entry.section.as_str())));
        let extra: BTreeSet<(u32, &str)> =
            of_entries.map(|entry| (entry.act, entry.section.as_str())).collect();
        assert_eq!(found.len(), expected.len() + extra.len(), "parcels of the trail");
        for name in self.phones.iter().map(|phone| phone.name.as_str()) {
            let told = found.iter().filter(|author| **author == name).count();
            let least = expected.values().filter(|author| **author == name).count();
            assert!(told >= least && told <= least + extra.len(), "acts of {name}");
        }
    }

    fn differences_agree(&self, phone: usize, individual: &str, kith: &Kith, now: Moment) {
        let shown = kith.show("differences", &json!({"individual": individual})).unwrap().data;
        let held = self.held(phone);
        let mut expected: BTreeMap<(String, String), BTreeSet<Key>> = held
            .differences(individual, self.phones[phone].staff)
            .into_iter()
            .map(|(card, field, facts)| ((card, field), facts))
            .collect();
        for difference in shown.as_array().unwrap() {
            let text = |name: &str| difference[name].as_str().unwrap().to_owned();
            let (card, field) = (text("card"), text("field"));
            let facts = expected.remove(&(card.clone(), field.clone()));
            let facts = facts.unwrap_or_else(|| panic!("not a difference: {difference}"));
            let said = difference["values"].as_array().unwrap();
            let told: BTreeSet<String> =
                said.iter().map(|said| said["fact_id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(told, self.fact_names(&facts), "facts of {difference}");
            assert_eq!(told.len(), said.len());
            for said in said {
                let key =
                    facts.iter().find(|key| self.name_of(key) == said["fact_id"].as_str().unwrap()).unwrap();
                let fact = self.model.cards[&card].facts.iter().find(|fact| fact.key == *key).unwrap();
                assert_eq!(said["author"], fact.author.as_str());
                assert_eq!(said["reason"].as_str(), fact.reason.as_deref());
            }
            let kind = text("kind");
            match (kind.as_str(), field.as_str()) {
                ("restriction", "terms") => self.rule_agrees(phone, &card, &difference["in_force"], now),
                ("consent", "consent") => assert_eq!(difference["in_force"], held.consent(&card)),
                ("concern", "status" | "danger") => {
                    assert_eq!(difference["in_force"], held.gravest(&card, &field));
                }
                (_, LIFECYCLE) => assert_eq!(difference["in_force"], "ended_changed_meanwhile"),
                _ => {
                    let all = difference["in_force"]["all_of"].as_array().unwrap();
                    assert_eq!(all.len(), facts.len());
                    held.values(&card, &field).iter().for_each(|value| assert!(all.contains(value)));
                }
            }
        }
        assert!(expected.is_empty(), "differences not told: {expected:?}");
    }

    /// Every concern stands as gravely as the gravest that was said of it and not replaced, whether that differs or not.
    fn concerns_agree(&self, phone: usize, individual: &str, kith: &Kith) {
        let held = self.held(phone);
        for (concern, _) in held.cards(individual, Some("concern")) {
            let told = kith.show("concern", &json!({"concern": concern})).unwrap().data;
            assert_eq!(told["status"], held.gravest(concern, "status"), "{concern}");
            let is_said = !held.visible(concern, "danger").is_empty();
            let danger = if is_said { held.gravest(concern, "danger") } else { "unsaid" };
            assert_eq!(told["danger"], danger, "{concern}");
        }
    }

    fn rule_agrees(&self, phone: usize, card: &str, in_force: &Value, now: Moment) {
        let held = self.held(phone);
        for (person, modes) in in_force.as_object().unwrap() {
            for mode in MODES {
                let said = held.restriction(card, person, mode, now);
                let told = &modes[mode];
                let Some(said) = said else {
                    assert!(told.is_null(), "{mode}: {told}");
                    continue;
                };
                assert_eq!(told["rule"], LEVELS[said.level], "{mode} of {card}");
                assert_eq!(told["outcome"], OUTCOMES[said.outcome], "{mode} of {card}");
                assert_eq!(texts(&told["conditions"]), said.conditions);
                assert_eq!(texts(&told["supervised_by"]), said.supervisors);
            }
        }
    }

    /// The contact check as a phone gives it.
    #[must_use]
    pub fn told(kith: &Kith, asked: &Asked<'_>) -> (Said, BTreeSet<String>) {
        let question = json!({"individual": asked.individual, "person": asked.person, "mode": asked.mode,
            "at": asked.at.to_rfc3339()});
        let answer = kith.show("check", &question).unwrap().data;
        let said = Said {
            outcome: OUTCOMES.iter().position(|name| answer["outcome"] == *name).unwrap(),
            conditions: texts(&answer["conditions"]),
            supervisors: texts(&answer["supervised_by"]),
            codes: texts(&answer["codes"]),
            ..Said::default()
        };
        let sources = answer["sources"].as_array().unwrap();
        (said, sources.iter().map(|source| source["fact_id"].as_str().unwrap().to_owned()).collect())
    }

    fn checks_agree(
        &self,
        phone: usize,
        individual: &str,
        kith: &Kith,
        now: Moment,
        asking: &mut Asking<'_>,
    ) {
        let held = self.held(phone);
        let reads_rules = self.phones[phone].staff;
        let waiting = self.waits(phone, individual);
        for (person, _) in held.cards(individual, Some("person")) {
            for mode in MODES {
                for at in instants().into_iter().filter(|_| asking.one_in(6)) {
                    let furthest = self.phones[phone].holds.furthest;
                    let asked = Asked { individual, person, mode, at, now, furthest, reads_rules, waiting };
                    let (told, sources) = Self::told(kith, &asked);
                    let said = held.check(&asked);
                    let at = format!("{} asks of {person} {mode} {at} now {now}", self.phones[phone].name);
                    assert_eq!(OUTCOMES[told.outcome], OUTCOMES[said.outcome], "{at}\n{told:?}\n{said:?}");
                    assert_eq!(told.codes, said.plain_codes(), "{at}");
                    assert_eq!(told.conditions, said.conditions, "{at}");
                    assert_eq!(told.supervisors, said.supervisors, "{at}");
                    assert_eq!(sources, self.fact_names(&said.sources), "{at}");
                }
            }
        }
    }

    fn search_agrees(&self, phone: usize, individual: &str, kith: &Kith, asking: &mut Asking<'_>) {
        let rare = format!("zq{}", self.acts / 2);
        let queries = WORDS.iter().map(|word| vec![*word]).chain([
            vec!["te", "zq"],
            vec!["mam"],
            vec![&rare],
            vec!["wal"],
        ]);
        for typed in queries.filter(|_| asking.one_in(3)) {
            let question = json!({"text": typed.join(" "), "individual": individual});
            let found = kith.show("search", &question).unwrap().data;
            let hits = found.as_array().unwrap();
            let found: BTreeSet<String> =
                hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect();
            assert_eq!(found.len(), hits.len(), "a hit told twice for {typed:?}");
            let expected = self.held(phone).search(individual, &typed);
            if expected.len() <= 50 {
                assert_eq!(found, expected, "search for {typed:?}");
            } else {
                assert!(found.len() == 50 && found.is_subset(&expected), "search for {typed:?}");
            }
        }
    }

    fn today_agrees(&self, phone: usize, now: Moment) {
        let today = self.phones[phone].at(now).show("today", &json!({})).unwrap().data;
        let held = self.held(phone);
        let mut found = BTreeSet::new();
        for item in today["due"].as_array().unwrap().iter().chain(today["planned"].as_array().unwrap()) {
            let text = |name: &str| item[name].as_str().unwrap().to_owned();
            let when = text("when").parse::<Moment>().map_or(text("when"), |at| at.to_rfc3339());
            let due = (text("individual"), (text("what"), text("card"), when, item["overdue"] == true));
            assert!(found.insert(due), "told twice: {item}");
        }
        let due =
            self.individuals.iter().flat_map(|id| held.due(id, now).into_iter().map(|due| (id.clone(), due)));
        let due: BTreeSet<_> = due.collect();
        let (lost, more): (Vec<_>, Vec<_>) =
            (due.difference(&found).collect(), found.difference(&due).collect());
        assert!(lost.is_empty() && more.is_empty(), "due at {now}: not told {lost:?}; told besides {more:?}");
        let alerts: BTreeSet<(String, String, String)> = today["alerts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|alert| {
                ["what", "individual", "card"].map(|part| alert[part].as_str().unwrap_or_default().to_owned())
            })
            .map(|[what, individual, card]| (what, individual, card))
            .collect();
        assert_eq!(alerts, self.alerts(phone, now), "alerts at {now}");
    }

    fn alerts(&self, phone: usize, now: Moment) -> BTreeSet<(String, String, String)> {
        let held = self.held(phone);
        let mut alerts = BTreeSet::new();
        for individual in &self.individuals {
            for (plan, _) in held.cards(individual, Some("contact_plan")) {
                let open = held.standing(plan) != Standing::Ended;
                let coming = |at: &Moment| *at >= now;
                let refused = |at: Moment| {
                    held.texts(plan, "mode").iter().any(|mode| {
                        held.planned_with(plan).iter().any(|person| {
                            let reads_rules = self.phones[phone].staff;
                            let furthest = self.phones[phone].holds.furthest;
                            let waiting = self.waits(phone, individual);
                            let asked =
                                Asked { individual, person, mode, at, now, furthest, reads_rules, waiting };
                            OUTCOMES[held.check(&asked).outcome] == "refused"
                        })
                    })
                };
                if open && held.occurrences(plan).into_iter().filter(coming).any(refused) {
                    alerts.insert(("plan_forbidden".to_owned(), individual.clone(), plan.clone()));
                }
            }
            for (concern, _) in held.cards(individual, Some("concern")) {
                let answered = matches!(held.gravest(concern, "status"), "answered" | "closed");
                if !answered && !held.visible(concern, "status").is_empty() {
                    alerts.insert(("concern".to_owned(), individual.clone(), concern.clone()));
                }
            }
            let guarded = |(card, field, _): &(String, String, BTreeSet<Key>)| {
                let kind = self.model.cards[card].kind.as_str();
                matches!(
                    (kind, field.as_str()),
                    ("restriction", "terms" | LIFECYCLE)
                        | ("consent", "consent" | LIFECYCLE)
                        | ("concern", "status" | "danger" | LIFECYCLE)
                )
            };
            if held.differences(individual, self.phones[phone].staff).iter().any(guarded) {
                alerts.insert(("guarded_differs".to_owned(), individual.clone(), String::new()));
            }
            if self.waits(phone, individual) {
                alerts.insert(("waiting".to_owned(), individual.clone(), String::new()));
            }
            for (rule, _) in held.cards(individual, Some("restriction")) {
                let staff = held.values(rule, "terms").iter().any(|terms| terms["force"] == "staff_rule");
                if staff && held.standing(rule) != Standing::Ended {
                    alerts.insert(("no_legal_basis".to_owned(), individual.clone(), rule.clone()));
                }
            }
        }
        alerts
    }
}
