//! The bench at a tiny size: every part of it still runs, and every figure and goal is there. How fast is no test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str =
    "# Before\n\n<!-- figures: written by make bench -->\nold\n<!-- end of figures -->\n\nAfter\n";

#[test]
fn a_short_run_has_every_figure_and_says_something_of_every_goal() {
    let place = TempDir::new().unwrap();
    let (told, page) = (place.path().join("bench.json"), place.path().join("page.md"));
    fs::write(&page, PAGE).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_kith-bench"))
        .args(["run", "--short", "--json"])
        .arg(&told)
        .arg("--table")
        .arg(&page)
        .env("KITH_BENCH_KITH", kith_tests::programs::kith())
        .env("KITH_BENCH_FAULTFS", kith_tests::programs::faultfs())
        .env("KITH_BENCH_FOLDER", place.path())
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    let report: Value = serde_json::from_str(&fs::read_to_string(&told).unwrap()).unwrap();
    holds_every_figure(&report);
    let goals = report["goals"].as_array().unwrap();
    let items: BTreeSet<&str> = goals.iter().map(|goal| goal["item"].as_str().unwrap()).collect();
    assert_eq!(items.into_iter().collect::<String>(), "abcdefgh");
    assert!(goals.iter().all(|goal| goal["met"].is_boolean() && goal["value"].is_number()));
    let syncs =
        goals.iter().find(|goal| goal["goal"].as_str().unwrap().starts_with("exactly one sync")).unwrap();
    assert_eq!(syncs["value"], 1.0, "a count, and the same on every machine");
    let page = fs::read_to_string(&page).unwrap();
    assert!(page.starts_with("# Before\n") && page.ends_with("\n\nAfter\n") && !page.contains("old"));
    assert!(page.contains("| b | exactly one sync for a visit, at ×1 | 1.00 | met |"), "{page}");
}

fn holds_every_figure(report: &Value) {
    let figures = report["figures"].as_array().unwrap();
    let of = |id: &str, who: &str, size: u64| {
        let mut found = figures.iter().filter(|figure| figure["id"] == id && figure["who"] == who);
        found.any(|figure| {
            figure["size"] == size && figure["median"].as_f64().is_some_and(|value| value > 0.0)
        })
    };
    let sized: [(&str, &[&str]); 14] = [
        ("today", &["kith", "sqlite"]),
        ("today_cpu", &["kith", "sqlite"]),
        ("open_memory", &["kith", "sqlite"]),
        ("visit", &["kith", "sqlite"]),
        ("visit_cpu", &["kith", "sqlite"]),
        ("visit_memory", &["kith", "sqlite"]),
        ("visit_follow_up", &["kith"]),
        ("visit_syncs", &["kith"]),
        ("search", &["kith", "sqlcipher", "sqlite"]),
        ("search_memory", &["kith", "sqlcipher", "sqlite"]),
        ("visit_bytes", &["kith"]),
        ("visit_export", &["kith"]),
        ("visit_import", &["kith"]),
        ("entry_bytes", &["kith", "sqlite", "json", "zstd-19"]),
    ];
    for (id, whose) in sized {
        for who in whose {
            for size in [1, 10] {
                assert!(of(id, who, size), "{id} {who} ×{size}");
            }
            let exponents = report["exponents"].as_array().unwrap();
            assert!(exponents.iter().any(|fitted| fitted["id"] == id && fitted["who"] == *who), "{id} {who}");
        }
    }
    for id in ["merge_rate", "merge_memory", "map_small", "map_large"] {
        assert!(of(id, "kith", 0), "{id}");
    }
}
