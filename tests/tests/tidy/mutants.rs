//! The seeded defects of `make mutants`: all are there, each still fits the tree, and the test that is to fail with it
//! exists. Whether it does fail is for `make mutants` to say, which takes long.

use crate::source::Source;
use crate::{none, tree};

/// Every defect that is to be tried.
const DEFECTS: [&str; 26] = [
    "amendment-of-another-section",
    "amendment-overwrites",
    "any-number-named-as-missing",
    "applied-before-verified",
    "archive-beats-unseen-change",
    "draft-dropped",
    "edit-not-tied-to-the-screen",
    "expiry-re-permits",
    "feed-number-reused-after-restore",
    "fork-ignored",
    "gap-ignored",
    "list-positions",
    "loser-dropped",
    "one-restriction-picked",
    "order-by-wall-clock",
    "outbox-cleared-on-export",
    "plain-get",
    "quarantine-deleted",
    "read-model-second-transaction",
    "reaffirming-is-a-no-op",
    "receipt-for-what-has-not-come",
    "replay-applied",
    "search-outside-transaction",
    "stranger-names-what-is-missing",
    "unknown-field-dropped",
    "wrong-key-makes-a-new-vault",
];

/// The places of a diff: the file, what stands there, and what is to stand there.
fn places(diff: &str) -> Vec<(String, String, String)> {
    let mut found: Vec<(String, String, String)> = Vec::new();
    let mut path = "";
    for line in diff.split_inclusive('\n') {
        if let Some(named) = line.strip_prefix("+++ b/") {
            path = named.trim_end();
        } else if line.starts_with("@@") {
            found.push((path.to_owned(), String::new(), String::new()));
        } else if let Some((_, old, new)) = found.last_mut().filter(|_| !line.starts_with("--- ")) {
            if line.starts_with([' ', '-']) {
                old.push_str(&line[1..]);
            }
            if line.starts_with([' ', '+']) {
                new.push_str(&line[1..]);
            }
        }
    }
    found
}

/// What the lines above a diff may begin with, as `scripts/mutants` reads them.
const HEADER: [&str; 4] = ["Defect: ", "Test: ", "Says: ", "Hangs: "];

/// What is wrong with a patch.
fn faults(name: &str, text: &str) -> Vec<String> {
    let (header, diff) = text.split_once("\n\n").unwrap_or((text, ""));
    let field = |wanted: &str| header.lines().find_map(|line| line.strip_prefix(wanted)).unwrap_or_default();
    let mut found = Vec::new();
    if field("Defect: ").is_empty() {
        found.push(format!("{name} does not say what it is"));
    }
    let (path, test) = field("Test: ").split_once("::").unwrap_or_default();
    let source = std::fs::read_to_string(tree::root().join(path)).unwrap_or_default();
    if !Source::new(path.to_owned(), source.clone()).has_test(test) {
        found.push(format!("{name}: there is no test {path}::{test}"));
    }
    let says = field("Says: ");
    // A law, which is given values, asks of many things at once: that it fails shows little, and which of them it names shows what
    // it should.
    let is_law = source.contains(&format!("fn {test}(")) && !source.contains(&format!("fn {test}()"));
    if says.is_empty() && is_law {
        found.push(format!("{name} does not tell what the law is to say"));
    }
    if !source.contains(says) {
        found.push(format!("{name}: {path} never says '{says}'"));
    }
    let known = |line: &str| HEADER.iter().any(|begin| line.starts_with(begin));
    if !header.lines().all(known) {
        found.push(format!("{name} says more than is read"));
    }
    let places = places(diff);
    if places.is_empty() {
        found.push(format!("{name} changes nothing"));
    }
    for (path, old, new) in places {
        let held = std::fs::read_to_string(tree::root().join(&path)).unwrap_or_default();
        if held.matches(&old).count() != 1 || old == new {
            found.push(format!("{name} does not fit {path} any more"));
        }
    }
    found
}

#[test]
fn every_seeded_defect_fits_the_tree_and_names_its_test() {
    let patches: Vec<String> =
        tree::files().into_iter().filter(|path| path.starts_with("tests/mutants/")).collect();
    let names: Vec<&str> = patches
        .iter()
        .map(|path| path.trim_start_matches("tests/mutants/").trim_end_matches(".patch"))
        .collect();
    assert_eq!(names, DEFECTS);
    let found = patches.iter().flat_map(|path| faults(path, &tree::read(path)));
    none("a seeded defect that shows nothing", &found.collect::<Vec<_>>());
    let control = tree::read("tests/mutants/plain-get.patch").replace("let all:", "let none:");
    assert_eq!(faults("a control", &control).len(), 1);
    assert_eq!(
        faults("a control", &control.replace("Test: core", "Test: cores")).len(),
        3,
        "and it says nothing"
    );
    let control = tree::read("tests/mutants/plain-get.patch");
    assert_eq!(faults("a control", &control.replace("Says: ", "Tells: ")).len(), 2);
    assert_eq!(faults("a control", &control.replace("Says: ", "Says: not ")).len(), 1);
}
