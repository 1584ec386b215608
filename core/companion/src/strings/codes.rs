//! Codes: whether every stable code has its words, and whether `docs/errors.md` tells them all.
//!
//! Codes of errors come from [`KithError::CODES`] and are held against the source, read as text; the other codes are
//! those that the crates below store or count out. `KITH_WRITE_DOCS=1` writes the document anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use super::Language;
use super::sources::{balanced, calls, literals_after, sources, text_of};
use super::tests::{ARGUMENT, messages};
use crate::error::KithError;

/// Where the document is.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");

/// What leads the document.
const HEAD: &str = "\
# Errors and other codes

Made from the code, and tested against it: `KITH_WRITE_DOCS=1 cargo test -p kith errors_md` writes it anew. A code never
changes its meaning. The words are those of the English string files; Welsh has its own for each.

The terminal's exit status: 0 done · 2 wrong command line · 3 invalid input or unknown id · 4 not permitted or restricted ·
5 key · 6 damaged, foreign or newer · 7 storage or no vault · 8 done in part, the data says which · 70 a fault of Kith.

## Errors
";

/// The lists of codes beside the errors: the beginning of their keys, and what they are.
const LISTS: [(&str, &str); 6] = [
    ("because", "Why the contact check says what it says: `because`, and `fields` of `contact_restricted`"),
    ("quarantine", "Why a parcel that came was set apart: it is kept, and changed nothing"),
    ("waiting", "What a parcel waits for"),
    ("problem", "What the doctor found: nothing was deleted"),
    ("refused", "Why a row of an import was left out"),
    ("notice", "What to know about a row that was taken"),
];

/// The functions `code` of the crates below whose codes become those of errors.
const BELOW: [&str; 5] = [
    "../domain/src/text.rs",
    "../domain/src/scale.rs",
    "../domain/src/recurrence.rs",
    "../domain/src/fields/mod.rs",
    "src/import/mod.rs",
];

fn listed() -> BTreeMap<&'static str, &'static str> {
    let rows = KithError::CODES.iter();
    rows.flat_map(|(variant, _, codes)| codes.iter().map(move |code| (*code, *variant))).collect()
}

/// The literals of the function `code` of a file: what its enum can say.
fn codes_of(file: &str) -> Vec<String> {
    let text = text_of(file);
    let body = text.split("fn code(").nth(1).unwrap_or_else(|| panic!("{file} has no codes"));
    let body = body.split_once('{').map(|(_, body)| balanced(body)).unwrap_or_default();
    let codes: Vec<String> = literals_after(body, "=> ").collect();
    assert!(!codes.is_empty(), "{file} has no codes");
    codes
}

/// Every code that the source makes an error of: its place, its variant and itself.
fn made() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (file, text) in sources() {
        let place = file.display().to_string();
        let mut add = |variant: &str, code: &str| {
            found.push((place.clone(), variant.to_owned(), code.to_owned()));
        };
        for (at, after) in text.match_indices("code: \"").map(|(at, found)| (at, &text[at + found.len()..])) {
            let (before, _) = text[..at].rsplit_once('{').unwrap_or_default();
            let variant = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if KithError::CODES.iter().any(|row| row.0 == variant) {
                add(variant, after.split('"').next().unwrap_or_default());
            }
        }
        for after in text.split("invalid(").skip(1) {
            let arguments = balanced(after).trim_end_matches([',', ' ', '\n']);
            if let Some(code) = arguments.strip_suffix('"').and_then(|rest| rest.rsplit('"').next()) {
                add("InvalidInput", code);
            }
        }
        // `let code = … ; Self::Variant { code }`: the literals of that function.
        for body in text.split("fn ").filter(|body| !body.starts_with("code(")) {
            for variant in ["Vault", "Unreadable", "Storage"] {
                if body.contains(&format!("{variant} {{ code }}")) {
                    let codes = literals_after(body, "=> ").chain(literals_after(body, "{ "));
                    codes.for_each(|code| add(variant, &code));
                }
            }
        }
    }
    found.extend(
        calls("forbidden")
            .into_iter()
            .map(|call| (call.file.display().to_string(), "NotPermitted".to_owned(), call.literal)),
    );
    for file in BELOW {
        found.extend(
            codes_of(file).into_iter().map(|code| (file.to_owned(), "InvalidInput".to_owned(), code)),
        );
    }
    found
}

