//! The rules of the house that the compiler does not know: who may know whom, where words and SQL live, how large a
//! thing may grow, and that what the papers promise has a test. They read the tree as text, so they hold for every
//! crate, whatever it is built with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

#[path = "tidy/mutants.rs"]
mod mutants;
#[path = "tidy/papers.rs"]
mod papers;
#[path = "tidy/source.rs"]
mod source;
#[path = "tidy/tree.rs"]
mod tree;

use source::{Source, words};

/// Nothing may be found; whatever was is said all at once.
fn none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

/// What `find` finds in every source file, as `path:line what`.
fn in_sources(find: impl Fn(&Source) -> Vec<(usize, String)>) -> Vec<String> {
    let sources = tree::sources();
    let found = sources.iter().flat_map(|source| {
        let found = find(source).into_iter();
        found.map(|(at, what)| format!("{}:{} {what}", source.path, source.line(at))).collect::<Vec<_>>()
    });
    found.collect()
}

/// The places where a text stands in the code of a file.
fn in_code(source: &Source, wanted: &[&str]) -> Vec<(usize, String)> {
    let found = wanted.iter().flat_map(|text| source.code.match_indices(text));
    found.map(|(at, text)| (at, text.to_owned())).collect()
}

#[test]
fn sql_is_spoken_in_the_vault_alone() {
    const SQL: [&str; 9] = [
        "SELECT ",
        "INSERT ",
        "UPDATE ",
        "DELETE FROM",
        "CREATE TABLE",
        "CREATE INDEX",
        "ALTER TABLE",
        "DROP TABLE",
        "PRAGMA ",
    ];
    // The bench speaks it to what Kith is measured beside.
    const MAY: [&str; 3] = ["core/vault/", "tests/tests/tidy", "tests/benches/src/plain.rs"];
    let outside = |path: &str| !MAY.iter().any(|may| path.starts_with(may));
    let mut found = in_sources(|source| {
        if !outside(&source.path) {
            return Vec::new();
        }
        let strings = source.strings.iter();
        let spoken = strings.filter(|piece| SQL.iter().any(|word| piece.text.contains(word)));
        let named = words(&source.code).filter(|(_, word)| *word == "rusqlite");
        spoken
            .map(|piece| (piece.place.start, piece.text.clone()))
            .chain(named.map(|(at, word)| (at, word.to_owned())))
            .collect()
    });
    found.extend(tree::files().into_iter().filter(|path| path.ends_with(".sql") && outside(path)));
    none("SQL outside core/vault", &found);
}

/// A sentence is three words or more that begin or end as one, with no sign that they are for a program. Attributes, and
/// the places named in bugs, are for programmers; the people of the demonstration record
/// their own week.
#[test]
fn what_people_read_stands_in_the_string_files() {
    fn sentence(text: &str) -> bool {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let plain = |word: &&str| {
            let word = word.trim_matches(|c: char| c.is_ascii_punctuation() && !"{}_=/<>\\".contains(c));
            word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '\'')
        };
        let whole =
            text.starts_with(char::is_uppercase) || text.ends_with(['.', '?', '!']) && !text.starts_with('#');
        whole && words.iter().filter(|word| plain(word)).count() >= 3
    }
    assert!(sentence("The strictest of these holds") && sentence("no signal here."));
    for program in
        ["<svg class=\"map\" role=\"img\">", "error-file-not-found", "kith key envelope", "M {x} {y} L {to}"]
    {
        assert!(!sentence(program), "{program}");
    }
    let sources = tree::sources();
    let tests = tree::test_files(&sources);
    let found = in_sources(|source| {
        let shown = source.path.starts_with("core/companion/src/") || source.path.starts_with("cli/src/");
        let exempt = source.path == "cli/src/demo/week.rs" || tests.contains(&source.path);
        if !shown || exempt {
            return Vec::new();
        }
        let apart: Vec<_> = source.test_items().into_iter().chain(source.attributes()).collect();
        let strings = source.strings.iter().filter(|piece| {
            let bug = source.text[..piece.place.start].trim_end().ends_with("place:");
            !bug && !apart.iter().any(|place| place.contains(&piece.place.start))
        });
        let found = strings.filter(|piece| sentence(&piece.text));
        found.map(|piece| (piece.place.start, piece.text.clone())).collect()
    });
    none("words for people outside the string files", &found);
}

#[test]
fn no_file_is_over_500_lines_and_no_function_over_70() {
    const REASON: &str = "long: ";
    let reasoned = |source: &Source, place: &std::ops::Range<usize>| {
        let mut comments = source.comments.iter();
        comments
            .any(|comment| place.contains(&comment.place.start) && comment.text.trim().starts_with(REASON))
    };
    let found = in_sources(|source| {
        let lines = source.text.lines().count();
        let head = 0..source.text.find("\n\n").unwrap_or(source.text.len());
        let long = (lines > 500 && !reasoned(source, &head)).then(|| (0, format!("has {lines} lines")));
        let functions = source.functions().into_iter().filter_map(|(name, place)| {
            let lines = source.line(place.end) - source.line(place.start) + 1;
            (lines > 70 && !reasoned(source, &place))
                .then(|| (place.start, format!("{name} has {lines} lines")))
        });
        long.into_iter().chain(functions).collect()
    });
    none("longer than it may be without a reason ('// long: …')", &found);
}

