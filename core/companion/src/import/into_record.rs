//! From what another program exported into the record: cards and entries whose ids are made from their identity there,
//! so that the same file read again adds nothing, on this device or on another.

use std::collections::BTreeMap;

use kith_domain::entries::EntryBody;
use kith_domain::entry::Entry;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, DocumentId, EntryId, IndividualId};
use kith_domain::section::SectionKind;
use kith_domain::text::clean_name;
use kith_domain::time::{Occurred, Precision};
use kith_domain::voice::{How, Method, Speaker, Voice};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::diary::{DiaryRow, PersonLabel, ScaleValue, read_diary};
use super::mapping::Mapping;
use super::network::{ImportedPerson, ImportedPlace, ImportedTie, Network, to_kith};
use super::network_canvas::read_graphml;
use super::{Notice, Refused};
use crate::change::Change;
use crate::error::KithError;
use crate::session::Session;

/// How many rows make one parcel: sealing row by row costs five times the bytes.
const ROWS: usize = 250;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportedFile {
    /// Rows, or people, places and ties, that were added.
    pub added: u64,
    /// Those that were here already, with the same content.
    pub unchanged: u64,
    /// Those that were not taken, by their place in the file.
    pub refused: Vec<RefusedPlace>,
    /// Those that were taken and that a person should look at, by their place in the file.
    pub notices: Vec<RefusedPlace>,
}

/// A place in an imported file, and what is wrong there. Never what stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RefusedPlace {
    /// The line, from 1.
    pub line: u64,
    /// The column's name, or the node and its variable.
    pub column: String,
    /// A stable code.
    pub code: String,
}

impl From<&Refused> for RefusedPlace {
    fn from(refused: &Refused) -> Self {
        Self { line: refused.line, column: refused.column.clone(), code: refused.code.to_owned() }
    }
}

impl From<&Notice> for RefusedPlace {
    fn from(notice: &Notice) -> Self {
        Self { line: notice.line, column: notice.column.clone(), code: notice.code.to_owned() }
    }
}

/// Sixteen bytes from an identity elsewhere and the record it came into.
fn derived(individual: IndividualId, what: &str, key: &str) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update(individual.to_bytes());
    for part in [what, key] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest.first_chunk::<16>().copied().unwrap_or_default()
}

/// Where an import goes.
struct Into<'a> {
    individual: IndividualId,
    shared: DocumentId,
    voice: &'a Voice,
}

impl Session {
    /// Brings in a diary by its mapping.
    pub(crate) fn import_diary(
        &mut self,
        individual: IndividualId,
        mapping: &str,
        bytes: &[u8],
    ) -> Result<ImportedFile, KithError> {
        let shared = self.section(individual, SectionKind::Shared)?;
        let mapping = Mapping::read(mapping)?;
        let diary = read_diary(&mapping, bytes)?;
        let into = Into { individual, shared, voice: &mapping.voice };
        let mut imported = ImportedFile {
            unchanged: diary.repeated,
            refused: diary.refused.iter().map(RefusedPlace::from).collect(),
            notices: diary.notices.iter().map(RefusedPlace::from).collect(),
            ..ImportedFile::default()
        };
        let people = self.import_people(&into, &diary.people)?;
        for rows in diary.rows.chunks(ROWS) {
            let mut change = self.begin();
            for row in rows {
                self.import_row(&mut change, &into, row, &people, &mut imported)?;
            }
            self.commit(change)?;
        }
        Ok(imported)
    }

    /// The people of a diary as cards, by the key of their label.
    fn import_people(
        &mut self,
        into: &Into<'_>,
        people: &[PersonLabel],
    ) -> Result<BTreeMap<String, CardId>, KithError> {
        let mut cards = BTreeMap::new();
        let mut change = self.begin();
        for person in people {
            let id = CardId::from_random(derived(into.individual, "person", &person.key));
            cards.insert(person.key.clone(), id);
            if self.vault.read().card(id)?.is_some() {
                continue;
            }
            let values = vec![
                ("name", json!(person.name)),
                ("kind", json!(person.kind)),
                ("imported", json!({ "label": person.label })),
            ];
            self.create_card_as(&mut change, into.shared, id, CardKind::Person, values, into.voice)?;
            if let Some(relationship) = &person.relationship {
                let key = derived(into.individual, "relationship", &person.key);
                let values =
                    vec![("to", json!(id)), ("kind", json!(relationship)), ("status", json!("existing"))];
                let card = CardId::from_random(key);
                self.create_card_as(&mut change, into.shared, card, CardKind::Relationship, values, into.voice)?;
            }
        }
        self.commit(change)?;
        Ok(cards)
    }

