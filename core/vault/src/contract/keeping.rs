//! Parcels, statements, keys, settings, receipts and drafts: kept as given; and a transaction is whole or nothing.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use kith_domain::id::{AttachmentId, DeviceId};

use super::*;
use crate::{AttachmentElsewhere, StagedRow, StatementRow, Write};

/// Everything that can be asked, in one text.
fn everything(vault: &Vault) -> String {
    let read = vault.read();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        read.parcels(document(1)),
        read.sections_elsewhere(individual(1)),
        read.statements(),
        read.section_keys(),
        read.setting("device"),
        read.receipts(),
        read.drafts(),
        read.document_cache(document(1)),
        read.read_model_digest(),
        read.search("harbour", None, 10),
    )
}

#[test]
fn parcels_are_kept_as_given() {
    on_each_vault(|vault| {
        let rows = [
            parcel(5, 1, 2, ParcelState::Applied),
            parcel(4, 1, 1, ParcelState::Applied),
            parcel(3, 1, 4, ParcelState::Applied),
            parcel(2, 2, 1, ParcelState::Waiting),
            parcel(1, 2, u64::MAX, ParcelState::Quarantined),
        ];
        vault
            .write(|w| {
                for row in &rows {
                    assert!(w.insert_parcel(row)?);
                }
                let other_bytes =
                    ParcelRow { bytes: vec![0], state: ParcelState::Waiting, ..rows[0].clone() };
                assert!(!w.insert_parcel(&other_bytes)?, "a held parcel is not replaced");
                w.insert_parcel(&ParcelRow { document: document(2), ..parcel(9, 3, 7, ParcelState::Applied) })
            })
            .unwrap();
        let read = vault.read();
        assert_eq!(read.parcel(&[5; 32]).unwrap().as_ref(), Some(&rows[0]));
        assert_eq!(read.parcel(&[8; 32]).unwrap(), None);
        assert!(read.has_parcel(&[1; 32]).unwrap() && !read.has_parcel(&[8; 32]).unwrap());
        let order = |rows: Vec<ParcelRow>| rows.iter().map(|row| row.id[0]).collect::<Vec<_>>();
        assert_eq!(order(read.parcels(document(1)).unwrap()), [4, 5, 3, 2, 1]);
        assert_eq!(order(read.parcels_after(document(1), feed(1), 1).unwrap()), [5, 3]);
        assert_eq!(order(read.parcels_after(document(1), feed(2), u64::MAX).unwrap()), [0; 0]);
        assert_eq!(order(read.parcels_in_state(ParcelState::Waiting).unwrap()), [2]);
        assert_eq!(order(read.parcels_in_state(ParcelState::Applied).unwrap()), [5, 4, 3, 9], "as they came");
        assert_eq!(order(read.parcels_not_applied(document(1)).unwrap()), [2, 1]);
        assert_eq!(order(read.parcels_not_applied(document(2)).unwrap()), [0; 0]);
        let mut seen = Vec::new();
        read.for_each_parcel(|row| {
            seen.push(row);
            Ok::<(), VaultError>(())
        })
        .unwrap();
        assert_eq!(order(seen), [4, 5, 3, 2, 1, 9]);
        let mut calls = 0;
        let stopped = read.for_each_parcel(|_| {
            calls += 1;
            Err(VaultError::WrongKey)
        });
        assert_eq!((stopped, calls), (Err(VaultError::WrongKey), 1));
    });
}

