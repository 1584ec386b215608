//! Where things lie: the caseloads, made once for a seed and kept in the build's folder, and copies to be written to.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The bench's folder: never in the tree. The environment may name another.
pub(crate) fn bench_folder() -> PathBuf {
    let folder =
        std::env::var_os("KITH_BENCH_FOLDER").map_or_else(|| build_folder().join("bench"), PathBuf::from);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The folder that cargo builds into, of any profile.
fn build_folder() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.ancestors().nth(2).unwrap().to_owned()
}

/// What was built beside this program, unless the environment names another.
pub(crate) fn built(variable: &str, name: &str) -> PathBuf {
    let beside = || std::env::current_exe().unwrap().with_file_name(name);
    let file = std::env::var_os(variable).map_or_else(beside, PathBuf::from);
    assert!(file.exists(), "{} is not built", file.display());
    file
}

/// A folder that is made once: `make` fills it, and only a whole one gets the name.
pub(crate) fn kept(folder: &Path, make: impl FnOnce(&Path)) {
    if folder.exists() {
        return;
    }
    let unfinished = folder.with_extension("unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).unwrap();
    }
    fs::create_dir_all(&unfinished).unwrap();
    make(&unfinished);
    fs::rename(&unfinished, folder).unwrap();
}

/// A copy to be written to, gone when dropped.
pub(crate) fn copy(folder: &Path) -> TempDir {
    let place = TempDir::new_in(bench_folder()).unwrap();
    copy_into(folder, place.path());
    place
}

fn copy_into(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The bytes of all files below a folder, or of one file.
pub(crate) fn bytes_below(path: &Path) -> u64 {
    if path.is_file() {
        return fs::metadata(path).unwrap().len();
    }
    fs::read_dir(path).unwrap().map(|entry| bytes_below(&entry.unwrap().path())).sum()
}
