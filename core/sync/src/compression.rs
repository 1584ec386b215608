//! zstd with a fixed prefix of what entries look like. Half of a small entry is its field names: with the prefix at hand
//! a one-visit parcel is a quarter smaller.
//!
//! The prefix is part of suite 1: a released one never changes, or older parcels could not be read. New field names
//! still compress, only less.

use std::io;

use crate::payload::PAYLOAD_LIMIT_BYTES;

const PREFIX: &[u8] = include_bytes!("compression_prefix.txt");
/// Parcels are small, written once, read often and carried by hand: the densest of zstd's ordinary levels.
const LEVEL: i32 = 19;

pub(crate) fn compress(plain: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::Compressor::with_dictionary(LEVEL, PREFIX)?.compress(plain)
}

/// What was compressed, if that is at most [`PAYLOAD_LIMIT_BYTES`].
pub(crate) fn decompress(compressed: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::Decompressor::with_dictionary(PREFIX)?.decompress(compressed, PAYLOAD_LIMIT_BYTES)
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
