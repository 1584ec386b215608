//! The files of the tree, as they are in the work tree: not what is built, and not what the version control keeps.

use std::fs;
use std::path::{Path, PathBuf};

use crate::source::Source;

const LEFT_OUT: [&str; 3] = ["target", "out", ".git"];

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file of the tree, by its path below the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|_| panic!("{path} cannot be read as text"))
}

/// The paths of all files below the root, with slashes, in order.
pub(crate) fn files() -> Vec<String> {
    fn walk(folder: &Path, below: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if below.is_empty() && LEFT_OUT.contains(&name.as_str()) {
                continue;
            }
            let path = format!("{below}{name}");
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), "", &mut found);
    found.sort();
    assert!(found.len() > 100, "the tree was not found");
    found
}

/// Every Rust source file.
pub(crate) fn sources() -> Vec<Source> {
    let rust = files().into_iter().filter(|path| path.ends_with(".rs"));
    rust.map(|path| Source::new(path.clone(), read(&path))).collect()
}

/// The files that only tests are built from: those of test targets, and modules declared for tests alone with all below
/// them.
pub(crate) fn test_files(sources: &[Source]) -> Vec<String> {
    let mut modules = Vec::new();
    for source in sources {
        let stem = source.path.trim_end_matches(".rs");
        let folder = ["lib", "main", "mod"]
            .iter()
            .find_map(|root| stem.strip_suffix(root).filter(|folder| folder.ends_with('/')))
            .map_or(format!("{stem}/"), str::to_owned);
        modules.extend(source.test_modules().iter().map(|name| format!("{folder}{name}")));
    }
    let paths = sources.iter().map(|source| &source.path);
    paths
        .filter(|path| {
            path.starts_with("tests/")
                || path.contains("/tests/")
                || modules
                    .iter()
                    .any(|module| **path == format!("{module}.rs") || path.starts_with(&format!("{module}/")))
        })
        .cloned()
        .collect()
}

/// A section of a manifest, as its lines without comments.
pub(crate) fn section(manifest: &str, name: &str) -> Vec<String> {
    let lines = manifest.lines().map(str::trim).filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .skip_while(|line| *line != format!("[{name}]"))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .map(str::to_owned)
        .collect()
}

/// The crates named in a section of a manifest.
pub(crate) fn dependencies(manifest: &str, name: &str) -> Vec<String> {
    let lines = section(manifest, name);
    lines.iter().filter_map(|line| line.split(['.', ' ', '=']).next().map(str::to_owned)).collect()
}

/// The manifests of the workspace's members: folder and text.
pub(crate) fn manifests() -> Vec<(String, String)> {
    let manifests = files().into_iter().filter(|path| path.ends_with("/Cargo.toml"));
    manifests.map(|path| (path.trim_end_matches("/Cargo.toml").to_owned(), read(&path))).collect()
}
