//! What was found when automerge was tried, each with the outcome Kith wants.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::cast_possible_truncation)]

mod made;

use std::collections::BTreeSet;

use automerge::legacy::{ObjectId, OpId};
use automerge::transaction::Transactable;
use automerge::{AutoCommit, Change, ExpandedChange, ObjType, ReadDoc};
use kith_document::{ApplyError, Document, DocumentError, ProblemKind};
use made::*;
use serde_json::json;

type Work = Box<dyn FnOnce(&mut AutoCommit)>;
type Rewrite = fn(&mut ExpandedChange);

fn kinds(document: &Document) -> Vec<ProblemKind> {
    document.cards().problems.into_iter().map(|problem| problem.kind).collect()
}

/// Rewrites a change's content and encodes it again, under the actor that is its own then.
fn rewritten(bytes: &[u8], rewrite: impl FnOnce(&mut ExpandedChange)) -> Vec<u8> {
    let mut content = Change::try_from(bytes).unwrap().decode();
    rewrite(&mut content);
    owned(Change::from(content).raw_bytes())
}

#[test]
fn a_change_of_another_document_is_refused() {
    let (mut here, _) = with_a_card();
    let mut there = document(8);
    let changes = edit(&mut there, feed(2), &[create(card(2))]).changes;
    let before = state(&mut here);
    let Err(ApplyError::MissingDependencies { missing }) = here.apply(feed(2), &changes) else {
        panic!("taken in")
    };
    assert_eq!(missing, document(8).heads());
    assert_eq!(state(&mut here), before);
    let rootless = vec![rewritten(&changes[0], |change| change.deps.clear())];
    assert_eq!(here.apply(feed(2), &rootless), Err(ApplyError::Rootless));
}

#[test]
fn the_saved_form_of_another_document_is_refused() {
    let saved = document(8).save();
    assert_eq!(Document::load(document_id(9), &saved).unwrap_err(), DocumentError::OtherDocument);
    assert_eq!(Document::load(document_id(9), b"garbage").unwrap_err(), DocumentError::Unreadable);
    assert_eq!(Document::load(document_id(9), b"").unwrap_err(), DocumentError::OtherDocument);
}

#[test]
fn going_on_from_an_old_copy_with_the_same_feed_loses_nothing() {
    let (mut phone, _) = with_a_card();
    let mut restored = Document::load(phone.id(), &phone.save()).unwrap();
    let here = edit(&mut phone, feed(1), &[say(card(1), "risk", 2, "no contact")]);
    let there = edit(&mut restored, feed(1), &[say(card(1), "risk", 3, "medium")]);
    phone.apply(feed(1), &there.changes).unwrap();
    restored.apply(feed(1), &here.changes).unwrap();
    assert_eq!(phone.heads(), restored.heads());
    for document in [&phone, &restored] {
        assert_eq!(visible(document, card(1), "risk"), facts(&[2, 3]));
        assert_eq!(kinds(document), []);
    }
}

#[test]
fn an_actor_fits_one_change_so_that_nobody_can_part_two_devices() {
    let (mut one, _) = with_a_card();
    let mut other = one.clone();
    let [first, second] = [(2, "low"), (3, "high")].map(|(id, value)| {
        edit(&mut one.clone(), feed(2), &[say(card(1), "risk", id, value)]).changes.remove(0)
    });
    // The second once more, as the actor of the first: the library would take whichever comes first, for good.
    let actor = Change::try_from(first.as_slice()).unwrap().actor_id().clone();
    let mut twin = Change::try_from(second.as_slice()).unwrap().decode();
    twin.actor_id = actor.clone();
    let twin = Change::from(twin).raw_bytes().to_vec();
    for (document, order) in [(&mut one, [&first, &twin]), (&mut other, [&twin, &first])] {
        for change in order {
            let taken = document.apply(feed(2), std::slice::from_ref(change)).map(drop);
            assert_eq!(taken, if *change == twin { Err(ApplyError::ForeignActor) } else { Ok(()) });
        }
    }
    assert_eq!(state(&mut one), state(&mut other));
    // As the second of that actor it is refused too: an actor makes one change.
    let mut later = one.clone();
    let next = edit(&mut later, feed(2), &[say(card(1), "risk", 4, "medium")]).changes.remove(0);
    let next = rewritten(&next, |change| change.seq = 2);
    assert_eq!(one.apply(feed(2), &[next]), Err(ApplyError::Malformed));
    assert_eq!(state(&mut one), state(&mut other));
}