    /// One row: an observation with its ratings and every cell, and, where they were with somebody, a contact.
    fn import_row(
        &mut self,
        change: &mut Change,
        into: &Into<'_>,
        row: &DiaryRow,
        people: &BTreeMap<String, CardId>,
        imported: &mut ImportedFile,
    ) -> Result<(), KithError> {
        let id = EntryId::from_random(derived(into.individual, "row", &row.key));
        let held = self.vault.read().entry(id)?;
        if let Some(held) = held.first() {
            if held.json.contains(&format!("\"digest\":\"{}\"", row.digest)) {
                imported.unchanged = imported.unchanged.saturating_add(1);
            } else {
                // It was changed in the file since: what is recorded stays, and a person is told.
                let code = "changed_since".to_owned();
                imported.refused.push(RefusedPlace { line: row.line, column: String::new(), code });
            }
            return Ok(());
        }
        let with: Vec<CardId> =
            row.people.iter().filter_map(|person| people.get(&person.key).copied()).collect();
        let ratings: Vec<&ScaleValue> = row.observations.iter().filter(|value| !value.once_a_day).collect();
        let mut body = rated(into.voice, &ratings);
        body.insert("source".to_owned(), json!({ "digest": row.digest, "cells": row.cells }));
        if let Some(alone) = row.alone {
            body.insert("alone".to_owned(), json!(alone));
        }
        let words: Vec<String> =
            row.answers.iter().map(|answer| format!("{}: {}", answer.label, answer.text)).collect();
        let text = if words.is_empty() { self.strings.say("diary-row") } else { words.join("\n") };
        body.insert("text".to_owned(), json!(text));
        self.add_entry_as(change, into.shared, id, "observation", row.occurred.clone(), body)?;
        if !row.company.is_empty() {
            let company: Vec<&ScaleValue> = row.company.iter().collect();
            let mut body = rated(into.voice, &company);
            body.insert("people".to_owned(), json!(with));
            let id = EntryId::from_random(derived(into.individual, "company", &row.key));
            self.add_entry_as(change, into.shared, id, "observation", row.occurred.clone(), body)?;
        }
        if !with.is_empty() {
            let body = crate::entry_body::body([
                ("people", json!(with)),
                ("mode", json!("in_person")),
                ("outcome", json!("happened")),
            ]);
            let id = EntryId::from_random(derived(into.individual, "contact", &row.key));
            self.add_entry_as(change, into.shared, id, "contact", row.occurred.clone(), body)?;
        }
        for value in row.observations.iter().filter(|value| value.once_a_day) {
            let id = EntryId::from_random(derived(into.individual, "day", &value.key));
            if self.vault.read().entry(id)?.is_empty() && !change.has_entry(into.shared, id) {
                let occurred = Occurred { at: row.occurred.at, precision: Precision::Day };
                let body = rated(into.voice, &[value]);
                self.add_entry_as(change, into.shared, id, "observation", occurred, body)?;
            }
        }
        imported.added = imported.added.saturating_add(1);
        Ok(())
    }

    /// Brings in a Network Canvas session.
    pub(crate) fn import_network_canvas(
        &mut self,
        individual: IndividualId,
        bytes: &[u8],
    ) -> Result<ImportedFile, KithError> {
        let shared = self.section(individual, SectionKind::Shared)?;
        let session = read_graphml(bytes)?;
        let network = to_kith(&session);
        let voice = Voice {
            speaker: Speaker::Individual,
            member: None,
            how: How::OwnWords,
            method: Method::Technology,
            conveyed_by: None,
        };
        let into = Into { individual, shared, voice: &voice };
        let mut imported = ImportedFile {
            refused: session.refused.iter().map(RefusedPlace::from).collect(),
            ..ImportedFile::default()
        };
        let mut change = self.begin();
        for person in &network.people {
            self.import_person(&mut change, &into, person, &mut imported)?;
        }
        for place in &network.places {
            self.import_place(&mut change, &into, place, &mut imported)?;
        }
        for tie in &network.ties {
            self.import_tie(&mut change, &into, tie, &network, &mut imported)?;
        }
        self.commit(change)?;
        Ok(imported)
    }

