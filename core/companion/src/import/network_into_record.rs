//! A Network Canvas session into the record: people, places and ties as cards, notes of staff for the team.

use std::collections::BTreeMap;

use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, EntryId, IndividualId};
use kith_domain::lists::RelationshipKind;
use kith_domain::section::SectionKind;
use kith_domain::text::clean_name;
use kith_domain::time::{Occurred, Precision};
use kith_domain::voice::{How, Method, Speaker, Voice};
use serde_json::{Map, Value, json};

use super::into_record::{ImportedFile, Into, RefusedPlace, SAME_NAME, derived};
use super::network::{ImportedPerson, ImportedPlace, ImportedTie, Network, to_kith};
use super::network_canvas::read_graphml;
use crate::change::Change;
use crate::error::KithError;
use crate::session::Session;

impl Session {
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
        let into = Into { individual, shared, voice: &voice, written: session.started };
        let mut imported = ImportedFile {
            refused: session.refused.iter().map(RefusedPlace::from).collect(),
            ..ImportedFile::default()
        };
        for node in &network.others {
            let code = if node.kind.is_empty() { "no_type" } else { "unknown_type" }.to_owned();
            let column = format!("node {}", node.position);
            imported.refused.push(RefusedPlace { line: node.line, column, code });
        }
        let there = self.names_on_the_map(individual)?;
        let mut change = self.begin();
        for person in &network.people {
            let added = imported.added;
            self.import_person(&mut change, &into, person, &mut imported)?;
            let name = person.name.as_deref().unwrap_or_default().trim().to_lowercase();
            if imported.added > added && there.contains(&name) {
                let column = format!("node {}: name", person.uuid);
                imported.notices.push(RefusedPlace { line: 1, column, code: SAME_NAME.to_owned() });
            }
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
        if self.vault.read().card(into.shared, id)?.is_some() {
            imported.unchanged = imported.unchanged.saturating_add(1);
            return Ok(());
        }
        let Some(name) = named(person.name.as_deref(), &person.uuid, imported) else {
            return Ok(());
        };
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
        values.push((
            "kind",
            person.kind.as_ref().map_or(json!("other"), |kind| json!(kind_in_words(kind.name()))),
        ));
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
        if self.vault.read().card(into.shared, id)?.is_some() {
            imported.unchanged = imported.unchanged.saturating_add(1);
            return Ok(());
        }
        let Some(name) = named(place.name.as_deref(), &place.uuid, imported) else {
            return Ok(());
        };
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
        if self.vault.read().card(into.shared, id)?.is_some() {
            imported.unchanged = imported.unchanged.saturating_add(1);
            return Ok(());
        }
        let is_person = |uuid: &str| network.people.iter().any(|person| person.uuid == uuid);
        // A tie to a place is no relationship between people: it is kept with the person that it goes from or to.
        let (from, to) = if is_person(&tie.to) { (&tie.from, &tie.to) } else { (&tie.to, &tie.from) };
        let is_place = |uuid: &str| network.places.iter().any(|place| place.uuid == uuid);
        if !is_person(to) || !(is_person(from) || is_place(from)) {
            let code = "not_between_people".to_owned();
            imported.refused.push(RefusedPlace { line: 1, column: format!("edge {}", tie.kind), code });
            return Ok(());
        }
        let mut kept: Map<String, Value> = tie.rest.clone().into_iter().collect();
        kept.insert("uuid".to_owned(), json!(tie.uuid));
        kept.insert("type".to_owned(), json!(tie.kind));
        let to_card = CardId::from_random(derived(into.individual, "person", to));
        let mut values = vec![
            ("to", json!(to_card)),
            ("kind", json!(kind_in_words(&tie.kind))),
            ("status", json!("existing")),
        ];
        if is_person(from) {
            values.push(("from", json!(CardId::from_random(derived(into.individual, "person", from)))));
        } else {
            values.push(("place", json!(CardId::from_random(derived(into.individual, "place", from)))));
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
        let occurred = Occurred { at: into.written.unwrap_or(change.now), precision: Precision::Day };
        self.add_entry_as(change, team, id, "note", occurred, body)
    }
}

/// A kind of relationship as it may be written here: one of the list, or words. Names of another list are none.
fn kind_in_words(kind: &str) -> String {
    if RelationshipKind::LIST.has(kind) { kind.to_owned() } else { kind.replace('_', " ") }
}

/// What another program said of somebody that has no field here.
fn place_of(
    uuid: &str,
    x: Option<f64>,
    y: Option<f64>,
    rest: &BTreeMap<String, Value>,
) -> Map<String, Value> {
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
