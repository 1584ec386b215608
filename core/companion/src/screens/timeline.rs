//! The timeline: entries by when they happened, the newest first, a page at a time. What was said of an entry later
//! stands under it; the original stays as it was.

use kith_domain::entry::Entry;
use kith_domain::id::{EntryId, IndividualId};
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::attachments::AttachmentItem;
use crate::entries::ReadEntry;
use crate::error::KithError;
use crate::session::Session;

/// At most so many entries a page.
const PAGE: u32 = 500;

/// The timeline of a record.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    /// Whose.
    individual: String,
    /// Where the last page ended.
    #[uniffi(default = None)]
    cursor: Option<String>,
    /// How many entries, 1 to 500; 50 where nothing is said.
    #[uniffi(default = None)]
    limit: Option<u32>,
}

/// A page of the timeline.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct TimelinePage {
    /// The entries, the newest first.
    pub items: Vec<TimelineItem>,
    /// Where the next page starts; absent on the last.
    pub next: Option<String>,
}

/// One entry on a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct TimelineItem {
    /// The entry.
    pub entry: String,
    /// Its kind.
    pub kind: String,
    /// When it happened, RFC 3339.
    pub occurred: String,
    /// When it was recorded, RFC 3339.
    pub recorded: String,
    /// Whether it was recorded a day or more after it happened.
    pub late: bool,
    /// Who recorded it.
    pub author: String,
    /// Which section it is in.
    pub section: String,
    /// In words.
    pub text: String,
    /// When it happened, in words.
    pub when: String,
    /// Its kind in words.
    pub kind_text: String,
    /// What happened, in words.
    pub what: String,
    /// Whether these are the individual's own words.
    pub own_words: bool,
    /// The entry's body, as recorded, but for what opens an attachment.
    pub body: Value,
    /// The photo or recording that it tells of, where it does.
    pub attachment: Option<AttachmentItem>,
    /// Amendments and disagreements, the oldest first, in words.
    pub later: Vec<String>,
    /// The words for a fault, where there is one.
    pub problem: Option<String>,
}

impl Screen for Timeline {
    type Answer = TimelinePage;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        session.individual_card(individual)?;
        let limit = self.limit.unwrap_or(50);
        if limit == 0 || limit > PAGE {
            return Err(KithError::invalid("limit", "out_of_range"));
        }
        let before = self.cursor.as_deref().map(read_cursor).transpose()?;
        let query = EntryQuery {
            before,
            newest_first: true,
            limit: Some(limit.saturating_add(1)),
            ..EntryQuery::of(individual)
        };
        let mut read = session.entries(&query)?;
        let more = read.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        read.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let next = more.then(|| read.last().map(cursor)).flatten();
        let items = read.iter().map(|entry| session.timeline_item(entry)).collect::<Result<Vec<_>, _>>()?;
        let strings = &session.strings;
        let mut lines: Vec<Line> = items.iter().map(TimelineItem::line).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("timeline-empty")));
        }
        let outline = Outline::new(strings.say("screen-timeline")).block(None, lines);
        Ok((TimelinePage { items, next }, outline))
    }
}

fn cursor(read: &ReadEntry) -> String {
    format!("{}_{}", read.entry.occurred.at.timestamp_millis(), read.entry.id)
}

fn read_cursor(text: &str) -> Result<(i64, EntryId), KithError> {
    let wrong = || KithError::invalid("cursor", "invalid_input");
    let (at, id) = text.split_once('_').ok_or_else(wrong)?;
    Ok((at.parse().map_err(|_| wrong())?, id.parse().map_err(|_| wrong())?))
}

impl TimelineItem {
    /// The item as a line.
    pub(crate) fn line(&self) -> Line {
        // A number that they chose is theirs, and no words.
        let said = self.own_words && self.kind != "observation";
        let mark = match (said, self.problem.is_some()) {
            (_, true) => Mark::Alert,
            (true, _) => Mark::Own,
            _ => Mark::Plain,
        };
        let mut line = Line::new(mark, self.text.clone()).about(&self.entry);
        for later in self.later.iter().chain(&self.problem) {
            line = line.under(later.clone());
        }
        line
    }
}

/// An entry on one line, and the parts of it: without what was said of it later, which not everybody who shows it needs.
pub(crate) struct EntryLine {
    own_words: bool,
    when: String,
    kind: String,
    what: String,
    author: String,
    attachment: Option<AttachmentItem>,
    pub(crate) text: String,
}

/// The body of an entry without what opens an attachment: a screen may be printed, or handed on.
fn shown_body(entry: &Entry) -> Map<String, Value> {
    let mut body = entry.body.clone();
    if entry.kind == "attachment" {
        body.remove("sealed");
    }
    body
}

impl Session {
    pub(crate) fn timeline_items(&self, query: &EntryQuery<'_>) -> Result<Vec<TimelineItem>, KithError> {
        self.entries(query)?.iter().map(|read| self.timeline_item(read)).collect()
    }

    /// An entry on one line.
    pub(crate) fn entry_line(&self, read: &ReadEntry) -> Result<EntryLine, KithError> {
        let (entry, strings) = (&read.entry, &self.strings);
        let when = strings.date_time(entry.occurred.at);
        let own = entry.body.get("voice").and_then(|voice| voice.get("how")).and_then(Value::as_str);
        let own_words = own == Some("own_words");
        let kind = match own_words && entry.kind == "observation" {
            true => strings.say("own-rating"),
            false => strings.option("entry", &entry.kind),
        };
        let attachment = self.attachment_item(read)?;
        let what = match &attachment {
            Some(attachment) => attachment.in_words(strings),
            None => self.entry_text(read.individual, entry),
        };
        let author = self.author_names(read);
        let text = strings.with(
            "timeline-line",
            &[
                ("when", when.as_str().into()),
                ("kind", kind.as_str().into()),
                ("what", what.as_str().into()),
                ("author", author.as_str().into()),
            ],
        );
        Ok(EntryLine { own_words, when, kind, what, author, attachment, text })
    }

