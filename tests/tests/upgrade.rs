//! What earlier states of Kith wrote, kept for ever. Each folder of `tests/upgrade` has the number of the vault's schema that
//! it was written under: two vaults with their keys, files that one had made for the other, and what the program answered
//! then. `KITH_WRITE_CORPUS=1` with this test writes the folder of the present state, where there is none yet.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};

use kith_sync::{SignedStatement, Statement};
use kith_tests::adversary;
use kith_tests::examples;
use kith_tests::terminal::{NOW, Phone, observed, own, photo};
use kith_vault::{NEWEST_SCHEMA, ParcelRow, ParcelState};
use serde_json::{Map, Value, json};

/// When the corpus is looked at: after all that was written.
const LATER: &str = "2026-03-20T09:00:00+00:00";
/// The first schema that knows photos.
const PHOTOS: u32 = 8;
/// The first of which the corpus is asked for what only one device keeps.
const OF_THE_DEVICE: u32 = 10;
const MODES: [&str; 5] = ["in_person", "phone", "video", "text", "letter"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("upgrade")
}

/// A corpus, and both its phones as they were left.
struct Corpus {
    schema: u32,
    folder: PathBuf,
    state: Value,
    aled: Phone,
    bethan: Phone,
}

impl Corpus {
    fn open(folder: PathBuf) -> Self {
        let state: Value =
            serde_json::from_slice(&std::fs::read(folder.join("state.json")).unwrap()).unwrap();
        let [aled, bethan] = ["aled", "bethan"].map(|name| {
            let member = state["members"][name].as_str().unwrap();
            Phone::kept(&folder, name, member).at(LATER)
        });
        let schema = folder.file_name().unwrap().to_str().unwrap().parse().unwrap();
        Self { schema, folder, state, aled, bethan }
    }

    fn all() -> Vec<Self> {
        let folders = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
        folders.sort();
        assert!(!folders.is_empty());
        folders.into_iter().map(Self::open).collect()
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }
}

/// What must stay true of a vault for ever: hashes, what was said and recorded, what is differed about, what is allowed.
fn told(phone: &Phone) -> Value {
    let mut records = Map::new();
    for held in phone.show("caseload", &[]).as_array().unwrap() {
        let individual = held["individual"].as_str().unwrap();
        let of = [("individual", individual)];
        let entries = phone
            .timeline(individual)
            .into_iter()
            .map(|item| json!([item["entry"], item["kind"], item["occurred"], item["body"], item["author"]]));
        let differences = phone.show("differences", &of);
        let differs =
            differences.as_array().unwrap().iter().map(|found| json!([found["card"], found["field"]]));
        let mut people = Map::new();
        for person in phone.show("map", &of)["people"].as_array().unwrap() {
            let id = person["id"].as_str().unwrap();
            let answers = MODES.map(|mode| {
                phone.show("check", &[("individual", individual), ("person", id), ("mode", mode)])["outcome"].clone()
            });
            people.insert(id.to_owned(), json!([person["kind"], answers]));
        }
        let entries: Vec<Value> = entries.collect();
        let differs: Vec<Value> = differs.collect();
        let record =
            json!({"hash": phone.hash(individual), "entries": entries, "differs": differs, "people": people});
        records.insert(individual.to_owned(), record);
    }
    Value::Object(records)
}

