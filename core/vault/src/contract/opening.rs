//! Making and opening: each way it can fail is its own error, and leaves every file as it was.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::*;
use crate::key::KeyFile;
use crate::{Damage, StorageProblem, engine, schema};

/// A closed vault with something in it, in the database as well as in the log.
fn closed() -> TempDir {
    let home = folder();
    let mut vault = create(home.path());
    fill(&mut vault);
    vault.checkpoint().unwrap();
    vault.write(|w| w.put_setting("later", b"1")).unwrap();
    home
}

/// Opening fails like this and changes no byte.
fn check_refused(home: &Path, unlock: &Unlock, expected: VaultError) {
    let before = snapshot(home);
    assert_eq!(Vault::open(home, unlock).err(), Some(expected));
    assert_eq!(snapshot(home), before);
}

fn rewrite(home: &Path, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(home.join(name)).unwrap();
    change(&mut bytes);
    std::fs::write(home.join(name), bytes).unwrap();
}

const fn damaged(detail: Damage) -> VaultError {
    VaultError::Damaged { detail }
}

#[test]
fn a_wrong_key_is_a_wrong_key_and_nothing_else() {
    let home = closed();
    let wrong = [
        Unlock::KeyFile(Zeroizing::new([8; 32])),
        Unlock::Recovery([9; 32]),
        passphrase(""),
        passphrase("a guess"),
    ];
    for way in &wrong {
        check_refused(home.path(), way, VaultError::WrongKey);
    }
    assert!(Vault::open(home.path(), &unlock()).is_ok());
}

#[test]
fn where_no_vault_is_nothing_is_made() {
    let home = folder();
    check_refused(home.path(), &unlock(), VaultError::NoVault);
    let missing = home.path().join("missing");
    assert_eq!(Vault::open(&missing, &unlock()).err(), Some(VaultError::NoVault));
    assert!(!missing.exists());
}

#[test]
fn a_vault_is_never_made_over_another_or_what_is_left_of_one() {
    for lost in ["", "vault.db", "vault.key"] {
        let home = closed();
        if !lost.is_empty() {
            std::fs::remove_file(home.path().join(lost)).unwrap();
        }
        let before = snapshot(home.path());
        let made = Vault::create(home.path(), &unlock(), TEST, &mut rng());
        assert_eq!(made.err(), Some(VaultError::AlreadyExists));
        assert_eq!(snapshot(home.path()), before);
    }
}

#[test]
fn a_lost_file_is_said_by_name() {
    let home = closed();
    std::fs::remove_file(home.path().join("vault.db")).unwrap();
    check_refused(home.path(), &unlock(), damaged(Damage::DatabaseMissing));
    let home = closed();
    std::fs::remove_file(home.path().join("vault.key")).unwrap();
    check_refused(home.path(), &unlock(), damaged(Damage::KeyFileMissing));
}

#[test]
fn what_is_not_ours_is_foreign() {
    let home = closed();
    rewrite(home.path(), "vault.key", |bytes| *bytes = b"some other program's key file".to_vec());
    check_refused(home.path(), &unlock(), VaultError::Foreign);

    // Encrypted with our very key, and yet not ours.
    let home = closed();
    let key = KeyFile::from_bytes(&snapshot(home.path())["vault.key"]).unwrap().open(&unlock()).unwrap();
    std::fs::remove_file(home.path().join("vault.db-wal")).unwrap();
    rewrite(home.path(), "vault.db", Vec::clear);
    let other = engine::open(&home.path().join("vault.db"), &key).unwrap();
    other.execute_batch("CREATE TABLE recipe (name)").unwrap();
    drop(other);
    check_refused(home.path(), &unlock(), VaultError::Foreign);
}

#[test]
fn another_database_in_the_place_of_ours_is_damage() {
    let home = closed();
    let plain = home.path().join("plain.db");
    Connection::open(&plain).unwrap().execute_batch("CREATE TABLE recipe (name)").unwrap();
    let elsewhere = folder();
    drop(
        Vault::create(
            elsewhere.path(),
            &passphrase("other"),
            TEST,
            &mut rand_chacha::ChaCha20Rng::seed_from_u64(1),
        )
        .unwrap(),
    );
    for other in [plain, elsewhere.path().join("vault.db")] {
        let home = closed();
        std::fs::copy(other, home.path().join("vault.db")).unwrap();
        std::fs::remove_file(home.path().join("vault.db-wal")).unwrap();
        std::fs::write(home.path().join("vault.db-wal"), []).unwrap();
        check_refused(home.path(), &unlock(), damaged(Damage::Page));
    }
}

