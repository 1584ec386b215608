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

use clap::error::{ContextKind, ContextValue, ErrorKind};
use kith::Language;
use serde_json::json;

use crate::arguments::{CommandLine, LanguageArgument};

fn main() -> ExitCode {
    // A panic is told as a bug, by name; its text could quote what a person wrote.
    std::panic::set_hook(Box::new(|_| {}));
    let words: Vec<_> = std::env::args_os().collect();
    let line = match CommandLine::read(&words) {
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

/// A command line that is not carried out: help where that was asked for, else what is wrong with it.
fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return ExitCode::from(output::printed(&error.render().to_string(), 0, Language::English));
    }
    let strings = kith::Strings::new(Language::English);
    if std::env::args_os().any(|argument| argument == "--json") {
        let told = json!({
            "code": "usage",
            "message": strings.say("error-usage"),
            "next": strings.say("error-usage-next"),
            "fields": [],
        });
        let told = json!({ "v": 1, "ok": false, "error": told }).to_string();
        return ExitCode::from(output::printed(&told, 2, Language::English));
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Nothing was typed that could be wrong: what there is to type.
        eprint!("{}", error.render());
        return ExitCode::from(2);
    }
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
    ExitCode::from(2)
}
