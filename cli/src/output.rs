//! What is printed, and the exit status: one JSON object for programs, words for people. Secrets and what people wrote
//! never go to standard error.

use kith::{KithError, Language, Outline, Strings};
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
            if as_json {
                print(&json!({ "v": 1, "ok": true, "data": answer.data }).to_string());
            } else {
                match &answer.words {
                    Words::Outline(outline) => {
                        print(Terminal::of_standard_output().outline(outline).trim_end());
                    }
                    Words::Text(text) => print(text.trim_end()),
                }
            }
            if answer.partial { 8 } else { 0 }
        }
        Err(error) => {
            let words = error.in_words(&Strings::new(language));
            if as_json {
                print(&json!({ "v": 1, "ok": false, "error": words }).to_string());
            } else {
                let about = if words.fields.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", words.fields.join(", "))
                };
                eprintln!("kith: {}{about}\n{}", words.message, words.next);
            }
            error.exit_status()
        }
    }
}

/// Prints to standard output; a reader that has gone away is no reason to fail.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _gone = writeln!(out, "{text}").and_then(|()| out.flush());
}
