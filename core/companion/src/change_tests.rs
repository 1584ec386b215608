use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kith_domain::id::{DocumentId, FeedId};
use kith_sync::{Parcel, Payload, Place, SectionKey, SignedStatement, Statement};
use kith_vault::{ParcelRow, ParcelState, Unlock, Vault, VaultError};
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::clock::Reproducible;
use crate::session::{Reckoned, Session};
use crate::strings::{Language, Strings};
use crate::{commands, enrol, founding, screens};

fn unlock(seed: u8) -> Unlock {
    Unlock::KeyFile(Zeroizing::new([seed; 32]))
}

fn fixed(seed: u8) -> Option<Reproducible> {
    Some(Reproducible { now: "2026-03-02T09:00:00+00:00".parse().unwrap(), seed: seed.into() })
}

fn strings() -> Strings {
    Strings::new(Language::English)
}

/// A founder, a worker whom they let in, and a record that both read.
struct Two {
    home: TempDir,
    alys: Session,
    ben: Session,
    megan: String,
}

impl Two {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let (mut alys, _) = founding::found(
            &home.path().join("alys"),
            &unlock(1),
            "Bryn",
            "Alys",
            fixed(1),
            strings(),
            false,
        )
        .unwrap();
        let megan = json!({"name": "Megan", "languages": ["en"]});
        let megan = make(&mut alys, "add_individual", "individual", &megan);
        let place = home.path().join("ben");
        let request = enrol::request(&place, &unlock(2), "Ben", fixed(2)).unwrap();
        let answer = alys.admit(&request.file, kith_domain::role::Role::Worker, &[]).unwrap();
        let (mut ben, _) = enrol::accept(&place, &unlock(2), &answer.file, fixed(2), strings()).unwrap();
        let (bundle, _) = alys.export_bundle(&[ben.identity.member]).unwrap();
        ben.import_bundle(&bundle).unwrap();
        Self { home, alys, ben, megan }
    }

    fn note(&self) -> Value {
        json!({"individual": self.megan, "text": "Quiet today"})
    }

    /// What the worker wrote first, and two parcels that each go on from there.
    fn branches(&mut self) -> [Parcel; 3] {
        let before: BTreeSet<[u8; 32]> = parcels(&self.ben.vault).into_iter().map(|row| row.id).collect();
        let note = self.note();
        commands::perform(&mut self.ben, "note", &note).unwrap();
        let rows = parcels(&self.ben.vault);
        let first = rows.iter().find(|row| !before.contains(&row.id)).unwrap();
        let parcel = Parcel::from_bytes(&first.bytes).unwrap();
        let key = self.ben.vault.read().section_key(first.document, 1).unwrap().unwrap();
        let key = SectionKey::from_bytes(*key);
        let payload = kith_sync::open(&parcel, &key).unwrap();
        let payload = Payload { entries: payload.entries, ..Payload::default() };
        let place = Place {
            document: first.document,
            feed: first.feed,
            sequence: first.sequence + 1,
            previous: kith_sync::ciphertext_hash(&parcel),
            epoch: 1,
        };
        let (keys, rng) = (&self.ben.identity.keys, &mut self.ben.rng);
        let mut seal = || kith_sync::seal(&payload, place, &key, keys, rng).unwrap();
        [parcel, seal(), seal()]
    }

    /// The founder takes parcels in, with everything that the worker has signed.
    fn receive(&mut self, parcels: &[&Parcel]) {
        let statements = self.ben.vault.read().statements().unwrap();
        let statements: Vec<SignedStatement> =
            statements.iter().map(|row| SignedStatement::from_bytes(&row.bytes).unwrap()).collect();
        let parcels: Vec<Vec<u8>> = parcels.iter().map(|parcel| parcel.to_bytes()).collect();
        let root = self.alys.identity.root_public;
        let reckoned = Reckoned::with(&self.alys.vault.read(), root, &statements).unwrap();
        self.alys.receive(reckoned, &statements, &parcels, |_| Ok(())).unwrap();
    }
}

fn make(session: &mut Session, name: &str, id: &str, given: &Value) -> String {
    let done = commands::perform(session, name, given).unwrap();
    done.ids[id].as_str().unwrap().to_owned()
}

