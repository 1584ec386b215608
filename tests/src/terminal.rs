//! The real program, driven from outside: one phone is a folder, a key file and the `kith` binary. Not the public API in
//! process: whatever is promised of standard output, exit status, files and standard error is seen here as any caller
//! sees it, and every answer is checked against the contract before a test looks at it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a driver for tests: whatever it cannot do ends the test"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::programs;

/// When most tests take place.
pub const NOW: &str = "2026-03-02T09:00:00+00:00";

/// One phone.
#[derive(Debug, Clone)]
pub struct Phone {
    folder: Arc<TempDir>,
    /// The folder that holds the vault.
    pub home: PathBuf,
    /// The key file.
    pub key: PathBuf,
    /// The clock; `None` is the real one, of a vault that is no test vault.
    pub now: Option<String>,
    /// The seed.
    pub seed: u64,
    /// The member that holds this phone; empty before joining.
    pub member: String,
}

/// What the program answered.
#[derive(Debug, Clone)]
pub struct Told {
    /// The exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    /// The one object on standard output; null where `--json` was not asked for.
    pub json: Value,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: Vec<u8>,
}

impl Told {
    /// What was answered, done whole or in part.
    #[must_use]
    pub fn data(&self) -> &Value {
        assert!(matches!(self.status, Some(0 | 8)), "{:?} {}", self.status, self.json);
        &self.json["data"]
    }

    /// The code of a refusal with that exit status, which has words and says what to do next.
    #[must_use]
    pub fn refusal(&self, status: i32) -> &str {
        assert_eq!(self.status, Some(status), "{}", self.json);
        let error = &self.json["error"];
        for words in ["message", "next"] {
            let text = error[words].as_str().unwrap();
            assert!(text.contains(' ') && !text.starts_with("error-"), "{words} of {error}");
        }
        error["code"].as_str().unwrap()
    }

    /// An id that a command made.
    #[must_use]
    pub fn id(&self, name: &str) -> String {
        let id = &self.data()["ids"][name];
        id.as_str().unwrap_or_else(|| panic!("no {name} in {}", self.json)).to_owned()
    }
}

