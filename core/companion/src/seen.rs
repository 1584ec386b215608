//! What a screen showed: the heads of each section it was drawn from, as an opaque token. An edit carries the token of
//! the screen it was made on and is applied there, so that what arrived between looking and saving stays concurrent.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kith_domain::id::DocumentId;

use crate::error::KithError;

/// The heads of each section that a screen was drawn from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen(BTreeMap<DocumentId, Vec<[u8; 32]>>);

impl Seen {
    pub(crate) fn put(&mut self, document: DocumentId, heads: Vec<[u8; 32]>) {
        self.0.insert(document, heads);
    }

    /// The heads seen of a section; an error where the screen did not show that section.
    pub(crate) fn heads(&self, document: DocumentId) -> Result<Vec<[u8; 32]>, KithError> {
        self.0.get(&document).cloned().ok_or(KithError::invalid("seen", "seen_unknown"))
    }

    pub(crate) fn to_token(&self) -> String {
        let mut bytes = Vec::new();
        for (document, heads) in &self.0 {
            bytes.extend(document.to_bytes());
            bytes.extend(u32::try_from(heads.len()).unwrap_or(u32::MAX).to_be_bytes());
            for head in heads {
                bytes.extend(head);
            }
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub(crate) fn from_token(token: &str) -> Result<Self, KithError> {
        let wrong = || KithError::invalid("seen", "seen_unknown");
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| wrong())?;
        let mut rest = bytes.as_slice();
        let mut seen = Self::default();
        while !rest.is_empty() {
            let (document, after) = rest.split_first_chunk::<16>().ok_or_else(wrong)?;
            let (count, after) = after.split_first_chunk::<4>().ok_or_else(wrong)?;
            rest = after;
            let mut heads = Vec::new();
            for _ in 0..u32::from_be_bytes(*count) {
                let (head, after) = rest.split_first_chunk::<32>().ok_or_else(wrong)?;
                heads.push(*head);
                rest = after;
            }
            seen.put(DocumentId::from_bytes(*document), heads);
        }
        Ok(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_as_what_it_was_made_of() {
        let mut seen = Seen::default();
        seen.put(DocumentId::from_bytes([1; 16]), vec![[2; 32], [3; 32]]);
        seen.put(DocumentId::from_bytes([4; 16]), Vec::new());
        seen.put(DocumentId::from_bytes([5; 16]), vec![[6; 32]; 1000]);
        assert_eq!(Seen::from_token(&seen.to_token()), Ok(seen));
    }

    #[test]
    fn a_text_that_is_no_token_is_an_error_and_not_an_empty_screen() {
        for text in ["?", "AAAA", "not a token at all"] {
            assert_eq!(Seen::from_token(text).map_err(|error| error.code()), Err("seen_unknown"), "{text}");
        }
    }
}
