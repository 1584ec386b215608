use std::path::Path;

use kith_domain::id::MemberId;
use kith_sync::{SectionKey, SignedStatement, Statement};
use kith_vault::Unlock;
use serde_json::json;
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::clock::Reproducible;
use crate::session::{Reckoned, Session};
use crate::strings::{Language, Strings};
use crate::{commands, enrol, founding};

fn unlock(seed: u8) -> Unlock {
    Unlock::KeyFile(Zeroizing::new([seed; 32]))
}

fn fixed(seed: u64) -> Option<Reproducible> {
    Some(Reproducible { now: "2026-03-02T09:00:00+00:00".parse().unwrap(), seed })
}

fn founder(home: &TempDir) -> Session {
    let strings = Strings::new(Language::English);
    founding::found(&home.path().join("founder"), &unlock(1), "Bryn", "Alys", fixed(1), strings, false)
        .unwrap()
        .0
}

fn joined(home: &TempDir, by: &mut Session, name: &str, seed: u8) -> Session {
    let (home, key, reproducible) = (home.path().join(name), unlock(seed), fixed(seed.into()));
    let request = enrol::request(&home, &key, name, reproducible).unwrap();
    let answer = by.admit(&request.file, kith_domain::role::Role::Worker, &[]).unwrap();
    enrol::accept(&home, &key, &answer.file, reproducible, Strings::new(Language::English)).unwrap().0
}

fn open(home: &Path, seed: u8) -> Session {
    let vault = kith_vault::Vault::open(home, &unlock(seed)).unwrap();
    Session::start(vault, home, Strings::new(Language::English), fixed(seed.into())).unwrap()
}

fn statements(of: &Session) -> Vec<SignedStatement> {
    let held = of.vault.read().statements().unwrap();
    held.iter().map(|row| SignedStatement::from_bytes(&row.bytes).unwrap()).collect()
}

fn learn(session: &mut Session, statements: &[SignedStatement]) {
    let root = session.identity.root_public;
    let reckoned = Reckoned::with(&session.vault.read(), root, statements).unwrap();
    session.receive(reckoned, statements, &[], |_| Ok(())).unwrap();
}

fn individual(session: &mut Session) -> String {
    let person = json!({"name": "Megan", "languages": ["en"], "team": []});
    let made = commands::perform(session, "add_individual", &person);
    serde_json::to_value(made.unwrap()).unwrap()["ids"]["individual"].as_str().unwrap().to_owned()
}

fn give_access(session: &mut Session, individual: &str, member: MemberId) {
    let access = json!({"individual": individual, "member": member.to_string(), "reason": "Covers Friday"});
    commands::perform(session, "give_access", &access).unwrap();
}

#[test]
fn an_envelope_with_another_key_than_the_sections_does_not_keep_a_newcomer_out() {
    let home = tempfile::tempdir().unwrap();
    let mut alys = founder(&home);
    let (ceri, mut ben) = (joined(&home, &mut alys, "ceri", 2), joined(&home, &mut alys, "ben", 3));
    let megan = individual(&mut alys);
    for reader in [ceri.identity.member, ben.identity.member] {
        give_access(&mut alys, &megan, reader);
    }
    let all = statements(&alys);
    let device = ben.membership.device(ben.identity.device).unwrap().clone();
    // Ceri reads the sections too, and so may seal their keys; what she seals is not their key.
    let wrong: Vec<SignedStatement> = all
        .iter()
        .filter_map(|signed| match signed.statement() {
            Ok(Statement::Section { document, .. }) => {
                let key = SectionKey::generate(&mut ben.rng);
                let to = device.seal.as_slice();
                let sealed = kith_sync::seal_key(&key, document, 1, device.device, to, &mut ben.rng).unwrap();
                Some(Statement::KeyEnvelope { document, epoch: 1, device: device.device, sealed })
            }
            _ => None,
        })
        .map(|says| {
            SignedStatement::sign_by_device(&says, ceri.identity.device, &ceri.identity.keys).unwrap()
        })
        .collect();
    assert_eq!(wrong.len(), 2);
    let (right, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|signed| {
        matches!(signed.statement(), Ok(Statement::KeyEnvelope { device: to, .. }) if to == device.device)
    });
    learn(&mut ben, &others);
    learn(&mut ben, &wrong);
    assert!(ben.vault.read().section_keys().unwrap().is_empty(), "a key that is not the section's was taken");
    learn(&mut ben, &right);
    assert_eq!(ben.vault.read().section_keys().unwrap(), alys.vault.read().section_keys().unwrap());
}

