//! Entries, cards, sections and search; and the digest that says whether two read models are the same.

use proptest::prelude::*;

use super::*;
use crate::{EntryQuery, NewestRow, SectionRow, Write};

fn ids(vault: &Vault, query: &EntryQuery<'_>) -> Vec<u8> {
    vault.read().entries(query).unwrap().iter().map(|entry| entry.id.to_bytes()[0]).collect()
}

#[test]
fn entries_are_found_by_what_is_asked() {
    on_each_vault(|vault| {
        let full = EntryRow {
            kind: "visit".to_owned(),
            about: vec![[9; 16], [8; 16], [9; 16]],
            problem: Some("future".to_owned()),
            ..entry(1, 100)
        };
        vault
            .write(|w| {
                assert!(w.put_entry(&full)?);
                assert!(!w.put_entry(&full)?);
                w.put_entry(&EntryRow { visit: Some(entry_id(1)), about: vec![[8; 16]], ..entry(2, 150) })?;
                w.put_entry(&EntryRow { kind: "words".to_owned(), ..entry(3, -50) })?;
                w.put_entry(&EntryRow { individual: individual(2), ..entry(4, 120) })?;
                w.put_entry(&entry(5, 150))
            })
            .unwrap();
        assert_eq!(vault.read().entry(entry_id(1)).unwrap(), [full]);
        assert_eq!(vault.read().entry(entry_id(9)).unwrap(), []);
        assert_eq!(vault.read().entry_count(individual(1)).unwrap(), 4);
        let all = EntryQuery::default();
        let one = EntryQuery { individual: Some(individual(1)), ..all };
        let rows: [(EntryQuery<'_>, &[u8]); 11] = [
            (all, &[3, 1, 4, 2, 5]),
            (one, &[3, 1, 2, 5]),
            (EntryQuery { newest_first: true, ..one }, &[5, 2, 1, 3]),
            (EntryQuery { kinds: &["visit", "words"], ..one }, &[3, 1]),
            (EntryQuery { kinds: &["' OR 1 --"], ..one }, &[]),
            (EntryQuery { about: Some([8; 16]), ..one }, &[1, 2]),
            (EntryQuery { visit: Some(entry_id(1)), ..all }, &[2]),
            (EntryQuery { from_ms: Some(100), to_ms: Some(150), ..all }, &[1, 4]),
            (EntryQuery { newest_first: true, limit: Some(2), ..one }, &[5, 2]),
            (EntryQuery { newest_first: true, before: Some((150, entry_id(2))), ..one }, &[1, 3]),
            (EntryQuery { limit: Some(0), ..one }, &[]),
        ];
        for (query, expected) in rows {
            assert_eq!(ids(vault, &query), expected, "{query:?}");
        }
        let marked = vault.write(|w| {
            assert!(!w.set_entry_problem(document(1), entry_id(5), &[0; 32], Some("x"))?);
            assert!(!w.set_entry_problem(document(2), entry_id(5), &[5; 32], Some("x"))?);
            w.set_entry_problem(document(1), entry_id(5), &[5; 32], Some("same-id"))
        });
        assert_eq!(marked, Ok(true));
        assert_eq!(vault.read().entry(entry_id(5)).unwrap()[0].problem.as_deref(), Some("same-id"));
    });
}

#[test]
fn one_id_with_different_bytes_is_kept_twice_and_never_torn_apart() {
    on_each_vault(|vault| {
        vault
            .write(|w| {
                assert!(w.put_entry(&EntryRow { digest: [200; 32], ..entry(2, 50) })?);
                assert!(w.put_entry(&entry(2, 50))?);
                assert!(w.put_entry(&entry(1, 40))?);
                w.put_entry(&entry(3, 60))
            })
            .unwrap();
        let both: Vec<u8> =
            vault.read().entry(entry_id(2)).unwrap().iter().map(|row| row.digest[0]).collect();
        assert_eq!(both, [2, 200]);
        let page = EntryQuery { newest_first: true, limit: Some(2), ..EntryQuery::default() };
        assert_eq!(ids(vault, &page), [3, 2, 2]);
        assert_eq!(ids(vault, &EntryQuery { before: Some((50, entry_id(2))), ..page }), [1]);
    });
}

#[test]
fn what_one_document_holds_changes_nothing_of_another() {
    on_each_vault(|vault| {
        let again = EntryRow { document: document(2), feeds: vec![feed(0)], ..entry(1, 100) };
        vault
            .write(|w| {
                assert!(w.put_entry(&EntryRow {
                    about: vec![[9; 16]],
                    feeds: vec![feed(5)],
                    ..entry(1, 100)
                })?);
                assert!(w.put_entry(&EntryRow { about: vec![[9; 16]], ..again.clone() })?);
                // The same bytes once more in one document: all who carried them are told, in the order of their ids.
                assert!(!w.put_entry(&EntryRow { feeds: vec![feed(3)], ..entry(1, 100) })?);
                w.put_text("card", [7; 16], individual(1), document(1), "Rhian")?;
                w.put_text("card", [7; 16], individual(1), document(2), "Somebody else")?;
                w.put_text("card", [7; 16], individual(1), document(2), "")?;
                w.note_recorded(NewestRow { document: document(1), feed: feed(1), recorded_ms: 5 })?;
                w.note_recorded(NewestRow { document: document(1), feed: feed(1), recorded_ms: 3 })?;
                w.note_recorded(NewestRow { document: document(2), feed: feed(1), recorded_ms: 9 })
            })
            .unwrap();
        let read = vault.read();
        let held: Vec<_> =
            read.entry(entry_id(1)).unwrap().into_iter().map(|row| (row.document, row.feeds)).collect();
        assert_eq!(held, [(document(1), vec![feed(3), feed(5)]), (document(2), vec![feed(0)])]);
        let about = EntryQuery { about: Some([9; 16]), ..EntryQuery::default() };
        assert_eq!(ids(vault, &about), [1, 1]);
        assert_eq!(found(vault, "rhian"), [7]);
        let newest = |n: u8| {
            let rows = read.newest_recorded(document(n)).unwrap();
            rows.iter().map(|row| (row.document, row.feed, row.recorded_ms)).collect::<Vec<_>>()
        };
        assert_eq!(newest(1), [(document(1), feed(1), 5)]);
        assert_eq!(newest(2), [(document(2), feed(1), 9)]);
    });
}

#[test]
fn cards_and_sections_are_as_last_put() {
    on_each_vault(|vault| {
        let ended =
            CardRow { ended: true, differs: true, json: "{\"a\":1}".to_owned(), ..card(1, 2, "person") };
        let elsewhere = CardRow { individual: individual(2), ..card(3, 3, "person") };
        vault
            .write(|w| {
                w.put_card(&card(1, 2, "person"))?;
                w.put_card(&ended)?;
                w.put_card(&card(1, 1, "person"))?;
                w.put_card(&card(2, 1, "need"))?;
                w.put_card(&elsewhere)?;
                w.put_section(document(2), individual(1), "team")?;
                w.put_section(document(1), individual(2), "team")?;
                w.put_section(document(1), individual(1), "shared")?;
                w.put_section(document(3), individual(3), "shared")?;
                w.put_document_cache(document(1), &[[3; 32]], b"old")?;
                w.put_document_cache(document(1), &[[2; 32], [1; 32]], b"new")
            })
            .unwrap();
        let read = vault.read();
        let id = CardId::from_bytes([1; 16]);
        assert_eq!(read.cards_with_id(id).unwrap(), [card(1, 1, "person"), ended.clone()]);
        assert_eq!(read.card(document(1), id).unwrap(), Some(card(1, 1, "person")));
        assert_eq!(read.card(document(2), id).unwrap(), Some(ended.clone()));
        assert_eq!(read.card(document(3), id).unwrap(), None);
        let people = [card(1, 1, "person"), ended, elsewhere];
        assert_eq!(read.cards(individual(1), Some("person")).unwrap(), people[..2]);
        assert_eq!(read.cards(individual(1), None).unwrap().len(), 3);
        let shared =
            SectionRow { document: document(1), individual: individual(1), kind: "shared".to_owned() };
        let team = SectionRow { document: document(2), individual: individual(1), kind: "team".to_owned() };
        assert_eq!(read.sections(individual(1)).unwrap(), [shared.clone(), team]);
        assert_eq!(read.section_of(document(1)).unwrap(), Some(shared));
        assert_eq!(read.section_of(document(9)).unwrap(), None);
        assert_eq!(read.individuals().unwrap(), [individual(1), individual(3)]);
        assert_eq!(read.document_cache(document(1)).unwrap(), Some(b"new".to_vec()));
        assert_eq!(read.document_heads(document(1)).unwrap(), [[1; 32], [2; 32]]);
        assert_eq!(read.document_cache(document(9)).unwrap(), None);
        assert_eq!(read.document_heads(document(9)).unwrap(), [[0; 32]; 0]);
    });
}

fn found(vault: &Vault, typed: &str) -> Vec<u8> {
    let mut found: Vec<u8> =
        vault.read().search(typed, None, 50).unwrap().iter().map(|hit| hit.ref_id[0]).collect();
    found.sort_unstable();
    found
}

#[test]
fn search_finds_beginnings_of_words() {
    on_each_vault(|vault| {
        vault
            .write(|w| {
                w.put_text("entry", [1; 16], individual(1), document(1), "an old text")?;
                w.put_text("entry", [1; 16], individual(1), document(1), "Cerddodd i'r harbwr gyda Siân")?;
                w.put_text("card", [2; 16], individual(1), document(2), "Sian Pugh, chwaer")?;
                w.put_text("card", [3; 16], individual(2), document(2), "Harbour Café")?;
                w.put_text("card", [4; 16], individual(2), document(2), "gone")?;
                w.put_text("card", [4; 16], individual(2), document(2), "")
            })
            .unwrap();
        let rows: [(&str, &[u8]); 12] = [
            ("sian", &[1, 2]),
            ("SIÂN", &[1, 2]),
            ("s", &[1, 2]),
            ("harb", &[1, 3]),
            ("gyda harb", &[1]),
            ("harb gyda", &[1]),
            ("cafe", &[3]),
            ("old", &[]),
            ("gone", &[]),
            ("pugh - chwaer!", &[2]),
            ("i'r", &[1]),
            ("arbour", &[]),
        ];
        for (typed, expected) in rows {
            assert_eq!(found(vault, typed), expected, "{typed:?}");
        }
        assert_eq!(found(vault, &"sian pugh ".repeat(10_000)), [2]);
        let hits = vault.read().search("harb", Some(individual(2)), 10).unwrap();
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].ref_kind, "card");
        assert_eq!((hits[0].document, hits[0].individual), (document(2), individual(2)));
        assert_eq!(hits[0].snippet, "Harbour Café");
        assert_eq!(vault.read().search("harb", None, 1).unwrap().len(), 1);
        assert_eq!(vault.verify().unwrap(), []);
    });
}

