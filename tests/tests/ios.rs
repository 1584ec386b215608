//! The app for iOS, as far as it goes without a Mac: what its screens hold and do is tested over the core, in Swift, and
//! what draws them and asks the system is type-checked. Neither has run on a phone.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::Command;

use kith_tests::programs;

#[test]
fn the_screens_of_ios_hold_what_the_core_says_and_their_drawing_is_type_checked() {
    let _is_there = programs::script("ios", &[]);
}

#[test]
fn what_xcode_opens_names_nothing_that_is_not_there() {
    let check = Path::new(env!("CARGO_MANIFEST_DIR")).join("ios/project.py");
    let status = Command::new("python3").arg(check).status();
    assert!(status.expect("python3").success(), "it says above what is wrong");
}
