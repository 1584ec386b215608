//! Changes a setting that the vault keeps. It is of this device alone: in no parcel.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Command, Done};
use crate::error::KithError;
use crate::session::Session;

/// Changes a setting.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ChangeSetting {
    /// lock_after or symbols.
    setting: String,
    /// One of its options.
    value: String,
}

impl Command for ChangeSetting {
    fn perform(self, session: &mut Session) -> Result<Done, KithError> {
        session.change_setting(&self.setting, &self.value)?;
        Ok(Done::default())
    }
}
