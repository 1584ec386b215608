//! CBOR with limits: a list is bounded in count, whatever is read must be read to its end, and binary is binary.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// The most pieces in one list. An empty piece costs a byte on the wire and 24 in memory: without a bound, a small
/// file would cost much memory.
const LIST_LIMIT: usize = 1 << 20;

pub(crate) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, SyncError> {
    let mut out = Vec::new();
    ciborium::into_writer(value, &mut out).map_err(|_| SyncError::TooLarge)?;
    Ok(out)
}

pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, SyncError> {
    let mut rest = bytes;
    let value = ciborium::from_reader(&mut rest).map_err(|_| SyncError::Damaged)?;
    if rest.is_empty() { Ok(value) } else { Err(SyncError::Damaged) }
}

/// A list of byte strings or of hashes, bounded in count.
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a bounded list")
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    if items.len() >= LIST_LIMIT {
                        return Err(serde::de::Error::custom("too many"));
                    }
                    items.push(item);
                }
                Ok(List(items))
            }
        }
        deserializer.deserialize_seq(Visitor(std::marker::PhantomData))
    }
}

/// `Vec<Vec<u8>>` as a list of byte strings.
pub(crate) mod pieces {
    use serde::{Deserialize, Deserializer, Serializer};
    use serde_bytes::{ByteBuf, Bytes};

    pub(crate) fn serialize<S: Serializer>(pieces: &[Vec<u8>], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(pieces.iter().map(|piece| Bytes::new(piece)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let list = super::List::<ByteBuf>::deserialize(deserializer)?;
        Ok(list.0.into_iter().map(ByteBuf::into_vec).collect())
    }
}

/// `Vec<[u8; 32]>` as a list of byte strings.
pub(crate) mod hashes {
    use serde::{Deserialize, Deserializer, Serializer};
    use serde_bytes::{ByteArray, Bytes};

    pub(crate) fn serialize<S: Serializer>(hashes: &[[u8; 32]], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(hashes.iter().map(|hash| Bytes::new(hash)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<[u8; 32]>, D::Error> {
        let list = super::List::<ByteArray<32>>::deserialize(deserializer)?;
        Ok(list.0.into_iter().map(ByteArray::into_array).collect())
    }
}
