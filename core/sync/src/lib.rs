//! Seal, open, sign, admit: how what one device wrote becomes something another device may believe.
//!
//! Pure: no I/O and no clock; randomness and keys are arguments. Who may be believed is a function of signed statements
//! alone ([`Membership`]), so that two devices with the same statements decide alike, in whatever order they came.
//! Signature and admission are decided before anything is decrypted, and decryption before anything is decoded.
//! This crate never looks inside an entry or an automerge change: it carries them verbatim.

pub mod admission;
pub mod attachment;
pub mod bundle;
mod cipher;
mod codec;
mod compression;
pub mod enrolment;
mod error;
#[cfg(feature = "forged")]
pub mod forged;
pub mod keys;
pub mod membership;
mod padding;
pub mod parcel;
pub mod payload;
pub mod recovery;
mod sealed_file;
mod signing;
pub mod statements;

pub use admission::{Admission, Code, WaitingFor, admit, is_by_a_reader};
pub use attachment::{AttachmentKey, PIECE_BYTES, PieceAddress, attachment_id, piece_address};
pub use bundle::{
    BundleContents, BundleError, Known, PiecesHeld, SignedContents, Tip, read_bundle, statements_digest,
    write_bundle,
};
pub use enrolment::{
    AdmissionContents, Request, read_admission, read_request, write_admission, write_request,
};
pub use error::SyncError;
pub use keys::{
    DeviceKeys, DevicePublic, OrganisationKeys, SectionKey, fingerprint, open_key, root_fingerprint, seal_key,
};
pub use kith_wire::{FileKind, Parcel, ParcelHeader, WireError};
pub use membership::{Membership, Signatures};
pub use parcel::{ParcelId, Place, ciphertext_hash, open, parcel_id, seal};
pub use payload::Payload;
pub use recovery::RecoveryKey;
pub use statements::{
    SignedStatement, Signer, Statement, StatementId, device_id, new_document, new_feed, new_individual,
};

#[cfg(test)]
mod testing;