#[test]
fn every_code_of_an_error_is_listed_under_its_variant_and_none_is_unused() {
    let listed = listed();
    let made = made();
    let wrong: Vec<_> = made
        .iter()
        .filter(|(_, variant, code)| listed.get(code.as_str()) != Some(&variant.as_str()))
        .collect();
    assert!(wrong.is_empty(), "not in KithError::CODES under its variant: {wrong:#?}");
    let made: BTreeSet<&str> = made.iter().map(|(_, _, code)| code.as_str()).collect();
    // These are no arguments of a constructor: the first two are words of their variants, the last of the terminal.
    let unused: Vec<_> = listed
        .keys()
        .filter(|code| !made.contains(*code) && !matches!(**code, "unknown_id" | "bug" | "usage"))
        .collect();
    assert!(unused.is_empty(), "listed and never made: {unused:#?}");
}

#[test]
fn codes_and_exit_statuses_agree_with_the_list() {
    let count: usize = KithError::CODES.iter().map(|row| row.2.len()).sum();
    assert_eq!(count, listed().len(), "a code is listed twice");
    for (variant, status, codes) in KithError::CODES.iter().filter(|row| !row.0.is_empty()) {
        assert!(codes.is_sorted(), "{variant}");
        for &code in *codes {
            let error = match *variant {
                "InvalidInput" => KithError::invalid("", code),
                "UnknownId" => KithError::unknown("card"),
                "NotPermitted" => KithError::forbidden(code),
                "Restricted" => {
                    KithError::Restricted { code, because: Vec::new(), told: crate::asked::Told::default() }
                }
                "Key" => KithError::Key { code },
                "Vault" => KithError::Vault { code },
                "Unreadable" => KithError::Unreadable { code },
                "Storage" => KithError::Storage { code },
                "Bug" => KithError::Bug { place: "a test" },
                other => panic!("{other} is no variant"),
            };
            assert_eq!((error.code(), error.exit_status()), (code, *status), "{variant}");
        }
    }
}

#[test]
fn every_error_has_words_and_a_next_step_and_no_words_are_left_over() {
    let all = messages(Language::English);
    let keys: BTreeSet<String> = all.keys().filter(|key| key.starts_with("error-")).cloned().collect();
    let wanted: BTreeSet<String> = listed()
        .keys()
        .map(|code| format!("error-{}", code.replace('_', "-")))
        .flat_map(|key| [format!("{key}-next"), key])
        .collect();
    assert_eq!(keys, wanted);
}

/// The codes of a list that the words of its keys are for, as far as they can be counted out.
fn counted_out(list: &str) -> BTreeSet<String> {
    let codes: Vec<String> = match list {
        "because" => {
            let ruling = text_of("../domain/src/ruling.rs");
            literals_after(ruling.split_once("enum Because").unwrap().1, "=> ").collect()
        }
        "quarantine" => {
            let mut codes: Vec<String> =
                kith_sync::Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
            codes.extend(codes_of("../document/src/error.rs"));
            codes.push(crate::receive::UNREADABLE.to_owned());
            codes
        }
        "waiting" => {
            let admission = text_of("../sync/src/admission.rs");
            let body = admission.split_once("impl WaitingFor").unwrap().1;
            let mut codes: Vec<String> =
                literals_after(balanced(body.split_once('{').unwrap().1), "=> ").collect();
            codes.extend([crate::receive::NEWER, crate::screens::pending::ELSEWHERE].map(str::to_owned));
            codes
        }
        "problem" => {
            let statements = codes_of("../sync/src/membership.rs");
            let mut codes: Vec<String> = statements.iter().map(|code| format!("statement_{code}")).collect();
            codes.extend(codes_of("../vault/src/verify.rs"));
            let doctor = text_of("src/doctor.rs");
            codes.extend(literals_after(&doctor, "unwrap_or(").chain(literals_after(&doctor, "row.id => ")));
            codes.extend(literals_after(&doctor, "code: ").chain(literals_after(&doctor, "=> Some(")));
            codes
        }
        other => panic!("{other} cannot be counted out"),
    };
    codes.into_iter().collect()
}

