//! What a parcel carries inside its seal, as CBOR under one-letter keys: a visit should fit a few hundred bytes.
//!
//! Fields of a newer app are read into [`Payload::unknown`]. Nobody re-encodes a parcel of another device, so keeping
//! its bytes keeps them too; the field is there for what re-issues its own work under a fresh feed.

use std::collections::BTreeMap;
use std::fmt;

use ciborium::Value;
use kith_domain::id::FeedId;
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::{hashes, pieces};

/// The largest encoded payload, in bytes (8 MiB). What is larger is sealed as several parcels.
pub const PAYLOAD_LIMIT_BYTES: usize = 8 * 1024 * 1024;

/// What one device adds to one section at one go.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Payload {
    /// Each entry as canonical JSON, verbatim.
    pub entries: Vec<Vec<u8>>,
    /// automerge change chunks, verbatim.
    pub changes: Vec<Vec<u8>>,
    /// automerge heads after the changes.
    pub heads: Vec<[u8; 32]>,
    /// How far the author had read each feed of the section, where that is further than the parcel before it in this feed
    /// says: what this parcel builds on.
    pub after: BTreeMap<FeedId, u64>,
    /// Fields of a newer app.
    pub unknown: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Pieces(#[serde(with = "pieces")] Vec<Vec<u8>>);

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Hashes(#[serde(with = "hashes")] Vec<[u8; 32]>);

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { entries, changes, heads, after, unknown } = self;
        let present = [!entries.is_empty(), !changes.is_empty(), !heads.is_empty(), !after.is_empty()];
        let known = present.iter().filter(|present| **present).count();
        let mut map = serializer.serialize_map(Some(known.saturating_add(unknown.len())))?;
        if !entries.is_empty() {
            map.serialize_entry("e", &Pieces(entries.clone()))?;
        }
        if !changes.is_empty() {
            map.serialize_entry("c", &Pieces(changes.clone()))?;
        }
        if !heads.is_empty() {
            map.serialize_entry("h", &Hashes(heads.clone()))?;
        }
        if !after.is_empty() {
            map.serialize_entry("a", after)?;
        }
        for (key, value) in unknown {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PayloadVisitor)
    }
}

struct PayloadVisitor;

impl<'de> Visitor<'de> for PayloadVisitor {
    type Value = Payload;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a payload")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Payload, A::Error> {
        let mut payload = Payload::default();
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "e" => payload.entries = map.next_value::<Pieces>()?.0,
                "c" => payload.changes = map.next_value::<Pieces>()?.0,
                "h" => payload.heads = map.next_value::<Hashes>()?.0,
                "a" => payload.after = map.next_value()?,
                _ => {
                    payload.unknown.insert(key.clone(), map.next_value()?);
                }
            }
            if seen.len() >= 64 || seen.contains(&key) {
                return Err(A::Error::custom("a field twice, or too many"));
            }
            seen.push(key);
        }
        Ok(payload)
    }
}
