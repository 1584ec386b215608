//! A plain model of the record, in memory: what anybody ever said, and for each device which acts have reached it.
//!
//! It is no replica and merges nothing: whatever a device should show is computed each time from the set of acts that
//! it holds, in the simplest way that the merge rules can be written down. It shares no code with the domain, the
//! documents or the vault, so that a mistake there is not repeated here.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a model for tests")]

pub mod due;
pub mod rules;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value;

/// A moment.
pub type Moment = DateTime<Utc>;
/// One command, carried out once on one device.
pub type Act = u32;
/// The part of an act that lies in one section, by the section's id.
pub type Part = (Act, String);

/// Which parts of acts have reached a device.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<String, BTreeSet<Act>>);

impl Known {
    /// Whether a part is among them.
    #[must_use]
    pub fn has(&self, act: Act, section: &str) -> bool {
        self.0.get(section).is_some_and(|acts| acts.contains(&act))
    }

    /// A part reaches the device.
    pub fn insert(&mut self, act: Act, section: &str) {
        match self.0.get_mut(section) {
            Some(acts) => acts.insert(act),
            None => self.0.entry(section.to_owned()).or_default().insert(act),
        };
    }

    /// It does not after all.
    pub fn remove(&mut self, act: Act, section: &str) {
        if let Some(acts) = self.0.get_mut(section) {
            acts.remove(&act);
        }
    }

    /// All of them.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.0.iter().flat_map(|(section, acts)| acts.iter().map(|act| (*act, section.clone())))
    }

    /// The sections of which anything has.
    pub fn sections(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}

/// The name of the field that says whether a card has ended.
pub const LIFECYCLE: &str = "lifecycle";

/// A fact's name in the model: an act says a field of a card once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The card.
    pub card: String,
    /// The field, with the slot of its voice.
    pub field: String,
    /// The act that said it.
    pub act: Act,
}

/// One value, said once.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name.
    pub key: Key,
    /// What was said.
    pub value: Value,
    /// Why.
    pub reason: Option<String>,
    /// By the author's clock.
    pub recorded: Moment,
    /// Who, by their name.
    pub author: String,
    /// What of this field its author was shown: explicit, and all that it replaces.
    pub seen: BTreeSet<Key>,
    /// For an ending: everything visible of the whole card that its author was shown.
    pub card_seen: BTreeSet<Key>,
}

/// A card, with all that was ever said of it.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its kind.
    pub kind: String,
    /// The section.
    pub section: String,
    /// Whose record.
    pub individual: String,
    /// Everything said, by anybody, whether it has arrived anywhere or not.
    pub facts: Vec<Fact>,
}

/// Contact as an entry tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// With whom.
    pub people: Vec<String>,
    /// When.
    pub at: Moment,
    /// Whether they were in contact.
    pub happened: bool,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Whose record.
    pub individual: String,
    /// The section.
    pub section: String,
    /// The act that told it.
    pub act: Act,
    /// By the author's clock.
    pub recorded: Moment,
    /// All of it, as its author's device keeps it.
    pub whole: Value,
    /// What was written, as it was written.
    pub texts: Vec<String>,
    /// The contact it tells of.
    pub contact: Option<Contact>,
    /// The entry that it amends or disagrees with.
    pub original: Option<String>,
}

/// All that was ever said.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The cards by their ids.
    pub cards: BTreeMap<String, Card>,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// Whether a card is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In use.
    Open,
    /// Ended.
    Ended,
    /// Ended by one, changed by another who had not seen that.
    Changed,
}

impl Standing {
    /// As a screen names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ended => "ended",
            Self::Changed => "ended_changed_meanwhile",
        }
    }
}

/// The model as far as it has reached one device.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// All that was ever said.
    pub model: &'a Model,
    /// What of it is here.
    pub known: &'a Known,
}

/// A difference: the card, the field, and the facts to be named in settling it.
pub type Difference = (String, String, BTreeSet<Key>);

impl<'a> Held<'a> {
    fn has(self, section: &str, act: Act) -> bool {
        self.known.has(act, section)
    }