#[test]
fn a_feed_reaches_as_far_as_its_last_applied_parcel() {
    on_each_vault(|vault| {
        vault
            .write(|w| {
                for (id, feed, sequence, state) in [
                    (1, 1, 1, ParcelState::Applied),
                    (2, 1, 2, ParcelState::Applied),
                    (3, 1, 4, ParcelState::Applied),
                    (5, 2, 1, ParcelState::Applied),
                    (6, 2, 1, ParcelState::Applied),
                    (7, 2, 2, ParcelState::Waiting),
                    (9, 4, 1, ParcelState::Quarantined),
                ] {
                    w.insert_parcel(&parcel(id, feed, sequence, state))?;
                }
                Ok::<_, VaultError>(())
            })
            .unwrap();
        let read = vault.read();
        assert_eq!(read.feeds(document(1)).unwrap(), [feed(1), feed(2), feed(4)]);
        assert_eq!(read.feeds(document(2)).unwrap(), []);
        let heads = read.feed_heads(document(1)).unwrap();
        assert_eq!(heads, BTreeMap::from([(feed(1), (4, [3; 32])), (feed(2), (1, [5; 32]))]));
        let ids = |rows: Vec<ParcelRow>| rows.iter().map(|row| row.id[0]).collect::<Vec<_>>();
        assert_eq!(ids(read.parcels_at(document(1), feed(2), 1).unwrap()), [5, 6]);
        assert_eq!(ids(read.parcels_at(document(1), feed(2), 2).unwrap()), [7]);
        assert!(read.parcels_noted(document(1)).unwrap().is_empty());
        assert_eq!(vault.read().feed_head(feed(1)).unwrap(), Some((4, [3; 32])));
        assert_eq!(vault.read().feed_head(feed(2)).unwrap(), Some((1, [5; 32])));
        assert_eq!(vault.read().feed_head(feed(4)).unwrap(), None);
        let moved = vault.write(|w| {
            assert!(!w.set_parcel_state(&[99; 32], ParcelState::Applied, None)?);
            assert!(w.set_parcel_state(&[9; 32], ParcelState::Waiting, Some("no-key"))?);
            w.set_parcel_state(&[6; 32], ParcelState::Applied, Some("forked"))?;
            w.set_parcel_state(&[7; 32], ParcelState::Applied, None)
        });
        assert_eq!(moved, Ok(true));
        assert_eq!(vault.read().feed_heads(document(1)).unwrap()[&feed(2)], (2, [7; 32]));
        assert_eq!(ids(vault.read().parcels_noted(document(1)).unwrap()), [6]);
        assert_eq!(vault.read().parcel(&[7; 32]).unwrap().unwrap().code, None);
        let waiting = vault.read().parcel(&[9; 32]).unwrap().unwrap();
        assert_eq!((waiting.state, waiting.code.as_deref()), (ParcelState::Waiting, Some("no-key")));
    });
}

#[test]
fn statements_keys_settings_receipts_and_drafts_are_kept() {
    on_each_vault(|vault| {
        vault
            .write(|w| {
                assert!(w.insert_statement([2; 32], "admission", b"two")?);
                assert!(w.insert_statement([1; 32], "organisation", b"one")?);
                assert!(!w.insert_statement([2; 32], "admission", b"other")?);
                w.note_signature(&[2; 32], &[3; 32])?;
                let said = |digest| BTreeMap::from([(None, [digest; 16])]);
                w.put_statements_elsewhere(DeviceId::from_bytes([4; 16]), &said(1))?;
                w.put_statements_elsewhere(DeviceId::from_bytes([6; 16]), &said(3))?;
                let now = BTreeMap::from([(Some(document(1)), [2; 16])]);
                w.put_statements_elsewhere(DeviceId::from_bytes([4; 16]), &now)?;
                w.put_section(document(2), individual(1), "shared")?;
                let by = DeviceId::from_bytes([4; 16]);
                for (section, of) in [(3, 1), (1, 2), (2, 1), (1, 1)] {
                    w.put_section_elsewhere(by, document(section), individual(of))?;
                }
                w.put_section_key(document(1), 2, &[8; 32])?;
                w.put_section_key(document(1), 1, &[7; 32])?;
                w.put_section_key(document(1), 1, &[7; 32])?;
                assert_eq!(w.put_section_key(document(1), 1, &[6; 32]), Err(VaultError::KeyConflict));
                w.put_setting("incarnation", b"first")?;
                w.put_setting("incarnation", b"second")?;
                for (sequence, parcel) in [(3, 1), (u64::MAX, 2), (3, 1)] {
                    w.put_receipt(&receipt(sequence, parcel))?;
                }
                w.save_draft("b", "1")?;
                w.save_draft("a", "1")?;
                w.save_draft("b", "2")?;
                assert!(w.discard_draft("a")?);
                w.discard_draft("a")
            })
            .unwrap();
        vault.save_draft_now("c", "3").unwrap();
        let read = vault.read();
        let statement = |id, bytes: &[u8], signed_by| StatementRow { id, bytes: bytes.to_vec(), signed_by };
        let held = [statement([1; 32], b"one", None), statement([2; 32], b"two", Some([3; 32]))];
        assert_eq!(read.statements().unwrap(), held);
        let elsewhere = |device| read.statements_elsewhere(DeviceId::from_bytes([device; 16])).unwrap();
        assert_eq!(elsewhere(4), BTreeMap::from([(Some(document(1)), [2; 16])]));
        assert_eq!(elsewhere(6), BTreeMap::from([(None, [3; 16])]));
        assert_eq!(elsewhere(5), BTreeMap::new());
        let named = |of| read.sections_elsewhere(individual(of)).unwrap();
        let by = DeviceId::from_bytes([4; 16]);
        assert_eq!(named(1), [(document(1), by), (document(3), by)], "the second is known here");
        assert_eq!(named(2), [], "the last word counts");
        assert_eq!(read.section_key(document(1), 1).unwrap().unwrap().as_slice(), [7; 32]);
        assert_eq!(read.section_key(document(1), 3).unwrap(), None);
        let keys: Vec<_> =
            read.section_keys().unwrap().into_iter().map(|(d, epoch, k)| (d, epoch, k[0])).collect();
        assert_eq!(keys, [(document(1), 1, 7), (document(1), 2, 8)]);
        assert_eq!(read.setting("incarnation").unwrap(), Some(b"second".to_vec()));
        assert_eq!(read.setting("none").unwrap(), None);
        assert_eq!(read.receipts().unwrap(), [receipt(3, 1), receipt(u64::MAX, 2)]);
        assert_eq!(
            read.drafts().unwrap(),
            [("b".to_owned(), "2".to_owned()), ("c".to_owned(), "3".to_owned())]
        );
        assert_eq!(read.draft("b").unwrap().as_deref(), Some("2"));
        assert_eq!(read.draft("a").unwrap(), None);
    });
}