fn parcels(vault: &Vault) -> Vec<ParcelRow> {
    let mut rows = Vec::new();
    let mut take = |row| {
        rows.push(row);
        Ok::<(), VaultError>(())
    };
    vault.read().for_each_parcel(&mut take).unwrap();
    rows
}

/// How many transactions the log of a vault holds: a page that ends one says how long the database then is.
fn transactions(home: &Path) -> usize {
    const HEADER: usize = 32;
    const FRAME: usize = 24 + 4096;
    let log = std::fs::read(home.join("vault.db-wal")).unwrap();
    log[HEADER..].chunks_exact(FRAME).filter(|frame| frame[4..8] != [0; 4]).count()
}

#[test]
fn a_command_and_a_bundle_are_one_transaction_each() {
    let mut two = Two::new();
    let [alys, ben] = ["alys", "ben"].map(|name| two.home.path().join(name));
    let person = json!({"individual": two.megan, "name": "Tom", "kind": "person"});
    for (name, given) in [("note", two.note()), ("add_person", person)] {
        let before = transactions(&ben);
        commands::perform(&mut two.ben, name, &given).unwrap();
        assert_eq!(transactions(&ben), before + 1, "{name}");
    }
    let (bundle, _) = two.ben.export_bundle(&[two.alys.identity.member]).unwrap();
    let before = transactions(&alys);
    two.alys.import_bundle(&bundle).unwrap();
    assert_eq!(transactions(&alys), before + 1);
}

#[test]
fn a_restored_vault_takes_no_number_that_another_life_of_it_has_used() {
    let Two { home, alys, mut ben, megan } = Two::new();
    let (place, backup) = (home.path().join("ben"), home.path().join("backup"));
    let note = json!({"individual": megan, "text": "Quiet today"});
    commands::perform(&mut ben, "note", &note).unwrap();
    drop((ben, alys));
    std::fs::create_dir(&backup).unwrap();
    let copy = |from: &Path, to: &Path| {
        for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    };
    copy(&place, &backup);
    let write = || {
        let vault = Vault::open(&place, &unlock(2)).unwrap();
        let mut session = Session::start(vault, &place, strings(), fixed(7)).unwrap();
        commands::perform(&mut session, "note", &note).unwrap();
        let rows = parcels(&session.vault).into_iter();
        rows.map(|row| (row.id, row.feed, row.sequence)).collect::<BTreeSet<([u8; 32], FeedId, u64)>>()
    };
    let lost = write();
    copy(&backup, &place);
    let restored = write();
    let places: BTreeSet<(FeedId, u64)> =
        lost.union(&restored).map(|(_, feed, sequence)| (*feed, *sequence)).collect();
    assert_eq!(places.len(), lost.union(&restored).count(), "one place, one parcel");
    assert_eq!(lost.symmetric_difference(&restored).count(), 2);
}

#[test]
fn what_was_exported_is_exported_again_until_it_is_proved_to_have_come() {
    let Two { home: _home, mut alys, mut ben, megan } = Two::new();
    commands::perform(&mut ben, "note", &json!({"individual": megan, "text": "Quiet today"})).unwrap();
    let to = [alys.identity.member];
    let (_, first) = ben.export_bundle(&to).unwrap();
    let (bundle, again) = ben.export_bundle(&to).unwrap();
    assert!(first.parcels > 0 && again.parcels == first.parcels, "{first:?} {again:?}");
    alys.import_bundle(&bundle).unwrap();
    let (answer, _) = alys.export_bundle(&[ben.identity.member]).unwrap();
    ben.import_bundle(&answer).unwrap();
    assert_eq!(ben.export_bundle(&to).unwrap().1.parcels, 0, "a control: proved, it is not sent again");
}

