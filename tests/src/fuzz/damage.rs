//! Damaged vaults: their files changed from outside, and what lies inside the seal changed by somebody who has the key; of
//! this schema and of older ones, so that every migration meets it.

use std::collections::BTreeMap;
use std::path::Path;

use kith_vault::{NEWEST_SCHEMA, Vault};

use super::dice::Dice;
use super::gates::{Ended, refused, spoil_bytes};
use super::office::{self, Office};
use super::spoil;
use super::watch::timed;

pub(super) fn give(office: &Office, dice: &mut Dice) -> Ended {
    let (home, older) = (office.place("spoilt"), office.place("older"));
    office::copy(&office.place("bethan"), &home);
    let mut what = "today's";
    if dice.one_in(2) {
        let _absent = std::fs::remove_dir_all(&older);
        let schemas: Vec<u32> = (1..NEWEST_SCHEMA).collect();
        let schema = *dice.pick(&schemas);
        let vault = Vault::open(&home, &office::unlock()).unwrap();
        vault.copy_at(&older, &office::unlock(), dice.rng(), schema).unwrap();
        drop(vault);
        let token = "vault.incarnation";
        std::fs::copy(home.join(token), older.join(token)).unwrap();
        what = "older";
    }
    let home = if what == "older" { older } else { home };
    let made = lengths(&home);
    if dice.one_in(2) {
        outside(&home, dice)
    } else {
        inside(&home, dice)
    }
    // What was put behind the end of a database is no part of it, and may go.
    let spoilt = lengths(&home);
    let ended = opened(&home).map(|stage| format!("{what}, {stage}"))?;
    for (name, length) in made {
        let length = spoilt.get(name).map_or(0, |spoilt| length.min(*spoilt));
        let after = std::fs::metadata(home.join(name)).map_or(0, |file| file.len());
        if after < length && name != "vault.db-wal" {
            return Err(format!("{name} is shorter than it was"));
        }
    }
    Ok(ended)
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

/// Opens it as anybody would, looks at everything and asks the doctor.
fn opened(home: &Path) -> Ended {
    let kith = match timed(|| office::open(home, 5)) {
        Ok(kith) => kith,
        Err(error) => return damaged(&error),
    };
    for name in ["caseload", "today", "pending", "needs_look"] {
        if let Err(error) = timed(|| kith.show(name, &serde_json::json!({}))) {
            return damaged(&error).map(|code| format!("{code} of a screen"));
        }
    }
    match timed(|| kith.doctor()) {
        Ok(found) => {
            let first = found.problems.first().map(|problem| problem.code.clone());
            Ok(first.map_or_else(|| "sound".to_owned(), |code| format!("doctor: {code}")))
        }
        Err(error) => damaged(&error).map(|code| format!("{code} of the doctor")),
    }
}

/// Here damage is what was asked for; only a fault of ours is none.
fn damaged(error: &kith::KithError) -> Ended {
    match error {
        kith::KithError::Unreadable { .. } | kith::KithError::Storage { .. } => Ok(error.code().to_owned()),
        other => refused(other),
    }
}