/// Changes something in every table.
fn change_everything(w: &mut Write<'_>) -> Result<(), VaultError> {
    w.insert_parcel(&parcel(3, 1, 3, ParcelState::Applied))?;
    w.set_parcel_state(&[2; 32], ParcelState::Applied, None)?;
    w.insert_statement([2; 32], "admission", b"another")?;
    w.note_signature(&[1; 32], &[4; 32])?;
    w.put_statements_elsewhere(DeviceId::from_bytes([4; 16]), &BTreeMap::from([(None, [4; 16])]))?;
    w.put_section_elsewhere(DeviceId::from_bytes([4; 16]), document(3), individual(1))?;
    w.put_section_key(document(1), 2, &[4; 32])?;
    w.put_setting("device", b"another")?;
    w.put_receipt(&receipt(9, 3))?;
    w.discard_draft("visit")?;
    w.put_document_cache(document(1), &[], b"")?;
    w.put_text("entry", [2; 16], individual(1), document(1), "the harbour again")?;
    w.clear_read_model()
}

#[test]
fn an_error_or_a_panic_leaves_all_as_it_was() {
    on_each_vault(|vault| {
        fill(vault);
        let before = everything(vault);
        let failed: Result<(), VaultError> = vault.write(|w| {
            change_everything(w)?;
            Err(VaultError::KeyConflict)
        });
        assert_eq!(failed, Err(VaultError::KeyConflict));
        assert_eq!(everything(vault), before);
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            vault.write(|w| {
                change_everything(w).unwrap();
                panic!("while writing");
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok::<(), VaultError>(())
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(everything(vault), before);
        vault.write(change_everything).unwrap();
        assert_ne!(everything(vault), before, "the same changes do something when they are committed");
    });
}

#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    on_each_vault(|vault| {
        fill(vault);
        let before = everything(vault);
        let pages: u32 = vault.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        let limit = |vault: &Vault, pages: u32| {
            vault
                .connection
                .pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, u32>(0))
                .unwrap()
        };
        limit(vault, pages);
        let big = ParcelRow { bytes: vec![1; 100_000], ..parcel(9, 1, 9, ParcelState::Applied) };
        assert_eq!(vault.write(|w| w.insert_parcel(&big)), Err(VaultError::Full));
        assert_eq!(everything(vault), before);
        limit(vault, pages + 1000);
        assert_eq!(vault.write(|w| w.insert_parcel(&big)), Ok(true));
    });
}

#[test]
fn a_transaction_sees_what_it_wrote() {
    on_each_vault(|vault| {
        let seen = vault.write(|w| {
            w.put_setting("device", b"new")?;
            w.setting("device")
        });
        assert_eq!(seen, Ok(Some(b"new".to_vec())));
    });
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let home = folder();
    let mut vault = create(home.path());
    fill(&mut vault);
    let before = everything(&vault);
    drop(vault);
    let mut vault = Vault::open(home.path(), &unlock()).unwrap();
    assert_eq!(everything(&vault), before);
    vault.checkpoint().unwrap();
    vault.save_draft_now("late", "{}").unwrap();
    drop(vault);
    let vault = Vault::open(home.path(), &unlock()).unwrap();
    assert_eq!(vault.read().draft("late").unwrap().as_deref(), Some("{}"));
    assert_eq!(vault.verify().unwrap(), []);
}

