//! Search as one types: every word typed must begin some word of the text, in any order, accents and case aside.
//! What a person types is never an expression in a query language; no text of theirs is an error.

use kith_domain::id::{DocumentId, IndividualId};
use rusqlite::{Row, params};

use crate::error::VaultError;
use crate::vault::{Read, Write};

/// Of a longer text, the words after these are not looked for: the engine bounds how large an expression may be.
const WORDS_MAX: usize = 32;

/// A longer word is looked for by its beginning of this many characters.
const WORD_LENGTH_MAX: usize = 64;

/// Ordered by nothing but the rank, and not limited: so the engine ranks by itself and hands out one row after the other, and
/// what is not taken has no snippet made and no text read. To sort by more it would make both for every row first.
const BEST_FIRST: &str =
    "SELECT ref_kind, ref_id, individual, document, snippet(search, 0, '', '', '…', 12), rank
    FROM search JOIN text ON text.number = search.rowid
    WHERE search MATCH ?1 AND (?2 IS NULL OR individual = ?2) ORDER BY rank";

/// One place where the words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `entry` or `card`.
    pub ref_kind: String,
    /// The id of the entry or the card.
    pub ref_id: [u8; 16],
    /// The individual whose record it is in.
    pub individual: IndividualId,
    /// The document that holds it.
    pub document: DocumentId,
    /// The words around the first find, at most twelve; `…` where something is left out.
    pub snippet: String,
}

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    Ok(Hit {
        ref_kind: row.get(0)?,
        ref_id: row.get(1)?,
        individual: IndividualId::from_bytes(row.get(2)?),
        document: DocumentId::from_bytes(row.get(3)?),
        snippet: row.get(4)?,
    })
}

/// The typed text as an expression of quoted words, each as a beginning; nothing if it has no word in it.
fn expression(typed: &str) -> Option<String> {
    let words = typed.split(|c: char| c.is_whitespace() || c.is_control() || c == '"');
    let words = words.filter(|word| word.chars().any(char::is_alphanumeric)).take(WORDS_MAX);
    let quoted = words.map(|word| {
        let word: String = word.chars().take(WORD_LENGTH_MAX).collect();
        format!("\"{word}\"*")
    });
    let expression = quoted.collect::<Vec<_>>().join(" ");
    (!expression.is_empty()).then_some(expression)
}

impl Read<'_> {
    /// Where the typed words are found, the best first, at most `limit`; of one individual or of all.
    pub fn search(
        &self,
        typed: &str,
        individual: Option<IndividualId>,
        limit: u32,
    ) -> Result<Vec<Hit>, VaultError> {
        let Some(expression) = expression(typed) else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(BEST_FIRST)?;
        let mut rows = statement.query(params![expression, individual.map(IndividualId::to_bytes)])?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut found: Vec<(f64, Hit)> = Vec::new();
        while let Some(row) = rows.next()? {
            let rank: f64 = row.get(5)?;
            // All that are as good as the last: which of them come first must not depend on the order of arrival.
            let as_good = found.last().is_some_and(|(last, _)| last.total_cmp(&rank).is_eq());
            if found.len() >= limit && !as_good {
                break;
            }
            found.push((rank, hit(row)?));
        }
        let name = |hit: &Hit| (hit.ref_kind.clone(), hit.ref_id, hit.document);
        found.sort_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| name(one).cmp(&name(other))));
        found.truncate(limit);
        Ok(found.into_iter().map(|(_, hit)| hit).collect())
    }
}

impl Write<'_> {
    /// Makes `text` what an entry or a card of one document is found by, in place of the earlier; an empty one takes it
    /// out of search. Where one id has several rows in it, the text is to hold the words of all of them.
    pub fn put_text(
        &mut self,
        ref_kind: &str,
        ref_id: [u8; 16],
        individual: IndividualId,
        document: DocumentId,
        text: &str,
    ) -> Result<(), VaultError> {
        if text.is_empty() {
            let sql = "DELETE FROM text WHERE ref_kind = ?1 AND ref_id = ?2 AND document = ?3";
            return self.change(sql, params![ref_kind, ref_id, document.to_bytes()]).map(drop);
        }
        let sql =
            "INSERT INTO text (ref_kind, ref_id, individual, document, words) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (ref_kind, ref_id, document) DO UPDATE SET individual = excluded.individual,
                       words = excluded.words";
        let parameters = params![ref_kind, ref_id, individual.to_bytes(), document.to_bytes(), text];
        self.change(sql, parameters).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_quoted_beginnings() {
        let rows = [
            ("", None),
            ("  \t\n", None),
            ("* ^ - ( ) :", None),
            ("mam", Some("\"mam\"*")),
            ("mam  a dad", Some("\"mam\"* \"a\"* \"dad\"*")),
            ("\"mam", Some("\"mam\"*")),
            ("a\"b\0c", Some("\"a\"* \"b\"* \"c\"*")),
            ("NEAR(a b)", Some("\"NEAR(a\"* \"b)\"*")),
            ("words:x OR", Some("\"words:x\"* \"OR\"*")),
        ];
        for (typed, expected) in rows {
            assert_eq!(expression(typed).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn the_engine_ranks_by_itself() {
        let vault = crate::vault::Vault::scratch().unwrap();
        let none: Option<[u8; 16]> = None;
        let sql = format!("EXPLAIN QUERY PLAN {BEST_FIRST}");
        let plan: Vec<String> = vault.read().all(&sql, params!["\"a\"*", none], |row| row.get(3)).unwrap();
        assert!(plan.iter().all(|step| !step.contains("TEMP B-TREE")), "{plan:?}");
    }

    #[test]
    fn long_texts_are_bounded() {
        let typed = format!("{} ", "x".repeat(1000)).repeat(1000);
        let found = expression(&typed).unwrap();
        assert_eq!(found.split(' ').count(), WORDS_MAX);
        assert!(found.len() <= WORDS_MAX * (WORD_LENGTH_MAX + 4));
    }
}