#[test]
fn every_file_says_what_it_is() {
    let found = in_sources(|source| {
        // A file of a module's tests is told by their names.
        if source.path.ends_with("tests.rs") {
            return Vec::new();
        }
        let mut lines =
            source.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("#!["));
        let said = lines.next().is_some_and(|line| line.starts_with("//! "));
        (!said).then(|| (0, "does not begin with '//! '".to_owned())).into_iter().collect()
    });
    none("a module says what it is, what it is not, and why", &found);
}

#[test]
fn nothing_bears_an_empty_name() {
    const EMPTY: [&str; 11] =
        ["manager", "helper", "helpers", "util", "utils", "common", "data", "info", "base", "v2", "misc"];
    let empty = |name: &str| name.split(['_', '-', '.']).any(|part| EMPTY.contains(&part));
    let files = tree::files().into_iter();
    let mut found: Vec<String> = files.filter(|path| path.split('/').any(empty)).collect();
    found.extend(in_sources(|source| {
        let mut before = "";
        let mut found = Vec::new();
        for (at, word) in words(&source.code) {
            let type_name = ["struct", "enum", "trait", "type", "union"].contains(&before);
            let mut parts = String::new();
            word.chars().for_each(|c| {
                if c.is_uppercase() {
                    parts.push('_');
                }
                parts.extend(c.to_lowercase());
            });
            if type_name && empty(&parts) || before == "mod" && empty(word) {
                found.push((at, word.to_owned()));
            }
            before = word;
        }
        found
    }));
    none("a name that says nothing", &found);
}

/// `domain ← document, vault, sync ← companion ← bindings, cli`; `wire ← sync`.
#[test]
fn everybody_knows_only_whom_they_may() {
    const MAY_KNOW: [(&str, &[&str]); 13] = [
        ("core/domain", &[]),
        ("core/wire", &[]),
        ("core/document", &["kith-domain"]),
        ("core/vault", &["kith-domain"]),
        ("core/sync", &["kith-domain", "kith-wire"]),
        ("core/companion", &["kith-domain", "kith-document", "kith-vault", "kith-sync"]),
        ("bindings", &["kith"]),
        ("bindings/bindgen", &[]),
        ("cli", &["kith"]),
        ("tests", &["kith", "kith-domain", "kith-document", "kith-vault", "kith-sync", "kith-wire"]),
        ("tests/benches", &["kith", "kith-domain", "kith-vault", "kith-tests"]),
        ("tests/faultfs", &[]),
        ("tests/fuzz", &["kith-tests"]),
    ];
    // A crate that stands for a kind of work, and the one member that does it.
    const DONE_BY: [(&str, &[&str]); 10] = [
        ("automerge", &["core/document"]),
        ("rusqlite", &["core/vault", "tests/benches"]),
        ("hpke", &["core/sync"]),
        ("ed25519-dalek", &["core/sync"]),
        ("chacha20poly1305", &["core/sync", "core/vault"]),
        ("getrandom", &["core/companion"]),
        ("fluent-bundle", &["core/companion"]),
        ("clap", &["cli"]),
        ("uniffi", &["core/companion"]),
        ("uniffi_bindgen", &["bindings/bindgen"]),
    ];
    let manifests = tree::manifests();
    let named: Vec<&str> = manifests.iter().map(|(folder, _)| folder.as_str()).collect();
    let mut expected: Vec<&str> = MAY_KNOW.iter().map(|(folder, _)| *folder).collect();
    expected.sort_unstable();
    assert_eq!(named, expected, "a room that the table does not have");
    let mut found = Vec::new();
    for (folder, manifest) in &manifests {
        let (_, allowed) = MAY_KNOW.iter().find(|(name, _)| name == folder).unwrap();
        for part in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for name in tree::dependencies(manifest, part) {
                let ours = name == "kith" || name.starts_with("kith-");
                if ours && !allowed.contains(&name.as_str()) {
                    found.push(format!("{folder} knows {name}"));
                }
                let wall = DONE_BY.iter().find(|(crate_name, _)| *crate_name == name);
                if part == "dependencies"
                    && wall.is_some_and(|(_, folders)| !folders.contains(&folder.as_str()))
                {
                    found.push(format!("{folder} knows {name}, which is for others"));
                }
            }
        }
        // What lets a test forge, go back, kill and spoil is in no program.
        for feature in ["forged", "older", "simulation", "spoilt"] {
            let asks = |line: &str| line.contains("features = [") && line.contains(&format!("\"{feature}\""));
            if !folder.starts_with("tests") && manifest.lines().any(asks) {
                found.push(format!("{folder} has {feature}, which is for tests"));
            }
        }
        let clock = manifest.lines().any(|line| line.starts_with("chrono") && line.contains("\"clock\""));
        if clock && folder != "core/companion" {
            found.push(format!("{folder} has a clock"));
        }
    }
    none("who may know whom", &found);
}

