//! The rows of a vault's read model, as JSON lines: what the peers keep and search is what Kith keeps and searches.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::Path;

use kith_domain::entries::EntryBody;
use kith_domain::entry::Entry;
use kith_vault::EntryQuery;
use serde_json::{Value, json};

use crate::device::Device;

/// The cards of these kinds are what Today is told from.
pub(crate) const KINDS: [&str; 9] = [
    "individual",
    "person",
    "relationship",
    "contact_plan",
    "restriction",
    "support_agreement",
    "consent",
    "follow_up",
    "rule_summary",
];

/// Writes `cards.jsonl` and `entries.jsonl` into the folder; how many entries there are.
pub(crate) fn write(device: &Device, folder: &Path) -> usize {
    let vault = device.vault();
    let read = vault.read();
    let mut cards = lines_to(&folder.join("cards.jsonl"));
    let individuals = read.individuals().unwrap();
    for kind in KINDS {
        for card in individuals.iter().flat_map(|individual| read.cards(*individual, Some(kind)).unwrap()) {
            let row = json!({"id": card.id.to_string(), "individual": card.individual.to_string(), "kind": card.kind,
                "json": card.json});
            writeln!(cards, "{row}").unwrap();
        }
    }
    cards.flush().unwrap();
    let mut entries = lines_to(&folder.join("entries.jsonl"));
    let mut count = 0;
    for individual in individuals {
        for entry in read.entries(&EntryQuery::of(individual)).unwrap() {
            let parsed: Entry = serde_json::from_str(&entry.json).unwrap();
            let text = EntryBody::parse(&parsed).texts().join("\n");
            let row = json!({"id": entry.id.to_string(), "individual": individual.to_string(), "kind": entry.kind,
                "at": entry.occurred_ms, "recorded": entry.recorded_ms, "visit": entry.visit.map(|id| id.to_string()),
                "text": text, "json": entry.json});
            writeln!(entries, "{row}").unwrap();
            count += 1;
        }
    }
    entries.flush().unwrap();
    count
}

fn lines_to(file: &Path) -> BufWriter<File> {
    BufWriter::new(File::create(file).unwrap())
}

/// The rows of a file, one after the other.
pub(crate) fn read(file: &Path) -> impl Iterator<Item = Value> {
    let lines = BufReader::new(File::open(file).unwrap()).lines();
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap())
}

/// How many bytes the entries' JSON is, and how many zstd makes of it at its level 19, as one stream.
pub(crate) fn compressed(file: &Path) -> (u64, u64) {
    let mut whole = 0;
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 19).unwrap();
    for row in read(file) {
        let entry = row["json"].as_str().unwrap();
        whole += entry.len() as u64 + 1;
        encoder.write_all(entry.as_bytes()).unwrap();
        encoder.write_all(b"\n").unwrap();
    }
    (whole, encoder.finish().unwrap().len() as u64)
}
