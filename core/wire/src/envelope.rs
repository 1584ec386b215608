//! What is sealed to several devices at once: one sealed content key per device (a stanza) and one sealed body.
//!
//! A stanza names its device by a tag that only those who know the device's public key can compute, fresh in each
//! envelope, so that a carried file does not tell a finder who is to read it or that two files have a reader in common.

use crate::WireError;
use crate::file::{FileKind, frame_of};
use crate::reader::{Reader, put_sized};

/// The most devices one envelope is sealed to.
pub const STANZA_LIMIT: usize = 4096;
/// The largest sealed content key, in bytes; the suites in use need about 1,200.
pub const STANZA_LIMIT_BYTES: usize = 4096;

/// The content key, sealed to one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stanza {
    /// Tells the device that this stanza is its own, and nobody else anything.
    pub recipient: [u8; 16],
    /// The sealed content key.
    pub sealed: Vec<u8>,
}

/// A sealed body and the stanzas that open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Random in each envelope.
    pub salt: [u8; 16],
    /// One stanza per device.
    pub stanzas: Vec<Stanza>,
    /// The sealed body.
    pub body: Vec<u8>,
}

impl Envelope {
    /// The bytes of salt and stanzas: what the body is bound to.
    ///
    /// # Errors
    /// [`WireError::TooLarge`] beyond the limits of this module.
    pub fn preamble(&self) -> Result<Vec<u8>, WireError> {
        let count = u16::try_from(self.stanzas.len()).map_err(|_| WireError::TooLarge)?;
        if usize::from(count) > STANZA_LIMIT {
            return Err(WireError::TooLarge);
        }
        let mut out = self.salt.to_vec();
        out.extend_from_slice(&count.to_be_bytes());
        for stanza in &self.stanzas {
            out.extend_from_slice(&stanza.recipient);
            put_sized(&mut out, &stanza.sealed, STANZA_LIMIT_BYTES)?;
        }
        Ok(out)
    }

    /// The file of this kind that holds this envelope, in its one encoding.
    ///
    /// # Errors
    /// [`WireError::TooLarge`] beyond the limits of this module or of a file.
    pub fn to_file(&self, kind: FileKind) -> Result<Vec<u8>, WireError> {
        let length = u32::try_from(self.body.len()).map_err(|_| WireError::TooLarge)?;
        frame_of(kind, &[&self.preamble()?, &length.to_be_bytes(), &self.body])
    }

    /// Reads the content of what [`Envelope::to_file`] wrote, and nothing else.
    ///
    /// # Errors
    /// [`WireError`], by what is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let mut reader = Reader::new(bytes);
        let salt = reader.array()?;
        let count = reader.u16()?;
        if usize::from(count) > STANZA_LIMIT {
            return Err(WireError::TooLarge);
        }
        let stanzas = (0..count)
            .map(|_| {
                let recipient = reader.array()?;
                let sealed = reader.sized(STANZA_LIMIT_BYTES)?.to_vec();
                Ok(Stanza { recipient, sealed })
            })
            .collect::<Result<Vec<_>, WireError>>()?;
        let body = reader.sized(crate::file::FILE_LIMIT_BYTES)?.to_vec();
        reader.end()?;
        Ok(Self { salt, stanzas, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn content(envelope: &Envelope) -> Vec<u8> {
        let file = envelope.to_file(FileKind::Bundle).unwrap();
        crate::unframe(FileKind::Bundle, &file).unwrap().to_vec()
    }

    proptest! {
        #[test]
        fn an_envelope_is_read_as_written(
            salt in any::<[u8; 16]>(),
            stanzas in prop::collection::vec((any::<[u8; 16]>(), prop::collection::vec(any::<u8>(), 0..40)), 0..5),
            body in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let stanzas = stanzas.into_iter().map(|(recipient, sealed)| Stanza { recipient, sealed }).collect();
            let envelope = Envelope { salt, stanzas, body };
            let bytes = content(&envelope);
            prop_assert_eq!(Envelope::from_bytes(&bytes).unwrap(), envelope);
            for length in 0..bytes.len() {
                prop_assert_eq!(Envelope::from_bytes(&bytes[..length]), Err(WireError::Truncated));
            }
        }

        #[test]
        fn whatever_is_read_has_one_encoding(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(envelope) = Envelope::from_bytes(&bytes) {
                prop_assert_eq!(content(&envelope), bytes);
            }
        }
    }

    #[test]
    fn too_many_stanzas_are_refused_before_they_are_read() {
        let mut bytes = vec![0; 16];
        bytes.extend_from_slice(&u16::MAX.to_be_bytes());
        assert_eq!(Envelope::from_bytes(&bytes), Err(WireError::TooLarge));
    }
}