#[test]
fn the_pure_crates_do_no_io_and_read_no_clock_and_no_randomness() {
    const IMPURE: [&str; 19] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::io::stdin",
        "std::time",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "println!",
        "eprintln!",
        "print!",
        "thread_rng",
        "OsRng",
        "SysRng",
        "new_v4",
        "now_v7",
    ];
    let sources = tree::sources();
    let tests = tree::test_files(&sources);
    let found = in_sources(|source| {
        let pure = ["core/domain/src", "core/document/src", "core/sync/src", "core/wire/src"];
        if !pure.iter().any(|crate_| source.path.starts_with(crate_)) || tests.contains(&source.path) {
            return Vec::new();
        }
        let apart = source.test_items();
        let found = in_code(source, &IMPURE).into_iter();
        found.filter(|(at, _)| !apart.iter().any(|place| place.contains(at))).collect()
    });
    none("time, randomness and author are arguments", &found);
    const RANDOM: [&str; 6] = ["urandom", "/dev/random", "SysRng", "OsRng", "thread_rng", "getrandom::"];
    let asks = |source: &Source| {
        let apart = source.test_items();
        let named = source.strings.iter().filter(|piece| piece.text.contains("/dev/"));
        let named = named.map(|piece| (piece.place.start, piece.text.clone()));
        let found = in_code(source, &RANDOM).into_iter().chain(named);
        found.filter(|(at, _)| !apart.iter().any(|place| place.contains(at))).collect::<Vec<_>>()
    };
    let shipped = |source: &Source| {
        let path = &source.path;
        (path.starts_with("core/") || path.starts_with("cli/")) && !tests.contains(path)
    };
    let own = "core/companion/src/clock.rs";
    let elsewhere =
        |source: &Source| if shipped(source) && source.path != own { asks(source) } else { Vec::new() };
    none("the system is asked for randomness in one place", &in_sources(elsewhere));
    assert!(sources.iter().any(|source| source.path == own && !asks(source).is_empty()), "a control");
}

#[test]
fn unsafe_code_is_forbidden_everywhere_but_where_files_are_made_to_fail() {
    let workspace = tree::read("Cargo.toml");
    assert!(
        tree::section(&workspace, "workspace.lints.rust").contains(&"unsafe_code = \"forbid\"".to_owned())
    );
    for (folder, manifest) in tree::manifests() {
        let inherits = tree::section(&manifest, "lints") == ["workspace = true"];
        // A crate that is not of the workspace, as it wants another compiler, cannot take them.
        let apart = ["tests/faultfs", "tests/fuzz"].contains(&folder.as_str());
        assert!(inherits || apart, "{folder} does not take the workspace's lints");
    }
    let found = in_sources(|source| {
        if source.path.starts_with("tests/faultfs/") {
            return Vec::new();
        }
        let found = words(&source.code).filter(|(_, word)| ["unsafe", "unsafe_code"].contains(word));
        found.map(|(at, word)| (at, word.to_owned())).collect()
    });
    none("unsafe code", &found);
}

#[test]
fn nothing_is_left_for_later_and_no_test_is_ignored_or_sleeps() {
    let found = in_sources(|source| {
        let marks = ["TODO", "FIXME", "XXX", "HACK"];
        let comments =
            source.comments.iter().filter(|comment| marks.iter().any(|mark| comment.text.contains(mark)));
        let code = ["dbg!", "todo!", "unimplemented!", "#[ignore", "sleep(", "TODO", "FIXME"];
        comments
            .map(|comment| (comment.place.start, comment.text.trim().to_owned()))
            .chain(in_code(source, &code))
            .collect()
    });
    none("left for later", &found);
}

#[test]
fn nothing_names_a_machine_or_a_registry() {
    const NAMES: [&str; 11] = [
        "/work/",
        "/root/",
        "/home/",
        "/Users/",
        "/tmp/",
        "index.crates.io",
        "static.crates.io",
        "registry.npmjs.org",
        "pypi.org",
        "proxy.golang.org",
        "repo1.maven.org",
    ];
    let mut found = Vec::new();
    for path in tree::files().iter().filter(|path| !path.starts_with("tests/tests/tidy")) {
        let Ok(text) = std::fs::read_to_string(tree::root().join(path)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let names = NAMES.iter().filter(|name| line.contains(**name));
            found.extend(names.map(|name| format!("{path}:{} {name}", number + 1)));
        }
    }
    none("a path or a host of somebody's machine", &found);
}
