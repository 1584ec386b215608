//! The mapping: a TOML file that says what the columns of a diary mean.
//!
//! Any experience-sampling diary is imported by writing one, and no program has to be changed for it. The format is
//! documented with a full example in `docs/importing.md`; in short:
//!
//! ```toml
//! source = "emotion-diary"     # part of the identity of every row: keep it for ever
//! keep = ["beep_number"]       # kept with the row, without a meaning here
//! ignore = ["gps"]             # left out, and listed as left out
//! file = { delimiter = ",", encoding = "utf-8", decimal = ".", missing = ["NA"], key = ["date", "time"] }
//! voice = { speaker = "individual", how = "own_words", method = "technology" }
//! scale = [{ column = "mood", low = 1, high = 7, higher_is_better = true }]
//! company = [{ column = "pleasant", low = 1, high = 7, higher_is_better = true }]
//! answer = [{ column = "why", label = "Why?" }]
//!
//! [when]
//! date = { column = "date", format = "%Y-%m-%d" }
//! time = { column = "time", format = "%H:%M" }
//! zone = "Europe/Amsterdam"
//!
//! [who]
//! columns = ["with_1", "with_2"]
//! nobody = ["nobody"]
//! people = { partner = { name = "Partner", relationship = "partner" } }
//! ```
//!
//! A field that this version does not know is refused and not passed over: a misspelt `higher_is_beter` would otherwise
//! turn a scale round in silence.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use encoding_rs::Encoding;
use kith_domain::lists::{ContactMode, PersonKind, RelationshipKind};
use kith_domain::scale::Scale;
use kith_domain::time::Precision;
use kith_domain::voice::Voice;
use serde::Deserialize;

use super::mapping_file::RawMapping;
use super::{ImportError, MAPPING_BYTES, line_ends};

/// What the columns of a diary mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mapping {
    /// The diary's name: part of the identity of every row.
    pub(crate) source: String,
    /// How the file is written.
    pub(crate) file: FileForm,
    /// When a row occurred.
    pub(crate) when: When,
    /// Whose words the ratings and answers are.
    pub(crate) voice: Voice,
    /// Who the individual was with.
    pub(crate) who: Who,
    /// Columns that are ratings of the individual's own state.
    pub(crate) scales: Vec<ScaleColumn>,
    /// Columns that rate the company of that row.
    pub(crate) company: Vec<ScaleColumn>,
    /// Columns with answers in words.
    pub(crate) answers: Vec<AnswerColumn>,
    /// Columns kept without a meaning.
    pub(crate) keep: Vec<String>,
    /// Columns left out.
    pub(crate) ignore: Vec<String>,
}

/// How a file is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileForm {
    /// What separates the cells, one ASCII character.
    pub(crate) delimiter: u8,
    /// The encoding, where it is declared.
    pub(crate) encoding: Option<&'static Encoding>,
    /// What separates whole and fraction: `.` or `,`.
    pub(crate) decimal: char,
    /// Cells that say that there is no answer. They are still kept as they are.
    pub(crate) missing: Vec<String>,
    /// The columns whose cells together name a row.
    pub(crate) key: Vec<String>,
}

/// When a row occurred.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct When {
    /// The date, or date and time in one.
    pub(crate) date: Moments,
    /// The time of day; without one a row occurred some time that day.
    pub(crate) time: Option<Moments>,
    /// The zone whose clock the diary was kept by.
    pub(crate) zone: Tz,
    /// How exactly the times are known.
    pub(crate) precision: Precision,
}

/// A column of dates or times.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Moments {
    /// The column's name in the header.
    pub(crate) column: String,
    /// The format, as of `strftime`.
    pub(crate) format: String,
}

/// Who the individual was with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Who {
    /// The columns that hold labels.
    pub(crate) columns: Vec<String>,
    /// How they were in contact.
    pub(crate) mode: ContactMode,
    /// Labels that mean nobody, or nobody else.
    pub(crate) nobody: BTreeSet<String>,
    /// Labels that mean company which is no one in particular.
    pub(crate) no_person: BTreeSet<String>,
    /// What each other label means.
    pub(crate) people: BTreeMap<String, PersonMeant>,
    /// Whether a label that is not here becomes a person of that name; otherwise its row is refused.
    pub(crate) add_unknown: bool,
}