#[test]
fn speaking_as_another_feed_is_refused() {
    let (mut victim, _) = with_a_card();
    let forged = by_hand(&mut victim, feed(1), |doc| put(doc, card(1), "risk", fact_json(5, "none", &[1])));
    let before = state(&mut victim);
    assert_eq!(victim.apply(feed(2), &forged), Err(ApplyError::ForeignActor));
    assert_eq!(state(&mut victim), before);
    assert_eq!(edit(&mut victim, feed(1), &[say(card(1), "risk", 2, "high")]).changes.len(), 1);
}

#[test]
fn the_actor_the_library_branches_to_would_not_show_its_feed_and_ours_does() {
    let (mut document, _) = with_a_card();
    let seen = document.heads();
    let made = edit(&mut document, feed(1), &[say(card(1), "risk", 2, "medium")]);
    let actor = Change::try_from(&made.changes[0][..]).unwrap().actor_id().clone();
    let mut library = AutoCommit::load(&document.save()).unwrap().with_actor(actor);
    let heads: Vec<_> = seen.iter().copied().map(automerge::ChangeHash).collect();
    library.isolate(&heads);
    put(&mut library, card(1), "risk", fact_json(3, "high", &[1]));
    library.integrate();
    let held: Vec<_> = document.heads().into_iter().map(automerge::ChangeHash).collect();
    let library: Vec<_> =
        library.get_changes(&held).iter().map(|change| change.raw_bytes().to_vec()).collect();
    assert_eq!(document.apply(feed(1), &library), Err(ApplyError::ForeignActor));

    let ours = document.edit(feed(1), &seen, &[say(card(1), "risk", 3, "high")]).unwrap();
    let actor = Change::try_from(&ours.changes[0][..]).unwrap().actor_id().clone();
    assert_eq!((&actor.to_bytes()[..16], actor.to_bytes().len()), (&feed(1).to_bytes()[..], 32));
    let all = register(&document, card(1), "risk");
    assert!(all.all().iter().all(|fact| fact.feed == feed(1)));
    assert_eq!(visible(&document, card(1), "risk"), facts(&[2, 3]));
}

#[test]
fn what_came_between_showing_and_saving_stays_beside_the_edit() {
    let (mut mine, made) = with_a_card();
    let mut theirs = document(9);
    theirs.apply(feed(1), &made).unwrap();
    let order = edit(&mut theirs, feed(2), &[say(card(1), "risk", 2, "no contact")]);
    let on_screen = mine.heads();
    mine.apply(feed(2), &order.changes).unwrap();
    mine.edit(feed(1), &on_screen, &[say(card(1), "risk", 3, "low")]).unwrap();
    assert_eq!(visible(&mine, card(1), "risk"), facts(&[2, 3]));
    assert_eq!(told_by_the_library(&mut mine), told_by_the_registers(&mine));
    assert_eq!(kinds(&mine), []);
}

#[test]
fn an_edit_against_an_unknown_state_is_refused() {
    let (mut document, _) = with_a_card();
    for heads in [vec![], vec![[3; 32]], [document.heads(), vec![[3; 32]]].concat()] {
        let refused = document.edit(feed(1), &heads, &[create(card(2))]);
        assert_eq!(refused, Err(DocumentError::UnknownHeads));
    }
}

#[test]
fn what_the_library_calls_zero_operations_loaded_is_an_error_here() {
    let (mut document, changes) = with_a_card();
    let mut by_hand = AutoCommit::load(&document.save()).unwrap();
    assert_eq!(by_hand.load_incremental(b"garbage").unwrap(), 0);
    let two = [&changes[0][..], &changes[0][..]].concat();
    for garbage in [b"garbage".to_vec(), Vec::new(), document.save(), two, changes[0][..40].to_vec()] {
        assert_eq!(document.apply(feed(1), &[garbage]), Err(ApplyError::Malformed));
    }
}

#[test]
fn a_wrong_checksum_or_a_compressed_change_is_refused() {
    let (_, changes) = with_a_card();
    let mut fresh = document(9);
    let mut unchecked = changes[0].clone();
    unchecked[4] ^= 1;
    assert!(Change::try_from(&unchecked[..]).is_ok(), "the library itself does not mind");
    assert_eq!(fresh.apply(feed(1), &[unchecked]), Err(ApplyError::Malformed));

    let long = "a long text that compresses ".repeat(40);
    let mut writer = document(9);
    let change =
        edit(&mut writer, feed(1), &[create(card(1)), say(card(1), "risk", 1, &long)]).changes.remove(0);
    let compressed = Change::try_from(&change[..]).unwrap().bytes().into_owned();
    assert_ne!(compressed, change);
    assert_eq!(fresh.apply(feed(1), &[compressed]), Err(ApplyError::Malformed));
    assert!(fresh.apply(feed(1), &[change]).is_ok());
}

