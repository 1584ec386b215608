//! Sources: whether the code of this crate, of the terminal and of the app says only what the string files hold.
//!
//! It reads the source as text: a key is found where it is written out as a literal. Keys that are put together
//! (`error-` and a code) are covered by `codes`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Language;
use super::tests::{messages, option_lists};

/// A call found in the source: where, its first literal, and the text of all its arguments.
pub(super) struct Call {
    pub(super) file: PathBuf,
    pub(super) literal: String,
    pub(super) arguments: String,
}

fn source_files(under: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("strings") {
            source_files(&path, ending, found);
        } else if path.extension().is_some_and(|end| end == ending)
            && !path.to_string_lossy().ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

/// Every call of a function of this name whose first argument is a literal. One that is given a closure is another
/// function of the same name.
pub(super) fn calls(function: &str) -> Vec<Call> {
    sources()
        .into_iter()
        .flat_map(|(file, text)| {
            let found = calls_in(&text, function).into_iter();
            found
                .map(|(literal, arguments)| Call { file: file.clone(), literal, arguments })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Every source file of the companion and of the terminal, without its tests.
pub(super) fn sources() -> Vec<(PathBuf, String)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    source_files(&here.join("src"), "rs", &mut files);
    source_files(&here.join("../../cli/src"), "rs", &mut files);
    let product = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        (file, before_tests.to_owned())
    };
    files.into_iter().map(product).collect()
}

/// Every source file of the app for Android, in Kotlin, without its tests.
fn sources_of_the_app() -> Vec<(PathBuf, String)> {
    read_below(&["android/companion/src", "android/ui/src", "android/desktop/src", "android/phone/src"], "kt")
}

/// Every source file of the app for iOS, without its tests.
fn sources_of_ios() -> Vec<(PathBuf, String)> {
    read_below(&["ios/KithKit/Sources", "ios/KithApp"], "swift")
}

fn read_below(folders: &[&str], ending: &str) -> Vec<(PathBuf, String)> {
    let tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for folder in folders {
        source_files(&tree.join(folder), ending, &mut files);
    }
    files.into_iter().map(|file| (file.clone(), fs::read_to_string(&file).unwrap())).collect()
}

pub(super) fn calls_in(text: &str, function: &str) -> Vec<(String, String)> {
    let opening = format!("{function}(");
    text.match_indices(&opening)
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .filter_map(|(at, _)| {
            let inside = balanced(&text[at + opening.len()..]);
            let (literal, rest) = inside.trim_start().strip_prefix('"')?.split_once('"')?;
            let closure = rest.trim_start_matches([',', ' ', '\n']).starts_with('|');
            (!closure).then(|| (literal.to_owned(), inside.to_owned()))
        })
        .collect()
}

/// The text up to the bracket that closes the one before it; brackets in literals do not count.
pub(super) fn balanced(text: &str) -> &str {
    let (mut depth, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted && depth == 0 => return &text[..at],
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    text
}

/// The names in `&[("name", …), ("other", …)]`; `None` where the arguments are not written out.
fn argument_names(arguments: &str) -> Option<BTreeSet<String>> {
    let mut rest = balanced(arguments.split_once("&[")?.1);
    let mut names = BTreeSet::new();
    while let Some((_, tuple)) = rest.split_once('(') {
        let inside = balanced(tuple);
        names.insert(inside.trim_start().strip_prefix('"')?.split('"').next()?.to_owned());
        rest = &tuple[inside.len()..];
    }
    Some(names)
}

/// The literals that follow these characters, such as `=> `.
pub(super) fn literals_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = String> + 'a {
    text.split(before)
        .skip(1)
        .filter_map(|after| after.strip_prefix('"')?.split('"').next())
        .filter(|code| {
            !code.is_empty()
                && code.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-' | '.' | '[' | ']'))
        })
        .map(str::to_owned)
}

pub(super) fn text_of(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

#[test]
fn the_words_of_the_page_are_in_the_string_files() {
    let all = messages(Language::English);
    let keys: Vec<String> = literals_after(&text_of("src/page/words.rs"), " = ").collect();
    assert!(!keys.is_empty(), "no keys of the page: are they elsewhere now?");
    for key in keys {
        assert!(all.contains_key(&key), "{key} is in no string file");
    }
}

#[test]
fn every_key_in_the_source_has_its_words_and_gets_its_arguments() {
    let all = messages(Language::English);
    let mut wrong = BTreeSet::new();
    for function in ["say", "with"] {
        for Call { file, literal, arguments } in calls(function) {
            let given = if function == "say" { Some(BTreeSet::new()) } else { argument_names(&arguments) };
            match all.get(&literal) {
                None => wrong.insert(format!("{}: {literal} is in no string file", file.display())),
                Some(message) if given.as_ref().is_some_and(|given| *given != message.args) => wrong
                    .insert(format!("{}: {literal} takes {:?}, not {given:?}", file.display(), message.args)),
                Some(_) => false,
            };
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A key that is chosen before it is said (`let key = if … { "why-own-wish" } …`) is no literal of a call: whatever has
/// the looks of a key and begins like one has to be one, or the name of a list.
#[test]
fn every_literal_that_looks_like_a_key_is_one() {
    let all = messages(Language::English);
    let first = |key: &str| key.split('-').next().unwrap_or_default().to_owned();
    let begins: BTreeSet<String> = all.keys().map(|key| first(key)).collect();
    let mut wrong = BTreeSet::new();
    let ours =
        sources().into_iter().filter(|(file, _)| !file.components().any(|part| part.as_os_str() == "page"));
    for (file, text) in ours.chain(sources_of_the_app()).chain(sources_of_ios()) {
        for literal in
            text.split('"').filter(|literal| looks_like_a_key(literal) && begins.contains(&first(literal)))
        {
            if !all.contains_key(literal) && !all.keys().any(|key| key.starts_with(&format!("{literal}-"))) {
                wrong.insert(format!("{}: {literal}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_key_in_the_app_has_its_words_and_gets_its_arguments() {
    let all = messages(Language::English);
    let (mut wrong, mut found) = (BTreeSet::new(), 0);
    for (file, text) in sources_of_the_app() {
        for function in ["say", "count"] {
            for (key, arguments) in calls_in(&text, function) {
                found += 1;
                // A key that is put together is one of those that begin so.
                if let Some((begin, _)) = key.split_once('$') {
                    if !all.keys().any(|key| key.starts_with(begin)) {
                        wrong.insert(format!("{}: no words of {key}", file.display()));
                    }
                    continue;
                }
                let mut given: BTreeSet<String> = names_given(&arguments);
                given.extend((function == "count").then(|| "count".to_owned()));
                let takes = all.get(&key).map(|message| &message.args);
                if takes != Some(&given) {
                    wrong.insert(format!("{}: {key} takes {takes:?}, not {given:?}", file.display()));
                }
            }
        }
        for (list, _) in calls_in(&text, "option") {
            let list = format!("{}-", list.replace('_', "-"));
            if !all.keys().any(|key| key.starts_with(&list)) {
                wrong.insert(format!("{}: no options of {list}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found > 100, "no keys of the app: are they said otherwise now?");
}

/// The names in `"name" to …`, without those of calls inside.
fn names_given(arguments: &str) -> BTreeSet<String> {
    let mut own = String::new();
    let mut depth = 0;
    for c in arguments.chars() {
        depth -= i32::from(c == ')');
        if depth == 0 {
            own.push(c);
        }
        depth += i32::from(c == '(');
    }
    let before_to = own.split("\" to ").map(|piece| piece.rsplit('"').next().unwrap_or_default().to_owned());
    let mut names: Vec<String> = before_to.collect();
    names.pop();
    names.into_iter().collect()
}

#[test]
fn every_word_of_the_app_is_said_by_it() {
    // What there is to choose in the apps, the core says.
    let settings = include_str!("../settings.rs").to_owned();
    let apps = sources_of_the_app().into_iter().chain(sources_of_ios()).map(|(_, text)| text);
    let said: String = apps.chain([settings]).collect();
    let literals: BTreeSet<&str> = said.split('"').collect();
    let keys = messages(Language::English).into_keys().filter(|key| key.starts_with("app-"));
    let is_said = |key: &String| {
        literals.iter().any(|literal| {
            literal.starts_with("app-") && (key == literal || key.starts_with(&format!("{literal}-")))
        })
    };
    let unsaid: Vec<String> = keys.filter(|key| !is_said(key)).collect();
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

fn looks_like_a_key(literal: &str) -> bool {
    let parts: Vec<&str> = literal.split('-').collect();
    let sound =
        |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(sound)
}

#[test]
fn every_list_in_the_source_has_options() {
    let all = messages(Language::English);
    for Call { file, literal, .. } in calls("option") {
        let list = format!("{}-", literal.replace('_', "-"));
        assert!(all.keys().any(|key| key.starts_with(&list)), "{}: no options of {literal}", file.display());
    }
}

/// A form labels its fields by `field(session, "name", …)`, and a missing label would pass for a list of a newer app.
#[test]
fn every_field_of_a_form_has_its_label() {
    let all = messages(Language::English);
    let mut found = 0;
    for (file, text) in sources() {
        for name in literals_after(&text, "field(session, ") {
            found += 1;
            let words = super::field_keys(&name).any(|key| all.contains_key(&key));
            assert!(words, "{}: {name} has no words in a string file", file.display());
        }
    }
    assert!(found > 0, "no fields of forms: are they made otherwise now?");
}

#[test]
fn every_list_of_a_form_is_one_whose_options_have_words() {
    let lists: BTreeSet<&str> = option_lists().into_iter().map(|(list, _)| list).collect();
    let mut found = 0;
    for (file, text) in sources() {
        for after in text.split(".options(session, ").skip(1) {
            let arguments = balanced(after).trim_end_matches([',', ' ', '\n']);
            let list = arguments.strip_suffix('"').and_then(|rest| rest.rsplit('"').next());
            found += 1;
            assert!(list.is_some_and(|list| lists.contains(list)), "{}: {list:?}", file.display());
        }
    }
    assert!(found > 0, "no lists of forms: are they made otherwise now?");
}

#[test]
fn calls_are_found_as_they_are_written() {
    let text = r#"s.say("one"); other_say("no"); s.with("no", |key| key); s.with(
        "two (2)", &[("name", s.with("three", &[("n", 3.into())]).into()), ("day", day.into())]);"#;
    let keys = |function| calls_in(text, function).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(keys("say"), ["one"]);
    assert_eq!(keys("with"), ["two (2)", "three"]);
    let names = argument_names(&calls_in(text, "with")[0].1).unwrap();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["day", "name"]);
    assert_eq!(argument_names("\"two\", args"), None);
    let kotlin = r#""three", "day" to day(at, "no" to it), "step" to "$step""#;
    assert_eq!(names_given(kotlin).into_iter().collect::<Vec<_>>(), ["day", "step"]);
}
