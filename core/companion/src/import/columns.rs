//! The header of a diary against its mapping: which columns there are, and under which name each is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::mapping::Mapping;
use super::table::{Record, Table};
use super::{ImportError, Notice};

/// The header's columns.
pub(crate) struct Columns {
    /// The name under which a column's cells are kept: unique.
    pub(crate) names: Vec<String>,
    places: BTreeMap<String, usize>,
    /// The places of the columns that are left out.
    pub(crate) ignored: BTreeSet<usize>,
    unmapped: Vec<usize>,
}

impl Columns {
    /// Finds the mapping's columns in the header.
    ///
    /// # Errors
    /// [`ImportError::MissingColumns`], [`ImportError::RepeatedColumns`], [`ImportError::Delimiter`],
    /// [`ImportError::NotCsv`].
    pub(crate) fn find(mapping: &Mapping, table: &Table, text: &str) -> Result<Self, ImportError> {
        let required: BTreeSet<&str> =
            mapping.required().chain(mapping.file.key.iter().map(String::as_str)).collect();
        let count = |name: &str| table.header.iter().filter(|column| *column == name).count();
        let named = |fits: fn(usize) -> bool| -> Vec<String> {
            required.iter().filter(|name| fits(count(name))).map(|name| (*name).to_owned()).collect()
        };
        let missing = named(|count| count == 0);
        if missing.len() == required.len() && text.contains('\0') {
            return Err(ImportError::NotCsv);
        }
        if !missing.is_empty() {
            return Err(other_delimiter(table, &required, mapping.file.delimiter)
                .map_or(ImportError::MissingColumns { columns: missing }, |found| ImportError::Delimiter {
                    found,
                }));
        }
        let repeated = named(|count| count > 1);
        if !repeated.is_empty() {
            return Err(ImportError::RepeatedColumns { columns: repeated });
        }
        let name = |(place, name): (usize, &String)| match count(name) {
            1 if !name.is_empty() => name.clone(),
            _ => format!("{name}#{}", place + 1),
        };
        let ignored = |name: &String| mapping.ignore.contains(name);
        let places = |fits: &dyn Fn(&String) -> bool| -> Vec<usize> {
            table.header.iter().enumerate().filter(|(_, name)| fits(name)).map(|(place, _)| place).collect()
        };
        Ok(Self {
            names: table.header.iter().enumerate().map(name).collect(),
            places: table.header.iter().enumerate().map(|(place, name)| (name.clone(), place)).collect(),
            ignored: places(&ignored).into_iter().collect(),
            unmapped: places(&|name| !required.contains(name.as_str()) && !ignored(name)),
        })
    }

    /// What there is to know about whole columns.
    pub(crate) fn notices(&self, mapping: &Mapping) -> Vec<Notice> {
        let of = |column: String, code| Notice { line: 1, column, code };
        let absent = mapping.ignore.iter().filter(|name| !self.places.contains_key(*name));
        let ignored = self.ignored.iter().map(|&place| of(self.shown(place), "ignored_column"));
        let unmapped = self.unmapped.iter().map(|&place| of(self.shown(place), "unmapped_column"));
        ignored.chain(unmapped).chain(absent.map(|name| of(name.clone(), "absent_column"))).collect()
    }

    /// The column as a message names it: a name of the mapping, or a short one of the header.
    pub(crate) fn shown(&self, place: usize) -> String {
        match self.names.get(place) {
            Some(name) if name.chars().count() <= 60 => name.clone(),
            _ => format!("#{}", place.saturating_add(1)),
        }
    }

    /// The cell of a column; empty where there is none.
    pub(crate) fn cell<'a>(&self, record: &'a Record, column: &str) -> &'a str {
        self.places.get(column).and_then(|&place| record.cells.get(place)).unwrap_or_default()
    }
}

/// Another usual delimiter that would give every column of the mapping.
fn other_delimiter(table: &Table, required: &BTreeSet<&str>, declared: u8) -> Option<char> {
    let header = table.header.join(&char::from(declared).to_string());
    [',', ';', '\t', '|'].into_iter().filter(|other| *other != char::from(declared)).find(|&other| {
        let names: BTreeSet<&str> = header.split(other).map(|name| name.trim().trim_matches('"')).collect();
        required.is_subset(&names)
    })
}
