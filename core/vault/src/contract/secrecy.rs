//! What someone sees who has the files and not the key.

use super::*;

const CANARY: &str = "Llanfairpwllcanary";

/// The canary as it could lie on a disk: UTF-8, UTF-16 and base64 at each of the three alignments.
fn shapes() -> Vec<Vec<u8>> {
    let mut shapes = vec![CANARY.as_bytes().to_vec()];
    shapes.push(CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect());
    shapes.push(b"TGxhbmZhaXJwd2xsY2FuYXJ5".to_vec());
    shapes.push(b"xsYW5mYWlycHdsbGNhbmFye".to_vec());
    shapes.push(b"MbGFuZmFpcnB3bGxjYW5hcn".to_vec());
    shapes
}

fn canaries(home: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in snapshot(home) {
        for shape in shapes() {
            if bytes.windows(shape.len()).any(|window| window == shape) {
                found.push(name.clone());
            }
        }
    }
    found
}

fn plant(vault: &mut Vault) {
    let text = CANARY.to_owned();
    vault
        .write(|w| {
            w.insert_parcel(&ParcelRow {
                bytes: shapes().concat(),
                code: Some(text.clone()),
                ..parcel(1, 1, 1, ParcelState::Waiting)
            })?;
            w.insert_statement([1; 32], &text, text.as_bytes())?;
            w.put_setting(&text, text.as_bytes())?;
            w.save_draft(&text, &text)?;
            w.put_section(document(1), individual(1), &text)?;
            w.put_document_cache(document(1), &[], text.as_bytes())?;
            w.put_entry(&EntryRow {
                kind: text.clone(),
                json: text.clone(),
                problem: Some(text.clone()),
                ..entry(1, 1)
            })?;
            w.put_card(&CardRow { kind: text.clone(), json: text.clone(), ..card(1, 1, "") })?;
            w.put_text(&text, [1; 16], individual(1), document(1), &text)
        })
        .unwrap();
    vault.save_draft_now("now", CANARY).unwrap();
}

#[test]
fn nothing_written_is_readable_in_the_files() {
    let home = folder();
    let mut vault = create(home.path());
    plant(&mut vault);
    assert!(snapshot(home.path())["vault.db-wal"].len() > 4096, "the log is among the files looked at");
    assert_eq!(canaries(home.path()), [""; 0]);
    vault.checkpoint().unwrap();
    assert_eq!(canaries(home.path()), [""; 0]);
    vault.write(|w| w.clear_read_model()).unwrap();
    drop(vault);
    assert_eq!(canaries(home.path()), [""; 0]);
    let names: Vec<_> = snapshot(home.path()).into_keys().collect();
    assert_eq!(names, ["vault.db", "vault.db-wal", "vault.key", "vault.lock"]);
}

#[test]
fn the_same_content_without_a_key_is_found() {
    let home = folder();
    let mut vault = Vault::scratch().unwrap();
    plant(&mut vault);
    let plain = home.path().join("plain.db");
    vault.connection.execute("VACUUM INTO ?1", [plain.to_str().unwrap()]).unwrap();
    assert!(canaries(home.path()).len() >= shapes().len());
}

/// Without a key, so that what is left behind can be looked for; set up as an encrypted one is in all else.
#[test]
fn what_is_deleted_is_overwritten() {
    let home = folder();
    let mut connection = rusqlite::Connection::open(home.path().join("plain.db")).unwrap();
    crate::engine::harden(&connection).unwrap();
    crate::engine::use_log(&connection).unwrap();
    crate::schema::migrate(&mut connection, crate::schema::NEWEST).unwrap();
    let mut vault = Vault { connection, place: None };
    let left_after = |vault: &Vault| {
        crate::engine::checkpoint(&vault.connection, || Ok(0)).unwrap();
        let lower = CANARY.to_lowercase();
        let files: Vec<u8> = snapshot(home.path()).into_values().flatten().collect();
        let index = files.windows(lower.len()).any(|window| window == lower.as_bytes());
        (canaries(home.path()).len(), index)
    };
    vault
        .write(|w| {
            w.save_draft("visit", &CANARY.repeat(1000))?;
            w.put_text("entry", [1; 16], individual(1), document(1), "something else")?;
            w.put_text("entry", [2; 16], individual(1), document(1), CANARY)
        })
        .unwrap();
    let (content, index) = left_after(&vault);
    assert!(content > 0 && index, "what is held is found");
    vault
        .write(|w| {
            w.discard_draft("visit")?;
            w.put_text("entry", [1; 16], individual(1), document(1), "")?;
            w.put_text("entry", [2; 16], individual(1), document(1), "")
        })
        .unwrap();
    assert_eq!(left_after(&vault), (0, false));
}

#[cfg(unix)]
#[test]
fn every_file_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let above = folder();
    let home = above.path().join("a/home");
    let mut vault = create(&home);
    fill(&mut vault);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    for name in snapshot(&home).keys() {
        assert_eq!(mode(&home.join(name)), 0o600, "{name}");
    }
}

#[test]
fn every_way_of_opening_leaves_a_key_file_of_one_length() {
    let home = folder();
    let mut vault = Vault::create(home.path(), &passphrase("un"), TEST, &mut rng()).unwrap();
    fill(&mut vault);
    let mut lengths = vec![snapshot(home.path())["vault.key"].len()];
    vault.add_recovery(&[6; 32], &mut rng()).unwrap();
    lengths.push(snapshot(home.path())["vault.key"].len());
    vault.add_unlock(&unlock(), &mut rng()).unwrap();
    lengths.push(snapshot(home.path())["vault.key"].len());
    vault.add_unlock(&passphrase("dau"), &mut rng()).unwrap();
    lengths.push(snapshot(home.path())["vault.key"].len());
    assert_eq!(lengths, [crate::KEY_FILE_LENGTH; 4]);
    drop(vault);
    for way in [Unlock::Recovery([6; 32]), unlock(), passphrase("dau")] {
        let vault = Vault::open(home.path(), &way).unwrap();
        assert_eq!(parcels_held(&vault), 2);
    }
    assert_eq!(Vault::open(home.path(), &passphrase("un")).err(), Some(VaultError::WrongKey));
}