#[test]
fn a_truncated_database_is_damage_wherever_it_is_cut() {
    let home = closed();
    let whole = snapshot(home.path());
    let length = whole["vault.db"].len();
    for log in [true, false] {
        for cut in [0, 1, 15, 100, 4095, 4096, 4097, length / 2, length - 4096, length - 1] {
            let home = folder();
            for (name, bytes) in &whole {
                std::fs::write(home.path().join(name), bytes).unwrap();
            }
            if !log {
                std::fs::write(home.path().join("vault.db-wal"), []).unwrap();
            }
            rewrite(home.path(), "vault.db", |bytes| bytes.truncate(cut));
            let before = snapshot(home.path());
            let error = Vault::open(home.path(), &unlock()).err();
            assert!(matches!(error, Some(VaultError::Damaged { .. })), "{cut} with log {log}: {error:?}");
            assert_eq!(snapshot(home.path()), before);
        }
    }
}

#[test]
fn a_damaged_page_is_found_and_never_called_a_wrong_key() {
    let home = closed();
    let whole = snapshot(home.path());
    let pages = whole["vault.db"].len() / 4096;
    assert!(pages > 20);
    let mut found = BTreeSet::new();
    for page in 0..pages {
        let home = folder();
        for (name, bytes) in &whole {
            std::fs::write(home.path().join(name), bytes).unwrap();
        }
        rewrite(home.path(), "vault.db", |bytes| bytes[page * 4096 + 1000] ^= 1);
        let before = snapshot(home.path());
        match Vault::open(home.path(), &unlock()) {
            Ok(vault) => {
                let number = u32::try_from(page + 1).unwrap();
                let problems = vault.verify().unwrap();
                assert!(problems.contains(&StorageProblem::Page(number)), "{number}: {problems:?}");
                found.insert("by verifying");
            }
            Err(error) => {
                assert_eq!(error, damaged(Damage::Page), "page {page}");
                found.insert("by opening");
            }
        }
        assert_eq!(snapshot(home.path()), before);
        for error in errors_of_use(home.path()) {
            assert_eq!(error, damaged(Damage::Page), "page {page}");
            found.insert("by use");
        }
    }
    assert_eq!(found, BTreeSet::from(["by opening", "by use", "by verifying"]));
}

/// Every error of reading and writing here and there; none if the vault does not open.
fn errors_of_use(home: &Path) -> Vec<VaultError> {
    let Ok(mut vault) = Vault::open(home, &unlock()) else {
        return Vec::new();
    };
    let read = vault.read();
    let mut errors = vec![
        read.parcels(document(1)).err(),
        read.statements().err(),
        read.read_model_digest().err(),
        read.search("har", None, 1).err(),
    ];
    drop(vault);
    vault = Vault::open(home, &unlock()).unwrap();
    for _ in 0..2 {
        let parcel = parcel(77, 1, 77, ParcelState::Applied);
        errors.push(vault.write(|w| fill_read_model(w).and(w.insert_parcel(&parcel))).err());
    }
    errors.into_iter().flatten().collect()
}

#[test]
fn a_newer_vault_is_left_alone() {
    let home = closed();
    let vault = Vault::open(home.path(), &unlock()).unwrap();
    vault.connection.pragma_update(None, "user_version", schema::NEWEST + 5).unwrap();
    drop(vault);
    let newer = VaultError::Newer { found: schema::NEWEST + 5, supported: schema::NEWEST };
    check_refused(home.path(), &unlock(), newer);
    let home = closed();
    rewrite(home.path(), "vault.key", |bytes| bytes[8] = 3);
    check_refused(home.path(), &unlock(), VaultError::Newer { found: 3, supported: 1 });
}

#[test]
fn an_open_vault_holds_what_a_screen_reads_in_memory() {
    let home = closed();
    let mut vault = Vault::open(home.path(), &unlock()).unwrap();
    let held =
        |vault: &Vault| -> Vec<i64> { vault.read().all("PRAGMA cache_size", [], |row| row.get(0)).unwrap() };
    // In KiB, as a number below zero says.
    assert_eq!(held(&vault), [-16 << 10]);
    vault.reconnect().unwrap();
    assert_eq!(held(&vault), [-16 << 10]);
}

#[test]
fn a_second_opener_is_turned_away() {
    let home = closed();
    let first = Vault::open(home.path(), &unlock()).unwrap();
    check_refused(home.path(), &unlock(), VaultError::InUse);
    drop(first);
    assert!(Vault::open(home.path(), &unlock()).is_ok());
}