/// The person or group that a label means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonMeant {
    /// The name to record.
    pub(crate) name: String,
    /// What kind of person: `person`, `group`, …
    pub(crate) kind: PersonKind,
    /// What they are to the individual, where it is known.
    pub(crate) relationship: Option<RelationshipKind>,
    /// The person on the map that the label means, by id or its beginning; a new one where nothing is said.
    pub(crate) person: Option<String>,
}

/// A column of ratings.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScaleColumn {
    /// The column's name in the header.
    pub(crate) column: String,
    /// The question, for people to read.
    pub(crate) label: String,
    /// The scale the shifted ratings are on.
    pub(crate) scale: Scale,
    /// Added to a cell to come to the scale.
    pub(crate) shift: f64,
    /// Asked once a day, though every row of the day repeats it.
    pub(crate) once_a_day: bool,
}

/// A column of answers in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerColumn {
    /// The column's name in the header.
    pub(crate) column: String,
    /// The question, for people to read; the column's name where it is left out.
    #[serde(default)]
    pub(crate) label: String,
}

impl FileForm {
    /// The plain decimal number that a cell tells; no exponent, and no word such as `inf`.
    pub(crate) fn number(&self, cell: &str) -> Option<f64> {
        let plain: String = cell
            .chars()
            .map(|c| match c {
                '\u{2212}' => '-',
                '.' if self.decimal == ',' => 'x',
                c if c == self.decimal => '.',
                c => c,
            })
            .collect();
        let plain_only =
            plain.len() <= 30 && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        plain.parse().ok().filter(|_| plain_only)
    }
}

/// A field that makes no sense.
pub(crate) fn wrong(field: impl Into<String>, code: &'static str) -> ImportError {
    ImportError::MappingField { field: field.into(), code }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// [`ImportError::MappingShape`] where it is not TOML of this shape, [`ImportError::MappingField`] where a field
    /// makes no sense, [`ImportError::TooLarge`].
    pub(crate) fn read(text: &str) -> Result<Self, ImportError> {
        if text.len() > MAPPING_BYTES {
            return Err(ImportError::TooLarge { max: MAPPING_BYTES });
        }
        let raw: RawMapping = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            ImportError::MappingShape { line: line_ends(before).saturating_add(1) }
        })?;
        raw.understood()
    }

    /// Every column that the mapping gives a meaning: the file must have these.
    pub(crate) fn required(&self) -> impl Iterator<Item = &str> {
        let scales = self.scales.iter().chain(&self.company).map(|scale| &scale.column);
        let answers = self.answers.iter().map(|answer| &answer.column);
        std::iter::once(&self.when.date.column)
            .chain(self.when.time.iter().map(|time| &time.column))
            .chain(&self.who.columns)
            .chain(scales)
            .chain(answers)
            .chain(&self.keep)
            .map(String::as_str)
    }
}

