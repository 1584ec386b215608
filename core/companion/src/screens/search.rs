//! Search over everything that can be read here, as typed.

use kith_domain::id::{CardId, EntryId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;

/// At most so many results.
const RESULTS: u32 = 50;

/// Search.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// What to look for, as typed so far.
    text: String,
    /// In whose record; all where nothing is said.
    #[uniffi(default = None)]
    individual: Option<String>,
}

/// One result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct Found {
    /// card or entry.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// In whose record.
    pub individual: String,
    /// What it is called.
    pub title: String,
    /// The words around what was found.
    pub snippet: String,
}

impl Screen for Search {
    type Answer = Vec<Found>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = self.individual.as_deref().map(|id| parse_id(id, "individual")).transpose()?;
        let hits = session.vault.read().search(&self.text, individual, RESULTS)?;
        let mut found = Vec::new();
        for hit in hits {
            let (id, title) = if hit.ref_kind == "card" {
                let id = CardId::from_bytes(hit.ref_id);
                let Ok((_, card)) = session.card_where(id, |row| row.document == hit.document) else {
                    continue;
                };
                (id.to_string(), session.card_title(hit.individual, &card)?)
            } else {
                if session.is_concerned_in(hit.document)? {
                    continue;
                }
                let id = EntryId::from_bytes(hit.ref_id);
                let read = session.entry_in(hit.document, id)?;
                (id.to_string(), session.entry_line(&read)?.text)
            };
            found.push(Found {
                kind: hit.ref_kind,
                id,
                individual: hit.individual.to_string(),
                title,
                snippet: hit.snippet,
            });
        }
        let strings = &session.strings;
        let mut lines: Vec<Line> = found
            .iter()
            .map(|found| Line::plain(found.title.clone()).under(found.snippet.clone()).about(&found.id))
            .collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("search-none")));
        }
        Ok((found, Outline::new(strings.say("screen-search")).block(None, lines)))
    }
}
