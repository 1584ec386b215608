//! Import: what another program exported, read into plain values that the commands turn into cards and entries.
//!
//! These are pure parsers. They know no vault, no clock and no individual, and they decide nothing about the record:
//! that is what lets bytes from anywhere be tried against them. Each value carries a key made from its source and its
//! own identity there, so that reading the same file again can add nothing.
//!
//! One bad row or value never stops an import: it is [`Refused`], with its place and a code and never its content. What
//! makes the whole file unfit is an [`ImportError`], and then nothing of it is taken.

pub(crate) mod columns;
pub(crate) mod diary;
pub(crate) mod encoding;
pub(crate) mod interview;
pub(crate) mod into_record;
pub(crate) mod mapping;
pub(crate) mod mapping_file;
pub(crate) mod moment;
pub(crate) mod network;
pub(crate) mod network_canvas;
mod network_into_record;
pub(crate) mod table;
pub(crate) mod variables;

#[cfg(test)]
mod diary_tests;
#[cfg(test)]
mod network_tests;
#[cfg(test)]
mod shared_diary_tests;

use sha2::{Digest, Sha256};

/// The most bytes of a diary.
pub(crate) const DIARY_BYTES: usize = 32 << 20;
/// The most rows of a diary.
pub(crate) const DIARY_ROWS: usize = 100_000;
/// The most columns of a diary.
pub(crate) const DIARY_COLUMNS: usize = 1_000;
/// The most bytes of a mapping.
pub(crate) const MAPPING_BYTES: usize = 1 << 20;
/// The most bytes of a network.
pub(crate) const NETWORK_BYTES: usize = 64 << 20;
/// The most people, places and other nodes of a network.
pub(crate) const NETWORK_NODES: usize = 5_000;
/// The most ties of a network.
pub(crate) const NETWORK_EDGES: usize = 50_000;
/// The most declared variables of a network.
pub(crate) const NETWORK_KEYS: usize = 10_000;
/// The most elements inside one another in a network.
pub(crate) const NETWORK_DEPTH: usize = 16;

/// A value or a row that was not taken, by its place; never its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    /// The line of the file on which the row begins, from 1.
    pub(crate) line: u64,
    /// The column's name in the header, or `#3` by position; in a network `node 3: closeness`.
    pub(crate) column: String,
    /// What is wrong with it.
    pub(crate) code: &'static str,
}

/// Something that was taken, and that a person should know about; never its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The line of the file on which the row begins, from 1; the header's for a whole column.
    pub(crate) line: u64,
    /// The column, as in [`Refused`].
    pub(crate) column: String,
    /// What there is to know.
    pub(crate) code: &'static str,
}

/// Why a file could not be imported at all. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ImportError {
    /// No content.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are read.
    #[error("the file is larger than {max} bytes")]
    TooLarge {
        /// The most bytes.
        max: usize,
    },
    /// More of something than is read.
    #[error("more than {max} {what}")]
    TooMany {
        /// Of what: rows, columns, nodes, edges, keys, attributes.
        what: &'static str,
        /// The most.
        max: usize,
    },
    /// The bytes are not text in the encoding that was declared or found.
    #[error("not text in {name}")]
    Encoding {
        /// The encoding.
        name: &'static str,
    },
    /// Not a table of cells.
    #[error("not a CSV file")]
    NotCsv,
    /// The cells are separated by something else than the mapping says.
    #[error("the cells are separated by {found:?}")]
    Delimiter {
        /// What separates them.
        found: char,
    },
    /// Columns of the mapping that the header does not have.
    #[error("columns are missing")]
    MissingColumns {
        /// Their names in the mapping.
        columns: Vec<String>,
    },
    /// Columns of the mapping that the header has more than once.
    #[error("columns are repeated")]
    RepeatedColumns {
        /// Their names in the mapping.
        columns: Vec<String>,
    },
    /// Day and month stand in the other order.
    #[error("day and month are in the other order")]
    DateOrder {
        /// The date column's name in the mapping.
        column: String,
    },
    /// Most dates are not in the format of the mapping.
    #[error("the dates have another format")]
    DateFormat {
        /// The date column's name in the mapping.
        column: String,
    },
    /// The mapping is not TOML of the expected shape.
    #[error("the mapping cannot be read at line {line}")]
    MappingShape {
        /// The line, from 1.
        line: u64,
    },
    /// A field of the mapping makes no sense.
    #[error("the mapping's {field}: {code}")]
    MappingField {
        /// Its path, such as `when.zone`.
        field: String,
        /// What is wrong with it.
        code: &'static str,
    },
    /// Not GraphML, or not well-formed.
    #[error("not GraphML at line {line}")]
    NotGraphml {
        /// The line, from 1.
        line: u64,
    },
    /// A document type or an entity of its own: neither is read, because both can hide or multiply content.
    #[error("a document type or entity at line {line}")]
    DocumentType {
        /// The line, from 1.
        line: u64,
    },
    /// Elements inside one another, too deep.
    #[error("more than {max} elements inside one another")]
    TooDeep {
        /// The most.
        max: usize,
    },
    /// More than one session in one file, where one individual is meant.
    #[error("more than one session")]
    SeveralSessions,
}