#[test]
fn creation_cut_short_is_begun_again_or_finished() {
    // Before the key was written: nothing of a vault is there yet.
    let home = folder();
    std::fs::write(home.path().join("vault.db.new"), b"half a database").unwrap();
    check_refused(home.path(), &unlock(), VaultError::NoVault);
    drop(create(home.path()));
    assert_eq!(Vault::open(home.path(), &unlock()).unwrap().verify().unwrap(), []);
    // After it: the database only lacks its name.
    let home = folder();
    drop(create(home.path()));
    std::fs::remove_file(home.path().join("vault.db-wal")).unwrap();
    std::fs::rename(home.path().join("vault.db"), home.path().join("vault.db.new")).unwrap();
    check_refused(home.path(), &passphrase("no"), VaultError::WrongKey);
    let made = Vault::create(home.path(), &unlock(), TEST, &mut rng());
    assert_eq!(made.err(), Some(VaultError::AlreadyExists));
    assert_eq!(Vault::open(home.path(), &unlock()).unwrap().verify().unwrap(), []);
}

#[test]
fn a_test_vault_is_known_as_one() {
    let test = folder();
    drop(create(test.path()));
    let vault = Vault::open(test.path(), &unlock()).unwrap();
    assert!(vault.is_test());
    let real = folder();
    drop(Vault::create(real.path(), &unlock(), CreateOptions::default(), &mut rng()).unwrap());
    let vault = Vault::open(real.path(), &unlock()).unwrap();
    assert!(!vault.is_test());
}

#[test]
fn a_damaged_key_file_is_found_while_the_vault_is_open() {
    let home = closed();
    let mut vault = Vault::open(home.path(), &unlock()).unwrap();
    assert_eq!(vault.verify().unwrap(), []);
    rewrite(home.path(), "vault.key", |bytes| bytes[60] ^= 1);
    assert_eq!(vault.verify().unwrap(), [StorageProblem::KeyFile]);
    vault.add_unlock(&passphrase("anew"), &mut rng()).unwrap();
    assert_eq!(vault.verify().unwrap(), []);
}

#[test]
fn a_search_index_out_of_step_is_found() {
    on_each_vault(|vault| {
        fill(vault);
        assert_eq!(vault.verify().unwrap(), []);
        let sql =
            "INSERT INTO search (search, rowid, words) SELECT 'delete', number, words FROM text LIMIT 1";
        vault.connection.execute(sql, []).unwrap();
        assert_eq!(vault.verify().unwrap(), [StorageProblem::SearchIndex]);
    });
}

/// Permissions do not bind the superuser, who may be running the tests: so the attempt is made by a copy of this
/// program that runs as nobody.
#[cfg(unix)]
mod read_only {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    const NOBODY: u32 = 65_534;
    const HOME: &str = "KITH_VAULT_READ_ONLY_HOME";

    fn set_mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn attempt(home: &Path) {
        assert_eq!(Vault::open(home, &unlock()).err(), Some(VaultError::ReadOnly));
        assert_eq!(
            Vault::create(&home.join("inside"), &unlock(), TEST, &mut rng()).err(),
            Some(VaultError::ReadOnly)
        );
    }

    #[test]
    fn a_read_only_vault_is_said_to_be_one() {
        if let Some(home) = std::env::var_os(HOME) {
            return attempt(Path::new(&home));
        }
        let home = closed();
        let before = snapshot(home.path());
        let superuser = std::fs::metadata(home.path()).unwrap().uid() == 0;
        for name in before.keys() {
            let file = home.path().join(name);
            set_mode(&file, 0o400);
            if superuser {
                chown(&file, Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
        if superuser {
            chown(home.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        set_mode(home.path(), 0o500);
        if superuser {
            let place = folder();
            set_mode(place.path(), 0o755);
            let program = place.path().join("tests");
            std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
            set_mode(&program, 0o755);
            let name = "contract::opening::read_only::a_read_only_vault_is_said_to_be_one";
            let run = Command::new(&program)
                .args(["--exact", name])
                .env(HOME, home.path())
                .current_dir(place.path())
                .uid(NOBODY)
                .gid(NOBODY)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&run.stdout);
            assert!(run.status.success() && said.contains("1 passed"), "{said}");
        } else {
            attempt(home.path());
        }
        set_mode(home.path(), 0o700);
        for name in before.keys() {
            set_mode(&home.path().join(name), 0o600);
        }
        assert_eq!(snapshot(home.path()), before);
    }
}
