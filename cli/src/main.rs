//! `kith` in a terminal: the public API by name, with nothing added. It reads arguments and files, calls the core, and
//! prints what comes back.

mod arguments;
mod demo;
mod draw;
mod files;
mod key;
mod output;
mod run;

use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use kith::Language;
use serde_json::json;

use crate::arguments::{CommandLine, LanguageArgument};

fn main() -> ExitCode {
    // A panic is told as a bug, by name; its text could quote what a person wrote.
    std::panic::set_hook(Box::new(|_| {}));
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return usage(&error),
    };
    let language = match line.lang {
        LanguageArgument::En => Language::English,
        LanguageArgument::Cy => Language::Welsh,
    };
    let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run::run(&line, language)))
        .unwrap_or(Err(kith::KithError::Bug { place: "terminal" }));
    ExitCode::from(output::finish(answer, line.json, language))
}

/// A wrong command line: words to standard error, or the one JSON object where that was asked for.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _shown = error.print();
        return ExitCode::SUCCESS;
    }
    let strings = kith::Strings::new(Language::English);
    if std::env::args_os().any(|argument| argument == "--json") {
        let told = json!({
            "code": "usage",
            "message": strings.say("error-usage"),
            "next": strings.say("error-usage-next"),
            "fields": [],
        });
        println!("{}", json!({ "v": 1, "ok": false, "error": told }));
    } else {
        // Not the error as clap words it: that repeats what was typed, and a person's words may stand there.
        eprintln!("kith: {}", strings.say("error-usage"));
        if error.kind() == ErrorKind::MissingRequiredArgument
            && let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg)
        {
            eprintln!("      {}", missing.join(" "));
        }
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            eprintln!("{usage}");
        }
        eprintln!("{}", strings.say("error-usage-next"));
    }
    ExitCode::from(2)
}
