//! Two workers' vaults, and the commands whose interruption is tried: each with the state it starts from.

use std::fs;
use std::path::{Path, PathBuf};

use kith_vault::{Unlock, Vault};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};
use tempfile::TempDir;
use zeroize::Zeroizing;

use kith_tests::faults::{Line, NOW, Terminal};

const KEY: [u8; 32] = [7; 32];
const ALYS: u64 = 1;
const BEN: u64 = 2;

/// A command to be interrupted.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// What is there before: a directory with `home` in it, or without.
    pub(crate) before: PathBuf,
    pub(crate) seed: u64,
    pub(crate) command: Line,
    /// What is asked to see which state a vault is in, beside `doctor`.
    pub(crate) question: Line,
    /// The code with which a repeat may be refused where the command had been carried out; none where it may not.
    pub(crate) refused_again: Option<&'static str>,
    /// Whether there is no vault before.
    pub(crate) nothing_before: bool,
}

/// Where the vaults lie.
pub(crate) struct Fixture {
    place: TempDir,
    individual: String,
    person: String,
}

impl Fixture {
    /// Alys has founded and recorded; Ben has asked to join and was admitted, but has not taken the answer.
    pub(crate) fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("key"), KEY).unwrap();
        for name in ["alys", "ben", "empty"] {
            fs::create_dir(place.path().join(name)).unwrap();
        }
        let mut fixture = Self { place, individual: String::new(), person: String::new() };
        let file = |name: &str| fixture.path(name).to_str().unwrap().to_owned();
        let (request, admission) = (file("ben.kreq"), file("ben.kadm"));
        fixture.must(ALYS, "alys", &init());
        fixture.must(BEN, "ben", &Line::new(&["join", "request", "--name", "Ben", &request]));
        let admitted = fixture.must(
            ALYS,
            "alys",
            &Line::new(&["join", "admit", &request, "--role", "worker", &admission]),
        );
        let ben = admitted["member"].as_str().unwrap().to_owned();
        let added = fixture.perform("add_individual", &json!({ "name": "Rhian", "languages": ["en"] }));
        fixture.individual = id(&added, "individual");
        let person = json!({ "individual": fixture.individual, "name": "Mam", "kind": "person" });
        fixture.person = id(&fixture.perform("add_person", &person), "person");
        let visit = fixture.visit("Before anything happened.");
        fixture.perform("record_visit", &visit);
        let bundle = fixture.path("bundle.kith");
        fixture.must(ALYS, "alys", &Line::new(&["bundle", "export", bundle.to_str().unwrap(), "--to", &ben]));
        fixture
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn must(&self, seed: u64, watched: &str, line: &Line) -> Value {
        let key = self.path("key");
        Terminal { key: &key, seed, now: NOW }.run(&self.path(watched), line, &[]).data().clone()
    }

    fn perform(&self, name: &str, arguments: &Value) -> Value {
        self.must(ALYS, "alys", &Line::new(&["do", name]).with(arguments))
    }

    fn visit(&self, line: &str) -> Value {
        let voice = json!({ "speaker": "individual", "how": "own_words", "method": "spoken" });
        json!({
            "individual": self.individual,
            "occurred": { "at": "2026-03-02T08:30:00+00:00", "precision": "exact" },
            "happened": { "outcome": "happened" },
            "line": line,
            "support": ["listen"],
            "contacts": [{ "person": self.person, "mode": "in_person", "outcome": "happened", "before": 2, "after": 4 }],
            "observations": [{ "scale": "five_faces", "value": 4, "voice": voice }],
            "words": [{ "text": "I liked the harbour.", "lang": "en", "voice": voice }],
            "worry": "no",
            "follow_ups": [],
        })
    }

    pub(crate) fn hash(&self) -> Line {
        Line::new(&["show", "hash", "--individual", &self.individual])
    }

    /// A visit is recorded.
    pub(crate) fn visiting(&self) -> Scenario {
        Scenario {
            name: "visit",
            before: self.path("alys"),
            seed: ALYS,
            command: Line::new(&["do", "record_visit"]).with(&self.visit("Walked to the harbour.")),
            question: self.hash(),
            refused_again: None,
            nothing_before: false,
        }
    }

    /// A newcomer takes the answer to their request.
    pub(crate) fn accepting(&self) -> Scenario {
        Scenario {
            name: "join accept",
            before: self.path("ben"),
            seed: BEN,
            command: Line::new(&["join", "accept", self.path("ben.kadm").to_str().unwrap()]),
            question: Line::new(&["show", "caseload"]),
            refused_again: Some("already_joined"),
            nothing_before: false,
        }
    }

    /// A bundle is taken in, by a vault that holds nothing of it.
    pub(crate) fn importing(&self) -> Scenario {
        let joined = self.path("joined");
        copy(&self.path("ben"), &joined);
        self.must(BEN, "joined", &self.accepting().command);
        Scenario {
            name: "bundle import",
            before: joined,
            seed: BEN,
            command: Line::new(&["bundle", "import", self.path("bundle.kith").to_str().unwrap()]),
            question: self.hash(),
            refused_again: None,
            nothing_before: false,
        }
    }

    /// A vault of schema 1 is opened by this build.
    pub(crate) fn migrating(&self) -> Scenario {
        let (current, older) = (self.path("current"), self.path("older"));
        copy(&self.path("alys"), &current);
        fs::create_dir(&older).unwrap();
        let unlock = Unlock::KeyFile(Zeroizing::new(KEY));
        let vault = Vault::open(&current.join("home"), &unlock).unwrap();
        vault.copy_at(&older.join("home"), &unlock, &mut ChaCha20Rng::seed_from_u64(5), 1).unwrap();
        Scenario {
            name: "migration",
            before: older,
            seed: ALYS,
            command: self.hash(),
            question: self.hash(),
            refused_again: None,
            nothing_before: false,
        }
    }

    /// An organisation is founded.
    pub(crate) fn founding(&self) -> Scenario {
        Scenario {
            name: "init",
            before: self.path("empty"),
            seed: ALYS,
            command: init(),
            question: Line::new(&["show", "caseload"]),
            refused_again: Some("vault_exists"),
            nothing_before: true,
        }
    }
}

fn init() -> Line {
    Line::new(&["init", "--org", "Harbour Support", "--name", "Alys"])
}

fn id(done: &Value, kind: &str) -> String {
    done["ids"][kind].as_str().unwrap_or_else(|| panic!("no {kind} in {done}")).to_owned()
}

/// Copies a directory with all below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