impl Phone {
    /// A phone without a vault.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self::beside(&Arc::new(TempDir::new().unwrap()), "phone", seed)
    }

    fn beside(folder: &Arc<TempDir>, name: &str, seed: u64) -> Self {
        std::fs::create_dir_all(folder.path().join("tmp")).unwrap();
        Self {
            home: folder.path().join(name),
            key: folder.path().join(format!("{name}.key")),
            folder: Arc::clone(folder),
            now: Some(NOW.to_owned()),
            seed,
            member: String::new(),
        }
    }

    /// A phone whose owner founded an organisation.
    #[must_use]
    pub fn founded(name: &str) -> Self {
        let mut phone = Self::new(1);
        phone.found(name);
        phone
    }

    /// Founds an organisation.
    pub fn found(&mut self, name: &str) {
        let told = self.run(&["init", "--org", "Bryn Support", "--name", name], b"");
        self.member = told.data()["member"].as_str().unwrap().to_owned();
    }

    /// A phone of somebody whom this one admitted, by the two files.
    pub fn admitted(&self, name: &str, role: &str) -> Self {
        self.admitted_to(name, role, &[])
    }

    /// The same, to some records alone.
    pub fn admitted_to(&self, name: &str, role: &str, individuals: &[&str]) -> Self {
        let mut other =
            Self::beside(&self.folder, &format!("{role}-{name}"), self.seed + 1 + name.len() as u64);
        other.now.clone_from(&self.now);
        let request = self.file(&format!("{name}.kreq"));
        let admission = self.file(&format!("{name}.kadm"));
        let asked = other.run(&["join", "request", &request, "--name", name], b"").data().clone();
        let mut admit = vec!["join", "admit", &request, "--role", role];
        admit.extend(individuals.iter().flat_map(|individual| ["--individual", individual]));
        admit.push(&admission);
        let let_in = self.run(&admit, b"").data().clone();
        assert_eq!(asked["fingerprint"], let_in["fingerprint"], "read aloud, these are compared");
        let joined = other.run(&["join", "accept", &admission], b"").data().clone();
        assert_eq!(joined["member"], let_in["member"]);
        other.member = joined["member"].as_str().unwrap().to_owned();
        other
    }

    /// A phone whose vault and key lie in these files, which stay as they are.
    #[must_use]
    pub fn kept(folder: &Path, name: &str, member: &str) -> Self {
        let phone = Self { member: member.to_owned(), ..Self::new(1) };
        copy_all(&folder.join(name), &phone.home);
        std::fs::copy(folder.join(format!("{name}.key")), &phone.key).unwrap();
        phone
    }

    /// Keeps a copy of this phone's vault and key in a folder.
    pub fn keep(&self, folder: &Path, name: &str) {
        copy_all(&self.home, &folder.join(name));
        std::fs::copy(&self.key, folder.join(format!("{name}.key"))).unwrap();
    }

    /// The same vault as it is now, copied to another folder: a backup.
    #[must_use]
    pub fn backup(&self, name: &str) -> Self {
        let copy = Self { home: self.folder.path().join(name), ..self.clone() };
        copy_all(&self.home, &copy.home);
        copy
    }

    /// The same phone at another time.
    #[must_use]
    pub fn at(&self, now: &str) -> Self {
        Self { now: Some(now.to_owned()), ..self.clone() }
    }

    /// The same phone with the real clock.
    #[must_use]
    pub fn in_earnest(&self) -> Self {
        Self { now: None, ..self.clone() }
    }

    /// A path beside the phones of this test.
    #[must_use]
    pub fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// The folder that everything of this test is in, temporary files of the program among it.
    #[must_use]
    pub fn everything(&self) -> &Path {
        self.folder.path()
    }

    /// The command line as far as every command shares it.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(programs::kith());
        command.env_clear().env("TMPDIR", self.folder.path().join("tmp")).current_dir(self.folder.path());
        command.arg("--json").arg("--home").arg(&self.home).arg("--key-file").arg(&self.key);
        if let Some(now) = &self.now {
            command.env("KITH_TEST", "1").args(["--now", now, "--seed", &self.seed.to_string()]);
        }
        command.args(arguments);
        command
    }

    /// Runs a command, and checks that the answer keeps the contract.
    pub fn run(&self, arguments: &[&str], input: &[u8]) -> Told {
        let told = finish(self.command(arguments), input);
        contract(&told);
        told
    }

    /// Starts a command and leaves it running with its input written.
    #[must_use]
    pub fn start(&self, arguments: &[&str], input: &[u8]) -> Child {
        start(self.command(arguments), input)
    }

    /// `do` with whatever comes of it.
    pub fn attempt(&self, name: &str, arguments: &Value) -> Told {
        self.run(&["do", name], arguments.to_string().as_bytes())
    }

    /// `do` that is done.
    pub fn perform(&self, name: &str, arguments: &Value) -> Told {
        let told = self.attempt(name, arguments);
        assert_eq!(told.status, Some(0), "{name}: {}", told.json);
        told
    }

    /// The one id of a `do`.
    pub fn make(&self, name: &str, id: &str, arguments: &Value) -> String {
        self.perform(name, arguments).id(id)
    }

    /// `show` with whatever comes of it.
    #[must_use]
    pub fn look(&self, name: &str, arguments: &[(&str, &str)]) -> Told {
        let mut words = vec!["show".to_owned(), name.to_owned()];
        for (argument, value) in arguments {
            words.extend([format!("--{argument}"), (*value).to_owned()]);
        }
        self.run(&words.iter().map(String::as_str).collect::<Vec<_>>(), b"")
    }

    /// `show` that answers.
    #[must_use]
    pub fn show(&self, name: &str, arguments: &[(&str, &str)]) -> Value {
        let told = self.look(name, arguments);
        assert_eq!(told.status, Some(0), "{name}: {}", told.json);
        told.data().clone()
    }

    /// A new record.
    #[must_use]
    pub fn individual(&self, name: &str) -> String {
        self.make("add_individual", "individual", &json!({"name": name, "languages": ["en"]}))
    }

    /// Somebody new on a map.
    pub fn person(&self, individual: &str, name: &str) -> String {
        self.make("add_person", "person", &json!({"individual": individual, "name": name, "kind": "person"}))
    }

    /// Takes a photo or a recording in, and tells by what it is recorded.
    pub fn take(&self, kind: &str, bytes: &[u8]) -> String {
        let file = self.file("taken");
        std::fs::write(&file, bytes).unwrap();
        let told = self.run(&["attachment", "take", "--kind", kind, &file], b"");
        assert_eq!(told.status, Some(0), "{}", told.json);
        std::fs::remove_file(&file).unwrap();
        told.data()["staged"].as_str().unwrap().to_owned()
    }

    /// The token of what a record's screen shows now.
    #[must_use]
    pub fn seen(&self, individual: &str) -> String {
        self.show("individual", &[("individual", individual)])["seen"].as_str().unwrap().to_owned()
    }

    /// The hash of a record.
    #[must_use]
    pub fn hash(&self, individual: &str) -> String {
        self.show("hash", &[("individual", individual)])["hash"].as_str().unwrap().to_owned()
    }

    /// All that is checked of a vault that must not have changed: hashes of all records, and the doctor's word.
    pub fn state(&self) -> Value {
        let mut hashes = Map::new();
        for held in self.show("caseload", &[]).as_array().unwrap() {
            let individual = held["individual"].as_str().unwrap();
            let told = self.look("hash", &[("individual", individual)]);
            // A record that was let in here and of which nothing has come yet has no hash.
            let hash =
                if told.status == Some(0) { &told.json["data"]["hash"] } else { &told.json["error"]["code"] };
            hashes.insert(individual.to_owned(), hash.clone());
        }
        json!({ "hashes": hashes, "doctor": self.run(&["doctor"], b"").data() })
    }

    /// Everything recorded, every entry of the timeline, the newest first.
    #[must_use]
    pub fn timeline(&self, individual: &str) -> Vec<Value> {
        let (mut items, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let mut asked = vec![("individual", individual), ("limit", "500")];
            if let Some(cursor) = &cursor {
                asked.push(("cursor", cursor));
            }
            let page = self.show("timeline", &asked);
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return items,
            }
        }
    }

    /// A bundle for somebody, as a file.
    #[must_use]
    pub fn export(&self, to: &Self, name: &str) -> String {
        let out = self.file(name);
        let _exported = self.run(&["bundle", "export", "--to", &to.member, &out], b"").data();
        out
    }

    /// Takes a bundle in.
    pub fn import(&self, file: &str) -> Value {
        let told = self.run(&["bundle", "import", file], b"");
        assert_eq!(told.status, Some(0), "{}", told.json);
        told.data().clone()
    }

    /// A bundle straight from here to there.
    pub fn hand_to(&self, other: &Self) {
        let bundle = self.export(other, &format!("{}-{}.kith", &self.member[..8], &other.member[..8]));
        let imported = other.import(&bundle);
        assert_eq!(imported["quarantined"], json!([]), "{imported}");
    }
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// So many bytes that begin as a photo does and go on as nothing that could be made smaller.
#[must_use]
pub fn photo(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let noise = std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()
    });
    [0xFF, 0xD8, 0xFF, 0xE0].into_iter().chain(noise.flatten()).take(length).collect()
}