impl Mapping {
    /// A column has one meaning, and the name of a scale one set of ratings.
    ///
    /// # Errors
    /// [`ImportError::MappingField`].
    pub(crate) fn check_names(&self) -> Result<(), ImportError> {
        let mut columns = BTreeSet::new();
        for column in self.required().chain(self.ignore.iter().map(String::as_str)) {
            if column.trim().is_empty() || column.trim() != column {
                return Err(wrong(format!("column {column:?}"), "text"));
            }
            if !columns.insert(column) {
                return Err(wrong(format!("column {column:?}"), "repeated"));
            }
        }
        for column in &self.file.key {
            if self.ignore.contains(column) {
                return Err(wrong("file.key", "ignored"));
            }
        }
        let mut scales: BTreeMap<&str, &Scale> = BTreeMap::new();
        for ScaleColumn { column, scale, .. } in self.scales.iter().chain(&self.company) {
            if scales.insert(&scale.id, scale).is_some_and(|other| other != scale) {
                return Err(wrong(format!("scale of {column:?}"), "another_scale_of_that_id"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"
        source = "diary"
        voice = { speaker = "individual", how = "own_words", method = "writing" }
        when = { date = { column = "day", format = "%d/%m/%Y" }, zone = "Europe/London" }
    "#;

    #[test]
    fn the_least_mapping_has_defaults() {
        let mapping = Mapping::read(LEAST).unwrap();
        assert_eq!(mapping.file.delimiter, b',');
        assert_eq!(mapping.file.key, ["day"]);
        assert_eq!((mapping.who.mode, mapping.who.add_unknown), (ContactMode::InPerson, false));
        assert_eq!(mapping.when.precision, Precision::Exact);
    }

    fn refused(text: &str) -> (&'static str, String) {
        let error = Mapping::read(text).unwrap_err();
        (error.code(), error.fields().swap_remove(0))
    }

    #[test]
    fn another_shape_is_refused_by_its_line() {
        for (text, line) in [
            (String::new(), "1"),
            (LEAST.replace("zone", "zoom"), "4"),
            (format!("{LEAST}\nmoood = 1"), "6"),
            (format!("{LEAST}\nscale = [{{ column = \"m\", low = 1, high = 7 }}]"), "6"),
        ] {
            assert_eq!(refused(&text), ("import_mapping_shape", format!("line {line}")), "{text}");
        }
    }

    #[test]
    fn a_field_that_makes_no_sense_is_named() {
        let scale = |rest: &str| format!("scale = [{{ column = \"m\", higher_is_better = true, {rest} }}]");
        let changed = [
            ("Europe/London", "Europe/Camelot", "when.zone"),
            ("%d/%m/%Y", "%d/%m/%Q", "when.date.format"),
            ("%d/%m/%Y", "%d/%m", "when.date.format"),
            ("\"diary\"", "\" \"", "source"),
        ];
        let added = [
            ("keep = [\"day\"]".to_owned(), "column \"day\""),
            ("file.delimiter = \"ab\"".to_owned(), "file.delimiter"),
            ("file.delimiter = '\"'".to_owned(), "file.delimiter"),
            ("file.encoding = \"klingon\"".to_owned(), "file.encoding"),
            ("file.key = []".to_owned(), "file.key"),
            ("who.mode = \"pigeon\"".to_owned(), "who.mode"),
            ("who.people.mum = {}".to_owned(), "who.people.mum.name"),
            ("who.people.mum = { person = \"\" }".to_owned(), "who.people.mum.person"),
            ("who.people.mum = { person = \"12345678\", kind = \"pet\" }".to_owned(), "who.people.mum.kind"),
            (
                "who.people.mum = { name = \"Mum\", relationship = \"foster_carrer\" }".to_owned(),
                "who.people.mum.relationship",
            ),
            (scale("low = 7, high = 1"), "scale[0].low"),
            (scale("low = 1, high = 7, step = -1"), "scale[0].step"),
            (scale("low = 1, high = nan"), "scale[0].low"),
            (scale("id = \"distress\", low = 0, high = 10"), "scale[0].id"),
        ];
        let changed = changed.map(|(old, new, field)| (LEAST.replace(old, new), field));
        let added = added.map(|(line, field)| (format!("{LEAST}\n{line}"), field));
        for (text, field) in changed.into_iter().chain(added) {
            assert_eq!(refused(&text), ("import_mapping_field", field.to_owned()), "{text}");
        }
    }

    #[test]
    fn numbers() {
        let mut file = Mapping::read(LEAST).unwrap().file;
        let rows = [
            ('.', "-1.5", Some(-1.5)),
            ('.', "\u{2212}2", Some(-2.0)),
            ('.', "+3", Some(3.0)),
            ('.', "1,5", None),
            (',', "1,5", Some(1.5)),
            (',', "1.5", None),
            ('.', "1e3", None),
            ('.', "nan", None),
            ('.', "0x10", None),
            ('.', "٣", None),
            ('.', "-", None),
        ];
        for (decimal, cell, number) in rows {
            file.decimal = decimal;
            assert_eq!(file.number(cell), number, "{cell} with {decimal}");
        }
    }

    #[test]
    fn the_mapping_of_the_emotion_diary_is_ready() {
        let mapping = Mapping::read(include_str!("../../../../cli/mappings/emotion-diary.toml")).unwrap();
        assert_eq!(mapping.source, "emotion-diary");
        assert_eq!((mapping.scales.len(), mapping.company.len(), mapping.who.people.len()), (14, 3, 7));
        let anxious = mapping.scales.iter().find(|scale| scale.column == "mood_anxious").unwrap();
        assert_eq!((anxious.scale.low, anxious.scale.high, anxious.shift), (-3.0, 3.0, 0.0));
        assert!(!anxious.scale.higher_is_better);
    }
}