/// Both are the same, told by where they first differ.
fn assert_same(one: &Value, other: &Value) {
    fn difference(one: &Value, other: &Value, place: &str) -> Option<String> {
        match (one, other) {
            (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
                a.iter().find_map(|(key, value)| difference(value, &b[key], &format!("{place}/{key}")))
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
                .iter()
                .zip(b)
                .enumerate()
                .find_map(|(at, (a, b))| difference(a, b, &format!("{place}/{at}"))),
            _ => (one != other).then(|| format!("{place}: {one} and {other}")),
        }
    }
    assert_eq!(difference(one, other, ""), None);
}

/// Writes the corpus of this state.
fn write(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let aled = Phone::founded("Aled");
    let make = |name: &str, id: &str, given: Value| aled.make(name, id, &given);
    let seen = |individual: &str| Value::String(aled.seen(individual));
    let take = |photo: &[u8]| aled.take("photo", photo);
    let examples = examples::of_each_command(&aled.member, make, take, seen);
    let done = examples.iter().filter(|(name, given)| aled.attempt(name, given).status == Some(0)).count();
    assert!(done > 20, "{done} of {}", examples.len());
    let bethan = aled.admitted("Bethan", "worker");
    aled.hand_to(&bethan);
    let megan = individual_named(&aled, "Megan");
    // Both change the same things, and both write since they last met.
    let tom = person_named(&aled, &megan, "Tom");
    for (phone, name) in [(&aled, "Tomos"), (&bethan, "Thomas")] {
        let name = json!({"card": tom, "field": "name", "value": name, "voice": observed(), "reason": "Heard",
                          "seen": phone.seen(&megan)});
        phone.perform("set_field", &name);
        phone.perform(
            "say",
            &json!({"individual": megan, "text": "I saw him", "voice": own(), "kind": "words",
                                     "occurred": {"at": NOW}}),
        );
    }
    let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "kind": "dapo", "force": "legal",
        "bound": [tom], "protected": ["individual"], "from": "2026-03-01", "state": "active", "reason": "Order made", "verified": {"by": "Aled", "when": "2026-03-01"},
        "voice": observed()});
    bethan.perform("set_restriction", &rule);
    let mut state =
        json!({"members": {"aled": aled.member, "bethan": bethan.member}, "megan": megan, "tom": tom});
    // As they are before they meet, what they bring each other, and as they are then.
    let both = [(&aled, "aled", &bethan, "to-bethan.kith"), (&bethan, "bethan", &aled, "to-aled.kith")];
    for (phone, name, other, file) in both {
        state["apart"][name] = told(&phone.at(LATER));
        phone.keep(folder, name);
        std::fs::copy(phone.export(other, file), folder.join(file)).unwrap();
    }
    for (phone, name, _, _) in both {
        phone.import(folder.join(format!("to-{name}.kith")).to_str().unwrap());
        state["met"][name] = told(&phone.at(LATER));
    }
    by_a_newer_app(&bethan, &megan, &tom);
    std::fs::copy(bethan.export(&aled, "newer.kith"), folder.join("newer.kith")).unwrap();
    std::fs::write(folder.join("state.json"), serde_json::to_vec_pretty(&state).unwrap()).unwrap();
}

fn individual_named(phone: &Phone, name: &str) -> String {
    let caseload = phone.show("caseload", &[]);
    let held = caseload.as_array().unwrap().iter().find(|held| held["name"] == name);
    held.unwrap_or_else(|| panic!("{caseload}"))["individual"].as_str().unwrap().to_owned()
}

fn person_named(phone: &Phone, individual: &str, name: &str) -> String {
    let map = phone.show("map", &[("individual", individual)]);
    let person = map["people"].as_array().unwrap().iter().find(|person| person["name"] == name);
    person.unwrap_or_else(|| panic!("{map}"))["id"].as_str().unwrap().to_owned()
}

/// What a newer app might write: a kind of card, a field and a part of a fact that we do not know, a kind of entry and a
/// part of one, a statement of another kind, a parcel of another suite.
fn by_a_newer_app(phone: &Phone, individual: &str, person: &str) {
    let shared = adversary::section(phone, individual, "shared");
    let strange = uuid(1);
    let edits = [
        adversary::create(&strange, "horoscope"),
        adversary::say(&strange, "sign", 61, json!("Leo"), &observed()),
        adversary::say(person, "shoe_size", 62, json!({"eu": 43}), &observed()),
        adversary::say_with(
            person,
            "pronouns",
            63,
            json!("he"),
            &observed(),
            &[("mood", json!({"of": ["a", 1]}))],
        ),
    ];
    let entry = |number, kind: &str, body: Value| {
        json!({"id": uuid(number), "kind": kind, "occurred": {"at": NOW, "precision": "exact"}, "recorded": NOW,
               "body": body})
    };
    let entries = [
        entry(2, "dance", json!({"individual": individual, "steps": 12})),
        entry(3, "note", json!({"individual": individual, "text": "From later", "weather": "fine"})),
    ];
    let entries: Vec<Vec<u8>> = entries.iter().map(|entry| serde_json::to_vec(entry).unwrap()).collect();
    adversary::add(phone, shared, &edits, &entries);
    let mut vault = adversary::vault(phone);
    let parcel = vault.read().parcels_in_state(ParcelState::Applied).unwrap().pop().unwrap();
    let mut bytes = parcel.bytes.clone();
    // The suite, after the mark of a parcel.
    bytes[3] = 2;
    let id = kith_sync::parcel_id(&bytes);
    let newer =
        ParcelRow { id, bytes, state: ParcelState::Waiting, code: Some("newer_format".to_owned()), ..parcel };
    let held = vault.read().statements().unwrap();
    let mut signed = held.iter().map(|row| SignedStatement::from_bytes(&row.bytes).unwrap());
    let mut statement = signed.next_back().unwrap();
    // {"sunset": {"at": 1}}
    statement.bytes = b"\xa1\x66sunset\xa1\x62at\x01".to_vec();
    vault
        .write(|tx| {
            tx.insert_parcel(&newer)?;
            tx.insert_statement(statement.id(), "unknown", &statement.to_bytes())
        })
        .unwrap();
}

