//! One phone: a real vault, on its own folder or in memory, and what the model says has come to it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use kith::{Done, Kith, KithError, Language, Life, Opening, Reproducible, Unlock};
use kith_domain::id::DeviceId;
use kith_sync::{BundleContents, DeviceKeys};
use kith_vault::{Read, Vault};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::faults::Fault;
use crate::faults::{Answer, Line, Terminal};
use crate::model::{Known, Moment, Part};

/// Where a phone's vault is.
pub enum Store {
    /// On a folder, opened anew for each question.
    Folder,
    /// On a folder, and each command is a process of the program `kith`, on files that may fail.
    Program,
    /// In memory: one process that goes on until it is ended.
    Memory(Rc<Kith>),
}

/// What has come to a phone.
#[derive(Debug, Clone, Default)]
pub struct Holding {
    /// What is part of the record here.
    pub known: Known,
    /// What is here and rests on something that is not.
    pub waiting: BTreeSet<Part>,
    /// By section, the parts that nothing known rests on yet.
    pub newest: BTreeMap<String, BTreeSet<Part>>,
    /// Parcels that nobody made, by their ids.
    pub quarantined: BTreeSet<[u8; 32]>,
    /// By who says so and by section, parcels that another device names as held.
    pub named: BTreeMap<(DeviceId, String), BTreeSet<[u8; 32]>>,
    /// The furthest that the clock was when the phone wrote.
    pub furthest: Option<Moment>,
    /// What was typed and not saved.
    pub drafts: BTreeMap<String, Value>,
}

impl Holding {
    /// A part takes its place in the record.
    pub fn take(&mut self, part: Part, rests_on: &BTreeSet<Part>) {
        let newest = self.newest.entry(part.1.clone()).or_default();
        newest.retain(|other| !rests_on.contains(other));
        newest.insert(part.clone());
        self.known.insert(part.0, &part.1);
    }

    /// Whether a part is here, in whatever state.
    #[must_use]
    pub fn has(&self, part: &Part) -> bool {
        self.known.has(part.0, &part.1) || self.waiting.contains(part)
    }
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It was refused, with this code.
    Refused(String),
    /// The process died.
    Died {
        /// In the middle of a write, of which a part was made.
        torn: bool,
    },
}

impl From<KithError> for Trouble {
    fn from(error: KithError) -> Self {
        Self::Refused(error.code().to_owned())
    }
}

/// What an import told.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// The ids of parcels that wait, with the codes.
    pub waiting: BTreeMap<String, String>,
    /// The ids of those set aside, with the codes.
    pub quarantined: BTreeMap<String, String>,
}

/// One phone.
pub struct Phone {
    /// Whose, by name.
    pub name: String,
    /// Whose, by id.
    pub member: String,
    /// Whether staff, who read the rules.
    pub staff: bool,
    /// What has come to it.
    pub holds: Holding,
    /// What its clock says.
    pub clock: Moment,
    /// Where its vault is.
    pub store: Store,
    /// Its vault is a copy that nothing tells from another: only such a one may use a number of a feed again.
    pub indistinct: bool,
    /// Which device it is: two phones with one copied vault are one device.
    pub device: Option<Rc<Device>>,
    pub(super) home: PathBuf,
    pub(super) seed: u64,
    /// The key that opens it, and the file that it is in for the program.
    pub(super) key: u8,
}

/// What a device opens its bundles with.
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its keys.
    pub keys: DeviceKeys,
}

impl Device {
    /// What a bundle for this device carries.
    #[must_use]
    pub fn open(&self, bundle: &[u8]) -> BundleContents {
        kith_sync::read_bundle(bundle, self.id, &self.keys).unwrap().contents().clone()
    }
}

impl Phone {
    pub(super) fn unlock(&self) -> Unlock {
        Unlock::KeyFile(Zeroizing::new([self.key; 32]))
    }

    pub(super) fn opening(&self, now: Moment) -> Opening {
        Opening { language: Language::English, reproducible: Some(self.reproducible(now)) }
    }

    fn reproducible(&self, now: Moment) -> Reproducible {
        Reproducible { now: now.fixed_offset(), seed: self.seed }
    }

    /// The phone at a moment.
    #[must_use]
    pub fn at(&self, now: Moment) -> Rc<Kith> {
        match &self.store {
            Store::Memory(kith) => {
                kith.set_clock(self.reproducible(now));
                Rc::clone(kith)
            }
            _ => Rc::new(Kith::open(&self.home, &self.unlock(), self.opening(now)).unwrap()),
        }
    }

    /// The vault on the folder.
    #[must_use]
    pub fn vault(&self) -> Vault {
        Vault::open(&self.home, &self.unlock()).unwrap()
    }