    /// Every fact of a card that is here.
    #[must_use]
    pub fn facts(self, card: &str) -> Vec<&'a Fact> {
        let Some(held) = self.model.cards.get(card) else { return Vec::new() };
        held.facts.iter().filter(|fact| self.has(&held.section, fact.key.act)).collect()
    }

    /// The cards of a record that are here, of one kind or of all.
    #[must_use]
    pub fn cards(self, individual: &str, kind: Option<&str>) -> Vec<(&'a String, &'a Card)> {
        let wanted = |card: &Card| card.individual == individual && kind.is_none_or(|kind| card.kind == kind);
        self.model.cards.iter().filter(|(id, card)| wanted(card) && !self.facts(id).is_empty()).collect()
    }

    /// The entries of a record that are here.
    #[must_use]
    pub fn entries(self, individual: &str) -> Vec<&'a Entry> {
        let here = |entry: &&Entry| entry.individual == individual && self.has(&entry.section, entry.act);
        self.model.entries.iter().filter(here).collect()
    }

    /// The fields of a card that anything was said of.
    #[must_use]
    pub fn fields(self, card: &str) -> BTreeSet<&'a str> {
        self.facts(card).iter().map(|fact| fact.key.field.as_str()).collect()
    }

    /// What of a field nobody who saw it has replaced.
    #[must_use]
    pub fn visible(self, card: &str, field: &str) -> Vec<&'a Fact> {
        let said: Vec<&Fact> = self.facts(card).into_iter().filter(|fact| fact.key.field == field).collect();
        let replaced: BTreeSet<&Key> = said.iter().flat_map(|fact| &fact.seen).collect();
        said.iter().filter(|fact| !replaced.contains(&fact.key)).copied().collect()
    }

    /// The different values of a field.
    #[must_use]
    pub fn values(self, card: &str, field: &str) -> Vec<&'a Value> {
        let mut values: Vec<&Value> = Vec::new();
        for fact in self.visible(card, field) {
            if !values.contains(&&fact.value) {
                values.push(&fact.value);
            }
        }
        values
    }

    /// The different texts of a field.
    #[must_use]
    pub fn texts(self, card: &str, field: &str) -> Vec<&'a str> {
        self.values(card, field).into_iter().filter_map(Value::as_str).collect()
    }

    /// Everything visible of a card but whether it has ended.
    #[must_use]
    pub fn all_visible(self, card: &str) -> BTreeSet<Key> {
        let fields = self.fields(card).into_iter().filter(|field| *field != LIFECYCLE);
        fields.flat_map(|field| self.visible(card, field)).map(|fact| fact.key.clone()).collect()
    }

    /// Whether a card is in use: ended means that whoever ended it had seen all that is visible of it now.
    #[must_use]
    pub fn standing(self, card: &str) -> Standing {
        let said = self.visible(card, LIFECYCLE);
        let (ends, others): (Vec<&Fact>, Vec<&Fact>) =
            said.iter().copied().partition(|fact| fact.value["state"] == "ended");
        if ends.is_empty() {
            return Standing::Open;
        }
        let seen: BTreeSet<&Key> = ends.iter().flat_map(|fact| &fact.card_seen).collect();
        let unseen = self.all_visible(card).iter().any(|key| !seen.contains(key));
        if others.is_empty() && !unseen { Standing::Ended } else { Standing::Changed }
    }

    /// Whether anything of a card was said differently.
    #[must_use]
    pub fn differs(self, card: &str) -> bool {
        let mut fields = self.fields(card).into_iter().filter(|field| *field != LIFECYCLE);
        self.standing(card) == Standing::Changed || fields.any(|field| self.values(card, field).len() > 1)
    }

    /// What people recorded differently. Where the rule itself can be read and differs, its summary is not told apart.
    #[must_use]
    pub fn differences(self, individual: &str, reads_rules: bool) -> Vec<Difference> {
        let mut found = Vec::new();
        for (id, card) in self.cards(individual, None) {
            let mut rules = self.texts(id, "restriction").into_iter();
            if card.kind == "rule_summary" && reads_rules && rules.any(|rule| self.differs(rule)) {
                continue;
            }
            if self.standing(id) == Standing::Changed {
                let mut facts = self.all_visible(id);
                facts.extend(self.visible(id, LIFECYCLE).iter().map(|fact| fact.key.clone()));
                found.push((id.clone(), LIFECYCLE.to_owned(), facts));
            }
            for field in self.fields(id).into_iter().filter(|field| *field != LIFECYCLE) {
                if self.values(id, field).len() > 1 {
                    let facts = self.visible(id, field).iter().map(|fact| fact.key.clone()).collect();
                    found.push((id.clone(), field.to_owned(), facts));
                }
            }
        }
        found
    }

    /// The ids of the cards and entries of a record in which each of these words begins some word.
    #[must_use]
    pub fn search(self, individual: &str, typed: &[&str]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (id, _) in self.cards(individual, None) {
            let fields = self.fields(id).into_iter().filter(|field| *field != LIFECYCLE);
            let mut words = BTreeSet::new();
            for fact in fields.flat_map(|field| self.visible(id, field)) {
                value_words(&fact.value, &mut words);
            }
            if begun_by(&words, typed) {
                found.insert(id.clone());
            }
        }
        for entry in self.entries(individual) {
            let mut words = BTreeSet::new();
            entry.texts.iter().for_each(|text| text_words(text, &mut words));
            if begun_by(&words, typed) {
                found.insert(entry.id.clone());
            }
        }
        found
    }
}

fn begun_by(words: &BTreeSet<String>, typed: &[&str]) -> bool {
    typed.iter().all(|typed| words.iter().any(|word| word.starts_with(&typed.to_lowercase())))
}

fn text_words(text: &str, words: &mut BTreeSet<String>) {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.extend(parts.map(str::to_lowercase));
}

/// The words of a value. Ids are not words.
fn value_words(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if is_id(text) => {}
        Value::String(text) => text_words(text, words),
        Value::Array(items) => items.iter().for_each(|item| value_words(item, words)),
        Value::Object(parts) => parts.values().for_each(|part| value_words(part, words)),
        _ => {}
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
