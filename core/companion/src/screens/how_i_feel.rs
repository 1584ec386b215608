//! How I feel: five faces to choose from, and those that the individual chose before.

use kith_domain::entry::Entry;
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Screen;
use super::outline::{Line, Outline};
use crate::arguments::parse_id;
use crate::entries::text_of;
use crate::error::KithError;
use crate::form::Choice;
use crate::session::Session;
use crate::together::{MyItem, MyItems};

/// The scale of the faces.
pub(crate) const SCALE: &str = "five_faces";
/// The faces, from the saddest.
const FACES: [&str; 5] = ["1", "2", "3", "4", "5"];
/// How many that were chosen before are shown at most.
const MOST: usize = 14;

/// How the individual feels.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct HowIFeel {
    /// Who.
    individual: String,
}

/// The faces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct HowIFeelAnswer {
    /// What there is to choose from: the value on the scale of five faces, from the saddest, with its words.
    pub faces: Vec<Choice>,
    /// What the individual chose before, the newest first.
    pub felt: MyItems,
}

/// The face of an entry, where it is a rating by faces.
fn face(entry: &Entry) -> Option<&'static str> {
    let chosen = entry.body.get("value").and_then(Value::as_f64);
    let is_of_faces = text_of(entry, "scale") == Some(SCALE);
    FACES.into_iter().find(|face| is_of_faces && face.parse().ok() == chosen)
}

impl Screen for HowIFeel {
    type Answer = HowIFeelAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let query = EntryQuery { kinds: &["observation"], ..EntryQuery::of(individual) };
        let strings = &session.strings;
        let mut felt = Vec::new();
        for read in session.shared_entries(&query)? {
            let in_words = |entry: &Entry| face(entry).map(|face| strings.option("face", face));
            if let (true, Some(chosen)) = (read.is_own(), in_words(read.as_recorded())) {
                let mut under = vec![session.moment(read.entry.occurred.at)];
                under.extend(session.written_later(&read, |entry| in_words(entry).unwrap_or_default()));
                felt.push(MyItem {
                    id: read.entry.id.to_string(),
                    when: Some(read.entry.occurred.at.to_rfc3339()),
                    text: chosen.clone(),
                    parts: vec![chosen],
                    under,
                    people: Vec::new(),
                    attachment: None,
                });
            }
        }
        let faces: Vec<Choice> = FACES
            .iter()
            .map(|face| Choice { name: (*face).to_owned(), label: strings.option("face", face) })
            .collect();
        let felt = session.my_items(felt, MOST);
        let chosen = felt.lines(&strings.say("how-i-feel-empty"));
        let outline = Outline::new(strings.say("screen-how-i-feel"))
            .block(None, faces.iter().map(|face| Line::plain(face.label.clone()).about(&face.name)).collect())
            .block(strings.say("how-i-feel-before"), chosen);
        Ok((HowIFeelAnswer { faces, felt }, outline))
    }
}