/// The codes of a list that have words.
fn with_words(list: &str) -> BTreeMap<String, String> {
    let begin = format!("{list}-");
    messages(Language::English)
        .into_iter()
        .filter_map(|(key, message)| {
            let code = key.strip_prefix(&begin)?.replace('-', "_");
            // An argument is shown as a gap, and the forms of a plural one after the other.
            Some((code, message.texts.join(" / ").replace(ARGUMENT, "…").replace("….", "…")))
        })
        .collect()
}

#[test]
fn codes_that_other_parts_store_have_their_words() {
    for list in ["because", "quarantine", "waiting", "problem"] {
        let worded: BTreeSet<String> = with_words(list).into_keys().collect();
        assert_eq!(worded, counted_out(list), "{list}");
    }
}

#[test]
fn what_an_import_leaves_out_or_notices_has_its_words() {
    let import =
        sources().into_iter().filter(|(file, _)| file.components().any(|part| part.as_os_str() == "import"));
    let import: Vec<_> = import.collect();
    for (call, list) in [
        ("faults.add(", "refused"),
        ("faults.at(", "refused"),
        ("self.refuse(", "refused"),
        ("Err(\"", "refused"),
        ("Err((", "refused"),
        (" of(", "notice"),
        (" add(", "notice"),
    ] {
        let words = with_words(list);
        for (file, text) in &import {
            for (at, _) in text.match_indices(call) {
                let opening = call.find('(').unwrap() + 1;
                let arguments = balanced(&text[at + opening..]).trim_end_matches([',', ' ', '\n', ')']);
                let Some(code) = arguments.strip_suffix('"').and_then(|rest| rest.rsplit('"').next()) else {
                    continue;
                };
                assert!(words.contains_key(code), "{}: {list} {code}", file.display());
            }
        }
    }
    for (file, text) in &import {
        for code in literals_after(text, "let code = ") {
            assert!(with_words("refused").contains_key(&code), "{}: refused {code}", file.display());
        }
    }
    // A name that cannot be one is refused with the code of the text.
    let texts = codes_of("../domain/src/text.rs");
    for code in ["refused", "notice"].into_iter().flat_map(|list| with_words(list).into_keys()) {
        let literal = format!("\"{code}\"");
        let made = texts.contains(&code) || import.iter().any(|(_, text)| text.contains(&literal));
        assert!(made, "{code} is left over");
    }
    for code in texts {
        assert!(with_words("refused").contains_key(&code), "refused {code}");
    }
}

/// What the document says: a table of the errors, and one for each other list of codes.
fn document() -> String {
    let errors = with_words("error");
    let words = |code: &str| errors.get(code).map(String::as_str).unwrap_or_default();
    let mut page = HEAD.to_owned();
    page.push_str(
        "\n| code | variant of `KithError` | exit | message | next |\n| --- | --- | --- | --- | --- |\n",
    );
    for (variant, status, codes) in KithError::CODES {
        let variant =
            if variant.is_empty() { "none: the terminal's own".to_owned() } else { format!("`{variant}`") };
        for code in *codes {
            let (message, next) = (words(code), words(&format!("{code}_next")));
            writeln!(page, "| `{code}` | {variant} | {status} | {message} | {next} |").unwrap();
        }
    }
    for (list, title) in LISTS {
        write!(page, "\n## {title}\n\n| code | words |\n| --- | --- |\n").unwrap();
        for (code, text) in with_words(list) {
            writeln!(page, "| `{code}` | {text} |").unwrap();
        }
    }
    page
}

#[test]
fn errors_md_tells_every_code() {
    let document = document();
    if std::env::var("KITH_WRITE_DOCS").as_deref() == Ok("1") {
        fs::write(DOCUMENT, &document).unwrap();
    }
    let held = fs::read_to_string(DOCUMENT).unwrap_or_default();
    assert!(held == document, "docs/errors.md is not what the code says: KITH_WRITE_DOCS=1 writes it anew");
}
