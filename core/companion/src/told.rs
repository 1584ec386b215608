//! What was done with a file or a vault, in words: the same facts as the data, for people.

use serde_json::Value;

use crate::bundle::Exported;
use crate::commands::Done;
use crate::doctor::Diagnosis;
use crate::import::into_record::{ImportedFile, RefusedPlace};
use crate::receive::Imported;
use crate::screens::outline::{Line, Mark, Outline};
use crate::staging::StagedAttachment;
use crate::strings::Strings;
use crate::wording::CheckAnswer;

/// At most so many places of a file are listed for people; the data has them all.
const LISTED: usize = 20;

impl Done {
    /// In words: what was made, each with its id, and what is to be seen at once.
    #[must_use]
    pub fn outline(&self, strings: &Strings) -> Outline {
        let mut made = Vec::new();
        for (name, ids) in &self.ids {
            let ids = ids.as_array().map_or_else(|| vec![ids], |all| all.iter().collect());
            for id in ids.into_iter().filter_map(Value::as_str) {
                let args = [("what", strings.option("made", name).into()), ("id", id.into())];
                made.push(Line::plain(strings.with("done-made", &args)));
            }
        }
        let mut shown = Vec::new();
        if let Some(told) = &self.shown {
            for text in texts_of(told, "against") {
                shown.push(Line::new(Mark::Alert, text));
            }
            let checks = told.get("checks").and_then(Value::as_array);
            for check in checks.map_or_else(|| vec![told], |all| all.iter().collect()) {
                shown.extend(check_line(check, strings));
            }
            if let Some(to_come) = told.get("to_come").and_then(Value::as_str) {
                shown.push(Line::new(Mark::Alert, to_come));
            }
            if told.get("offer_concern") == Some(&Value::Bool(true)) {
                shown.push(Line::new(Mark::Alert, strings.say("done-offer-concern")));
            }
        }
        Outline::new(strings.say("done-title")).block(None, made).block(None, shown)
    }
}

/// A contact check as it was answered with: its outcome, why, and under which conditions.
fn check_line(check: &Value, strings: &Strings) -> Option<Line> {
    let check: CheckAnswer = serde_json::from_value(check.clone()).ok()?;
    let mark = if check.outcome == "allowed" { Mark::Plain } else { Mark::Alert };
    let line = Line::new(mark, check.answered(strings));
    Some(check.because.iter().chain(&check.conditions).fold(line, |line, words| line.under(words.as_str())))
}

fn texts_of<'a>(told: &'a Value, part: &str) -> impl Iterator<Item = &'a str> {
    told.get(part).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

impl StagedAttachment {
    /// All of these in words.
    #[must_use]
    pub fn outline(all: &[Self], strings: &Strings) -> Outline {
        let line = |one: &Self| {
            let kind = strings.option("attachment-kind", &one.kind);
            let args = [("kind", kind.into()), ("bytes", one.length.into())];
            Line::plain(strings.with("attachment-taken", &args)).about(&one.staged)
        };
        let mut lines: Vec<Line> = all.iter().map(line).collect();
        if lines.is_empty() {
            lines.push(Line::plain(strings.say("attachments-taken-none")));
        }
        Outline::new(strings.say("screen-attachments-taken")).block(None, lines)
    }
}

impl Exported {
    /// In words.
    #[must_use]
    pub fn outline(&self, strings: &Strings) -> Outline {
        let args = [("count", self.parcels.into()), ("bytes", self.bytes.into())];
        let mut lines = vec![Line::plain(strings.with("bundle-exported", &args))];
        if self.left_out > 0 {
            let args = [("count", self.left_out.into())];
            lines.push(Line::new(Mark::Alert, strings.with("bundle-left-out", &args)));
        }
        if self.pieces > 0 {
            lines.push(Line::plain(strings.with("bundle-pieces", &[("count", self.pieces.into())])));
        }
        if self.pieces_left_for_later > 0 {
            let args = [("count", self.pieces_left_for_later.into())];
            lines.push(Line::new(Mark::Alert, strings.with("bundle-pieces-left-for-later", &args)));
        }
        if self.left_for_later > 0 {
            let args = [("count", self.left_for_later.into())];
            lines.push(Line::new(Mark::Alert, strings.with("bundle-left-for-later", &args)));
        }
        if self.damaged > 0 {
            let args = [("count", self.damaged.into())];
            lines.push(Line::new(Mark::Alert, strings.with("bundle-damaged-left-out", &args)));
        }
        Outline::new(strings.say("screen-bundle")).block(None, lines)
    }
}

