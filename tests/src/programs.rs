//! The programs that tests drive from outside, built once per run by the same cargo, in the same profile and target
//! directory, as the test that asks. Not taken as found: a test of a binary that was built last week shows nothing.

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
