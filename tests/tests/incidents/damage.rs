//! One damaged record among sound ones: the rest comes out, the damaged one is named.

use kith_domain::id::FeedId;
use kith_tests::adversary::{section, vault};
use kith_tests::terminal::{Phone, own};
use kith_vault::{ParcelRow, ParcelState, VaultError};
use serde_json::{Value, json};

use super::Two;

fn parcels(phone: &Phone) -> Vec<ParcelRow> {
    let mut rows = Vec::new();
    vault(phone)
        .read()
        .for_each_parcel(|row| {
            rows.push(row);
            Ok::<(), VaultError>(())
        })
        .unwrap();
    rows
}

/// Aled's last parcel on Bethan's phone, as if it had been damaged there after it was applied.
fn damaged(two: &Two) -> String {
    two.aled.perform("note", &json!({"individual": two.megan, "text": "What was damaged"}));
    let held: Vec<[u8; 32]> = parcels(&two.bethan).iter().map(|row| row.id).collect();
    let mut row = parcels(&two.aled).into_iter().find(|row| !held.contains(&row.id)).unwrap();
    let middle = row.bytes.len() / 2;
    row.bytes[middle] ^= 1;
    row.state = ParcelState::Applied;
    let added = vault(&two.bethan).write(|tx| tx.insert_parcel(&row)).unwrap();
    assert!(added);
    row.id.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn incident_09_one_damaged_parcel_does_not_stop_the_bundle_of_all_others() {
    let two = Two::new();
    let id = damaged(&two);
    two.bethan.perform("note", &json!({"individual": two.megan, "text": "What is whole"}));
    let held = parcels(&two.bethan).len();
    let out = two.bethan.file("rest.kith");
    let told = two.bethan.run(&["bundle", "export", "--to", &two.aled.member, &out], b"");
    assert_eq!((told.status, &told.data()["damaged"]), (Some(8), &json!(1)), "{}", told.json);
    assert_eq!(told.data()["parcels"], 1, "{}", told.json);
    assert_eq!(two.aled.import(&out)["quarantined"], json!([]));
    let whole = two.aled.timeline(&two.megan);
    assert!(whole.iter().any(|item| item["body"]["text"] == "What is whole"));
    // The damaged one has a name, here and in the audit, and it was neither deleted nor mended in silence.
    let doctor = two.bethan.run(&["doctor"], b"");
    assert_eq!(doctor.status, Some(8));
    let problems = doctor.data()["problems"].as_array().unwrap();
    assert!(
        problems
            .iter()
            .any(|problem| problem["code"] == "parcel_altered" && problem["parcel"] == id.as_str())
    );
    assert_eq!(parcels(&two.bethan).len(), held);
}

#[test]
fn incident_20_the_audit_shows_what_was_tampered_with() {
    let two = Two::new();
    let id = damaged(&two);
    let audit = two.bethan.show("audit", &[("individual", &two.megan)]);
    let sound = |item: &Value| item["sound"] == true;
    let audit = audit.as_array().unwrap();
    let (good, bad): (Vec<&Value>, Vec<&Value>) = audit.iter().partition(|item| sound(item));
    assert!(!good.is_empty());
    assert_eq!(bad.iter().map(|item| item["parcel"].as_str().unwrap()).collect::<Vec<_>>(), [id.as_str()]);
}

#[test]
fn what_is_kept_in_another_place_or_under_another_name_than_was_signed_is_told() {
    let two = Two::new();
    two.aled.perform("note", &json!({"individual": two.megan, "text": "Of another feed"}));
    let codes = || {
        let found = two.bethan.run(&["doctor"], b"").data()["problems"].clone();
        let found: Vec<String> =
            found.as_array().unwrap().iter().map(|one| one["code"].to_string()).collect();
        found
    };
    assert_eq!(codes(), Vec::<String>::new());
    let held = parcels(&two.bethan);
    let mut row =
        parcels(&two.aled).into_iter().find(|row| held.iter().all(|held| held.id != row.id)).unwrap();
    row.feed = FeedId::from_bytes([7; 16]);
    vault(&two.bethan).write(|tx| tx.insert_parcel(&row)).unwrap();
    assert!(codes().contains(&"\"parcel_altered\"".to_owned()), "{:?}", codes());
    let statement = vault(&two.bethan).read().statements().unwrap().remove(0);
    vault(&two.bethan).write(|tx| tx.insert_statement([7; 32], "member", &statement.bytes)).unwrap();
    assert!(codes().contains(&"\"statement_malformed\"".to_owned()), "{:?}", codes());
}

#[test]
fn a_section_that_is_called_another_than_was_signed_is_told() {
    let two = Two::new();
    let shared = section(&two.bethan, &two.megan, "shared");
    let individual = two.megan.parse().unwrap();
    vault(&two.bethan).write(|tx| tx.put_section(shared, individual, "private")).unwrap();
    let found = two.bethan.run(&["doctor"], b"").data()["problems"].clone();
    assert_eq!(found, json!([{"code": "caches_differ", "parcel": null}]));
}

#[test]
fn numbers_that_no_feed_reaches_are_counted_as_many_and_are_no_fault_of_ours() {
    let two = Two::new();
    let before: Vec<[u8; 32]> = parcels(&two.bethan).iter().map(|row| row.id).collect();
    two.bethan.perform("note", &json!({"individual": two.megan, "text": "T"}));
    two.bethan.perform("note", &json!({"individual": two.megan, "section": "team", "text": "T"}));
    let made = parcels(&two.bethan).into_iter().filter(|row| !before.contains(&row.id));
    let made: Vec<ParcelRow> = (7_u8..)
        .zip(made)
        .map(|(number, row)| ParcelRow { id: [number; 32], sequence: u64::MAX, ..row })
        .collect();
    assert_eq!(made.len(), 2);
    vault(&two.bethan).write(|tx| made.iter().try_for_each(|row| tx.insert_parcel(row).map(drop))).unwrap();
    assert_eq!(two.bethan.show("pending", &[])["unproved"], u32::MAX);
}

/// The page of a record in which one card, or one entry, is damaged.
fn page_with_damaged(what: &str, rest: &str) {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    phone.person(&megan, "Dilys");
    let words = |text: &str| json!({"individual": megan, "kind": "words", "text": text, "voice": own()});
    let note = phone.make("say", "statement", &words("What was damaged"));
    phone.perform("say", &words("What is whole"));
    vault(&phone)
        .write(|tx| {
            if what == "card" {
                let mut row = tx.cards_with_id(tom.parse().unwrap())?.remove(0);
                row.json.truncate(row.json.len() / 2);
                tx.put_card(&row)
            } else {
                let mut row = tx.entry(note.parse().unwrap())?.remove(0);
                row.json.truncate(row.json.len() / 2);
                row.digest[0] ^= 1;
                tx.put_entry(&row).map(|_| ())
            }
        })
        .unwrap();
    let out = phone.file("page.html");
    let told = phone.run(&["page", "--individual", &megan, &out], b"");
    assert_eq!((told.status, told.data()["damaged"].as_u64() > Some(0)), (Some(8), true), "a damaged {what}");
    let page = std::fs::read_to_string(&out).unwrap();
    assert!(page.contains("Megan") && page.contains(rest), "the rest is there");
    assert!(page.contains("damaged"), "and the damaged {what} is named");
    let doctor = phone.run(&["doctor"], b"");
    assert_eq!((doctor.status, &doctor.data()["caches_equal"]), (Some(8), &json!(false)), "{}", doctor.json);
}

#[test]
fn incident_09_one_damaged_card_does_not_stop_the_page() {
    page_with_damaged("card", "What is whole");
}

#[test]
fn incident_09_one_damaged_entry_does_not_stop_the_page() {
    page_with_damaged("entry", "Dilys");
}