impl Imported {
    /// In words.
    #[must_use]
    pub fn outline(&self, strings: &Strings) -> Outline {
        let args = [("new", self.new.into()), ("held", self.duplicate.into())];
        let mut lines = vec![Line::plain(strings.with("bundle-imported", &args))];
        if self.pieces > 0 {
            lines.push(Line::plain(strings.with("bundle-pieces-imported", &[("count", self.pieces.into())])));
        }
        for parcel in &self.waiting {
            let why = strings.option("waiting", &parcel.code);
            lines.push(Line::new(Mark::Alert, why).about(&parcel.parcel));
        }
        for parcel in &self.quarantined {
            let why = strings.option("quarantine", &parcel.code);
            lines.push(Line::new(Mark::Alert, why).about(&parcel.parcel));
        }
        Outline::new(strings.say("screen-bundle")).block(None, lines)
    }
}

impl ImportedFile {
    /// In words.
    #[must_use]
    pub fn outline(&self, strings: &Strings) -> Outline {
        let args = [("added", self.added.into()), ("unchanged", self.unchanged.into())];
        let head = vec![Line::plain(strings.with("import-done", &args))];
        let places = |places: &[RefusedPlace], list: &str, mark: Mark| -> Vec<Line> {
            let line = |place: &RefusedPlace| {
                // A column is told by its name, or by its number where it has none.
                let unnamed = place.column.bytes().all(|byte| byte.is_ascii_digit());
                let column = match (place.column.is_empty(), unnamed) {
                    (true, _) => strings.say("import-whole-line"),
                    (_, true) => strings.with("import-column", &[("column", place.column.as_str().into())]),
                    _ => place.column.clone(),
                };
                let args = [
                    ("line", place.line.into()),
                    ("column", column.into()),
                    ("why", strings.option(list, &place.code).into()),
                ];
                Line::new(mark, strings.with("import-place", &args))
            };
            let mut lines: Vec<Line> = places.iter().take(LISTED).map(line).collect();
            if places.len() > LISTED {
                let more = places.len().saturating_sub(LISTED);
                lines.push(Line::new(Mark::Quiet, strings.with("import-more", &[("count", more.into())])));
            }
            lines
        };
        Outline::new(strings.say("screen-import"))
            .block(None, head)
            .block(strings.say("import-refused"), places(&self.refused, "refused", Mark::Alert))
            .block(strings.say("import-notices"), places(&self.notices, "notice", Mark::Quiet))
    }
}

impl Diagnosis {
    /// In words.
    #[must_use]
    pub fn outline(&self, strings: &Strings) -> Outline {
        let args = [("count", self.parcels.into())];
        let mut lines = vec![Line::plain(strings.with("doctor-checked", &args))];
        if self.caches_equal {
            lines.push(Line::plain(strings.say("doctor-caches-same")));
        }
        if self.problems.is_empty() && self.caches_equal {
            lines.push(Line::plain(strings.say("doctor-sound")));
        }
        for problem in &self.problems {
            let list = if problem.parcel.is_some() && !problem.code.starts_with("statement_") {
                [("problem", &problem.code), ("quarantine", &problem.code), ("waiting", &problem.code)]
            } else {
                [("problem", &problem.code); 3]
            };
            // A parcel is told by what was found, or by why it waits or was set apart.
            let spaced = problem.code.replace('_', " ");
            let words = list
                .iter()
                .map(|(list, code)| strings.option(list, code))
                .find(|words| *words != spaced)
                .unwrap_or(spaced);
            let line = Line::new(Mark::Alert, words);
            lines.push(match &problem.parcel {
                Some(parcel) => line.about(parcel),
                None => line,
            });
        }
        Outline::new(strings.say("screen-doctor")).block(None, lines)
    }
}
