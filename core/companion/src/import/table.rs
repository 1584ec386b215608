//! A CSV file as a header and records, each with the line on which it begins.
//!
//! The `csv` crate splits cells and reads on to the end of the file where a quotation mark is never closed. This module
//! notices that, and a record that swallowed other lines, refuses the line where it begins and goes on with the next:
//! one stray mark costs one row and not the rest of the file.

use csv::StringRecord;

use super::{DIARY_COLUMNS, DIARY_ROWS, ImportError, Refused, line_ends};

/// How often reading starts again after a record that swallowed lines; it bounds the work on a hostile file.
const RESUMES: usize = 20;
/// A line of its own after the end of the file: read as anything else, a quotation mark was still open.
const END: &str = "\u{2}end of file\u{3}";

/// The header and the records of a file.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// The header's names without the blanks around them.
    pub(crate) header: Vec<String>,
    /// The records that have as many cells as the header.
    pub(crate) records: Vec<Record>,
    /// The records that have not.
    pub(crate) refused: Vec<Refused>,
}

/// One record.
#[derive(Debug)]
pub(crate) struct Record {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// Its cells, as in the file.
    pub(crate) cells: StringRecord,
}

/// Reads a table.
///
/// # Errors
/// [`ImportError::Empty`], [`ImportError::NotCsv`] where there is no header of readable names, and
/// [`ImportError::TooMany`].
pub(crate) fn read_table(text: &str, delimiter: u8) -> Result<Table, ImportError> {
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let text = format!("{text}\n{END}");
    let mut table = Table::default();
    let mut lines = Lines { text: &text, offset: 0, line: 1 };
    let (mut from, mut resumes) = (0, 0);
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        match table.read_from(&mut lines, rest, from, delimiter)? {
            Some(next) if resumes < RESUMES => {
                resumes += 1;
                from = next;
            }
            _ => break,
        }
    }
    Ok(table)
}

impl Table {
    /// Reads records until the end, or until one swallowed lines: then the offset of the line after its first.
    fn read_from(
        &mut self,
        lines: &mut Lines<'_>,
        rest: &str,
        from: usize,
        delimiter: u8,
    ) -> Result<Option<usize>, ImportError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(rest.as_bytes());
        let offset = |reader: &csv::Reader<&[u8]>| {
            from.saturating_add(usize::try_from(reader.position().byte()).unwrap_or(usize::MAX))
        };
        let mut cells = StringRecord::new();
        let mut begin = from;
        while reader.read_record(&mut cells).map_err(|_| ImportError::NotCsv)? {
            let end = offset(&reader);
            let written = lines.text.get(begin..end).unwrap_or_default();
            let blank = written.len() - written.trim_start_matches(['\r', '\n']).len();
            let start = begin.saturating_add(blank);
            begin = end;
            if cells.len() == 1 && cells.get(0) == Some(END) {
                return Ok(None);
            }
            let line = lines.at(start);
            let open = end >= lines.text.len();
            if self.header.is_empty() {
                self.header = header(&cells, open)?;
                continue;
            }
            let written = lines.text.get(start..end).unwrap_or_default();
            let next = next_line(written);
            let torn = open || (next.is_some() && !well_quoted(written, delimiter));
            if !torn && cells.len() == self.header.len() {
                if self.records.len() >= DIARY_ROWS {
                    return Err(ImportError::TooMany { what: "rows", max: DIARY_ROWS });
                }
                self.records.push(Record { line, cells: cells.clone() });
                continue;
            }
            self.refuse(line, cells.len(), torn);
            if let Some(next) = next {
                return Ok(Some(start.saturating_add(next)));
            }
        }
        Ok(None)
    }

    fn refuse(&mut self, line: u64, cells: usize, torn: bool) {
        let column = match self.header.get(cells) {
            // The first cell that is missing, by its name …
            Some(_) => format!("#{}", cells + 1),
            // … or the first that is too many.
            None => format!("#{}", self.header.len() + 1),
        };
        let code = if torn { "quote_not_closed" } else { "cell_count" };
        self.refused.push(Refused { line, column, code });
    }
}

/// Where the second line of a record begins, if it holds one that is not blank.
fn next_line(record: &str) -> Option<usize> {
    let record = record.trim_end_matches(['\r', '\n']);
    let end = record.find(['\r', '\n'])?;
    let after = record.get(end..)?;
    Some(end + (after.len() - after.trim_start_matches(['\r', '\n']).len()))
}

