//! What opens a vault is changed: what opened it before no longer does, what is to open it does, and what is in it stays.

use super::*;
use crate::key::{KEY_FILE_LENGTH, KeyFile, SLOT_COUNT};

fn key_file(byte: u8) -> Unlock {
    Unlock::KeyFile(Zeroizing::new([byte; 32]))
}

/// Which of these open the vault once it is closed.
fn opening<'a>(home: &Path, ways: &[(&'a str, &Unlock)]) -> Vec<&'a str> {
    let opens = |way: &Unlock| match Vault::open(home, way) {
        Ok(vault) => {
            assert_eq!(vault.read().setting("kept").unwrap().as_deref(), Some(&b"1"[..]));
            true
        }
        Err(error) => {
            assert_eq!(error, VaultError::WrongKey);
            false
        }
    };
    ways.iter().filter(|(_, way)| opens(way)).map(|(name, _)| *name).collect()
}

/// Changes a vault that opens by a key file, a passphrase and a sheet; what opens it then.
fn after(change: impl FnOnce(&mut Vault)) -> Vec<&'static str> {
    let home = folder();
    let (sheet, offered) = (Unlock::Recovery([1; 32]), Unlock::Recovery([2; 32]));
    let mut vault = Vault::create(home.path(), &key_file(1), TEST, &mut rng()).unwrap();
    vault.write(|w| w.put_setting("kept", b"1")).unwrap();
    vault.add_unlock(&passphrase("old"), &mut rng()).unwrap();
    vault.add_recovery(&[1; 32], &mut rng()).unwrap();
    change(&mut vault);
    drop(vault);
    assert_eq!(snapshot(home.path())["vault.key"].len(), KEY_FILE_LENGTH);
    assert!(!snapshot(home.path()).contains_key("vault.key.new"));
    let (old, new) = (passphrase("old"), passphrase("new"));
    let (first, second) = (key_file(1), key_file(2));
    opening(
        home.path(),
        &[
            ("old", &old),
            ("new", &new),
            ("file 1", &first),
            ("file 2", &second),
            ("sheet", &sheet),
            ("offered", &offered),
        ],
    )
}

#[test]
fn a_way_that_is_added_takes_the_place_of_one_of_its_kind_alone() {
    assert_eq!(after(|_| ()), ["old", "file 1", "sheet"]);
    let added = after(|vault| vault.add_unlock(&passphrase("new"), &mut rng()).unwrap());
    assert_eq!(added, ["new", "file 1", "sheet"]);
    let added = after(|vault| vault.add_unlock(&key_file(2), &mut rng()).unwrap());
    assert_eq!(added, ["old", "file 2", "sheet"]);
}

#[test]
fn a_way_that_replaces_the_others_leaves_the_sheet_alone() {
    let replaced = after(|vault| vault.replace_unlock(&key_file(2), &mut rng()).unwrap());
    assert_eq!(replaced, ["file 2", "sheet"]);
    let replaced = after(|vault| vault.replace_unlock(&passphrase("new"), &mut rng()).unwrap());
    assert_eq!(replaced, ["new", "sheet"]);
}

#[test]
fn a_new_sheet_opens_beside_the_old_one_until_it_is_put_away() {
    let offered = |vault: &mut Vault| vault.offer_recovery(&[2; 32], &mut rng()).unwrap();
    assert_eq!(after(offered), ["old", "file 1", "sheet", "offered"]);
    let settled = after(|vault| {
        offered(vault);
        vault.settle_recovery(&[2; 32], &mut rng()).unwrap();
    });
    assert_eq!(settled, ["old", "file 1", "offered"]);
    let never_put_away = after(|vault| {
        offered(vault);
        vault.offer_recovery(&[3; 32], &mut rng()).unwrap();
    });
    assert_eq!(never_put_away, ["old", "file 1", "sheet"]);
}

/// The slots of the key file, as they lie on the disk.
fn slots(home: &Path) -> Vec<Vec<u8>> {
    let bytes = std::fs::read(home.join("vault.key")).unwrap();
    let slots = &bytes[44..bytes.len() - 32];
    slots.chunks(slots.len() / SLOT_COUNT).map(<[u8]>::to_vec).collect()
}

#[test]
fn a_key_file_never_tells_which_ways_are_in_use() {
    let home = folder();
    let mut vault = create(home.path());
    let mut held = vec![slots(home.path())];
    vault.add_recovery(&[1; 32], &mut rng()).unwrap();
    held.push(slots(home.path()));
    vault.replace_unlock(&passphrase("new"), &mut rng()).unwrap();
    held.push(slots(home.path()));
    for slots in held {
        assert_eq!(slots.len(), SLOT_COUNT);
        for slot in slots {
            let distinct: std::collections::BTreeSet<u8> = slot.iter().copied().collect();
            assert!(slot.len() == 88 && distinct.len() > 40, "as random as a wrapped key is");
        }
    }
}

#[test]
fn a_key_file_that_cannot_be_written_leaves_what_opened_the_vault() {
    let home = folder();
    let mut vault = create(home.path());
    vault.write(|w| w.put_setting("kept", b"1")).unwrap();
    // In the way of the file that is written beside the key file.
    std::fs::create_dir(home.path().join("vault.key.new")).unwrap();
    assert!(matches!(vault.replace_unlock(&key_file(2), &mut rng()), Err(VaultError::Io(_))));
    assert_eq!(vault.is_opened_by(&key_file(2)), Err(VaultError::WrongKey));
    vault.is_opened_by(&unlock()).unwrap();
    drop(vault);
    let (new, old) = (key_file(2), unlock());
    assert_eq!(opening(home.path(), &[("new", &new), ("old", &old)]), ["old"]);
    let held = KeyFile::from_bytes(&std::fs::read(home.path().join("vault.key")).unwrap()).unwrap();
    assert!(held.is_test());
}