/// Own words.
#[must_use]
pub fn own() -> Value {
    json!({"speaker": "individual", "how": "own_words", "method": "spoken"})
}

/// A worker's observation.
#[must_use]
pub fn observed() -> Value {
    json!({"speaker": "worker", "how": "observed", "method": "behaviour"})
}

/// Starts a command with its input written.
#[must_use]
pub fn start(mut command: Command, input: &[u8]) -> Child {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().unwrap();
    // A program that has read enough closes its end: no fault of the test.
    let _closed = stdin.write_all(input);
    child
}

/// Runs a command to its end.
#[must_use]
pub fn finish(command: Command, input: &[u8]) -> Told {
    let output = start(command, input).wait_with_output().unwrap();
    Told {
        status: output.status.code(),
        json: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
        out: output.stdout,
        err: output.stderr,
    }
}

/// What holds of every answer with `--json`: one object, the envelope, an exit status that goes with it, silence on
/// standard error.
pub fn contract(told: &Told) {
    let out = String::from_utf8_lossy(&told.out);
    let err = String::from_utf8_lossy(&told.err);
    assert!(told.json.is_object(), "not one object: {:?} {out} {err}", told.status);
    assert_eq!(out.trim_end().lines().count(), 1, "{out}");
    assert_eq!(err, "", "standard error of {out}");
    let object = told.json.as_object().unwrap();
    let fields: Vec<&str> = object.keys().map(String::as_str).collect();
    assert_eq!(object["v"], 1);
    if object["ok"] == true {
        assert_eq!(fields, ["data", "ok", "v"]);
        assert!(matches!(told.status, Some(0 | 8)), "{:?} {out}", told.status);
    } else {
        assert_eq!(fields, ["error", "ok", "v"]);
        let fields: Vec<&String> = object["error"].as_object().unwrap().keys().collect();
        assert_eq!(fields, ["code", "fields", "message", "next"]);
        assert!(matches!(told.status, Some(2..=7 | 70)), "{:?} {out}", told.status);
    }
}
