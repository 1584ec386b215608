//! A photo or a recording that belongs to an entry or to somebody on the map.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Body;
use crate::id::{CardId, EntryId};
use crate::lists::AttachmentKind;
use crate::voice::Voice;

/// A photo or a recording. The bytes travel beside the record and may come later: this says that there is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// What it is.
    pub kind: AttachmentKind,
    /// Its media type, as `image/jpeg`.
    pub media_type: String,
    /// How long it is, in bytes.
    pub length: u64,
    /// What opens it and which pieces it is made of, for whoever keeps it.
    pub sealed: Map<String, Value>,
    /// The entry it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// The person or the card it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// What is to be seen or heard in it, for whoever cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Who took it or speaks in it.
    pub voice: Voice,
}

impl Body for Attachment {
    fn cards(&self) -> Vec<CardId> {
        self.card.into_iter().collect()
    }

    fn entries(&self) -> Vec<EntryId> {
        self.entry.into_iter().collect()
    }

    fn texts(&self) -> Vec<&str> {
        self.text.as_deref().into_iter().collect()
    }

    fn is_whole(&self) -> bool {
        self.kind.is_known() && self.length > 0 && !self.sealed.is_empty()
    }
}
