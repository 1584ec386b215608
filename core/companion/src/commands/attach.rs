//! Attaches a photo or a recording that was taken in to an entry or to somebody on the map.

use kith_domain::id::{CardId, DocumentId, EntryId};
use kith_domain::section::SectionKind;
use kith_domain::time::Occurred;
use kith_domain::voice::Voice;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Command, Done};
use crate::arguments::{VoiceArgument, parse_id, text, voice};
use crate::change::Change;
use crate::error::KithError;
use crate::session::Session;

/// Attaches what was taken in.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Attach {
    /// In whose record.
    individual: String,
    /// What was taken in, whole.
    staged: String,
    /// The entry it belongs to.
    #[uniffi(default = None)]
    entry: Option<String>,
    /// The person or the card it shows.
    #[uniffi(default = None)]
    card: Option<String>,
    /// What is to be seen or heard in it, for whoever cannot.
    #[uniffi(default = None)]
    text: Option<String>,
    /// Who took it or speaks in it; whoever holds this device where nothing is said.
    #[uniffi(default = None)]
    voice: Option<VoiceArgument>,
}

/// A photo or a recording that comes with what is recorded.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// What was taken in, whole.
    staged: String,
    /// What is to be seen or heard in it, for whoever cannot.
    #[uniffi(default = None)]
    text: Option<String>,
}

/// What an attachment belongs to.
pub(crate) struct Belongs {
    pub(crate) document: DocumentId,
    pub(crate) entry: Option<EntryId>,
    pub(crate) card: Option<CardId>,
    pub(crate) occurred: Occurred,
    pub(crate) voice: Voice,
}

impl Command for Attach {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = session.section(individual, SectionKind::Shared)?;
        let mut belongs = Belongs {
            document: shared,
            entry: None,
            card: None,
            occurred: session.occurred_or_now(None)?,
            voice: match &self.voice {
                Some(given) => voice(given, "voice")?,
                None => session.own_voice(),
            },
        };
        if let Some(card) = &self.card {
            let card = parse_id(card, "card")?;
            let mut rows = session.cards_of(card)?;
            rows.retain(|(row, _)| row.individual == individual);
            let (row, card) = rows.first().ok_or(KithError::unknown("card"))?;
            if rows.iter().any(|(other, _)| other.kind != row.kind) {
                // Each may be at home where it is, since whoever writes in one section may use an id of another: which is meant
                // is for nobody here to guess. One that strayed is of the same kind, and behind the one at home.
                return Err(KithError::invalid("card", "ambiguous_id"));
            }
            (belongs.document, belongs.card) = (row.document, Some(card.id));
        }
        if let Some(entry) = &self.entry {
            let read = session.entry(parse_id(entry, "entry")?)?;
            if read.individual != individual {
                return Err(KithError::unknown("entry"));
            }
            (belongs.document, belongs.entry) = (read.document, Some(read.entry.id));
            belongs.occurred = read.entry.occurred;
        }
        if session.together.is_some() && belongs.document != shared {
            return Err(KithError::forbidden("together"));
        }
        let mut change = session.begin();
        let taken = Taken { staged: self.staged, text: self.text };
        let attachment = session.attach_taken(&mut change, &belongs, &taken, "")?;
        session.commit(change)?;
        Ok(Done::one("attachment", attachment))
    }
}

impl Session {
    /// Adds the entry of an attachment to a change. `path` is where it stands among the arguments.
    pub(crate) fn attach_taken(
        &mut self,
        change: &mut Change,
        belongs: &Belongs,
        taken: &Taken,
        path: &str,
    ) -> Result<EntryId, KithError> {
        let mut body = self.attach(change, &taken.staged, &format!("{path}staged"))?;
        body.insert("voice".to_owned(), json!(belongs.voice));
        if let Some(entry) = belongs.entry {
            body.insert("entry".to_owned(), json!(entry));
        }
        if let Some(card) = belongs.card {
            body.insert("card".to_owned(), json!(card));
        }
        if let Some(says) = &taken.text {
            body.insert("text".to_owned(), json!(text(says, &format!("{path}text"))?));
        }
        self.add_entry(change, belongs.document, "attachment", belongs.occurred.clone(), body)
    }

    /// Adds those that come with an entry.
    pub(crate) fn attach_all(
        &mut self,
        change: &mut Change,
        belongs: &Belongs,
        all: &[Taken],
    ) -> Result<Vec<EntryId>, KithError> {
        let each = all.iter().enumerate();
        each.map(|(place, taken)| self.attach_taken(change, belongs, taken, &format!("attached[{place}].")))
            .collect()
    }
}