#[test]
fn of_what_is_as_good_the_lower_id_comes_first_whatever_came_first() {
    on_each_vault(|vault| {
        vault
            .write(|w| {
                for id in [5, 3, 4, 1, 2] {
                    w.put_text("card", [id; 16], individual(1), document(1), "harbour")?;
                }
                w.put_text("card", [9; 16], individual(1), document(1), "harbour harbour")
            })
            .unwrap();
        for (limit, expected) in [(1, &[9][..]), (2, &[9, 1]), (4, &[9, 1, 2, 3]), (9, &[9, 1, 2, 3, 4, 5])] {
            let hits = vault.read().search("harb", None, limit).unwrap();
            assert_eq!(hits.iter().map(|hit| hit.ref_id[0]).collect::<Vec<_>>(), expected);
        }
    });
}

#[test]
fn a_vault_of_the_first_schema_keeps_its_content_and_asks_for_its_read_model() {
    let home = folder();
    let mut older = Vault::create_at(home.path(), &unlock(), TEST, &mut rng(), 1).unwrap();
    older.write(fill_truth).unwrap();
    let sql = "INSERT INTO card (id, document, individual, kind, ended, differs, json)
               VALUES (zeroblob(16), zeroblob(16), zeroblob(16), 'person', 0, 0, '{}')";
    older.connection.execute(sql, []).unwrap();
    drop(older);
    let mut vault = Vault::open(home.path(), &unlock()).unwrap();
    assert_eq!(parcels_held(&vault), 2);
    assert_eq!(vault.read().draft("visit").unwrap().as_deref(), Some("{}"));
    let empty = Vault::scratch().unwrap().read().read_model_digest().unwrap();
    assert_eq!(vault.read().read_model_digest().unwrap(), empty);
    assert!(vault.read().read_model_is_stale().unwrap());
    vault
        .write(|w| {
            fill_read_model(w)?;
            w.read_model_is_made()
        })
        .unwrap();
    assert!(!vault.read().read_model_is_stale().unwrap());
    assert_eq!(found(&vault, "harbour"), [1]);
    assert_eq!(vault.verify().unwrap(), []);
    assert!(!Vault::scratch().unwrap().read().read_model_is_stale().unwrap(), "nothing is to be made again");
}

