//! What a run found: where the inputs ended, as counts and as a table, and whatever is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use super::inputs::{Made, Target};

/// The longest that one input may take of a processor.
pub const HANG: Duration = Duration::from_secs(1);

/// Stages at which some of 20,000 inputs end, by the beginning of their names: a run in which none did has not got there.
const MUST_END: [(Target, &[&str]); 10] = [
    (
        Target::Parcel,
        &[
            "applied",
            "set aside: bad_signature",
            "set aside: foreign_document",
            "set aside: foreign_actor",
            "set aside: malformed",
            "set aside: undecodable_changes",
            "set aside: undecryptable",
            "set aside: unreadable_content",
            "waits: waiting_for_feed",
            "waits: waiting_for_parcels",
            "waits: waiting_for_previous",
        ],
    ),
    (
        Target::Statement,
        &[
            "counts",
            "does not count: bad_signature",
            "does not count: malformed",
            "does not count: not_by_the_root",
            "does not count: not_its_own_id",
            "does not count: not_theirs",
            "does not count: superseded",
            "does not count: unknown_signer",
            "frame: truncated",
        ],
    ),
    (
        Target::Bundle,
        &[
            "all pieces",
            "applied",
            "bundle_stranger",
            "contents: damaged",
            "envelope: truncated",
            "frame: truncated",
            "nothing new",
            "seal: damaged",
            "set aside: bad_signature",
            "some pieces",
        ],
    ),
    (
        Target::Admission,
        &[
            "applied",
            "contents: damaged",
            "envelope: truncated",
            "frame: truncated",
            "incomplete",
            "seal: damaged",
        ],
    ),
    (Target::Request, &["applied", "bad_key", "bad_signature", "damaged", "frame: truncated"]),
    (Target::Network, &["applied", "every row refused", "import_encoding", "import_not_graphml"]),
    (
        Target::Diary,
        &["applied", "applied in part", "every row refused", "import_missing_columns", "import_not_csv"],
    ),
    (Target::Mapping, &["applied", "import_mapping_shape", "import_mapping_field"]),
    (
        Target::Json,
        &["done", "invalid_input", "no JSON", "not_an_id", "not_an_option", "shown", "unknown_id"],
    ),
    (
        Target::Vault,
        &[
            "older, sound",
            "older, doctor",
            "older, vault_damaged",
            "today's, sound",
            "today's, doctor",
            "today's, vault_damaged",
        ],
    ),
];

/// Something that no input may bring about.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The seed of the input, or of those that bring it about together.
    pub seeds: Vec<u64>,
    /// What it was aimed at.
    pub target: Target,
    /// What is wrong.
    pub what: String,
}

/// Where the inputs ended.
#[derive(Debug, Default)]
pub struct Report {
    /// By target and stage: how many, and of those how many were spoilt before a valid member signed them.
    pub stages: BTreeMap<(Target, String), (u64, u64)>,
    /// What is wrong.
    pub failures: Vec<Failure>,
    longest: Duration,
    longest_seed: u64,
}

impl Report {
    pub(super) fn note(&mut self, made: &Made, stage: String, took: Duration, seed: u64) {
        let counted = self.stages.entry((made.target, stage)).or_default();
        counted.0 += 1;
        counted.1 += u64::from(made.spoilt_first);
        if took > self.longest {
            (self.longest, self.longest_seed) = (took, seed);
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        for (stage, (all, signed)) in other.stages {
            let counted = self.stages.entry(stage).or_default();
            counted.0 += all;
            counted.1 += signed;
        }
        self.failures.extend(other.failures);
        if other.longest > self.longest {
            (self.longest, self.longest_seed) = (other.longest, other.longest_seed);
        }
        self
    }

    /// How many inputs ended somewhere, and of those how many were spoilt before a valid member signed them.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        self.stages.values().fold((0, 0), |(all, signed), one| (all + one.0, signed + one.1))
    }

    /// What most of a processor's time was spent on, and the seed it came with.
    #[must_use]
    pub fn longest(&self) -> (Duration, u64) {
        (self.longest, self.longest_seed)
    }

    /// What shows that the run did not get where it should have: nothing where it did.
    #[must_use]
    pub fn shortcomings(&self) -> Vec<String> {
        let ended: BTreeSet<(Target, &str)> =
            self.stages.keys().map(|(target, stage)| (*target, stage.as_str())).collect();
        let mut found: Vec<String> = MUST_END
            .iter()
            .flat_map(|(target, stages)| stages.iter().map(move |stage| (*target, *stage)))
            .filter(|(target, stage)| !ended.iter().any(|(at, name)| at == target && name.starts_with(stage)))
            .map(|(target, stage)| format!("none aimed at {target:?} ended at '{stage}'"))
            .collect();
        let (all, signed) = self.counts();
        if signed * 3 < all {
            found.push(format!("only {signed} of {all} were spoilt before a valid member signed them"));
        }
        found
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| aimed at | where it ended | inputs | spoilt before a member signed it |\n|---|---|---:|---:|"
        )?;
        for ((target, stage), (all, signed)) in &self.stages {
            writeln!(f, "| {target:?} | {stage} | {all} | {signed} |")?;
        }
        let (all, signed) = self.counts();
        writeln!(f, "| all | | {all} | {signed} |")?;
        for Failure { seeds, target, what } in &self.failures {
            let seeds: Vec<String> = seeds.iter().map(u64::to_string).collect();
            writeln!(f, "FAILED {target:?}: {what}\n  again: make fuzz SEED={} INPUTS=1", seeds.join(","))?;
        }
        Ok(())
    }
}
