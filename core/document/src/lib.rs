//! One section's cards as one mergeable document.
//!
//! This is the only crate that names automerge, and the only way cards get in or out of it. It knows no keys, no
//! parcels, no storage and no clock: what it is given it merges, what it holds it reads into the domain's types.
//!
//! Two promises shape it. Reading never takes one winner: whatever was said at the same time is told together, and
//! whatever was replaced is still there. And what came from outside is decoded behind a guard, tried on a copy and
//! read back from its saved form before it becomes the record, because the library's own checks are not enough.

mod actor;
mod apply;
mod causality;
mod document;
mod error;
mod genesis;
mod ledger;
mod read;
mod scalar;
mod write;

#[cfg(feature = "forged")]
pub use actor::own;
pub use apply::{Applied, Parcel};
pub use document::{Document, Heads};
pub use error::{ApplyError, DocumentError};
pub use read::{Problem, ProblemKind, Reading};
pub use scalar::is_shallow;
pub use write::{Edit, Edited, NewFact};