#[test]
fn the_digest_covers_every_row_of_the_read_model_and_no_device_state() {
    on_each_vault(|vault| {
        fill(vault);
        let before = vault.read().read_model_digest().unwrap();
        vault
            .write(|w| {
                w.put_setting("device", b"another")?;
                w.save_draft("x", "{}")?;
                w.put_section_key(document(2), 1, &[1; 32])?;
                w.put_document_cache(document(1), &[[5; 32]], b"saved otherwise")?;
                w.insert_parcel(&parcel(9, 9, 9, ParcelState::Quarantined))
            })
            .unwrap();
        assert_eq!(vault.read().read_model_digest().unwrap(), before);
        type Change = fn(&mut Write<'_>) -> Result<(), VaultError>;
        let changes: [Change; 8] = [
            |w| w.put_section(document(1), individual(1), "team"),
            |w| w.put_document_cache(document(1), &[[6; 32]], b"saved"),
            |w| w.put_entry(&EntryRow { digest: [99; 32], ..entry(1, 1000) }).map(drop),
            |w| w.set_entry_problem(document(1), entry_id(1), &[1; 32], Some("future")).map(drop),
            |w| w.put_entry(&EntryRow { feeds: vec![feed(2)], ..entry(1, 1000) }).map(drop),
            |w| w.note_recorded(NewestRow { document: document(1), feed: feed(1), recorded_ms: 61_001 }),
            |w| w.put_card(&CardRow { differs: true, ..card(7, 1, "person") }),
            |w| w.put_text("card", [7; 16], individual(1), document(1), "Rhiannon"),
        ];
        let mut seen = vec![before];
        for change in changes {
            vault.write(change).unwrap();
            let digest = vault.read().read_model_digest().unwrap();
            assert!(!seen.contains(&digest));
            seen.push(digest);
        }
    });
}

#[test]
fn a_cleared_and_rebuilt_read_model_is_the_same() {
    on_each_vault(|vault| {
        fill(vault);
        let before = vault.read().read_model_digest().unwrap();
        let empty = Vault::scratch().unwrap().read().read_model_digest().unwrap();
        vault.write(|w| w.clear_read_model()).unwrap();
        assert_eq!(vault.read().read_model_digest().unwrap(), empty);
        assert_eq!(parcels_held(vault), 2);
        assert_eq!(vault.read().draft("visit").unwrap().as_deref(), Some("{}"));
        assert_eq!(found(vault, "harbour"), [0; 0]);
        vault.write(fill_read_model).unwrap();
        assert_eq!(vault.read().read_model_digest().unwrap(), before);
        let mut scratch = Vault::scratch().unwrap();
        scratch.write(fill_read_model).unwrap();
        assert_eq!(scratch.read().read_model_digest().unwrap(), before);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_typed_text_is_an_error(typed in "\\PC*|[\"'*^(){}:+ \\-\u{0}-\u{1f}ANDORNEAT]{0,40}") {
        let mut vault = Vault::scratch().unwrap();
        fill(&mut vault);
        prop_assert!(vault.read().search(&typed, None, 5).is_ok(), "{typed:?}");
    }

    #[test]
    fn the_digest_does_not_depend_on_the_order_of_insertion(
        rows in proptest::collection::vec((0..6u8, 0..3u8, 0..3u8), 1..20).prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        })
    ) {
        let digest = |rows: &[(u8, u8, u8)]| {
            let mut vault = Vault::scratch().unwrap();
            vault.write(|w| {
                for (id, place, version) in rows {
                    // One entry, found in several documents and feeds.
                    w.put_entry(&EntryRow {
                        digest: [*version; 32],
                        document: document(*place % 2),
                        feeds: vec![feed(9 - *place), feed(*version)],
                        about: vec![[*id; 16]],
                        ..entry(*id, i64::from(*version))
                    })?;
                    w.put_card(&card(*id, *place, "person"))?;
                }
                Ok::<_, VaultError>(())
            }).unwrap();
            vault.read().read_model_digest().unwrap()
        };
        prop_assert_eq!(digest(&rows.0), digest(&rows.1));
    }
}
