//! The app: its own tests over the core that was built for this run, and which of its folders may know what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;

use kith_tests::programs;
use kith_tests::sources::{kotlin, tree};

/// What stands in the lines of a text that are no comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('*') && !line.starts_with("/*") && !line.starts_with("//"))
}

#[test]
fn the_app_does_its_main_job_over_the_core() {
    let status = Command::new("bash")
        .arg(tree().join("scripts/android"))
        .arg("test")
        .env("KITH_BUILT_FOLDER", programs::bindings().parent().unwrap())
        .env("KITH", programs::kith())
        .status();
    assert!(status.unwrap().success(), "the tests of the app fail: they say above which");
}

#[test]
fn each_folder_of_the_app_knows_only_what_it_may() {
    const SHARED: [&str; 5] =
        ["androidx.compose.", "kotlin.math.", "kotlinx.coroutines.", "kith.companion.", "kith.ui."];
    let mut found = Vec::new();
    for (file, text) in kotlin("ui/src") {
        let imports = lines(&text).filter_map(|line| line.strip_prefix("import "));
        let outside = imports.filter(|import| !SHARED.iter().any(|may| import.starts_with(may)));
        found.extend(outside.map(|import| format!("{file}: {import}")));
    }
    for folder in ["ui/src", "desktop/src"] {
        for (file, text) in kotlin(folder) {
            let named = lines(&text).filter(|line| line.contains("uniffi.") || line.contains("java.lang."));
            found.extend(named.map(|line| format!("{file}: {line}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    let bound = kotlin("companion/src").iter().any(|(_, text)| text.contains("uniffi.kith."));
    assert!(bound, "nothing asks the core: is it asked from elsewhere now?");
}

#[test]
fn a_colour_is_a_number_among_the_tokens_alone() {
    // A colour by its number or by its name, and not what is only called one.
    let named = |line: &str| {
        let mut found = line.match_indices("Color.");
        found.any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric()))
    };
    let coloured = |line: &&str| line.contains("Color(0x") || named(line) && !line.starts_with("import ");
    let mut found = Vec::new();
    for (file, text) in kotlin("ui/src").into_iter().chain(kotlin("desktop/src")) {
        if !file.contains("/tokens/") {
            found.extend(lines(&text).filter(coloured).map(|line| format!("{file}: {line}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    let tokens = kotlin("ui/src/kith/ui/tokens");
    assert!(
        tokens.iter().any(|(_, text)| lines(text).any(|line| coloured(&line))),
        "no colours are found at all"
    );
}

#[test]
fn no_file_of_the_app_is_over_500_lines() {
    let all = ["companion/src", "ui/src", "desktop/src", "desktop/test"].into_iter().flat_map(kotlin);
    let long: Vec<String> =
        all.filter(|(_, text)| text.lines().count() > 500).map(|(file, _)| file).collect();
    assert!(long.is_empty(), "{long:#?}");
}
