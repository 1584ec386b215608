//! Forks: one vault that goes on twice in the same feeds, as when a whole machine is put back to an earlier state. As a
//! rule the vault notices and starts new feeds (see `core/companion/src/incarnation.rs`); here that is taken from it, by
//! a folder where it keeps its token. Nothing of either branch may be lost, hidden or left waiting, whoever gets which
//! branch first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kith_tests::terminal::{Phone, observed};
use serde_json::{Value, json};

/// The vault's files as they are now.
fn files(home: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
}

/// Puts the vault back to these files.
fn put_back(home: &Path, earlier: &[(PathBuf, Vec<u8>)]) {
    for (path, _) in files(home) {
        std::fs::remove_file(path).unwrap();
    }
    for (path, bytes) in earlier {
        std::fs::write(path, bytes).unwrap();
    }
}

fn note(phone: &Phone, individual: &str, text: &str) {
    phone.perform("note", &json!({"individual": individual, "text": text}));
}

fn set(phone: &Phone, individual: &str, card: &str, value: &str) {
    let seen = phone.seen(individual);
    let edit = json!({"card": card, "field": "name", "value": value, "voice": observed(), "seen": seen,
                      "reason": "As they told me"});
    phone.perform("set_field", &edit);
}

fn texts(phone: &Phone, individual: &str) -> BTreeSet<String> {
    let items = phone.timeline(individual).into_iter();
    items.filter_map(|item| item["body"]["text"].as_str().map(str::to_owned)).collect()
}

fn waiting(phone: &Phone) -> u64 {
    phone.show("pending", &[])["unproved"].as_u64().unwrap()
}

/// Alys's vault went on twice from one point; Ben was sent the first branch and Ceri the second.
struct Forked {
    alys: Phone,
    ben: Phone,
    ceri: Phone,
    megan: String,
    tom: String,
}

impl Forked {
    fn new() -> Self {
        let alys = Phone::founded("Alys");
        let token = alys.home.join("vault.incarnation");
        assert!(!token.exists(), "founding is no command");
        std::fs::create_dir(token).unwrap();
        let megan = alys.individual("Megan");
        let tom = alys.person(&megan, "Tom");
        let [ben, ceri] = ["Ben", "Ceri"].map(|name| alys.admitted(name, "worker"));
        for other in [&ben, &ceri] {
            alys.hand_to(other);
            other.hand_to(&alys);
        }
        let point = files(&alys.home);
        note(&alys, &megan, "first branch");
        let rule = json!({"individual": megan, "person": tom, "effect": "prohibit", "force": "legal",
                          "kind": "dapo", "from": "2026-01-01", "state": "active",
                          "verified": {"by": "Alys", "when": "2026-03-02"}});
        alys.perform("set_restriction", &rule);
        set(&alys, &megan, &tom, "Tommy");
        let first = alys.export(&ben, "first.kith");
        put_back(&alys.home, &point);
        let alys = alys.at("2026-03-02T11:00:00+00:00");
        note(&alys, &megan, "second branch");
        note(&alys, &megan, "second branch goes on");
        set(&alys, &megan, &tom, "Twm");
        let second = alys.export(&ceri, "second.kith");
        let [ben, ceri] = [ben, ceri].map(|phone| phone.at("2026-03-02T11:00:00+00:00"));
        ben.import(&first);
        ceri.import(&second);
        Self { alys, ben, ceri, megan, tom }
    }

    fn phones(&self) -> [&Phone; 3] {
        [&self.alys, &self.ben, &self.ceri]
    }

    fn check(&self, phone: &Phone) -> Value {
        let asked = [("individual", self.megan.as_str()), ("person", self.tom.as_str()), ("mode", "phone")];
        phone.show("check", &asked)["outcome"].clone()
    }
}

#[test]
fn both_branches_reach_everybody_and_what_rests_on_them_too() {
    let forked = Forked::new();
    let Forked { alys, ben, ceri, megan, tom } = &forked;
    assert_eq!((forked.check(ben), forked.check(ceri)), (json!("refused"), json!("allowed")));
    // Each goes on from the branch that they were sent.
    set(ben, megan, tom, "Tom bach");
    set(ceri, megan, tom, "Tomos");
    ben.hand_to(ceri);
    ceri.hand_to(ben);
    assert_eq!(ben.hash(megan), ceri.hash(megan));
    for phone in [ben, ceri] {
        assert_eq!(forked.check(phone), json!("refused"), "the order of the first branch is in force");
        let look = phone.show("needs_look", &[]);
        assert_eq!((&look["waiting"], &look["quarantined"]), (&json!([]), &json!([])));
        assert_eq!(look["forked"].as_array().unwrap().len(), 1, "that a copy exists is told: {look}");
    }
    alys.hand_to(ben);
    ben.hand_to(alys);
    note(alys, megan, "after all");
    alys.hand_to(ben);
    alys.hand_to(ceri);
    let all = ["first branch", "second branch", "second branch goes on", "after all"];
    for phone in forked.phones() {
        assert_eq!(phone.hash(megan), alys.hash(megan));
        assert_eq!(texts(phone, megan), all.map(str::to_owned).into());
        assert_eq!(phone.run(&["doctor"], b"").status, Some(0));
        let differs = phone.show("differences", &[("individual", megan)]);
        let said: BTreeSet<String> = differs
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|one| one["values"].as_array().unwrap().clone())
            .filter_map(|value| value["value"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(said, ["Tom bach", "Tomos"].map(str::to_owned).into());
    }
}

#[test]
fn a_vault_that_is_sent_its_other_branch_goes_on_in_a_feed_of_its_own() {
    let forked = Forked::new();
    let Forked { alys, ben, ceri, megan, tom } = &forked;
    let feeds = |phone: &Phone| -> BTreeSet<String> {
        let trail = phone.show("audit", &[("individual", megan)]);
        let own = trail.as_array().unwrap().iter().filter(|item| item["author"] == "Alys");
        own.map(|item| item["feed"].as_str().unwrap().to_owned()).collect()
    };
    // Ben takes her to hold what she had sent him, until she says herself what she holds now.
    alys.hand_to(ben);
    ben.hand_to(alys);
    let before = feeds(alys);
    set(alys, megan, tom, "Tommo");
    assert_eq!(feeds(alys).len(), before.len() + 1);
    alys.hand_to(ceri);
    assert_eq!(alys.hash(megan), ceri.hash(megan));
    let trail = ceri.show("audit", &[("individual", megan)]);
    assert!(trail.as_array().unwrap().iter().all(|item| item["sound"] == true), "{trail}");
}

#[test]
fn holding_one_branch_proves_nothing_of_the_other() {
    let forked = Forked::new();
    let Forked { alys, ben, ceri, megan, .. } = &forked;
    // Ben's bundle names a parcel of the first branch, with a number that the second has too.
    let proof = ben.export(alys, "proof.kith");
    assert!(waiting(alys) > 0);
    alys.import(&proof);
    let unproved = waiting(alys);
    assert!(unproved >= 3, "nobody has proved the second branch: {unproved}");
    alys.hand_to(ben);
    ben.hand_to(alys);
    assert_eq!(ben.hash(megan), alys.hash(megan));
    ceri.hand_to(alys);
    assert_eq!(waiting(alys), 0);
}
