//! A made-up worker's phone: a vault of its own, opened at a moment of the story. The clock is the story's, so the
//! vaults are test vaults and no real one can be mistaken for them.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use kith::{Done, Kith, KithError, Language, Opening, Reproducible, Unlock};
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// One phone.
pub(crate) struct Device {
    pub(crate) home: PathBuf,
    seed: u64,
    language: Language,
}

impl Device {
    pub(crate) fn new(folder: &Path, name: &str, seed: u64, language: Language) -> Self {
        // A run into a folder that was used before starts beside it.
        let home = (0..u32::MAX)
            .map(
                |number| {
                    if number == 0 { folder.join(name) } else { folder.join(format!("{name}-{number}")) }
                },
            )
            .find(|home| !home.exists())
            .unwrap_or_else(|| folder.join(name));
        Self { home, seed, language }
    }

    pub(crate) fn opening(&self, at: &str) -> Result<Opening, KithError> {
        Ok(Opening {
            language: self.language,
            reproducible: Some(Reproducible { now: moment(at)?, seed: self.seed }),
        })
    }

    /// The key of this phone: of a made-up worker, and so made up.
    pub(crate) fn unlock(&self) -> Unlock {
        let mut key = [0u8; 32];
        key.fill(u8::try_from(self.seed % 251).unwrap_or(1));
        Unlock::KeyFile(Zeroizing::new(key))
    }

    /// The phone at a moment.
    pub(crate) fn at(&self, at: &str) -> Result<Kith, KithError> {
        Kith::open(&self.home, &self.unlock(), self.opening(at)?)
    }

    /// The phone on Sunday evening, when the story ends.
    pub(crate) fn sunday(&self) -> Result<Kith, KithError> {
        self.at("2026-03-08T19:00:00+00:00")
    }
}

/// A moment of the story.
pub(crate) fn moment(at: &str) -> Result<DateTime<FixedOffset>, KithError> {
    DateTime::parse_from_rfc3339(at).map_err(|_| KithError::Bug { place: "demo moment" })
}

/// One id that a command made.
pub(crate) fn id(done: &Done, name: &str) -> String {
    done.ids.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The person of a map with that name.
pub(crate) fn person_named(kith: &Kith, individual: &str, name: &str) -> Result<Option<String>, KithError> {
    let map = kith.show("map", &json!({ "individual": individual }))?.data;
    let people = map.get("people").and_then(Value::as_array).cloned().unwrap_or_default();
    let wanted = name.to_lowercase();
    Ok(people
        .iter()
        .find(|person| {
            person
                .get("name")
                .and_then(Value::as_str)
                .is_some_and(|held| held.to_lowercase().contains(&wanted))
        })
        .and_then(|person| person.get("id").and_then(Value::as_str))
        .map(str::to_owned))
}
