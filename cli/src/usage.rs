//! A command line that is not carried out: what is wrong with it and what there is to type, in our own words. What was
//! typed is repeated only where it is a name of ours: a person's words may stand there.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use kith::{Language, Strings};
use serde_json::{Map, Value, json};

use crate::output::printed;

/// What is wrong with a command line, in words, and which of its arguments it is about.
#[derive(Debug)]
pub(crate) struct Usage {
    message: String,
    arguments: Vec<String>,
}

impl Usage {
    fn new(key: &str, arguments: Vec<String>, expected: &str) -> Self {
        let strings = Strings::new(Language::English);
        let names = arguments.join(", ");
        let args = [("argument", names.as_str().into()), ("expected", expected.into())];
        Self { message: strings.with(key, &args), arguments }
    }

    /// What clap found, where it can be said more nearly than that nothing is known of it.
    fn of(error: &clap::Error) -> Self {
        let named = match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(names)) => names.clone(),
            Some(ContextValue::String(name)) => vec![name.clone()],
            _ => Vec::new(),
        };
        let options = match error.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(options)) => options.join(", "),
            _ => String::new(),
        };
        match error.kind() {
            ErrorKind::MissingRequiredArgument if !named.is_empty() => Self::new("usage-missing", named, ""),
            ErrorKind::InvalidValue if !options.is_empty() => Self::new("usage-options", named, &options),
            ErrorKind::InvalidValue if !named.is_empty() => Self::new("usage-no-value", named, ""),
            ErrorKind::ValueValidation if !named.is_empty() => Self::new("usage-value", named, ""),
            _ => Self::new("error-usage", Vec::new(), ""),
        }
    }

    /// Says it, and ends with the status of a wrong command line.
    pub(crate) fn told(&self, as_json: bool, usage: &str) -> ExitCode {
        let next = Strings::new(Language::English).say("error-usage-next");
        if as_json {
            let error =
                json!({ "code": "usage", "message": self.message, "next": next, "fields": self.arguments });
            let told = json!({ "v": 1, "ok": false, "error": error }).to_string();
            return ExitCode::from(printed(&told, 2, Language::English));
        }
        eprintln!("kith: {}", self.message);
        if !usage.is_empty() {
            eprintln!("{usage}");
        }
        eprintln!("{next}");
        ExitCode::from(2)
    }
}

/// A command line that is not carried out: help where that was asked for, else what is wrong with it.
pub(crate) fn refused(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return ExitCode::from(printed(&error.render().to_string(), 0, Language::English));
    }
    let as_json = std::env::args_os().any(|argument| argument == "--json");
    if !as_json && error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Nothing was typed that could be wrong: what there is to type.
        eprint!("{}", error.render());
        return ExitCode::from(2);
    }
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    Usage::of(error).told(as_json, &usage)
}

/// The arguments of a screen: `--name value` pairs. Whole numbers are numbers, except where they are to be looked for.
pub(crate) fn screen_arguments(screen: &str, words: &[String]) -> Result<Value, Usage> {
    if words.is_empty() {
        return Ok(json!({}));
    }
    let all = kith::listed("show");
    let takes = all.iter().find(|(name, ..)| name == screen).map(|(_, _, takes)| takes.as_str());
    let takes = takes.unwrap_or_default();
    let known = |name: &str| takes.split_whitespace().any(|one| one.trim_matches(['[', ']']) == name);
    let expected: Vec<String> = takes
        .split_whitespace()
        .map(|one| match one.strip_prefix('[').and_then(|one| one.strip_suffix(']')) {
            Some(one) => format!("[--{one}]"),
            None => format!("--{one}"),
        })
        .collect();
    let mut arguments = Map::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let Some(name) = word.strip_prefix("--") else {
            let short = word.trim_start_matches('-').replace('-', "_");
            let named = if known(&short) { vec![format!("--{short}")] } else { Vec::new() };
            return Err(Usage::new("usage-no-name", named, &expected.join(" ")));
        };
        let (name, value) = match name.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (name, rest.next().cloned()),
        };
        let name = name.replace('-', "_");
        let Some(value) = value else {
            // A name that is not ours may be a value whose name was forgotten.
            let key = if known(&name) { "usage-no-value" } else { "usage-no-name" };
            let named = if known(&name) { vec![format!("--{name}")] } else { Vec::new() };
            return Err(Usage::new(key, named, &expected.join(" ")));
        };
        let number = matches!(name.as_str(), "limit" | "window_hours");
        let value = match value.parse::<u64>() {
            Ok(whole) if number => json!(whole),
            _ => json!(value),
        };
        arguments.insert(name, value);
    }
    Ok(Value::Object(arguments))
}
