//! The vaults that are measured: founded, shared and filled by the commands that a person's phone would carry out. What
//! takes long is made once for its size and kept.

use std::path::{Path, PathBuf};
use std::time::Instant;

use kith::Kith;
use kith_tests::world::chance::Chance;
use serde_json::{Value, json};

use crate::caseload::{self, PEOPLE, Record};
use crate::device::{Device, carry, made};
use crate::places::{bench_folder, kept};
use crate::plain::Plain;
use crate::plan::Plan;
use crate::rows;

const SEED: u64 = 20_260_302;
/// After so many commands the log is folded in, as an app does when nobody waits.
const TIDY_EVERY: usize = 2000;

/// The caseload of a size: two devices that hold it all, its rows, and the same rows in plain databases.
pub(crate) fn caseload(plan: &Plan, size: usize) -> PathBuf {
    let folder = bench_folder().join(format!("caseload-{}-{size}", plan.name()));
    kept(&folder, |folder| make_caseload(plan, size, folder));
    folder
}

fn make_caseload(plan: &Plan, size: usize, folder: &Path) {
    let mut chance = Chance::new(SEED);
    let (one, other) = (Device::at(&folder.join("one")), Device::at(&folder.join("other")));
    let (kith, founder) = one.found();
    let worker = other.join(&kith, "Bethan Rees");
    let records = begin_records(&kith, &mut chance, plan.records);
    write(folder, "records.json", &json!(records.iter().map(Record::to_json).collect::<Vec<_>>()));
    write(folder, "members.json", &json!([founder, worker]));
    let visits = plan.visits * size;
    // The history grows longer, and where there is much of it denser: a visit a week, but within five years.
    let hours_apart = (5 * 365 * 24 / visits as i64).min(7 * 24);
    let start = Instant::now();
    let mut done = 0;
    for visit in (1..=visits as i64).rev() {
        for record in &records {
            let arguments = caseload::visit(&mut chance, record, visit * hours_apart);
            kith.perform("record_visit", &arguments).unwrap();
            done += 1;
            if done % TIDY_EVERY == 0 {
                kith.checkpoint().unwrap();
            }
        }
    }
    kith.checkpoint().unwrap();
    let recorded_s = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let theirs = other.open();
    let first_bundle = carry(&kith, &theirs, &worker);
    let first_exchange_s = start.elapsed().as_secs_f64();
    theirs.checkpoint().unwrap();
    carry(&theirs, &kith, &founder);
    kith.checkpoint().unwrap();
    drop((kith, theirs));
    let entries = rows::write(&one, folder);
    assert_eq!(entries, plan.entries(size));
    Plain::build(&folder.join("plain.db"), false, folder);
    Plain::build(&folder.join("cipher.db"), true, folder);
    let (json_bytes, zstd_bytes) = rows::compressed(&folder.join("entries.jsonl"));
    let sizes = json!({
        "entries": entries, "recorded_s": recorded_s, "first_exchange_s": first_exchange_s, "first_bundle": first_bundle,
        "json_bytes": json_bytes, "zstd_bytes": zstd_bytes, "vault_bytes": one.bytes(),
        "plain_bytes": crate::places::bytes_below(&folder.join("plain.db")),
    });
    write(folder, "sizes.json", &sizes);
}

fn begin_records(kith: &Kith, chance: &mut Chance, count: usize) -> Vec<Record> {
    (0..count).map(|_| begin_record(kith, chance, PEOPLE)).collect()
}

fn begin_record(kith: &Kith, chance: &mut Chance, people: usize) -> Record {
    let name = caseload::name(chance);
    let individual = made(kith, "add_individual", &json!({"name": name, "languages": ["en"]}), "individual");
    let people =
        (0..people).map(|_| made(kith, "add_person", &caseload::person(chance, &individual), "person"));
    let people = people.collect();
    let record = Record { individual, people };
    for (command, arguments) in caseload::beginnings(chance, &record) {
        kith.perform(command, &arguments).unwrap();
    }
    record
}

/// Ten workers apart for two weeks: a fresh device that holds what was there before, and a bundle from each of them.
pub(crate) fn two_weeks(plan: &Plan) -> PathBuf {
    let folder = bench_folder().join(format!("two-weeks-{}", plan.name()));
    kept(&folder, |folder| make_two_weeks(plan, folder));
    folder
}

fn make_two_weeks(plan: &Plan, folder: &Path) {
    let mut chance = Chance::new(SEED + 1);
    let (founder, founder_id) = Device::at(&folder.join("founder")).found();
    let fresh = Device::at(&folder.join("fresh"));
    let fresh_id = fresh.join(&founder, "Fflur Hughes");
    let workers: Vec<(Device, String)> = (0..plan.workers)
        .map(|number| {
            let device = Device::at(&folder.join(format!("worker-{number}")));
            let member = device.join(&founder, &format!("Worker {number}"));
            (device, member)
        })
        .collect();
    let records = begin_records(&founder, &mut chance, plan.records);
    let bundles = folder.join("bundles");
    std::fs::create_dir_all(&bundles).unwrap();
    let phone = fresh.open();
    carry(&founder, &phone, &fresh_id);
    for (number, (device, member)) in workers.iter().enumerate() {
        let kith = device.open();
        carry(&founder, &kith, member);
        carry(&phone, &kith, member);
        for visit in 0..plan.worker_visits {
            let record = &records[(visit + number) % records.len()];
            let hours_ago = (14 * 24 * (plan.worker_visits - visit) / plan.worker_visits) as i64;
            kith.perform("record_visit", &caseload::visit(&mut chance, record, hours_ago)).unwrap();
        }
        let (bytes, _) = kith.export_bundle(std::slice::from_ref(&fresh_id)).unwrap();
        std::fs::write(bundles.join(format!("{number:03}.kith")), bytes).unwrap();
        // What the workers wrote, for the peers: as rows.
        drop(kith);
        let rows = folder.join(format!("rows-{number:03}"));
        std::fs::create_dir_all(&rows).unwrap();
        rows::write(device, &rows);
        std::fs::remove_dir_all(&device.home).unwrap();
    }
    phone.checkpoint().unwrap();
    drop((founder, phone));
    assert!(!founder_id.is_empty());
    std::fs::remove_dir_all(folder.join("founder")).unwrap();
}

/// A vault with one record for each of these numbers of people; its individuals.
pub(crate) fn maps(plan: &Plan) -> (PathBuf, Vec<String>) {
    let folder = bench_folder().join(format!("maps-{}-{}", plan.maps[0], plan.maps[1]));
    kept(&folder, |folder| {
        let mut chance = Chance::new(SEED + 2);
        let (kith, _) = Device::at(&folder.join("one")).found();
        let records: Vec<Value> =
            plan.maps.iter().map(|people| begin_record(&kith, &mut chance, *people).to_json()).collect();
        kith.checkpoint().unwrap();
        write(folder, "records.json", &json!(records));
    });
    let individuals = crate::steps::records(&folder).into_iter().map(|record| record.individual).collect();
    (folder, individuals)
}

fn write(folder: &Path, name: &str, value: &Value) {
    std::fs::write(folder.join(name), value.to_string()).unwrap();
}

/// What was noted when a caseload was made.
pub(crate) fn sizes(folder: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("sizes.json")).unwrap()).unwrap()
}
