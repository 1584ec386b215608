//! What is printed, and the exit status: one JSON object for programs, words for people. Secrets and what people wrote
//! never go to standard error.

use kith::{KithError, Language, Line, Mark, Outline, Strings};
use serde_json::{Value, json};

use crate::draw::Terminal;

/// What a command answers with.
pub(crate) struct Answer {
    /// For programs.
    pub(crate) data: Value,
    /// For people.
    pub(crate) words: Words,
    /// Whether it was done only in part: the data says which.
    pub(crate) partial: bool,
}

/// An answer for people.
pub(crate) enum Words {
    /// A screen.
    Outline(Outline),
    /// Text as it is.
    Text(String),
}

impl Answer {
    pub(crate) fn new(data: Value, words: impl Into<String>) -> Self {
        Self { data, words: Words::Text(words.into()), partial: false }
    }

    pub(crate) fn outline(data: Value, outline: Outline) -> Self {
        Self { data, words: Words::Outline(outline), partial: false }
    }

    pub(crate) fn partial(mut self, partial: bool) -> Self {
        self.partial = partial;
        self
    }
}

/// Prints the answer, or the error, and gives the exit status.
pub(crate) fn finish(answer: Result<Answer, KithError>, as_json: bool, language: Language) -> u8 {
    if !as_json && Strings::unreviewed(language) {
        // To standard error, so that what was asked for can still be piped.
        eprintln!("{}", Strings::new(language).say("language-unreviewed"));
    }
    match answer {
        Ok(answer) => {
            let text = match &answer.words {
                _ if as_json => json!({ "v": 1, "ok": true, "data": answer.data }).to_string(),
                Words::Outline(outline) => Terminal::of_standard_output().outline(outline),
                Words::Text(text) => text.clone(),
            };
            printed(&text, if answer.partial { 8 } else { 0 }, language)
        }
        Err(error) => {
            let mut words = error.in_words(&Strings::new(language));
            if as_json {
                for told in error.told() {
                    words.message = format!("{} {told}", words.message);
                }
                let told = json!({ "v": 1, "ok": false, "error": words }).to_string();
                return printed(&told, error.exit_status(), language);
            }
            // A message that has its field in it does not need it again.
            let about = words.fields.join(", ");
            let said = |part: &str| {
                words.message.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == part)
            };
            let about = if said(&about) { String::new() } else { format!(" ({about})") };
            eprintln!("kith: {}{about}\n{}", words.message, words.next);
            // What the record says goes where the record goes, and not to standard error.
            let told =
                error.told().iter().map(|told| Line::new(Mark::Guarded, told.clone())).collect::<Vec<_>>();
            if told.is_empty() {
                return error.exit_status();
            }
            let title = Strings::new(language).say("screen-check");
            let outline = Outline::new(title).block(None, told);
            printed(&Terminal::of_standard_output().outline(&outline), error.exit_status(), language)
        }
    }
}

/// Prints to standard output and gives the exit status back: the one named, or that of a storage that does not take
/// what is written. A reader that has gone away is no failure.
pub(crate) fn printed(text: &str, status: u8, language: Language) -> u8 {
    use std::io::{ErrorKind, Write};
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush());
    match written {
        Err(failed) if failed.kind() != ErrorKind::BrokenPipe => {
            let error = crate::files::storage(failed.kind());
            let words = error.in_words(&Strings::new(language));
            eprintln!("kith: {}\n{}", words.message, words.next);
            error.exit_status()
        }
        _ => status,
    }
}
