//! My words: what the individual said, as they said it, the newest first.

use kith_domain::entry::Entry;
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::outline::Outline;
use crate::arguments::parse_id;
use crate::entries::{ReadEntry, text_of};
use crate::error::KithError;
use crate::session::Session;
use crate::together::{MyItem, MyItems};

/// How many words the screen holds at most.
const MOST: usize = 50;

/// The individual's words.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct MyWords {
    /// Whose.
    individual: String,
}

impl Screen for MyWords {
    type Answer = MyItems;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let kinds = &["statement", "feedback", "attachment"];
        let said = session.shared_entries(&EntryQuery { kinds, ..EntryQuery::of(individual) })?;
        let item = |read: &ReadEntry| {
            let attachment = session.attachment_item(read)?;
            let mut under = vec![session.moment(read.entry.occurred.at)];
            let words = match &attachment {
                Some(attachment) => attachment.in_words(&session.strings),
                None => {
                    let text = |entry: &Entry| text_of(entry, "text").unwrap_or_default().to_owned();
                    under.extend(session.written_later(read, text));
                    text(read.as_recorded())
                }
            };
            Ok::<_, KithError>(MyItem {
                id: read.entry.id.to_string(),
                when: Some(read.entry.occurred.at.to_rfc3339()),
                parts: vec![words.clone()],
                text: words,
                under,
                people: Vec::new(),
                attachment,
            })
        };
        let items: Vec<MyItem> =
            said.iter().filter(|read| read.is_own()).map(item).collect::<Result<_, _>>()?;
        let strings = &session.strings;
        let items = session.my_items(items, MOST);
        let lines = items.lines(&strings.say("my-words-empty"));
        Ok((items, Outline::new(strings.say("screen-my-words")).block(None, lines)))
    }
}
