//! A parcel: what one device adds to one section at one go, sealed and signed.
//!
//! The header is all that a hub or a finder can read. It names no person, no time and no automerge head: heads in the
//! clear would let a server confirm guesses. A test fails when a field is added.

use crate::WireError;
use crate::reader::Reader;

/// The suite written by this app: XChaCha20-Poly1305 under Ed25519, over zstd-compressed CBOR.
pub const SUITE: u16 = 1;
/// The largest ciphertext of a parcel, in bytes (9 MiB).
pub const CIPHERTEXT_LIMIT_BYTES: usize = 9 * 1024 * 1024;

const MAGIC: [u8; 2] = *b"KP";

/// What a parcel says in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParcelHeader {
    /// Which layout, cipher and signature; see [`SUITE`].
    pub suite: u16,
    /// The random name of the section.
    pub document: [u8; 16],
    /// The feed that the parcel belongs to.
    pub feed: [u8; 16],
    /// Place in the feed, from 1, without gaps.
    pub sequence: u64,
    /// SHA-256 of the ciphertext before it in the feed; zeros for the first.
    pub previous: [u8; 32],
    /// Which of the section's keys seals it.
    pub epoch: u32,
    /// Length of the padded plaintext, in bytes.
    pub bucket: u32,
}

impl ParcelHeader {
    /// Length of the encoded header, in bytes.
    pub const LENGTH_BYTES: usize = 82;

    /// The one encoding of the header: what the seal and the signature are bound to.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { suite, document, feed, sequence, previous, epoch, bucket } = self;
        let mut out = Vec::with_capacity(Self::LENGTH_BYTES);
        out.extend_from_slice(&suite.to_be_bytes());
        out.extend_from_slice(document);
        out.extend_from_slice(feed);
        out.extend_from_slice(&sequence.to_be_bytes());
        out.extend_from_slice(previous);
        out.extend_from_slice(&epoch.to_be_bytes());
        out.extend_from_slice(&bucket.to_be_bytes());
        out
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        let suite = reader.u16()?;
        match suite {
            0 => return Err(WireError::Malformed),
            SUITE => {}
            _ => return Err(WireError::Newer),
        }
        let header = Self {
            suite,
            document: reader.array()?,
            feed: reader.array()?,
            sequence: reader.u64()?,
            previous: reader.array()?,
            epoch: reader.u32()?,
            bucket: reader.u32()?,
        };
        let is_first = header.sequence == 1;
        if header.sequence == 0 || is_first != (header.previous == [0; 32]) {
            return Err(WireError::Malformed);
        }
        Ok(header)
    }
}

/// A sealed and signed parcel, as made or received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// What it says in the clear.
    pub header: ParcelHeader,
    /// Nonce, sealed padded payload and tag.
    pub ciphertext: Vec<u8>,
    /// The device's signature over header and ciphertext.
    pub signature: [u8; 64],
}

