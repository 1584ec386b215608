//! Carrying out a command line.

use std::io::Read;
use std::path::{Path, PathBuf};

use kith::{Kith, KithError, Language, Opening, Reproducible, Sort};
use serde_json::{Value, json};

use crate::arguments::{Bundle, Command, CommandLine, Import, Join};
use crate::draw::Terminal;
use crate::files::Out;
use crate::output::Answer;
use crate::usage::screen_arguments;
use crate::{demo, files, key, recovery};

/// The most bytes of arguments on standard input.
const ARGUMENTS_BYTES: u64 = 16 << 20;

/// Carries out a command line.
pub(crate) fn run(line: &CommandLine, language: Language) -> Result<Answer, KithError> {
    let opening = Opening { language, reproducible: reproducible(line)? };
    match &line.command {
        Command::Init { org, name, language: sheet } => {
            let language = sheet.map_or(language, Language::from);
            init(line, org, name, Opening { language, ..opening })
        }
        Command::Join(join) => self::join(line, join, opening),
        Command::Rekey { new_key_file, keep_others, .. } => {
            recovery::rekey(line, new_key_file.as_deref(), *keep_others, opening)
        }
        Command::Recovery(asked) => recovery::recovery(line, asked, opening),
        Command::Do { list: true, .. } => Ok(listed("do", kith::COMMANDS)),
        Command::Show { list: true, .. } => Ok(listed("show", kith::SCREENS)),
        Command::Do { name, .. } => {
            let kith = open(line, opening)?;
            let done = kith.perform(name.as_deref().unwrap_or_default(), &standard_input()?)?;
            tidy_up(&kith);
            Ok(Answer::outline(json!(done), done.outline(&kith.strings())))
        }
        Command::Show { name, arguments, .. } => {
            let name = name.as_deref().unwrap_or_default();
            let wrong = |_| KithError::InvalidInput { field: String::new(), code: "invalid_input" };
            let arguments = screen_arguments(name, arguments).map_err(wrong)?;
            let shown = open(line, opening)?.show(name, &arguments)?;
            Ok(Answer::outline(shown.data, shown.outline))
        }
        Command::Schema { name } => {
            let schema = schema(name.as_deref())?;
            Ok(Answer::new(schema.clone(), pretty(&schema)))
        }
        Command::Bundle(bundle) => self::bundle(line, bundle, opening),
        Command::Attachment(attachment) => crate::attachments::run(line, attachment, opening),
        Command::Import(import) => self::import(line, import, opening),
        Command::Page { individual, with_team_notes, out } => {
            let file = Out::new(line, out, Sort::Page)?;
            let kith = open(line, opening)?;
            let page = kith.page(individual, *with_team_notes)?;
            file.write(page.html.as_bytes())?;
            let strings = kith.strings();
            let warning = strings.say("page-warning");
            let data = json!({
                "page": out, "warning": warning, "damaged": page.damaged, "with_team_notes": with_team_notes,
            });
            let mut words = format!("{}\n{warning}\n{}", out.display(), page.team_notes);
            if page.damaged > 0 {
                words = format!("{words}\n{}", strings.say("page-damaged"));
            }
            Ok(Answer::new(data, words).partial(page.damaged > 0))
        }
        Command::Doctor => {
            let kith = open(line, opening)?;
            let found = kith.doctor()?;
            let sound = found.problems.is_empty() && found.caches_equal;
            Ok(Answer::outline(json!(found), found.outline(&kith.strings())).partial(!sound))
        }
        Command::Demo { out, data } => demo::run(out.as_deref(), data.as_deref(), language),
    }
}

pub(crate) fn home(line: &CommandLine) -> Result<&Path, KithError> {
    line.home.as_deref().ok_or(KithError::Vault { code: "no_home" })
}

pub(crate) fn open(line: &CommandLine, opening: Opening) -> Result<Kith, KithError> {
    let home = home(line)?;
    Kith::open(home, &key::unlock(line, false)?, opening)
}