    /// What the vault holds, as it lies there.
    pub fn read<T>(&self, read: impl FnOnce(Read<'_>) -> T) -> T {
        match &self.store {
            Store::Memory(kith) => kith.read(read),
            _ => read(self.vault().read()),
        }
    }

    /// Moves the vault into memory.
    pub fn to_memory(&mut self, life: u64) {
        let kith = Kith::in_memory(&self.home, &self.unlock(), self.opening(self.clock), life).unwrap();
        self.store = Store::Memory(Rc::new(kith));
    }

    /// The program is ended and started again.
    pub fn restart(&mut self) {
        if !matches!(self.store, Store::Memory(_)) {
            return;
        }
        if let Store::Memory(kith) = std::mem::replace(&mut self.store, Store::Folder) {
            let kith = Rc::into_inner(kith).expect("one process");
            self.store = Store::Memory(Rc::new(kith.restarted(self.opening(self.clock)).unwrap()));
        }
    }

    /// A phone with a copy of this one's vault, with a chance of its own from here on.
    #[must_use]
    pub(super) fn twin(&self, life: Life, seed: u64, home: PathBuf) -> Self {
        let mut twin = Self {
            name: self.name.clone(),
            member: self.member.clone(),
            staff: self.staff,
            holds: self.holds.clone(),
            clock: self.clock,
            store: Store::Folder,
            indistinct: self.indistinct || life == Life::Same,
            device: self.device.clone(),
            home,
            seed,
            key: self.key,
        };
        twin.store = match &self.store {
            Store::Memory(kith) => {
                Store::Memory(Rc::new(kith.copied(life, twin.opening(self.clock)).unwrap()))
            }
            files => {
                std::fs::create_dir_all(&twin.home).unwrap();
                for file in std::fs::read_dir(&self.home).unwrap().map(Result::unwrap) {
                    std::fs::copy(file.path(), twin.home.join(file.file_name())).unwrap();
                }
                if matches!(files, Store::Program) { Store::Program } else { Store::Folder }
            }
        };
        twin
    }

    /// Which device this is, as its vault says.
    pub(super) fn learn_device(&mut self) {
        let identity = self.read(|read| read.setting("identity").unwrap().unwrap());
        let identity: Value = serde_json::from_slice(&identity).unwrap();
        let keys = hex::decode(identity["keys"].as_str().unwrap()).unwrap();
        self.device = Some(Rc::new(Device {
            id: identity["device"].as_str().unwrap().parse().unwrap(),
            keys: DeviceKeys::from_secret_bytes(&keys).unwrap(),
        }));
    }

    /// Which device this is.
    #[must_use]
    pub fn is_device(&self, other: &Self) -> bool {
        self.device.as_ref().map(|device| device.id) == other.device.as_ref().map(|device| device.id)
    }

    /// Carries out a command, with something going wrong on the way or not.
    pub(super) fn perform(
        &mut self,
        now: Moment,
        command: &str,
        arguments: &Value,
        fault: Option<&Fault>,
    ) -> Result<Done, Trouble> {
        match &self.store {
            Store::Program => {
                let line = Line::new(&["do", command]).with(arguments);
                let data = self.run(now, &line, fault)?;
                let ids = data["ids"].as_object().unwrap().clone().into_iter().collect();
                Ok(Done { ids, shown: data.get("shown").cloned() })
            }
            _ => self.within(now, fault, |kith| kith.perform(command, arguments)),
        }
    }

    /// Makes a bundle.
    pub(super) fn export(&mut self, now: Moment, to: &[String]) -> Result<Vec<u8>, Trouble> {
        let (bytes, exported) = self.at(now).export_bundle(to)?;
        assert_eq!(exported.damaged, 0);
        Ok(bytes)
    }

    /// Takes a bundle in.
    pub(super) fn import(
        &mut self,
        now: Moment,
        bytes: &[u8],
        fault: Option<&Fault>,
    ) -> Result<Taken, Trouble> {
        let told = match &self.store {
            Store::Program => {
                let file = self.home.with_file_name("arriving.kith");
                std::fs::write(&file, bytes).unwrap();
                self.run(now, &Line::new(&["bundle", "import", file.to_str().unwrap()]), fault)?
            }
            _ => json!(self.within(now, fault, |kith| kith.import_bundle(bytes))?),
        };
        let parcels = |name: &str| {
            let text = |parcel: &Value, part: &str| parcel[part].as_str().unwrap().to_owned();
            let parcels = told[name].as_array().unwrap().iter();
            parcels.map(|parcel| (text(parcel, "parcel"), text(parcel, "code"))).collect()
        };
        Ok(Taken { waiting: parcels("waiting"), quarantined: parcels("quarantined") })
    }

    /// In this process; a death ends it, and it starts again.
    fn within<T>(
        &mut self,
        now: Moment,
        fault: Option<&Fault>,
        act: impl FnOnce(&Kith) -> Result<T, KithError>,
    ) -> Result<T, Trouble> {
        let kith = self.at(now);
        let Some(Fault::Killed { after }) = fault else { return Ok(act(&kith)?) };
        let death = kith.dies_after(*after).unwrap();
        let outcome = act(&kith);
        if !death.has_come() {
            kith.lives_on().unwrap();
            return Ok(outcome?);
        }
        drop(kith);
        self.restart();
        Err(Trouble::Died { torn: false })
    }

    /// By the program, on files that fail by the plan.
    fn run(&self, now: Moment, line: &Line, fault: Option<&Fault>) -> Result<Value, Trouble> {
        let watched = self.home.parent().unwrap();
        let key = watched.with_extension("key");
        std::fs::write(&key, [self.key; 32]).unwrap();
        let terminal = Terminal { key: &key, seed: self.seed, now: &now.to_rfc3339() };
        let plan = fault.map(Fault::plan).unwrap_or_default();
        let answer: Answer = terminal.run(watched, line, &plan);
        if answer.was_killed() {
            let torn =
                plan.iter().any(|(name, _)| *name == "TORN") && answer.counts.last.starts_with("write");
            return Err(Trouble::Died { torn });
        }
        if answer.json["ok"] == true {
            Ok(answer.json["data"].clone())
        } else {
            Err(Trouble::Refused(answer.error().to_owned()))
        }
    }
}