    pub(crate) fn timeline_item(&self, read: &ReadEntry) -> Result<TimelineItem, KithError> {
        let (entry, strings) = (&read.entry, &self.strings);
        let section = self.vault.read().section_of(read.document)?.map(|row| row.kind).unwrap_or_default();
        let EntryLine { own_words, when, kind, what, author, attachment, text } = self.entry_line(read)?;
        let mut later = Vec::new();
        for said in self.said_of(read.individual, entry.id)? {
            later.push(strings.with(
                "timeline-later",
                &[
                    ("kind", strings.option("entry", &said.entry.kind).into()),
                    ("what", self.entry_text(read.individual, &said.entry).into()),
                    ("author", self.author_names(&said).into()),
                    ("when", strings.date_time(said.entry.recorded).into()),
                ],
            ));
        }
        let late = entry.recorded.signed_duration_since(entry.occurred.at) >= chrono::TimeDelta::days(1);
        Ok(TimelineItem {
            entry: entry.id.to_string(),
            kind: entry.kind.clone(),
            occurred: entry.occurred.at.to_rfc3339(),
            recorded: entry.recorded.to_rfc3339(),
            late,
            author,
            section,
            text,
            when,
            kind_text: kind,
            what,
            own_words,
            body: Value::Object(shown_body(entry)),
            attachment,
            later,
            problem: self.entry_problem(read)?,
        })
    }

    /// What is wrong with an entry, in words: two of one id, or an amendment whose original has not come.
    fn entry_problem(&self, read: &ReadEntry) -> Result<Option<String>, KithError> {
        if read.duplicated {
            return Ok(Some(self.strings.say("entry-duplicated")));
        }
        let names_other = matches!(read.entry.kind.as_str(), "amendment" | "disagreement");
        let original = read.text("entry").and_then(|id| id.parse::<EntryId>().ok());
        match original {
            Some(original) if names_other && self.vault.read().entry(original)?.is_empty() => {
                Ok(Some(self.strings.say("original-not-here")))
            }
            _ => Ok(None),
        }
    }

    /// An entry in words: the parts that a reader wants first, in a fixed order.
    pub(crate) fn entry_text(&self, individual: IndividualId, entry: &kith_domain::entry::Entry) -> String {
        let strings = &self.strings;
        let text = |name: &str| entry.body.get(name).and_then(Value::as_str);
        let mut parts: Vec<String> = Vec::new();
        let people = entry.body.get("people").and_then(Value::as_array).into_iter().flatten();
        let people = text("person").into_iter().chain(people.filter_map(Value::as_str));
        let people: Vec<String> = people.map(|person| self.party_name(individual, person)).collect();
        if !people.is_empty() {
            parts.push(people.join(", "));
        }
        for (name, list) in [("mode", "mode"), ("outcome", "outcome"), ("view", "good-for-me")] {
            parts.extend(text(name).map(|option| strings.option(list, option)));
        }
        if let (Some(scale), Some(value)) = (text("scale"), entry.body.get("value").and_then(Value::as_f64)) {
            let scale = strings.option("scale", scale);
            parts.push(strings.with("rating", &[("scale", scale.into()), ("value", value.into())]));
        }
        parts.extend(text("phase").map(|phase| strings.option("phase", phase)));
        if let Some(feelings) = entry.body.get("feelings") {
            parts.push(self.value_text(individual, "feelings", feelings));
        }
        for name in ["before", "after"] {
            if let Some(face) = entry.body.get(name).and_then(Value::as_f64) {
                let phase = strings.option("phase", name);
                parts.push(strings.with("rating", &[("scale", phase.into()), ("value", face.into())]));
            }
        }
        for rating in entry.body.get("ratings").and_then(Value::as_array).into_iter().flatten() {
            let part = |name: &str| rating.get(name).and_then(Value::as_str);
            let (Some(id), Some(value)) = (part("scale"), rating.get("value").and_then(Value::as_f64)) else {
                continue;
            };
            let scale = part("label").map_or_else(|| strings.option("scale", id), str::to_owned);
            parts.push(strings.with("rating", &[("scale", scale.into()), ("value", value.into())]));
        }
        for name in ["line", "text", "situation", "topic", "said_back", "what", "choice", "reason"] {
            parts.extend(text(name).map(str::to_owned));
        }
        if let Some(behaviour) = entry.body.get("behaviour").and_then(Value::as_object) {
            let told = [("before", "antecedent"), ("what", "behaviour"), ("after", "consequence")];
            for (part, stored) in told {
                if let Some(words) = behaviour.get(stored).and_then(Value::as_str) {
                    parts.push(format!("{}: {words}", strings.option("behaviour", part)));
                }
            }
        }
        if let Some(changes) = entry.body.get("changes").and_then(Value::as_object) {
            for (name, value) in changes {
                let label = strings.option("field", name);
                parts.push(format!("{label}: {}", self.value_text(individual, name, value)));
            }
        }
        parts.join(" · ")
    }
}