/// The fixed clock and seed, which only a test may ask for.
fn reproducible(line: &CommandLine) -> Result<Option<Reproducible>, KithError> {
    let wanted = line.now.is_some() || line.seed.is_some();
    if !wanted {
        return Ok(None);
    }
    if std::env::var("KITH_TEST").as_deref() != Ok("1") {
        return Err(KithError::NotPermitted { code: "test_only" });
    }
    let wrong = || KithError::InvalidInput { field: "now".to_owned(), code: "bad_date" };
    let now = match &line.now {
        Some(now) => chrono::DateTime::parse_from_rfc3339(now).map_err(|_| wrong())?,
        None => chrono::DateTime::parse_from_rfc3339("2026-03-02T09:00:00+00:00").map_err(|_| wrong())?,
    };
    Ok(Some(Reproducible { now, seed: line.seed.unwrap_or(1) }))
}

fn init(line: &CommandLine, org: &str, name: &str, opening: Opening) -> Result<Answer, KithError> {
    let home = home(line)?;
    let (kith, founded) = Kith::init(home, &key::unlock(line, true)?, org, name, opening)?;
    let sheet = keep_sheet(&kith, home, &founded.recovery_sheet)?;
    let data = json!({ "member": founded.member, "device": founded.device, "recovery_file": sheet });
    let words = kith.strings().with("init-done", &[("file", sheet.display().to_string().into())]);
    Ok(Answer::new(data, words))
}

/// Writes a recovery sheet, to be printed and taken away, and tells the vault.
pub(crate) fn keep_sheet(kith: &Kith, home: &Path, sheet: &str) -> Result<PathBuf, KithError> {
    let file = home.join("recovery.txt");
    files::write_private(&file, sheet.as_bytes())?;
    kith.recovery_sheet_kept()?;
    Ok(file)
}

fn join(line: &CommandLine, join: &Join, opening: Opening) -> Result<Answer, KithError> {
    let strings = kith::Strings::new(opening.language);
    match join {
        Join::Request { out, name } => {
            let file = Out::new(line, out, Sort::Request)?;
            let requested = Kith::request(home(line)?, &key::unlock(line, true)?, name, opening)?;
            file.write(&requested.file)?;
            let words =
                strings.with("request-done", &[("fingerprint", requested.fingerprint.as_str().into())]);
            Ok(Answer::new(json!({ "fingerprint": requested.fingerprint, "request": out }), words))
        }
        Join::Admit { request, role, individual, out } => {
            let file = Out::new(line, out, Sort::Admission)?;
            let kith = open(line, opening)?;
            let admitted = kith.admit(&files::read(request, "request")?, role, individual)?;
            file.write(&admitted.file)?;
            let reads = admitted.reads.join(", ");
            let words = [
                strings.with("admit-done", &[("member", admitted.member.as_str().into())]),
                strings.with("admit-reads", &[("names", reads.into())]),
                strings.say("admit-compare"),
                strings.with("admit-theirs", &[("fingerprint", admitted.fingerprint.as_str().into())]),
                strings.with(
                    "admit-organisation",
                    &[("organisation", admitted.organisation_fingerprint.as_str().into())],
                ),
            ]
            .join("\n");
            let data = json!({
                "member": admitted.member,
                "fingerprint": admitted.fingerprint,
                "organisation_fingerprint": admitted.organisation_fingerprint,
            });
            Ok(Answer::new(data, words))
        }
        Join::Accept { admission } => {
            let answer = files::read(admission, "admission")?;
            let (kith, joined) = Kith::accept(home(line)?, &key::unlock(line, false)?, &answer, opening)?;
            let sheet = keep_sheet(&kith, home(line)?, &joined.recovery_sheet)?;
            let words = [
                strings
                    .with("accept-done", &[("fingerprint", joined.organisation_fingerprint.as_str().into())]),
                strings.with("accept-member", &[("member", joined.member.as_str().into())]),
                strings.with("recovery-made", &[("file", sheet.display().to_string().into())]),
            ]
            .join("\n");
            let data = json!({
                "member": joined.member,
                "device": joined.device,
                "organisation_fingerprint": joined.organisation_fingerprint,
                "recovery_file": sheet,
            });
            Ok(Answer::new(data, words))
        }
    }
}

