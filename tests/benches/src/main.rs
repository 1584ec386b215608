//! The stopwatch: Kith beside plain SQLite, SQLCipher, PouchDB and Automerge-repo, in one run on one caseload.
//!
//! Not a test of how fast: nothing here fails for being slow, as no two machines are alike. It measures ratios within
//! one run, and says of each goal whether it was met. What is to be measured as a process of its own, for its start or
//! for its memory, is a step of this same program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a stopwatch: whatever it cannot do ends the run"
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "figures are floating-point numbers, and lengths are far below their limits"
)]

mod caseload;
mod device;
mod figures;
mod goals;
mod measure;
mod peers;
mod places;
mod plain;
mod plan;
mod report;
mod rows;
mod run;
mod steps;
mod vaults;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["step", name, rest @ ..] => println!("{}", steps::take(name, rest)),
        ["run", rest @ ..] => run::run(&plan::Plan::from_arguments(rest)),
        _ => {
            eprintln!(
                "kith-bench run [--short] [--to 1|10|100] [--peers-to 0|1|10] [--repeat N] [--json FILE] [--table FILE]"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
