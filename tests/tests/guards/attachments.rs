//! Photos and recordings: the words wait for none of them, no piece is taken for another, and nobody has one who does not read
//! what it belongs to.

use std::fs;
use std::path::Path;

use super::*;

/// The attachments on a record's timeline.
fn attachments(phone: &Phone, individual: &str) -> Vec<Value> {
    let items = phone.timeline(individual).into_iter();
    items.map(|item| item["attachment"].clone()).filter(|attachment| !attachment.is_null()).collect()
}

fn attach(phone: &Phone, individual: &str, to: (&str, &str), bytes: &[u8]) -> String {
    let staged = phone.take("photo", bytes);
    let given = json!({"individual": individual, "staged": staged, to.0: to.1, "text": "At the fair"});
    phone.make("attach", "attachment", &given)
}

fn get(phone: &Phone, attachment: &str) -> Result<Vec<u8>, String> {
    let out = phone.file("given.jpg");
    let _none_of_before = fs::remove_file(&out);
    let told = phone.run(&["attachment", "get", attachment, &out], b"");
    match told.status {
        Some(0) => Ok(fs::read(&out).unwrap()),
        _ => Err(told.json["error"]["code"].as_str().unwrap().to_owned()),
    }
}

/// How many photos no other device is known to have, and how many are still to come.
fn pending(phone: &Phone) -> (u64, u64) {
    let pending = phone.show("pending", &[]);
    (pending["attachments"].as_u64().unwrap(), pending["attachments_to_come"].as_u64().unwrap())
}

fn holds(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            holds(&path, needle)
        } else {
            fs::read(path).unwrap().windows(needle.len()).any(|part| part == needle)
        }
    })
}

#[test]
fn a_photo_of_a_visit_arrives_whole_and_only_then_is_no_longer_pending() {
    let Records { aled, bethan, megan, .. } = &Records::new();
    let bytes = photo(700_000);
    let staged = aled.take("photo", &bytes);
    let visit = json!({"individual": megan, "occurred": {"at": NOW}, "happened": {"outcome": "happened"},
                       "line": "We went to the fair", "did_not_say": true, "worry": "no",
                       "attached": [{"staged": staged, "text": "Megan by the swings"}]});
    let told = aled.perform("record_visit", &visit);
    let id = told.data()["ids"]["attached"][0].as_str().unwrap().to_owned();
    assert_eq!(
        aled.run(&["attachment", "list"], b"").data(),
        &json!([]),
        "what is recorded is no longer taken in"
    );
    assert_eq!(get(aled, &id), Ok(bytes.clone()));
    assert_eq!(pending(aled), (1, 0));
    let bundle = aled.export(bethan, "with-photo.kith");
    for part in [&bytes[9..40], &bytes[600_000..600_040], b"swings".as_slice()] {
        fs::remove_file(aled.file("given.jpg")).ok();
        assert!(!holds(aled.everything(), part), "it lies open somewhere");
    }
    let imported = bethan.import(&bundle);
    assert_eq!(imported["pieces"], 3, "{imported}");
    assert_eq!(bethan.import(&bundle)["pieces"], 0, "the same again adds nothing");
    assert_eq!((pending(aled), pending(bethan)), ((1, 0), (0, 0)));
    let [held] = attachments(bethan, megan).try_into().unwrap();
    assert_eq!(
        (&held["id"], &held["is_here"], &held["says"]),
        (&json!(id), &json!(true), &json!("Megan by the swings"))
    );
    assert_eq!(held["media_type"], "image/jpeg");
    assert_eq!(get(bethan, &id), Ok(bytes));
    let back = bethan.run(&["bundle", "export", "--to", &aled.member, &bethan.file("back.kith")], b"");
    assert_eq!(back.data()["pieces"], 0, "whoever sent it has it: {}", back.json);
    aled.import(&bethan.file("back.kith"));
    assert_eq!(pending(aled), (0, 0));
    let again = aled.run(&["bundle", "export", "--to", &bethan.member, &aled.file("again.kith")], b"");
    assert_eq!(again.data()["pieces"], 0, "{}", again.json);
    // A screen may be printed: what opens the photo is on none.
    let shown = bethan.show("timeline", &[("individual", megan)]).to_string();
    assert!(!shown.contains("sealed") && !shown.contains("\"key\""), "{shown}");
    assert_eq!(bethan.run(&["doctor"], b"").status, Some(0));
    assert_eq!(bethan.hash(megan), aled.hash(megan));
}

