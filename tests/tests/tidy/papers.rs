//! The papers: what ARCHITECTURE, the standards, the decisions, the Makefile and THIRD-PARTY promise is there.

use std::collections::BTreeSet;

use crate::source::Source;
use crate::{none, tree};

/// Every `path.rs::name` in a paper.
fn tests_named(text: &str) -> Vec<(String, String)> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter_map(|quoted| quoted.split_once(".rs::"))
        .map(|(path, name)| (format!("{path}.rs"), name.to_owned()))
        .collect()
}

fn missing(paper: &str, text: &str) -> Vec<String> {
    let named = tests_named(text).into_iter();
    named
        .filter(|(path, name)| {
            let source = std::fs::read_to_string(tree::root().join(path));
            !source.is_ok_and(|text| Source::new(path.clone(), text).has_test(name))
        })
        .map(|(path, name)| format!("{paper}: {path}::{name}"))
        .collect()
}

#[test]
fn every_test_that_a_paper_names_exists() {
    let papers = tree::files().into_iter().filter(|path| path.ends_with(".md"));
    let found: Vec<String> = papers.flat_map(|paper| missing(&paper, &tree::read(&paper))).collect();
    none("a test that is not there", &found);
    assert_eq!(missing("a control", "`core/domain/src/check.rs::no_such_test`").len(), 1);
    assert_eq!(missing("a control", "`core/domain/src/check.rs::check`").len(), 1, "a function is no test");
}

#[test]
fn each_of_the_ten_invariants_names_its_test() {
    let text = tree::read("ARCHITECTURE.md");
    let (_, invariants) = text.split_once("\n## What always holds\n").expect("the chapter of the invariants");
    let invariants = invariants.split("\n## ").next().unwrap();
    let parts: Vec<&str> = invariants.split("\n### ").skip(1).collect();
    assert_eq!(parts.len(), 10);
    for (number, part) in parts.iter().enumerate() {
        assert!(part.starts_with(&format!("{}. ", number + 1)), "{part}");
        let (_, tests) = part.split_once("\nTest: ").unwrap_or_else(|| panic!("no test: {part}"));
        assert!(!tests_named(tests).is_empty(), "no test: {part}");
    }
}

#[test]
fn every_criterion_is_met_by_commands_and_tests_or_not_yet() {
    let text = tree::read("docs/standards.md");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| U") || line.starts_with("| P"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let unit = [4, 3, 4, 3, 4]
        .iter()
        .zip(1..)
        .flat_map(|(count, outcome)| (1..=*count).map(move |criterion| format!("U{outcome}.{criterion}")));
    let mut expected: Vec<String> = unit.chain((1..=27).map(|number| format!("P{number}"))).collect();
    expected.sort();
    let mut named: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    named.sort();
    assert_eq!(named, expected);
    let files: BTreeSet<String> = tree::files().into_iter().collect();
    for row in rows {
        let [criterion, _, done, tests] = row[..] else { panic!("four columns: {row:?}") };
        let quoted: Vec<&str> = done.split('`').skip(1).step_by(2).collect();
        let met = done.split('·').next().unwrap().trim();
        assert!(
            met == "not yet" || !quoted.is_empty() && !tests_named(tests).is_empty(),
            "{criterion}: {done}"
        );
        for name in quoted {
            let place = ["commands", "screens"].map(|room| format!("core/companion/src/{room}/{name}.rs"));
            assert!(
                place.iter().any(|path| files.contains(path)),
                "{criterion}: {name} is no command and no screen"
            );
        }
    }
}

/// The strings hold every code of a row that was not taken or is told of: `codes.rs` in the companion sees to it.
#[test]
fn every_code_of_an_import_is_in_its_paper() {
    let paper = tree::read("docs/importing.md");
    let words = tree::read("core/companion/src/strings/en/errors.ftl");
    let keys = words.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    let codes = keys.filter_map(|key| key.strip_prefix("refused-").or_else(|| key.strip_prefix("notice-")));
    let codes: BTreeSet<String> = codes.map(|code| code.replace('-', "_")).collect();
    assert!(codes.len() > 30, "{codes:?}");
    let untold = codes.iter().filter(|code| !paper.contains(&format!("`{code}`"))).cloned();
    let tables = paper.split("| code | what it says |\n").skip(1);
    let rows = tables.flat_map(|table| table.lines().take_while(|line| line.starts_with('|')).skip(1));
    let named =
        rows.filter_map(|row| row.split('|').nth(1)).flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let wordless = named.filter(|code| !codes.contains(*code)).map(str::to_owned);
    none(
        "a code of an import that the paper or the strings lack",
        &untold.chain(wordless).collect::<Vec<_>>(),
    );
}

#[test]
fn every_decision_has_its_parts_and_its_number() {
    const PARTS: [&str; 4] = ["Status", "Context", "Decision", "Consequences"];
    let decisions: Vec<String> =
        tree::files().into_iter().filter(|path| path.starts_with("docs/decisions/")).collect();
    for (path, number) in decisions.iter().zip(1..) {
        let name = path.trim_start_matches("docs/decisions/");
        assert!(
            name.starts_with(&format!("{number:04}-")) && name.ends_with(".md"),
            "{name} is not number {number}"
        );
        let text = tree::read(path);
        let parts: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(parts, PARTS, "{path}");
        assert!(text.lines().count() <= 60, "{path} is over 60 lines");
        assert!(text.starts_with(&format!("# {number}. ")), "{path}");
    }
    assert!(!decisions.is_empty());
}

#[test]
fn the_makefile_is_short() {
    let text = tree::read("Makefile");
    let rules = text.lines().filter(|line| !line.starts_with(['#', '.']) && !line.is_empty());
    let targets: Vec<&str> =
        rules.clone().filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect();
    assert_eq!(targets.len(), rules.count(), "one line a target");
    assert!(targets.len() <= 15, "{targets:?}");
    for wanted in ["run", "test"] {
        assert!(targets.contains(&wanted));
    }
    let ci = tree::read(".ci/run");
    let commands: Vec<&str> = ci.lines().filter(|line| line.starts_with("make ")).collect();
    assert_eq!(commands, ["make test"]);
}

/// `scripts/third-party` writes the list; this holds it against the lock file.
#[test]
fn every_crate_is_in_the_list_of_third_parties() {
    let lock = tree::read("Cargo.lock");
    let value = |package: &str, key: &str| {
        let line =
            package.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")).map(str::to_owned));
        line.map(|value| value.trim_end_matches('"').to_owned())
    };
    let foreign = lock.split("[[package]]").skip(1).filter(|package| value(package, "source").is_some());
    let locked: BTreeSet<String> = foreign
        .map(|package| format!("{} {}", value(package, "name").unwrap(), value(package, "version").unwrap()))
        .collect();
    let text = tree::read("THIRD-PARTY");
    let (_, lists) = text.split_once("\nIn the program\n").unwrap();
    let listed: BTreeSet<String> = lists
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let crate_ = format!("{} {}", words.next()?, words.next()?);
            // A crate without a licence is not listed rightly.
            words.next().map(|_| crate_)
        })
        .filter(|crate_| !crate_.starts_with("Only "))
        .collect();
    assert_eq!(listed, locked, "run scripts/third-party");
}
