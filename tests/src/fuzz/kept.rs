//! What once went wrong, kept as the bytes that a phone was given: a seed makes another input as soon as inputs are made in
//! another way, bytes stay what they are. Each folder of `tests/crashers` holds the vaults of one office and files for them; a
//! folder that is there is never written again. `kith-fuzz --seed N+N,N --keep FOLDER` writes one: those with a comma go together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kith::{Kith, KithError};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::dice::Dice;
use super::inputs::{self, Input, Made, Target};
use super::office::{self, Office};
use super::{damage, gates, piece};

/// The phones that inputs are given to: who takes everything in, and who asked to join.
const PHONES: [&str; 2] = ["aled", "cara"];

/// What the folder of a damaged vault is called behind its dot.
const DAMAGED: &str = "vault";

/// Writes the inputs of these seeds as files beside the vaults that they are for, those of a group together, and damaged vaults as
/// folders.
///
/// # Panics
/// Where the folder is there, or cannot be written.
pub fn keep(groups: &[Vec<u64>], folder: &Path) {
    assert!(!folder.exists(), "{} is kept as it is", folder.display());
    let office = Office::new();
    for phone in PHONES {
        office::copy(&office.place(phone), &folder.join(phone));
    }
    groups.iter().for_each(|seeds| write(&office, seeds, folder));
}

fn write(office: &Office, seeds: &[u64], folder: &Path) {
    let mut made: Vec<(u64, Dice, Made)> = Vec::new();
    for seed in seeds {
        let mut dice = Dice::new(*seed);
        let input = inputs::make(office, &mut dice);
        made.push((*seed, dice, input));
    }
    let name = |seeds: &[u64]| seeds.iter().map(u64::to_string).collect::<Vec<_>>().join("-");
    let write = |file: String, bytes: &[u8]| std::fs::write(folder.join(file), bytes).unwrap();
    let of = |target: Target| -> (Vec<u64>, Vec<Vec<u8>>) {
        let of_it = made.iter().filter(|(.., made)| made.target == target);
        of_it.map(|(seed, _, made)| (*seed, piece(&made.input))).unzip()
    };
    let (parcels, statements) = (of(Target::Parcel), of(Target::Statement));
    let together = [parcels.0, statements.0].concat();
    if !together.is_empty() {
        let mut dice = Dice::new(together[0]);
        let mut pieces = (parcels.1, statements.1);
        write(format!("{}.kith", name(&together)), &office.sealed(&mut dice, &pieces.0, &pieces.1));
        if together.len() > 1 {
            // What comes of them may not depend on which came first.
            pieces.0.reverse();
            pieces.1.reverse();
            write(
                format!("{}.reversed.kith", name(&together)),
                &office.sealed(&mut dice, &pieces.0, &pieces.1),
            );
        }
    }
    for (seed, dice, made) in &mut made {
        match &made.input {
            Input::Parcel(_) | Input::Statement(_) => {}
            Input::Vault => {
                let damaged = damage::make(office, dice);
                office::copy(&damaged.home, &folder.join(format!("{seed}.{DAMAGED}")));
            }
            Input::Bundle(bytes) => write(format!("{seed}.kith"), bytes),
            Input::Admission(bytes) => write(format!("{seed}.kadm"), bytes),
            Input::Request(bytes) => write(format!("{seed}.kreq"), bytes),
            Input::Network(bytes) => write(format!("{seed}.graphml"), bytes),
            Input::Diary(mapping, bytes) => {
                write(format!("{seed}.toml"), mapping.as_bytes());
                write(format!("{seed}.csv"), bytes);
            }
            Input::Json(name, bytes) => write(format!("{seed}.{name}.json"), bytes),
        }
    }
}

/// Gives every file of a folder to the vault that it is for, as that was then: how many there were.
///
/// # Errors
/// What one of them brought about that no input may.
///
/// # Panics
/// Where the folder is not what [`keep`] writes.
pub fn give(folder: &Path) -> Result<usize, String> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end != "toml"));
    files.sort();
    // By the name before the first dot, what became of the record.
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    for file in &files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let said = |what: String| format!("{name}: {what}");
        let became = given(folder, file).map_err(said)?;
        let of = name.split('.').next().unwrap().to_owned();
        if let Some(became) = became
            && *hashes.entry(of).or_insert_with(|| became.clone()) != became
        {
            return Err(said("the record depends on what comes first".to_owned()));
        }
    }
    Ok(files.len())
}

/// What became of the record, where a record is what it was given to.
fn given(folder: &Path, file: &Path) -> Result<Option<String>, String> {
    let place = TempDir::new().unwrap();
    let copied = |phone: &str| {
        let home = place.path().join(phone);
        office::copy(&folder.join(phone), &home);
        home
    };
    let is = |ending: &str| file.extension().is_some_and(|end| end == ending);
    if is(DAMAGED) {
        return damage::opened(&copied(file.file_name().unwrap().to_str().unwrap())).map(|_| None);
    }
    let bytes = std::fs::read(file).unwrap();
    if is("kadm") {
        return match office::accept(&copied("cara"), &bytes) {
            Ok(kith) => sound(&kith).map(|()| None),
            Err(error) => refused(&error).map(|()| None),
        };
    }
    let kith = office::open(&copied("aled"), 4).map_err(|error| format!("{error:?}"))?;
    let individual =
        kith.show("caseload", &json!({})).map_err(|error| format!("{error:?}"))?.data[0]["individual"]
            .as_str()
            .unwrap()
            .to_owned();
    let before = office::hash(&kith, &individual);
    let outcome = if is("kith") {
        kith.import_bundle(&bytes).map(drop)
    } else if is("kreq") {
        kith.admit(&bytes, "worker", &[]).map(drop)
    } else if is("graphml") {
        kith.import_network_canvas(&individual, &bytes).map(drop)
    } else if is("csv") {
        let mapping = std::fs::read_to_string(file.with_extension("toml")).unwrap();
        kith.import_diary(&individual, &mapping, &bytes).map(drop)
    } else {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let name = stem.split_once('.').unwrap().1;
        let Ok(given) = serde_json::from_slice::<Value>(&bytes) else { return Ok(None) };
        if kith::SCREENS.contains(&name) {
            kith.show(name, &given).map(drop)
        } else {
            kith.perform(name, &given).map(drop)
        }
    };
    let after = office::hash(&kith, &individual);
    if let Err(error) = &outcome {
        refused(error)?;
        if after != before {
            return Err("refused, and the hash of the record is another".to_owned());
        }
    }
    sound(&kith)?;
    Ok(Some(after))
}

fn refused(error: &KithError) -> Result<(), String> {
    gates::refused(error).map(drop)
}

/// The phone answers, and what it keeps can be made again from its parcels.
fn sound(kith: &Kith) -> Result<(), String> {
    for screen in ["today", "caseload", "pending", "needs_look"] {
        kith.show(screen, &json!({})).map_err(|error| format!("{screen} answers {error:?}"))?;
    }
    let found = kith.doctor().map_err(|error| format!("the doctor answers {error:?}"))?;
    if found.caches_equal {
        Ok(())
    } else {
        Err("the caches made again from the parcels are others".to_owned())
    }
}
