//! The command line: what may be typed, and what each part means.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use kith::Language;

/// An offline-first companion for people who get support with their relationships.
///
/// Every command works with no network. What it prints is for people; --json prints one JSON object for programs.
#[derive(Debug, Parser)]
#[command(name = "kith", version, max_term_width = 100)]
pub(crate) struct CommandLine {
    /// The folder that holds the vault.
    #[arg(long, env = "KITH_HOME", global = true, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    /// One JSON object on standard output, and nothing else.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The language of what is printed.
    #[arg(long, global = true, value_enum, default_value = "en")]
    pub(crate) lang: LanguageArgument,
    /// A file of 32 random bytes (or 64 hexadecimal digits) that opens the vault. init and join request make it
    /// where it does not exist.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "passphrase_stdin")]
    pub(crate) key_file: Option<PathBuf>,
    /// The recovery sheet, or a file with its key: opens the vault where key file and passphrase are lost.
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["key_file", "passphrase_stdin"])]
    pub(crate) recovery_file: Option<PathBuf>,
    /// Read the passphrase from the first line of standard input.
    #[arg(long, global = true)]
    pub(crate) passphrase_stdin: bool,
    /// A fixed clock, RFC 3339; only with KITH_TEST=1 and a test vault.
    #[arg(long, global = true, hide = true, value_name = "RFC3339")]
    pub(crate) now: Option<String>,
    /// A fixed seed; only with KITH_TEST=1 and a test vault.
    #[arg(long, global = true, hide = true, value_name = "N")]
    pub(crate) seed: Option<u64>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The languages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArgument {
    /// English.
    En,
    /// English in easy read.
    EnSimple,
    /// Cymraeg.
    Cy,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::En => Self::English,
            LanguageArgument::EnSimple => Self::EasyRead,
            LanguageArgument::Cy => Self::Welsh,
        }
    }
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Found an organisation in a new vault.
    Init {
        /// The organisation's name.
        #[arg(long)]
        org: String,
        /// Your name.
        #[arg(long)]
        name: String,
        /// The language of the recovery sheet.
        #[arg(long, value_enum)]
        language: Option<LanguageArgument>,
    },
    /// Join an organisation, or admit somebody.
    #[command(subcommand)]
    Join(Join),
    /// Let another key open the vault, in place of what opens it now. The recovery sheet goes on opening it.
    Rekey {
        /// The new key: a file of 32 random bytes (or 64 hexadecimal digits), made where it does not exist.
        #[arg(long, value_name = "FILE", required_unless_present = "new_passphrase_stdin")]
        new_key_file: Option<PathBuf>,
        /// Read the new passphrase from the next line of standard input.
        #[arg(long, conflicts_with = "new_key_file")]
        new_passphrase_stdin: bool,
        /// Let what opens the vault now go on opening it, where it is of another kind.
        #[arg(long)]
        keep_others: bool,
    },
    /// Make the recovery sheet anew, or try one.
    #[command(subcommand)]
    Recovery(Recovery),
    /// Carry out a command with its arguments as JSON on standard input.
    Do {
        /// The command's name.
        #[arg(required_unless_present = "list")]
        name: Option<String>,
        /// List the commands.
        #[arg(long)]
        list: bool,
    },
    /// Show a screen, or answer a question.
    Show {
        /// The screen's name.
        #[arg(required_unless_present = "list")]
        name: Option<String>,
        /// List the screens.
        #[arg(long)]
        list: bool,
        /// Its arguments: --individual ID --mode phone …
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "--ARG VALUE")]
        arguments: Vec<String>,
    },
    /// Print the JSON Schema of every command and screen, or of one.
    Schema {
        /// The name of one command or screen.
        name: Option<String>,
    },
    /// Carry the record to another device, or from one.
    #[command(subcommand)]
    Bundle(Bundle),
    /// Take a photo or a recording in, or give one out.
    #[command(subcommand)]
    Attachment(Attachment),
    /// Bring in what another program exported.
    #[command(subcommand)]
    Import(Import),
    /// Write a record as one page that any browser opens. Anyone who has the file can read it.
    Page {
        /// Whose record.
        #[arg(long, value_name = "ID")]
        individual: String,
        /// With the notes that only the team may read; the page says whether they are in it.
        #[arg(long)]
        with_team_notes: bool,
        /// Where to write it.
        out: PathBuf,
    },
    /// Verify everything in the vault, and compare its caches with new ones. Nothing is deleted.
    Doctor,
    /// Watch two workers record a week apart, exchange files and see what merged.
    Demo {
        /// Where to write the page and the vaults; a new temporary folder where nothing is said.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Real data to import as well: the folder with diary/ and network-canvas/.
        #[arg(long, value_name = "DIR", hide = true)]
        data: Option<PathBuf>,
    },
}