    fn import_person(
        &mut self,
        change: &mut Change,
        into: &Into<'_>,
        person: &ImportedPerson,
        imported: &mut ImportedFile,
    ) -> Result<(), KithError> {
        let id = CardId::from_random(derived(into.individual, "person", &person.uuid));
        if self.vault.read().card(id)?.is_some() {
            imported.unchanged = imported.unchanged.saturating_add(1);
            return Ok(());
        }
        let Some(name) = named(person.name.as_deref(), &person.uuid, imported) else { return Ok(()) };
        let mut kept = place_of(&person.uuid, person.x, person.y, &person.rest);
        if let Some(closeness) = person.closeness {
            kept.insert("closeness".to_owned(), json!(closeness));
        }
        if !person.also.is_empty() {
            kept.insert("also".to_owned(), json!(person.also));
        }
        let values = vec![("name", json!(name)), ("kind", json!("person")), ("imported", json!(kept))];
        self.create_card_as(change, into.shared, id, CardKind::Person, values, into.voice)?;
        let mut values = vec![("to", json!(id)), ("status", json!("existing"))];
        values.push(("kind", person.kind.as_ref().map_or(json!("other"), |kind| json!(kind))));
        values.extend(person.circle.as_ref().map(|circle| ("circle", json!(circle))));
        values.extend(person.gives.as_ref().map(|gives| ("gives_support", json!(gives))));
        values.extend(person.since.map(|since| ("since", json!(since))));
        let card = CardId::from_random(derived(into.individual, "relationship", &person.uuid));
        self.create_card_as(change, into.shared, card, CardKind::Relationship, values, into.voice)?;
        if let Some(note) = &person.note {
            self.import_note(change, into, &person.uuid, note, Some(id))?;
        }
        imported.added = imported.added.saturating_add(1);
        Ok(())
    }

    fn import_place(
        &mut self,
        change: &mut Change,
        into: &Into<'_>,
        place: &ImportedPlace,
        imported: &mut ImportedFile,
    ) -> Result<(), KithError> {
        let id = CardId::from_random(derived(into.individual, "place", &place.uuid));
        if self.vault.read().card(id)?.is_some() {
            imported.unchanged = imported.unchanged.saturating_add(1);
            return Ok(());
        }
        let Some(name) = named(place.name.as_deref(), &place.uuid, imported) else { return Ok(()) };
        let mut kept = place_of(&place.uuid, place.x, place.y, &place.rest);
        if !place.kinds.is_empty() {
            kept.insert("kinds".to_owned(), json!(place.kinds));
        }
        let values = vec![("name", json!(name)), ("imported", json!(kept))];
        self.create_card_as(change, into.shared, id, CardKind::Place, values, into.voice)?;
        if let Some(note) = &place.note {
            self.import_note(change, into, &place.uuid, note, None)?;
        }
        imported.added = imported.added.saturating_add(1);
        Ok(())
    }

