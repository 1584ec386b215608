//! The page that plays two phones on one machine says what happens.

use std::process::Command;

use kith_tests::{programs, sources};

#[test]
fn the_page_about_the_terminal_ends_in_one_rule() {
    let folder = tempfile::tempdir().unwrap();
    let page = std::fs::read_to_string(sources::tree().join("docs/terminal.md")).unwrap();
    let session = page.split("```bash\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let beside = programs::kith().parent().unwrap().to_owned();
    let path = std::env::join_paths(
        std::iter::once(beside).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut bash = Command::new("bash");
    bash.args(["-euo", "pipefail", "-c", session]).current_dir(&folder).env("PATH", path.unwrap());
    let told = bash.output().unwrap();
    let (out, err) = (String::from_utf8(told.stdout).unwrap(), String::from_utf8(told.stderr).unwrap());
    assert!(told.status.success(), "{out}\n{err}");
    for line in [
        "Craig · Ask first (Not at all): Phone",
        "The strictest of these holds until someone settles it.",
        "Craig · Phone",
        "All is well.",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    let rules = out.rsplit_once("Rules about contact").unwrap().1;
    assert!(rules.contains("Phone: Not at all") && !rules.contains("someone there"), "{rules}");
}