#[test]
fn a_photo_larger_than_a_file_comes_bit_by_bit_and_the_words_at_once() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let bytes = photo(30 << 20);
    let id = attach(aled, megan, ("card", tom), &bytes);
    let first = aled.run(&["bundle", "export", "--to", &bethan.member, &aled.file("first.kith")], b"");
    assert_eq!(first.status, Some(8), "it says that not all is in it");
    let left = first.data()["pieces_left_for_later"].as_u64().unwrap();
    assert!(left > 0 && first.data()["pieces"].as_u64().unwrap() + left == 120, "{}", first.json);
    bethan.import(&aled.file("first.kith"));
    let [held] = attachments(bethan, megan).try_into().unwrap();
    assert_eq!((&held["says"], &held["is_here"]), (&json!("At the fair"), &json!(false)));
    let percent = held["percent"].as_u64().unwrap();
    assert!((50..100).contains(&percent), "{percent}");
    assert_eq!(get(bethan, &id), Err("attachment_not_here".to_owned()));
    assert_eq!(pending(bethan), (0, 1));
    bethan.hand_to(aled);
    assert_eq!(pending(aled), (1, 0), "some of it is not all of it");
    let rest = aled.run(&["bundle", "export", "--to", &bethan.member, &aled.file("rest.kith")], b"");
    assert_eq!((&rest.data()["pieces"], &rest.data()["pieces_left_for_later"]), (&json!(left), &json!(0)));
    bethan.import(&aled.file("rest.kith"));
    assert_eq!(get(bethan, &id), Ok(bytes));
    bethan.hand_to(aled);
    assert_eq!((pending(aled), pending(bethan)), ((0, 0), (0, 0)));
    let photos = bethan.show("photos", &[("individual", megan)]);
    assert_eq!((&photos[0]["card"], &photos[0]["name"]), (&json!(tom), &json!("Tom")));
}

#[test]
fn a_phone_that_was_put_back_asks_for_the_pieces_that_it_lost() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let before = bethan.backup("before");
    let id = attach(aled, megan, ("card", tom), &photo(300_000));
    aled.hand_to(bethan);
    bethan.hand_to(aled);
    assert_eq!(pending(aled), (0, 0));
    // It knows of no photo, and asks for none; that it holds less than it did shows that it has none either.
    before.hand_to(aled);
    assert_eq!(pending(aled), (1, 0), "what it had may be gone");
    aled.hand_to(&before);
    assert_eq!(get(&before, &id), Ok(photo(300_000)));
    before.hand_to(aled);
    assert_eq!(pending(aled), (0, 0));
    // Of what it knows and lost it says so itself.
    let mut pieces = Vec::new();
    adversary::vault(&before).read().for_each_piece(|address, _| pieces.push(address)).unwrap();
    adversary::vault(&before).write(|tx| tx.drop_piece(&pieces[0])).unwrap();
    before.hand_to(aled);
    assert_eq!(pending(aled), (1, 0));
    aled.hand_to(&before);
    assert_eq!(get(&before, &id), Ok(photo(300_000)));
}

#[test]
fn a_phone_that_was_put_back_to_before_it_had_a_record_proves_nothing_of_it() {
    let aled = Phone::founded("Aled");
    let bethan = aled.admitted("Bethan", "manager");
    aled.hand_to(&bethan);
    bethan.hand_to(&aled);
    let before = bethan.backup("before-the-record");
    let megan = aled.individual("Megan");
    let tom = aled.person(&megan, "Tom");
    let id = attach(&aled, &megan, ("card", &tom), &photo(300_000));
    aled.hand_to(&bethan);
    bethan.hand_to(&aled);
    let unproved = || aled.show("pending", &[])["unproved"].as_u64().unwrap();
    assert_eq!((unproved(), pending(&aled)), (0, (0, 0)));
    before.hand_to(&aled);
    assert_eq!((unproved() > 0, pending(&aled)), (true, (1, 0)), "nobody else is known to hold it any more");
    aled.hand_to(&before);
    assert_eq!(get(&before, &id), Ok(photo(300_000)));
}

