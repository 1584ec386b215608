//! Damaged vaults: their files changed from outside, and what lies inside the seal changed by somebody who has the key; of
//! this schema and of older ones, so that every migration meets it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kith::Kith;
use kith_vault::{NEWEST_SCHEMA, Vault, Write};
use serde_json::json;

use super::dice::Dice;
use super::gates::{Ended, refused, spoil_bytes};
use super::office::{self, Office};
use super::spoil;
use super::watch::timed;

/// A vault that was damaged, and what it was before.
pub(super) struct Damaged {
    pub(super) home: PathBuf,
    of: &'static str,
    came: usize,
    lengths: BTreeMap<&'static str, u64>,
}

/// Damages a vault of the sender's.
pub(super) fn make(office: &Office, dice: &mut Dice) -> Damaged {
    let (mut home, older) = (office.place("spoilt"), office.place("older"));
    office::copy(&office.place("bethan"), &home);
    let came = counted(&home);
    let mut of = "today's";
    if dice.one_in(2) {
        let _absent = std::fs::remove_dir_all(&older);
        let schemas: Vec<u32> = (1..NEWEST_SCHEMA).collect();
        let schema = *dice.pick(&schemas);
        let vault = Vault::open(&home, &office::unlock()).unwrap();
        vault.copy_at(&older, &office::unlock(), dice.rng(), schema).unwrap();
        drop(vault);
        // The copy has no read model, and not every schema has a migration before it that has it made again.
        let stale = |tx: &mut Write<'_>| tx.put_setting("read_model_stale", &[1]);
        vault_of(&older).unwrap().write(stale).unwrap();
        let token = "vault.incarnation";
        std::fs::copy(home.join(token), older.join(token)).unwrap();
        (of, home) = ("older", older);
    }
    let lengths = lengths(&home);
    if dice.one_in(2) {
        outside(&home, dice)
    } else {
        inside(&home, dice)
    }
    Damaged { home, of, came, lengths }
}

pub(super) fn give(office: &Office, dice: &mut Dice) -> Ended {
    let Damaged { home, of, came, lengths: made } = make(office, dice);
    // What was put behind the end of a database is no part of it, and may go.
    let spoilt = lengths(&home);
    let (ended, kith) = opened(&home)?;
    let hash = kith.map(|kith| hash(&kith, &office.individual));
    if ended == SOUND && hash != Some(Ok(office.hash_of_sender())) && counted(&home) >= came {
        return Err(format!("the doctor calls it sound, and the hash of the record is another: {hash:?}"));
    }
    for (name, length) in made {
        let length = spoilt.get(name).map_or(0, |spoilt| length.min(*spoilt));
        let after = std::fs::metadata(home.join(name)).map_or(0, |file| file.len());
        if after < length && name != "vault.db-wal" {
            return Err(format!("{name} is shorter than it was"));
        }
    }
    Ok(format!("{of}, {ended}"))
}

/// Where the doctor finds nothing wrong.
const SOUND: &str = "sound";

/// How many parcels and statements a vault holds. Where it holds fewer than came, whole rows were taken away, which takes the key.
/// Nobody can tell: a vault to which they never came looks the same, where nothing that is here rests on them and where the read
/// model is made again, as a migration does. The record is another then, and is what the vault holds.
fn counted(home: &Path) -> usize {
    let Ok(vault) = vault_of(home) else { return 0 };
    let read = vault.read();
    let mut count = read.statements().map_or(0, |rows| rows.len());
    let mut take = |_| {
        count += 1;
        Ok::<(), kith_vault::VaultError>(())
    };
    read.for_each_parcel(&mut take).map_or(0, |()| count)
}

fn lengths(home: &Path) -> BTreeMap<&'static str, u64> {
    let names = ["vault.db", "vault.key", "vault.db-wal"];
    names
        .into_iter()
        .filter_map(|name| Some((name, std::fs::metadata(home.join(name)).ok()?.len())))
        .collect()
}

/// What a phone of the street would do to the files.
fn outside(home: &Path, dice: &mut Dice) {
    let name = *dice.pick(&["vault.db", "vault.db", "vault.key", "vault.incarnation", "vault.db-wal"]);
    let path = home.join(name);
    let mut bytes = std::fs::read(&path).unwrap_or_default();
    spoil::bytes(dice, &mut bytes, &[]);
    std::fs::write(&path, bytes).unwrap();
}

/// What only somebody with the key can do.
fn inside(home: &Path, dice: &mut Dice) {
    let Ok(mut vault) = vault_of(home) else { return };
    for _ in 0..=dice.below(3) {
        let mut spoiling = Dice::new(dice.number() ^ u64::from(dice.byte()));
        // What the engine would not have is no damage.
        let _refused =
            vault.spoil(&mut |end| dice.below(end), &mut |bytes| spoil_bytes(&mut spoiling, bytes));
    }
}

fn vault_of(home: &Path) -> Result<Vault, kith_vault::VaultError> {
    Vault::open_as_it_is(home, &office::unlock())
}

/// Opens it as anybody would, looks at everything and asks the doctor: where that ended, and the phone where the doctor answered.
pub(super) fn opened(home: &Path) -> Result<(String, Option<Kith>), String> {
    let kith = match timed(|| office::open(home, 5)) {
        Ok(kith) => kith,
        Err(error) => return Ok((damaged(&error)?, None)),
    };
    for name in ["caseload", "today", "pending", "needs_look"] {
        if let Err(error) = timed(|| kith.show(name, &json!({}))) {
            return Ok((format!("{} of a screen", damaged(&error)?), None));
        }
    }
    match timed(|| kith.doctor()) {
        Ok(found) => {
            let first = found.problems.first().map(|problem| problem.code.clone());
            Ok((first.map_or_else(|| SOUND.to_owned(), |code| format!("doctor: {code}")), Some(kith)))
        }
        Err(error) => Ok((format!("{} of the doctor", damaged(&error)?), None)),
    }
}

/// The hash of the record, or why there is none.
fn hash(kith: &Kith, individual: &str) -> Result<String, String> {
    let shown = timed(|| kith.show("hash", &json!({ "individual": individual })));
    shown
        .map(|shown| shown.data["hash"].as_str().unwrap().to_owned())
        .map_err(|error| error.code().to_owned())
}

/// Here damage is what was asked for; only a fault of ours is none.
fn damaged(error: &kith::KithError) -> Ended {
    match error {
        kith::KithError::Unreadable { .. } | kith::KithError::Storage { .. } => Ok(error.code().to_owned()),
        other => refused(other),
    }
}