    fn import_tie(
        &mut self,
        change: &mut Change,
        into: &Into<'_>,
        tie: &ImportedTie,
        network: &Network,
        imported: &mut ImportedFile,
    ) -> Result<(), KithError> {
        let id = CardId::from_random(derived(into.individual, "tie", &tie.uuid));
        if self.vault.read().card(id)?.is_some() {
            imported.unchanged = imported.unchanged.saturating_add(1);
            return Ok(());
        }
        let is_person = |uuid: &str| network.people.iter().any(|person| person.uuid == uuid);
        // A tie to a place is no relationship between people: it is kept with the person that it goes from or to.
        let (from, to) =
            if is_person(&tie.to) { (&tie.from, &tie.to) } else { (&tie.to, &tie.from) };
        if !is_person(to) {
            let code = "not_between_people".to_owned();
            imported.refused.push(RefusedPlace { line: 1, column: format!("edge {}", tie.kind), code });
            return Ok(());
        }
        let mut kept: Map<String, Value> = tie.rest.clone().into_iter().collect();
        kept.insert("uuid".to_owned(), json!(tie.uuid));
        kept.insert("type".to_owned(), json!(tie.kind));
        let to_card = CardId::from_random(derived(into.individual, "person", to));
        let mut values = vec![("to", json!(to_card)), ("kind", json!(tie.kind)), ("status", json!("existing"))];
        if is_person(from) {
            values.push(("from", json!(CardId::from_random(derived(into.individual, "person", from)))));
        } else {
            kept.insert("place".to_owned(), json!(from));
        }
        values.extend(tie.quality.as_ref().map(|quality| ("quality", json!(quality))));
        values.push(("imported", json!(kept)));
        self.create_card_as(change, into.shared, id, CardKind::Relationship, values, into.voice)?;
        imported.added = imported.added.saturating_add(1);
        Ok(())
    }

    /// What staff noted of somebody is for the team; where it cannot be written here, it is not left in the open.
    fn import_note(
        &mut self,
        change: &mut Change,
        into: &Into<'_>,
        uuid: &str,
        note: &str,
        person: Option<CardId>,
    ) -> Result<(), KithError> {
        let team = self.section(into.individual, SectionKind::Team)?;
        let id = EntryId::from_random(derived(into.individual, "note", uuid));
        let people: Vec<CardId> = person.into_iter().collect();
        let body = crate::entry_body::body([("text", json!(note)), ("people", json!(people))]);
        let occurred = Occurred { at: change.now, precision: Precision::Day };
        self.add_entry_as(change, team, id, "note", occurred, body)
    }

    fn create_card_as(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        id: CardId,
        kind: CardKind,
        values: Vec<(&str, Value)>,
        voice: &Voice,
    ) -> Result<(), KithError> {
        change.create(document, id, kind);
        for (field, value) in values {
            self.say(change, document, id, kind, field, value, voice, None, None)?;
        }
        Ok(())
    }

    fn add_entry_as(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        id: EntryId,
        kind: &str,
        occurred: Occurred,
        body: Map<String, Value>,
    ) -> Result<(), KithError> {
        let entry = Entry { id, kind: kind.to_owned(), occurred, recorded: change.now, body };
        EntryBody::parse(&entry).check()?;
        change.put_entry(document, entry);
        Ok(())
    }
}

/// The body of ratings made together. The scale goes with each, because it is the diary's own.
fn rated(voice: &Voice, values: &[&ScaleValue]) -> Map<String, Value> {
    let ratings: Vec<Value> = values
        .iter()
        .map(|value| {
            json!({
                "scale": value.scale.id,
                "definition": value.scale,
                "value": crate::number::json_number(value.value),
                "voice": voice,
            })
        })
        .collect();
    crate::entry_body::body([("voice", json!(voice)), ("ratings", json!(ratings))])
}

/// What another program said of somebody that has no field here.
fn place_of(uuid: &str, x: Option<f64>, y: Option<f64>, rest: &BTreeMap<String, Value>) -> Map<String, Value> {
    let mut kept: Map<String, Value> = rest.clone().into_iter().collect();
    kept.insert("uuid".to_owned(), json!(uuid));
    for (name, part) in [("x", x), ("y", y)] {
        if let Some(part) = part {
            kept.insert(name.to_owned(), json!(part));
        }
    }
    kept
}

/// The name of a node, or its refusal.
fn named(name: Option<&str>, uuid: &str, imported: &mut ImportedFile) -> Option<String> {
    let code = match name.map(clean_name) {
        Some(Ok(name)) => return Some(name),
        Some(Err(problem)) => problem.code(),
        None => "missing_value",
    };
    let column = format!("node {uuid}: name");
    imported.refused.push(RefusedPlace { line: 1, column, code: code.to_owned() });
    None
}
