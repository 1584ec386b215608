//! Photos: the newest of each person on the map and of each other card that has one, for their pictures.

use kith_domain::section::SectionKind;
use kith_vault::CardRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::{Line, Outline};
use crate::arguments::parse_id;
use crate::attachments::AttachmentItem;
use crate::error::KithError;
use crate::session::Session;
use crate::view::View;

/// The photos of a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Photos {
    /// Whose.
    individual: String,
}

/// The photo of one card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct PhotoItem {
    /// The card.
    pub card: String,
    /// What the card is called.
    pub name: String,
    /// The photo.
    pub photo: AttachmentItem,
}

impl Screen for Photos {
    type Answer = Vec<PhotoItem>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let shared = match session.together {
            Some(_) => Some(session.section(individual, SectionKind::Shared)?),
            None => None,
        };
        let is_shown = |document| shared.is_none_or(|shared| shared == document);
        let mut photos = Vec::new();
        for (card, photo) in session.photos(individual, is_shown)? {
            let meant = |row: &CardRow| row.individual == individual && is_shown(row.document);
            // What this member may not be shown, a concern about themself, is not told of here either.
            let card = match session.card_where(card, meant) {
                Err(KithError::UnknownId { .. }) => continue,
                found => found?.1,
            };
            photos.push(PhotoItem {
                card: card.id.to_string(),
                name: View::default().text(&card, "name"),
                photo: photo.item(&session.vault.read())?,
            });
        }
        let strings = &session.strings;
        let line = |photo: &PhotoItem| {
            let line = Line::plain(format!("{}: {}", photo.name, photo.photo.in_words(strings)));
            line.about(&photo.photo.id)
        };
        let mut lines: Vec<Line> = photos.iter().map(line).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("photos-empty")));
        }
        Ok((photos, Outline::new(strings.say("screen-photos")).block(None, lines)))
    }
}