#[test]
fn saving_after_loading_repeats_no_history_and_an_edit_hands_on_one_change() {
    let (mut document, _) = with_a_card();
    let mut loaded = Document::load(document.id(), &document.save()).unwrap();
    let mut library = AutoCommit::load(&document.save()).unwrap();
    assert!(library.save_incremental().len() > 100, "the library would hand on everything again");
    let edited = edit(&mut loaded, feed(1), &[say(card(1), "risk", 2, "high")]);
    assert_eq!(edited.changes.len(), 1);
    document.apply(feed(1), &edited.changes).unwrap();
    assert_eq!(state(&mut document), state(&mut loaded));
}

#[test]
fn nothing_can_be_destroyed() {
    let (mut document, _) = with_a_card();
    let works: Vec<(&str, Work)> = vec![
        (
            "overwrite the cards",
            Box::new(|doc| drop(doc.put_object(automerge::ROOT, "cards", ObjType::Map).unwrap())),
        ),
        ("delete the cards", Box::new(|doc| doc.delete(automerge::ROOT, "cards").unwrap())),
        ("overwrite the id", Box::new(|doc| doc.put(automerge::ROOT, "document", "x").unwrap())),
        (
            "delete a card",
            Box::new(|doc| {
                let (_, cards) = doc.get(automerge::ROOT, "cards").unwrap().unwrap();
                doc.delete(cards, card(1).to_string()).unwrap();
            }),
        ),
        (
            "overwrite a card",
            Box::new(|doc| {
                let (_, cards) = doc.get(automerge::ROOT, "cards").unwrap().unwrap();
                doc.put_object(cards, card(1).to_string(), ObjType::Map).unwrap();
            }),
        ),
        (
            "delete a field",
            Box::new(|doc| {
                let object = object(doc, card(1));
                doc.delete(object, "risk").unwrap();
            }),
        ),
        (
            "change the kind",
            Box::new(|doc| {
                let object = object(doc, card(1));
                doc.put(object, "card_kind", "restriction").unwrap();
            }),
        ),
    ];
    let before = state(&mut document);
    for (what, work) in works {
        let change = by_hand(&mut document, feed(2), work);
        assert_eq!(document.apply(feed(2), &change), Err(ApplyError::Destroys), "{what}");
        assert_eq!(state(&mut document), before, "{what}");
    }
}

#[test]
fn what_a_newer_app_wrote_is_kept_and_handed_on() {
    let (mut document, _) = with_a_card();
    let newer = by_hand(&mut document, feed(2), |doc| {
        let other = doc.put_object(automerge::ROOT, "pictures", ObjType::Map).unwrap();
        doc.put(&other, "one", 1).unwrap();
        doc.delete(&other, "one").unwrap();
        let (_, cards) = doc.get(automerge::ROOT, "cards").unwrap().unwrap();
        doc.put(&cards, "not-a-card", 1).unwrap();
        let object = object(doc, card(1));
        doc.put(&object, "shade", 7).unwrap();
        let mut json = fact_json(2, "new", &[]);
        json["mood"] = json!({"of": ["a", 1]});
        json["feed"] = json!(feed(1));
        put(doc, card(1), "note", json);
    });
    document.apply(feed(2), &newer).unwrap();
    assert_eq!(kinds(&document), [ProblemKind::NotACard, ProblemKind::NotAFact]);
    let note = register(&document, card(1), "note");
    assert_eq!(note.all()[0].unknown["mood"], json!({"of": ["a", 1]}));
    assert_eq!(note.all()[0].feed, feed(2), "a feed cannot be claimed");

    edit(&mut document, feed(1), &[say(card(1), "shade", 3, "dark")]);
    let loaded = AutoCommit::load(&document.save()).unwrap();
    let shade = loaded.get_all(object(&loaded, card(1)), "shade").unwrap();
    assert_eq!(shade.len(), 2, "an older app replaces only what it could show");
    assert!(loaded.get(automerge::ROOT, "pictures").unwrap().is_some());
}

