//! A diary: one row for each time the individual was asked, read by a [`Mapping`].
//!
//! Every cell that is not empty is kept as it stands in the file, whatever else is made of it, so that the record can
//! give the diary back. A row is taken whole or refused with each of its faults: half a row would look like an answer
//! that was never given.

use std::collections::{BTreeMap, BTreeSet};

use kith_domain::lists::{PersonKind, RelationshipKind};
use kith_domain::scale::{InvalidRating, Scale};
use kith_domain::text::{InvalidText, clean_name, clean_text};
use kith_domain::time::Occurred;

use super::columns::Columns;
use super::encoding::decode;
use super::mapping::{Mapping, PersonMeant, ScaleColumn};
use super::moment::{Moment, NoMoment, Order};
use super::table::{Record, Table, read_table};
use super::{DIARY_BYTES, ImportError, Notice, Refused, is_formula_like, key};

/// Everything that a diary holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Diary {
    /// The encoding that was declared or found.
    pub(crate) encoding: &'static str,
    /// The rows in the order of the file.
    pub(crate) rows: Vec<DiaryRow>,
    /// Rows of the file that repeat an earlier one cell for cell.
    pub(crate) repeated: u64,
    /// What was not taken, in the order of the file.
    pub(crate) refused: Vec<Refused>,
    /// What a person should know, in the order of the file.
    pub(crate) notices: Vec<Notice>,
    /// The people of all rows, each once, in the order in which they first appear.
    pub(crate) people: Vec<PersonLabel>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DiaryRow {
    /// Its identity: the diary's name and the row's own key. The same in every export of the diary.
    pub(crate) key: String,
    /// Of its content: a row of a known key and another digest was changed since.
    pub(crate) digest: String,
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// When it occurred.
    pub(crate) occurred: Occurred,
    /// Whether the individual was with nobody; `None` where they did not say.
    pub(crate) alone: Option<bool>,
    /// Whom they were with, each once.
    pub(crate) people: Vec<PersonLabel>,
    /// Ratings of their own state.
    pub(crate) observations: Vec<ScaleValue>,
    /// Ratings of the company: about the people of this row.
    pub(crate) company: Vec<ScaleValue>,
    /// Answers in words.
    pub(crate) answers: Vec<Answer>,
    /// Every cell that is not empty, as in the file, by column.
    pub(crate) cells: BTreeMap<String, String>,
}

/// A person or group that a label means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonLabel {
    /// Its identity: the diary's name and the label's.
    pub(crate) key: String,
    /// The label in the file.
    pub(crate) label: String,
    /// The name to record.
    pub(crate) name: String,
    /// What kind of person.
    pub(crate) kind: PersonKind,
    /// What they are to the individual, where it is known.
    pub(crate) relationship: Option<RelationshipKind>,
    /// The person on the map that they are, by id or its beginning; a new one where nothing is said.
    pub(crate) person: Option<String>,
}

/// One rating.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScaleValue {
    /// Its identity: of the row and the column, or of the day and the column where it is asked once a day.
    pub(crate) key: String,
    /// The column.
    pub(crate) column: String,
    /// The question, for people to read.
    pub(crate) label: String,
    /// The scale that it is on.
    pub(crate) scale: Scale,
    /// The rating, on the scale.
    pub(crate) value: f64,
    /// It is of that day and not of that time.
    pub(crate) once_a_day: bool,
}

/// One answer in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Its identity: of the row and the column.
    pub(crate) key: String,
    /// The column.
    pub(crate) column: String,
    /// The question, for people to read.
    pub(crate) label: String,
    /// The words, as they were written.
    pub(crate) text: String,
}

