//! Parcels and files as bytes: what a device writes, what another device reads and what a hub stores unread.
//!
//! This crate knows no key, no cipher and no domain type; an id is 16 bytes. Everything is laid out by hand in fixed
//! big-endian fields rather than in CBOR: a header that is signed must have exactly one encoding, a reader must never
//! allocate what a length merely claims, and fixed fields make both true by construction.

pub mod envelope;
pub mod file;
pub mod parcel;
mod reader;

pub use envelope::{Envelope, Stanza};
pub use file::{FileKind, frame, unframe};
pub use parcel::{Parcel, ParcelHeader, SUITE};

/// Why bytes are not what they were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The bytes begin with the mark of something else.
    #[error("not the expected kind of file")]
    OtherKind,
    /// Written by a newer version of the layout or a newer suite.
    #[error("written by a newer app")]
    Newer,
    /// The bytes end before the layout does.
    #[error("cut short")]
    Truncated,
    /// Bytes follow after the end of the layout.
    #[error("bytes after the end")]
    Trailing,
    /// A length beyond what is ever written.
    #[error("too large")]
    TooLarge,
    /// A field holds what is never written.
    #[error("malformed")]
    Malformed,
}