#[test]
fn a_fact_that_lies_about_what_it_replaces_hides_nothing() {
    let (mut document, _) = with_a_card();
    let before = document.heads();
    edit(&mut document, feed(3), &[say(card(1), "risk", 2, "no contact")]);
    // It names a fact that the library has beside it, and does not name the one it replaced.
    let mut blind = with_a_card().0;
    assert_eq!(blind.heads(), before);
    let lie = by_hand(&mut blind, feed(2), |doc| put(doc, card(1), "risk", fact_json(4, "fine", &[2])));
    document.apply(feed(2), &lie).unwrap();
    assert_eq!(visible(&document, card(1), "risk"), facts(&[2, 4]));
    assert_eq!(kinds(&document), [ProblemKind::SawDisagrees]);

    let silent = by_hand(&mut document, feed(2), |doc| put(doc, card(1), "risk", fact_json(5, "fine", &[])));
    document.apply(feed(2), &silent).unwrap();
    assert_eq!(visible(&document, card(1), "risk"), facts(&[2, 4, 5]));

    let twice = by_hand(&mut document, feed(2), |doc| {
        put(doc, card(1), "note", fact_json(6, "one", &[]));
        put(doc, card(1), "note", fact_json(6, "two", &[6]));
    });
    document.apply(feed(2), &twice).unwrap();
    assert_eq!(register(&document, card(1), "note").all().len(), 2);
    assert_eq!(
        register(&document, card(1), "note").visible()[0].value,
        "two",
        "it replaced the other and says so"
    );
    assert!(kinds(&document).contains(&ProblemKind::FactTwice));
}