#[test]
fn a_vault_restored_from_before_a_section_gets_its_key_back() {
    let home = tempfile::tempdir().unwrap();
    let mut alys = founder(&home);
    let ben = joined(&home, &mut alys, "ben", 2);
    let before = statements(&alys);
    let megan = individual(&mut alys);
    give_access(&mut alys, &megan, ben.identity.member);
    let keys = alys.vault.read().section_keys().unwrap();
    let others = statements(&alys).into_iter().filter(|signed| !before.contains(signed)).collect::<Vec<_>>();
    // The same device with what its vault held before.
    let mut restored = kith_vault::Vault::scratch().unwrap();
    restored
        .write(|tx| {
            for signed in before.iter().chain(&others) {
                tx.insert_statement(signed.id(), signed.kind(), &signed.to_bytes())?;
            }
            let membership = Reckoned::of(tx, alys.identity.root_public)?.membership;
            super::open_sections(tx, &membership, &alys.identity)
        })
        .unwrap();
    assert_eq!(restored.read().section_keys().unwrap(), keys);
}

#[test]
fn only_staff_learn_of_people_with_whom_they_share_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut alys = founder(&home);
    let ben = joined(&home, &mut alys, "ben", 2);
    let [megan, idris] = [individual(&mut alys), individual(&mut alys)];
    give_access(&mut alys, &megan, ben.identity.member);
    let mut own = |name: &str, of: &str, seed: u8| {
        let (home, key) = (home.path().join(name), unlock(seed));
        let request = enrol::request(&home, &key, name, fixed(seed.into())).unwrap();
        let role = kith_domain::role::Role::Individual;
        let answer = alys.admit(&request.file, role, &[of.parse().unwrap()]).unwrap();
        let strings = Strings::new(Language::English);
        enrol::accept(&home, &key, &answer.file, fixed(seed.into()), strings).unwrap().0
    };
    let (megans, idriss) = (own("megan", &megan, 4), own("idris", &idris, 5));
    let known = |session: &Session, bytes: &[u8]| {
        let mut session_of = session.membership.clone();
        if !bytes.is_empty() {
            let read =
                kith_sync::read_bundle(bytes, session.identity.device, &session.identity.keys).unwrap();
            let more =
                read.contents().statements.iter().map(|bytes| SignedStatement::from_bytes(bytes).unwrap());
            let all: Vec<SignedStatement> = statements(session).into_iter().chain(more).collect();
            session_of = kith_sync::Membership::new(session.identity.root_public, &all);
        }
        let mut names: Vec<String> = session_of.members().map(|member| member.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(known(&megans, b""), ["Alys", "ben", "megan"]);
    assert_eq!(known(&idriss, b""), ["Alys", "idris"]);
    let to_ben = alys.export_bundle(&[ben.identity.member]).unwrap().0;
    assert_eq!(known(&ben, &to_ben), ["Alys", "ben", "megan"]);
    let to_idris = alys.export_bundle(&[idriss.identity.member]).unwrap().0;
    assert_eq!(known(&idriss, &to_idris), ["Alys", "idris"]);
}

#[test]
fn a_signature_is_verified_once_and_by_the_doctor_whenever_it_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let mut alys = founder(&home);
    let ben = joined(&home, &mut alys, "ben", 2);
    let noted = |session: &Session| {
        let rows = session.vault.read().statements().unwrap();
        rows.iter().filter(|row| row.signed_by.is_some()).count()
    };
    // Whoever joins has verified all that the admission told, and keeps that.
    assert_eq!(noted(&ben), statements(&ben).len());
    // What this device says itself is noted with its next write.
    let megan = individual(&mut alys);
    give_access(&mut alys, &megan, ben.identity.member);
    assert_eq!(noted(&alys) + alys.verified.len(), statements(&alys).len());
    individual(&mut alys);
    assert!(noted(&alys) + alys.verified.len() == statements(&alys).len() && noted(&alys) > 8);
    // A note that is not true would be believed; the doctor goes by the signature alone.
    let says = Statement::Feed {
        feed: kith_domain::id::FeedId::from_bytes([1; 16]),
        document: kith_domain::id::DocumentId::from_bytes([2; 16]),
        device: ben.identity.device,
    };
    let device = ben.identity.device;
    let mut forged = SignedStatement::sign_by_device(&says, device, &alys.identity.keys).unwrap();
    forged.signature = [9; 64];
    alys.vault
        .write(|tx| {
            tx.insert_statement(forged.id(), forged.kind(), &forged.to_bytes())?;
            tx.note_signature(&forged.id(), &ben.identity.keys.public().sign)
        })
        .unwrap();
    let found = alys.doctor().unwrap().problems;
    let about = found.iter().find(|problem| problem.parcel == Some(hex::encode(forged.id())));
    assert_eq!(about.unwrap().code, "statement_bad_signature");
}

