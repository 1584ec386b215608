//! The goals, as ratios within one run: what each came to, and whether that is within its limit. A goal missed is said,
//! not failed: how fast is no test.

use serde_json::{Value, json};

use crate::figures::Figures;

/// What a goal came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) letter: &'static str,
    pub(crate) goal: String,
    pub(crate) value: f64,
    pub(crate) limit: f64,
    /// Whether more is better.
    pub(crate) at_least: bool,
}

impl Outcome {
    pub(crate) fn met(&self) -> bool {
        if self.at_least { self.value >= self.limit } else { self.value <= self.limit }
    }

    /// How many times the limit it is; for what has to be at least so much, how many times too little.
    pub(crate) fn over(&self) -> f64 {
        if self.at_least { self.limit / self.value } else { self.value / self.limit }
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({"item": self.letter, "goal": self.goal, "value": self.value, "limit": self.limit,
               "met": self.met(), "over": self.over()})
    }
}

/// Every goal that this run can say something of.
pub(crate) fn outcomes(figures: &Figures, maps: [usize; 2]) -> Vec<Outcome> {
    let mut found = Vec::new();
    let sizes = figures.sizes("today", "kith");
    for size in &sizes {
        ratio(&mut found, figures, ("a", "open to Today ≤ 3× plain SQLite"), ("today", "sqlite"), *size, 3.0);
    }
    flat(&mut found, figures, ("a", "open to Today is flat in the history: exponent ≤ 0.1"), "today", 0.1);
    for size in &sizes {
        let text = format!("exactly one sync for a visit, at ×{size}");
        // Without any it would not be on the disk when the command answers.
        let syncs = figures.median("visit_syncs", "kith", *size);
        let syncs = syncs.map(|syncs| if syncs < 1.0 { f64::INFINITY } else { syncs });
        limit(&mut found, "b", text, syncs, 1.0, false);
        let goal = ("b", "processor time of a visit ≤ 3× plain SQLite's");
        ratio(&mut found, figures, goal, ("visit_cpu", "sqlite"), *size, 3.0);
    }
    let rate = figures.median("merge_rate", "kith", 0);
    limit(&mut found, "c", "merge ≥ 10,000 entries a second".to_owned(), rate, 10_000.0, true);
    let beside = rate.zip(figures.median("merge_rate", "automerge-repo", 0)).map(|(kith, peer)| kith / peer);
    limit(&mut found, "c", "merge ≥ 5× Automerge-repo".to_owned(), beside, 5.0, true);
    for size in &sizes {
        let goal = ("d", "search as typed ≤ 1.2× SQLCipher's own FTS5");
        ratio(&mut found, figures, goal, ("search", "sqlcipher"), *size, 1.2);
        ratio(
            &mut found,
            figures,
            ("d", "search as typed ≤ 2× plain SQLite"),
            ("search", "sqlite"),
            *size,
            2.0,
        );
    }
    let frame = format!("map of {} people ≤ 16 ms", maps[1]);
    limit(&mut found, "e", frame, figures.median("map_large", "kith", 0), 16.0, false);
    for (id, what) in [("open_memory", "open"), ("visit_memory", "record"), ("search_memory", "search")] {
        for size in &sizes {
            let text = format!("memory to {what} ≤ 64 MiB, at ×{size}");
            limit(&mut found, "f", text, figures.median(id, "kith", *size), 64.0, false);
        }
    }
    for (id, what) in [("visit_bytes", "bytes"), ("visit_export", "export"), ("visit_import", "import")] {
        let text = format!("one visit, {what}: exponent ≤ 0.1");
        limit(&mut found, "g", text, figures.exponent(id, "kith"), 0.1, false);
    }
    for size in &sizes {
        let text = format!("one visit ≤ 600 bytes, at ×{size}");
        limit(&mut found, "g", text, figures.median("visit_bytes", "kith", *size), 600.0, false);
        let goal = ("h", "vault ≤ 2× zstd-19 of the entries' JSON");
        ratio(&mut found, figures, goal, ("entry_bytes", "zstd-19"), *size, 2.0);
    }
    found
}

fn limit(
    found: &mut Vec<Outcome>,
    letter: &'static str,
    goal: String,
    value: Option<f64>,
    limit: f64,
    at_least: bool,
) {
    if let Some(value) = value {
        found.push(Outcome { letter, goal, value, limit, at_least });
    }
}

fn ratio(
    found: &mut Vec<Outcome>,
    figures: &Figures,
    (letter, goal): (&'static str, &str),
    (id, beside): (&str, &str),
    size: usize,
    most: f64,
) {
    let both = figures.median(id, "kith", size).zip(figures.median(id, beside, size));
    limit(found, letter, format!("{goal}, at ×{size}"), both.map(|(kith, peer)| kith / peer), most, false);
}

fn flat(
    found: &mut Vec<Outcome>,
    figures: &Figures,
    (letter, goal): (&'static str, &str),
    id: &str,
    most: f64,
) {
    limit(found, letter, goal.to_owned(), figures.exponent(id, "kith"), most, false);
}