#[test]
fn a_draft_saved_at_once_leaves_the_next_command_durable() {
    let mut vault = create(folder().path());
    let level = |vault: &Vault| {
        vault.connection.pragma_query_value(None, "synchronous", |r| r.get::<_, u8>(0)).unwrap()
    };
    assert_eq!(level(&vault), 2);
    vault.save_draft_now("visit", "{}").unwrap();
    assert_eq!(level(&vault), 2);
}

#[test]
fn pieces_of_attachments_and_what_is_said_of_them_are_kept_as_given() {
    on_each_vault(|vault| {
        let device = |n: u8| DeviceId::from_bytes([n; 16]);
        let row = |n: u8, rest: &[u8]| StagedRow { id: [n; 16], json: format!("{n}"), rest: rest.to_vec() };
        let said = |n: u8, held: &[u8]| AttachmentElsewhere {
            device: device(n),
            attachment: AttachmentId::from_bytes([1; 16]),
            held: held.to_vec(),
        };
        let owed =
            |all: &[u8]| all.iter().map(|n| (document(1), AttachmentId::from_bytes([*n; 16]))).collect();
        vault
            .write(|w| {
                assert!(w.put_piece(&[1; 32], b"first")? && w.put_piece(&[2; 32], b"second")?);
                assert!(!w.put_piece(&[1; 32], b"another")?, "a held piece is not replaced");
                w.put_staged(&row(2, b"ab"))?;
                w.put_staged(&row(1, b""))?;
                w.put_staged(&row(2, b"abc"))?;
                w.put_attachment_elsewhere(document(1), &said(2, &[]))?;
                w.put_attachment_elsewhere(document(1), &said(1, &[0x80]))?;
                w.put_attachment_elsewhere(document(1), &said(2, &[0x40]))?;
                w.owe_attachments(device(1), &owed(&[1, 2]))?;
                w.owe_attachments(device(1), &owed(&[3]))
            })
            .unwrap();
        let read = vault.read();
        assert_eq!(read.piece(&[1; 32]).unwrap().as_deref(), Some(b"first".as_slice()));
        assert!(read.has_piece(&[2; 32]).unwrap() && !read.has_piece(&[3; 32]).unwrap());
        let mut pieces = Vec::new();
        read.for_each_piece(|address, bytes| pieces.push((address[0], bytes.len()))).unwrap();
        assert_eq!(pieces, [(1, 5), (2, 6)]);
        assert_eq!(read.staged().unwrap(), [row(1, b""), row(2, b"abc")]);
        assert_eq!(read.attachments_elsewhere(document(1)).unwrap(), [said(1, &[0x80]), said(2, &[0x40])]);
        assert_eq!(read.attachments_elsewhere(document(2)).unwrap(), []);
        assert_eq!(read.attachments_owed(device(1)).unwrap(), owed(&[3]));
        let soon: Result<(), VaultError> = vault.write_soon(|w| {
            w.drop_piece(&[1; 32])?;
            w.forget_attachments_elsewhere(device(1), document(1))?;
            w.remove_staged(&[1; 16])
        });
        soon.unwrap();
        assert!(!vault.read().has_piece(&[1; 32]).unwrap());
        assert_eq!(vault.read().staged().unwrap(), [row(2, b"abc")]);
        assert_eq!(vault.read().attachments_elsewhere(document(1)).unwrap(), [said(2, &[0x40])]);
    });
}

#[test]
fn what_an_individual_writes_is_kept_apart_from_the_drafts_of_others() {
    on_each_vault(|vault| {
        let (one, other) = (individual(1), individual(2));
        vault.save_draft_now("my_words", "1").unwrap();
        for (whose, json) in [(one, "2"), (other, "3"), (one, "4")] {
            vault.save_own_draft_now(whose, "my_words", json).unwrap();
        }
        vault.save_own_draft_now(one, "my_plan", "5").unwrap();
        let own = |vault: &Vault, whose| -> Vec<(String, String)> { vault.read().own_drafts(whose).unwrap() };
        let named = |key: &str, json: &str| (key.to_owned(), json.to_owned());
        assert_eq!(own(vault, one), [named("my_plan", "5"), named("my_words", "4")]);
        assert_eq!(vault.read().drafts().unwrap(), [named("my_words", "1")]);
        let discarded = |vault: &mut Vault| vault.write(|w| w.discard_own_draft(one, "my_words")).unwrap();
        assert!(discarded(vault) && !discarded(vault));
        assert_eq!(own(vault, one), [named("my_plan", "5")]);
        assert_eq!(own(vault, other), [named("my_words", "3")]);
        assert_eq!(vault.read().drafts().unwrap().len(), 1);
    });
}
