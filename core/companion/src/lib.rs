//! Kith: the one public API. Commands, queries, screens and strings over a vault, as plain values that every shell can
//! draw. Domain types do not cross; a shell holds no rule, no wording and no layout mathematics.

uniffi::setup_scaffolding!();

pub mod arguments;
mod asked;
mod attempts;
mod audience;
mod bundle;
mod change;
mod changed;
mod clock;
pub mod commands;
mod concern_guard;
mod contact_check;
mod contact_plan;
mod doctor;
pub mod edge;
mod enrol;
mod entries;
mod entry_body;
mod error;
mod feeds;
mod field_words;
pub mod form;
mod founding;
mod import;
mod incarnation;
mod kith;
mod map;
mod number;
mod page;
mod plans;
mod projection;
mod receipts;
mod receive;
mod record_page;
mod rule_summary;
mod schema;
pub mod screens;
mod seen;
mod session;
mod shape;
mod short_id;
#[cfg(feature = "simulation")]
mod simulation;
mod sort;
mod strings;
pub mod together;
mod told;
mod view;
pub mod wording;

pub use asked::Told;
pub use attempts::Locked;
pub use bundle::Exported;
pub use changed::Changed;
pub use clock::{Reproducible, new_key};
pub use commands::{Done, NAMES as COMMANDS};
pub use doctor::{Diagnosis, Problem};
pub use enrol::{Admitted, Joined, Requested};
pub use error::{ErrorInWords, Fault, KithError};
pub use founding::{Founded, unlock_from_sheet};
pub use import::into_record::{ImportedFile, RefusedPlace};
pub use kith::{Kith, Opening, Unlock};
pub use receive::{Imported, QuarantinedParcel, WaitingParcel};
pub use record_page::RecordPage;
pub use schema::{listed, schema};
pub use screens::outline::{Block, Line, Mark, Outline};
pub use screens::{NAMES as SCREENS, Shown};
#[cfg(feature = "simulation")]
pub use simulation::Life;
pub use sort::Sort;
pub use strings::{Arg, Language, Strings};
