//! zstd with a fixed prefix of what entries look like. Half of a small entry is its field names: with the prefix at hand
//! a one-visit parcel is a quarter smaller.
//!
//! The prefix is part of suite 1: a released one never changes, or older parcels could not be read. New field names
//! still compress, only less.

use std::cell::RefCell;
use std::io;
use std::sync::LazyLock;

use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

use crate::payload::PAYLOAD_LIMIT_BYTES;

const PREFIX: &[u8] = include_bytes!("compression_prefix.txt");
/// Denser levels take many times as long for a few bytes of a visit, most of which padding takes back.
const LEVEL: i32 = 9;

/// The prefix as zstd uses it: to make it ready takes longer than any one parcel does.
static ENCODER: LazyLock<EncoderDictionary<'static>> =
    LazyLock::new(|| EncoderDictionary::copy(PREFIX, LEVEL));
static DECODER: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(PREFIX));

thread_local! {
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

pub(crate) fn compress(plain: &[u8]) -> io::Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|held| {
        let compressor = match held {
            Some(compressor) => compressor,
            None => held.insert(Compressor::with_prepared_dictionary(&ENCODER)?),
        };
        compressor.compress(plain)
    })
}

/// What was compressed, if that is at most [`PAYLOAD_LIMIT_BYTES`].
pub(crate) fn decompress(compressed: &[u8]) -> io::Result<Vec<u8>> {
    DECOMPRESSOR.with_borrow_mut(|held| {
        let decompressor = match held {
            Some(decompressor) => decompressor,
            None => held.insert(Decompressor::with_prepared_dictionary(&DECODER)?),
        };
        decompressor.decompress(compressed, PAYLOAD_LIMIT_BYTES)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_prefix_is_the_one_of_suite_1() {
        let hash = Sha256::digest(PREFIX);
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex, "b72b25fa5cd49dababfcac2a6a5f5af1901219f022027e211f1a2bf2ff87b76e",
            "a changed prefix needs a new suite"
        );
    }
}
