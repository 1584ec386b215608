//! Cards in the read model: what a card is now, one row for each document that has a card of its id, and
//! for each kind that it was made under there: so nobody hides a card by making it once more as something else.

use kith_domain::id::{CardId, DocumentId, IndividualId};
use rusqlite::{Row, params};

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// One card as one document has it, under one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// The card's id.
    pub id: CardId,
    /// The document that holds it.
    pub document: DocumentId,
    /// The individual whose record it is in.
    pub individual: IndividualId,
    /// Its kind: `person`, `restriction`, …
    pub kind: String,
    /// Whether it has ended.
    pub ended: bool,
    /// Whether something in it was recorded differently by two people.
    pub differs: bool,
    /// The card itself, canonical JSON.
    pub json: String,
}

const COLUMNS: &str = "SELECT id, document, individual, kind, ended, differs, json FROM card";

fn card_row(row: &Row<'_>) -> rusqlite::Result<CardRow> {
    Ok(CardRow {
        id: CardId::from_bytes(row.get(0)?),
        document: DocumentId::from_bytes(row.get(1)?),
        individual: IndividualId::from_bytes(row.get(2)?),
        kind: row.get(3)?,
        ended: row.get(4)?,
        differs: row.get(5)?,
        json: row.get(6)?,
    })
}

impl Read<'_> {
    /// The card of this id in one document, under the first of its kinds. An id alone names no card: whoever writes in one section may use an id that
    /// another section has.
    pub fn card(&self, document: DocumentId, id: CardId) -> Result<Option<CardRow>, VaultError> {
        let parameters = [id.to_bytes(), document.to_bytes()];
        self.first(&format!("{COLUMNS} WHERE id = ?1 AND document = ?2 ORDER BY kind"), parameters, card_row)
    }

    /// Every card of this id, by document and kind.
    pub fn cards_with_id(&self, id: CardId) -> Result<Vec<CardRow>, VaultError> {
        self.all(&format!("{COLUMNS} WHERE id = ?1 ORDER BY document, kind"), [id.to_bytes()], card_row)
    }

    /// The cards of an individual, of one kind or of all, ended ones too, by kind, id and document.
    pub fn cards(&self, individual: IndividualId, kind: Option<&str>) -> Result<Vec<CardRow>, VaultError> {
        let individual = individual.to_bytes();
        match kind {
            Some(kind) => self.all(
                &format!("{COLUMNS} WHERE individual = ?1 AND kind = ?2 ORDER BY kind, id, document"),
                params![individual, kind],
                card_row,
            ),
            None => self.all(
                &format!("{COLUMNS} WHERE individual = ?1 ORDER BY kind, id, document"),
                [individual],
                card_row,
            ),
        }
    }
}

impl Write<'_> {
    /// Keeps a card, in place of what the same document had under its id and kind.
    pub fn put_card(&mut self, card: &CardRow) -> Result<(), VaultError> {
        let sql = "INSERT INTO card (id, document, individual, kind, ended, differs, json)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (id, document, kind) DO UPDATE SET individual = excluded.individual,
                       ended = excluded.ended, differs = excluded.differs, json = excluded.json";
        self.change(
            sql,
            params![
                card.id.to_bytes(),
                card.document.to_bytes(),
                card.individual.to_bytes(),
                card.kind,
                card.ended,
                card.differs,
                card.json,
            ],
        )
        .map(drop)
    }
}