/// Whether each quoted cell ends where its closing mark is. The `csv` crate reads on where it does not, and so joins lines
/// that were never one record.
fn well_quoted(record: &str, delimiter: u8) -> bool {
    let (mut quoted, mut closed, mut begins) = (false, false, true);
    for byte in record.bytes() {
        match byte {
            b'"' if quoted => (quoted, closed) = (false, true),
            b'"' if closed => (quoted, closed) = (true, false),
            b'"' if begins => quoted = true,
            b'\r' | b'\n' if closed => {}
            byte if !quoted && byte == delimiter => closed = false,
            _ if closed => return false,
            _ => {}
        }
        begins = !quoted && byte == delimiter;
    }
    true
}

fn header(cells: &StringRecord, open: bool) -> Result<Vec<String>, ImportError> {
    let readable =
        |name: &str| name.chars().count() <= 500 && !name.chars().any(|c| c.is_control() && c != '\t');
    if open || !cells.iter().all(|name| readable(name.trim())) {
        return Err(ImportError::NotCsv);
    }
    if cells.len() > DIARY_COLUMNS {
        return Err(ImportError::TooMany { what: "columns", max: DIARY_COLUMNS });
    }
    Ok(cells.iter().map(|name| name.trim().to_owned()).collect())
}

/// Counts lines onwards, and from the beginning again where it has to go back.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, offset: usize) -> u64 {
        if offset < self.offset {
            (self.offset, self.line) = (0, 1);
        }
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.line = self.line.saturating_add(line_ends(passed));
        self.offset = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row<'a> = (u64, Vec<&'a str>);

    fn check(text: &str, rows: &[Row<'_>], refused: &[(u64, &str, &str)]) {
        let table = read_table(text, b',').unwrap();
        let read: Vec<Row<'_>> =
            table.records.iter().map(|row| (row.line, row.cells.iter().collect())).collect();
        assert_eq!(read, rows, "{text:?}");
        let not: Vec<(u64, &str, &str)> =
            table.refused.iter().map(|row| (row.line, row.column.as_str(), row.code)).collect();
        assert_eq!(not, refused, "{text:?}");
    }

    #[test]
    fn records_and_their_lines() {
        check("a,b\n1,2\n\n3,4", &[(2, vec!["1", "2"]), (4, vec!["3", "4"])], &[]);
        check("\r\na,b\r\n1,2\r\n3,4\r\n", &[(3, vec!["1", "2"]), (4, vec!["3", "4"])], &[]);
        check("a,b\r1,2\r3,4", &[(2, vec!["1", "2"]), (3, vec!["3", "4"])], &[]);
        check("a,b\n1,\"x\n\"\"y\"\"\"\n3,4\n", &[(2, vec!["1", "x\n\"y\""]), (4, vec!["3", "4"])], &[]);
        check("a,b\n,\n", &[(2, vec!["", ""])], &[]);
        check("a,b\n", &[], &[]);
    }

    #[test]
    fn a_bad_record_costs_one_row() {
        let good = (3, vec!["3", "4"]);
        check("a,b\n1\n3,4", std::slice::from_ref(&good), &[(2, "#2", "cell_count")]);
        check("a,b\n1,2,3\n3,4", std::slice::from_ref(&good), &[(2, "#3", "cell_count")]);
        check("a,b\n1,\"2\n3,4\n5,6", &[good.clone(), (4, vec!["5", "6"])], &[(2, "#3", "quote_not_closed")]);
        check(
            "a,b\n\"1,2\n3,4\n\"5\",6\n",
            &[good.clone(), (4, vec!["5", "6"])],
            &[(2, "#3", "quote_not_closed")],
        );
        check(
            "a,b\n1,\"2\n3,4\n5,\"6\"\n",
            &[good.clone(), (4, vec!["5", "6"])],
            &[(2, "#3", "quote_not_closed")],
        );
        check("a,b\n1,2\n3,\"4", &[(2, vec!["1", "2"])], &[(3, "#3", "quote_not_closed")]);
    }

    #[test]
    fn what_is_no_table() {
        for (text, error) in [
            ("", ImportError::Empty),
            (" \r\n\t\n", ImportError::Empty),
            ("PK\u{3}\u{4}\u{14}\0\u{6}\0", ImportError::NotCsv),
            ("\"a,b\n1,2\n", ImportError::NotCsv),
        ] {
            assert_eq!(read_table(text, b',').unwrap_err(), error, "{text:?}");
        }
        let wide = ",".repeat(DIARY_COLUMNS);
        assert_eq!(read_table(&wide, b',').unwrap_err().code(), "import_too_many");
        let long = format!("a,b\n{}", "1,2\n".repeat(DIARY_ROWS + 1));
        assert_eq!(read_table(&long, b',').unwrap_err().fields(), ["rows", "100000"]);
    }

    #[test]
    fn many_stray_marks_stay_bounded() {
        let text = format!("a,b\n{}", "1,\"2\n3,4,5\n".repeat(5_000));
        let table = read_table(&text, b',').unwrap();
        assert!(table.refused.len() <= 10_001);
    }
}