fn bundle(line: &CommandLine, bundle: &Bundle, opening: Opening) -> Result<Answer, KithError> {
    match bundle {
        Bundle::Export { to, rest } => {
            let wrong = || KithError::InvalidInput { field: "to".to_owned(), code: "invalid_input" };
            let (out, more) = rest.split_last().ok_or_else(wrong)?;
            let file = Out::new(line, out, Sort::Bundle)?;
            let kith = open(line, opening)?;
            let more = more.iter().map(|member| member.to_str().map(str::to_owned).ok_or_else(wrong));
            let members = to.iter().cloned().map(Ok).chain(more).collect::<Result<Vec<_>, _>>()?;
            let (bytes, exported) = kith.export_bundle(&members)?;
            file.write(&bytes)?;
            let words = exported.outline(&kith.strings());
            let is_part = [exported.damaged, exported.left_for_later, exported.pieces_left_for_later];
            Ok(Answer::outline(json!(exported), words).partial(is_part.iter().any(|count| *count > 0)))
        }
        Bundle::Import { file } => {
            let kith = open(line, opening)?;
            let imported = kith.import_bundle(&files::read(file, "file")?)?;
            tidy_up(&kith);
            Ok(Answer::outline(json!(imported), imported.outline(&kith.strings())))
        }
    }
}

fn import(line: &CommandLine, import: &Import, opening: Opening) -> Result<Answer, KithError> {
    let kith = open(line, opening)?;
    let imported = match import {
        Import::Diary { mapping, individual, file } => {
            let mapping = String::from_utf8(files::read(mapping, "mapping")?).map_err(|_| {
                KithError::InvalidInput { field: "mapping".to_owned(), code: "import_mapping" }
            })?;
            kith.import_diary(individual, &mapping, &files::read(file, "file")?)?
        }
        Import::NetworkCanvas { individual, file } => {
            kith.import_network_canvas(individual, &files::read(file, "file")?)?
        }
    };
    tidy_up(&kith);
    let words = imported.outline(&kith.strings());
    Ok(Answer::outline(json!(imported), words).partial(!imported.refused.is_empty()))
}

/// Folds the log into the vault after a command that is durable already: a failure costs only room on the disk.
fn tidy_up(kith: &Kith) {
    let _kept_in_the_log = kith.checkpoint();
}

/// The arguments of a command: one JSON object on standard input; none at all is an empty one.
fn standard_input() -> Result<Value, KithError> {
    let wrong = || KithError::InvalidInput { field: "standard input".to_owned(), code: "invalid_input" };
    let mut text = String::new();
    let mut input = std::io::stdin().lock().take(ARGUMENTS_BYTES);
    input.read_to_string(&mut text).map_err(|_| wrong())?;
    if text.trim().is_empty() {
        return Ok(json!({}));
    }
    serde_json::from_str(&text)
        .map_err(|broken| KithError::NotJson { line: broken.line(), column: broken.column() })
}

/// The names for programs; for people, each with what it does and what it takes.
fn listed(kind: &str, names: &[&str]) -> Answer {
    let terminal = Terminal::of_standard_output();
    let mut words = String::new();
    for (name, does, arguments) in kith::listed(kind) {
        words.push_str(&terminal.wrapped(&format!("{name} – {does}"), "", "    ", ""));
        if !arguments.is_empty() {
            words.push_str(&terminal.wrapped(&arguments, "    ", "    ", "2"));
        }
    }
    Answer::new(json!(names), words)
}

/// The whole schema, or that of one command or screen.
fn schema(name: Option<&str>) -> Result<Value, KithError> {
    let schema = kith::schema();
    let Some(name) = name else { return Ok(schema) };
    let one = |kind: &str| schema.get(kind).and_then(|all| all.get(name)).cloned();
    match (one("do"), one("show")) {
        (Some(one), _) => Ok(json!({ "do": { name: one } })),
        (None, Some(one)) => Ok(json!({ "show": { name: one } })),
        (None, None) => Err(KithError::InvalidInput { field: "name".to_owned(), code: "unknown_command" }),
    }
}

fn pretty(data: &Value) -> String {
    serde_json::to_string_pretty(data).unwrap_or_default()
}

/// A folder of the caller's, or a new temporary one that stays.
pub(crate) fn folder(out: Option<&Path>) -> Result<PathBuf, KithError> {
    let storage = |_| KithError::Storage { code: "storage_failed" };
    match out {
        Some(out) => {
            std::fs::create_dir_all(out).map_err(storage)?;
            Ok(out.to_owned())
        }
        None => tempfile::Builder::new()
            .prefix("kith-demo-")
            .tempdir()
            .map(tempfile::TempDir::keep)
            .map_err(storage),
    }
}
