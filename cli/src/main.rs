//! `kith` in a terminal: the public API by name, with nothing added. It reads arguments and files, calls the core, and
//! prints what comes back.

mod arguments;
mod attachments;
mod demo;
mod draw;
mod files;
mod key;
mod output;
mod recovery;
mod run;
mod usage;

use std::process::ExitCode;

use kith::Language;

use crate::arguments::{Command, CommandLine};

fn main() -> ExitCode {
    // A panic is told as a bug, by name; its text could quote what a person wrote.
    std::panic::set_hook(Box::new(|_| {}));
    let words: Vec<_> = std::env::args_os().collect();
    let line = match CommandLine::read(&words) {
        Ok(line) => line,
        Err(error) => return usage::refused(&error),
    };
    if let Command::Show { name: Some(name), arguments, .. } = &line.command
        && let Err(wrong) = usage::screen_arguments(name, arguments)
    {
        return wrong.told(line.json, "");
    }
    let language = Language::from(line.lang);
    let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run::run(&line, language)))
        .unwrap_or(Err(kith::KithError::Bug { place: "terminal" }));
    ExitCode::from(output::finish(answer, line.json, language))
}