#[test]
fn statements_that_the_other_said_it_holds_are_not_sent_again() {
    let home = tempfile::tempdir().unwrap();
    let mut alys = founder(&home);
    drop(joined(&home, &mut alys, "ben", 2));
    let [now, old] = ["ben", "ben-before"].map(|name| home.path().join(name));
    std::fs::create_dir(&old).unwrap();
    for file in std::fs::read_dir(&now).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), old.join(file.file_name())).unwrap();
    }
    let mut ben = open(&now, 2);
    let megan = individual(&mut alys);
    give_access(&mut alys, &megan, ben.identity.member);
    let carried = |from: &mut Session, to: &mut Session| {
        let bytes = from.export_bundle(&[to.identity.member]).unwrap().0;
        let read = kith_sync::read_bundle(&bytes, to.identity.device, &to.identity.keys).unwrap();
        let count = read.contents().statements.len();
        to.import_bundle(&bytes).unwrap();
        count
    };
    let all = statements(&alys).len();
    assert_eq!(carried(&mut alys, &mut ben), all);
    // Nothing was heard from Ben yet: what was sent may have been lost.
    assert_eq!(carried(&mut alys, &mut ben), all);
    assert_eq!(carried(&mut ben, &mut alys), 0, "the bundle before told what its sender holds");
    assert_eq!(carried(&mut alys, &mut ben), 0);
    // What is new about one record is sent, with the people who read it, and about no other.
    let idris = individual(&mut alys);
    give_access(&mut alys, &idris, ben.identity.member);
    let new = statements(&alys).len() - all;
    let people = 4;
    assert_eq!(carried(&mut alys, &mut ben), new + people);
    carried(&mut ben, &mut alys);
    assert_eq!(carried(&mut alys, &mut ben), 0);
    // What a parcel rests on goes along with it, whatever was said: Ben's phone may have been put back since.
    let note = json!({"individual": idris, "text": "Rang", "section": "team"});
    commands::perform(&mut alys, "note", &note).unwrap();
    let rests_on = carried(&mut alys, &mut ben);
    assert!((people + 1..new + people).contains(&rests_on), "one section of two: {rests_on} of {new}");
    carried(&mut ben, &mut alys);
    assert_eq!(carried(&mut alys, &mut ben), 0);
    // Ben's phone is put back to when it joined. It says what it holds, and is told the rest.
    let mut restored = open(&old, 2);
    let lost = statements(&ben).len() - statements(&restored).len();
    assert!(lost > 0);
    carried(&mut restored, &mut alys);
    assert!(carried(&mut alys, &mut restored) >= lost);
    assert_eq!(statements(&restored), statements(&ben));
    assert_eq!(restored.vault.read().section_keys().unwrap(), ben.vault.read().section_keys().unwrap());
}
