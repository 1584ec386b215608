//! The read model: a function of the admitted parcels and nothing else, with no clock in it. Whatever is written here
//! can be thrown away and made again; `doctor` does so and compares.

use std::collections::{BTreeMap, BTreeSet};

use kith_document::Document;
use kith_domain::card::{Card, LIFECYCLE, Standing};
use kith_domain::entries::EntryBody;
use kith_domain::entry::Entry;
use kith_domain::id::{CardId, DocumentId, FeedId, IndividualId};
use kith_vault::{CardRow, EntryRow, NewestRow, Read, Write};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::KithError;

/// The section's document: as held in memory, else as cached in the vault, else new.
pub(crate) fn load_document<'a>(
    tx: &Read<'_>,
    documents: &'a mut BTreeMap<DocumentId, Document>,
    id: DocumentId,
) -> Result<&'a mut Document, KithError> {
    match documents.entry(id) {
        std::collections::btree_map::Entry::Occupied(held) => Ok(held.into_mut()),
        std::collections::btree_map::Entry::Vacant(place) => {
            let document = match tx.document_cache(id)? {
                Some(saved) => Document::load(id, &saved)?,
                None => Document::new(id),
            };
            Ok(place.insert(document))
        }
    }
}

/// Writes the cards that changed, the document they were read from, and how far the clocks of their authors were.
pub(crate) fn project_cards(
    tx: &mut Write<'_>,
    document: &mut Document,
    touched: &BTreeSet<CardId>,
) -> Result<(), KithError> {
    let mut newest: BTreeMap<FeedId, i64> = BTreeMap::new();
    let id = document.id();
    let individual = individual_of(tx, id)?;
    for card in touched.iter().flat_map(|card| document.card_by_kind(*card)).collect::<Vec<_>>() {
        for fact in card.fields.values().flat_map(|register| register.all()) {
            let recorded = fact.recorded.timestamp_millis();
            newest.entry(fact.feed).and_modify(|held| *held = recorded.max(*held)).or_insert(recorded);
        }
        let json = serde_json::to_string(&card).map_err(|_| KithError::Bug { place: "card row" })?;
        tx.put_card(&CardRow {
            id: card.id,
            document: id,
            individual,
            kind: card.kind.clone(),
            ended: card.standing() == Standing::Ended,
            differs: differs(&card),
            json,
        })?;
        tx.put_text("card", card.id.to_bytes(), individual, id, &card_text(&card))?;
    }
    for (feed, recorded_ms) in newest {
        tx.note_recorded(NewestRow { document: id, feed, recorded_ms })?;
    }
    let heads = document.heads();
    tx.put_document_cache(id, &heads, &document.save())?;
    Ok(())
}

/// Whose record a section is part of. Its place was written before anything of it could be applied: where that is gone, the
/// vault is damaged.
fn individual_of(tx: &Write<'_>, document: DocumentId) -> Result<IndividualId, KithError> {
    let section = tx.section_of(document)?.ok_or(KithError::Unreadable { code: "vault_damaged" })?;
    Ok(section.individual)
}

/// Whether people said different things of any field, or ended what another changed.
pub(crate) fn differs(card: &Card) -> bool {
    card.standing() == Standing::EndedChangedMeanwhile
        || card.fields.iter().any(|(name, register)| name != LIFECYCLE && register.differs())
}

/// Writes one entry. The same id with other bytes is a fault: both are kept, and both say so.
pub(crate) fn project_entry(
    tx: &mut Write<'_>,
    document: DocumentId,
    feed: FeedId,
    bytes: &[u8],
) -> Result<(), KithError> {
    let individual = individual_of(tx, document)?;
    let entry = read_entry(bytes).ok_or(KithError::Unreadable { code: "entry_damaged" })?;
    let body = EntryBody::parse(&entry);
    let text = body.texts().join("\n");
    let subjects = body.about();
    let cards = subjects.cards.iter().map(|card| card.to_bytes());
    let about = cards.chain(subjects.entries.iter().map(|entry| entry.to_bytes())).collect();
    let visit = entry.body.get("visit").and_then(Value::as_str).and_then(|id| id.parse().ok());
    let row = EntryRow {
        id: entry.id,
        digest: Sha256::digest(bytes).into(),
        document,
        individual,
        kind: entry.kind.clone(),
        occurred_ms: entry.occurred.at.timestamp_millis(),
        recorded_ms: entry.recorded.timestamp_millis(),
        feeds: vec![feed],
        visit,
        about,
        json: String::from_utf8_lossy(bytes).into_owned(),
        problem: None,
    };
    tx.put_entry(&row)?;
    tx.note_recorded(NewestRow { document, feed, recorded_ms: row.recorded_ms })?;
    let held = tx.entry(entry.id)?;
    if held.iter().all(|held| held.digest == row.digest) {
        tx.put_text("entry", entry.id.to_bytes(), individual, document, &text)?;
        return Ok(());
    }
    for row in &held {
        tx.set_entry_problem(row.document, entry.id, &row.digest, Some("entry_duplicated"))?;
    }
    let mut texts = Vec::new();
    for row in held.iter().filter(|row| row.document == document) {
        if let Ok(entry) = serde_json::from_str::<Entry>(&row.json) {
            texts.extend(EntryBody::parse(&entry).texts().into_iter().map(str::to_owned));
        }
    }
    tx.put_text("entry", entry.id.to_bytes(), individual, document, &texts.join("\n"))?;
    Ok(())
}

/// The words of a card that a search should find: every text among its visible values.
fn card_text(card: &Card) -> String {
    let mut words = Vec::new();
    for (name, register) in &card.fields {
        if name != LIFECYCLE {
            for fact in register.visible() {
                gather(&fact.value, &mut words);
            }
        }
    }
    words.join("\n")
}

fn gather(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::String(text) if text.parse::<CardId>().is_err() => words.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::Object(fields) => fields.values().for_each(|item| gather(item, words)),
        _ => {}
    }
}

/// Whether bytes are an entry at all: the one thing asked of it before its kind is known.
pub(crate) fn is_entry(bytes: &[u8]) -> bool {
    read_entry(bytes).is_some()
}

fn read_entry(bytes: &[u8]) -> Option<Entry> {
    let entry: Entry = serde_json::from_slice(bytes).ok()?;
    entry.body.values().all(kith_document::is_shallow).then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_without_the_place_of_a_section_is_damaged_and_no_fault_of_ours() {
        let mut vault = kith_vault::Vault::scratch().unwrap();
        let document = DocumentId::from_bytes([1; 16]);
        let mut held = Document::new(document);
        let outcome = vault.write(|tx| project_cards(tx, &mut held, &BTreeSet::new()));
        assert_eq!(outcome.map_err(|error| error.code()), Err("vault_damaged"));
    }
}