#[test]
fn to_say_the_same_again_is_an_act_of_its_own() {
    let Two { home: _home, mut ben, megan, .. } = Two::new();
    let tom = json!({"individual": megan, "name": "Tom", "kind": "person"});
    let tom = make(&mut ben, "add_person", "person", &tom);
    let shown = screens::show(&mut ben, "individual", &json!({ "individual": megan })).unwrap();
    let again = json!({
        "card": tom, "field": "name", "value": "Tom", "seen": shown.data["seen"], "reason": "Asked",
        "voice": {"speaker": "worker", "how": "observed", "method": "behaviour"},
    });
    let facts = |ben: &Session| {
        let row = ben.vault.read().cards_with_id(tom.parse().unwrap()).unwrap().remove(0);
        let card: Value = serde_json::from_str(&row.json).unwrap();
        card["fields"]["name"].as_array().unwrap().len()
    };
    let (before, held) = (facts(&ben), parcels(&ben.vault).len());
    let fact = make(&mut ben, "set_field", "fact", &again);
    assert_eq!((facts(&ben), parcels(&ben.vault).len()), (before + 1, held + 1), "{fact}");
}

#[test]
fn both_branches_of_a_fork_are_applied_and_that_there_are_two_is_noted() {
    let mut two = Two::new();
    let [first, one, other] = two.branches();
    two.receive(&[&first, &one, &other]);
    let rows = parcels(&two.alys.vault);
    let row = |parcel: &Parcel| {
        let id = kith_sync::parcel_id(&parcel.to_bytes());
        rows.iter().find(|row| row.id == id).map(|row| (row.state, row.code.clone())).unwrap()
    };
    assert_eq!(row(&first), (ParcelState::Applied, None));
    let mut notes = [row(&one), row(&other)];
    notes.sort_by_key(|(_, code)| code.clone());
    let forked = Some(crate::receive::FORKED.to_owned());
    assert_eq!(notes, [(ParcelState::Applied, None), (ParcelState::Applied, forked)]);
}

#[test]
fn what_cannot_be_believed_is_kept_as_it_came() {
    let mut two = Two::new();
    let [first, mut altered, _] = two.branches();
    altered.signature[0] ^= 1;
    two.receive(&[&first, &altered]);
    let held = two.alys.vault.read().parcels_in_state(ParcelState::Quarantined).unwrap();
    let held: Vec<(Vec<u8>, Option<&str>)> =
        held.iter().map(|row| (row.bytes.clone(), row.code.as_deref())).collect();
    assert_eq!(held, [(altered.to_bytes(), Some("bad_signature"))]);
}

#[test]
fn what_waited_for_a_parcel_is_applied_with_it_also_where_that_is_set_aside() {
    let mut two = Two::new();
    let [first, one, _] = two.branches();
    let (ben, document) = (&mut two.ben, DocumentId::from_bytes(first.header.document));
    let own = FeedId::from_bytes(first.header.feed);
    // In a feed that is gone through before the worker's own.
    let before = std::iter::repeat_with(|| kith_sync::new_feed(document, ben.identity.device, &mut ben.rng));
    let feed = { before }.find(|feed| *feed < own).unwrap();
    let said = Statement::Feed { feed, document, device: ben.identity.device };
    let said = SignedStatement::sign_by_device(&said, ben.identity.device, &ben.identity.keys).unwrap();
    ben.vault.write(|tx| tx.insert_statement(said.id(), said.kind(), &said.to_bytes())).unwrap();
    let key = SectionKey::from_bytes(*ben.vault.read().section_key(document, 1).unwrap().unwrap());
    let mut seal = |payload: &Payload, feed, sequence, previous| {
        let place = Place { document, feed, sequence, previous, epoch: 1 };
        kith_sync::seal(payload, place, &key, &ben.identity.keys, &mut ben.rng).unwrap()
    };
    let unreadable = Payload { entries: vec![b"no entry".to_vec()], ..Payload::default() };
    let aside = seal(&unreadable, own, 2, one.header.previous);
    let after = Payload { after: BTreeMap::from([(own, 2)]), ..Payload::default() };
    let waits = seal(&after, feed, 1, [0; 32]);
    two.receive(&[&first]);
    two.receive(&[&aside, &waits]);
    let read = two.alys.vault.read();
    let state =
        |parcel: &Parcel| read.parcel(&kith_sync::parcel_id(&parcel.to_bytes())).unwrap().unwrap().state;
    assert_eq!((state(&aside), state(&waits)), (ParcelState::Quarantined, ParcelState::Applied));
}