fn uuid(number: u8) -> String {
    kith_domain::id::CardId::from_random([number; 16]).to_string()
}

#[test]
fn this_state_has_its_corpus() {
    let own = folder().join(NEWEST_SCHEMA.to_string());
    if !own.exists() && std::env::var_os("KITH_WRITE_CORPUS").is_some() {
        // Whole or not at all: what is half written would be kept for ever.
        let made = folder().join("half");
        write(&made);
        std::fs::rename(made, &own).unwrap();
    }
    assert!(
        own.join("state.json").exists(),
        "no corpus of schema {NEWEST_SCHEMA}: see the head of this file"
    );
}

#[test]
fn what_an_earlier_state_wrote_is_read_as_it_was() {
    for corpus in Corpus::all() {
        let Corpus { state, aled, bethan, .. } = &corpus;
        for (phone, name) in [(aled, "aled"), (bethan, "bethan")] {
            assert_same(&told(phone), &state["apart"][name]);
            let imported = phone.import(&corpus.file(&format!("to-{name}.kith")));
            assert_eq!(
                (&imported["waiting"], &imported["quarantined"]),
                (&json!([]), &json!([])),
                "{imported}"
            );
            assert!(imported["new"].as_u64().unwrap() > 0);
            let met = told(phone);
            assert_same(&met, &state["met"][name]);
            let megan = &met[state["megan"].as_str().unwrap()];
            assert_eq!(megan["people"][state["tom"].as_str().unwrap()][1][1], "refused");
            assert!(megan["differs"].as_array().unwrap().iter().any(|found| found[1] == "name"), "{megan}");
        }
        for phone in [aled, bethan] {
            assert_eq!(phone.run(&["doctor"], b"").data()["problems"], json!([]));
        }
    }
}

/// Each photo that a record tells of is given out as it was taken in: those of three examples.
fn assert_photos(phone: &Phone, state: &Value) {
    let individual = state["megan"].as_str().unwrap();
    let items = phone.timeline(individual).into_iter().map(|item| item["attachment"].clone());
    let listed: Vec<Value> = items.filter(|attachment| !attachment.is_null()).collect();
    assert_eq!(listed.len(), 3, "{listed:?}");
    for attachment in &listed {
        assert_eq!(attachment["is_here"], true, "{attachment}");
        let (id, out) = (attachment["id"].as_str().unwrap(), phone.file("given.jpg"));
        assert_eq!(phone.run(&["attachment", "get", id, &out], b"").status, Some(0), "{attachment}");
        assert_eq!(std::fs::read(&out).unwrap(), photo(900));
        std::fs::remove_file(&out).unwrap();
    }
    let of_cards = phone.show("photos", &[("individual", individual)]);
    assert_eq!((&of_cards[0]["card"], of_cards.as_array().unwrap().len()), (&state["tom"], 1), "{of_cards}");
}

