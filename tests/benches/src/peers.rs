//! PouchDB and Automerge-repo, as processes of Node beside this one: `peers/` says how each keeps the same rows. They are
//! installed from their lock file into the build's folder, never into the tree.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::figures::Figures;
use crate::measure::Spread;
use crate::places::{bench_folder, copy, kept};
use crate::run::{answer, numbers};

const NAMES: [(&str, &str); 2] = [("pouchdb", "pouchdb.js"), ("automerge-repo", "automerge.js")];
const FILES: [&str; 6] =
    ["package.json", "package-lock.json", ".npmrc", "pouchdb.js", "automerge.js", "step.js"];

/// The peers, installed.
pub(crate) struct Peers {
    folder: PathBuf,
}

impl Peers {
    /// Installs what the lock file names, once.
    pub(crate) fn install() -> Self {
        let folder = bench_folder().join("peers");
        std::fs::create_dir_all(&folder).unwrap();
        let tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
        let lock = |folder: &Path| std::fs::read(folder.join("package-lock.json")).unwrap_or_default();
        let current = folder.join("node_modules").exists() && lock(&tree) == lock(&folder);
        for file in FILES {
            std::fs::copy(tree.join(file), folder.join(file)).unwrap();
        }
        if !current {
            let status = Command::new("npm").args(["ci", "--silent"]).current_dir(&folder).status();
            assert!(status.is_ok_and(|status| status.success()), "npm ci failed");
        }
        Self { folder }
    }

    fn node(&self, script: &str, words: &[&Path]) -> Command {
        let mut command = Command::new("node");
        command.arg(self.folder.join(script)).args(words);
        command
    }

    /// Fills each peer with the rows of a caseload, once.
    pub(crate) fn build(&self, folder: &Path) {
        for (who, script) in NAMES {
            kept(&folder.join(who), |place| {
                answer(&mut self.node(script, &[Path::new("build"), folder, place]));
            });
        }
    }

    /// Opens each to Today as a new process, timed by `lifetime`.
    pub(crate) fn open(
        &self,
        folder: &Path,
        repeat: usize,
        lifetime: fn(&mut Command) -> f64,
    ) -> Vec<(&'static str, Vec<f64>)> {
        let open = |script| {
            let mut taken: Vec<f64> = (0..=repeat)
                .map(|_| lifetime(&mut self.node(script, &[Path::new("today"), folder])))
                .collect();
            taken.remove(0);
            taken
        };
        NAMES.into_iter().map(|(who, script)| (who, open(script))).collect()
    }

    /// Records visits with each, on a copy.
    pub(crate) fn record(
        &self,
        folder: &Path,
        repeat: usize,
        visits: &str,
    ) -> Vec<(&'static str, Vec<Value>)> {
        let record = |who: &str, script: &str| {
            let place = copy(&folder.join(who));
            let words = [Path::new("record"), folder, place.path(), Path::new(visits)];
            (0..repeat).map(|_| answer(&mut self.node(script, &words))).collect()
        };
        NAMES.into_iter().map(|(who, script)| (who, record(who, script))).collect()
    }

    /// One visit to another device that holds the same.
    pub(crate) fn exchange(&self, figures: &mut Figures, folder: &Path, size: usize, repeat: usize) {
        for (who, script) in NAMES {
            let place = copy(&folder.join(who));
            let words = [Path::new("exchange"), folder, place.path()];
            let answers: Vec<Value> = (0..repeat).map(|_| answer(&mut self.node(script, &words))).collect();
            for (id, name, unit) in [
                ("visit_bytes", "bytes", "bytes"),
                ("visit_export", "ms", "ms"),
                ("visit_import", "import_ms", "ms"),
            ] {
                if answers[0][name].is_array() {
                    let medians: Vec<f64> =
                        answers.iter().map(|answer| Spread::of(&numbers(answer, name)).median).collect();
                    figures.add(id, who, size, unit, &medians);
                }
            }
        }
    }

    /// Two weeks of ten workers, as Automerge documents.
    pub(crate) fn merge(&self, figures: &mut Figures, folder: &Path, entries: f64, repeat: usize) {
        kept(&folder.join("automerge"), |place| {
            answer(&mut self.node("automerge.js", &[Path::new("build-merge"), folder, place]));
        });
        let (mut rates, mut memory) = (Vec::new(), Vec::new());
        for _ in 0..repeat {
            let place = copy(&folder.join("automerge"));
            let answer = answer(&mut self.node("automerge.js", &[Path::new("merge"), folder, place.path()]));
            assert_eq!(answer["entries"].as_f64(), Some(entries));
            rates.push(entries / numbers(&answer, "ms").iter().sum::<f64>() * 1e3);
            memory.push(answer["peak_mib"].as_f64().unwrap());
        }
        figures.add("merge_rate", "automerge-repo", 0, "entries/s", &rates);
        figures.add("merge_memory", "automerge-repo", 0, "MiB", &memory);
    }
}