#[test]
fn a_fact_id_used_again_hides_nothing_and_is_replaced_like_any_other() {
    for same_map in [true, false] {
        let (mut honest, made) = with_a_card();
        let mut other = document(9);
        let again = if same_map {
            other.apply(feed(1), &made).unwrap();
            by_hand(&mut other, feed(2), |doc| put(doc, card(1), "risk", fact_json(1, "again", &[])))
        } else {
            edit(&mut other, feed(2), &[create(card(1)), say(card(1), "risk", 1, "again")]).changes
        };
        let meanwhile = edit(&mut honest, feed(3), &[say(card(1), "risk", 2, "medium")]);
        honest.apply(feed(2), &again).unwrap();
        let values = |document: &Document| -> BTreeSet<String> {
            let register = register(document, card(1), "risk");
            register.visible().into_iter().map(|fact| fact.value.as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(values(&honest), BTreeSet::from(["again".into(), "medium".into()]), "{same_map}");
        let settled = edit(&mut honest, feed(1), &[say(card(1), "risk", 3, "low, all say")]);
        assert_eq!(values(&honest), BTreeSet::from(["low, all say".into()]), "{same_map}");
        assert_eq!(register(&honest, card(1), "risk").all().len(), 4);
        let mut late = document(9);
        late.apply(feed(2), &again).ok();
        let parcels =
            [(feed(1), settled.changes), (feed(2), again), (feed(3), meanwhile.changes), (feed(1), made)];
        assert!(late.apply_all(&parcels).iter().all(Result::is_ok));
        assert_eq!(late.cards(), honest.cards());
    }
}

#[test]
fn what_is_nested_too_deep_or_told_of_no_time_is_kept_and_no_fact() {
    let (mut document, _) = with_a_card();
    let mut deep = fact_json(5, "x", &[]);
    deep["value"] = (0..65).fold(json!("x"), |inner, _| json!([inner]));
    let mut late = fact_json(6, "x", &[]);
    late["recorded"] = json!("+262142-12-31T23:59:59-23:59");
    let mut fine = fact_json(7, "x", &[]);
    fine["value"] = (0..64).fold(json!("x"), |inner, _| json!([inner]));
    let change = by_hand(&mut document, feed(2), |doc| {
        put(doc, card(1), "deep", deep);
        put(doc, card(1), "late", late);
        put(doc, card(1), "fine", fine);
    });
    document.apply(feed(2), &change).unwrap();
    assert_eq!(kinds(&document), [ProblemKind::NotAFact, ProblemKind::NotAFact]);
    let fields: Vec<String> = document.card(card(1)).unwrap().fields.into_keys().collect();
    assert_eq!(fields, ["fine", "risk"]);
}

#[test]
fn a_card_created_twice_at_the_same_time_is_one_card() {
    let (mut mine, mut theirs) = (document(9), document(9));
    let one = edit(&mut mine, feed(1), &[create(card(1)), say(card(1), "risk", 1, "low")]);
    let other = edit(&mut theirs, feed(2), &[create(card(1)), say(card(1), "risk", 2, "high")]);
    mine.apply(feed(2), &other.changes).unwrap();
    theirs.apply(feed(1), &one.changes).unwrap();
    assert_eq!(visible(&mine, card(1), "risk"), facts(&[1, 2]));
    let settled = edit(&mut mine, feed(1), &[say(card(1), "risk", 3, "medium")]);
    theirs.apply(feed(1), &settled.changes).unwrap();
    for document in [&mine, &theirs] {
        assert_eq!(visible(document, card(1), "risk"), facts(&[3]));
        assert_eq!(register(document, card(1), "risk").all().len(), 3);
        assert_eq!(kinds(document), []);
    }
    assert_eq!(maps_of(&mut mine, card(1)), 2);
}

fn nowhere() -> ObjectId {
    ObjectId::Id(OpId(99, feed(2).to_bytes().into()))
}

#[test]
fn numbers_no_honest_author_could_give_are_refused() {
    let (mut document, _) = with_a_card();
    let change = edit(&mut document.clone(), feed(2), &[create(card(2))]).changes.remove(0);
    let rewrites: [(&str, Rewrite); 5] = [
        ("uses up the numbers", |change| change.start_op = u64::from(u32::MAX - 4).try_into().unwrap()),
        ("gives numbers again", |change| change.start_op = 1.try_into().unwrap()),
        ("leaves out a change", |change| change.seq = 2),
        ("speaks of an object that is not there", |change| change.operations[1].obj = nowhere()),
        ("replaces what is not there", |change| {
            change.operations[1].pred = vec![OpId(99, feed(2).to_bytes().into())].into()
        }),
    ];
    let before = state(&mut document);
    for (what, rewrite) in rewrites {
        let bytes = rewritten(&change, rewrite);
        assert_eq!(document.apply(feed(2), &[bytes]), Err(ApplyError::Malformed), "{what}");
        assert_eq!(state(&mut document), before, "{what}");
    }
}

#[test]
fn a_batch_gives_what_one_by_one_gives_and_a_bad_parcel_spoils_no_other() {
    let (mut writer, first) = with_a_card();
    let mut parcels = vec![(feed(1), first)];
    for number in 2..40 {
        let value = format!("value {number}");
        let edited = edit(&mut writer, feed((number % 3) as u8), &[say(card(1), "risk", number, &value)]);
        parcels.push((feed((number % 3) as u8), edited.changes));
    }
    let mut one_by_one = document(9);
    for (feed, changes) in &parcels {
        one_by_one.apply(*feed, changes).unwrap();
    }
    parcels.reverse();
    let destroys = by_hand(&mut writer, feed(5), |doc| doc.delete(automerge::ROOT, "cards").unwrap());
    let waits = edit(&mut document(8), feed(6), &[create(card(2))]).changes;
    parcels.insert(3, (feed(5), destroys));
    parcels.insert(9, (feed(5), vec![b"garbage".to_vec()]));
    parcels.insert(12, (feed(6), waits));
    let mut batch = document(9);
    let results = batch.apply_all(&parcels);
    for (index, result) in results.iter().enumerate() {
        match index {
            3 => assert_eq!(*result, Err(ApplyError::Destroys)),
            9 => assert_eq!(*result, Err(ApplyError::Malformed)),
            12 => assert!(matches!(result, Err(ApplyError::MissingDependencies { .. }))),
            _ => assert_eq!(result.as_ref().unwrap().touched, [card(1)].into()),
        }
    }
    assert_eq!(state(&mut batch), state(&mut one_by_one));
    assert_eq!(state(&mut batch), state(&mut writer));
    let again = batch.apply_all(&parcels);
    assert!(again[0].as_ref().unwrap().touched.is_empty(), "what is known is passed over");
}

#[test]
fn an_edit_that_does_not_fit_the_screen_is_refused_whole() {
    let (mut document, _) = with_a_card();
    let empty_screen = document_heads_at_genesis();
    let before = state(&mut document);
    let rows = [
        (create(card(1)), DocumentError::CardExists),
        (say(card(3), "risk", 2, "x"), DocumentError::UnknownCard),
        (say(card(1), "card_kind", 2, "x"), DocumentError::ReservedField),
        (say(card(1), "", 2, "x"), DocumentError::ReservedField),
        (say(card(1), "risk", 1, "x"), DocumentError::FactExists),
    ];
    for (edit, error) in rows {
        let edits = [create(card(2)), edit];
        let seen = document.heads();
        assert_eq!(document.edit(feed(1), &seen, &edits), Err(error));
        assert_eq!(state(&mut document), before);
    }
    let unseen = document.edit(feed(1), &empty_screen, &[say(card(1), "risk", 2, "x")]);
    assert_eq!(unseen, Err(DocumentError::UnknownCard), "the screen did not show the card");
    let nothing = document.edit(feed(1), &empty_screen, &[]).unwrap();
    assert_eq!((nothing.changes.len(), state(&mut document)), (0, before));
}

fn document_heads_at_genesis() -> kith_document::Heads {
    document(9).heads()
}
