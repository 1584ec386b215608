//! The mapping as it stands in its file, field by field, before anything is made of it.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;
use kith_domain::lists::{ContactMode, PersonKind, RelationshipKind};
use kith_domain::scale::Scale;
use kith_domain::text::clean_name;
use kith_domain::time::Precision;
use kith_domain::voice::Voice;
use serde::Deserialize;

use super::ImportError;
use super::mapping::{AnswerColumn, FileForm, Mapping, Moments, PersonMeant, ScaleColumn, When, Who, wrong};
use super::moment::{is_date_format, is_time_format};

/// A whole mapping file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMapping {
    source: String,
    #[serde(default)]
    file: RawFile,
    when: RawWhen,
    voice: Voice,
    #[serde(default)]
    who: RawWho,
    #[serde(default)]
    scale: Vec<RawScale>,
    #[serde(default)]
    company: Vec<RawScale>,
    #[serde(default)]
    answer: Vec<AnswerColumn>,
    #[serde(default)]
    keep: Vec<String>,
    #[serde(default)]
    ignore: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    delimiter: Option<String>,
    encoding: Option<String>,
    decimal: Option<char>,
    #[serde(default)]
    missing: Vec<String>,
    key: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWhen {
    date: Moments,
    time: Option<Moments>,
    zone: String,
    #[serde(default)]
    precision: Precision,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWho {
    #[serde(default)]
    columns: Vec<String>,
    mode: Option<String>,
    #[serde(default)]
    nobody: BTreeSet<String>,
    #[serde(default)]
    no_person: BTreeSet<String>,
    #[serde(default)]
    people: BTreeMap<String, RawPerson>,
    #[serde(default)]
    unknown: Unknown,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unknown {
    #[default]
    Refuse,
    Add,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPerson {
    name: Option<String>,
    kind: Option<String>,
    relationship: Option<String>,
    person: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScale {
    column: String,
    id: Option<String>,
    label: Option<String>,
    low: f64,
    high: f64,
    higher_is_better: bool,
    #[serde(default = "one")]
    step: f64,
    #[serde(default)]
    shift: f64,
    #[serde(default)]
    once_a_day: bool,
}

fn one() -> f64 {
    1.0
}

impl RawMapping {
    /// The mapping that it means.
    ///
    /// # Errors
    /// [`ImportError::MappingField`].
    pub(crate) fn understood(self) -> Result<Mapping, ImportError> {
        let source = clean_name(&self.source).map_err(|_| wrong("source", "text"))?;
        let when = self.when.understood()?;
        let file = self.file.understood(&when)?;
        let scales = |name: &str, raw: Vec<RawScale>| -> Result<Vec<ScaleColumn>, ImportError> {
            raw.into_iter().enumerate().map(|(n, scale)| scale.understood(&format!("{name}[{n}]"))).collect()
        };
        let mut answers = self.answer;
        for answer in &mut answers {
            if answer.label.is_empty() {
                answer.label.clone_from(&answer.column);
            }
        }
        let mapping = Mapping {
            source,
            file,
            when,
            voice: self.voice,
            who: self.who.understood()?,
            scales: scales("scale", self.scale)?,
            company: scales("company", self.company)?,
            answers,
            keep: self.keep,
            ignore: self.ignore,
        };
        mapping.check_names()?;
        Ok(mapping)
    }
}

impl RawFile {
    fn understood(self, when: &When) -> Result<FileForm, ImportError> {
        let delimiter = match self.delimiter.as_deref() {
            None => b',',
            Some("tab") => b'\t',
            Some(other) => match other.as_bytes() {
                [one] if one.is_ascii() && (!one.is_ascii_control() || *one == b'\t') => {
                    if one.is_ascii_alphanumeric() || *one == b'"' {
                        return Err(wrong("file.delimiter", "not_a_delimiter"));
                    }
                    *one
                }
                _ => return Err(wrong("file.delimiter", "not_a_delimiter")),
            },
        };
        let encoding = match self.encoding {
            None => None,
            Some(label) => Some(
                Encoding::for_label_no_replacement(label.as_bytes())
                    .ok_or_else(|| wrong("file.encoding", "unknown_encoding"))?,
            ),
        };
        let decimal = self.decimal.unwrap_or('.');
        if !matches!(decimal, '.' | ',') {
            return Err(wrong("file.decimal", "not_a_decimal_mark"));
        }
        let moments = || {
            let time = when.time.iter().map(|time| time.column.clone());
            std::iter::once(when.date.column.clone()).chain(time).collect()
        };
        let key = self.key.unwrap_or_else(moments);
        if key.is_empty() {
            return Err(wrong("file.key", "empty"));
        }
        Ok(FileForm { delimiter, encoding, decimal, missing: self.missing, key })
    }
}

impl RawWhen {
    fn understood(self) -> Result<When, ImportError> {
        if !is_date_format(&self.date.format) {
            return Err(wrong("when.date.format", "not_a_format"));
        }
        if self.time.as_ref().is_some_and(|time| !is_time_format(&time.format)) {
            return Err(wrong("when.time.format", "not_a_format"));
        }
        let zone = self.zone.parse().map_err(|_| wrong("when.zone", "unknown_zone"))?;
        Ok(When { date: self.date, time: self.time, zone, precision: self.precision })
    }
}

impl RawWho {
    fn understood(self) -> Result<Who, ImportError> {
        let mode = ContactMode::from_name(self.mode.as_deref().unwrap_or("in_person"));
        if !mode.is_known() {
            return Err(wrong("who.mode", "unknown_mode"));
        }
        let mut people = BTreeMap::new();
        for (label, person) in self.people {
            if self.nobody.contains(&label) || self.no_person.contains(&label) {
                return Err(wrong(format!("who.people.{label}"), "repeated"));
            }
            let meant = person.understood(&label)?;
            people.insert(label, meant);
        }
        Ok(Who {
            columns: self.columns,
            mode,
            nobody: self.nobody,
            no_person: self.no_person,
            people,
            add_unknown: matches!(self.unknown, Unknown::Add),
        })
    }
}

impl RawPerson {
    fn understood(self, label: &str) -> Result<PersonMeant, ImportError> {
        let field = |name: &str| format!("who.people.{label}.{name}");
        if let Some(person) = &self.person {
            if person.trim().is_empty() {
                return Err(wrong(field("person"), "text"));
            }
            // Somebody who is on the map already is told of there, and not by an import.
            for (name, given) in [("kind", &self.kind), ("relationship", &self.relationship)] {
                if given.is_some() {
                    return Err(wrong(field(name), "not_with_person"));
                }
            }
        }
        let kind = PersonKind::from_name(self.kind.as_deref().unwrap_or("person"));
        if !kind.is_known() {
            return Err(wrong(field("kind"), "unknown_kind"));
        }
        let name = match (&self.name, &self.person) {
            (Some(name), _) => clean_name(name).map_err(|_| wrong(field("name"), "text"))?,
            (None, Some(_)) => String::new(),
            (None, None) => return Err(wrong(field("name"), "missing")),
        };
        let relationship = match self.relationship {
            None => None,
            Some(words) => {
                let words = clean_name(&words).map_err(|_| wrong(field("relationship"), "text"))?;
                let kind = RelationshipKind::from_name(&words);
                if !kind.is_known() && words.contains('_') {
                    return Err(wrong(field("relationship"), "unknown_kind"));
                }
                Some(kind)
            }
        };
        Ok(PersonMeant { name, kind, relationship, person: self.person })
    }
}

impl RawScale {
    fn understood(self, field: &str) -> Result<ScaleColumn, ImportError> {
        let id = self.id.unwrap_or_else(|| self.column.clone());
        let id = clean_name(&id).map_err(|_| wrong(format!("{field}.id"), "text"))?;
        let mut scale = Scale::custom(&id, self.low, self.high, self.higher_is_better)
            .map_err(|_| wrong(format!("{field}.low"), "not_a_scale"))?;
        if !(self.step.is_finite() && self.step >= 0.0 && self.step <= self.high - self.low) {
            return Err(wrong(format!("{field}.step"), "not_a_scale"));
        }
        if !self.shift.is_finite() {
            return Err(wrong(format!("{field}.shift"), "not_a_number"));
        }
        scale.step = self.step;
        if Scale::built_in(&id).is_some_and(|built_in| built_in != scale) {
            return Err(wrong(format!("{field}.id"), "differs_from_built_in"));
        }
        let label = match self.label {
            None => self.column.clone(),
            Some(label) => clean_name(&label).map_err(|_| wrong(format!("{field}.label"), "text"))?,
        };
        Ok(ScaleColumn { column: self.column, label, scale, shift: self.shift, once_a_day: self.once_a_day })
    }
}
