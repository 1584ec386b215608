//! The one error a shell sees: about ten variants, each with a stable code. A variant exists only where a shell acts
//! differently on it; the code says which case it is. No variant carries anything a person wrote.

use kith_document::DocumentError;
use kith_domain::entries::InvalidEntry;
use kith_sync::SyncError;
use kith_vault::VaultError;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asked::Told;
use crate::import::ImportError;
use crate::strings::Strings;

/// What went wrong, for a program. `code` is stable and listed in `docs/errors.md`; words come from the string files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KithError {
    /// An argument is not what the command takes.
    #[error("invalid input: {code} at {field}")]
    InvalidInput {
        /// The argument's path, in our words: `contacts[0].mode`.
        field: String,
        /// What is wrong with it.
        code: &'static str,
    },
    /// An argument has not the shape that the command or screen takes.
    #[error("{code} at {field}")]
    Misshapen {
        /// The argument's path; empty for the arguments as a whole.
        field: String,
        /// `invalid_input`, `not_an_option` or `out_of_range`.
        code: &'static str,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The input is no JSON.
    #[error("no JSON at line {line}, column {column}")]
    NotJson {
        /// The line where reading ended, from 1.
        line: usize,
        /// The column there.
        column: usize,
    },
    /// Nothing here has that id.
    #[error("unknown {kind}")]
    UnknownId {
        /// What was looked for: individual, card, entry, member, concern, difference, draft; `id` where it is of no one kind.
        kind: &'static str,
        /// The argument that it was given as; empty where it was not found among them.
        field: String,
    },
    /// The member may not do this.
    #[error("not permitted: {code}")]
    NotPermitted {
        /// Why.
        code: &'static str,
    },
    /// A rule about contact stands against it.
    #[error("restricted: {code}")]
    Restricted {
        /// `contact_restricted`.
        code: &'static str,
        /// The codes of the reasons.
        because: Vec<String>,
        /// Whom and which rule it is about, in words of the record.
        told: Told,
    },
    /// The key does not open this.
    #[error("key: {code}")]
    Key {
        /// `wrong_key`, `no_key` or `try_later`.
        code: &'static str,
    },
    /// The file that was named as a key holds none, or cannot be read.
    #[error("key: no_key")]
    KeyFile {
        /// Whether there is such a file.
        found: bool,
    },
    /// There is nothing to open, or something is in the way of making it.
    #[error("vault: {code}")]
    Vault {
        /// `no_vault`, `vault_exists`, `vault_in_use`, `not_a_test_vault`, `not_joined`, …
        code: &'static str,
    },
    /// The bytes are damaged, of another program, or of a newer Kith. They were left as they are.
    #[error("unreadable: {code}")]
    Unreadable {
        /// Which, and of what.
        code: &'static str,
    },
    /// The storage refused: full, read-only, failing. What was recorded before is as it was.
    #[error("storage: {code}")]
    Storage {
        /// `disk_full`, `read_only`, `storage_failed`, `out_of_memory`.
        code: &'static str,
    },
    /// A fault of ours. The vault is as it was.
    #[error("bug: {place}")]
    Bug {
        /// Where, as a name in the code.
        place: &'static str,
    },
}

/// What is wrong with the shape of an argument: what was expected, and the kind of what was received, never itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing {
        /// Kinds as `kind:string`, or options.
        expected: String,
    },
    /// There is no argument of that name.
    Unknown {
        /// The names that are not given yet.
        expected: String,
    },
    /// It is of another kind, or out of range.
    Kind {
        /// Kinds as `kind:string`, or options.
        expected: String,
        /// string, number, boolean, array, object, null.
        received: &'static str,
    },
    /// It is not one of the options.
    Options {
        /// The options.
        expected: String,
    },
}

/// An error in words, as every shell shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct ErrorInWords {
    /// The stable code.
    pub code: String,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to do next.
    pub next: String,
    /// The arguments, kinds or reasons it is about, in our own words.
    pub fields: Vec<String>,
}

