//! The contract of the vault: what every vault does, whether on disk and fresh, on disk and brought up from an older
//! schema, or in memory; and what becomes of one that cannot be opened.

mod keeping;
mod opening;
mod read_model;
mod rekeying;
mod secrecy;

use std::collections::BTreeMap;
use std::path::Path;

use kith_domain::id::{CardId, DocumentId, EntryId, FeedId, IndividualId};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::{
    CardRow, CreateOptions, EntryRow, NewestRow, ParcelRow, ParcelState, Receipt, Unlock, Vault, VaultError,
};

const TEST: CreateOptions = CreateOptions { test_vault: true };

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(20)
}

fn unlock() -> Unlock {
    Unlock::KeyFile(Zeroizing::new([9; 32]))
}

fn passphrase(text: &str) -> Unlock {
    Unlock::Passphrase(Zeroizing::new(text.to_owned()))
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn create(home: &Path) -> Vault {
    Vault::create(home, &unlock(), TEST, &mut rng()).unwrap()
}

/// Runs the same test on each kind of vault.
fn on_each_vault(test: impl Fn(&mut Vault)) {
    let fresh = folder();
    test(&mut create(fresh.path()));
    let older = folder();
    drop(Vault::create_at(older.path(), &unlock(), TEST, &mut rng(), 1).unwrap());
    test(&mut Vault::open(older.path(), &unlock()).unwrap());
    test(&mut Vault::scratch().unwrap());
}

/// Every file below a directory with its bytes.
fn snapshot(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for file in std::fs::read_dir(directory).unwrap() {
        let file = file.unwrap();
        files.insert(file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap());
    }
    files
}

fn document(n: u8) -> DocumentId {
    DocumentId::from_bytes([n; 16])
}

fn feed(n: u8) -> FeedId {
    FeedId::from_bytes([n; 16])
}

fn individual(n: u8) -> IndividualId {
    IndividualId::from_bytes([n; 16])
}

fn entry_id(n: u8) -> EntryId {
    EntryId::from_bytes([n; 16])
}

fn parcel(id: u8, feed_number: u8, sequence: u64, state: ParcelState) -> ParcelRow {
    ParcelRow {
        id: [id; 32],
        document: document(1),
        feed: feed(feed_number),
        sequence,
        bytes: vec![id; 40],
        state,
        code: (state != ParcelState::Applied).then(|| "missing-dependency".to_owned()),
    }
}

fn parcels_held(vault: &Vault) -> usize {
    let mut held = 0;
    vault
        .read()
        .for_each_parcel(|_| {
            held += 1;
            Ok::<(), VaultError>(())
        })
        .unwrap();
    held
}

fn entry(id: u8, occurred_ms: i64) -> EntryRow {
    EntryRow {
        id: entry_id(id),
        digest: [id; 32],
        document: document(1),
        individual: individual(1),
        kind: "note".to_owned(),
        occurred_ms,
        recorded_ms: occurred_ms + 60_000,
        feeds: vec![feed(1)],
        visit: None,
        about: Vec::new(),
        json: format!("{{\"n\":{id}}}"),
        problem: None,
    }
}

fn card(id: u8, document_number: u8, kind: &str) -> CardRow {
    CardRow {
        id: CardId::from_bytes([id; 16]),
        document: document(document_number),
        individual: individual(1),
        kind: kind.to_owned(),
        ended: false,
        differs: false,
        json: "{}".to_owned(),
    }
}

fn receipt(sequence: u64, parcel: u8) -> Receipt {
    let device = kith_domain::id::DeviceId::from_bytes([4; 16]);
    Receipt { device, document: document(1), feed: feed(1), sequence, parcel: [parcel; 32] }
}

/// Something in every table.
fn fill(vault: &mut Vault) {
    vault
        .write(|w| {
            fill_truth(w)?;
            w.put_receipt(&receipt(1, 1))?;
            fill_read_model(w)
        })
        .unwrap();
}

/// Something in every table that every schema has, but for those of the read model.
fn fill_truth(w: &mut crate::Write<'_>) -> Result<(), VaultError> {
    w.insert_parcel(&parcel(1, 1, 1, ParcelState::Applied))?;
    w.insert_parcel(&parcel(2, 1, 2, ParcelState::Waiting))?;
    w.insert_statement([1; 32], "admission", b"statement")?;
    w.put_section_key(document(1), 1, &[3; 32])?;
    w.put_setting("device", b"identity")?;
    w.save_draft("visit", "{}")
}

fn fill_read_model(w: &mut crate::Write<'_>) -> Result<(), VaultError> {
    w.put_section(document(1), individual(1), "shared")?;
    w.put_document_cache(document(1), &[[5; 32]], b"saved")?;
    w.put_entry(&EntryRow { about: vec![[7; 16]], ..entry(1, 1000) })?;
    w.put_card(&card(7, 1, "person"))?;
    w.put_text("entry", [1; 16], individual(1), document(1), "walked to the harbour")?;
    w.note_recorded(NewestRow { document: document(1), feed: feed(1), recorded_ms: 61_000 })?;
    w.put_text("card", [7; 16], individual(1), document(1), "Rhian")
}
