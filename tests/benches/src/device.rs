//! Devices: real vaults, driven by the public API alone, under a fixed clock and a seed.

use std::path::{Path, PathBuf};

use kith::{Kith, Language, Opening, Reproducible, Unlock};
use kith_vault::Vault;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::caseload::now;

/// One device.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) home: PathBuf,
}

impl Device {
    pub(crate) fn at(home: &Path) -> Self {
        Self { home: home.to_owned() }
    }

    /// The key file beside the vault.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.home.with_extension("key")
    }

    /// The seed is the device's own, from its name: two devices never draw the same ids.
    pub(crate) fn seed(&self) -> u64 {
        let name = self.home.file_name().unwrap().to_string_lossy().into_owned();
        name.bytes().fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
    }

    fn key(&self) -> [u8; 32] {
        let seed = self.seed().to_le_bytes();
        std::array::from_fn(|at| seed[at % 8].wrapping_add(at as u8))
    }

    fn unlock(&self) -> Unlock {
        Unlock::KeyFile(Zeroizing::new(self.key()))
    }

    fn opening(&self) -> Opening {
        let reproducible = Some(Reproducible { now: now(), seed: self.seed() });
        Opening { language: Language::English, reproducible }
    }

    /// Opens it.
    pub(crate) fn open(&self) -> Kith {
        Kith::open(&self.home, &self.unlock(), self.opening()).unwrap()
    }

    /// The vault as it lies there: to read the rows for the peers.
    pub(crate) fn vault(&self) -> Vault {
        Vault::open(&self.home, &self.unlock()).unwrap()
    }

    /// Founds the organisation; the founder's member id.
    pub(crate) fn found(&self) -> (Kith, String) {
        std::fs::write(self.key_file(), self.key()).unwrap();
        let (kith, founded) =
            Kith::init(&self.home, &self.unlock(), "Bryn", "Aled Pugh", self.opening()).unwrap();
        kith.recovery_sheet_kept().unwrap();
        (kith, founded.member)
    }

    /// Joins it; the worker's member id.
    pub(crate) fn join(&self, founder: &Kith, name: &str) -> String {
        std::fs::write(self.key_file(), self.key()).unwrap();
        let asked = Kith::request(&self.home, &self.unlock(), name, self.opening()).unwrap();
        let admitted = founder.admit(&asked.file, "worker", &[]).unwrap();
        let (_, joined) = Kith::accept(&self.home, &self.unlock(), &admitted.file, self.opening()).unwrap();
        joined.member
    }

    /// What lies on the disk for it, in bytes: the vault as a whole.
    pub(crate) fn bytes(&self) -> u64 {
        crate::places::bytes_below(&self.home)
    }
}

/// The id that a command made.
pub(crate) fn made(kith: &Kith, command: &str, arguments: &Value, what: &str) -> String {
    let done = kith.perform(command, arguments).unwrap();
    done.ids[what].as_str().unwrap().to_owned()
}

/// From one to the other; everything has to be applied.
pub(crate) fn carry(from: &Kith, to: &Kith, member: &str) -> u64 {
    let (bytes, exported) = from.export_bundle(&[member.to_owned()]).unwrap();
    take_in(to, &bytes);
    exported.bytes
}

/// Takes in a bundle; a bench of what was not applied would measure nothing.
pub(crate) fn take_in(kith: &Kith, bundle: &[u8]) -> u32 {
    let imported = kith.import_bundle(bundle).unwrap();
    assert!(imported.waiting.is_empty() && imported.quarantined.is_empty(), "not all was applied");
    imported.new
}