#[test]
fn photos_drafts_and_settings_of_an_earlier_state_are_there() {
    for corpus in Corpus::all().into_iter().filter(|corpus| corpus.schema >= PHOTOS) {
        let Corpus { state, aled, bethan, .. } = &corpus;
        for (phone, name) in [(aled, "aled"), (bethan, "bethan")] {
            assert_photos(phone, state);
            phone.import(&corpus.file(&format!("to-{name}.kith")));
        }
        // Whoever joins has them of a vault that wrote them long ago.
        let newcomer = aled.admitted("Ceri", "worker");
        aled.hand_to(&newcomer);
        assert_photos(&newcomer, state);
        if corpus.schema >= OF_THE_DEVICE {
            assert_eq!(aled.show("drafts", &[]), json!([{"draft": "D", "content": {"a": 1}}]));
            assert_eq!(aled.show("settings", &[])["lock_after_seconds"], 0);
            assert_eq!(bethan.show("drafts", &[]), json!([]));
            assert_ne!(bethan.show("settings", &[])["lock_after_seconds"], 0);
        }
    }
}

#[test]
fn an_earlier_vault_goes_on_with_phones_of_today() {
    for corpus in Corpus::all() {
        let Corpus { state, aled, bethan, .. } = &corpus;
        let megan = state["megan"].as_str().unwrap();
        aled.import(&corpus.file("to-aled.kith"));
        let words = json!({"individual": megan, "text": "Still here", "voice": own(), "kind": "words",
                           "occurred": {"at": NOW}});
        aled.perform("say", &words);
        aled.hand_to(bethan);
        bethan.perform("note", &json!({"individual": megan, "text": "Read on the new app"}));
        bethan.hand_to(aled);
        let newcomer = aled.admitted("Ceri", "worker");
        aled.hand_to(&newcomer);
        // Aled alone reads the concern.
        assert_eq!(newcomer.hash(megan), bethan.hash(megan));
        assert_same(&told(aled)[megan]["people"], &told(bethan)[megan]["people"]);
        for (phone, text) in
            [(aled, "Read on the new app"), (bethan, "Still here"), (&newcomer, "Still here")]
        {
            assert!(phone.timeline(megan).iter().any(|item| item["body"]["text"] == text), "{text}");
        }
    }
}

#[test]
fn what_a_newer_app_wrote_is_kept_and_handed_on_as_it_came() {
    for corpus in Corpus::all() {
        let (aled, state) = (&corpus.aled, &corpus.state);
        let (megan, tom) = (state["megan"].as_str().unwrap(), state["tom"].as_str().unwrap());
        let imported = aled.run(&["bundle", "import", &corpus.file("newer.kith")], b"").json["data"].clone();
        let waiting = imported["waiting"].as_array().unwrap();
        assert!(waiting.len() == 1 && waiting[0]["code"] == "newer_format", "{imported}");
        assert_eq!(imported["quarantined"], json!([]));
        // Somebody with this app changes the same card.
        let name = json!({"card": tom, "field": "pronouns", "value": "they", "voice": observed(), "reason": "Asked",
                          "seen": aled.seen(megan)});
        aled.perform("set_field", &name);
        let ceri = aled.admitted("Ceri", "worker");
        let bundle = aled.export(&ceri, "on.kith");
        assert_eq!(ceri.run(&["bundle", "import", &bundle], b"").status, Some(0));
        let (from, to) = (adversary::vault(aled), adversary::vault(&ceri));
        let mut carried = 0;
        to.read()
            .for_each_parcel(|row| {
                assert_eq!(from.read().parcel(&row.id)?, Some(row.clone()));
                carried += 1;
                Ok::<(), kith_vault::VaultError>(())
            })
            .unwrap();
        assert!(carried > 30, "{carried}");
        let statements = to.read().statements().unwrap();
        let newer = |row: &kith_vault::StatementRow| {
            let signed = SignedStatement::from_bytes(&row.bytes).unwrap();
            signed.statement() == Ok(Statement::Unknown { kind: "sunset".to_owned() })
        };
        assert!(statements.iter().any(newer));
        let person = to.read().cards_with_id(tom.parse().unwrap()).unwrap().remove(0).json;
        let strange = to.read().cards_with_id(uuid(1).parse().unwrap()).unwrap().remove(0).json;
        for (kept, held) in
            [("shoe_size", &person), ("mood", &person), ("horoscope", &strange), ("Leo", &strange)]
        {
            assert!(held.contains(kept), "{kept} of {held}");
        }
        for (number, kept) in [(2, "steps"), (3, "weather")] {
            let entry = to.read().entry(uuid(number).parse().unwrap()).unwrap().remove(0).json;
            assert!(entry.contains(kept), "{entry}");
        }
    }
}