impl KithError {
    /// Every code: the variant that carries it, the terminal's exit status and the codes. `docs/errors.md` is made from
    /// it. `usage` is of no variant: it is the terminal's own, for a command line that never reaches the core.
    pub const CODES: &[(&str, u8, &[&str])] = &[
        (
            "InvalidInput",
            3,
            &[
                "ambiguous_id",
                "attachment_finished",
                "attachment_not_here",
                "attachment_too_large",
                "attachment_unfinished",
                "attachment_unknown_type",
                "bad_date",
                "bad_rule",
                "best_interests_not_allowed",
                "card_ended",
                "consent_is_there",
                "control_characters",
                "difference_changed",
                "difference_settled",
                "direction_characters",
                "empty",
                "file_not_found",
                "guarded_field",
                "import_date_format",
                "import_date_order",
                "import_delimiter",
                "import_document_type",
                "import_empty",
                "import_encoding",
                "import_mapping",
                "import_mapping_field",
                "import_mapping_shape",
                "import_missing_columns",
                "import_not_csv",
                "import_not_graphml",
                "import_repeated_columns",
                "import_several_sessions",
                "import_too_deep",
                "import_too_large",
                "import_too_many",
                "invalid_input",
                "leaves_out_somebody",
                "lowering_needs_second_person",
                "missing_value",
                "no_such_part",
                "not_amendable",
                "not_an_id",
                "not_an_option",
                "not_ended",
                "off_scale",
                "one_only",
                "out_in_vault",
                "out_is_key",
                "out_is_other",
                "out_of_range",
                "own_rating_only",
                "reason_needed",
                "required",
                "s27",
                "same_person",
                "seen_unknown",
                "too_long",
                "too_often",
                "too_young",
                "unknown_command",
                "unknown_field",
                "unknown_member",
                "unknown_screen",
                "until_before_from",
                "wrong_shape",
            ],
        ),
        ("UnknownId", 3, &["unknown_id"]),
        (
            "NotPermitted",
            4,
            &[
                "concern_of_reader",
                "concerned_reads_already",
                "not_founder",
                "not_permitted",
                "not_staff",
                "own_view_only",
                "private_not_yet",
                "section_not_readable",
                "test_only",
                "together",
                "told_to_concerned",
            ],
        ),
        ("Restricted", 4, &["contact_restricted"]),
        ("Key", 5, &["no_key", "try_later", "wrong_key"]),
        (
            "Vault",
            7,
            &[
                "admitted_otherwise",
                "already_joined",
                "no_home",
                "no_vault",
                "not_a_test_vault",
                "not_joined",
                "vault_closed",
                "vault_exists",
                "vault_in_use",
            ],
        ),
        (
            "Unreadable",
            6,
            &[
                "admission_damaged",
                "admission_not_for_you",
                "attachment_damaged",
                "bundle_damaged",
                "bundle_newer",
                "bundle_not_a_bundle",
                "bundle_not_for_you",
                "bundle_stranger",
                "bundle_truncated",
                "entry_damaged",
                "file_newer",
                "request_damaged",
                "vault_damaged",
                "vault_foreign",
                "vault_newer",
            ],
        ),
        ("Storage", 7, &["disk_full", "no_folder", "out_of_memory", "read_only", "storage_failed"]),
        ("Bug", 70, &["bug"]),
        ("", 2, &["usage"]),
    ];

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownId { .. } => "unknown_id",
            Self::Bug { .. } => "bug",
            Self::NotJson { .. } => "invalid_input",
            Self::KeyFile { .. } => "no_key",
            Self::InvalidInput { code, .. }
            | Self::Misshapen { code, .. }
            | Self::NotPermitted { code }
            | Self::Restricted { code, .. }
            | Self::Key { code }
            | Self::Vault { code }
            | Self::Unreadable { code }
            | Self::Storage { code } => code,
        }
    }

    /// The terminal's exit status for it, as `docs/errors.md` lists them.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::InvalidInput { .. }
            | Self::Misshapen { .. }
            | Self::NotJson { .. }
            | Self::UnknownId { .. } => 3,
            Self::NotPermitted { .. } | Self::Restricted { .. } => 4,
            Self::Key { .. } | Self::KeyFile { .. } => 5,
            Self::Unreadable { .. } => 6,
            Self::Vault { .. } | Self::Storage { .. } => 7,
            Self::Bug { .. } => 70,
        }
    }

    /// The error in words of a language.
    #[must_use]
    pub fn in_words(&self, strings: &Strings) -> ErrorInWords {
        let code = self.code();
        let key = format!("error-{}", code.replace('_', "-"));
        let fields = match self {
            Self::InvalidInput { field, .. } | Self::Misshapen { field, .. } if !field.is_empty() => {
                vec![field.clone()]
            }
            Self::NotJson { line, column } => vec![format!("line {line}"), format!("column {column}")],
            Self::UnknownId { kind, field } if field.is_empty() => vec![(*kind).to_owned()],
            Self::UnknownId { field, .. } => vec![field.clone()],
            Self::Restricted { because, .. } => because.clone(),
            Self::KeyFile { .. } => vec!["key_file".to_owned()],
            Self::Bug { place } => vec![(*place).to_owned()],
            _ => Vec::new(),
        };
        ErrorInWords {
            code: code.to_owned(),
            message: match self {
                Self::Misshapen { field, fault, .. } => fault.in_words(field, strings),
                Self::NotJson { line, column } => {
                    strings.with("json-broken", &[("line", (*line).into()), ("column", (*column).into())])
                }
                Self::KeyFile { found: true } => strings.say("key-file-no-key"),
                Self::KeyFile { found: false } => strings.say("key-file-not-there"),
                _ => strings.say(&key),
            },
            next: match self {
                Self::KeyFile { .. } => strings.say("key-file-next"),
                _ => strings.say(&format!("{key}-next")),
            },
            fields,
        }
    }

    /// What only whoever asked may read: words of the record that say what stands against it. None for most errors.
    #[must_use]
    pub fn told(&self) -> &[String] {
        match self {
            Self::Restricted { told, .. } => told.words(),
            _ => &[],
        }
    }

    pub(crate) fn invalid(field: impl Into<String>, code: &'static str) -> Self {
        Self::InvalidInput { field: field.into(), code }
    }

    /// The same refusal, by the name of the argument that it is about: a field of a card is not always called as the
    /// argument that it was made from.
    pub(crate) fn about(self, argument: impl Into<String>) -> Self {
        match self {
            Self::InvalidInput { code, .. } => Self::invalid(argument, code),
            Self::UnknownId { kind, .. } => Self::UnknownId { kind, field: argument.into() },
            other => other,
        }
    }

    pub(crate) fn misshapen(field: impl Into<String>, code: &'static str, fault: Fault) -> Self {
        Self::Misshapen { field: field.into(), code, fault }
    }

    pub(crate) fn unknown(kind: &'static str) -> Self {
        Self::UnknownId { kind, field: String::new() }
    }

    pub(crate) fn forbidden(code: &'static str) -> Self {
        Self::NotPermitted { code }
    }
}

