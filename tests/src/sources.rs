//! Files of the tree as text, for tests of what stands in them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the tree.
#[must_use]
pub fn tree() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Kotlin files below a folder of the app, in the order of their names, each with its text.
///
/// # Panics
/// Where there is none, or something else, or one cannot be read.
#[must_use]
pub fn kotlin(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap_or_else(|_| panic!("{} cannot be read", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut files = Vec::new();
    walk(&tree().join("android").join(folder), &mut files);
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    let read = |file: PathBuf| (file.display().to_string(), fs::read_to_string(&file).unwrap());
    let sources: Vec<(String, String)> = files.into_iter().map(read).collect();
    assert!(sources.iter().all(|(file, _)| file.ends_with(".kt")), "{folder}");
    sources
}
