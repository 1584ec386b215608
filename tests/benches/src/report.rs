//! The report: one JSON value for programs, and a table between two marks of a page that people wrote.

use std::path::Path;

use serde_json::{Value, json};

use crate::figures::Figures;
use crate::goals::Outcome;
use crate::plan::Plan;

const BEGIN: &str = "<!-- figures: written by make bench -->";
const END: &str = "<!-- end of figures -->";

/// What each figure is called in the table.
const ROWS: [(&str, &str); 19] = [
    ("today", "(a) open to Today, new process"),
    ("today_cpu", "(a) its processor time"),
    ("visit", "(b) record one visit"),
    ("visit_cpu", "(b) its processor time"),
    ("visit_syncs", "(b) its syncs"),
    ("visit_follow_up", "(b) with a follow-up, which is a card"),
    ("merge_rate", "(c) merge two weeks of ten workers"),
    ("search", "(d) search, each letter typed"),
    ("map_small", "(e) the smaller map"),
    ("map_large", "(e) the larger map"),
    ("open_memory", "(f) most memory to open"),
    ("visit_memory", "(f) most memory to record"),
    ("search_memory", "(f) most memory to search"),
    ("merge_memory", "(f) most memory to merge"),
    ("visit_bytes", "(g) one visit as a bundle"),
    ("visit_export", "(g) its export"),
    ("visit_import", "(g) its import"),
    ("entry_bytes", "(h) on the disk, an entry"),
    ("first_exchange", "the whole caseload to a new device"),
];

/// The machine: what matters for figures, nothing that tells which it is.
fn machine() -> Value {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let memory = read("/proc/meminfo");
    let kib: f64 = memory.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0.0);
    let release = read("/proc/sys/kernel/osrelease");
    let kernel: Vec<&str> = release.trim().split(['.', '-']).take(2).collect();
    json!({
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "memory_gib": (kib / f64::from(1 << 20)).round() as u64,
        "kernel": format!("Linux {}", kernel.join(".")),
        "architecture": std::env::consts::ARCH,
    })
}

/// Writes the report to where the plan says.
pub(crate) fn write(plan: &Plan, figures: &Figures, outcomes: &[Outcome]) {
    let value = value(plan, figures, outcomes);
    std::fs::write(&plan.json, format!("{value:#}\n")).unwrap();
    if let Some(file) = &plan.table {
        write_table(file, plan, figures, outcomes);
    }
}

/// Everything, as one JSON value.
fn value(plan: &Plan, figures: &Figures, outcomes: &[Outcome]) -> Value {
    json!({
        "v": 1,
        "machine": machine(),
        "caseload": {"records": plan.records, "entries": plan.entries(1), "sizes": plan.sizes,
                     "merge_entries": plan.workers * plan.worker_visits * crate::caseload::ENTRIES_IN_A_VISIT,
                     "maps": plan.maps},
        "figures": figures.to_json(),
        "exponents": figures.exponents(),
        "goals": outcomes.iter().map(Outcome::to_json).collect::<Vec<_>>(),
    })
}

/// The page with its figures replaced; all around the marks stays.
fn write_table(file: &Path, plan: &Plan, figures: &Figures, outcomes: &[Outcome]) {
    let page = std::fs::read_to_string(file).unwrap_or_else(|_| format!("{BEGIN}\n{END}\n"));
    let (before, rest) = page.split_once(BEGIN).expect("the mark where the figures begin");
    let (_, after) = rest.split_once(END).expect("the mark where the figures end");
    let written = format!("{before}{BEGIN}\n{}\n{END}{after}", tables(plan, figures, outcomes));
    std::fs::write(file, written).unwrap();
}

fn tables(plan: &Plan, figures: &Figures, outcomes: &[Outcome]) -> String {
    let machine = machine();
    let mut lines = vec![
        format!(
            "\nMachine: {} cores, {} GiB, {}, {}. ×1 is {} entries in {} records; {} people on the larger map.\n",
            machine["cores"],
            machine["memory_gib"],
            machine["kernel"].as_str().unwrap_or_default(),
            machine["architecture"].as_str().unwrap_or_default(),
            plan.entries(1),
            plan.records,
            plan.maps[1],
        ),
        "## Goals\n".to_owned(),
        "| | goal | came to | |".to_owned(),
        "| --- | --- | ---: | --- |".to_owned(),
    ];
    for outcome in outcomes {
        let said = if outcome.met() {
            "met".to_owned()
        } else {
            format!("missed, {:.1}× the limit", outcome.over())
        };
        lines.push(format!("| {} | {} | {} | {said} |", outcome.letter, outcome.goal, number(outcome.value)));
    }
    lines.push("\n## Figures\n\nThe median, and in brackets the least and the most.\n".to_owned());
    let sizes: Vec<String> = plan.sizes.iter().map(|size| format!("×{size}")).collect();
    lines.push(format!("| | whose | {} | exponent |", sizes.join(" | ")));
    lines.push(format!("| --- | --- | {} ---: |", "---: | ".repeat(sizes.len())));
    for (id, name) in ROWS {
        for who in figures.whose(id) {
            let of = |size: &usize| {
                let mut cells = figures.0.iter().filter(|figure| (figure.id, figure.who) == (id, who));
                let found =
                    cells.find(|figure| figure.size == *size || figure.size == 0 && *size == plan.sizes[0]);
                found.map_or_else(String::new, |figure| {
                    let spread = &figure.spread;
                    let (middle, least, most) =
                        (number(spread.median), number(spread.least), number(spread.most));
                    if least == most {
                        format!("{middle} {}", figure.unit)
                    } else {
                        format!("{middle} {} ({least}–{most})", figure.unit)
                    }
                })
            };
            let cells: Vec<String> = plan.sizes.iter().map(of).collect();
            let exponent =
                figures.exponent(id, who).map_or_else(String::new, |fitted| format!("{fitted:.2}"));
            lines.push(format!("| {name} | {who} | {} | {exponent} |", cells.join(" | ")));
        }
    }
    lines.join("\n") + "\n"
}

/// Three digits that count.
fn number(value: f64) -> String {
    let places = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.places$}")
}
