//! From what another program exported into the record: cards and entries whose ids are made from their identity there,
//! so that the same file read again adds nothing, on this device or on another.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::card::Card;
use kith_domain::entries::EntryBody;
use kith_domain::entry::Entry;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, DocumentId, EntryId, IndividualId};
use kith_domain::section::SectionKind;
use kith_domain::time::{Occurred, Precision, Timestamp};
use kith_domain::voice::Voice;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::diary::{Diary, DiaryRow, PersonLabel, ScaleValue, read_diary};
use super::mapping::{Mapping, wrong};
use super::{Notice, Refused};
use crate::change::Change;
use crate::error::KithError;
use crate::session::Session;
use crate::view::View;

/// The notice that somebody new has the name of somebody who is on the map already.
pub(super) const SAME_NAME: &str = "same_name_as_existing";
/// How many rows make one parcel: sealing row by row costs five times the bytes.
const ROWS: usize = 250;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
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
pub(crate) fn derived(individual: IndividualId, what: &str, key: &str) -> [u8; 16] {
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
pub(super) struct Into<'a> {
    pub(super) individual: IndividualId,
    pub(super) shared: DocumentId,
    pub(super) voice: &'a Voice,
    /// When the whole of it was written down, where it says so.
    pub(super) written: Option<Timestamp>,
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
        let mut diary = read_diary(&mapping, bytes)?;
        let into = Into { individual, shared, voice: &mapping.voice, written: None };
        let mut imported = ImportedFile {
            unchanged: diary.repeated,
            refused: diary.refused.iter().map(RefusedPlace::from).collect(),
            notices: diary.notices.iter().map(RefusedPlace::from).collect(),
            ..ImportedFile::default()
        };
        self.refuse_what_is_to_come(&mut diary, &mapping.when.date.column, &mut imported);
        let people = self.import_people(&into, &mapping, &diary, &mut imported)?;
        for rows in diary.rows.chunks(ROWS) {
            let mut change = self.begin();
            for row in rows {
                self.import_row(&mut change, &into, &mapping, row, &people, &mut imported)?;
            }
            self.commit(change)?;
        }
        Ok(imported)
    }

    /// A row of a day to come is a slip in the file or in its mapping.
    fn refuse_what_is_to_come(&self, diary: &mut Diary, column: &str, imported: &mut ImportedFile) {
        let (came, to_come): (Vec<DiaryRow>, Vec<DiaryRow>) =
            std::mem::take(&mut diary.rows).into_iter().partition(|row| !self.is_to_come(&row.occurred));
        for row in &to_come {
            let code = "in_future".to_owned();
            imported.refused.push(RefusedPlace { line: row.line, column: column.to_owned(), code });
        }
        let met =
            |person: &PersonLabel| came.iter().any(|row| row.people.iter().any(|one| one.key == person.key));
        if !to_come.is_empty() {
            diary.people.retain(met);
        }
        diary.rows = came;
    }

    /// The person on the map that a label is bound to by the mapping.
    fn bound(&self, individual: IndividualId, label: &str, person: &str) -> Result<CardId, KithError> {
        let field = format!("who.people.{label}.person");
        let wrong = || KithError::from(wrong(field.as_str(), "unknown_person"));
        let id = self.whole_id(person, &field)?.parse().map_err(|_| wrong())?;
        Ok(self.card_of_kind(individual, id, &["person"]).map_err(|_| wrong())?.id)
    }

    /// What people on the map are called, for telling that somebody new has the name of somebody there.
    pub(super) fn names_on_the_map(&self, individual: IndividualId) -> Result<BTreeSet<String>, KithError> {
        let view = View::default();
        let names = |card: &Card| [view.names(card, "name"), view.names(card, "preferred_name")].concat();
        let cards = self.cards(individual, "person")?;
        Ok(cards.iter().flat_map(names).map(|name| name.trim().to_lowercase()).collect())
    }

    /// The people of a diary as cards, by the key of their label.
    fn import_people(
        &mut self,
        into: &Into<'_>,
        mapping: &Mapping,
        diary: &Diary,
        imported: &mut ImportedFile,
    ) -> Result<BTreeMap<String, CardId>, KithError> {
        let mut cards = BTreeMap::new();
        let there = self.names_on_the_map(into.individual)?;
        let mut change = self.begin();
        for person in &diary.people {
            if let Some(bound) = &person.person {
                cards.insert(person.key.clone(), self.bound(into.individual, &person.label, bound)?);
                continue;
            }
            let id = CardId::from_random(derived(into.individual, "person", &person.key));
            cards.insert(person.key.clone(), id);
            if self.vault.read().card(into.shared, id)?.is_some() {
                continue;
            }
            if there.contains(&person.name.to_lowercase()) {
                imported.notices.push(first_place(diary, mapping, person));
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
                self.create_card_as(
                    &mut change,
                    into.shared,
                    card,
                    CardKind::Relationship,
                    values,
                    into.voice,
                )?;
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
        mapping: &Mapping,
        row: &DiaryRow,
        people: &BTreeMap<String, CardId>,
        imported: &mut ImportedFile,
    ) -> Result<(), KithError> {
        let id = EntryId::from_random(derived(into.individual, "row", &row.key));
        let held = self.vault.read().entry(id)?;
        if let Some(held) = held.iter().find(|held| held.document == into.shared) {
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
        if !words.is_empty() {
            body.insert("text".to_owned(), json!(words.join("\n")));
        } else if ratings.is_empty() {
            // Nothing was rated or said; the cells are the entry. No language may stand here: it would differ by device.
            body.insert("text".to_owned(), json!("–"));
        }
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
                ("mode", json!(mapping.who.mode)),
                ("outcome", json!("happened")),
            ]);
            let id = EntryId::from_random(derived(into.individual, "contact", &row.key));
            self.add_entry_as(change, into.shared, id, "contact", row.occurred.clone(), body)?;
        }
        for value in row.observations.iter().filter(|value| value.once_a_day) {
            let id = EntryId::from_random(derived(into.individual, "day", &value.key));
            let held = self.vault.read().entry(id)?;
            let is_held = held.iter().any(|held| held.document == into.shared);
            if !is_held && !change.has_entry(into.shared, id) {
                let occurred = Occurred { at: row.occurred.at, precision: Precision::Day };
                let body = rated(into.voice, &[value]);
                self.add_entry_as(change, into.shared, id, "observation", occurred, body)?;
            }
        }
        imported.added = imported.added.saturating_add(1);
        Ok(())
    }

    pub(crate) fn create_card_as(
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

    pub(super) fn add_entry_as(
        &mut self,
        change: &mut Change,
        document: DocumentId,
        id: EntryId,
        kind: &str,
        occurred: Occurred,
        body: Map<String, Value>,
    ) -> Result<(), KithError> {
        // It was written down there, not here and now: so the same file gives the same bytes on every device.
        let recorded = occurred.at;
        let entry = Entry { id, kind: kind.to_owned(), occurred, recorded, body };
        EntryBody::parse(&entry).check()?;
        change.put_entry(document, entry);
        Ok(())
    }
}

/// Where a label first stands, with the notice that its person has the name of somebody on the map.
fn first_place(diary: &Diary, mapping: &Mapping, person: &PersonLabel) -> RefusedPlace {
    let row = diary.rows.iter().find(|row| row.people.iter().any(|one| one.key == person.key));
    let column = row.and_then(|row| {
        let is_label =
            |column: &&String| row.cells.get(*column).is_some_and(|cell| cell.trim() == person.label);
        mapping.who.columns.iter().find(is_label)
    });
    RefusedPlace {
        line: row.map_or(1, |row| row.line),
        column: column.cloned().unwrap_or_default(),
        code: SAME_NAME.to_owned(),
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
                "label": value.label,
                "value": crate::number::json_number(value.value),
                "voice": voice,
            })
        })
        .collect();
    crate::entry_body::body([("voice", json!(voice)), ("ratings", json!(ratings))])
}
