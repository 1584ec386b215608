//! How large a run is: the sizes, how often each thing is repeated, and where its answers go.

use std::path::PathBuf;

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Records in the caseload.
    pub(crate) records: usize,
    /// Visits in each record at ×1; each has five entries.
    pub(crate) visits: usize,
    /// The sizes, as multiples.
    pub(crate) sizes: Vec<usize>,
    /// Largest size for the peers from npm; 0 leaves them out.
    pub(crate) peers_to: usize,
    /// Workers whose two weeks are merged, and visits of each.
    pub(crate) workers: usize,
    pub(crate) worker_visits: usize,
    /// People on the two maps.
    pub(crate) maps: [usize; 2],
    /// How often what takes long is repeated; what is quick is repeated more.
    pub(crate) repeat: usize,
    /// Where the JSON goes.
    pub(crate) json: PathBuf,
    /// Where the table goes.
    pub(crate) table: Option<PathBuf>,
}

impl Plan {
    /// From the command line.
    pub(crate) fn from_arguments(words: &[&str]) -> Self {
        let mut plan = Self {
            records: 50,
            visits: 20,
            sizes: vec![1, 10, 100],
            peers_to: 10,
            workers: 10,
            worker_visits: 280,
            maps: [30, 300],
            repeat: 5,
            json: crate::places::bench_folder().join("bench.json"),
            table: None,
        };
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            if *word == "--short" {
                plan.shorten();
                continue;
            }
            let value = rest.next().unwrap_or_else(|| panic!("{word} needs a value"));
            match *word {
                "--to" => plan.sizes.retain(|size| *size <= value.parse().unwrap()),
                "--peers-to" => plan.peers_to = value.parse().unwrap(),
                "--repeat" => plan.repeat = value.parse().unwrap(),
                "--json" => plan.json = value.into(),
                "--table" => plan.table = Some(value.into()),
                _ => panic!("{word} is not known"),
            }
        }
        plan
    }

    /// So small that it shows only that every part still runs; without the peers that have to be installed.
    fn shorten(&mut self) {
        (self.records, self.visits, self.workers, self.worker_visits) = (3, 2, 2, 4);
        (self.sizes, self.peers_to, self.maps, self.repeat) = (vec![1, 10], 0, [3, 9], 2);
    }

    /// Entries at a size.
    pub(crate) fn entries(&self, size: usize) -> usize {
        self.records * self.visits * size * crate::caseload::ENTRIES_IN_A_VISIT
    }

    /// What the caseload depends on, as a name for where it is kept: one that another schema wrote is made anew.
    pub(crate) fn name(&self) -> String {
        let Self { records, visits, workers, worker_visits, .. } = self;
        format!("{records}x{visits}-{workers}x{worker_visits}-schema-{}", kith_vault::NEWEST_SCHEMA)
    }
}
