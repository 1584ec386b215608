//! Kith: the one public API. Commands, queries, screens and strings over a vault, as plain values that every shell can
//! draw. Domain types do not cross; a shell holds no rule, no wording and no layout mathematics.

pub mod arguments;
mod bundle;
mod change;
mod clock;
pub mod commands;
mod contact_check;
mod doctor;
mod enrol;
mod entries;
mod entry_body;
mod error;
mod feeds;
pub mod form;
mod founding;
mod import;
mod incarnation;
mod kith;
mod map;
mod number;
mod page;
mod projection;
mod receive;
mod record_page;
mod schema;
pub mod screens;
mod seen;
mod session;
mod strings;
mod told;
mod view;
pub mod wording;

pub use bundle::Exported;
pub use clock::Reproducible;
pub use commands::{Done, NAMES as COMMANDS};
pub use doctor::{Diagnosis, Problem};
pub use enrol::{Admitted, Joined, Requested};
pub use error::{ErrorInWords, KithError};
pub use founding::{Founded, unlock_from_sheet};
pub use import::into_record::{ImportedFile, RefusedPlace};
pub use kith::{Kith, Opening, Unlock};
pub use receive::{Imported, QuarantinedParcel, WaitingParcel};
pub use schema::schema;
pub use screens::outline::{Block, Line, Mark, Outline};
pub use screens::{NAMES as SCREENS, Shown};
pub use strings::{Language, Strings};
