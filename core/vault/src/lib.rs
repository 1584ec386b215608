//! The vault: where a device keeps everything, in one encrypted database. It is the only crate of the core that
//! speaks SQL. It knows neither what is inside a parcel nor what a card or an entry means: they come as bytes and
//! JSON and go as they came.
//!
//! Three kinds of tables, which are never mixed up: the truth (parcels, statements and pieces as received, never changed),
//! the read model (a function of the admitted parcels, rebuilt at will), and the state of this device (keys,
//! settings, receipts, drafts).
//!
//! One command is one [`Vault::write`]: one transaction and one sync, covering all of them. One writer, one process:
//! a second opener is turned away, because two programs that write one database is how records have been lost before.

mod cards;
#[cfg(test)]
mod contract;
mod device;
mod digest;
mod drafts;
mod engine;
mod entries;
mod error;
mod files;
mod key;
mod lock;
mod newest;
#[cfg(feature = "older")]
mod older;
mod parcels;
mod pieces;
mod rekey;
mod schema;
mod search;
mod section_keys;
mod sections;
mod sequence;
#[cfg(feature = "simulation")]
mod simulation;
#[cfg(feature = "spoilt")]
mod spoilt;
mod statements;
mod vault;
mod verify;

pub use cards::CardRow;
pub use device::Receipt;
pub use entries::{EntryQuery, EntryRow};
pub use error::{Damage, VaultError};
pub use key::{KEY_FILE_LENGTH, SLOT_COUNT, Unlock};
pub use newest::NewestRow;
pub use parcels::{ParcelRow, ParcelState};
pub use pieces::{AttachmentElsewhere, StagedRow};
pub use schema::NEWEST as NEWEST_SCHEMA;
pub use search::Hit;
pub use section_keys::SectionKey;
pub use sections::SectionRow;
#[cfg(feature = "simulation")]
pub use simulation::Death;
pub use statements::StatementRow;
pub use vault::{CreateOptions, Read, Vault, Write};
pub use verify::StorageProblem;