/// Reads a diary.
///
/// # Errors
/// Any [`ImportError`] but those of mappings and networks.
pub(crate) fn read_diary(mapping: &Mapping, bytes: &[u8]) -> Result<Diary, ImportError> {
    if bytes.len() > DIARY_BYTES {
        return Err(ImportError::TooLarge { max: DIARY_BYTES });
    }
    let decoded = decode(bytes, mapping.file.encoding)?;
    let mut table = read_table(&decoded.text, mapping.file.delimiter)?;
    let columns = Columns::find(mapping, &table, &decoded.text)?;
    let refused = std::mem::take(&mut table.refused);
    let diary = Diary {
        encoding: decoded.encoding,
        rows: Vec::new(),
        repeated: 0,
        refused,
        notices: columns.notices(mapping),
        people: Vec::new(),
    };
    let mut reading = Reading {
        mapping,
        columns,
        diary,
        known: BTreeMap::new(),
        met: BTreeSet::new(),
        days: BTreeMap::new(),
    };
    reading.check_order(&table)?;
    for record in &table.records {
        reading.take(record);
    }
    let mut diary = reading.diary;
    diary.refused.sort_by_key(|refused| refused.line);
    Ok(diary)
}

struct Reading<'a> {
    mapping: &'a Mapping,
    columns: Columns,
    diary: Diary,
    /// The digest of each row's key.
    known: BTreeMap<String, String>,
    /// The keys of the people met so far.
    met: BTreeSet<String>,
    /// The value of each rating that is asked once a day, by its key.
    days: BTreeMap<String, f64>,
}

/// The faults of one row.
struct Faults<'a> {
    line: u64,
    columns: &'a Columns,
    found: Vec<Refused>,
}

impl Faults<'_> {
    fn add(&mut self, column: &str, code: &'static str) {
        self.found.push(Refused { line: self.line, column: column.to_owned(), code });
    }

    fn at(&mut self, place: usize, code: &'static str) {
        self.add(&self.columns.shown(place), code);
    }
}