impl Parcel {
    /// The one encoding of the parcel. A ciphertext beyond [`CIPHERTEXT_LIMIT_BYTES`], which nothing seals, gives bytes
    /// that nothing reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.ciphertext.len().saturating_add(152));
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&self.header.to_bytes());
        let length = u32::try_from(self.ciphertext.len()).unwrap_or(u32::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&self.ciphertext);
        out.extend_from_slice(&self.signature);
        out
    }

    /// Where a parcel of a newer suite says that it belongs: section, feed and number. Every suite begins with these, so
    /// that what cannot be read yet is kept in its place and handed on. `None` for anything else.
    #[must_use]
    pub fn place_of_newer(bytes: &[u8]) -> Option<([u8; 16], [u8; 16], u64)> {
        let mut reader = Reader::new(bytes);
        let is_parcel = reader.array().is_ok_and(|magic: [u8; 2]| magic == MAGIC);
        if !is_parcel || reader.u16().ok()? <= SUITE {
            return None;
        }
        Some((reader.array().ok()?, reader.array().ok()?, reader.u64().ok()?))
    }

    /// Reads what [`Parcel::to_bytes`] wrote, and nothing else.
    ///
    /// # Errors
    /// [`WireError`], by what is wrong. A gap in the fields of the header (no number, a first parcel with a
    /// predecessor) is malformed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        if reader.array()? != MAGIC {
            return Err(WireError::OtherKind);
        }
        let header = ParcelHeader::read(&mut reader)?;
        let ciphertext = reader.sized(CIPHERTEXT_LIMIT_BYTES)?.to_vec();
        let signature = reader.array()?;
        reader.end()?;
        Ok(Self { header, ciphertext, signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn example() -> Parcel {
        let header = ParcelHeader {
            suite: SUITE,
            document: [1; 16],
            feed: [2; 16],
            sequence: 7,
            previous: [3; 32],
            epoch: 1,
            bucket: 64,
        };
        Parcel { header, ciphertext: vec![9; 104], signature: [4; 64] }
    }

    #[test]
    fn the_clear_header_holds_exactly_the_agreed_fields() {
        // Naming each field without `..` makes an added one fail to compile, and the length and the bytes outside
        // header and ciphertext make one smuggled past the struct fail here.
        let ParcelHeader { suite, document, feed, sequence, previous, epoch, bucket } = example().header;
        let expected = [
            suite.to_be_bytes().as_slice(),
            &document,
            &feed,
            &sequence.to_be_bytes(),
            &previous,
            &epoch.to_be_bytes(),
            &bucket.to_be_bytes(),
        ]
        .concat();
        assert_eq!(expected.len(), ParcelHeader::LENGTH_BYTES);
        assert_eq!(example().header.to_bytes(), expected);
        let whole = example().to_bytes();
        assert_eq!(whole, [b"KP".as_slice(), &expected, &[0, 0, 0, 104], &[9; 104], &[4; 64]].concat());
    }

    #[test]
    fn what_is_wrong_with_a_parcel_is_named() {
        let header = example().header;
        let with = |header: ParcelHeader| Parcel { header, ..example() }.to_bytes();
        let good = with(header);
        let rows: [(&str, Vec<u8>, WireError); 7] = [
            ("newer suite", with(ParcelHeader { suite: 2, ..header }), WireError::Newer),
            ("no suite", with(ParcelHeader { suite: 0, ..header }), WireError::Malformed),
            ("no number", with(ParcelHeader { sequence: 0, ..header }), WireError::Malformed),
            ("first with a predecessor", with(ParcelHeader { sequence: 1, ..header }), WireError::Malformed),
            ("later without one", with(ParcelHeader { previous: [0; 32], ..header }), WireError::Malformed),
            ("more after it", [good.as_slice(), &[0]].concat(), WireError::Trailing),
            ("something else", b"PK\x03\x04".to_vec(), WireError::OtherKind),
        ];
        for (name, bytes, expected) in rows {
            assert_eq!(Parcel::from_bytes(&bytes), Err(expected), "{name}");
        }
        for length in 0..good.len() {
            assert_eq!(Parcel::from_bytes(&good[..length]), Err(WireError::Truncated), "{length}");
        }
        let large = Parcel { ciphertext: vec![0; CIPHERTEXT_LIMIT_BYTES + 1], ..example() };
        assert_eq!(Parcel::from_bytes(&large.to_bytes()), Err(WireError::TooLarge));
    }

    proptest! {
        #[test]
        fn a_parcel_is_read_as_written(
            document in any::<[u8; 16]>(), feed in any::<[u8; 16]>(), sequence in 1_u64.., epoch in any::<u32>(),
            bucket in any::<u32>(), ciphertext in prop::collection::vec(any::<u8>(), 0..300),
        ) {
            let previous = if sequence == 1 { [0; 32] } else { [5; 32] };
            let header = ParcelHeader { suite: SUITE, document, feed, sequence, previous, epoch, bucket };
            let parcel = Parcel { header, ciphertext, signature: [6; 64] };
            let bytes = parcel.to_bytes();
            prop_assert_eq!(Parcel::from_bytes(&bytes).unwrap(), parcel);
        }

        #[test]
        fn whatever_is_read_has_one_encoding(at in 0_usize..254, bit in 0_u8..8) {
            let mut bytes = example().to_bytes();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << bit;
            }
            if let Ok(parcel) = Parcel::from_bytes(&bytes) {
                prop_assert_eq!(parcel.to_bytes(), bytes);
            }
        }
    }
}
