//! The frame of the files that people carry: a mark, a version and a length, so that a wrong, newer, cut or extended
//! file is told apart before anything in it is looked at.

use crate::WireError;
use crate::reader::Reader;

/// The largest content of a file, in bytes (256 MiB).
pub const FILE_LIMIT_BYTES: usize = 256 * 1024 * 1024;

/// Version of the file layout written by this app.
const VERSION: u8 = 1;

/// The kinds of file that devices exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Parcels and statements for named devices.
    Bundle,
    /// A newcomer's public keys (`.kreq`).
    Request,
    /// The answer to a request (`.kadm`).
    Admission,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Bundle, Self::Request, Self::Admission];

    /// The five bytes that such a file begins with.
    #[must_use]
    pub fn magic(self) -> [u8; 5] {
        match self {
            Self::Bundle => *b"KITHB",
            Self::Request => *b"KITHR",
            Self::Admission => *b"KITHA",
        }
    }

    /// The kind that these bytes claim to be, whatever their version.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| bytes.starts_with(&kind.magic()))
    }
}

/// Wraps `content` as a file of this kind.
///
/// # Errors
/// [`WireError::TooLarge`] beyond [`FILE_LIMIT_BYTES`].
pub fn frame(kind: FileKind, content: &[u8]) -> Result<Vec<u8>, WireError> {
    frame_of(kind, &[content])
}

/// The same around a content in parts, which then need not be put together before.
pub(crate) fn frame_of(kind: FileKind, parts: &[&[u8]]) -> Result<Vec<u8>, WireError> {
    let length = parts.iter().fold(0_usize, |length, part| length.saturating_add(part.len()));
    if length > FILE_LIMIT_BYTES {
        return Err(WireError::TooLarge);
    }
    let mut out = Vec::with_capacity(length.saturating_add(10));
    out.extend_from_slice(&kind.magic());
    out.push(VERSION);
    out.extend_from_slice(&u32::try_from(length).map_err(|_| WireError::TooLarge)?.to_be_bytes());
    parts.iter().for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

/// The content of a file of this kind.
///
/// # Errors
/// [`WireError`], by what is wrong: another kind, newer, cut short, followed by more, too large.
pub fn unframe(kind: FileKind, bytes: &[u8]) -> Result<&[u8], WireError> {
    let magic = kind.magic();
    if !bytes.starts_with(&magic) {
        let cut = magic.starts_with(bytes) && !bytes.is_empty();
        return Err(if cut { WireError::Truncated } else { WireError::OtherKind });
    }
    let mut reader = Reader::new(bytes);
    reader.take(magic.len())?;
    let [version] = reader.array()?;
    match version {
        0 => return Err(WireError::Malformed),
        VERSION => {}
        _ => return Err(WireError::Newer),
    }
    let content = reader.sized(FILE_LIMIT_BYTES)?;
    reader.end()?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_file_is_named() {
        let good = frame(FileKind::Request, b"hello").unwrap();
        let altered = |at: usize, byte: u8| {
            let mut bytes = good.clone();
            bytes[at] = byte;
            bytes
        };
        let extended = [good.as_slice(), b"!"].concat();
        assert_eq!(unframe(FileKind::Request, &good), Ok(b"hello".as_slice()));
        let rows: [(&str, &[u8], WireError); 7] = [
            ("empty", b"", WireError::OtherKind),
            ("other kind", b"KITHB\x01\0\0\0\0", WireError::OtherKind),
            ("cut in the mark", &good[..3], WireError::Truncated),
            ("cut", &good[..good.len() - 1], WireError::Truncated),
            ("extended", &extended, WireError::Trailing),
            ("newer", &altered(5, 2), WireError::Newer),
            ("claims four gigabytes", &altered(6, 255), WireError::TooLarge),
        ];
        for (name, bytes, expected) in rows {
            assert_eq!(unframe(FileKind::Request, bytes), Err(expected), "{name}");
        }
        assert_eq!(FileKind::of(&good), Some(FileKind::Request));
        assert_eq!(FileKind::of(b"GIF89a"), None);
    }
}