#[test]
fn a_photo_is_of_whom_it_was_corrected_to_and_no_clock_far_ahead_keeps_a_wrong_one() {
    let Records { aled, megan, tom, .. } = &Records::new();
    let craig = aled.person(megan, "Craig");
    let id = attach(aled, megan, ("card", tom), &photo(3_000));
    let pictures = |phone: &Phone| {
        let shown = phone.show("photos", &[("individual", megan)]);
        let all = shown.as_array().unwrap().iter();
        all.map(|one| (one["name"].as_str().unwrap().to_owned(), one["photo"]["id"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(pictures(aled), [("Tom".to_owned(), json!(id))]);
    let amend = |changes: Value| {
        aled.attempt("amend", &json!({"entry": id, "changes": changes, "reason": "Not Tom"}))
    };
    assert_eq!(
        amend(json!({"length": 7})).refusal(3),
        "no_such_part",
        "no amendment makes other bytes of it"
    );
    assert_eq!(amend(json!({"card": craig, "text": "This is Craig"})).status, Some(0));
    assert_eq!(pictures(aled), [("Craig".to_owned(), json!(id))]);
    let ahead = attach(&aled.at("2036-03-02T09:00:00+00:00"), megan, ("card", tom), &photo(4_000));
    assert!(pictures(aled).contains(&("Tom".to_owned(), json!(ahead))), "it is the only one");
    let right = attach(aled, megan, ("card", tom), &photo(5_000));
    assert!(pictures(aled).contains(&("Tom".to_owned(), json!(right))));
}

#[test]
fn a_photo_goes_to_no_card_whose_id_somebody_used_for_another_kind() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let rule = json!({"individual": megan, "person": tom, "effect": "limit", "force": "agreed", "kind": "agreed_plan",
                      "from": "2026-01-01", "state": "active"});
    let rule = aled.make("set_restriction", "restriction", &rule);
    aled.hand_to(bethan);
    bethan.perform("note", &json!({"individual": megan, "text": "A feed in the section of the team"}));
    let say = |card: &str, number: u8| {
        [
            adversary::create(card, "person"),
            adversary::say(card, "name", number, json!("Nobody"), &observed()),
        ]
    };
    adversary::add(bethan, adversary::section(bethan, megan, "shared"), &say(&rule, 1), &[]);
    adversary::add(bethan, adversary::section(bethan, megan, "team"), &say(tom, 2), &[]);
    bethan.hand_to(aled);
    let staged = aled.take("photo", &photo(3_000));
    let told = aled.attempt(
        "attach",
        &json!({"individual": megan, "staged": staged, "card": rule, "text": "The order"}),
    );
    assert_eq!((told.refusal(3), &told.json["error"]["fields"]), ("ambiguous_id", &json!(["card"])));
    // One that strayed into another section keeps nobody from the card that is at home.
    let id = attach(aled, megan, ("card", tom), &photo(3_000));
    assert_eq!(get(aled, &id), Ok(photo(3_000)));
}

#[test]
fn a_piece_that_the_storage_changed_is_found_and_healed_by_a_file_that_has_it() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let id = attach(aled, megan, ("card", tom), &photo(300_000));
    let bundle = aled.export(bethan, "with-photo.kith");
    bethan.import(&bundle);
    let mut pieces = Vec::new();
    adversary::vault(bethan)
        .read()
        .for_each_piece(|address, bytes| pieces.push((address, bytes.to_vec())))
        .unwrap();
    for (address, bytes) in &mut pieces {
        bytes[100] ^= 1;
        let mut vault = adversary::vault(bethan);
        vault.write(|tx| tx.drop_piece(address).and_then(|()| tx.put_piece(address, bytes))).unwrap();
    }
    let doctor = bethan.run(&["doctor"], b"");
    assert!(doctor.json.to_string().contains("piece_altered"), "{}", doctor.json);
    assert_ne!(get(bethan, &id), Ok(photo(300_000)));
    bethan.import(&bundle);
    assert_eq!(get(bethan, &id), Ok(photo(300_000)));
    assert_eq!(bethan.run(&["doctor"], b"").status, Some(0));
}

#[test]
fn two_photos_under_one_entry_are_both_sent_shown_and_given_out() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let id = attach(aled, megan, ("card", tom), &photo(5_000));
    let hers = attach(bethan, megan, ("card", tom), &photo(6_000));
    // Bethan posts her photo once more, under the entry of Aled's.
    let mut forged: Value = serde_json::from_slice(&adversary::entry_bytes(bethan, &hers)).unwrap();
    forged["id"] = json!(id);
    let shared = adversary::section(bethan, megan, "shared");
    adversary::add(bethan, shared, &[], &[serde_json::to_vec(&forged).unwrap()]);
    bethan.hand_to(aled);
    let dewi = aled.admitted("Dewi", "manager");
    aled.hand_to(&dewi);
    for phone in [aled, &dewi] {
        assert_eq!(get(phone, &id), Err("ambiguous_id".to_owned()), "which of the two is meant");
        let shown = attachments(phone, megan);
        let of_it: Vec<&str> =
            shown.iter().filter_map(|one| one["id"].as_str()).filter(|one| one.starts_with(&id)).collect();
        let mut given: Vec<usize> = of_it.iter().map(|one| get(phone, one).unwrap().len()).collect();
        given.sort_unstable();
        assert_eq!(given, [5_000, 6_000], "{shown:?}");
        assert!(shown.iter().all(|one| one["is_here"] == true), "{shown:?}");
    }
    assert_eq!(pending(aled), (1, 0), "whoever sent hers has it, and nobody has proved to have his");
    dewi.hand_to(aled);
    assert_eq!(pending(aled), (0, 0));
}

#[test]
fn nobody_shuts_a_photo_by_telling_of_its_pieces_under_another_key() {
    let Records { aled, bethan, megan, tom, .. } = &Records::new();
    let id = attach(aled, megan, ("card", tom), &photo(5_000));
    aled.hand_to(bethan);
    let told = adversary::entry_bytes(bethan, &id);
    let shared = adversary::section(bethan, megan, "shared");
    // Which of the two comes first follows from what is in them: some of these come before hers, some after.
    for number in 0..4_u8 {
        let mut forged: Value = serde_json::from_slice(&told).unwrap();
        forged["body"]["sealed"]["key"] = json!(format!("{number:02x}").repeat(32));
        adversary::add(bethan, shared, &[], &[serde_json::to_vec(&forged).unwrap()]);
    }
    bethan.hand_to(aled);
    let shown = attachments(aled, megan);
    let of_it: Vec<&str> = shown.iter().filter_map(|one| one["id"].as_str()).collect();
    let given = of_it.iter().filter(|one| get(aled, one) == Ok(photo(5_000))).count();
    assert_eq!((of_it.len(), given), (5, 1), "{shown:?}");
}

#[test]
fn what_belongs_to_a_concern_about_a_member_is_not_shown_to_them() {
    let Records { aled, bethan, megan, .. } = &Records::new();
    let dewi = aled.admitted("Dewi", "manager");
    let concern = json!({"individual": megan, "what": "Her money is gone", "kind": "harm_to_individual",
                         "recipients": ["manager"], "readers": [dewi.member]});
    let concern = aled.make("raise_concern", "concern", &concern);
    let id = attach(aled, megan, ("card", &concern), &photo(900));
    aled.hand_to(&dewi);
    // Dewi lets Bethan read it, while Aled learns that it is about her.
    dewi.perform(
        "escalate_concern",
        &json!({"concern": concern, "to": "manager", "reason": "No answer", "readers": [bethan.member]}),
    );
    dewi.hand_to(bethan);
    assert_eq!((get(bethan, &id), attachments(bethan, megan).len()), (Ok(photo(900)), 1));
    let named = json!({"card": concern, "field": "concerned", "value": [bethan.member], "voice": observed(),
                       "seen": aled.show("concern", &[("concern", &concern)])["seen"], "reason": "It came out"});
    aled.perform("set_field", &named);
    aled.hand_to(&dewi);
    dewi.hand_to(bethan);
    assert_eq!(bethan.look("concern", &[("concern", &concern)]).status, Some(3), "it is about her");
    assert_eq!((get(bethan, &id), attachments(bethan, megan).len()), (Err("unknown_id".to_owned()), 0));
    let found = bethan.show("search", &[("text", "fair")]);
    assert!(!found.to_string().contains(&id), "{found}");
    assert_eq!(bethan.show("photos", &[("individual", megan)]), json!([]));
    assert_eq!(attachments(&dewi, megan).len(), 1);
}

#[test]
fn a_photo_of_the_team_is_on_no_device_of_who_is_not_of_it() {
    let Records { aled, megan, tom, .. } = &Records::new();
    let note = json!({"individual": megan, "text": "What the manager should see"});
    let note = aled.make("note", "note", &note);
    attach(aled, megan, ("entry", &note), &photo(5_000));
    let shared = attach(aled, megan, ("card", tom), &photo(6_000));
    let her = aled.admitted_to("Megan herself", "individual", &[megan]);
    aled.hand_to(&her);
    let shown = attachments(&her, megan);
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert_eq!(get(&her, &shared), Ok(photo(6_000)));
    let mut pieces = 0;
    adversary::vault(&her).read().for_each_piece(|_, _| pieces += 1).unwrap();
    assert_eq!(pieces, 1);
    assert_eq!(attachments(aled, megan).len(), 2);
}

#[test]
fn what_is_no_photo_is_refused_and_what_was_bent_is_told() {
    let Records { aled, megan, tom, .. } = &Records::new();
    let file = aled.file("page.jpg");
    for bytes in [b"<svg onload='x()'/>".as_slice(), b"", b"%PDF-1.7 ", b"\x00asm\x01\x00\x00\x00"] {
        fs::write(&file, bytes).unwrap();
        let told = aled.run(&["attachment", "take", "--kind", "photo", &file], b"");
        assert_eq!(told.refusal(3), "attachment_unknown_type", "{bytes:?}");
    }
    fs::write(&file, photo(90)).unwrap();
    let told = aled.run(&["attachment", "take", "--kind", "voice_note", &file], b"");
    assert_eq!(told.refusal(3), "attachment_unknown_type", "a photo is no recording");
    fs::File::create(&file).unwrap().set_len((64 << 20) + 1).unwrap();
    let told = aled.run(&["attachment", "take", "--kind", "photo", &file], b"");
    assert_eq!(told.refusal(3), "attachment_too_large");
    assert_eq!(aled.run(&["attachment", "list"], b"").data(), &json!([]), "nothing of it is left");
    let mut pieces = Vec::new();
    adversary::vault(aled).read().for_each_piece(|address, _| pieces.push(address)).unwrap();
    assert_eq!(pieces, Vec::<[u8; 32]>::new());
    let id = attach(aled, megan, ("card", tom), &photo(400));
    adversary::vault(aled).read().for_each_piece(|address, _| pieces.push(address)).unwrap();
    adversary::vault(aled)
        .write(|tx| {
            tx.drop_piece(&pieces[0])?;
            tx.put_piece(&pieces[0], &[7; 500])
        })
        .unwrap();
    assert_eq!(get(aled, &id), Err("attachment_damaged".to_owned()));
    let told = aled.run(&["doctor"], b"");
    assert!(told.json.to_string().contains("piece_altered"), "{}", told.json);
}

#[test]
fn what_was_taken_in_once_is_recorded_once() {
    let Records { aled, megan, .. } = &Records::new();
    let staged = aled.take("photo", &photo(900));
    let before = aled.timeline(megan);
    let said = json!({"individual": megan, "text": "T", "voice": own(), "attached": [{"staged": staged}, {"staged": staged}]});
    let told = aled.attempt("say", &said);
    assert_eq!(told.refusal(3), "unknown_id", "{}", told.json);
    assert_eq!(told.json["error"]["fields"][0], "attached[1].staged");
    assert_eq!(aled.timeline(megan), before);
    // It waits as it did, and goes with the words once.
    let once = json!({"individual": megan, "text": "T", "voice": own(), "attached": [{"staged": staged}]});
    aled.perform("say", &once);
    assert_eq!(attachments(aled, megan).len(), 1);
}
