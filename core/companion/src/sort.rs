//! The sorts of file that Kith writes for people to carry or to read, told by how a file begins. Nothing more of the file
//! is looked at: it is asked only whether writing in its place would lose something else.

use kith_sync::FileKind;

use crate::page::MARK;

/// A sort of file that Kith writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The page of a record.
    Page,
    /// A bundle.
    Bundle,
    /// A request to join.
    Request,
    /// The answer to one.
    Admission,
    /// A photo or a recording: as any camera makes them, so that no file is known to be ours, and none is replaced.
    Attachment,
}

impl Sort {
    /// As much of a file as tells its sort.
    pub const READ_BYTES: u64 = 1024;

    /// Whether a file that begins so is of this sort, of this version or another.
    #[must_use]
    pub fn begins(self, bytes: &[u8]) -> bool {
        let kind = FileKind::of(bytes);
        match self {
            Self::Page => {
                let mark = MARK.as_bytes();
                bytes.starts_with(b"<!DOCTYPE html>") && bytes.windows(mark.len()).any(|part| part == mark)
            }
            Self::Bundle => kind == Some(FileKind::Bundle),
            Self::Request => kind == Some(FileKind::Request),
            Self::Admission => kind == Some(FileKind::Admission),
            Self::Attachment => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_of_one_sort_and_a_page_of_elsewhere_of_none() {
        let page = crate::page::render(&crate::page::fixtures::full(), &crate::page::fixtures::words());
        let read = usize::try_from(Sort::READ_BYTES).unwrap();
        let rows: [(&[u8], Option<Sort>); 6] = [
            (&page.as_bytes()[..read], Some(Sort::Page)),
            (b"KITHB\x01", Some(Sort::Bundle)),
            (b"KITHR\x02", Some(Sort::Request)),
            (b"KITHA\x01", Some(Sort::Admission)),
            (b"<!DOCTYPE html><html><head></head></html>", None),
            (b"", None),
        ];
        for (bytes, sort) in rows {
            let all = [Sort::Page, Sort::Bundle, Sort::Request, Sort::Admission];
            let found: Vec<Sort> = all.into_iter().filter(|sort| sort.begins(bytes)).collect();
            assert_eq!(found, sort.into_iter().collect::<Vec<_>>());
        }
    }
}