impl Reading<'_> {
    fn check_order(&mut self, table: &Table) -> Result<(), ImportError> {
        let column = self.mapping.when.date.column.clone();
        let dates = table.records.iter().map(|record| self.columns.cell(record, &column));
        match self.mapping.when.order(dates) {
            Order::Declared => {}
            Order::Mixed => self.diary.notices.push(Notice { line: 1, column, code: "mixed_date_order" }),
            Order::Swapped => return Err(ImportError::DateOrder { column }),
            Order::Unreadable => return Err(ImportError::DateFormat { column }),
        }
        Ok(())
    }

    fn take(&mut self, record: &Record) {
        let mut faults = Faults { line: record.line, columns: &self.columns, found: Vec::new() };
        let cells = self.cells(record, &mut faults);
        if cells.is_empty() && faults.found.is_empty() {
            // A spreadsheet writes an empty row as delimiters.
            return;
        }
        let moment = self.moment(record, &mut faults);
        let who = self.who(record, &mut faults);
        let scales = self.ratings(record, &self.mapping.scales, &mut faults);
        let company = self.ratings(record, &self.mapping.company, &mut faults);
        let found = match moment {
            Some(moment) if faults.found.is_empty() => {
                let (alone, people) = who;
                let row = self.row(record, &moment, cells);
                let row = DiaryRow { alone, people, ..row };
                match self.settle(&moment, row, scales, company) {
                    Ok(()) => Vec::new(),
                    Err((column, code)) => vec![Refused { line: record.line, column, code }],
                }
            }
            _ => faults.found,
        };
        self.diary.refused.extend(found);
    }

    fn cells(&self, record: &Record, faults: &mut Faults<'_>) -> BTreeMap<String, String> {
        let mut cells = BTreeMap::new();
        for (place, (cell, name)) in record.cells.iter().zip(&self.columns.names).enumerate() {
            if cell.is_empty() || self.columns.ignored.contains(&place) {
                continue;
            }
            match clean_text(cell) {
                Ok(_) | Err(InvalidText::Empty) => {
                    cells.insert(name.clone(), cell.to_owned());
                }
                Err(InvalidText::TooLong { .. }) => faults.at(place, "too_long"),
                Err(InvalidText::ControlCharacter | InvalidText::DirectionCharacter) => {
                    faults.at(place, "control_character");
                }
            }
        }
        cells
    }

    /// What the cell says, without the blanks around it; `None` where that is nothing.
    fn said<'a>(&self, record: &'a Record, column: &str) -> Option<&'a str> {
        let cell = self.columns.cell(record, column).trim();
        (!cell.is_empty() && !self.mapping.file.missing.iter().any(|missing| missing == cell)).then_some(cell)
    }

    fn moment(&self, record: &Record, faults: &mut Faults<'_>) -> Option<Moment> {
        let when = &self.mapping.when;
        let Some(date) = self.said(record, &when.date.column) else {
            faults.add(&when.date.column, "empty");
            return None;
        };
        let time = when.time.as_ref().and_then(|time| self.said(record, &time.column));
        let (column, code) = match when.read(date, time) {
            Ok(moment) => return Some(moment),
            Err(NoMoment::Date(code)) => (&when.date.column, code),
            Err(NoMoment::Time(code)) => {
                (when.time.as_ref().map_or(&when.date.column, |time| &time.column), code)
            }
        };
        faults.add(column, code);
        None
    }

    fn who(&self, record: &Record, faults: &mut Faults<'_>) -> (Option<bool>, Vec<PersonLabel>) {
        let who = &self.mapping.who;
        let mut alone = None;
        let mut people: Vec<PersonLabel> = Vec::new();
        for column in &who.columns {
            let Some(label) = self.said(record, column) else {
                continue;
            };
            if who.nobody.contains(label) {
                alone = alone.or(Some(true));
                continue;
            }
            alone = Some(false);
            if who.no_person.contains(label) {
                continue;
            }
            match self.person(label) {
                Ok(person) if people.iter().any(|other| other.key == person.key) => {}
                Ok(person) => people.push(person),
                Err(code) => faults.add(column, code),
            }
        }
        (alone, people)
    }

    fn person(&self, label: &str) -> Result<PersonLabel, &'static str> {
        let who = &self.mapping.who;
        let meant = match who.people.get(label) {
            Some(meant) => meant.clone(),
            None if who.add_unknown => {
                let name = clean_name(label).map_err(|_| "not_a_name")?;
                PersonMeant { name, kind: PersonKind::Person, relationship: None, person: None }
            }
            None => return Err("unknown_label"),
        };
        // By the label, so that a better name in the mapping makes no second person of them.
        let key = key([&self.mapping.source, "person", label]);
        let PersonMeant { name, kind, relationship, person } = meant;
        Ok(PersonLabel { key, label: label.to_owned(), name, kind, relationship, person })
    }

    /// The ratings, still without their keys.
    fn ratings(&self, record: &Record, columns: &[ScaleColumn], faults: &mut Faults<'_>) -> Vec<ScaleValue> {
        let mut ratings = Vec::new();
        for meant in columns {
            let Some(cell) = self.said(record, &meant.column) else {
                continue;
            };
            let Some(number) = self.mapping.file.number(cell) else {
                faults.add(&meant.column, "not_a_number");
                continue;
            };
            let value = number + meant.shift;
            match meant.scale.accepts(value) {
                Ok(()) => ratings.push(ScaleValue {
                    key: String::new(),
                    column: meant.column.clone(),
                    label: meant.label.clone(),
                    scale: meant.scale.clone(),
                    value,
                    once_a_day: meant.once_a_day,
                }),
                Err(InvalidRating::OffStep { .. }) => faults.add(&meant.column, "off_step"),
                Err(_) => faults.add(&meant.column, "off_scale"),
            }
        }
        ratings
    }

    /// The row without its people and ratings.
    fn row(&self, record: &Record, moment: &Moment, cells: BTreeMap<String, String>) -> DiaryRow {
        let (when, source) = (&self.mapping.when, self.mapping.source.as_str());
        let mut parts = vec![source.to_owned(), "row".to_owned()];
        for column in &self.mapping.file.key {
            // Dates and times by what they mean: an export in another format has the same rows.
            let part = if *column == when.date.column && when.time.is_some() {
                moment.local.date().to_string()
            } else if *column == when.date.column {
                moment.local.to_string()
            } else if when.time.as_ref().is_some_and(|time| time.column == *column) {
                self.said(record, column).map_or_else(String::new, |_| moment.local.time().to_string())
            } else {
                self.columns.cell(record, column).trim().to_owned()
            };
            parts.push(part);
        }
        let key = key(parts.iter().map(String::as_str));
        let digest = super::key(cells.iter().flat_map(|(column, cell)| [column.as_str(), cell.as_str()]));
        let answers = self.mapping.answers.iter().filter_map(|answer| {
            self.said(record, &answer.column).map(|_| Answer {
                key: super::key([source, "answer", &key, &answer.column]),
                column: answer.column.clone(),
                label: answer.label.clone(),
                text: self.columns.cell(record, &answer.column).to_owned(),
            })
        });
        DiaryRow {
            answers: answers.collect(),
            key,
            digest,
            line: record.line,
            occurred: moment.occurred.clone(),
            alone: None,
            people: Vec::new(),
            observations: Vec::new(),
            company: Vec::new(),
            cells,
        }
    }

    /// Takes a row without fault of its own, unless an earlier one speaks against it: then the column and the code.
    fn settle(
        &mut self,
        moment: &Moment,
        mut row: DiaryRow,
        observations: Vec<ScaleValue>,
        company: Vec<ScaleValue>,
    ) -> Result<(), (String, &'static str)> {
        match self.known.get(&row.key) {
            Some(digest) if *digest == row.digest => {
                self.diary.repeated = self.diary.repeated.saturating_add(1);
                return Ok(());
            }
            Some(_) => {
                let column = self.mapping.file.key.first().cloned().unwrap_or_default();
                return Err((column, "repeated_key"));
            }
            None => {}
        }
        let (observations, company) =
            (self.keyed(moment, &row.key, observations)?, self.keyed(moment, &row.key, company)?);
        for (new, keep) in [(observations, &mut row.observations), (company, &mut row.company)] {
            for rating in new {
                // Of those asked once a day, the first row of the day that has it carries it.
                if !rating.once_a_day || self.days.insert(rating.key.clone(), rating.value).is_none() {
                    keep.push(rating);
                }
            }
        }
        self.known.insert(row.key.clone(), row.digest.clone());
        self.notice(moment, &row);
        for person in &row.people {
            if self.met.insert(person.key.clone()) {
                self.diary.people.push(person.clone());
            }
        }
        self.diary.rows.push(row);
        Ok(())
    }

    fn keyed(
        &self,
        moment: &Moment,
        row: &str,
        mut ratings: Vec<ScaleValue>,
    ) -> Result<Vec<ScaleValue>, (String, &'static str)> {
        let source = self.mapping.source.as_str();
        let day = moment.local.date().to_string();
        for rating in &mut ratings {
            rating.key = match rating.once_a_day {
                true => key([source, "day", &day, &rating.column]),
                false => key([source, "rating", row, &rating.column]),
            };
            let other = self.days.get(&rating.key);
            if other.is_some_and(|other| other.to_bits() != rating.value.to_bits()) {
                return Err((rating.column.clone(), "differs_within_day"));
            }
        }
        Ok(ratings)
    }

    fn notice(&mut self, moment: &Moment, row: &DiaryRow) {
        let line = row.line;
        let mut add = |column: &str, code| {
            self.diary.notices.push(Notice { line, column: column.to_owned(), code });
        };
        if let Some(code) = moment.notice {
            let when = &self.mapping.when;
            add(when.time.as_ref().map_or(&when.date.column, |time| &time.column), code);
        }
        if row.alone != Some(false) {
            row.company.iter().for_each(|rating| add(&rating.column, "company_of_nobody"));
        }
        for (place, name) in self.columns.names.iter().enumerate() {
            if row.cells.get(name).is_some_and(|cell| is_formula_like(cell)) {
                add(&self.columns.shown(place), "formula_like");
            }
        }
    }
}