impl Fault {
    fn in_words(&self, field: &str, strings: &Strings) -> String {
        let (key, expected, received) = match self {
            Self::Missing { expected } => ("argument-missing", expected, ""),
            Self::Unknown { expected } => ("argument-unknown", expected, ""),
            Self::Kind { expected, received } => ("argument-kind", expected, *received),
            Self::Options { expected } => ("argument-options", expected, ""),
        };
        let kinds = |names: &str| -> String {
            let word = |name: &str| match name.strip_prefix("kind:") {
                Some(kind) => strings.option("kind", kind),
                None => name.to_owned(),
            };
            names.split(", ").map(word).collect::<Vec<_>>().join(", ")
        };
        let whole = strings.say("argument-whole");
        let field = if field.is_empty() { whole.as_str() } else { field };
        strings.with(
            key,
            &[
                ("field", field.into()),
                ("expected", kinds(expected).into()),
                ("received", strings.option("kind", received).into()),
            ],
        )
    }
}

impl From<VaultError> for KithError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NoVault => Self::Vault { code: "no_vault" },
            VaultError::AlreadyExists => Self::Vault { code: "vault_exists" },
            VaultError::InUse => Self::Vault { code: "vault_in_use" },
            VaultError::WrongKey => Self::Key { code: "wrong_key" },
            VaultError::Damaged { .. } => Self::Unreadable { code: "vault_damaged" },
            VaultError::Foreign => Self::Unreadable { code: "vault_foreign" },
            VaultError::Newer { .. } => Self::Unreadable { code: "vault_newer" },
            VaultError::Full => Self::Storage { code: "disk_full" },
            VaultError::ReadOnly => Self::Storage { code: "read_only" },
            VaultError::OutOfMemory => Self::Storage { code: "out_of_memory" },
            VaultError::KeyConflict | VaultError::Io(_) | VaultError::Sql(_) => {
                Self::Storage { code: "storage_failed" }
            }
        }
    }
}

impl From<DocumentError> for KithError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::UnknownHeads => Self::invalid("seen", "seen_unknown"),
            DocumentError::UnknownCard => Self::unknown("card"),
            DocumentError::Unreadable | DocumentError::OtherDocument => {
                Self::Unreadable { code: "vault_damaged" }
            }
            DocumentError::CardExists
            | DocumentError::ReservedField
            | DocumentError::FactExists
            | DocumentError::Refused(_) => Self::Bug { place: "document edit" },
        }
    }
}

/// Where the core itself makes keys, statements and files, a failure is a fault of ours.
impl From<SyncError> for KithError {
    fn from(_: SyncError) -> Self {
        Self::Bug { place: "sync" }
    }
}

impl From<InvalidEntry> for KithError {
    fn from(error: InvalidEntry) -> Self {
        match error {
            InvalidEntry::Unknown => Self::invalid("", "wrong_shape"),
            InvalidEntry::NotWhole => Self::invalid("", "not_an_option"),
            InvalidEntry::Text(problem) => Self::invalid("", problem.code()),
        }
    }
}

impl From<ImportError> for KithError {
    fn from(error: ImportError) -> Self {
        let field = error.fields().join(", ");
        Self::InvalidInput { field, code: error.code() }
    }
}
