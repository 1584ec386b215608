//! The programs that tests drive from outside, built once per run by the same cargo, in the same profile and target
//! directory, as the test that asks. Not taken as found: a test of a binary that was built last week shows nothing.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The terminal program, `kith`.
#[must_use]
pub fn kith() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        built(&["-p", "kith-cli", "--bin", "kith"], &format!("kith{}", std::env::consts::EXE_SUFFIX))
    })
}

/// The library of failing files, to be preloaded.
#[must_use]
pub fn faultfs() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built(&["-p", "kith-faultfs", "--lib"], "libkith_faultfs.so"))
}

/// The library that other languages load; what writes their side of it lies beside it.
#[must_use]
pub fn bindings() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built(&["-p", "kith-bindings", "-p", "kith-bindgen"], "libkith_bindings.so"))
}

/// What a script ends with where the machine cannot have what it needs.
const CANNOT_BE_HAD: i32 = 77;

/// Runs a script of the tree, with the library that was built for this run. False where the machine cannot have what it
/// needs: this is said where nobody can miss it, as a test that is skipped and says nothing shows nothing.
#[must_use]
pub fn script(name: &str, words: &[&str]) -> bool {
    let tree = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let status = Command::new("bash")
        .arg(tree.join("scripts").join(name))
        .args(words)
        .env("KITH_BUILT_FOLDER", bindings().parent().unwrap_or(tree))
        .status();
    let said = [&[name], words].concat().join(" ");
    if status.as_ref().is_ok_and(|status| status.code() == Some(CANNOT_BE_HAD)) {
        // Not by a macro, whose words the test's runner keeps to itself.
        let _nobody_reads_it = writeln!(std::io::stderr(), "SKIPPED: scripts/{said}");
        return false;
    }
    assert!(status.is_ok_and(|status| status.success()), "scripts/{said} failed");
    true
}

/// Builds, and gives the file of that name.
///
/// Where `KITH_BUILT=1` says that everything was built just now, nothing is built again.
fn built(arguments: &[&str], name: &str) -> PathBuf {
    // target/PROFILE/deps/TEST, or target/PROFILE/PROGRAM
    let test = std::env::current_exe().unwrap_or_default();
    let beside = test.parent().unwrap_or(Path::new("target/debug/deps"));
    let directory = if beside.ends_with("deps") { beside.parent().unwrap_or(beside) } else { beside };
    let profile = match directory.file_name().and_then(|name| name.to_str()) {
        None | Some("debug") => "dev",
        Some(other) => other,
    };
    let file = directory.join(name);
    if std::env::var_os("KITH_BUILT").is_none_or(|said| said != "1") {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let status = Command::new(cargo)
            .args(["build", "--quiet", "--profile", profile])
            .args(arguments)
            .arg("--target-dir")
            .arg(directory.parent().unwrap_or(Path::new("target")))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{name} cannot be built");
    }
    assert!(file.exists(), "{} is missing", file.display());
    file
}