impl CommandLine {
    /// Reads a command line. Options that every command has may stand among the arguments of a screen as well.
    pub(crate) fn read(words: &[OsString]) -> Result<Self, clap::Error> {
        let line = Self::try_parse_from(words)?;
        let (Command::Show { .. }, Some((program, words))) = (&line.command, words.split_first()) else {
            return Ok(line);
        };
        let (shared, others) = shared_first(words);
        Self::try_parse_from([std::slice::from_ref(program), &shared, &others].concat())
    }
}

/// The options that every command has, with their values, and the other words.
fn shared_first(words: &[OsString]) -> (Vec<OsString>, Vec<OsString>) {
    let command = CommandLine::command();
    let (mut shared, mut others) = (Vec::new(), Vec::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let (name, value) = match text.split_once('=') {
            Some((name, _)) => (name, true),
            None => (&*text, false),
        };
        let help = matches!(name, "--help" | "-h");
        let option = command.get_arguments().find(|one| one.get_long() == name.strip_prefix("--"));
        match option {
            _ if help => shared.push(word.clone()),
            Some(option) if name.starts_with("--") => {
                shared.push(word.clone());
                if !value && option.get_action().takes_values() {
                    shared.extend(words.next().cloned());
                }
            }
            _ => others.push(word.clone()),
        }
    }
    (shared, others)
}

/// The recovery sheet.
#[derive(Debug, Subcommand)]
pub(crate) enum Recovery {
    /// Make a new one. The one before it opens nothing any more.
    New,
    /// Try one that is at hand: whether it opens this vault.
    Check {
        /// The sheet, or a file with its key.
        sheet: PathBuf,
    },
}

/// Joining an organisation.
#[derive(Debug, Subcommand)]
pub(crate) enum Join {
    /// Make a vault that asks to join, and the file to hand to whoever admits.
    Request {
        /// Where to write the request.
        out: PathBuf,
        /// Your name.
        #[arg(long)]
        name: String,
    },
    /// Admit whoever made a request. Compare the fingerprint with theirs before you hand the answer over.
    Admit {
        /// The request.
        request: PathBuf,
        /// worker, manager, safeguarding_lead, individual, key_person or advocate.
        #[arg(long)]
        role: String,
        /// Whose record they may read; for staff, every record where nothing is said.
        #[arg(long, value_name = "ID")]
        individual: Vec<String>,
        /// Where to write the answer.
        out: PathBuf,
    },
    /// Take the answer to your request.
    Accept {
        /// The answer.
        admission: PathBuf,
    },
}

/// Bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum Bundle {
    /// Write everything that these members have not proved to hold.
    Export {
        /// To whom it is sealed: one member, or several.
        #[arg(long, required = true, value_name = "MEMBER")]
        to: Vec<String>,
        /// More members, and last where to write it.
        // One option that took every word after it would take the file as a member too.
        #[arg(required = true, value_name = "[MEMBER…] OUT.kith")]
        rest: Vec<PathBuf>,
    },
    /// Take in a bundle. The same one twice adds nothing.
    Import {
        /// The bundle.
        file: PathBuf,
    },
}

/// Photos and recordings.
#[derive(Debug, Subcommand)]
pub(crate) enum Attachment {
    /// Take one in. Then 'kith do attach', or what it comes with, records it.
    Take {
        /// photo or voice_note.
        #[arg(long)]
        kind: String,
        /// A small picture of a photo.
        #[arg(long, value_name = "FILE")]
        thumbnail: Option<PathBuf>,
        /// The file.
        file: PathBuf,
    },
    /// Write one to a file.
    Get {
        /// The entry that tells of it.
        id: String,
        /// Where to write it. Nothing that lies there is replaced.
        out: PathBuf,
    },
    /// List what was taken in and not recorded.
    List,
    /// Let go of what was taken in and not recorded.
    Discard {
        /// What 'take' told.
        staged: String,
    },
}

/// Imports.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// A diary: a CSV file, by a mapping.
    Diary {
        /// How the columns are meant, in TOML: docs/importing.md says how.
        #[arg(long, value_name = "MAP.toml")]
        mapping: PathBuf,
        /// Into whose record.
        #[arg(long, value_name = "ID")]
        individual: String,
        /// The file.
        file: PathBuf,
    },
    /// A session exported by Network Canvas as GraphML.
    NetworkCanvas {
        /// Into whose record.
        #[arg(long, value_name = "ID")]
        individual: String,
        /// The file.
        file: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_argument_of_a_screen_has_the_name_of_an_option_of_every_command() {
        let schema = kith::schema();
        let shared: Vec<String> = CommandLine::command()
            .get_arguments()
            .filter_map(|one| one.get_long().map(|name| name.replace('-', "_")))
            .collect();
        assert!(shared.len() >= 8, "{shared:?}");
        for screen in kith::SCREENS {
            let parts = schema["show"][screen]["arguments"]["properties"].as_object().cloned();
            for name in parts.unwrap_or_default().keys() {
                assert!(!shared.contains(name), "{screen}: {name}");
            }
        }
    }
}