impl ImportError {
    /// The stable code.
    #[must_use]
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Empty => "import_empty",
            Self::TooLarge { .. } => "import_too_large",
            Self::TooMany { .. } => "import_too_many",
            Self::Encoding { .. } => "import_encoding",
            Self::NotCsv => "import_not_csv",
            Self::Delimiter { .. } => "import_delimiter",
            Self::MissingColumns { .. } => "import_missing_columns",
            Self::RepeatedColumns { .. } => "import_repeated_columns",
            Self::DateOrder { .. } => "import_date_order",
            Self::DateFormat { .. } => "import_date_format",
            Self::MappingShape { .. } => "import_mapping_shape",
            Self::MappingField { .. } => "import_mapping_field",
            Self::NotGraphml { .. } => "import_not_graphml",
            Self::DocumentType { .. } => "import_document_type",
            Self::TooDeep { .. } => "import_too_deep",
            Self::SeveralSessions => "import_several_sessions",
        }
    }

    /// What it is about, in the words of the mapping and of this program only.
    #[must_use]
    pub(crate) fn fields(&self) -> Vec<String> {
        match self {
            Self::Empty | Self::NotCsv | Self::SeveralSessions => Vec::new(),
            Self::TooLarge { max } | Self::TooDeep { max } => vec![max.to_string()],
            Self::TooMany { what, max } => vec![(*what).to_owned(), max.to_string()],
            Self::Encoding { name } => vec![(*name).to_owned()],
            Self::Delimiter { found } => vec![found.escape_default().to_string()],
            Self::MissingColumns { columns } | Self::RepeatedColumns { columns } => columns.clone(),
            Self::DateOrder { column } | Self::DateFormat { column } => vec![column.clone()],
            Self::MappingField { field, code } => vec![field.clone(), (*code).to_owned()],
            Self::MappingShape { line } | Self::NotGraphml { line } | Self::DocumentType { line } => {
                vec![format!("line {line}")]
            }
        }
    }
}

/// The stable key of something imported: 64 hexadecimal digits. The length of each part goes in too, so that no two
/// lists of parts give the same bytes.
#[must_use]
pub(crate) fn key<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new_with_prefix("kith import 1");
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

/// Whether a spreadsheet would take this cell for a formula: it is kept as text here and has to be disarmed when it is
/// written to a CSV again. A plain number with a sign is none.
#[must_use]
pub(crate) fn is_formula_like(cell: &str) -> bool {
    cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r'])
        && cell.trim().parse::<f64>().is_err()
}

/// How many line ends there are: LF, CRLF, or a CR alone.
#[must_use]
pub(crate) fn line_ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let lone = bytes.windows(2).filter(|pair| matches!(pair, [b'\r', after] if *after != b'\n')).count();
    let last = usize::from(bytes.last() == Some(&b'\r'));
    let feeds = bytes.iter().filter(|&&byte| byte == b'\n').count();
    u64::try_from(lone + last + feeds).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_their_parts_apart() {
        assert_eq!(key(["a", "b"]), key(["a", "b"]));
        let all = [key(["a", "b"]), key(["ab", ""]), key(["ab"]), key(["", "ab"]), key(["b", "a"])];
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn formulas() {
        for cell in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "-"] {
            assert!(is_formula_like(cell), "{cell:?}");
        }
        for cell in ["", "-3", "+4.5", "5", "a=b", "e@mail"] {
            assert!(!is_formula_like(cell), "{cell:?}");
        }
    }

    #[test]
    fn lines() {
        for (text, ends) in [("", 0), ("a\nb", 1), ("a\r\nb\r\n", 2), ("a\rb\r", 2), ("\n\r\n\r", 3)] {
            assert_eq!(line_ends(text), ends, "{text:?}");
        }
    }
}
