//! The text of a file, whatever encoding its program wrote.
//!
//! What is sure comes first: a byte order mark, then what the mapping declares, then UTF-8 where the bytes are. Only
//! after these is anything guessed, and what was used is told, because a wrong guess shows in people's names. Bytes that
//! are not text in that encoding refuse the file: replacement characters would be a change that nobody made.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;

/// A file as text, and the name of its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without byte order mark.
    pub(crate) text: String,
    /// The name of the encoding by the WHATWG standard.
    pub(crate) encoding: &'static str,
}

/// The text of `bytes`.
///
/// # Errors
/// [`ImportError::Encoding`] where they are not text in the encoding declared or found.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, ImportError> {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (declared.unwrap_or_else(|| find(bytes)), 0),
    };
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes.get(skip..).unwrap_or_default())
        .ok_or(ImportError::Encoding { name: encoding.name() })?;
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name() })
}

fn find(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = find_wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: in a table of Latin letters, digits and commas every second byte is zero.
fn find_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let (pairs, _) = start.as_chunks::<2>();
    let zeros = |place: usize| pairs.iter().filter(|pair| pair.get(place) == Some(&0)).count();
    let (first, second, most) = (zeros(0), zeros(1), pairs.len() / 2);
    match (first > most, second > most) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "date,note\n2024-01-02,Siân’s café and Zoë\n";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings() {
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let western = encoding_rs::WINDOWS_1252.encode(TABLE).0.into_owned();
        let rows: [(Vec<u8>, Option<&'static Encoding>, &str); 8] = [
            (TABLE.into(), None, "UTF-8"),
            (marked(b"\xEF\xBB\xBF", TABLE.into()), None, "UTF-8"),
            (marked(b"\xFF\xFE", utf16(TABLE, u16::to_le_bytes)), Some(UTF_8), "UTF-16LE"),
            (marked(b"\xFE\xFF", utf16(TABLE, u16::to_be_bytes)), None, "UTF-16BE"),
            (utf16(TABLE, u16::to_le_bytes), None, "UTF-16LE"),
            (utf16(TABLE, u16::to_be_bytes), None, "UTF-16BE"),
            (western.clone(), None, "windows-1252"),
            (western, Encoding::for_label(b"latin1"), "windows-1252"),
        ];
        for (bytes, declared, encoding) in rows {
            let expected = Decoded { text: TABLE.to_owned(), encoding };
            assert_eq!(decode(&bytes, declared), Ok(expected), "{encoding}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let odd = [b"\xFF\xFEa\0".as_slice(), b"b"].concat();
        assert_eq!(decode(&odd, None), Err(ImportError::Encoding { name: "UTF-16LE" }));
        assert_eq!(decode(b"caf\xE9,1", Some(UTF_8)), Err(ImportError::Encoding { name: "UTF-8" }));
    }
}
