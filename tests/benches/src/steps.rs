//! Steps: what is measured as a process of its own. Each answers with one line of JSON: how long each lap took, what it
//! took of the processor, and the most memory that the process held.

use std::path::Path;

use kith::Kith;
use kith_tests::world::chance::Chance;
use serde_json::{Value, json};

use crate::caseload::{ENTRIES_IN_A_VISIT, Record, typed, visit};
use crate::device::{Device, take_in};
use crate::measure::{Laps, peak_mib};
use crate::plain::Plain;
use crate::rows;

/// Takes a step by its name.
pub(crate) fn take(name: &str, rest: &[&str]) -> Value {
    let mut answer = match (name, rest) {
        ("open", [home]) => open(home),
        ("record", [home, visits]) => record(home, visits.parse().unwrap(), false),
        ("record-follow-up", [home, visits]) => record(home, visits.parse().unwrap(), true),
        ("search", [home]) => search(home),
        ("merge", [home, bundles]) => merge(home, Path::new(bundles)),
        ("map", [home, individual, laps]) => map(home, individual, laps.parse().unwrap()),
        ("exchange", [one, other, laps]) => exchange(one, other, laps.parse().unwrap()),
        ("plain-open", [file]) => plain_open(file),
        ("plain-record", [file, rows, visits]) => {
            plain_record(file, Path::new(rows), visits.parse().unwrap())
        }
        ("plain-search", [file]) => plain_search(file, false),
        ("cipher-search", [file]) => plain_search(file, true),
        _ => panic!("no such step: {name}"),
    };
    answer["peak_mib"] = json!(peak_mib());
    answer
}

/// The records of a caseload, beside its vaults.
pub(crate) fn records(folder: &Path) -> Vec<Record> {
    let text = std::fs::read_to_string(folder.join("records.json")).unwrap();
    let records: Value = serde_json::from_str(&text).unwrap();
    records.as_array().unwrap().iter().map(Record::from_json).collect()
}

fn device(home: &str) -> Device {
    Device::at(Path::new(home))
}

fn open(home: &str) -> Value {
    let mut laps = Laps::default();
    laps.time(|| device(home).open().show("today", &json!({})).unwrap());
    laps.to_json()
}

/// One visit to one record, again and again; the first begins a feed and is not counted.
fn record(home: &str, visits: usize, follow_up: bool) -> Value {
    let device = device(home);
    let records = records(device.home.parent().unwrap());
    let kith = device.open();
    let mut chance = Chance::new(77);
    let mut laps = Laps::default();
    for lap in 0..=visits {
        let arguments = new_visit(&mut chance, &records[0], follow_up);
        let act = || kith.perform("record_visit", &arguments).unwrap();
        if lap == 0 {
            act();
        } else {
            laps.time(act);
        }
    }
    laps.to_json()
}

fn new_visit(chance: &mut Chance, record: &Record, follow_up: bool) -> Value {
    let mut arguments = visit(chance, record, 1);
    if follow_up {
        arguments["follow_ups"] = json!([{"what": "ring the choir", "who": "Aled", "when": "2026-03-09"}]);
    }
    arguments
}

fn search(home: &str) -> Value {
    let kith = device(home).open();
    let mut laps = Laps::default();
    let mut found = 0;
    for typed in typed() {
        let arguments = json!({ "text": typed });
        let shown = laps.time(|| kith.show("search", &arguments).unwrap());
        found += shown.data.as_array().unwrap().len();
    }
    let mut answer = laps.to_json();
    answer["found"] = json!(found);
    answer
}

/// Takes in every bundle of a folder, in the order of their names.
fn merge(home: &str, bundles: &Path) -> Value {
    let kith = device(home).open();
    let mut files: Vec<_> = std::fs::read_dir(bundles).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut laps = Laps::default();
    let mut parcels = 0;
    for file in files {
        let bytes = std::fs::read(file).unwrap();
        parcels += laps.time(|| take_in(&kith, &bytes));
    }
    let mut answer = laps.to_json();
    answer["parcels"] = json!(parcels);
    answer["total_ms"] = json!(laps.total_ms());
    answer
}

fn map(home: &str, individual: &str, times: usize) -> Value {
    let kith = device(home).open();
    let mut laps = Laps::default();
    for _ in 0..times {
        laps.time(|| kith.show("map", &json!({ "individual": individual })).unwrap());
    }
    laps.to_json()
}

/// One visit, from one device to the other, again and again; each time the other proves that it holds it.
fn exchange(one: &str, other: &str, times: usize) -> Value {
    let (one, other) = (device(one), device(other));
    let folder = one.home.parent().unwrap();
    let members: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("members.json")).unwrap()).unwrap();
    let member = |place: usize| members[place].as_str().unwrap().to_owned();
    let (mine, theirs) = (one.open(), other.open());
    let records = records(folder);
    let mut chance = Chance::new(78);
    let (mut exports, mut imports) = (Laps::default(), Laps::default());
    let mut bytes = Vec::new();
    for lap in 0..=times {
        mine.perform("record_visit", &new_visit(&mut chance, &records[0], false)).unwrap();
        let export = |kith: &Kith, to: String| kith.export_bundle(&[to]).unwrap().0;
        // The first begins a feed: it is not one visit alone.
        let mut warm = Laps::default();
        let laps = if lap == 0 { [&mut warm, &mut Laps::default()] } else { [&mut exports, &mut imports] };
        let [exports, imports] = laps;
        let bundle = exports.time(|| export(&mine, member(1)));
        imports.time(|| take_in(&theirs, &bundle));
        if lap > 0 {
            bytes.push(bundle.len());
        }
        take_in(&mine, &export(&theirs, member(0)));
    }
    json!({ "ms": exports.ms(), "import_ms": imports.ms(), "bytes": bytes })
}

fn plain_open(file: &str) -> Value {
    let mut laps = Laps::default();
    let lines = laps.time(|| Plain::open(Path::new(file), false).today());
    let mut answer = laps.to_json();
    answer["lines"] = json!(lines);
    answer
}

/// The rows of one visit, again and again under new ids; the first is not counted, as with Kith.
fn plain_record(file: &str, folder: &Path, visits: usize) -> Value {
    let plain = Plain::open(Path::new(file), false);
    let of_one = |rows: &[Value]| {
        let visit = rows.iter().find(|row| row["kind"] == "visit").unwrap()["id"].clone();
        rows.iter().filter(|row| row["id"] == visit || row["visit"] == visit).cloned().collect::<Vec<_>>()
    };
    let some: Vec<Value> = rows::read(&folder.join("entries.jsonl")).take(10 * ENTRIES_IN_A_VISIT).collect();
    let visit = of_one(&some);
    assert_eq!(visit.len(), ENTRIES_IN_A_VISIT);
    let before = plain.entries();
    let mut laps = Laps::default();
    for lap in 0..=visits {
        let number = before + lap as i64;
        if lap == 0 {
            plain.record(&visit, number);
        } else {
            laps.time(|| plain.record(&visit, number));
        }
    }
    assert_eq!(plain.entries() - before, ((visits + 1) * ENTRIES_IN_A_VISIT) as i64);
    laps.to_json()
}

fn plain_search(file: &str, key: bool) -> Value {
    let plain = Plain::open(Path::new(file), key);
    let mut laps = Laps::default();
    let mut found = 0;
    for typed in typed() {
        found += laps.time(|| plain.search(&typed));
    }
    let mut answer = laps.to_json();
    answer["found"] = json!(found);
    answer
}
